// What a language server says of call sites, told to a real server with the real engine.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { AnsweredPlace, AnsweredSite, SitesToConfirm } from '../../server/protocol/rpc.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { CODE_ENGINE, createSandbox, dialWindow, until } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

const SHAPES = `class Shape:
    def area(self):
        return 0


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side


def total(shapes: list[Shape]):
    return sum(one.area() for one in shapes)


def helper():
    return 1
`;
const MAIN = `from shapes import Square, helper, total
from untyped import pick


def run(things):
    square = Square(2)
    helper()
    total([square])
    pick(things).area()


def other():
    helper()
`;

interface Opened {
  readonly sandbox: Sandbox;
  readonly window: RpcConnection;
}

async function open(t: TestContext): Promise<Opened> {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  sandbox.write('shapes.py', SHAPES);
  sandbox.write('main.py', MAIN);
  sandbox.write('untyped.py', 'def pick(things):\n    return things[0]\n');
  assert.equal((await sandbox.run(['index', sandbox.root])).code, 0);
  const window = await dialWindow(sandbox);
  await window.request('settings/set', { toolProfile: 'full' });
  t.after(() => window.close());
  return { sandbox, window };
}

/** All that is to be asked of a file. */
async function sitesOf(window: RpcConnection, file: string): Promise<SitesToConfirm> {
  const sites = await window.request('confirm/next', { shown: [file], without: [], max: 100 });
  assert.equal(sites?.file, file);
  return sites;
}

/** Answers the sites of `names` in the symbol `caller`, each with places. */
function answer(
  { sites }: SitesToConfirm,
  answers: Readonly<Record<string, AnsweredSite['places']>>,
): AnsweredSite[] {
  return sites.flatMap(({ caller, offset, name }) => {
    const places = answers[`${caller.split('.').at(-1)} ${name}`];
    return places ? [{ caller, offset, name, places }] : [];
  });
}

async function tell(window: RpcConnection, asked: SitesToConfirm, sites: readonly AnsweredSite[]) {
  return window.request('confirm/answers', { file: asked.file, hash: asked.hash, by: 'Checker 1.0', sites });
}

async function read(window: RpcConnection, format: 'edges' | 'canonical'): Promise<string[]> {
  const { dump } = await window.request('dump/open', { format, kind: 'CALLS' });
  let text = '';
  for (;;) {
    const { text: piece } = await window.request('dump/read', { dump });
    if (piece === null) return text.trimEnd().split('\n');
    text += piece;
  }
}

/** `caller → callee tier`, by caller, of the calls in main.py. */
async function callsOfMain(window: RpcConnection): Promise<string[]> {
  const rows = (await read(window, 'edges')).map((row) => row.split('\t'));
  return rows
    .filter(([file]) => file === 'main.py')
    .map(([, , , , , tier, , source, target]) => `${source} → ${target} ${tier}`)
    .sort();
}

async function why(window: RpcConnection, from: string, to: string): Promise<string> {
  const { content } = await window.request('query/run', { tool: 'why', arguments: { from, to } });
  return content.map(({ text }) => text).join('\n');
}

/** Where a name stands in shapes.py, after what is before it. */
function inShapes(before: string, name: string): AnsweredPlace {
  const at = SHAPES.indexOf(before + name);
  const rows = SHAPES.slice(0, at + before.length).split('\n');
  return { file: 'shapes.py', line: rows.length, character: rows.at(-1)!.length };
}

const HELPER = inShapes('def ', 'helper');
const inLazy = (line: number, character: number) => ({ file: 'lazy.py', line, character });
const OUTSIDE = { file: '', line: 1, character: 0 };

test('calls are asked about where something was asked, and each once', async (t) => {
  const { window } = await open(t);
  const asked = await sitesOf(window, 'main.py');
  assert.deepEqual(
    asked.sites.map(({ caller, name, line }) => `${caller} ${name} ${line}`),
    [
      'main.run Square 6',
      'main.run helper 7',
      'main.run total 8',
      'main.run pick 9',
      'main.other helper 13',
      'main.run area 9',
    ],
  );
  const first = answer(asked, { 'run helper': [HELPER] });
  assert.deepEqual(await tell(window, asked, first), { confirmed: 1, refuted: 0, added: 0 });
  const next = await sitesOf(window, 'main.py');
  assert.equal(next.sites.length, asked.sites.length - 1);
  const ends = await window.request('confirm/next', { shown: ['main.py'], without: ['.py'], max: 9 });
  assert.equal(ends, null, 'files of which nobody knows the language are left out');
});

test('what a language server says is the tier of an edge, takes one away or adds one, and leaves the index pure', async (t) => {
  const { sandbox, window } = await open(t);
  const pure = await read(window, 'canonical');
  const asked = await sitesOf(window, 'main.py');
  const counts = await tell(
    window,
    asked,
    answer(asked, {
      'run helper': [HELPER],
      'run Square': [inShapes('class ', 'Square')],
      'run total': [HELPER],
      'run area': [{ ...inShapes('def ', 'area(self):\n        return self'), character: 8 }],
      'other helper': [OUTSIDE],
    }),
  );
  assert.deepEqual(counts, { confirmed: 2, refuted: 2, added: 2 });
  const calls = await callsOfMain(window);
  assert.deepEqual(calls, [
    'main.run → shapes.Square.__init__ confirmed',
    'main.run → shapes.Square.area confirmed',
    'main.run → shapes.helper confirmed',
    'main.run → shapes.helper confirmed',
    'main.run → untyped.pick exact',
  ]);
  assert.match(await why(window, 'run', 'total'), /refuted by Checker 1\.0/);
  assert.match(await why(window, 'run', 'helper'), /confirmed by Checker 1\.0/);
  assert.match(await why(window, 'run', 'Square.area'), /confirmed: a language server says so/);
  assert.deepEqual(await read(window, 'canonical'), pure);

  // The next server knows it too.
  window.close();
  assert.equal((await sandbox.run(['stop', sandbox.root])).code, 0);
  assert.equal((await sandbox.run(['index', sandbox.root])).code, 0);
  const later = await dialWindow(sandbox);
  await until(async () => (await callsOfMain(later)).join() === calls.join());
  later.close();
});

