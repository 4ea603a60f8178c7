import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeAloud,
  describeInFull,
  describeSymbol,
  isRecursive,
  makeChildren,
  makeRoot,
  TIER_ICONS,
} from '../../../extension/views/callModel.ts';
import type { CallNode, Neighbours, SymbolNode } from '../../../extension/views/callModel.ts';
import type { CallRow } from '../../../extension/queries.ts';
import { TIERS } from '../../../server/protocol/graph.ts';

const getUser = {
  name: 'getUser',
  kind: 'Function',
  qualified_name: 'm.getUser',
  file: 'm.x',
  line: 3,
} as const;

function call(changes: Partial<CallRow>): CallRow {
  return {
    name: 'login',
    kind: 'Function',
    qualified_name: 'v.login',
    file: 'v.x',
    line: 10,
    external: false,
    tier: 'exact',
    reason: 'import',
    site_file: 'v.x',
    site_lines: [12],
    ...changes,
  };
}

function symbolIn(nodes: readonly CallNode[], name: string): SymbolNode {
  const found = nodes.find((node) => node.type === 'symbol' && node.symbol.name === name);
  assert.ok(found?.type === 'symbol');
  return found;
}

/** The rows below a symbol of which nothing but these callers, or callees, is known. */
function below(parent: SymbolNode, rows: readonly CallRow[], more: Partial<Neighbours> = {}): CallNode[] {
  return makeChildren(parent, {
    relation: 'calls',
    direction: 'inbound',
    rows,
    references: [],
    unresolvedSites: 0,
    hiddenCopies: 0,
    ...more,
  });
}

/** What a person reads of rows, top to bottom. */
function read(nodes: readonly CallNode[]): string[] {
  return nodes.map((node) => {
    if (node.type === 'site') return `line ${node.line}`;
    if (node.type === 'note') return node.text;
    if (node.type === 'group') return `${node.isOpen ? 'v' : '>'} ${node.label}`;
    return `${node.symbol.name} ${describeSymbol(node)}`;
  });
}

test('a caller is shown with the place of its call, and several calls are rows of their own', () => {
  const root = makeRoot(getUser);
  const rows = [call({}), call({ name: 'refresh', qualified_name: 'v.refresh', site_lines: [20, 24] })];
  const children = below(root, rows);
  assert.deepEqual(read(children), ['login v.x:12', 'refresh v.x:20 · 2 calls']);
  assert.deepEqual(read(below(symbolIn(children, 'refresh'), [], { unresolvedSites: 3 })), [
    'line 20',
    'line 24',
    'No known callers; 3 calls of something named refresh not resolved',
  ]);
});

test('a symbol that is its own ancestor is said to be recursive', () => {
  const root = makeRoot(getUser);
  const login = symbolIn(below(root, [call({})]), 'login');
  const again = symbolIn(below(login, [call({ ...getUser })]), 'getUser');
  assert.deepEqual([isRecursive(login), isRecursive(again)], [false, true]);
  assert.match(describeSymbol(again), /recursive/);
});

test('what is known comes first by tier, libraries and guesses in closed groups behind it', () => {
  const join = call({ name: 'join', kind: 'External', file: '', external: true, tier: 'inferred' });
  const guess = call({ name: 'guess', tier: 'possible' });
  const likely = call({ name: 'likely', tier: 'inferred' });
  const rows = [guess, join, likely, call({})];
  const expected = ['login v.x:12', 'likely v.x:12', '> outside the project (1)', '> possible (1)'];
  assert.deepEqual(read(below(makeRoot(getUser), rows, { direction: 'outbound' })), expected);
  assert.deepEqual(read(below(makeRoot(getUser), [guess])), ['No known callers', '> possible (1)']);
});

test('where there is nothing but libraries their group is open', () => {
  const join = call({ name: 'join', kind: 'External', file: '', external: true });
  const rows = read(below(makeRoot(getUser), [join], { direction: 'outbound' }));
  assert.deepEqual(rows, ['No known callees in the project', 'v outside the project (1)']);
});

test('what is never called is shown with what refers to it', () => {
  const rows = read(below(makeRoot(getUser), [], { references: [call({}), call({ name: 'other' })] }));
  assert.deepEqual(rows, ['No calls; 2 references', 'v references (2)']);
});

test('callers that a build copied are counted in one row behind the others', () => {
  const root = makeRoot(getUser);
  assert.deepEqual(read(below(root, [call({})], { hiddenCopies: 4 })), [
    'login v.x:12',
    'also in 4 built copies',
  ]);
});

test('in a window of several folders the tree says which one answers', () => {
  const rows = read(below(makeRoot(getUser), [call({})], { onlyFolder: 'shop' }));
  assert.equal(rows.at(-1), 'Only callers in shop: each folder has an index of its own');
});

test('files of one name are told apart by their folders, others are named alone', () => {
  const rows = ['a/index.x', 'b/index.x', 'c/long/path/view.x'].map((file) =>
    call({ name: file, site_file: file }),
  );
  const places = read(below(makeRoot(getUser), rows)).map((row) => row.split(' ')[1]);
  assert.deepEqual(places, ['a/index.x:12', 'b/index.x:12', 'view.x:12']);
});

test('a screen reader hears how sure a call is and where it is, the tooltip says all of it', () => {
  const login = symbolIn(below(makeRoot(getUser), [call({ site_file: 'deep/v.x' })]), 'login');
  assert.equal(describeAloud(login), 'login, exact call, deep/v.x line 12');
  assert.equal(describeInFull(login), 'Function `v.login`\n\ndeep/v.x:12\n\nexact: import');
});

test('every tier has an icon of its own, and rows have ids of their own', () => {
  assert.equal(new Set(TIERS.map((tier) => TIER_ICONS[tier].icon)).size, TIERS.length);
  const root = makeRoot(getUser);
  const children = below(root, [call({}), call({ file: 'w.x' }), call({ site_file: 'w.x' })]);
  assert.equal(new Set(children.map(({ id }) => id)).size, 3);
});

test('types say what extends them and what they extend, in words of their own', () => {
  const root = makeRoot({ ...getUser, kind: 'Class' });
  const types = (direction: 'inbound' | 'outbound', rows: readonly CallRow[] = []) =>
    read(below(root, rows, { relation: 'types', direction }));
  assert.deepEqual(types('inbound', [call({ name: 'Admin', kind: 'Class' })]), ['Admin v.x:12']);
  assert.deepEqual(types('inbound'), ['Nothing known extends or overrides it']);
  assert.deepEqual(types('outbound'), ['It extends nothing that is known']);
  const base = call({ name: 'Exception', kind: 'External', external: true });
  assert.deepEqual(types('outbound', [base]), [
    'It extends nothing in the project',
    'v outside the project (1)',
  ]);
});
