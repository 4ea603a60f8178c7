// What the files of installed Python packages say, as lines of an outline.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { installed } from '../../server/languages/python/declarations/installed.ts';
import type { InstalledFiles } from '../../server/languages/language.ts';
import { randomTexts } from './randomTexts.ts';

const SITE = '.venv/lib/python3.12/site-packages';

/** Files by their paths, as a workspace has them. */
function filesOf(files: Readonly<Record<string, string>>): InstalledFiles {
  const all: Readonly<Record<string, string>> = { '.venv/pyvenv.cfg': 'home = /usr/bin', ...files };
  return {
    folders: [''],
    list: (folder) => {
      const before = folder === '' ? '' : `${folder}/`;
      const below = Object.keys(all).filter((path) => path.startsWith(before));
      return [...new Set(below.map((path) => path.slice(before.length).split('/')[0]!))].sort();
    },
    read: (path) => (Object.hasOwn(all, path) ? all[path] : undefined),
  };
}

/** The lines of a module of an environment that has these files below its folder of packages. */
function linesOf(files: Readonly<Record<string, string>>, module = 'p'): readonly string[] | undefined {
  const placed = Object.entries(files).map(([path, text]) => [`${SITE}/${path}`, text]);
  const { moduleText } = installed.outline([module], filesOf(Object.fromEntries(placed)));
  return moduleText?.(module)?.trimEnd().split('\n');
}

const SHAPES: readonly (readonly [title: string, source: string, lines: readonly string[]])[] = [
  [
    'functions with type variables, defaults, and parameters by position or name alone',
    "from typing import TypeVar\nT = TypeVar('T')\ndef f(a: T, /, b: str = '', *rest: T, key: T, **more: T) -> list[T]: ...\n",
    ['=TypeVar typing.TypeVar', 'f(:#0,b?,*rest:#0,key:#0,**more:#0)list[#0]'],
  ],
  [
    'overloads without the definition behind them',
    'from typing import overload\n@overload\ndef f(a: int) -> int: ...\n@overload\ndef f(a: str) -> str: ...\ndef f(a):\n    return a\n',
    ['=overload typing.overload', 'f(a:int)int', 'f(a:str)str'],
  ],
  [
    'generic classes, written by `Generic` or in brackets',
    "import typing as t\nT = t.TypeVar('T')\nclass A(t.Generic[T]):\n    held: T\nclass B[K, V](A[V]):\n    def get(self, key: K) -> V: ...\ndef first[X](of: A[X]) -> X: ...\n",
    [':A 1', ' held $0', ':B 2 A[$1]', ' get(key:$0)$1', '=t typing', 'first(of:A[#0])#0'],
  ],
  [
    'what gives the receiver back',
    "from typing import Self, Type, TypeVar\nT = TypeVar('T', bound='A')\nclass A:\n    def a(self) -> Self: ...\n    def b(self: T) -> T: ...\n    @classmethod\n    def c(cls: Type[T]) -> list[T]: ...\n    def d(self):\n        return self\n    @classmethod\n    def e(cls):\n        return cls()\n",
    [
      '=Self typing.Self',
      '=Type typing.Type',
      '=TypeVar typing.TypeVar',
      ':A',
      ' a()%',
      ' b()%',
      ' c()list[%]',
      ' d()%',
      ' e()%',
    ],
  ],
  [
    'properties, fields of bodies and of methods, and members that nobody types',
    "class A:\n    size: int = 1\n    name = ''\n    none = None\n    @property\n    def p(self) -> 'A': ...\n    @p.setter\n    def p(self, to): ...\n    def __init__(self, other: 'A', any=None):\n        self.other = other\n        self.made = dict(a=1)\n        self.none = A(1)\n        self.any, self.more = any, 1\n        self.typed: int = any\n    def f(self, what):\n        return what.f()\n",
    [
      ':A',
      ' size int',
      ' name str',
      ' none A',
      ' p A',
      ' __init__(other,any?)?',
      ' other A',
      ' made dict',
      ' typed int',
      ' f(what)?',
    ],
  ],
  [
    'what calls and variables of a body lead to',
    'class A:\n    def go(self):\n        made = B()\n        if made:\n            return made\n        return None\n    def again(self):\n        return self.go()\nclass B: ...\ndef make(kind):\n    def inner():\n        return 1\n    return A()\ndef other():\n    return make(1)\ndef lost(A):\n    return A()\ndef endless():\n    return endless()\n',
    [':A', ' go()B', ' again()B', ':B', 'make(kind)A', 'other()A', 'lost(A)?', 'endless()?'],
  ],
  [
    'aliases of types, with what they are given',
    "from typing import Callable, Optional, TypeVar, Union\nT = TypeVar('T')\nMaybe = Union[T, None]\nHow = Callable[[T], 'Maybe[T]']\ntype Pair[X] = tuple[X, X]\ndef f(a: How[T], b: Maybe[int] = None) -> Optional[Pair[T]]: ...\n",
    [
      '=Callable typing.Callable',
      '=Optional typing.Optional',
      '=TypeVar typing.TypeVar',
      '=Union typing.Union',
      'f(a:(#0){#0|None},b?)tuple[#0,#0]|None',
    ],
  ],
  [
    'types in a row, of which the first one is followed, and receivers that are told by their type arguments',
    "from typing import Generic, Never, TypeVar, TypeVarTuple, Unpack, overload\nT = TypeVar('T')\nTs = TypeVarTuple('Ts')\nclass A(Generic[Unpack[Ts]]):\n    def one(self: 'A[T, Unpack[Ts]]') -> T: ...\n    def first(self: A[T, Unpack[Ts]]) -> T: ...\n    def all(self) -> list[A[Unpack[Ts]]]: ...\n@overload\ndef f(a: A[Never]) -> None: ...\n@overload\ndef f(a: A[T]) -> T: ...\ndef f(a): ...\n",
    [
      ...['Generic', 'Never', 'TypeVar', 'TypeVarTuple', 'Unpack', 'overload'].map(
        (name) => `=${name} typing.${name}`,
      ),
      ':A 1',
      ' one()$0',
      ' first()$0',
      ' all()list[A[$0]]',
      'f(a:A[#0])#0',
    ],
  ],
  [
    'functions that can be entered',
    'from contextlib import contextmanager\nfrom typing import Iterator\nclass A: ...\n@contextmanager\ndef opened() -> Iterator[A]:\n    yield A()\n',
    [
      '=contextmanager contextlib.contextmanager',
      '=Iterator typing.Iterator',
      ':A',
      'opened()contextlib._GeneratorContextManager[A]',
    ],
  ],
  [
    'constants of enumerations, and classes with members that nobody declares',
    'import enum\nclass Color(enum.Enum):\n    RED = 1\nclass Any_:\n    def __getattr__(self, name): ...\n',
    ['=enum enum', ':Color enum.Enum', ' RED Color', ':Any_ *', ' __getattr__(name)?'],
  ],
  [
    'what branches declare: those that are taken first',
    "import sys\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from q import A\nelse:\n    A = None\ntry:\n    import json\nexcept ImportError:\n    json = None\n    spare = 1\nif sys.platform == 'win32':\n    def f() -> int: ...\nelse:\n    def f() -> str: ...\n",
    ['=sys sys', '=TYPE_CHECKING typing.TYPE_CHECKING', '=A q.A', '=json json', 'f()str', 'spare int'],
  ],
];

