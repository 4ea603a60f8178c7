// How callers, uses, relatives and paths read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameInFile } from '../../server/mcp/answers/nameInFile.ts';
import type { Site, TextSpot } from '../../server/mcp/relations/account.ts';
import { renderAccount } from '../../server/mcp/relations/accountText.ts';
import {
  callHeading,
  renderCall,
  renderCallTotals,
  renderUnknownCallees,
  toCallRow,
  type CallRow,
} from '../../server/mcp/relations/callTree.ts';
import { renderPath } from '../../server/mcp/relations/path.ts';
import type { Reconciled } from '../../server/mcp/relations/reconcile.ts';
import {
  planAnswer,
  type Mode,
  type Plan,
  type TraceDirection,
} from '../../server/mcp/relations/relation.ts';
import {
  relativeHeading,
  renderRelative,
  type RelativeRow,
} from '../../server/mcp/relations/relativeRows.ts';
import { orderSites, renderSite } from '../../server/mcp/relations/siteRows.ts';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { PathStep } from '../../server/queries/pathBetween.ts';
import type { SymbolRow } from '../../server/queries/symbols.ts';
import type { TraceRow, UnknownCallee } from '../../server/queries/trace.ts';

const NOTHING: Reconciled = {
  name: 'save',
  total: 0,
  files: 0,
  sites: [],
  others: [],
  otherPlaces: [],
  locals: [],
  keys: [],
  comments: [],
  texts: [],
  parts: [],
  unresolved: [],
  foreign: [],
  searched: 2,
  searchable: 2,
  changed: [],
  unreadable: [],
  built: new Set(),
  isComplete: true,
};
const SITE: Site = {
  file: 'a.py',
  line: 1,
  column: 5,
  use: 'call',
  tier: 'exact',
  inside: '',
  written: '',
};

function spot(file: string, line = 1): TextSpot {
  return { file, line, column: 1, isWhole: false };
}

/** Calls of so many names that nobody could resolve. */
function callees(length: number): UnknownCallee[] {
  return Array.from({ length }, (_, at) => ({ name: `f${at}`, lines: [at] }));
}

function other(label: string, times: number, isOutside = false): Reconciled['others'][number] {
  return { label, isOutside, count: times };
}

test('an account names each part of the total, and says when nothing is left over', () => {
  const cases: [Partial<Reconciled>, string][] = [
    [{ sites: [SITE] }, '1 call'],
    [{ sites: [SITE, SITE, { ...SITE, use: 'definition' }] }, '1 definition, 2 calls'],
    [{ others: [other('save', 4)] }, '4 of others'],
    [{ others: [other('b.Store.save', 4)] }, '4 of others (b.Store.save 4)'],
    [{ others: [other('save', 4), other('b.save', 1)] }, '5 of others (save 4, b.save 1)'],
    [
      { others: [other('a', 4), other('b', 3), other('c', 2), other('d', 1)] },
      '10 of others (a 4, b 3, c 2, 1 more)',
    ],
    [{ others: [other('np', 2, true), other('b', 1)] }, '1 of others (b 1); 2 of libraries (np 2)'],
    [{ keys: [spot('a.py')] }, '1 local name or key'],
    [{ locals: [spot('a.py')], keys: [spot('a.py')] }, '2 local names or keys'],
    [{ parts: [spot('a.py')] }, '1 in longer names with $ (a.py)'],
    [{ comments: ['a', 'b', 'c'].map((file) => spot(file)) }, '3 in comments (a, b, c)'],
    [{ comments: ['a', 'a', 'b', 'c', 'd'].map((file) => spot(file)) }, '5 in comments (a, b, c, 1 more)'],
    [{ texts: [spot('a.py')] }, '1 in strings (a.py)'],
    [{ foreign: [spot('a.js')] }, '1 in other languages (a.js)'],
  ];
  for (const [known, text] of cases)
    assert.equal(
      renderAccount({ ...NOTHING, total: 9, files: 1, ...known }),
      `"save" stands 9 times in 1 file: ${text}. Nothing is left to grep for.`,
    );
  assert.equal(renderAccount(NOTHING), '"save" stands 0 times in 0 files. Nothing is left to grep for.');
});

