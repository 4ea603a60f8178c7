import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explore } from '../../server/queries/explore.ts';
import { findEnclosingSymbols, findSkippedFiles, listFiles } from '../../server/queries/files.ts';
import { indexStatus } from '../../server/queries/indexStatus.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph, shopGraph } from '../store/graphBuilder.ts';

function ask(generation: Generation, query: string, names: string[] = [], limit = 3) {
  return explore(generation, { query, names, limit, explored: limit });
}

test('a question is answered with the symbol, who calls it and what it calls', (t) => {
  const { symbols } = ask(openGraph(t, shopGraph()), 'how do I add an item?', [], 1);
  assert.equal(symbols[0]?.qualified_name, 'shop.cart.add_item');
  assert.equal(symbols[0].signature, 'def add_item(cart, item)');
  const told = symbols[0].relations.map(({ relation, total, in_tests, rows }) => [
    relation,
    total,
    in_tests,
    rows.map(({ qualified_name, file, line }) => `${qualified_name} ${file}:${line}`),
  ]);
  assert.deepEqual(told, [
    ['callers', 2, 1, ['shop.app.main shop/app.py:5', 'tests.test_cart.test_add tests/test_cart.py:6']],
    ['callees', 2, 0, ['shop.cart.Cart.save shop/cart.py:25', 'json:dumps shop/cart.py:26']],
  ]);
});

test('names that are given, or written like code in the question, come first', (t) => {
  const generation = openGraph(t, shopGraph());
  const first = (query: string, names: string[]): string | undefined =>
    ask(generation, query, names).symbols[0]?.qualified_name;
  assert.equal(first('how is Draft.save undone', []), 'shop.cart.Draft.save');
  assert.equal(first('item', ['main']), 'shop.app.main');
});

test('a question that is a name is answered by what is called so, and by nothing else', (t) => {
  const generation = openGraph(t, shopGraph());
  const { symbols, others, total } = ask(generation, 'add_item', [], 9);
  assert.deepEqual([symbols.map(({ name }) => name), others.length, total], [['add_item'], 0, 1]);
});

test('a question for one relation is answered by it alone', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const store = graph.symbol('Class', 'a.Store', file, 1);
  const memory = graph.symbol('Class', 'a.MemoryStore', file, 10);
  const reader = graph.symbol('Interface', 'a.Reader', file, 20);
  const open = graph.symbol('Function', 'a.open_store', file, 30);
  graph.edge(memory, 'INHERITS', store, 10).edge(memory, 'IMPLEMENTS', reader, 10);
  graph.call(open, memory, 31).edge(open, 'USES_TYPE', store, 30);
  const generation = openGraph(t, graph.build());
  for (const [query, relation, names] of [
    ['subclasses of Store', 'subclasses', ['a.MemoryStore']],
    ['Which classes inherit from the class Store?', 'subclasses', ['a.MemoryStore']],
    ['types that implement `Reader`', 'implementers', ['a.MemoryStore']],
    ['What does MemoryStore implement?', 'bases', ['a.Reader', 'a.Store']],
    ['who calls MemoryStore?', 'callers', ['a.open_store']],
    ['callees of open_store', 'callees', ['a.MemoryStore']],
    ['where is Store used', 'uses', ['a.open_store']],
    ['callers of Reader', 'callers', []],
  ] as const) {
    const { isRelation, symbols } = ask(generation, query);
    const [asked] = symbols[0]?.relations ?? [];
    const found = asked?.rows.map(({ qualified_name }) => qualified_name);
    assert.deepEqual([isRelation, asked?.relation, found], [true, relation, names], query);
  }
  assert.equal(ask(generation, 'who calls the store when it stops').isRelation, false);
});

test('a misspelt name is answered with near ones, and a word that is like none with nothing', (t) => {
  const generation = openGraph(t, shopGraph());
  const near = ask(generation, 'add_itme');
  assert.deepEqual([near.isNear, near.unknown, near.symbols[0]?.name], [true, ['add_itme'], 'add_item']);
  for (const query of ['xyzzyplugh', 'how does the frobnicator quuxify?', 'zz_top'])
    assert.deepEqual(ask(generation, query).symbols, [], query);
});

test('the status counts files by what became of them, and says why', (t) => {
  const { counts, problems, problems_total } = indexStatus(openGraph(t, shopGraph()), {
    limit: 10,
    offset: 0,
  });
  assert.deepEqual([counts.files, counts.indexed_files, counts.skipped_files], [4, 3, 1]);
  assert.deepEqual(counts.edges_by_tier, { confirmed: 0, exact: 5, inferred: 1, possible: 0 });
  assert.deepEqual(counts.languages, [{ language: 'python', files: 3, lines: 300 }]);
  assert.equal(problems_total, 1);
  assert.deepEqual(problems, [
    {
      file: 'shop/generated.py',
      status: 'skipped',
      reason: 'larger than 1 MB',
      cause: 'left-out',
      line: 0,
    },
  ]);
});