suite('The outline of an installed module', () => {
  for (const [title, source, lines] of SHAPES) {
    test(`has ${title}`, () => {
      assert.deepEqual([...(linesOf({ 'p/__init__.py': source }) ?? [])].sort(), [...lines].sort());
    });
  }

  test('has names of other modules by what these declare', () => {
    const files = {
      'p/__init__.py': 'from .inner import *\nfrom .a import A as Other\nfrom . import a\nimport q.deep\n',
      'p/a.py': 'from q import B\nfrom .inner import T\nclass A(B):\n    def f(self, x: T) -> T: ...\n',
      'p/inner/__init__.py': "from typing import TypeVar\nT = TypeVar('T')\n",
      'q.py': 'class B: ...\n',
    };
    assert.deepEqual(linesOf(files), ['=Other p.a.A', '=q q', '*p.inner']);
    assert.deepEqual(linesOf(files, 'p.a'), ['=B q.B', '=T p.inner.T', ':A q.B', ' f(x:#0)#0']);
  });

  test('takes a stub before the source beside it, and a package of stubs before both', () => {
    const files = {
      'p/__init__.py': 'def f(): ...\n',
      'p/__init__.pyi': 'def f() -> int: ...\n',
      'p/a.py': 'def a(): ...\n',
      'p-stubs/__init__.pyi': 'def f() -> str: ...\n',
    };
    assert.deepEqual(linesOf(files), ['f()str']);
    assert.deepEqual(linesOf(files, 'p.a'), ['a()?']);
  });

  test('follows paths that stay among the packages, and runs nothing', () => {
    const files = {
      'a.pth': 'inner\n../../../../outside\n/etc\nimport os; os.abort()\n# none\n',
      'inner/p.py': 'a: int\n',
    };
    assert.deepEqual(linesOf(files), ['a int']);
    assert.equal(linesOf({ ...files, '../../../../outside/q.py': 'a: int\n' }, 'q'), undefined);
  });

  test('is none without an environment, and for names that are no modules', () => {
    assert.equal(installed.outline(['p'], { ...filesOf({}), list: () => [] }).moduleText, undefined);
    for (const name of ['..', 'p..q', '../p', 'p/q', 'os', '', 'p.'])
      assert.equal(
        linesOf({ 'p/__init__.py': 'a: int\n', 'p/q.py': '', 'os.py': '' }, name),
        undefined,
        name,
      );
  });

  test('ends for texts that no interpreter takes', () => {
    const pieces =
      'def|class|f|(|)|[|]|{|}|:|,|->|=|*|**|/|@|"|\'|"""|#|\\|\n|\n    |\n\t|if|else|elif|try|except|import|from|.|...|as|lambda|yield|return|self|async|type|;|__all__|+=|\r\n|\u0000'.split(
        '|',
      );
    for (const text of randomTexts(pieces, 3_000)) linesOf({ 'p.py': text });
    for (const nested of [
      'a(',
      '[',
      '{',
      'x[',
      'not ',
      '-',
      '*',
      'a if ',
      'a | ',
      'a.',
      '"" ',
      'lambda: ',
      'a = ',
    ])
      linesOf({ 'p.py': `x: ${nested.repeat(20_000)}\ny = ${nested.repeat(20_000)}\n` });
    for (const nested of ['if a:\n', 'class A:\n', 'def f():\n', 'try:\n']) {
      const lines = Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}${nested}`);
      linesOf({ 'p.py': lines.join('') });
    }
  });

  test('ends for modules and types that go in circles', () => {
    const files = {
      'p.py':
        "from q import *\nfrom q import x\nfrom p import y\nA = 'B'\nB = A\nclass C(C): ...\nclass D(E): ...\nclass E(D): ...\nz: A\ndef f():\n    a = b\n    b = a\n    return a\n",
      'q.py': 'from p import *\nfrom p import x\n',
    };
    assert.ok(linesOf(files));
  });
});
