// Each rule of the architecture is shown to hold on what is right and to fail on what is wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as checks from './checks.ts';
import { checkExports } from './exports.ts';
import { listImports } from './sourceFile.ts';

const file = (path: string, text: string) => ({ path, text });
const layers = [['top/'], ['middle/', 'other/'], ['bottom/', 'leaf.ts']];

const countLanguageNames = (text: string) =>
  checks.checkLanguageNames([file('server/a.ts', text)], ['go', 'python'], ['.go', '.py']).length;
const countLanguageWords = (text: string) =>
  checks.checkLanguageWords([file('server/a.ts', text)], ['python'], new Set(['Array', '__init__'])).length;
const countEmptyNames = (name: string) =>
  checks.checkFileNames([file(`server/a/${name}`, '')], ['utils', 'manager', 'types']).length;
const countHeirs = (text: string, kinds: string[] = []) =>
  checks.checkInheritance([file('server/a.ts', text), file('server/b.ts', 'class Lower<T> {}')], kinds)
    .length;
const countConsoleUses = (text: string) => checks.checkConsole([file('server/a.ts', text)]).length;

test('imports are found in all their forms', () => {
  const text = [
    `import { a } from './a.ts';`,
    `import type {`,
    `  B,`,
    `} from '../b.ts';`,
    `export * from './c.ts';`,
    `import './d.ts';`,
    `const e = await import('./e.ts');`,
    `const f = require('f-package');`,
    `// import { no } from './comment.ts';`,
    `/** import('./comment.ts') */`,
  ].join('\n');
  const targets = listImports(file('server/x/y.ts', text)).map(({ target }) => target);
  assert.deepEqual(targets.toSorted(), [
    'f-package',
    'server/b.ts',
    'server/x/a.ts',
    'server/x/c.ts',
    'server/x/d.ts',
    'server/x/e.ts',
  ]);
});

test('an import may point down and within its layer', () => {
  const text = `import '../bottom/b.ts'; \nimport '../leaf.ts';\nimport '../other/o.ts';`;
  assert.deepEqual(checks.checkLayers([file('server/middle/m.ts', text)], layers), []);
});

test('an import that points up is named, a type and a dynamic one included', () => {
  for (const text of [
    `import { t } from '../top/t.ts';`,
    `import type { T } from '../top/t.ts';`,
    `const t = import('../top/t.ts');`,
  ]) {
    assert.deepEqual(checks.checkLayers([file('server/middle/m.ts', text)], layers), [
      'server/middle/m.ts imports server/top/t.ts, which is above it',
    ]);
  }
});

test('a file that no layer holds is named', () => {
  assert.deepEqual(checks.checkLayers([file('server/new/n.ts', '')], layers), [
    'server/new/n.ts is in no layer',
  ]);
});

test('files that import each other are named', () => {
  const files = [
    file('server/a/one.ts', `import './two.ts';`),
    file('server/a/two.ts', `import './three.ts';`),
    file('server/a/three.ts', `import './two.ts';`),
  ];
  assert.deepEqual(checks.checkCycles(files), [
    'server/a/two.ts → server/a/three.ts → server/a/two.ts is a cycle',
  ]);
  assert.deepEqual(checks.checkCycles(files.slice(0, 2)), []);
});

test('modules that import each other through different files are named', () => {
  const files = [
    file('server/a/one.ts', `import '../b/one.ts';`),
    file('server/b/two.ts', `import '../a/two.ts';`),
  ];
  assert.deepEqual(checks.checkCycles(files), ['server/a → server/b → server/a is a cycle']);
});

test('folders side by side in any folder that import each other are named', () => {
  const files = [
    file('server/a/x/one.ts', `import '../y/one.ts';`),
    file('server/a/y/two.ts', `import '../x/two.ts';`),
  ];
  assert.deepEqual(checks.checkCycles(files), ['server/a/x → server/a/y → server/a/x is a cycle']);
});

test('a room is imported from above and by its index', () => {
  const complaints = (path: string, target: string) =>
    checks.checkRooms([file(path, `import { x } from '${target}';`)], 'server/a/', ['upper', 'lower']);
  assert.deepEqual(complaints('server/a/upper/u.ts', '../lower/index.ts'), []);
  assert.deepEqual(complaints('server/a/upper/u.ts', './v.ts'), []);
  assert.deepEqual(complaints('server/b.ts', './a/lower/index.ts'), []);
  assert.deepEqual(complaints('server/a/lower/l.ts', '../upper/index.ts'), [
    'server/a/lower/l.ts imports server/a/upper/index.ts, which is above it',
  ]);
  assert.deepEqual(complaints('server/b.ts', './a/lower/l.ts'), [
    'server/b.ts imports server/a/lower/l.ts past the index of its room',
  ]);
  assert.deepEqual(checks.checkRooms([file('server/a/c.ts', '')], 'server/a/', ['upper']), [
    'server/a/c.ts is in no room of server/a/',
  ]);
});

test('a class inherits from no other class of the project but an error', () => {
  assert.equal(countHeirs('export class Spent extends Error {}; class Late extends Spent {}'), 0);
  assert.equal(countHeirs('export abstract class Upper extends Lower<A> {'), 1);
  assert.equal(countHeirs('class Upper<T extends A> extends Lower {'), 1);
  assert.equal(countHeirs('class Upper extends Lower {', ['Upper extends Lower']), 0);
  assert.equal(countHeirs('class Agent extends http.Agent {}; class Reader extends OfAPackage {}'), 0);
  assert.equal(countHeirs('function f<T extends Lower>() {}'), 0);
});

