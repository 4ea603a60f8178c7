// What the declaration files of installed packages say, as lines of an outline.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { installed } from '../../server/languages/ecmascript/declarations/outline.ts';
import { randomTexts } from './randomTexts.ts';

/** The lines of the outline of a package that has one declaration file, or these. */
function outlineOf(files: string | Readonly<Record<string, string>>, specifiers = ['p']): string[] {
  const all: Readonly<Record<string, string>> = typeof files === 'string' ? { 'index.d.ts': files } : files;
  const { text } = installed.outline(specifiers, {
    folders: [''],
    list: () => ['p'],
    read: (path) =>
      path === 'node_modules/p/package.json' ? '{"name":"p"}' : all[path.replace('node_modules/p/', '')],
  });
  return text.trimEnd().split('\n');
}

const SHAPES: readonly (readonly [title: string, declared: string, lines: readonly string[]])[] = [
  [
    'functions with type parameters, parameters that can be left out, and rest parameters',
    'export declare function f<T>(a: T, b?: string, ...rest: number[]): T[];',
    ['f(:#0,?:String,*:Number)Array[#0]'],
  ],
  [
    'overloads, each on a line',
    'export function f(a: string): string;\nexport function f(a: number): number;',
    ['f(:String)String', 'f(:Number)Number'],
  ],
  [
    'classes with bases, static members, accessors and constructors',
    'export declare class A<T> extends B<T> { constructor(of: T); static make(): A<string>; get one(): T; set one(v: T); private p: string; #q: T; m(this: A<T>): this; }\nexport interface B<T> { held?: T }',
    [':A 1 p.B[$0]', ' ^make()p.A[String]', ' constructor(:$0)', ' m()%', ' one $0', ':B 1', ' held $0'],
  ],
  [
    'what can be called, constructed, or asked by any key',
    'export interface F { (a: string): number; [key: string]: number }\nexport declare const C: { new (a: string): F; of(): F };',
    [':C 0 p.F', ' ^of()p.F', ' constructor(:String)', ':F', ' ()(:String)Number', ' []()Number'],
  ],
  [
    'members that are an object which can only be called, as methods with their type parameters',
    'export interface Make { made: { <T>(): T[]; <T>(of: T): T } }',
    [':Make', ' made()Array[#0]', ' made(:#0)#0'],
  ],
  [
    'aliases of functions, objects and unions, with what they are given',
    'type Do<A> = (a: A) => void;\ntype Pair<T> = { a: T; b: Do<T> };\nexport declare function f(how: Do<string>): Pair<number> | null;\nexport declare const g: Do<number>;',
    ['f(:(String)None)p.Pair[Number]', 'g (Number)None', ':Pair 1', ' a $0', ' b ($0)None'],
  ],
  [
    'names with type parameters for types that depend on them',
    'export type Result<T, E = Error> = Good<T> | Bad<E>;\ninterface Good<T> { data: T }\ninterface Bad<E> { error: E }\nexport type Plain = Good<string>;',
    [':Bad 1', ' error $0', ':Good 1', ' data $0', '+Result 2 p.Good[$0]|p.Bad[$1]'],
  ],
  [
    'type parameters that are another one unless they are given',
    'export declare function f<A, B = A, C = string>(a: B): Map<B, A>;\nexport declare function g<A, D = A[]>(a: A, b: (of: D) => void): D;',
    ['f(:#1{#0})Map[#1{#0},#0]', 'g(:#0,:(#1{Array[#0]})None)#1{Array[#0]}'],
  ],
  [
    'objects without a name as classes of their own',
    'export declare function f<T>(a: T): { a: T };',
    [':object~ 1', ' a $0', 'f(:#0)p.object~[#0]'],
  ],
  [
    'tuples, promises, conditions, keys and mapped types',
    'export declare function f<T>(a: [T, string]): Promise<T>;\nexport declare function g<T>(a: T extends string ? T : T, b: keyof T, c: { [K in keyof T]: number }): `a${string}`;',
    ['f(:tuple[#0,String])Promise[#0]', 'g(:#0,:String,:Record[String,Number])String'],
  ],
  [
    'types of the runtime and of what is not installed',
    "import { Readable } from 'node:stream';\nimport * as http from 'http';\nimport { Lost } from 'lost';\nexport declare function f(a: Readable, b: http.Server, c: Lost): void;",
    ['f(:node.stream.Readable,:node.http.Server,-)None'],
  ],
  [
    'classes as values that are told by what they make',
    'export interface Type<T> extends Function { new (...a: any[]): T }\nexport declare const Type: FunctionConstructor;\nexport declare function inject<T>(of: Type<T> | string): T;\nexport type Signal<T> = (() => T) & { set(to: T): void };',
    [
      ':Signal 1',
      ' ()()$0',
      ' set(:$0)None',
      ':Type 1 Function',
      ' constructor(*:_)',
      'inject(:^#0|String)#0',
    ],
  ],
  [
    'functions that are taken as an object which can be called',
    'interface Render<P> { (props: P): string; name?: string }\nexport declare function memo<P>(render: Render<P>): P;',
    ['memo(:(#0)String)#0'],
  ],
];

