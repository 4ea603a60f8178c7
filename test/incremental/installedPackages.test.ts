// What packages declare that are installed beside the project: calls of what they give lead back into the project, and an
// index that follows their installation equals one made from nothing.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

const MAIN = [
  "import { hold, query, step, take, Base, type Result } from 'holder';",
  "import make from 'holder/make';",
  'class Leaf { go() {} }',
  'export function direct() { hold(new Leaf()).value.go(); }',
  'export function called() { hold(new Leaf()).map((one) => one.go()); }',
  'export class Own extends Base<Leaf> { run() { this.held.go(); } }',
  'export class Kept extends Base<Leaf> { fill() { this.held = { go() {} }; } keep() { this.held.go(); } }',
  'export function piped() { hold(new Leaf()).pipe(step((one) => one.go())); }',
  "export function queried() { query<Leaf>('a').data.go(); }",
  'export function aliased(one: Result<Leaf>) { one.data.go(); }',
  "export function taken() { take<Leaf>('a').go(); }",
  'export function made() { make(() => new Leaf()).go(); }',
  '',
].join('\n');
const PACKAGE = {
  'node_modules/holder/package.json': JSON.stringify({
    name: 'holder',
    version: '1.0.0',
    exports: { '.': { types: './types/index.d.ts' }, './make': { types: './types/make.d.ts' } },
  }),
  'node_modules/holder/types/index.d.ts': [
    "import { Held } from './held.js';",
    'export declare function hold<T>(value: T): Held<T>;',
    'export interface Step<T, U> { run(value: T): U }',
    'export declare function step<T, U>(how: (value: T) => U): Step<T, U>;',
    'export declare function take(from: string): object;',
    'export declare function take<T>(from: string): T;',
    'export interface Good<T> { data: T }',
    'export type Result<T, E = Error> = Good<T> | { data: undefined; error: E };',
    'export declare function query<T, R = T>(key: string, picks?: (of: T) => R): Result<R>;',
    'export declare abstract class Base<T> { protected readonly held: Readonly<T>; constructor(held: T); }',
    '',
  ].join('\n'),
  'node_modules/holder/types/held.d.ts':
    "import { Step } from './index.js';\nexport interface Held<T> { value: T; map<U>(how: (value: T) => U): Held<U>; pipe<U>(step: Step<T, U>): Held<U>; }\n",
  'node_modules/holder/types/make.d.ts': 'declare function make<T>(how: () => T): T;\nexport = make;\n',
};

function makeTree(context: TestContext, files: Readonly<Record<string, string>>) {
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-installed-'));
  const root = join(base, 'tree');
  const mirror = new Mirror(root);
  context.after(() => {
    mirror.close();
    rmSync(base, { recursive: true, force: true });
  });
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { mirror, write, remove: (name: string) => rmSync(join(root, name), { recursive: true }) };
}

/** Who calls the method of the project's class. */
function callers(mirror: Mirror): string[] {
  const found = mirror
    .dumpGraph()
    .filter((line) => line.includes('CALLS') && line.includes('Leaf.go'))
    .flatMap(
      (line) => /\b(?:aliased|direct|called|keep|made|piped|queried|read|run|taken)\b/.exec(line) ?? [],
    );
  return [...new Set(found)].sort();
}

async function assertEqualToNew(mirror: Mirror, when: string): Promise<void> {
  assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), [], when);
}

/** The functions of MAIN that call something of the project through the package. */
const CALLERS = ['aliased', 'called', 'direct', 'keep', 'made', 'piped', 'queried', 'run', 'taken'];

test('what a package gives of what it was given is followed, and nothing of the package is a part of the project', async (t) => {
  const { mirror } = makeTree(t, { 'package.json': '{"name":"app"}', 'main.ts': MAIN, ...PACKAGE });
  await mirror.update();
  assert.deepEqual(callers(mirror), CALLERS);
  assert.deepEqual(
    mirror.dumpGraph().filter((line) => line.includes('node_modules')),
    [],
  );
});

test('a package that is installed, updated and removed is noticed', async (t) => {
  const { mirror, write, remove } = makeTree(t, { 'package.json': '{"name":"app"}', 'main.ts': MAIN });
  await mirror.update();
  assert.deepEqual(callers(mirror), []);
  for (const [name, text] of Object.entries(PACKAGE)) write(name, text);
  await mirror.update();
  assert.deepEqual(callers(mirror), CALLERS);
  await assertEqualToNew(mirror, 'installed');
  write('node_modules/holder/types/held.d.ts', 'export interface Held<T> { value: string; }\n');
  write(
    'node_modules/holder/package.json',
    PACKAGE['node_modules/holder/package.json'].replace('1.0.0', '2.0.0'),
  );
  await mirror.update();
  assert.deepEqual(callers(mirror), ['aliased', 'keep', 'made', 'queried', 'run', 'taken']);
  await assertEqualToNew(mirror, 'updated');
  await mirror.restart();
  await assertEqualToNew(mirror, 'taken up again');
  remove('node_modules/holder');
  await mirror.update();
  assert.deepEqual(callers(mirror), []);
  await assertEqualToNew(mirror, 'removed');
});

test('a file that begins or ends to import a package changes its own edges', async (t) => {
  const { mirror, write } = makeTree(t, {
    'package.json': '{"name":"app"}',
    'main.ts': MAIN.replace("import make from 'holder/make';\n", ''),
    'other.ts': 'export const other = 1;\n',
    ...PACKAGE,
  });
  await mirror.update();
  assert.deepEqual(
    callers(mirror),
    CALLERS.filter((name) => name !== 'made'),
  );
  write('main.ts', MAIN);
  await mirror.update();
  assert.deepEqual(callers(mirror), CALLERS);
  await assertEqualToNew(mirror, 'one more module');
  write('other.ts', "import { hold } from 'holder';\nexport const other = hold(1);\n");
  await mirror.update();
  await assertEqualToNew(mirror, 'one more importer');
  write('main.ts', 'class Leaf { go() {} }\nexport function direct() { new Leaf().go(); }\n');
  await mirror.update();
  await assertEqualToNew(mirror, 'one importer less');
});