test('an edge to what a variable holds is confirmed by what that is given', async (t) => {
  const { sandbox, window } = await open(t);
  const lazy = [
    'from shapes import helper, total',
    'def later(work):',
    '    def wrapped():',
    '        return work()',
    '    return wrapped',
    'soon = later(helper)',
    'now = helper',
    'def run():',
    '    soon()',
    '    now()',
  ];
  sandbox.write('lazy.py', lazy.join('\n'));
  await window.request('index/run', { full: false });
  const asked = await sitesOf(window, 'lazy.py');
  const later = { isCalled: true, places: [inLazy(2, 4)] };
  const said = answer(asked, {
    'run soon': [{ ...inLazy(6, 0), given: later }],
    'run now': [{ ...inLazy(7, 0), given: { isCalled: false, places: [HELPER] } }],
  });
  const counts = await tell(window, asked, said);
  assert.deepEqual(counts, { confirmed: 2, refuted: 0, added: 0 });
  assert.match(await why(window, 'lazy.run', 'later.wrapped'), /confirmed by Checker 1\.0/);
  const other = { isCalled: true, places: [inShapes('def ', 'total')] };
  const wrong = answer(asked, { 'run soon': [{ ...inLazy(6, 0), given: other }] });
  assert.deepEqual(
    await tell(window, asked, wrong),
    { confirmed: 0, refuted: 0, added: 0 },
    'what a variable is given takes no edge away',
  );
});

test('a confirmation goes with the text that it was given for, and no other', async (t) => {
  const { sandbox, window } = await open(t);
  const asked = await sitesOf(window, 'main.py');
  await tell(window, asked, answer(asked, { 'run helper': [HELPER], 'other helper': [HELPER] }));
  sandbox.write(
    'main.py',
    MAIN.replace('def other():', 'def other():\n    print()').replace('\n\n\n', '\n# More.\n\n\n'),
  );
  await window.request('index/run', { full: false });
  assert.deepEqual(
    (await callsOfMain(window)).filter((row) => row.includes('helper')),
    ['main.other → shapes.helper exact', 'main.run → shapes.helper confirmed'],
  );
  const left = await sitesOf(window, 'main.py');
  assert.ok(
    left.sites.some(({ caller }) => caller === 'main.other'),
    'it is asked about again',
  );
  assert.ok(!left.sites.some(({ caller, name }) => caller === 'main.run' && name === 'helper'));
});

test('what is said of another text, in other words or of another place is not believed', async (t) => {
  const { sandbox, window } = await open(t);
  const asked = await sitesOf(window, 'main.py');
  const nothing = { confirmed: 0, refuted: 0, added: 0 };
  const right = answer(asked, { 'run helper': [HELPER] });
  assert.deepEqual(await tell(window, { ...asked, hash: 'of another text' }, right), nothing);
  assert.deepEqual(await tell(window, { ...asked, file: '../main.py' }, right), nothing);
  const nowhere = [
    { ...HELPER, line: 9_999 },
    { ...HELPER, character: 0 },
    { ...OUTSIDE, file: '../../etc/passwd' },
  ];
  assert.deepEqual(await tell(window, asked, answer(asked, { 'run total': nowhere })), nothing);
  assert.deepEqual(
    await tell(window, asked, [{ caller: 'main.run', offset: -4, name: 'helper', places: [HELPER] }]),
    nothing,
  );
  appendFileSync(join(sandbox.root, 'main.py'), '# Behind.\n');
  assert.deepEqual(await tell(window, asked, right), nothing, 'the disk has moved on');
  assert.equal(existsSync(join(sandbox.workspaceDir, 'confirmed.json')), true);
  assert.ok(!readFileSync(join(sandbox.workspaceDir, 'confirmed.json'), 'utf8').includes('passwd'));
});

test('a sample of the workspace is judged by tier, and nothing of it is kept', async (t) => {
  const { sandbox, window } = await open(t);
  const [one, ...others] = await window.request('confirm/sample', { count: 3, seed: 5 });
  const sites = [one!, ...others].flatMap((each) => each.sites);
  assert.equal(sites.length, 3);
  assert.deepEqual(await window.request('confirm/sample', { count: 3, seed: 5 }), [one, ...others]);
  const asked = (await window.request('confirm/sample', { count: 99, seed: 1 })).find(
    ({ file }) => file === 'main.py',
  )!;
  const total = inShapes('def ', 'total');
  const judged = await window.request('confirm/judge', {
    file: asked.file,
    hash: asked.hash,
    sites: answer(asked, { 'run helper': [total], 'run total': [total] }),
  });
  assert.deepEqual(
    judged.map(({ name, edges, missing }) => [
      name,
      edges.map(({ tier, verdict }) => `${tier} ${verdict}`),
      missing,
    ]),
    [
      ['helper', ['exact refuted'], [{ name: 'shapes.total', file: 'shapes.py' }]],
      ['total', ['exact confirmed'], []],
    ],
  );
  assert.equal(existsSync(join(sandbox.workspaceDir, 'confirmed.json')), false);
});
