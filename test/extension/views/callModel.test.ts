import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeSymbol,
  isRecursive,
  makeChildren,
  makeRoot,
  TIER_ICONS,
} from '../../../extension/views/callModel.ts';
import type { CallNode, SymbolNode } from '../../../extension/views/callModel.ts';
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

test('a caller is shown with the place of its call, and several calls are rows of their own', () => {
  const root = makeRoot(getUser);
  const rows = [call({}), call({ name: 'refresh', qualified_name: 'v.refresh', site_lines: [20, 24] })];
  const children = makeChildren(root, rows, 'inbound', 0);
  assert.equal(describeSymbol(symbolIn(children, 'login')), 'v.x:12');
  const refresh = symbolIn(children, 'refresh');
  assert.equal(describeSymbol(refresh), 'v.x:20 · 2 calls');
  const below = makeChildren(refresh, [], 'inbound', 3);
  assert.deepEqual(
    below.map((node) => (node.type === 'site' ? node.line : node.type === 'note' ? node.text : '')),
    [20, 24, 'No known callers; 3 call sites with this name are not resolved'],
  );
});

test('a symbol that is its own ancestor is said to be recursive', () => {
  const root = makeRoot(getUser);
  const login = symbolIn(makeChildren(root, [call({})], 'inbound', 0), 'login');
  const again = symbolIn(makeChildren(login, [call({ ...getUser })], 'inbound', 0), 'getUser');
  assert.deepEqual([isRecursive(login), isRecursive(again)], [false, true]);
  assert.match(describeSymbol(again), /recursive/);
});

test('what lies outside of the workspace and what only the name suggests is told', () => {
  const root = makeRoot(getUser);
  const join = call({ name: 'join', kind: 'External', file: '', external: true, tier: 'inferred' });
  const guess = call({ name: 'guess', qualified_name: 'v.guess', tier: 'possible' });
  const children = makeChildren(root, [join, guess], 'outbound', 0);
  assert.match(describeSymbol(symbolIn(children, 'join')), /outside the workspace/);
  assert.match(describeSymbol(symbolIn(children, 'guess')), /by name only/);
});

test('every tier has an icon of its own, and rows have ids of their own', () => {
  assert.equal(new Set(TIERS.map((tier) => TIER_ICONS[tier].icon)).size, TIERS.length);
  const root = makeRoot(getUser);
  const children = makeChildren(root, [call({}), call({ file: 'w.x' })], 'inbound', 0);
  assert.equal(new Set(children.map(({ id }) => id)).size, 2);
});