test('places of which it is not known what they mean are told by line, and are left to grep for', () => {
  const cases: [spots: TextSpot[], text: string][] = [
    [[spot('a.py', 1), spot('a.py', 1), spot('b.py', 2)], '3 unresolved (a.py:1, b.py:2)'],
    [Array.from({ length: 8 }, (_, line) => spot('a.py', line)), '8 unresolved (a.py:0,1,2,3,4,5,6,7)'],
    [
      Array.from({ length: 9 }, (_, line) => spot('a.py', line)),
      '9 unresolved (a.py:0,1,2,3,4,5,6,7, 1 more)',
    ],
  ];
  for (const [unresolved, text] of cases)
    assert.equal(
      renderAccount({ ...NOTHING, total: 9, files: 1, unresolved }),
      `"save" stands 9 times in 1 file: ${text}.`,
    );
});

test('uses that do not write the name are counted apart, by what is written instead', () => {
  const alias: Site = { ...SITE, column: 0, written: 'store' };
  const unwritten: Site = { ...SITE, column: 0, written: '-' };
  const cases: [Site[], string][] = [
    [[alias], '1 use under another name (store).'],
    [[unwritten], '1 use without writing it.'],
    [[alias, alias, unwritten], '2 uses under another name (store). 1 use without writing it.'],
  ];
  for (const [sites, text] of cases)
    assert.equal(
      renderAccount({ ...NOTHING, sites }),
      `"save" stands 0 times in 0 files. ${text} Nothing is left to grep for.`,
    );
});

test('uses that do not write the name are not among those that add up to the total', () => {
  const sites: Site[] = [SITE, { ...SITE, column: 0, written: 'store' }];
  assert.equal(
    renderAccount({ ...NOTHING, total: 1, files: 1, sites }),
    '"save" stands 1 time in 1 file: 1 call. 1 use under another name (store). Nothing is left to grep for.',
  );
});

test('an account says what it does not cover', () => {
  const cases: [Partial<Reconciled>, string][] = [
    [{ searched: 1, isComplete: false }, ' Time was up after 1 of 2 files; asking again goes on.'],
    [{ isComplete: false }, ' The graph knows of more than 50,000 places: not all are told apart.'],
    [{ isComplete: false, unreadable: ['a.py'] }, ' Not readable: a.py.'],
    [{ changed: ['a.py'] }, ' Changed since indexed: a.py.'],
  ];
  for (const [known, text] of cases)
    assert.equal(renderAccount({ ...NOTHING, ...known }), `"save" stands 0 times in 0 files.${text}`);
});

test('of calls the directions are counted that were asked for, with what is left out or farther away', () => {
  const none = {
    callers_total: 0,
    callees_total: 0,
    farther_callers: 0,
    farther_callees: 0,
    hidden_tests: 0,
    hidden_copies: 0,
    unresolved_sites: 0,
  };
  const cases: [Partial<typeof none>, TraceDirection, string][] = [
    [{ callers_total: 1 }, 'both', '1 caller, 0 callees'],
    [{}, 'inbound', '0 callers'],
    [{}, 'outbound', '0 callees'],
    [
      { hidden_tests: 1, hidden_copies: 2 },
      'inbound',
      '0 callers, 1 in tests left out, also in 2 built copies',
    ],
    [{ unresolved_sites: 1 }, 'inbound', '0 callers, 1 unresolved site with this name'],
    [{ unresolved_sites: 1 }, 'outbound', '0 callees'],
    [{ farther_callers: 2 }, 'inbound', '0 callers; 2 callers more within 3 calls: depth 3'],
    [
      { farther_callers: 2, farther_callees: 1 },
      'both',
      '0 callers, 0 callees; 2 callers and 1 callee more within 3 calls: depth 3',
    ],
  ];
  for (const [answer, direction, text] of cases)
    assert.equal(renderCallTotals({ ...none, ...answer }, direction, 3), text);
});