test('a package is imported only where it belongs', () => {
  const rules = [
    { package: 'better-sqlite3', places: ['server/store/', 'server/ownership/lock.ts'] },
    { package: '@scope/', places: ['server/mcp/'] },
  ];
  const complain = (path: string, name: string) =>
    checks.checkExclusiveImports([file(path, `import x from '${name}';`)], rules).length;
  assert.equal(complain('server/store/database.ts', 'better-sqlite3'), 0);
  assert.equal(complain('server/ownership/lock.ts', 'better-sqlite3'), 0);
  assert.equal(complain('server/ownership/epoch.ts', 'better-sqlite3'), 1);
  assert.equal(complain('server/queries/trace.ts', 'better-sqlite3/lib/database.js'), 1);
  assert.equal(complain('server/queries/trace.ts', 'better-sqlite3-extras'), 0);
  assert.equal(complain('server/rpc/socket.ts', '@scope/server'), 1);
});

test('the extension reaches no further than it may', () => {
  const allowed = ['extension/', 'server/protocol/'];
  const complain = (target: string) =>
    checks.checkReach([file('extension/main.ts', `import x from '${target}';`)], allowed).length;
  assert.equal(complain('./commands.ts'), 0);
  assert.equal(complain('../server/protocol/rpc.ts'), 0);
  assert.equal(complain('../server/queries/trace.ts'), 1);
  assert.equal(complain('vscode'), 0);
});

test('a language is named by a string that is its id or its extension', () => {
  assert.equal(countLanguageNames(`if (language === 'python') {}`), 1);
  assert.equal(countLanguageNames(`path.endsWith(".py")`), 1);
  assert.equal(countLanguageNames('case `go`:'), 1);
  assert.equal(countLanguageNames(`const message = 'There it will go on';`), 0);
  assert.equal(countLanguageNames(`import { x } from './go.pyx.ts';`), 0);
  assert.equal(countLanguageNames(`// 'python' in a comment`), 0);
});

test('a word of a language is found in identifiers, strings and expressions', () => {
  assert.equal(countLanguageWords('const pythonPath = 1;'), 1);
  assert.equal(countLanguageWords('function isPythonic() {}'), 0);
  assert.equal(countLanguageWords('if (/(?:Python|x)/.test(text)) return;'), 1);
  assert.equal(countLanguageWords(`const list = 'Array';`), 1);
  assert.equal(countLanguageWords('const isList = /^(?:set|Array)$/.test(name);'), 1);
  assert.equal(countLanguageWords('const name = path.replace(/\\.__init__$/, "");'), 1);
  assert.equal(countLanguageWords('const rows: Array<number> = Array.from(x);'), 0);
  assert.equal(countLanguageWords(`import { x } from './python/Array.ts';`), 0);
  assert.equal(countLanguageWords(`// python's 'Array'`), 0);
});

test('an export that nobody imports is named', () => {
  const own = `export const a = 1;\nexport async function b() {}\nexport interface C {}\nexport class D {}\n`;
  const complain = (taker: string, path = 'server/other.ts') =>
    checkExports([file('server/x/own.ts', own)], [file(path, taker)], () => false).map(
      (complaint) => complaint.split(' ')[2],
    );
  assert.deepEqual(complain(''), ['a,', 'b,', 'C,', 'D,']);
  assert.deepEqual(complain(`import { a, b as x, type C } from './x/own.ts';`), ['D,']);
  assert.deepEqual(complain(`import * as all from './x/own.ts';`), []);
  assert.deepEqual(complain(`export { a, D } from './x/own.ts';\nexport type { C } from './x/own.ts';`), [
    'b,',
  ]);
  assert.deepEqual(complain(`const { a, b: c } = await import('./x/own.ts');`), ['C,', 'D,']);
  assert.deepEqual(complain(`const own = await import('./x/own.ts');`), []);
  assert.deepEqual(complain(`import { a, b, C, D } from '../server/x/own.ts';`, 'test/x.test.ts'), [
    'a,',
    'b,',
    'C,',
    'D,',
  ]);
});

test('a type belongs to what its file exports with it, and what is called from outside is no dead export', () => {
  const own = file(
    'server/own.ts',
    'export interface Options {}\nexport function run(options: Options) {}\n',
  );
  assert.deepEqual(
    checkExports([own], [], (_, name) => name === 'run'),
    [],
  );
  assert.deepEqual(
    checkExports([own], [], () => false),
    ['server/own.ts exports run, which nobody imports'],
  );
});

test('a name that could stand for anything is no file name', () => {
  assert.equal(countEmptyNames('utils.ts'), 1);
  assert.equal(countEmptyNames('stringUtils.ts'), 1);
  assert.equal(countEmptyNames('LockManager.ts'), 1);
  assert.equal(countEmptyNames('typesOfEdges.ts'), 0);
});

test('the console is found in code, not in comments or other names', () => {
  assert.equal(countConsoleUses(`  console.log('x');`), 1);
  assert.equal(countConsoleUses(`const log = console['error'];`), 1);
  assert.equal(countConsoleUses(`// console.log is not used here`), 0);
  assert.equal(countConsoleUses(`myconsole.log('x');`), 0);
  assert.equal(countConsoleUses(`const text = 'console.log';`), 0);
});
