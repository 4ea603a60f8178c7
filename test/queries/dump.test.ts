import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Graph } from '../../server/graph.ts';
import { dumpCanonical, dumpEdges, type DumpEdgesInput } from '../../server/queries/dump.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph, shopGraph } from '../store/graphBuilder.ts';

function edges(generation: Generation, input: DumpEdgesInput = {}): string[] {
  return dumpEdges(generation, input).lines.map((line) => line.replaceAll('\t', ' | '));
}

test('every edge is one row of ten columns, sorted by site', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(edges(generation, { kinds: ['CALLS'], possible: true }), [
    'shop/app.py | 5 | add_item | shop/cart.py | 22 | exact | CALLS | shop.app.main | shop.cart.add_item | import',
    'shop/app.py | 7 | add_item | shop/cart.py | 22 | exact | CALLS | shop.app.main | shop.cart.add_item | import',
    'shop/app.py | 8 | save | shop/cart.py | 4 | possible | CALLS | shop.app.main | shop.cart.Cart.save | name-only',
    'shop/app.py | 8 | save | shop/cart.py | 42 | possible | CALLS | shop.app.main | shop.cart.Draft.save | name-only',
    'shop/cart.py | 25 | save | shop/cart.py | 4 | inferred | CALLS | shop.cart.add_item | shop.cart.Cart.save | annotation',
    'shop/cart.py | 26 | to_json | external | 0 | exact | CALLS | shop.cart.add_item | json:dumps | package',
    'tests/test_cart.py | 6 | add_item | shop/cart.py | 22 | exact | CALLS | tests.test_cart.test_add | shop.cart.add_item | import',
  ]);
});

test('kinds and tiers limit the rows', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.equal(edges(generation, { tiers: ['inferred'] }).length, 1);
  assert.equal(edges(generation, { kinds: ['DEFINES'] }).length, 1);
  assert.equal(edges(generation).length, 6);
});

test('what only a name suggests is a row only when it is asked for', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.equal(edges(generation).filter((row) => row.includes(' | possible | ')).length, 0);
  assert.equal(
    edges(generation, { possible: true }).filter((row) => row.includes(' | possible | ')).length,
    2,
  );
  assert.equal(edges(generation, { possible: true }).length, 8);
  assert.equal(edges(generation, { possible: true, tiers: ['possible'] }).length, 2);
  assert.equal(edges(generation, { possible: true, kinds: ['DEFINES'] }).length, 1);
});

test('a dump of many files comes in chunks that make the whole', (t) => {
  const graph = new GraphBuilder();
  for (let row = 0; row < 30; row++) {
    const file = graph.file(`f${String(row).padStart(2, '0')}.py`);
    const caller = graph.symbol('Function', `f${row}.caller`, file, 1);
    for (let line = 0; line < 400; line++) graph.call(caller, caller, line + 1);
  }
  const generation = openGraph(t, graph.build());
  const lines: string[] = [];
  let chunks = 0;
  for (let from: number | undefined = 0; from !== undefined; chunks++) {
    const chunk = dumpEdges(generation, { from });
    lines.push(...chunk.lines);
    from = chunk.next;
  }
  assert.ok(chunks > 1);
  assert.equal(new Set(lines).size, 12_000);
  const files = lines.map((line) => line.split('\t', 1)[0]!);
  assert.deepEqual(files, [...files].sort());
});

test('a tab or line break in a name does not break a row', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a\tb.py');
  const odd = graph.symbol('Function', 'a.x', file, 1, { name: 'x\ny', doc: 'two\nlines' });
  graph.call(odd, odd, 1);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(edges(generation), [
    'a\\tb.py | 1 | x\\ny | a\\tb.py | 1 | exact | CALLS | a.x | a.x | local',
  ]);
  assert.ok(dumpCanonical(generation, {}).lines.every((line) => !line.includes('\n')));
});

test('the canonical dump does not depend on ids, times or the order of writing', (t) => {
  const [one, two] = [openGraph(t, twoFiles(false)), openGraph(t, twoFiles(true))];
  const { lines } = dumpCanonical(one, {});
  assert.deepEqual(dumpCanonical(two, {}).lines, lines);
  assert.deepEqual(
    lines.map((line) => line.split('\t', 2).join(' ')),
    [
      'file a.py',
      'symbol Function a.f a.py:1',
      'edge Function a.f a.py:1',
      'file b.py',
      'symbol Function b.f b.py:1',
      'unresolved Function b.f b.py:1',
    ],
  );
});

function twoFiles(isReversed: boolean): Graph {
  const graph = new GraphBuilder();
  const names = isReversed ? ['b', 'a'] : ['a', 'b'];
  const files = new Map(
    names.map((name) => [name, graph.file(`${name}.py`, { mtimeMs: isReversed ? 5 : 6 })]),
  );
  const ids = new Map(
    names.map((name) => [name, graph.symbol('Function', `${name}.f`, files.get(name)!, 1)]),
  );
  return graph.call(ids.get('a')!, ids.get('b')!, 3).unresolved(ids.get('b')!, 'zip', 4).build();
}

test('rows of a kind or tier that is not asked for are left out, guesses only with calls', (t) => {
  const generation = openGraph(t, shopGraph());
  const count = (input: DumpEdgesInput) => edges(generation, { possible: true, ...input }).length;
  assert.equal(count({ tiers: ['exact'] }), 5);
  assert.equal(count({ tiers: ['exact', 'possible'] }), 7);
  assert.equal(count({ kinds: ['CALLS'], tiers: ['possible'] }), 2);
  assert.equal(count({ kinds: ['DEFINES'], tiers: ['possible'] }), 0);
  assert.equal(edges(generation, { possible: false, tiers: ['possible'] }).length, 0);
});

test('rows of one line are sorted as text, and a chunk that is the last says so', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const run = graph.symbol('Function', 'a.run', file, 1);
  for (const name of ['b', 'c', 'a']) graph.call(run, graph.symbol('Function', `a.${name}`, file, 9), 2);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(
    edges(generation).map((row) => row.split(' | ')[2]),
    ['a', 'b', 'c'],
  );
  assert.equal(dumpEdges(generation, {}).next, undefined);
});
