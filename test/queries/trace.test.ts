import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { MAX_NAMESAKES } from '../../server/queries/possible.ts';
import { resolveSymbol } from '../../server/queries/resolveSymbol.ts';
import { MAX_ROOTS, trace, type TraceAnswer, type TraceInput } from '../../server/queries/trace.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph, shopGraph } from '../store/graphBuilder.ts';

const DEFAULTS: Omit<TraceInput, 'symbol'> = {
  direction: 'both',
  depth: 3,
  kinds: ['CALLS'],
  tiers: ['exact', 'inferred'],
  include_tests: true,
  limit: 100,
  offset: 0,
};

function ask(generation: Generation, symbol: string, input: Partial<TraceInput> = {}): TraceAnswer {
  return trace(generation, { ...DEFAULTS, symbol, ...input });
}

function shortly({ rows }: TraceAnswer): string[] {
  return rows.map(
    ({ direction, hop, qualified_name, tier, site_file, site_lines }) =>
      `${direction} ${hop} ${qualified_name} ${tier} ${site_file}:${site_lines.join(',')}`,
  );
}

test('callers and callees come nearest first, tests after code, each with its sites', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(shortly(ask(generation, 'add_item')), [
    'inbound 1 shop.app.main exact shop/app.py:5,7',
    'outbound 1 shop.cart.Cart.save inferred shop/cart.py:25',
    'outbound 1 json:dumps exact shop/cart.py:26',
    'inbound 1 tests.test_cart.test_add exact tests/test_cart.py:6',
  ]);
});

test('depth is the number of calls in between', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(shortly(ask(generation, 'shop.app.main', { depth: 1 })), [
    'outbound 1 shop.cart.add_item exact shop/app.py:5,7',
  ]);
  const deep = ask(generation, 'shop.app.main', { depth: 2 });
  assert.deepEqual(
    deep.rows.map(({ hop, name, via, external }) => [hop, name, via, external]),
    [
      [1, 'add_item', 'shop.app.main', false],
      [2, 'save', 'shop.cart.add_item', false],
      [2, 'json:dumps'.split(':')[1], 'shop.cart.add_item', true],
    ],
  );
});

test('a call cycle ends', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const [a, b] = [graph.symbol('Function', 'a.a', file, 1), graph.symbol('Function', 'a.b', file, 2)];
  graph.call(a, b, 1).call(b, a, 2).call(a, a, 1);
  const answer = ask(openGraph(t, graph.build()), 'a.a', { direction: 'outbound', depth: 15 });
  assert.equal(answer.total, 1);
  assert.deepEqual(answer.recursive_lines, [1]);
});

test('a tier that was not asked for is not followed', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(shortly(ask(generation, 'add_item', { direction: 'outbound', tiers: ['exact'] })), [
    'outbound 1 json:dumps exact shop/cart.py:26',
  ]);
});

test('sites that only a name describes are callers on request only', (t) => {
  const generation = openGraph(t, shopGraph());
  const asked = ask(generation, 'Draft.save', { direction: 'inbound', depth: 1 });
  assert.deepEqual([asked.total, asked.unresolved_sites], [0, 1]);
  const possible = { direction: 'inbound', depth: 1, tiers: ['exact', 'inferred', 'possible'] } as const;
  assert.deepEqual(shortly(ask(generation, 'Draft.save', possible)), [
    'inbound 1 shop.app.main possible shop/app.py:8',
  ]);
  assert.deepEqual(
    shortly(ask(generation, 'main', { direction: 'outbound', depth: 1, tiers: ['possible'] })),
    [
      'outbound 1 shop.cart.Cart.save possible shop/app.py:8',
      'outbound 1 shop.cart.Draft.save possible shop/app.py:8',
    ],
  );
});

test('a name with more namesakes than the limit means nothing, and languages do not mix', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const other = graph.file('b.go', { language: 'go' });
  const caller = graph.symbol('Function', 'a.caller', file, 1);
  for (let row = 0; row < MAX_NAMESAKES; row++) graph.symbol('Method', `a.C${row}.run`, file, row + 2);
  graph.symbol('Method', 'b.D.run', other, 1);
  const possible = { direction: 'outbound', depth: 1, tiers: ['possible'] } as const;
  graph.unresolved(caller, 'run', 1);
  assert.equal(ask(openGraph(t, graph.build()), 'a.caller', possible).total, MAX_NAMESAKES);
  graph.symbol('Method', 'a.OneMore.run', file, 99);
  assert.equal(ask(openGraph(t, graph.build()), 'a.caller', possible).total, 0);
});

