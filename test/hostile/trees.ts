// Trees of a size, made to hurt: in each something grows with the size that a careless pass would go through again for every
// file or use. All are valid code.

import type { Tree } from './resolving.ts';

/** A kind of tree. */
export interface Kind {
  readonly name: string;
  /** Resolving twice the size is compared with this size. */
  readonly size: number;
  readonly make: (size: number) => Tree;
}

const list = <Item>(size: number, item: (at: number) => Item): Item[] =>
  Array.from({ length: size }, (_, at) => item(at));
const files = (size: number, file: (at: number) => readonly [string, string]): Tree =>
  Object.fromEntries(list(size, file));

/** Modules that hand names on. */
const MODULES: readonly Kind[] = [
  {
    name: 'a web of star exports without a circle',
    size: 40,
    make: (size) => ({
      ...files(size, (at) => [
        `m${at}.ts`,
        `export * from './m${Math.min(size, at + 1)}';\nexport * from './m${Math.min(size, at + 2)}';\n`,
      ]),
      [`m${size}.ts`]: 'export const z = 1;\n',
      'a.ts': "import { nope } from './m0';\nexport function go() { nope(); }\n",
    }),
  },
  {
    name: 'star exports in circles, of which everybody asks for a name that is there and one that is not',
    size: 60,
    make: (size) =>
      files(size, (at) => [
        `m${at}.ts`,
        `export * from './m${(at + 1) % size}';\nexport * from './m${(at * 7 + 3) % size}';\nexport function f${at}() {}\n` +
          `import { f${(at + size / 2) % size} as q, nope${at} } from './m${(at * 3 + 1) % size}';\nq();\nnope${at}();\n`,
      ]),
  },
  {
    name: 'star imports in circles, of which everybody asks for a name that is there and one that is not',
    size: 60,
    make: (size) =>
      files(size, (at) => [
        `m${at}.py`,
        `from m${(at + 1) % size} import *\nfrom m${(at * 7 + 3) % size} import *\n` +
          `def f${at}():\n    f${(at + size / 2) % size}()\n    nope${at}()\n`,
      ]),
  },
  {
    name: 'a web of names that two modules hand on by name',
    size: 40,
    make: (size) => ({
      ...files(size, (at) => [
        `m${at}.py`,
        `try:\n    from m${Math.min(size, at + 1)} import z\nexcept ImportError:\n    from m${Math.min(size, at + 2)} import z\n`,
      ]),
      [`m${size}.py`]: 'def z(): pass\n',
      'a.py': 'from m0 import z\ndef go():\n    z()\n',
    }),
  },
  {
    name: 'a circle of modules of which each gives on what it takes',
    size: 100,
    make: (size) =>
      files(size, (at) => [
        `m${at}.ts`,
        `import { v${(at + 1) % size} } from './m${(at + 1) % size}';\nexport const v${at} = v${(at + 1) % size};\nv${at}.call();\n`,
      ]),
  },
];

/** Files that read each other. */
const INCLUDES: readonly Kind[] = [
  {
    name: 'headers in circles, each read with all others by a source that looks for a name that is there and one that is not',
    size: 60,
    make: (size) => ({
      ...files(size, (at) => [
        `h${at}.h`,
        `${list(8, (step) => `#include "h${(at * 7 + step * 3 + 1) % size}.h"`).join('\n')}\nvoid f${at}(void);\n`,
      ]),
      ...files(size, (at) => [
        `c${at}.c`,
        `#include "h${at}.h"\nvoid f${at}(void) { f${(at + size / 2) % size}(); nope${at}(); }\n`,
      ]),
    }),
  },
  {
    name: 'headers without a circle, of which each reads the next eight',
    size: 60,
    make: (size) => ({
      ...files(size, (at) => [
        `h${at}.h`,
        `${list(8, (step) => `#include "h${Math.min(size, at + step + 1)}.h"`).join('\n')}\nvoid f${at}(void);\n`,
      ]),
      [`h${size}.h`]: 'int z;\n',
      ...files(size, (at) => [
        `c${at}.c`,
        `#include "h${at}.h"\nvoid f${at}(void) { f${(at + size / 2) % size}(); nope${at}(); same(); }\nvoid same(void) {}\n`,
      ]),
    }),
  },
];

const one = (path: string, size: number, line: (at: number) => string): Tree => ({
  [path]: `${list(size, line).join('\n')}\n`,
});

