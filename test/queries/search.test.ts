import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { searchGraph, type SearchInput } from '../../server/queries/search.ts';
import { suggestNames } from '../../server/queries/suggest.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph, shopGraph } from '../store/graphBuilder.ts';

function find(generation: Generation, input: Partial<SearchInput>): string[] {
  return searchGraph(generation, { limit: 50, offset: 0, ...input }).hits.map(
    ({ qualified_name }) => qualified_name,
  );
}

function namesGraph(): GraphBuilder {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  for (const [line, name] of [
    'resave',
    'auto_save',
    'SaveAll',
    'save_user',
    'Save',
    'save',
    'other',
  ].entries()) {
    graph.symbol('Function', `a.${name}`, file, line + 1);
  }
  return graph;
}

test('matches are ranked exact, any case, prefix, word, part', (t) => {
  const generation = openGraph(t, namesGraph().build());
  assert.deepEqual(find(generation, { query: 'save' }), [
    'a.save',
    'a.Save',
    'a.SaveAll',
    'a.save_user',
    'a.auto_save',
    'a.resave',
  ]);
});

test('functions without a name are found by no search', (t) => {
  const graph = namesGraph();
  const file = graph.file('b.js', { language: 'javascript' });
  graph.symbol('Function', 'b.saveAllUsers() callback', file, 1, { flags: SymbolFlag.nameless });
  const generation = openGraph(t, graph.build());
  for (const search of [{ query: 'saveAllUsers' }, { query: 'all users' }, { name_pattern: 'callback' }])
    assert.deepEqual(find(generation, { ...search, file_pattern: 'b.js' }), []);
  assert.deepEqual(find(generation, { file_pattern: 'b.js' }), []);
  assert.equal(find(generation, {}).length, 7);
});

test('equal matches are ordered by how often they are called', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const rare = graph.symbol('Method', 'a.A.run', file, 1);
  const popular = graph.symbol('Method', 'a.B.run', file, 2);
  graph.call(rare, popular, 1);
  assert.deepEqual(find(openGraph(t, graph.build()), { query: 'run' }), ['a.B.run', 'a.A.run']);
});

test('camelCase, snake_case and other forms of a word find each other', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  graph.symbol('Function', 'a.get_user', file, 1);
  graph.symbol('Class', 'a.AuthenticationBackend', file, 2);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(find(generation, { query: 'getUser' }), ['a.get_user']);
  assert.deepEqual(find(generation, { query: 'how does it authenticate' }), ['a.AuthenticationBackend']);
});

test('of several words the symbol that covers most of them comes first', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  graph.symbol('Function', 'a.user', file, 1);
  graph.symbol('Function', 'a.user_session', file, 2);
  graph.symbol('Function', 'a.delete_user_session', file, 3);
  const found = find(openGraph(t, graph.build()), { query: 'delete the user session' });
  assert.deepEqual(found, ['a.delete_user_session', 'a.user_session'], 'one word of three is no match');
});

test('kind, path and patterns have to hold together', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(find(generation, { query: 'save', kinds: ['Class'] }), []);
  assert.deepEqual(find(generation, { file_pattern: 'shop/*.py', kinds: ['Function'] }), [
    'shop.cart.add_item',
    'shop.app.main',
  ]);
  assert.deepEqual(find(generation, { name_pattern: '^(add|test)_', file_pattern: 'tests/**' }), [
    'tests.test_cart.test_add',
  ]);
  assert.deepEqual(find(generation, { qn_pattern: 'Draft\\.' }), ['shop.cart.Draft.save']);
  assert.deepEqual(find(generation, { name_pattern: '.*SAVE.*' }), [], 'a pattern keeps its case');
});

test('leaves outside the workspace are found only when asked for', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(find(generation, { query: 'dumps' }), []);
  assert.deepEqual(find(generation, { query: 'dumps', kinds: ['External'] }), ['json:dumps']);
});

