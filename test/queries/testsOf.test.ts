import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { findCallsBetween, type SymbolKey } from '../../server/queries/callsBetween.ts';
import { checkCoverage } from '../../server/queries/coverage.ts';
import { testsOf, type TestsInput } from '../../server/queries/testsOf.ts';
import { MAX_ROOTS } from '../../server/queries/trace.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph, shopGraph } from '../store/graphBuilder.ts';

/** `Shape.area`, which `Square.area` overrides; a test calls the former, another one over a function that tests share. */
function openShapes(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const file = graph.file('shapes.py');
  const tests = graph.file('tests/test_shapes.py');
  const shape = graph.symbol('Class', 'shapes.Shape', file, 1, { endLine: 9 });
  const area = graph.symbol('Method', 'shapes.Shape.area', file, 2, { parent: shape });
  const make = graph.symbol('Method', 'shapes.Shape.__init__', file, 3, {
    parent: shape,
    flags: SymbolFlag.initializer,
  });
  const square = graph.symbol('Class', 'shapes.Square', file, 11, { endLine: 19 });
  const squareArea = graph.symbol('Method', 'shapes.Square.area', file, 12, { parent: square });
  const total = graph.symbol('Function', 'shapes.total', file, 21);
  const module = graph.symbol('Module', 'tests.test_shapes', tests, 1, { endLine: 90 });
  const near = graph.symbol('Function', 'tests.test_near', tests, 2, { flags: SymbolFlag.test });
  const far = graph.symbol('Function', 'tests.test_far', tests, 3, { flags: SymbolFlag.test });
  const shared = graph.symbol('Function', 'tests.make_shape', tests, 4);
  const loose = graph.symbol('Function', 'tests.loose', tests, 5);
  graph
    .edge(squareArea, 'OVERRIDES', area, 12)
    .call(near, area, 2)
    .call(shared, make, 4)
    .call(far, shared, 3)
    .call(module, total, 30)
    .call(loose, total, 5)
    .call(total, area, 21);
  return openGraph(t, graph.build());
}

function ask(generation: Generation, symbol: string, input: Partial<TestsInput> = {}): string[] {
  const answer = testsOf(generation, {
    symbol,
    depth: 5,
    tiers: ['exact', 'inferred'],
    limit: 10,
    offset: 0,
    ...input,
  });
  return answer.rows.map(({ hop, qualified_name }) => `${hop} ${qualified_name}`);
}

test('tests are told nearest first, with those of the method that one overrides and of the members of a class', (t) => {
  const generation = openShapes(t);
  const ofArea = ['1 tests.test_near', '2 tests.test_shapes', '2 tests.loose'];
  assert.deepEqual(ask(generation, 'Shape.area'), ofArea);
  assert.deepEqual(ask(generation, 'Square.area'), ofArea);
  assert.deepEqual(ask(generation, 'Square'), ofArea);
  // A function that tests share is a step on the way, not a test.
  assert.deepEqual(ask(generation, 'Shape'), [
    '1 tests.test_near',
    '2 tests.test_shapes',
    '2 tests.test_far',
    '2 tests.loose',
  ]);
  assert.deepEqual(ask(generation, 'Shape', { limit: 1, offset: 1 }), ['2 tests.test_shapes']);
  assert.deepEqual(ask(generation, 'Shape', { depth: 1 }), ['1 tests.test_near']);
});

test('as many symbols of a name as can be traced have tests, more have none', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const run = graph.symbol('Function', 'test_a.test_run', graph.file('test_a.py'), 1, {
    flags: SymbolFlag.test,
  });
  const ids = [];
  for (let row = 0; row <= MAX_ROOTS; row++) ids.push(graph.symbol('Method', `a.C${row}.run`, file, row + 1));
  graph.call(run, ids[0]!, 1);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(ask(generation, 'run'), []);
  const all = generation
    .values<number>("SELECT id FROM symbol WHERE kind = 2 OR qualified_name LIKE 'a.C%'")
    .all();
  assert.equal(ask(generation, '', { ids: all.slice(0, MAX_ROOTS) }).length, 1);
});

test('a name that nothing has is answered with near ones', (t) => {
  const { suggestions, root_total } = testsOf(openShapes(t), {
    symbol: 'totla',
    depth: 5,
    tiers: ['exact'],
    limit: 10,
    offset: 0,
  });
  assert.deepEqual([suggestions, root_total], [['total'], 0]);
});

function keyOf(name: string): SymbolKey {
  return { name, file: 'a.py' };
}

test('calls that were seen are known when the index has them, also those of what builds an instance', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const main = graph.symbol('Function', 'a.main', file, 1);
  const type = graph.symbol('Class', 'a.Cart', file, 10, { endLine: 20 });
  graph.symbol('Method', 'a.Cart.__init__', file, 11, { parent: type, flags: SymbolFlag.initializer });
  const save = graph.symbol('Method', 'a.Cart.save', file, 12, { parent: type });
  graph.call(main, type, 2).call(main, save, 3);
  const generation = openGraph(t, graph.build());
  const told = (caller: string, callee: string) => {
    const [found] = findCallsBetween(generation, {
      pairs: [{ caller: keyOf(caller), callee: keyOf(callee) }],
    });
    return [found?.caller?.name ?? null, found?.callee?.name ?? null, found?.isKnown];
  };
  assert.deepEqual(told('a.main', 'a.Cart.save'), ['main', 'save', true]);
  assert.deepEqual(told('a.main', 'a.Cart.__init__'), ['main', '__init__', true]);
  assert.deepEqual(told('a.Cart.save', 'a.main'), ['save', 'main', false]);
  assert.deepEqual(told('a.gone', 'a.main'), [null, 'main', false]);
  assert.deepEqual(told('a.main', 'a.gone'), ['main', null, false]);
});

test('files are covered one by one and by folders, each told once', (t) => {
  const generation = openGraph(t, shopGraph());
  const cover = (paths: string[], scopes: string[], withIndexed: boolean, limit = 10, offset = 0) => {
    const { counts, total, rows } = checkCoverage(generation, { paths, scopes, withIndexed, limit, offset });
    return [Object.values(counts).join(' '), total, rows.map(({ file, status }) => `${file} ${status}`)];
  };
  const gap = 'shop/generated.py skipped';
  assert.deepEqual(cover(['shop/app.py', 'no.py', 'no.py'], [], false), [
    '1 0 0 1',
    2,
    ['shop/app.py indexed', 'no.py unknown'],
  ]);
  assert.deepEqual(cover([], ['shop'], false), ['2 0 1 0', 1, [gap]]);
  assert.deepEqual(cover([], ['sho'], true), ['0 0 0 0', 0, []]);
  assert.deepEqual(cover([], ['shop/app.py'], true), ['1 0 0 0', 1, ['shop/app.py indexed']]);
  assert.deepEqual(cover(['shop/app.py'], [''], false), ['3 0 1 0', 2, ['shop/app.py indexed', gap]]);
  assert.deepEqual(cover([], [''], true, 1, 2), ['3 0 1 0', 4, [gap]]);
});