/** Files in which much is defined. */
const DEFINITIONS: readonly Kind[] = [
  {
    name: 'a file of functions that call each other and return what that gives',
    size: 200,
    make: (size) =>
      one('a.ts', size, (at) => `function r${at}() { return ${at === 0 ? 'new Date()' : `r${at - 1}()`}; }`),
  },
  {
    name: 'a file of constants in Python of which each is made of the one before',
    size: 200,
    make: (size) => one('a.py', size, (at) => `X${at} = ${at === 0 ? '1' : `X${at - 1} + 1`}`),
  },
  {
    name: 'a literal with many entries',
    size: 300,
    make: (size) => ({
      'a.ts': `export const all = {\n${one('', size, (at) => `  k${at}: { n: ${at} },`)['']!}};\n`,
    }),
  },
  {
    name: 'local variables of one function, each made of the one after',
    size: 200,
    make: (size) => ({
      'a.py': `def f():\n${list(size, (at) => `    v${at} = g(v${at + 1})`).join('\n')}\n    return v0\n`,
    }),
  },
  {
    name: 'functions within functions that return the inner one',
    size: 12,
    make: (size) => ({
      'a.py': `${list(size, (at) => `${'    '.repeat(at)}def f${at}():`).join('\n')}\n${list(
        size,
        (at) => `${'    '.repeat(size - at)}return ${at === 0 ? '1' : `f${size - at}`}`,
      ).join('\n')}\n`,
    }),
  },
  {
    name: 'methods that are called the same in many classes',
    size: 200,
    make: (size) => one('a.ts', size, (at) => `class K${at} { same() { this.same(); } }`),
  },
];

/** Names that mean many things. */
const NAMESAKES: readonly Kind[] = [
  {
    name: 'functions of one name in TypeScript that call it',
    size: 200,
    make: (size) => one('a.ts', size, () => 'export function same() { same(); }'),
  },
  {
    name: 'functions of one name in Python that call it',
    size: 200,
    make: (size) => one('a.py', size, () => 'def same():\n    same()'),
  },
  {
    name: 'functions of one name in C that call it',
    size: 200,
    make: (size) => one('a.c', size, () => 'void same(void) { same(); }'),
  },
  {
    name: 'a variable that is made of itself again and again',
    size: 200,
    make: (size) => ({
      'a.py': `def f():\n    x = g()\n${list(size, () => '    x = x.n()').join('\n')}\n`,
      'a.ts': `export function f() {\n  let y = g();\n${list(size, () => '  y = y.then(() => y);').join('\n')}\n  return y;\n}\n`,
    }),
  },
  {
    name: 'a variable that each of many branches sets',
    size: 200,
    make: (size) => ({
      'a.py': `def f(c):\n${list(size, (at) => `    if c > ${at}:\n        x = C${at % 3}()\n    x.m()`).join('\n')}\n${list(
        3,
        (at) => `class C${at}:\n    def m(self): pass`,
      ).join('\n')}\n`,
    }),
  },
  {
    name: 'a member that is assigned and called again and again',
    size: 200,
    make: (size) => ({
      'a.py': `class A:\n    def __init__(self):\n${list(size, (at) => `        self.a = B${at % 50}()`).join('\n')}\n    def m(self):\n${list(
        size,
        () => '        self.a.z()',
      ).join('\n')}\n${list(50, (at) => `class B${at}:\n    def z(self): pass`).join('\n')}\n`,
    }),
  },
  {
    name: 'signatures of one function',
    size: 200,
    make: (size) => ({
      'a.ts': `${list(size, (at) => `export function f(a: ${at}): void;`).join('\n')}\nexport function f(a) {}\n${list(
        size,
        (at) => `f(${at});`,
      ).join('\n')}\n`,
    }),
  },
  {
    name: 'classes that each extend the one before',
    size: 200,
    make: (size) => ({
      'a.ts': `class C0 { m() {} }\n${list(size, (at) => `class C${at + 1} extends C${at} { n${at}() { this.m(); } }`).join('\n')}\n`,
    }),
  },
  {
    name: 'a class with many bases',
    size: 200,
    make: (size) => ({
      'a.py': `${list(size, (at) => `class B${at}:\n    def m${at}(self): pass`).join('\n')}\nclass A(${list(
        size,
        (at) => `\n    B${at}`,
      ).join(',')}):\n    def f(self):\n${list(size, (at) => `        self.m${at}()`).join('\n')}\n`,
    }),
  },
];

/** What types and functions have in common. */
const SHARED: readonly Kind[] = [
  {
    name: 'interfaces and types of Go that have one method in common, and another one in pairs',
    size: 200,
    make: (size) => ({
      'a.go': `package a\n${list(
        size,
        (at) =>
          `type S${at} struct{}\nfunc (s S${at}) M() {}\nfunc (s S${at}) N${at}() {}\n` +
          `type I${at} interface{ M(); N${(at * 3) % size}() }\nfunc g${at}(x I${at}) { x.M() }`,
      ).join('\n')}\n`,
    }),
  },
  {
    name: 'functions that are handed on by name, and calls of what that may be',
    size: 300,
    make: (size) =>
      one(
        'a.js',
        size,
        (at) =>
          `function f${at}(a, b) { a.m(); b(); }\n[1].map(f${at});\nvar z${at} = f${at};\nz${at}(() => 1, 1);`,
      ),
  },
  {
    name: 'functions that call what they are given',
    size: 200,
    make: (size) => one('a.ts', size, (at) => `function f${at}(cb) { cb(i${at}); }\nf${at}((x) => x.m());`),
  },
];

/** All kinds. */
export const KINDS: readonly Kind[] = [...MODULES, ...INCLUDES, ...DEFINITIONS, ...NAMESAKES, ...SHARED];
