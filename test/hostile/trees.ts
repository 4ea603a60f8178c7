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

/** All kinds. */
export const KINDS: readonly Kind[] = [...MODULES, ...DEFINITIONS];