test('code nobody calls is what has no inbound edge and no way in from outside', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const used = graph.symbol('Function', 'a.used', file, 1);
  const main = graph.symbol('Function', 'a.main', file, 2);
  graph.symbol('Function', 'a.dead', file, 3);
  graph.symbol('Function', 'a.api', file, 4, { flags: SymbolFlag.exported });
  graph.call(main, used, 2);
  const dead = { direction: 'inbound', max_degree: 0, exclude_entry_points: true } as const;
  assert.deepEqual(find(openGraph(t, graph.build()), dead), ['a.dead']);
});

test('pages are exact: put together they are the whole', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const ids = Array.from({ length: 57 }, (_, row) =>
    graph.symbol('Function', `a.save_${row}`, file, row + 1),
  );
  for (const [row, id] of ids.entries())
    for (let line = 0; line < row % 5; line++) graph.call(ids[0]!, id, line + 1);
  const generation = openGraph(t, graph.build());
  const whole = find(generation, { query: 'save', limit: 500 });
  const pages: string[] = [];
  for (let offset = 0; offset < whole.length; offset += 10) {
    pages.push(...find(generation, { query: 'save', limit: 10, offset }));
  }
  assert.equal(whole.length, 57);
  assert.deepEqual(pages, whole);
});

test('a pattern that would blow up a backtracking engine is answered', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  graph.symbol('Function', `a.${'a'.repeat(5000)}b`, file, 1);
  assert.deepEqual(find(openGraph(t, graph.build()), { name_pattern: '^(a+)+$' }), []);
});

test('an invalid pattern is an error that names the argument', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.throws(() => find(generation, { name_pattern: '(' }), {
    code: 'BAD_PATTERN',
    message: /name_pattern/,
  });
  assert.throws(() => find(generation, { qn_pattern: '(?=a)' }), {
    code: 'BAD_PATTERN',
    message: /qn_pattern/,
  });
});

test('a misspelt name is answered with names that were perhaps meant', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(suggestNames(generation, 'add_itme').slice(0, 1), ['add_item']);
  assert.deepEqual(suggestNames(generation, 'shop.cart.Crat').slice(0, 1), ['Cart']);
});

test('degree is counted in the direction and over the edges that are asked for', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name, row) =>
    graph.symbol('Function', `a.${name}`, file, row + 1),
  ) as [number, number, number, number];
  graph.call(a, b, 1).call(a, c, 1).call(b, c, 2).edge(d, 'REFERENCES', a, 4, 'local');
  const generation = openGraph(t, graph.build());
  const cases: [Partial<SearchInput>, string[]][] = [
    [{ relationship: 'CALLS', direction: 'inbound' }, ['a.c', 'a.b']],
    [{ relationship: 'CALLS', direction: 'outbound' }, ['a.b', 'a.a']],
    [{ relationship: 'CALLS' }, ['a.c', 'a.b', 'a.a']],
    [{ relationship: 'REFERENCES' }, ['a.a', 'a.d']],
    [{ min_degree: 2 }, ['a.c', 'a.b', 'a.a']],
    [{ min_degree: 2, direction: 'inbound' }, ['a.c']],
    [{ max_degree: 0 }, ['a.d']],
    [{ max_degree: 1, direction: 'inbound' }, ['a.b', 'a.a', 'a.d']],
    [{ min_degree: 1, max_degree: 1, direction: 'inbound' }, ['a.b']],
    [{ relationship: 'CALLS', max_degree: 0, direction: 'outbound' }, ['a.c', 'a.d']],
  ];
  for (const [input, found] of cases) assert.deepEqual(find(generation, input), found, JSON.stringify(input));
});