test('tests can be left out, and how many is said', (t) => {
  const answer = ask(openGraph(t, shopGraph()), 'add_item', { direction: 'inbound', include_tests: false });
  assert.deepEqual([answer.total, answer.hidden_tests], [1, 1]);
});

test('what a class calls is what its methods call', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const type = graph.symbol('Class', 'a.A', file, 1, { endLine: 9 });
  const method = graph.symbol('Method', 'a.A.run', file, 2, { parent: type });
  const helper = graph.symbol('Function', 'a.helper', file, 20);
  graph.call(method, helper, 2);
  assert.deepEqual(shortly(ask(openGraph(t, graph.build()), 'A', { direction: 'outbound' })), [
    'outbound 1 a.helper exact a.py:2',
  ]);
});

test('a function without a name is a step from elsewhere and a part of the function around it', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.js', { language: 'javascript' });
  const [around, runner, target, other] = ['a.around', 'a.runner', 'a.target', 'a.other'].map((name, row) =>
    graph.symbol('Function', name, file, 10 * row + 1, { endLine: 10 * row + 9 }),
  ) as [number, number, number, number];
  const nameless = graph.symbol('Function', 'a.around.runner() callback', file, 3, {
    parent: around,
    endLine: 4,
    flags: SymbolFlag.nameless,
  });
  graph.call(around, runner, 3).call(around, target, 4).call(around, other, 7);
  graph.call(runner, nameless, 12).call(around, nameless, 3);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(shortly(ask(generation, 'a.around', { direction: 'outbound', depth: 1 })), [
    'outbound 1 a.runner exact a.js:3',
    'outbound 1 a.target exact a.js:4',
    'outbound 1 a.other exact a.js:7',
  ]);
  assert.deepEqual(shortly(ask(generation, 'a.runner', { direction: 'outbound', depth: 2 })), [
    'outbound 1 a.around.runner() callback exact a.js:12',
    'outbound 2 a.target exact a.js:4',
  ]);
  assert.deepEqual(shortly(ask(generation, 'a.target', { direction: 'inbound', depth: 1 })), [
    'inbound 1 a.around exact a.js:4',
  ]);
  assert.deepEqual(
    shortly(ask(generation, 'a.around.runner() callback', { direction: 'inbound', depth: 1 })),
    ['inbound 1 a.around exact a.js:3', 'inbound 1 a.runner exact a.js:12'],
  );
  assert.equal(resolveSymbol(generation, { symbol: 'a.js:4' }).symbols[0]?.qualified_name, 'a.around');
});

test('a name that means too many symbols is not traced', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  for (let row = 0; row <= MAX_ROOTS; row++) graph.symbol('Method', `a.C${row}.run`, file, row + 1);
  const answer = ask(openGraph(t, graph.build()), 'run');
  assert.deepEqual([answer.root_total, answer.total], [MAX_ROOTS + 1, 0]);
});

test('a call of itself is told where calls are asked for and the name is traced', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  for (let row = 0; row <= MAX_ROOTS; row++) {
    const id = graph.symbol('Method', `a.C${row}.run`, file, row + 1);
    graph.call(id, id, row + 1).unresolved(id, 'stop', row + 1);
  }
  const generation = openGraph(t, graph.build());
  const tell = (symbol: string, input: Partial<TraceInput> = {}) => {
    const { recursive_lines, unknown_callees } = ask(generation, symbol, input);
    return [recursive_lines, unknown_callees];
  };
  assert.deepEqual(tell('C0.run'), [[1], [{ name: 'stop', lines: [1] }]]);
  assert.deepEqual(tell('C0.run', { direction: 'inbound' }), [[1], []]);
  assert.deepEqual(tell('C0.run', { kinds: ['REFERENCES'] }), [[], []]);
  assert.deepEqual(tell('run'), [[], []]);
  const ids = generation.values<number>('SELECT id FROM symbol ORDER BY id').all();
  assert.deepEqual(tell('', { ids })[0], []);
  assert.equal(tell('', { ids: ids.slice(1) })[0]!.length, MAX_ROOTS);
});

test('what is called and not known comes by name, each line once', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const run = graph.symbol('Function', 'a.run', file, 1, { endLine: 20 });
  for (const [name, line] of [
    ['late', 9],
    ['stop', 3],
    ['stop', 3],
    ['stop', 5],
  ] as const)
    graph.unresolved(run, name, line);
  assert.deepEqual(ask(openGraph(t, graph.build()), 'run').unknown_callees, [
    { name: 'stop', lines: [3, 5] },
    { name: 'late', lines: [9] },
  ]);
});

