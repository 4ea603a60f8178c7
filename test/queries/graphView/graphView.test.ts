import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SymbolFlag } from '../../../server/graph.ts';
import type {
  AroundQuestion,
  GraphAnswer,
  GraphFilter,
  MapQuestion,
} from '../../../server/protocol/graphView.ts';
import { MAX_GRAPH_NODES } from '../../../server/protocol/graphView.ts';
import type { ChangedSource } from '../../../server/queries/changes.ts';
import { graphAround } from '../../../server/queries/graphView/around.ts';
import { findGraphNodes } from '../../../server/queries/graphView/findNodes.ts';
import { graphImpact } from '../../../server/queries/graphView/impact.ts';
import { graphMap } from '../../../server/queries/graphView/map.ts';
import { graphPaths } from '../../../server/queries/graphView/paths.ts';
import type { Generation } from '../../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../../store/graphBuilder.ts';

const ALL: GraphFilter = { tiers: ['exact', 'inferred'], hiddenKinds: [], hasTests: true };

/** main → checkout → add → save, save is called by a test; add only uses a type; two overloads of `save`. */
function openShop(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const app = graph.file('app/main.py');
  const cart = graph.file('shop/cart/cart.py');
  const prices = graph.file('shop/prices.py');
  const tests = graph.file('tests/test_cart.py');
  const main = graph.symbol('Function', 'app.main.main', app, 1);
  const checkout = graph.symbol('Function', 'app.main.checkout', app, 5);
  const type = graph.symbol('Class', 'shop.cart.Cart', cart, 1, { endLine: 20 });
  const add = graph.symbol('Method', 'shop.cart.Cart.add', cart, 3, { parent: type });
  const save = graph.symbol('Method', 'shop.cart.Cart.save', cart, 8, { parent: type });
  const saveAll = graph.symbol('Method', 'shop.cart.Cart.save', cart, 12, { parent: type });
  const price = graph.symbol('Function', 'shop.prices.price', prices, 1);
  const tested = graph.symbol('Function', 'tests.test_save', tests, 1, { flags: SymbolFlag.test });
  const json = graph.external('json:dumps');
  graph
    .call(main, checkout, 2)
    .call(checkout, add, 6)
    .call(checkout, add, 7, 'returned')
    .edge(checkout, 'USES_TYPE', type, 5)
    .call(add, save, 4, 'self')
    .call(add, price, 5)
    .call(save, json, 9)
    .call(saveAll, json, 13)
    .call(price, add, 2)
    .call(tested, save, 2);
  return openGraph(t, graph.build());
}

function around(generation: Generation, question: Partial<AroundQuestion>): GraphAnswer {
  return graphAround(generation, {
    ...ALL,
    view: 'around',
    roots: ['shop.cart.Cart.add'],
    direction: 'both',
    relations: ['calls'],
    depth: 1,
    opened: {},
    ...question,
  });
}

function map(generation: Generation, question: Partial<MapQuestion>): GraphAnswer {
  return graphMap(generation, { ...ALL, view: 'map', by: 'folder', base: '', opened: {}, ...question });
}

/** `-1 checkout`, nearest first, with what is not shown: `+1/0`. */
function describeNodes({ nodes }: GraphAnswer): string[] {
  return nodes
    .map(({ distance, name, rest: { inbound, outbound } }) => {
      const rest = inbound + outbound > 0 ? ` +${inbound}/${outbound}` : '';
      return `${distance} ${name}${rest}`;
    })
    .sort();
}

function describeEdges({ nodes, edges }: GraphAnswer): string[] {
  const names = new Map(nodes.map(({ key, name }) => [key, name]));
  return edges
    .map(
      ({ source, target, kind, tier, count, line }) =>
        `${names.get(source)} ${kind} ${names.get(target)} ${tier} ${count}× ${line}`,
    )
    .sort();
}

test('around a symbol stand its callers and callees, with all edges among them and what is not shown', (t) => {
  const answer = around(openShop(t), {});
  assert.deepEqual(describeNodes(answer), ['-1 checkout +1/0', '-1 price', '0 add', '1 save +0/1']);
  assert.deepEqual(describeEdges(answer), [
    'add CALLS price exact 1× 5',
    'add CALLS save exact 1× 4',
    'checkout CALLS add exact 2× 6',
    'price CALLS add exact 1× 2',
  ]);
});

test('depth, direction and relations say how far and over what', (t) => {
  const generation = openShop(t);
  assert.deepEqual(describeNodes(around(generation, { direction: 'inbound', depth: 2 })), [
    '-1 checkout',
    '-1 price',
    '-2 main',
    '0 add',
  ]);
  const types = around(generation, { roots: ['app.main.checkout'], relations: ['uses'] });
  assert.deepEqual(describeNodes(types), ['0 checkout', '1 Cart']);
});

test('a rest is opened, and what is closed leads nowhere', (t) => {
  const generation = openShop(t);
  const first = around(generation, { direction: 'outbound' });
  const keyOf = (name: string) => first.nodes.find((node) => node.name === name)!.key;
  const opened = around(generation, { direction: 'outbound', opened: { [keyOf('save')]: 20 } });
  assert.deepEqual(describeNodes(opened), ['0 add', '1 price', '1 save', '2 dumps']);
  const closed = around(generation, { direction: 'outbound', opened: { [keyOf('add')]: -1 } });
  assert.deepEqual(describeNodes(closed), ['0 add +0/2']);
});