test('a query and a pattern have to hold together, an empty one of either asks for nothing', (t) => {
  const generation = openGraph(t, namesGraph().build());
  assert.deepEqual(find(generation, { query: 'save', name_pattern: '^s' }), ['a.save', 'a.save_user']);
  assert.deepEqual(find(generation, { query: ' ', name_pattern: 'other' }), ['a.other']);
  assert.equal(find(generation, { query: '', name_pattern: '' }).length, 7);
  assert.deepEqual(find(generation, { name_pattern: 'save' }), [
    'a.save',
    'a.save_user',
    'a.auto_save',
    'a.resave',
  ]);
});

test('a query with a qualifier or a place means what it names', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(find(generation, { query: 'Draft.save' }), ['shop.cart.Draft.save']);
  assert.deepEqual(find(generation, { query: 'shop/cart.py:23' }), ['shop.cart.add_item']);
  assert.deepEqual(find(generation, { query: 'how does add_item save' }).slice(0, 1), ['shop.cart.add_item']);
});

test('names that are near are given for one that nothing has, and said to be so', (t) => {
  const generation = openGraph(t, shopGraph());
  const ask = (input: Partial<SearchInput>) => {
    const { hits, isNear, total } = searchGraph(generation, { limit: 9, offset: 0, ...input });
    return [hits.map(({ name }) => name), isNear, total];
  };
  assert.deepEqual(ask({ query: 'add_itme' }), [['add_item'], true, 1]);
  assert.deepEqual(ask({ query: 'add_item' }), [['add_item'], false, 1]);
  assert.deepEqual(ask({ query: 'zzzzzzzz' }), [[], false, 0]);
  assert.deepEqual(ask({ name_pattern: 'add_itme' }), [[], false, 0]);
});

test('hits say how often they are called and call, and who is around them when that is asked for', (t) => {
  const generation = openGraph(t, shopGraph());
  const [hit] = searchGraph(generation, {
    query: 'add_item',
    limit: 1,
    offset: 0,
    include_connected: true,
  }).hits;
  assert.deepEqual([hit?.in_degree, hit?.out_degree], [3, 2]);
  assert.deepEqual(hit?.connected?.toSorted(), [
    'json:dumps',
    'shop.app.main',
    'shop.cart.Cart.save',
    'tests.test_cart.test_add',
  ]);
  const [plain] = searchGraph(generation, { query: 'add_item', limit: 1, offset: 0 }).hits;
  assert.equal(plain?.connected, undefined);
});

test('equal matches in code come before those in tests, and values after what can be called', (t) => {
  const graph = new GraphBuilder();
  const tests = graph.symbol('Method', 'test_a.T.run', graph.file('test_a.py'), 1);
  const file = graph.file('a.py');
  const value = graph.symbol('Variable', 'a.run', file, 2);
  const main = graph.symbol('Function', 'a.main', file, 9);
  graph.symbol('Method', 'a.B.run', file, 5);
  graph.call(main, tests, 9).edge(main, 'CALLS', value, 9, 'local');
  const generation = openGraph(t, graph.build());
  assert.deepEqual(find(generation, { query: 'run' }), ['a.B.run', 'test_a.T.run', 'a.run']);
  assert.deepEqual(find(generation, { query: 'run', limit: 1, offset: 1 }), ['test_a.T.run']);
  assert.deepEqual(find(generation, { query: 'run', limit: 2, offset: 2 }), ['a.run']);
  assert.deepEqual(find(generation, { query: 'run', offset: 3 }), []);
});

test('entry points are exported, decorated, tests, called main or in files of tests', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  graph.symbol('Function', 'a.plain', file, 1);
  graph.symbol('Function', 'a.main', file, 2);
  for (const flag of ['exported', 'decorated', 'test'] as const)
    graph.symbol('Function', `a.${flag}`, file, 3, { flags: SymbolFlag[flag] });
  graph.symbol('Function', 'test_b.helper', graph.file('test_b.py'), 1);
  assert.deepEqual(find(openGraph(t, graph.build()), { exclude_entry_points: true }), ['a.plain']);
});
