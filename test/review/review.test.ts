// What a review finds of a change, and what it leaves alone: two states of a tree in each language, compared as `check` does.
import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findGitChanges } from '../../server/discover/gitChanges.ts';
import { createGate } from '../../server/indexer/gate.ts';
import { dumpCanonical } from '../../server/queries/dump.ts';
import { makeBaseGeneration } from '../../server/review/baseGeneration.ts';
import { describeFormerTree } from '../../server/review/formerTree.ts';
import { git } from '../discover/repository.ts';
import { commitTree, ReviewedTree, tell } from './reviewTree.ts';

const against = (name?: string) => ({ kind: 'base', name, isCommittedOnly: false }) as const;

type Files = Readonly<Record<string, string | null>>;

/** A file that calls two functions of another, of which the change renames one: the place where the call is broken. */
const LANGUAGES: Readonly<Record<string, { user: Files; before: Files; after: Files; broken: string }>> = {
  go: {
    user: {
      'go.mod': 'module ex.com/m\n\ngo 1.19\n',
      'main.go':
        'package main\n\nimport "ex.com/m/store"\n\nfunc main() {\n\tstore.Begin()\n\tstore.Used()\n}\n',
    },
    before: {
      'store/store.go': 'package store\n\nfunc Begin() int { return 1 }\nfunc Used() int { return 2 }\n',
    },
    after: {
      'store/store.go': 'package store\n\nfunc Start() int { return 1 }\nfunc Used() int { return 2 }\n',
    },
    broken: 'main.go:6',
  },
  java: {
    user: {
      'b/App.java':
        'package b;\nimport a.Store;\npublic class App {\n  public static void main(String[] x) {\n    Store.begin();\n    Store.used();\n  }\n}\n',
    },
    before: {
      'a/Store.java':
        'package a;\npublic class Store {\n  public static int begin() { return 1; }\n  public static int used() { return 2; }\n}\n',
    },
    after: {
      'a/Store.java':
        'package a;\npublic class Store {\n  public static int start() { return 1; }\n  public static int used() { return 2; }\n}\n',
    },
    broken: 'b/App.java:5',
  },
  csharp: {
    user: {
      'App.cs':
        'using A;\nnamespace B {\n public class App {\n  public static void Main() {\n   Store.Begin();\n   Store.Used();\n  }\n }\n}\n',
    },
    before: {
      'Store.cs':
        'namespace A {\n public class Store {\n  public static int Begin() { return 1; }\n  public static int Used() { return 2; }\n }\n}\n',
    },
    after: {
      'Store.cs':
        'namespace A {\n public class Store {\n  public static int Start() { return 1; }\n  public static int Used() { return 2; }\n }\n}\n',
    },
    broken: 'App.cs:5',
  },
  c: {
    user: { 'm.c': '#include "s.h"\nint main(void) {\n  return begin(1) + used(2);\n}\n' },
    before: {
      's.h': 'int begin(int);\nint used(int);\n',
      's.c': '#include "s.h"\nint begin(int a) { return a; }\nint used(int a) { return a; }\n',
    },
    after: {
      's.h': 'int start(int);\nint used(int);\n',
      's.c': '#include "s.h"\nint start(int a) { return a; }\nint used(int a) { return a; }\n',
    },
    broken: 'm.c:3',
  },
  cpp: {
    user: { 'm.cpp': '#include "s.hpp"\nint main() {\n  S s;\n  s.begin();\n  s.used();\n}\n' },
    before: {
      's.hpp': '#pragma once\nclass S { public: int begin(); int used(); };\n',
      's.cpp': '#include "s.hpp"\nint S::begin() { return 1; }\nint S::used() { return 2; }\n',
    },
    after: {
      's.hpp': '#pragma once\nclass S { public: int start(); int used(); };\n',
      's.cpp': '#include "s.hpp"\nint S::start() { return 1; }\nint S::used() { return 2; }\n',
    },
    broken: 'm.cpp:4',
  },
  rust: {
    user: {
      'Cargo.toml': '[package]\nname = "m"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': 'mod store;\nfn main() {\n    store::begin();\n    store::used();\n}\n',
    },
    before: { 'src/store.rs': 'pub fn begin() {}\npub fn used() {}\n' },
    after: { 'src/store.rs': 'pub fn start() {}\npub fn used() {}\n' },
    broken: 'src/main.rs:3',
  },
  kotlin: {
    user: { 'b/App.kt': 'package b\nimport a.Store\nfun main() {\n  Store().open()\n  Store().used()\n}\n' },
    before: { 'a/Store.kt': 'package a\nclass Store {\n  fun open() = 1\n  fun used() = 2\n}\n' },
    after: { 'a/Store.kt': 'package a\nclass Store {\n  fun start() = 1\n  fun used() = 2\n}\n' },
    broken: 'b/App.kt:4',
  },
  php: {
    user: {
      'composer.json': '{"autoload":{"psr-4":{"A\\\\":"src/"}}}',
      'src/App.php':
        '<?php\nnamespace A;\nfunction run() {\n  Store::begin();\n  Store::used();\n}\nrun();\n',
    },
    before: {
      'src/Store.php':
        '<?php\nnamespace A;\nclass Store {\n  public static function begin() {}\n  public static function used() {}\n}\n',
    },
    after: {
      'src/Store.php':
        '<?php\nnamespace A;\nclass Store {\n  public static function start() {}\n  public static function used() {}\n}\n',
    },
    broken: 'src/App.php:4',
  },
  ruby: {
    user: { 'app.rb': "require_relative 'lib/store'\ndef run\n  Store.open\n  Store.used\nend\nrun\n" },
    before: { 'lib/store.rb': 'class Store\n  def self.open\n  end\n  def self.used\n  end\nend\n' },
    after: { 'lib/store.rb': 'class Store\n  def self.start\n  end\n  def self.used\n  end\nend\n' },
    broken: 'app.rb:3',
  },
  python: {
    user: { 'app.py': 'import store\ndef main():\n    store.begin()\n    store.used()\nmain()\n' },
    before: { 'store.py': 'def begin(): return 1\ndef used(): return 2\n' },
    after: { 'store.py': 'def start(): return 1\ndef used(): return 2\n' },
    broken: 'app.py:3',
  },
  javascript: {
    user: { 'app.js': "const store = require('./store');\nstore.begin();\nstore.used();\n" },
    before: { 'store.js': 'exports.begin = function () {};\nexports.used = function () {};\n' },
    after: { 'store.js': 'exports.start = function () {};\nexports.used = function () {};\n' },
    broken: 'app.js:2',
  },
  typescript: {
    user: { 'app.ts': "import * as store from './store.ts';\nstore.begin();\nstore.used();\n" },
    before: { 'store.ts': 'export function begin() {}\nexport function used() {}\n' },
    after: { 'store.ts': 'export function start() {}\nexport function used() {}\n' },
    broken: 'app.ts:2',
  },
};