test('tests, kinds and tiers can be left out', (t) => {
  const generation = openShop(t);
  const roots = ['shop.cart.Cart.save'];
  const names = (question: Partial<AroundQuestion>) =>
    describeNodes(around(generation, { roots, ...question }));
  assert.ok(names({}).includes('-1 test_save'));
  assert.ok(!names({ hasTests: false }).includes('-1 test_save'));
  assert.ok(names({}).includes('1 dumps'));
  assert.ok(!names({ hiddenKinds: ['External'] }).includes('1 dumps'));
  const inferred = around(generation, { direction: 'inbound', tiers: ['inferred'] });
  assert.deepEqual(describeEdges(inferred), ['checkout CALLS add inferred 1× 7']);
});

test('a key means the same symbol of several with one name, and is told when it is gone', (t) => {
  const generation = openShop(t);
  const { nodes } = around(generation, { roots: ['shop/cart/cart.py:12'], direction: 'outbound' });
  const [second] = nodes;
  assert.ok(second);
  assert.equal(second.line, 12);
  assert.equal(around(generation, { roots: [second.key] }).nodes[0]?.line, 12);
  assert.match(
    around(generation, { roots: [second.key.replace('cart.py', 'gone.py')] }).note,
    /not in the index/,
  );
  assert.match(around(generation, { roots: ['nobodyHasThisName'] }).note, /Nothing is named/);
});

test('a file stands for what it defines', (t) => {
  const answer = around(openShop(t), { roots: ['file\tapp/main.py'], direction: 'outbound' });
  assert.deepEqual(describeNodes(answer), ['0 checkout', '0 main', '1 add +0/2']);
});

test('of many neighbours a picture holds so many, and what somebody opened comes first', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const hub = graph.symbol('Function', 'a.hub', file, 1);
  const other = graph.symbol('Function', 'a.other', file, 2);
  graph.call(hub, other, 1);
  for (let at = 0; at < 300; at += 1) {
    graph.call(graph.symbol('Function', `a.caller${at}`, file, 10 + at), hub, 10 + at);
    graph.call(other, graph.symbol('Function', `a.callee${at}`, file, 400 + at), 2);
  }
  const generation = openGraph(t, graph.build());
  const first = around(generation, { roots: ['a.hub'] });
  const [root] = first.nodes;
  assert.equal(first.nodes.length, 26);
  assert.ok(root);
  assert.equal(root.rest.inbound, 276);
  const otherKey = first.nodes.find(({ name }) => name === 'other')!.key;
  const whole = around(generation, { roots: ['a.hub'], opened: { [root.key]: 200, [otherKey]: 40 } });
  assert.ok(whole.nodes.length > 150 && whole.nodes.length <= MAX_GRAPH_NODES, `${whole.nodes.length}`);
  assert.ok(whole.nodes.filter(({ name }) => name.startsWith('callee')).length >= 40);
});

test('the map shows folders and how they use each other, circles marked', (t) => {
  const generation = openShop(t);
  const answer = map(generation, {});
  assert.deepEqual(
    answer.nodes
      .map(({ name, size, cycle }) => `${name} ${size?.files}/${size?.symbols} ${cycle ?? '-'}`)
      .sort(),
    ['app 1/2 -', 'shop 2/5 -', 'tests 1/1 -'],
  );
  assert.deepEqual(describeEdges(answer), ['app CALLS shop exact 2× 0', 'tests CALLS shop exact 1× 0']);
  const open = map(generation, { opened: { 'folder\tshop': 0 }, hasTests: false });
  assert.deepEqual(open.nodes.map(({ name, kind, cycle }) => `${kind} ${name} ${cycle ?? '-'}`).sort(), [
    'File shop/prices.py 1',
    'Folder app -',
    'Folder shop/cart 1',
  ]);
});

test('the map of a folder shows what is in it, and what lies outside around it', (t) => {
  const answer = map(openShop(t), { base: 'shop' });
  assert.deepEqual(answer.nodes.map(({ name, distance }) => `${distance} ${name}`).sort(), [
    '0 cart',
    '0 prices.py',
    '1 app',
    '1 tests',
  ]);
});

test('paths are the shortest way and those that are hardly longer', (t) => {
  const generation = openShop(t);
  const paths = graphPaths(generation, {
    ...ALL,
    view: 'paths',
    from: 'app.main.main',
    to: 'shop/cart/cart.py:8',
  });
  assert.deepEqual(describeNodes(paths), ['0 main', '1 checkout', '2 add', '3 save']);
  const back = graphPaths(generation, {
    ...ALL,
    view: 'paths',
    from: 'shop.prices.price',
    to: 'app.main.main',
  });
  assert.match(back.note, /other direction/);
  const none = graphPaths(generation, {
    ...ALL,
    view: 'paths',
    from: 'shop.prices.price',
    to: 'tests.test_save',
  });
  assert.equal(none.edges.length, 0);
});

test('the impact of changes is told by distance', (t) => {
  const generation = openShop(t);
  const changed: ChangedSource = {
    path: 'shop/cart/cart.py',
    hash: '',
    symbols: [
      {
        change: 'body',
        kind: 'Method',
        name: 'add',
        qualifiedName: 'shop.cart.Cart.add',
        line: 3,
        isImplicit: false,
      },
    ],
    isTopLevelChanged: false,
    importUses: [],
  };
  const answer = graphImpact(generation, { ...ALL, depth: 3, files: [changed] });
  assert.deepEqual(describeNodes(answer), ['-1 checkout', '-1 price', '-2 main', '0 add']);
  assert.match(graphImpact(generation, { ...ALL, depth: 3, files: [] }).note, /Nothing has changed/);
});

test('symbols are found by words', (t) => {
  const [found] = findGraphNodes(openShop(t), { text: 'checkout', limit: 5 });
  assert.equal(found?.qualifiedName, 'app.main.checkout');
});