test('skipped files are not searched but are named for what they would have matched', (t) => {
  const generation = openGraph(t, shopGraph());
  assert.deepEqual(listFiles(generation, { file_pattern: 'shop/**' }), ['shop/app.py', 'shop/cart.py']);
  assert.deepEqual(
    findSkippedFiles(generation, { file_pattern: 'gen*' }).map(({ file }) => file),
    ['shop/generated.py'],
  );
});

test('a line belongs to the innermost definition around it', (t) => {
  const places = [4, 20, 60].map((line) => ({ file: 'shop/cart.py', line }));
  const found = findEnclosingSymbols(openGraph(t, shopGraph()), { places });
  assert.deepEqual(
    found.map((symbol) => symbol?.qualified_name),
    ['shop.cart.Cart.save', 'shop.cart.Cart', 'shop.cart'],
  );
});

test('of what is related the code comes first, then tests; what it calls stands in its own file', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('b.py');
  const save = graph.symbol('Function', 'b.save', file, 1, { endLine: 9 });
  const inTest = graph.symbol('Function', 'test_a.run', graph.file('a/test_a.py'), 1);
  const inCode = graph.symbol('Function', 'c.run', graph.file('c.py'), 1);
  const helper = graph.symbol('Function', 'test_a.helper', graph.file('test_z.py'), 3);
  graph.call(inTest, save, 2).call(inCode, save, 4).call(inCode, save, 3).call(save, save, 5);
  graph.call(save, graph.external('json:dumps'), 6).call(save, helper, 7);
  const { symbols } = ask(openGraph(t, graph.build()), 'save');
  assert.deepEqual(
    symbols[0]?.relations.map(({ relation, total, in_tests, rows }) => [relation, total, in_tests, rows]),
    [
      [
        'callers',
        2,
        1,
        [
          { qualified_name: 'c.run', file: 'c.py', line: 3, lines: [3, 4] },
          { qualified_name: 'test_a.run', file: 'a/test_a.py', line: 2 },
        ],
      ],
      [
        'callees',
        2,
        0,
        [
          { qualified_name: 'test_a.helper', file: 'b.py', line: 7 },
          { qualified_name: 'json:dumps', file: 'b.py', line: 6 },
        ],
      ],
    ],
  );
});

test('names that are given are answered up to the limit, unknown ones and qualifiers are named', (t) => {
  const generation = openGraph(t, shopGraph());
  const tell = (query: string, names: string[], limit: number, explored = limit) => {
    const answer = explore(generation, { query, names, limit, explored });
    return [
      answer.symbols.map(({ name }) => name),
      answer.others.map(({ name }) => name),
      answer.total,
      answer.unknown,
    ];
  };
  assert.deepEqual(tell('', ['main', 'add_item'], 9), [['main', 'add_item'], [], 2, []]);
  assert.deepEqual(tell('', ['main', 'add_item'], 9, 1), [['main'], ['add_item'], 2, []]);
  assert.deepEqual(tell('', ['main', 'add_item'], 1), [['main'], [], 2, []]);
  assert.deepEqual(tell('', ['main', 'gone'], 9), [['main'], [], 1, ['gone']]);
  assert.deepEqual(tell('', ['Nowhere.main'], 9), [['main'], [], 1, ['Nowhere']]);
  assert.deepEqual(tell('', [], 9), [[], [], 0, []]);
  assert.deepEqual(tell('', ['save'], 9)[0], ['save', 'save']);
  assert.deepEqual(tell('', ['save'], 1), [['save'], [], 2, []]);
});

test('members are those of a class, in the order of lines, not what is inside of a function', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const type = graph.symbol('Class', 'a.Cart', file, 1, { endLine: 20 });
  const save = graph.symbol('Method', 'a.Cart.save', file, 9, { endLine: 12, parent: type });
  graph.symbol('Method', 'a.Cart.load', file, 5, { parent: type });
  graph.symbol('Function', 'a.Cart.save.inner', file, 10, { parent: save });
  const generation = openGraph(t, graph.build());
  const members = (query: string) => ask(generation, query).symbols[0]?.members.map(({ name }) => name);
  assert.deepEqual(members('Cart'), ['load', 'save']);
  assert.deepEqual(members('Cart.save'), []);
});