for (const [language, { user, before, after, broken }] of Object.entries(LANGUAGES))
  test(`${language}: a call of what was renamed is found, one of what stays is not`, async (t) => {
    const tree = commitTree(t, { ...user, ...before } as Record<string, string>);
    assert.deepEqual(tell(await tree.review()), []);
    tree.change(after);
    const { findings } = await tree.review();
    const lost = findings.filter(({ rule }) => rule === 'removed-symbol');
    assert.deepEqual(
      lost.map(({ path, line }) => `${path}:${line}`),
      [broken],
    );
    assert.match(lost[0]!.message, /\b(?:begin|open)\b/i);
    assert.ok(!findings.some(({ message }) => /^\w+ used:/i.test(message)));
  });

const TS = {
  'package.json': '{ "name": "shop" }',
  'store.ts': [
    'export function open(path: string) { return new Store(path); }',
    'export class Store { constructor(readonly p: string) {} read() { return this.p; } close() {} }',
    'export const LIMIT = 3;',
  ].join('\n'),
  'app.ts': [
    'import {',
    '  LIMIT,',
    '  open,',
    "} from './store.ts';",
    'export function run() {',
    "  const store = open('x');",
    '  store.read();',
    '  store.close();',
    '  return LIMIT;',
    '}',
    'run();',
  ].join('\n'),
};

