import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explore } from '../../server/queries/explore.ts';
import { findEnclosingSymbols, findSkippedFiles, listFiles } from '../../server/queries/files.ts';
import { indexStatus } from '../../server/queries/indexStatus.ts';
import { openGraph, shopGraph } from '../store/graphBuilder.ts';

test('a question is answered with the symbol, who calls it, what it calls and its file', (t) => {
  const generation = openGraph(t, shopGraph());
  const { symbols, files } = explore(generation, { query: 'how do I add an item?', names: [], limit: 1 });
  assert.equal(symbols[0]?.qualified_name, 'shop.cart.add_item');
  assert.equal(symbols[0].signature, 'def add_item(cart, item)');
  assert.deepEqual(
    symbols[0].callers.map(({ qualified_name, line }) => [qualified_name, line]),
    [
      ['shop.app.main', 5],
      ['tests.test_cart.test_add', 6],
    ],
  );
  assert.deepEqual(
    symbols[0].callees.map(({ qualified_name, file, line }) => [qualified_name, file, line]),
    [
      ['shop.cart.Cart.save', 'shop/cart.py', 25],
      ['json:dumps', 'shop/cart.py', 26],
    ],
  );
  assert.deepEqual(
    files[0]?.outline.map(({ name }) => name),
    ['Cart', 'add_item', 'Draft'],
  );
});

test('names that are given, or written like code in the question, come first', (t) => {
  const generation = openGraph(t, shopGraph());
  const first = (query: string, names: string[]): string | undefined =>
    explore(generation, { query, names, limit: 3 }).symbols[0]?.qualified_name;
  assert.equal(first('what calls Draft.save', []), 'shop.cart.Draft.save');
  assert.equal(first('item', ['main']), 'shop.app.main');
});

test('the status counts files by what became of them, and says why', (t) => {
  const { counts, problems, problems_total } = indexStatus(openGraph(t, shopGraph()), {
    limit: 10,
    offset: 0,
  });
  assert.deepEqual([counts.files, counts.indexed_files, counts.skipped_files], [4, 3, 1]);
  assert.deepEqual(counts.edges_by_tier, { exact: 5, inferred: 1, possible: 0 });
  assert.deepEqual(counts.languages, [{ language: 'python', files: 3, lines: 300 }]);
  assert.equal(problems_total, 1);
  assert.deepEqual(problems, [{ file: 'shop/generated.py', status: 'skipped', reason: 'larger than 1 MB' }]);
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