suite('The outline of an installed package', () => {
  for (const [title, declared, lines] of SHAPES) {
    test(`has ${title}`, () => {
      const plain = outlineOf(declared).map((line) => line.replaceAll(/object~\w+/g, 'object~'));
      assert.deepEqual(plain.filter((line) => !line.startsWith('@')).sort(), [...lines].sort());
    });
  }

  test('has what a namespace holds that is the module as a whole', () => {
    const lines = outlineOf(
      'export = N;\ndeclare namespace N { interface A { a: A } function make(): A; namespace Deep { const d: A } }',
    );
    for (const line of [':A', ' a p.A', 'make()p.A', '@p.Deep', 'd p.A'])
      assert.ok(lines.includes(line), line);
  });

  test('calls by one name what several modules hand on', () => {
    const files = {
      'index.d.ts': "export * from './a';\nexport { B as Other } from './b';\nexport * as ns from './b';",
      'a.d.ts': "import { B } from './b';\nexport declare class A { b: B }",
      'b/index.d.ts': 'export declare class B { go(): void }',
      'sub.d.ts': "export { A } from './a';\nexport default A;\nimport { A } from './a';",
    };
    const lines = outlineOf(files, ['p', 'p/sub']);
    for (const line of ['@p', ':A', ':Other', ' b p.Other', '=B p.Other', '@p.sub', '=A p.A', '== p.A'])
      assert.ok(lines.includes(line), `${line} in ${lines.join(' / ')}`);
  });

  test('reads the types that others wrote for a package', () => {
    const { text } = installed.outline(['@s/p'], {
      folders: [''],
      list: (folder) =>
        ({ node_modules: ['@s', '@types'], 'node_modules/@s': ['p'], 'node_modules/@types': ['s__p'] })[
          folder
        ] ?? [],
      read: (path) =>
        ({
          'node_modules/@s/p/package.json': '{"name":"@s/p","main":"index.js"}',
          'node_modules/@types/s__p/package.json': '{"name":"@types/s__p","types":"main.d.ts"}',
          'node_modules/@types/s__p/main.d.ts': 'export function f(): string;',
        })[path],
    });
    assert.equal(text, '@@s/p\nf()String\n');
  });

  test('ends for texts that no compiler takes', () => {
    const pieces = [
      'export',
      '{',
      '}',
      '<',
      '>',
      '(',
      ')',
      '[',
      ']',
      'class',
      'A',
      'extends',
      '=>',
      '`',
      '"',
      '?',
      ':',
      '|',
      'type',
      '=',
      'namespace',
      'constructor',
      '__proto__',
      '\n',
      "'",
      '/*',
      'import',
      '.',
      '...',
    ];
    for (const text of randomTexts(pieces, 2_000)) outlineOf(text);
    for (const nested of ['{ a: ', 'A & ', '-', 'new ', '(', '[', 'A<', 'keyof ', 'A | ('])
      outlineOf(`export declare const deep: ${nested.repeat(50_000)}`);
    outlineOf('namespace A {'.repeat(50_000));
  });

  test('ends for modules and types that go in circles', () => {
    outlineOf({
      'index.d.ts':
        "export * from './b';\nexport { x } from './b';\nimport y = y;\nexport type A = A | B<A>;\nexport type B<T> = { b: B<B<T>>; a: A };\nexport declare const c: A;",
      'b.d.ts': "export * from './index';\nexport { x } from './index';",
    });
  });
});