test('calls, values and imports of what is gone are told by how certain they were, with the likely new name', async (t) => {
  const tree = commitTree(t, TS);
  tree.change({
    'store.ts': TS['store.ts']
      .replace('open', 'openStore')
      .replace('LIMIT', 'MOST')
      .replace(' read()', ' fetch()'),
  });
  const lost = tell(await tree.review()).filter((line) => !line.includes(' dead-'));
  assert.deepEqual(lost, [
    'app.ts:2 error broken-import exact: imports LIMIT, which store.ts does not define any more; MOST may be its new name',
    'app.ts:3 error broken-import exact: imports open, which store.ts does not define any more; openStore may be its new name',
    'app.ts:6 error removed-symbol exact: app.run calls store.open, which store.ts does not define any more; openStore may be its new name',
    'app.ts:7 warning removed-symbol inferred: app.run calls store.Store.read, which store.ts does not define any more; fetch may be its new name',
    'app.ts:9 error removed-symbol exact: app.run uses store.LIMIT, which store.ts does not define any more; MOST may be its new name',
  ]);
});

test('a file that is gone breaks what imports it, and a member of a type that is gone is told once, by the type', async (t) => {
  const tree = commitTree(t, TS);
  tree.change({ 'store.ts': null });
  assert.deepEqual(tell(await tree.review()), [
    'app.ts:2 error broken-import exact: imports store, whose file store.ts is gone',
    'app.ts:6 error removed-symbol exact: app.run calls store.open, whose file store.ts is gone',
    'app.ts:9 error removed-symbol exact: app.run uses store.LIMIT, whose file store.ts is gone',
  ]);
});

test('what moved and is still reached under its name is no finding, also as a folder that is not there any more', async (t) => {
  const tree = commitTree(t, {
    ...TS,
    'lib/deep/one.ts': 'export function one() {}\n',
    'user.ts': "import { one } from './lib/deep/one.ts';\none();\n",
  });
  tree.change({
    'store.ts': "export * from './shop.ts';\n",
    'shop.ts': TS['store.ts'],
    'lib/deep/one.ts': null,
    'one.ts': 'export function one() {}\n',
    'user.ts': "import { one } from './one.ts';\none();\n",
  });
  git(tree.root, 'clean', '-fdq', 'nothing');
  assert.deepEqual(tell(await tree.review()), []);
});

test('a use that means another thing now is no finding, nor is one that went with its statement', async (t) => {
  const tree = commitTree(t, TS);
  tree.change({
    'store.ts': TS['store.ts'].replace('export const LIMIT = 3;', '').replace('open(path', 'begin(path'),
    'app.ts': TS['app.ts']
      .replace('  LIMIT,\n', '')
      .replace('  return LIMIT;', '  const LIMIT = 4;\n  return LIMIT;')
      .replace('open,', 'begin,')
      .replace("open('x')", "begin('x')"),
  });
  assert.deepEqual(tell(await tree.review()), []);
});

test('a call on a line that was changed, too, is a warning', async (t) => {
  const tree = commitTree(t, TS);
  tree.change({
    'store.ts': TS['store.ts'].replace('open(path', 'begin(path'),
    'app.ts': TS['app.ts'].replace("open('x')", "open('y' + 'z')"),
  });
  const lost = tell(await tree.review()).filter((line) => line.includes('removed-symbol'));
  assert.equal(lost.length, 1);
  assert.match(lost[0]!, /^app\.ts:6 warning removed-symbol inferred: app\.run calls store\.open/);
});

test('what only a name could mean is no finding', async (t) => {
  const user = 'export function run(x) {\n  x.open();\n}\nrun(globalThis.thing);\n';
  const tree = commitTree(t, {
    'store.js': 'export class S { open() {} }\nnew S().open();\n',
    'app.js': user,
  });
  tree.change({ 'store.js': 'export class S {}\nnew S();\n' });
  const told = tell(await tree.review()).filter((line) => line.startsWith('app.js'));
  assert.deepEqual(told, []);
});