const SITE = '.venv/lib/python3.12/site-packages';
const APP = [
  'from holder import Base, Field, Maker, hold',
  'from holder.make import make',
  'class Leaf:',
  '    def go(self): pass',
  'def direct(): hold(Leaf()).value.go()',
  'def called(): hold(Leaf()).first(lambda one: one.go())',
  'class Own(Base[Leaf]):',
  '    def run(self): self.held.go()',
  'def made(): make(Leaf).go()',
  'def outside(): hold(1).go()',
  'class Model:',
  '    leaf: Field[Leaf] = Field()',
  'def read(): Model().leaf.go()',
  'def plain(): Maker(1).made().kept().go()',
  'class Kept:',
  '    def go(self): pass',
  '',
].join('\n');
const ENVIRONMENT = { '.venv/pyvenv.cfg': 'home = /usr/bin\n' };
const HELD = `${SITE}/holder/held.py`;
const MODULES = {
  [`${SITE}/holder-1.0.dist-info/METADATA`]: 'Name: holder\n',
  [`${SITE}/holder/__init__.py`]: 'from .held import *\n',
  [HELD]: [
    'from typing import Callable, Generic, TypeVar, overload',
    "T = TypeVar('T')",
    'class Held(Generic[T]):',
    '    def __init__(self, value: T): self.value = value',
    "    def first(self, how: Callable[[T], object]) -> 'Held[T]': ...",
    '    def go(self): ...',
    'class Base(Generic[T]):',
    '    held: T',
    'def hold(value: T) -> Held[T]: return Held(value)',
    'class Maker:',
    '    def __init__(self, size): self.size = size',
    '    def made(self): return Made()',
    'class Made:',
    '    def kept(self): return self',
    '    def go(self): ...',
    'class Field(Generic[T]):',
    '    @overload',
    "    def __get__(self, of: None, owner) -> 'Field[T]': ...",
    '    @overload',
    '    def __get__(self, of: object, owner) -> T: ...',
    '    def go(self): ...',
    '',
  ].join('\n'),
  [`${SITE}/holder/make.pyi`]: 'def make[T](of: type[T]) -> T: ...\n',
};

test('what a module of an environment gives of what it was given is followed', async (t) => {
  const { mirror } = makeTree(t, { 'main.py': APP, ...ENVIRONMENT, ...MODULES });
  await mirror.update();
  assert.deepEqual(callers(mirror), ['called', 'direct', 'made', 'read', 'run']);
  assert.deepEqual(
    mirror.dumpGraph().filter((line) => line.includes('site-packages')),
    [],
  );
  // What an object of the package has is no namesake of the project's, annotated or not.
  const plain = mirror.dumpGraph().filter((line) => line.includes('CALLS') && line.includes('main.plain'));
  for (const name of ['held.Maker.made', 'held.Made.kept', 'held.Made.go'])
    assert.ok(
      plain.some((line) => line.includes(name)),
      name,
    );
});

test('a module that is installed, updated and removed is noticed', async (t) => {
  const { mirror, write, remove } = makeTree(t, { 'main.py': APP });
  await mirror.update();
  assert.deepEqual(callers(mirror), []);
  for (const [name, text] of Object.entries(ENVIRONMENT)) write(name, text);
  await mirror.update();
  assert.deepEqual(callers(mirror), []);
  for (const [name, text] of Object.entries(MODULES)) write(name, text);
  await mirror.update();
  assert.deepEqual(callers(mirror), ['called', 'direct', 'made', 'read', 'run']);
  await assertEqualToNew(mirror, 'installed');
  write(HELD, 'class Base: ...\nclass Held: ...\ndef hold(value) -> Held: ...\n');
  remove(`${SITE}/holder-1.0.dist-info`);
  write(`${SITE}/holder-2.0.dist-info/METADATA`, 'Name: holder\n');
  await mirror.update();
  assert.deepEqual(callers(mirror), ['made']);
  await assertEqualToNew(mirror, 'updated');
  await mirror.restart();
  await assertEqualToNew(mirror, 'taken up again');
  remove('.venv');
  await mirror.update();
  assert.deepEqual(callers(mirror), []);
  await assertEqualToNew(mirror, 'removed');
});

test('a file that begins or ends to import a module changes its own edges', async (t) => {
  const { mirror, write } = makeTree(t, {
    'main.py': 'class Leaf:\n    def go(self): pass\n',
    'other.py': 'other = 1\n',
    'far.py': 'far = 1\n',
    ...ENVIRONMENT,
    ...MODULES,
  });
  await mirror.update();
  write('main.py', APP.replace('from holder.make import make\n', ''));
  await mirror.update();
  assert.deepEqual(callers(mirror), ['called', 'direct', 'read', 'run']);
  await assertEqualToNew(mirror, 'the first importer');
  write('main.py', APP);
  await mirror.update();
  assert.deepEqual(callers(mirror), ['called', 'direct', 'made', 'read', 'run']);
  await assertEqualToNew(mirror, 'one more module');
  write('other.py', 'from holder import hold\nother = hold(1)\n');
  await mirror.update();
  await assertEqualToNew(mirror, 'one more importer');
  write('main.py', 'class Leaf:\n    def go(self): pass\ndef direct(): Leaf().go()\n');
  await mirror.update();
  await assertEqualToNew(mirror, 'one importer less');
});
