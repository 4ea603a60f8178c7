// The members of Python's built-in types and of the abstract types of `typing` and `collections.abc`, special methods left
// out (docs.python.org/3/library/stdtypes.html, collections.abc.html). What is not listed is no member of these types.

const MEMBERS: Readonly<Record<string, string>> = {
  str:
    'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum ' +
    'isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper ' +
    'join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust ' +
    'rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  bytes:
    'capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii ' +
    'isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix ' +
    'removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip ' +
    'swapcase title translate upper zfill',
  bytearray:
    'append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index ' +
    'insert isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip ' +
    'maketrans partition pop remove removeprefix removesuffix replace reverse rfind rindex rjust ' +
    'rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  int: 'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes',
  float: 'as_integer_ratio conjugate fromhex hex imag is_integer real',
  complex: 'conjugate imag real',
  bool: 'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes',
  list: 'append clear copy count extend index insert pop remove reverse sort',
  tuple: 'count index',
  dict: 'clear copy fromkeys get items keys pop popitem setdefault update values',
  set:
    'add clear copy difference difference_update discard intersection intersection_update isdisjoint ' +
    'issubset issuperset pop remove symmetric_difference symmetric_difference_update union update',
  frozenset: 'copy difference intersection isdisjoint issubset issuperset symmetric_difference union',
  range: 'count index start step stop',
  slice: 'indices start step stop',
  Iterable: '',
  Iterator: '',
  Reversible: '',
  Sized: '',
  Hashable: '',
  Callable: '',
  Container: '',
  Collection: '',
  Awaitable: '',
  AsyncIterable: '',
  AsyncIterator: '',
  Sequence: 'count index',
  MutableSequence: 'append clear count extend index insert pop remove reverse',
  Mapping: 'get items keys values',
  MutableMapping: 'clear get items keys pop popitem setdefault update values',
  Set: 'isdisjoint',
  AbstractSet: 'isdisjoint',
  MutableSet: 'add clear discard isdisjoint pop remove',
  Generator: 'close send throw',
};

const members: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(MEMBERS).map(([type, names]) => [type, new Set(names.split(' '))]),
);

/** Packages whose types are listed. */
const packages: ReadonlySet<string> = new Set([
  'builtins',
  'typing',
  'typing_extensions',
  'collections',
  'collections.abc',
]);

/** Whether `type` of `packageName` can have a member: false only for a listed type that lacks it. */
export function canHaveMember(packageName: string, type: string, name: string): boolean {
  if (name.startsWith('__') || !packages.has(packageName)) return true;
  const known = members.get(type.slice(type.lastIndexOf('.') + 1));
  return known === undefined || known.has(name);
}