test('dead code is new when the change added it or took its last use, and not when it was dead before', async (t) => {
  const tree = commitTree(t, {
    'a.py': 'def old(): return 0\ndef helper(): return 1\ndef named(): return 2\ndef other(): return 3\n',
    'b.py': "from a import helper, other\nhelper()\nother()\nTABLE = ['named']\n",
    'moved.py': 'def quiet(): return 5\n',
  });
  assert.deepEqual(tell(await tree.review()), []);
  tree.change({
    'a.py':
      '# A line.\ndef old(): return 0\ndef helper(): return 1\ndef named(): return 2\ndef other(): return 3\ndef fresh(): return 4\n',
    'b.py': 'from a import other\nother()\nTABLE = []\n',
    'moved.py': null,
    'elsewhere.py': 'def quiet(): return 5\n',
  });
  assert.deepEqual(tell(await tree.review()), [
    'a.py:3 warning dead-function exact: function helper: its last use went',
    'a.py:4 warning dead-function exact: function named: its last use went',
    'a.py:6 warning dead-function exact: function fresh: it is new, and nothing uses it',
  ]);
});

test('fingerprints stay when lines move, and equal findings of a symbol have different ones', async (t) => {
  const tree = commitTree(t, {
    ...TS,
    'app.ts': TS['app.ts']
      .replace("open('x')", "open('x') ?? open('y')")
      .replace('  return', "  open('z');\n  return"),
  });
  tree.change({ 'store.ts': TS['store.ts'].replace('open(path', 'begin(path') });
  const before = (await tree.review()).findings;
  tree.change({
    'app.ts': `// One.\n// Two.\n${TS['app.ts'].replace("open('x')", "open('x') ?? open('y')").replace('  return', "  open('z');\n  return")}`,
  });
  const after = (await tree.review()).findings;
  const names = before.map(({ fingerprint }) => fingerprint);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(after.map(({ fingerprint }) => fingerprint).sort(), names.sort());
  assert.notDeepEqual(
    after.map(({ line }) => line),
    before.map(({ line }) => line),
  );
});

test('a change that reaches most of the tree is compared all the same', async (t) => {
  const files = Object.fromEntries(
    Array.from({ length: 80 }, (_, at) => [`m${at}.ts`, `import { open } from './store.ts';\nopen();\n`]),
  );
  const tree = commitTree(t, { 'store.ts': 'export function open() {}\n', ...files });
  tree.change({ 'store.ts': 'export function begin() {}\n' });
  const { findings } = await tree.review();
  assert.equal(findings.filter(({ rule }) => rule === 'removed-symbol').length, 80);
});

test('a workspace below the top of its repository is compared with its own files, and says where it lies', async (t) => {
  const outer = commitTree(t, { 'sub/a.py': 'def f(): return 1\n', 'sub/b.py': 'from a import f\nf()\n' });
  const tree = new ReviewedTree(t);
  Object.assign(tree, { root: join(outer.root, 'sub') });
  Object.assign(tree.options, { root: tree.root });
  tree.change({ 'a.py': 'def g(): return 1\n' });
  const reviewed = await tree.review();
  assert.equal(reviewed.below, 'sub');
  assert.deepEqual(
    reviewed.findings.map(({ path }) => path),
    ['a.py', 'b.py', 'b.py'],
  );
});

test('a base that can not be had is refused with what to do', async (t) => {
  const tree = commitTree(t, TS);
  await assert.rejects(tree.review(against('nowhere')), {
    code: 'UNKNOWN_BASE',
    message:
      'git knows no commit "nowhere" here. Fetch it, as with `git fetch origin`, or name another one with --base.',
  });
  git(tree.root, 'checkout', '--quiet', '--orphan', 'alone');
  git(tree.root, 'commit', '--quiet', '--allow-empty', '--message', 'alone');
  await assert.rejects(tree.review(against('main')), { code: 'NOTHING_IN_COMMON' });
  git(tree.root, 'branch', '--quiet', '-D', 'main');
  git(tree.root, 'branch', '--quiet', '-m', 'work');
  await assert.rejects(tree.review(against()), { code: 'NO_MAIN_BRANCH' });
  tree.change({ 'app.ts': TS['app.ts'].replace('LIMIT;', 'LIMIT + 1;') });
  await assert.rejects(tree.review({ kind: 'base', name: 'HEAD', isCommittedOnly: true }), {
    code: 'NOT_COMMITTED',
    message: /^1 file is not as committed \(app\.ts\)/,
  });
  const reviewed = await tree.review(against('HEAD'));
  assert.deepEqual(reviewed.uncommitted, ['app.ts']);
  const bare = new ReviewedTree(t);
  bare.write(TS);
  await assert.rejects(bare.review(), { code: 'NO_REPOSITORY', message: /--baseline <file>/ });
  git(bare.root, 'init', '--quiet');
  await assert.rejects(bare.review(), { code: 'NO_COMMIT' });
});

