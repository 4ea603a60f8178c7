// The names that every Python module sees without importing them (docs.python.org/3/library/builtins.html), and the
// attributes that the import system sets on modules.

import type { BuiltinResult, CollectionMember, ItemMember } from '../language.ts';

export const builtins: readonly string[] = (
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError ' +
  'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ' +
  'ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning ' +
  'EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError ' +
  'FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError ' +
  'InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ' +
  'ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError ' +
  'OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError ' +
  'RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration ' +
  'StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError ' +
  'UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError ' +
  'UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError __build_class__ __doc__ ' +
  '__file__ __import__ __name__ __package__ __path__ __spec__ abs aiter all anext any ascii bin bool ' +
  'breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod ' +
  'enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int ' +
  'isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print ' +
  'property range repr reveal_type reversed round set setattr slice sorted staticmethod str sum super ' +
  'tuple type vars zip'
).split(' ');

/** Those of `builtins` whose call makes an instance of them. */
export const builtinTypes: readonly string[] = [
  ...builtins.filter((name) =>
    /^[A-Z]\w+(?:Error|Exception|Warning|Exit|Interrupt|Group|Iteration)$/.test(name),
  ),
  ...(
    'BaseException Exception Warning bool bytearray bytes classmethod complex dict float frozenset int list ' +
    'memoryview object property range set slice staticmethod str tuple'
  ).split(' '),
];

/** Functions that hand out what they are given (docs.python.org/3/library). */
export const builtinResults: Readonly<Record<string, BuiltinResult>> = {
  type: 'class',
  next: 'element',
  anext: 'element',
  iter: 'elements',
  aiter: 'elements',
  list: 'elements',
  set: 'elements',
  tuple: 'elements',
  frozenset: 'elements',
  sorted: 'elements',
  reversed: 'elements',
  enumerate: 'numbered',
  zip: 'zipped',
  map: 'mapped',
  staticmethod: 'argument',
  classmethod: 'argument',
  property: 'called',
  'copy.copy': 'argument',
  'copy.deepcopy': 'argument',
  'functools.partial': 'argument',
  'functools.cached_property': 'called',
  'functools.lru_cache': 'argument',
  'functools.cache': 'argument',
  'functools.total_ordering': 'argument',
  'contextlib.closing': 'argument',
  'weakref.proxy': 'argument',
  'typing.TypeVar': 'type-variable',
  'typing_extensions.TypeVar': 'type-variable',
  'dataclasses.field': 'unknown',
  'typing.cast': 'instance',
  'typing_extensions.cast': 'instance',
  'collections.deque': 'elements',
  'importlib.import_module': 'unknown',
  'pickle.load': 'unknown',
  'pickle.loads': 'unknown',
  'json.load': 'unknown',
  'json.loads': 'unknown',
  'operator.attrgetter': 'unknown',
  'operator.itemgetter': 'unknown',
  'functools.reduce': 'unknown',
  ...unknownOf('collections.deque', 'pop popleft'),
  ...unknownOf('collections.OrderedDict', 'get pop popitem setdefault values items'),
  ...unknownOf('collections.defaultdict', 'get pop popitem setdefault values items'),
  ...unknownOf('collections.ChainMap', 'get pop popitem setdefault values items'),
  ...unknownOf('queue.Queue', 'get get_nowait'),
  ...unknownOf('asyncio.Queue', 'get get_nowait'),
  ...unknownOf('contextvars.ContextVar', 'get'),
  ...unknownOf('concurrent.futures.Future', 'result'),
  ...unknownOf('asyncio.Future', 'result'),
  'weakref.ref': 'unknown',
};

/** Members of containers, which give whatever was put in. */
function unknownOf(type: string, members: string): Record<string, 'unknown'> {
  return Object.fromEntries(members.split(' ').map((member) => [`${type}.${member}`, 'unknown']));
}

const STR_TO_STR =
  'capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix removesuffix replace ' +
  'rjust rstrip strip swapcase title translate upper zfill';
const STR_TO_INT = 'count find index rfind rindex';
const STR_TO_BOOL =
  'endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper ' +
  'startswith';

/** What methods of built-in types return, where it is a built-in type as well. */
export const builtinMemberResults: Readonly<Record<string, string>> = {
  ...membersOf('str', STR_TO_STR, 'str'),
  ...membersOf('bytes', STR_TO_STR, 'bytes'),
  ...membersOf('str', STR_TO_INT, 'int'),
  ...membersOf('bytes', STR_TO_INT, 'int'),
  ...membersOf('str', STR_TO_BOOL, 'bool'),
  ...membersOf('bytes', STR_TO_BOOL, 'bool'),
  ...membersOf('str', 'split rsplit splitlines', 'list'),
  ...membersOf('bytes', 'split rsplit splitlines', 'list'),
  ...membersOf('str', 'partition rpartition', 'tuple'),
  ...membersOf('bytes', 'partition rpartition', 'tuple'),
  ...membersOf('dict', 'copy', 'dict'),
  ...membersOf('set', 'copy difference intersection symmetric_difference union', 'set'),
  'str.encode': 'bytes',
  'bytes.decode': 'str',
  'bytes.hex': 'str',
  'list.copy': 'list',
  'list.count': 'int',
  'list.index': 'int',
};

/** Methods of lists, dictionaries and sets that give their elements. */
export const collectionMembers: ReadonlyMap<string, CollectionMember> = new Map<string, CollectionMember>([
  ['get', { result: 'item' }],
  ['setdefault', { result: 'item' }],
  ['pop', { result: 'item' }],
  ['popleft', { result: 'element' }],
  ['values', { result: 'values' }],
  ['items', { result: 'entries' }],
  ['copy', { result: 'collection' }],
]);

/** Functions that call what they are given. */
export const libraryCallbacks: Readonly<Record<string, readonly (number | string)[]>> = {
  filter: [0],
  map: [0],
  max: ['key'],
  min: ['key'],
  sorted: ['key'],
  'list.sort': ['key'],
  'atexit.register': [0],
  'functools.reduce': [0],
  'itertools.groupby': [1, 'key'],
  'signal.signal': [1],
  'threading.Thread': ['target'],
  'threading.Timer': [1, 'function'],
};

/** Methods that put something in. */
export const itemMembers: ReadonlyMap<string, ItemMember> = new Map<string, ItemMember>([
  ['append', { argument: 0, puts: 'item' }],
  ['appendleft', { argument: 0, puts: 'item' }],
  ['add', { argument: 0, puts: 'item' }],
  ['insert', { argument: 1, puts: 'item' }],
  ['extend', { argument: 0, puts: 'elements' }],
  ['update', { argument: 0, puts: 'entries' }],
]);

function membersOf(type: string, members: string, result: string): Record<string, string> {
  return Object.fromEntries(members.split(' ').map((member) => [`${type}.${member}`, result]));
}

/** Types that give one element after the other: what loops and generators make, and the protocols that they have. */
export const iteratorTypes: readonly string[] = [
  'iterator',
  'generator',
  'Iterator',
  'Iterable',
  'Generator',
  'AsyncIterator',
  'AsyncIterable',
  'AsyncGenerator',
];
