import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeName } from '../../server/queries/completeName.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

function openNames(t: Parameters<typeof openGraph>[0]) {
  const graph = new GraphBuilder();
  const file = graph.file('shop/cart.py');
  const names = ['shop.cart.Cart', 'shop.cart.Cart.save', 'shop.cart.cartoon', 'shop.cart.GoCart.sale'];
  for (const [line, name] of names.entries()) graph.symbol('Function', name, file, line + 1);
  return openGraph(t, graph.build());
}

test('a name is completed in any case, what was typed in its own case first, short before long', (t) => {
  const generation = openNames(t);
  const cases: [string, string[]][] = [
    ['ca', ['cartoon', 'Cart']],
    ['Ca', ['Cart', 'cartoon']],
    ['sa', ['sale', 'save']],
    ['nothing', []],
  ];
  for (const [text, found] of cases) assert.deepEqual(completeName(generation, { text, limit: 10 }), found);
  assert.deepEqual(completeName(generation, { text: '', limit: 2 }).length, 2);
});

test('with a qualifier ends of qualified names are given, which begin with a whole part', (t) => {
  const generation = openNames(t);
  assert.deepEqual(completeName(generation, { text: 'Cart.sa', limit: 10 }), ['Cart.save']);
  assert.deepEqual(completeName(generation, { text: 'shop.cart.c', limit: 10 }).toSorted(), [
    'shop.cart.Cart',
    'shop.cart.Cart.save',
    'shop.cart.cartoon',
  ]);
  assert.deepEqual(completeName(generation, { text: '%.', limit: 10 }), []);
});

test('a qualifier begins where a part begins, in any case, at the last place in a name', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  for (const [row, name] of ['art.x', 'cart.x', 'shop.art.x', 'b.a.b.a.c'].entries())
    graph.symbol('Function', name, file, row + 1);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(completeName(generation, { text: 'Art.', limit: 9 }), ['art.x']);
  assert.deepEqual(completeName(generation, { text: 'b.a.', limit: 9 }), ['b.a.c']);
});