test('calls that nobody could resolve are told by name and line, of each a few', () => {
  const shown = callees(10).map(({ name, lines }) => `${name} @ ${lines[0]}`);
  const cases: [Parameters<typeof renderUnknownCallees>[0], string][] = [
    [[], ''],
    [[{ name: 'f', lines: [1, 2, 3, 4] }], 'calls that could not be resolved: f @ 1,2,3,4'],
    [[{ name: 'f', lines: [1, 2, 3, 4, 5] }], 'calls that could not be resolved: f @ 1,2,3,4 and 1 more'],
    [callees(10), `calls that could not be resolved: ${shown.join(', ')}`],
    [callees(11), `calls that could not be resolved: ${shown.join(', ')}, 1 names more`],
  ];
  for (const [unknown, text] of cases) assert.equal(renderUnknownCallees(unknown), text);
});

test('a call is told by its place and its site, and by what is not plain about it', () => {
  const row: TraceRow = {
    direction: 'inbound',
    hop: 1,
    name: 'main',
    kind: 'Function',
    qualified_name: 'app.main',
    file: 'app.py',
    line: 3,
    external: false,
    via: '',
    tier: 'exact',
    reason: 'import',
    site_file: 'app.py',
    site_lines: [4],
    dispatch_total: 0,
    dispatch: [],
  };
  const cases: [Partial<TraceRow>, string][] = [
    [{}, 'main app.py:3 @ 4'],
    [{ site_file: 'cart.py', site_lines: [4, 6] }, 'main app.py:3 @ cart.py:4,6'],
    [{ external: true, qualified_name: 'json:dumps' }, 'external json:dumps @ 4'],
    [{ via: 'cart.add' }, 'main app.py:3 @ 4'],
    [{ hop: 2, via: 'cart.add' }, 'main app.py:3 via cart.add @ 4'],
    [
      { hop: 2, via: 'cart.add', direction: 'outbound', site_file: 'cart.py' },
      'main app.py:3 via add @ cart.py:4',
    ],
    [{ tier: 'inferred', reason: 'typed' }, 'main app.py:3 @ 4 (inferred: typed)'],
    [{ dispatch_total: 1, dispatch: ['B.f'] }, 'main app.py:3 @ 4 → may dispatch to B.f'],
    [{ dispatch_total: 2, dispatch: ['B.f'] }, 'main app.py:3 @ 4 → may dispatch to B.f and 1 more'],
  ];
  for (const [part, text] of cases) assert.equal(renderCall(toCallRow({ ...row, ...part }, false)), text);
  const risks = [1, 2, 3, 4, 5].map((hop) => toCallRow({ ...row, hop }, true).risk);
  assert.deepEqual(risks, ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'LOW']);
  const rows: CallRow[] = [
    toCallRow(row, false),
    toCallRow({ ...row, direction: 'outbound', hop: 2 }, false),
  ];
  assert.deepEqual(rows.map(callHeading), ['callers, hop 1', 'callees, hop 2']);
  assert.equal(renderCall(toCallRow(row, true)), 'main app.py:3 @ 4 CRITICAL');
});

test('a path is told symbol by symbol, with the step and its site before each', () => {
  const symbol: SymbolRow = {
    name: 'main',
    kind: 'Function',
    qualified_name: 'app.main',
    file: 'app.py',
    line: 3,
    start_line: 3,
    end_line: 4,
  };
  const steps: PathStep[] = [
    { id: 1, symbol },
    {
      id: 2,
      symbol: { ...symbol, qualified_name: 'cart.add', file: 'cart.py', line: 8 },
      step: { kind: 'calls', line: 4, tier: 'exact' },
    },
    {
      id: 3,
      symbol: { ...symbol, qualified_name: 'json:dumps', file: '' },
      step: { kind: 'dispatch', line: 0, tier: 'inferred' },
    },
  ];
  const lines = [
    'app.main app.py:3',
    '  calls @ app.py:4 cart.add cart.py:8',
    '  may dispatch to (inferred) external json:dumps',
  ];
  assert.deepEqual(renderPath({ steps, isReversed: false, reached: 3 }), lines);
  assert.deepEqual(renderPath({ steps, isReversed: true, reached: 3 }), [
    'No way forward; backward:',
    ...lines,
  ]);
});

