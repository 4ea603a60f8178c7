// What is asked of many repositories, over the files of a folder.
import assert from 'node:assert/strict';
import { truncateSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { askFleet } from '../../server/fleet/askFleet.ts';
import { listCommits, pathOf } from '../../server/fleet/dataFolder.ts';
import type { FleetAnswer, FleetQuestion } from '../../server/fleet/messages.ts';
import { fits } from '../../server/fleet/versions.ts';
import { ASKED } from './askedQuestions.ts';
import { withoutEngines } from './engines.ts';
import { exportTrees, FleetTree, TREES } from './fleetTrees.ts';

const skip = withoutEngines;
let data = '';
const ended: (() => void)[] = [];

before(async () => {
  if (skip) return;
  data = await exportTrees({ after: (work: () => void) => void ended.push(work) } as never);
});
after(() => ended.forEach((work) => work()));

async function ask(question: FleetQuestion): Promise<FleetAnswer> {
  return askFleet({ type: 'query', place: { kind: 'folder', data }, question }, new AbortController().signal);
}

async function rowsOf(question: FleetQuestion): Promise<string[]> {
  return (await ask(question)).rows.map((row) => row.join(' '));
}

const body = (name: string, indent: string) =>
  [
    `function ${name}(list) {`,
    ...[
      'let sum = 0;',
      'for (const one of list) sum += one.price * one.count;',
      'return Math.round(sum * 100) / 100 + list.length;',
    ].map((line) => indent + line),
    '}',
    `exports.${name} = ${name};`,
  ].join('\n');

const refused = async (question: FleetQuestion, why: RegExp) => assert.rejects(ask(question), why);

test('users of a symbol are found in all repositories, under every name that it has', { skip }, async () => {
  assert.deepEqual(await rowsOf({ name: 'users', subject: 'tools:Core.run' }), [
    'legacy main.js 4 main.go CALLS exact import  ~0.9.0 no tools:own.run',
    'service a.ts 5 a.useAll CALLS inferred assigned @org/service ^2.0.0 yes @org/shapes:run',
    'shapes src/one.ts 3 src.one.one CALLS exact import  ^1.0.0 yes tools:Core.run',
    'shapes src/one.ts 5 src.one.Main.go CALLS exact self  ^1.0.0 yes tools:Core.run',
  ]);
  assert.deepEqual(await rowsOf({ name: 'users', subject: 'tools:assist', by: 'repository' }), [
    'tools 3 1 3',
    'service 1 1 1',
    'shapes 1 1 1',
  ]);
  assert.deepEqual(await rowsOf({ name: 'users', subject: 'tools:old', by: 'version' }), [
    'tools ^1.0.0 1 1 1 yes',
    'tools ~0.9.0 1 1 1 no',
  ]);
  assert.deepEqual(await rowsOf({ name: 'users', subject: 'snakes:Engine.stop' }), [
    'charmer b.py 5 b.go CALLS inferred assigned  >=3 yes snakes:Engine.stop',
    'snakes src/snakes/core.py 4 src.snakes.core.Engine.run CALLS exact self   own ',
  ]);
});

test('pages of an answer are the whole answer, with the age of the data', { skip }, async () => {
  const question = { name: 'users', subject: 'tools:assist' };
  const whole = await ask(question);
  const first = await ask({ ...question, limit: 2 });
  assert.deepEqual([first.rows.length, first.total, first.next], [2, 5, 2]);
  const rest = await ask({ ...question, limit: 9, offset: first.next });
  assert.equal(rest.next, undefined);
  assert.deepEqual([...first.rows, ...rest.rows], whole.rows);
  assert.deepEqual(
    whole.ages.map(({ repository }) => repository),
    ['service', 'shapes', 'tools'],
  );
  assert.equal(whole.repositories, 6);
  assert.match(whole.oldest, /^tools, indexed \d{4}-/);
});

test('what breaks, what nobody uses, who depends and what is deprecated', { skip }, async () => {
  assert.deepEqual(await rowsOf({ name: 'breaks', subject: 'tools:assist' }), [
    '1 service a.ts 6 a.useAll 1 @org/service yes',
    '1 shapes src/one.ts 3 src.one.one 1  yes',
    '1 tools index.js 3 index 1 @org/tools ',
    '1 tools lib/core.js 2 lib.core.Core.run 1 @org/base @org/core ',
    '1 tools lib/core.js 8 lib.core 1 @org/base @org/core ',
    '2 legacy main.js 4 main.go 1  ',
    '2 shapes src/one.ts 4 src.one.Box.area 1  ',
    '2 shapes src/one.ts 5 src.one.Main.go 1  ',
  ]);
  assert.deepEqual(await rowsOf({ name: 'unused', subject: 'tools' }), [
    'tools tools 1.2.3 idle Function index.js 6 no',
  ]);
  assert.deepEqual(await rowsOf({ name: 'unused', withMembers: true, repository: 'tools' }), [
    'tools tools 1.2.3 idle Function index.js 6 no',
    'tools tools 1.2.3 Core.rest Method lib/core.js 3 no',
  ]);
  assert.deepEqual(await rowsOf({ name: 'dependents', subject: '@org/shapes@3.0.0' }), [
    'service package.json service 0.1.0 ^2.0.0 no npm',
  ]);
  assert.deepEqual(
    (await rowsOf({ name: 'deprecated' })).map((row) => row.split(' ').slice(0, 3).join(' ')),
    ['legacy main.js 3', 'service a.ts 6', 'tools index.js 5', 'tools lib/core.js 8'],
  );
});

test('functions that were copied into another repository are found by their text', { skip }, async (t) => {
  const folder = await exportTrees(t, {
    one: { 'package.json': '{"name":"one"}', 'a.js': body('total', '  ') },
    two: { 'package.json': '{"name":"two"}', 'lib/b.js': `// copied\n${body('sumUp', '\t')}` },
  });
  const signal = new AbortController().signal;
  const { rows } = await askFleet(
    { type: 'query', place: { kind: 'folder', data: folder }, question: { name: 'duplicates' } },
    signal,
  );
  assert.deepEqual(rows, [['a.total', 2, 2, 5, 'one a.js:1; two lib/b.js:2']]);
});

test(
  'every question has an answer, and what nobody can answer is refused with what to do',
  { skip },
  async () => {
    assert.equal(ASKED.length, 50);
    for (const question of ASKED) assert.equal((await ask(question)).question, question.name);
    await refused({ name: 'nothing' }, /There is no question "nothing"\. There are: users/);
    await refused({ name: 'users' }, /users wants a subject/);
    await refused({ name: 'users', subject: 'tools:Coer' }, /tools has no "Coer"\. Did you mean "Core"\?/);
    await refused({ name: 'users', subject: 'toolz:Core' }, /No repository .* Did you mean "tools"\?/);
    await refused({ name: 'users', subject: "it's:odd\\" }, /No repository/);
    await refused({ name: 'users', subject: 'go' }, /Several are called "go": @org\/shapes:go, b:go/);
    await refused({ name: 'users', subject: 'tools:old', by: 'mood' }, /goes by repository, team, version/);
    await refused({ name: 'users', subject: 'tools:old', tier: 'sure' }, /"sure" is no tier/);
    await refused({ name: 'dependents', subject: 'none' }, /No manifest of the fleet asks for none/);
    await refused({ name: 'path', subject: 'a' }, /the index has none yet/);
  },
);

test('a broken file is named, and nothing is answered from it', { skip }, async (t) => {
  const folder = join(await exportTrees(t, { tools: TREES['tools']! }), '.');
  const [commit] = listCommits(folder);
  const file = pathOf(commit!, 'edges');
  const question = { name: 'users', subject: 'tools:old' };
  const signal = new AbortController().signal;
  const asked = () => askFleet({ type: 'query', place: { kind: 'folder', data: folder }, question }, signal);
  writeFileSync(file, Buffer.alloc(commit!.files.edges.bytes, 7));
  await assert.rejects(asked(), /edges-\w+\.parquet is broken: export that commit again/);
  truncateSync(file, 10);
  await assert.rejects(asked(), /has 10 bytes, not \d+: export tools again/);
});

test('a later export of a repository takes the place of the one before', { skip }, async (t) => {
  const tree = new FleetTree(t, 'tools', TREES['tools']!);
  const folder = await exportTrees(t, { legacy: TREES['legacy']! });
  await tree.export(folder);
  tree.tree.write({ 'package.json': JSON.stringify({ name: 'tools', version: '0.9.5', main: 'index.js' }) });
  tree.commit();
  await tree.export(folder);
  const question = { name: 'users', subject: 'tools:old', by: 'version' };
  const { rows, repositories } = await askFleet(
    { type: 'query', place: { kind: 'folder', data: folder }, question },
    new AbortController().signal,
  );
  assert.deepEqual([rows, repositories], [[['tools', '~0.9.0', 1, 1, 1, 'yes']], 2]);
});

test('whether a version is accepted is told as the package managers tell it', () => {
  for (const [version, accepts, expected] of [
    ['1.2.3', '^1.0.0', 'yes'],
    ['2.0.0', '^1.0.0', 'no'],
    ['0.2.5', '^0.2.3', 'yes'],
    ['0.3.0', '^0.2.3', 'no'],
    ['0.0.4', '^0.0.3', 'no'],
    ['1.9.0', '~1.2.0', 'no'],
    ['1.2.9', '~1.2', 'yes'],
    ['1.9.0', '~1', 'yes'],
    ['1.2.9', '1.2.x', 'yes'],
    ['1.3.0', '1.2.x', 'no'],
    ['3.0.0', '>=2.0,<3', 'no'],
    ['2.9.1', '>= 2.0, < 3', 'yes'],
    ['2.9.1', '~=2.2', 'yes'],
    ['3.0.0', '~> 2.2', 'no'],
    ['2.2.9', '~> 2.2.1', 'yes'],
    ['1.5.0', '1.0.0 - 2.0.0', 'yes'],
    ['1.5.0', '<1 || ^1.4', 'yes'],
    ['1.5.0', '!=1.5.0', 'no'],
    ['1.5.0', '==1.5', 'yes'],
    ['v0.1.0', '>=0.1.0', 'yes'],
    ['1.0.0-beta.1', '^1.0.0', 'yes'],
    ['1.0.0', '*', 'yes'],
    ['1.0.0', 'workspace:^', 'unknown'],
    ['1.0.0', 'git+https://x/y.git', 'unknown'],
    ['1.0.0', '', 'unknown'],
    ['', '^1', 'unknown'],
    ['2.0.0', 'npm:other@^2.0.0', 'yes'],
  ] as const)
    assert.equal(fits(version, accepts), expected, `${version} in ${accepts}`);
});