test('of more than twenty rows those that are near are listed, the farther ones counted', (t) => {
  const build = (near: number) => {
    const graph = new GraphBuilder();
    const file = graph.file('a.py');
    const root = graph.symbol('Function', 'a.root', file, 1);
    const callers = Array.from({ length: near }, (_, row) =>
      graph.symbol('Function', `a.near${row}`, file, row + 10),
    );
    for (const [row, caller] of callers.entries()) graph.call(caller, root, row + 10);
    const called = graph.symbol('Function', 'a.called', file, 200);
    graph.call(root, called, 1).call(called, graph.symbol('Function', 'a.deep', file, 201), 200);
    graph.call(graph.symbol('Function', 'a.far', file, 202), callers[0]!, 202);
    const answer = ask(openGraph(t, graph.build()), 'root', { listed_depth: 1 });
    return [answer.callers_total, answer.callees_total, answer.farther_callers, answer.farther_callees];
  };
  assert.deepEqual(build(17), [18, 2, 0, 0]);
  assert.deepEqual(build(18), [18, 1, 1, 1]);
});

test('symbols of one name that call each other are told as callers, the surest site first', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const one = graph.symbol('Function', 'a.load', file, 1, { endLine: 3 });
  const two = graph.symbol('Function', 'a.load', file, 5, { endLine: 9 });
  const main = graph.symbol('Function', 'a.main', file, 20, { endLine: 30 });
  graph.call(two, one, 6).call(two, two, 7);
  graph.call(main, one, 25, 'annotation').call(main, one, 22, 'local').call(main, one, 25, 'local');
  const generation = openGraph(t, graph.build());
  assert.deepEqual(shortly(ask(generation, 'load', { direction: 'inbound', depth: 2 })), [
    'inbound 1 a.load exact a.py:6',
    'inbound 1 a.main exact a.py:22,25',
  ]);
});

test('calls of a class are calls of what builds its instances, and a method stands for what it overrides', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const type = graph.symbol('Class', 'a.A', file, 1, { endLine: 9 });
  const make = graph.symbol('Method', 'a.A.__init__', file, 2, {
    parent: type,
    flags: SymbolFlag.initializer,
  });
  const run = graph.symbol('Method', 'a.A.run', file, 4, { parent: type });
  const base = graph.symbol('Method', 'a.Base.run', file, 14);
  const main = graph.symbol('Function', 'a.main', file, 20, { endLine: 30 });
  graph.call(main, make, 21).call(main, base, 22).edge(run, 'OVERRIDES', base, 4);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(shortly(ask(generation, 'A', { direction: 'inbound' })), [
    'inbound 1 a.main exact a.py:21',
  ]);
  assert.deepEqual(ask(generation, 'A.run').overridden, ['a.Base.run']);
  const called = ask(generation, 'main', { direction: 'outbound' }).rows;
  assert.deepEqual(
    called.map(({ name, dispatch_total, dispatch }) => [name, dispatch_total, dispatch]),
    [
      ['__init__', 0, []],
      ['run', 1, ['a.A.run']],
    ],
  );
});

test('several kinds of edges are followed at once', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const [a, b, c] = ['a', 'b', 'c'].map((name, row) => graph.symbol('Function', `a.${name}`, file, row + 1));
  graph.call(a!, b!, 1).edge(a!, 'REFERENCES', c!, 1, 'local');
  const generation = openGraph(t, graph.build());
  const kinds = ['REFERENCES', 'CALLS'] as const;
  assert.equal(ask(generation, 'a.a', { direction: 'outbound', kinds }).total, 2);
  assert.equal(ask(generation, 'a.b', { direction: 'inbound', kinds: ['INHERITS', 'REFERENCES'] }).total, 0);
});

test('a symbol is found by name, qualified name, its end, place, file and any case', (t) => {
  const generation = openGraph(t, shopGraph());
  const names = (symbol: string): string[] =>
    resolveSymbol(generation, { symbol }).symbols.map(({ qualified_name }) => qualified_name);
  assert.deepEqual(names('add_item'), ['shop.cart.add_item']);
  assert.deepEqual(names('shop.cart.Cart.save'), ['shop.cart.Cart.save']);
  assert.deepEqual(names('Cart.save'), ['shop.cart.Cart.save']);
  assert.deepEqual(names('Cart::save()'), ['shop.cart.Cart.save']);
  assert.deepEqual(names('cart'), ['shop.cart.Cart']);
  assert.deepEqual(names('shop/cart.py:5'), ['shop.cart.Cart.save']);
  assert.deepEqual(names('cart.py:15'), ['shop.cart.Cart']);
  assert.deepEqual(names('shop/cart.py'), ['shop.cart']);
  assert.deepEqual(names('json:dumps'), ['json:dumps']);
  assert.deepEqual(names('nothing.like.this'), []);
  assert.deepEqual(names(''), []);
});