test('a relative is told by its place, from the second step on with the one between', () => {
  const row: RelativeRow = {
    role: 'subclass',
    hop: 1,
    name: 'B',
    kind: 'Class',
    qualified_name: 'b.B',
    file: 'b.py',
    line: 3,
    via: 'a.A',
    tier: 'exact',
  };
  const cases: [Partial<RelativeRow>, string, string][] = [
    [{}, 'inherit from it', 'B b.py:3'],
    [{ hop: 2 }, 'inherit from it, hop 2', 'B b.py:3 via a.A'],
    [{ role: 'base', file: '', qualified_name: 'abc:ABC' }, 'bases', 'external abc:ABC'],
    [{ tier: 'inferred' }, 'inherit from it', 'B b.py:3 (inferred)'],
  ];
  for (const [part, heading, text] of cases) {
    assert.equal(relativeHeading({ ...row, ...part }), heading);
    assert.equal(renderRelative({ ...row, ...part }), text);
  }
});

test('uses come without definitions, those in tests last or not at all', () => {
  const sites = ['tests/test_a.py', 'a.py', 'b.py'].map((file) => Object.assign({}, SITE, { file }));
  const all = [...sites, { ...SITE, use: 'definition' as const }];
  const filesOf = (includeTests: boolean) => orderSites(all, includeTests).map(({ file }) => file);
  assert.deepEqual(filesOf(true), ['a.py', 'b.py', 'tests/test_a.py']);
  assert.deepEqual(filesOf(false), ['a.py', 'b.py']);
});

test('a site is told with what it is in and how it is written where that is another name', () => {
  const row = { ...SITE, line: 12, text: 'total(cart)' };
  const cases: [Partial<typeof row>, string][] = [
    [{}, '12 call: total(cart)'],
    [{ file: 'shop/cart.py', inside: 'shop.cart.Cart.run' }, '12 call in Cart.run: total(cart)'],
    [{ written: '-' }, '12 call (not written): total(cart)'],
    [{ written: 'sum' }, '12 call (as sum): total(cart)'],
    [{ tier: 'inferred' }, '12 call (inferred): total(cart)'],
  ];
  for (const [part, text] of cases) assert.equal(renderSite({ ...row, ...part }), text);
});

test('a name is told without the module or the package that its path says', () => {
  const cases: [name: string, file: string, told: string][] = [
    ['shop.cart.Cart.save', 'shop/cart.py', 'Cart.save'],
    ['shop.Cart.save', 'src/shop/Cart.java', 'Cart.save'],
    ['shop.cart', 'shop/cart.py', 'shop.cart'],
    ['cart.f', 'cart.py', 'f'],
    ['other.f', 'shop/cart.py', 'other.f'],
    ['json:dumps', '', 'json:dumps'],
  ];
  for (const [name, file, told] of cases) assert.equal(nameInFile(name, file), told);
});

test('a question without a mode is answered with what a thing of its kind has', () => {
  const cases: [
    mode: Mode | undefined,
    kind: NodeKind,
    direction: TraceDirection,
    plan: Omit<Plan, 'sites'>,
  ][] = [
    [undefined, 'Function', 'both', { calls: 'both', areCallsOptional: false, isAccounted: false }],
    [undefined, 'Class', 'inbound', { calls: 'inbound', areCallsOptional: true, isAccounted: true }],
    [undefined, 'Variable', 'outbound', { calls: 'outbound', isAccounted: false }],
    [undefined, 'Variable', 'both', { isAccounted: true }],
    [undefined, 'Enum', 'both', { calls: 'outbound', areCallsOptional: true, isAccounted: true }],
    [undefined, 'Enum', 'inbound', { isAccounted: true }],
    [undefined, 'Interface', 'inbound', { relatives: 'implementers', isAccounted: true }],
    ['callers', 'Variable', 'both', { calls: 'inbound', isAccounted: true }],
    ['hierarchy', 'Function', 'both', { relatives: 'hierarchy', isAccounted: false }],
  ];
  for (const [mode, kind, direction, expected] of cases) {
    const { sites: _sites, ...plan } = planAnswer(mode, kind, direction);
    assert.deepEqual(plan, expected, `${mode} ${kind} ${direction}`);
  }
});