test('a shallow clone says that it is one', async (t) => {
  const tree = commitTree(t, TS);
  git(tree.root, 'checkout', '--quiet', '-b', 'work');
  tree.change({ 'app.ts': TS['app.ts'].replace('LIMIT;', 'LIMIT + 1;') });
  tree.commit();
  const clone = new ReviewedTree(t);
  git(clone.base, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${tree.root}`, 'tree2');
  cpSync(join(clone.base, 'tree2'), clone.root, { recursive: true });
  await assert.rejects(clone.review({ kind: 'base', name: 'origin/main', isCommittedOnly: false }), {
    code: 'NOTHING_IN_COMMON',
    message: /shallow.*git fetch --unshallow origin/,
  });
  await assert.rejects(clone.review({ kind: 'base', name: 'HEAD~1', isCommittedOnly: false }), {
    code: 'UNKNOWN_BASE',
    message: /shallow.*git fetch --unshallow origin/,
  });
});

test('without anything to compare with all dead code is told, and nothing is left behind', async (t) => {
  const tree = commitTree(t, { 'a.py': 'def old(): return 0\n' });
  const before = new Set(readdirSync(tree.base));
  const { base, findings } = await tree.review({ kind: 'nothing' });
  assert.equal(base, undefined);
  assert.deepEqual(
    findings.map(({ symbol }) => symbol),
    ['a.old'],
  );
  tree.change({ 'a.py': 'def old(): return 1\n' });
  await tree.review();
  const beside = readdirSync(tree.base).filter((name) => !before.has(name) && name.includes('base'));
  assert.deepEqual(beside, []);
});

test('the index of the base is the one that the tree at the base has', async (t) => {
  const all = Object.values(LANGUAGES);
  const before = Object.assign({}, ...all.map((one) => ({ ...one.user, ...one.before }))) as Files;
  const after = Object.assign({}, ...all.map((one) => one.after)) as Files;
  const more = {
    'old/deep/gone.ts': 'export function gone() {}\n',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
  };
  const tree = commitTree(t, {
    ...before,
    ...more,
    'alias.ts': "import { begin } from '@/store.ts';\nbegin();\n",
  });
  tree.writeModules(80);
  tree.commit();
  await tree.index();
  const wanted = tree.dump();
  tree.change({
    ...after,
    'old/deep/gone.ts': null,
    'tsconfig.json': '{}',
    'new [x]/#added!.ts': "import { used } from '../store.ts';\nused();\n",
    'alias.ts': '// Nothing.\n',
  });
  await tree.index();
  assert.notDeepEqual(tree.dump(), wanted);
  const scratch = join(tree.base, 'git');
  const source = {
    root: tree.root,
    scratch,
    gate: createGate(tree.options),
    overlays: [],
    excludedDirs: [],
    maxFileSizeBytes: 1_000_000,
  };
  const { files } = await findGitChanges(source, { kind: 'disk' }, new AbortController().signal);
  const { overlays, exclude } = describeFormerTree({ files });
  const copy = join(tree.base, 'copy.db');
  cpSync(tree.database, copy);
  const file = join(tree.base, 'base.db');
  const { generation, differing } = await makeBaseGeneration(
    tree.options,
    { ...tree.options, overlays, exclude },
    { copy, file },
  );
  t.after(() => generation.close());
  assert.ok(differing, 'the edit was taken back');
  const lines: string[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const chunk = dumpCanonical(generation, { from });
    lines.push(...chunk.lines);
    from = chunk.next;
  }
  assert.deepEqual(lines, wanted);
});
