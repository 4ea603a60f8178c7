import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { readManifest } from '../../server/languages/manifests.ts';
import { describeArchitecture, type ArchitectureInput } from '../../server/queries/architecture.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

function describe(generation: Generation, input: Partial<ArchitectureInput> = {}) {
  return describeArchitecture(generation, { path: '', limit: 10, withBoundaries: true, ...input });
}

/** `run.py` starts all; `src/shop/cart/items.py` is called by everybody; a test has a main of its own. */
function shop(): GraphBuilder {
  const graph = new GraphBuilder();
  const run = graph.file('run.py', { lines: 10 });
  const api = graph.file('src/shop/api.go', { language: 'go', lines: 20 });
  const items = graph.file('src/shop/cart/items.py', { lines: 30 });
  const tests = graph.file('tests/test_items.py', { lines: 40 });
  graph.file('src/big.py', { status: 'skipped', lines: 999 });
  const runModule = graph.symbol('Module', 'run', run, 1);
  const main = graph.symbol('Function', 'run.main', run, 2);
  const itemsModule = graph.symbol('Module', 'items', items, 1);
  const add = graph.symbol('Function', 'items.add', items, 2);
  const drop = graph.symbol('Function', 'items.drop', items, 3);
  const serve = graph.symbol('Function', 'api.serve', api, 2, { flags: SymbolFlag.implicit });
  const testMain = graph.symbol('Function', 'test_items.main', tests, 2);
  const [dumps, loads] = [graph.external('json:dumps'), graph.external('json:loads')];
  graph.edge(runModule, 'IMPORTS', itemsModule, 1, 'import');
  graph.call(main, add, 3).call(main, add, 4).call(main, drop, 5).call(serve, add, 6).call(testMain, add, 7);
  graph.call(add, dumps, 8, 'package').call(drop, loads, 9, 'package').call(main, dumps, 9, 'package');
  return graph;
}

test('folders are told to a depth of two with what is below them, the largest first', (t) => {
  const generation = openGraph(t, shop().build());
  const { files, lines, languages, folders } = describe(generation);
  assert.deepEqual([files, lines], [4, 100]);
  assert.deepEqual(
    languages.map(({ language, files: number }) => [language, number]),
    [
      ['python', 3],
      ['go', 1],
    ],
  );
  assert.deepEqual(
    folders.map((row) => [row.folder, row.files, row.lines, row.symbols]),
    [
      ['src/shop', 2, 50, 4],
      ['tests', 1, 40, 1],
      ['.', 1, 10, 2],
    ],
  );
});

test('a part of the workspace is looked at as if it were all, by whole names of folders', (t) => {
  const graph = shop();
  graph.file('src/shopping/other.py');
  const { folders, hotspots, dependencies } = describe(openGraph(t, graph.build()), { path: 'src/shop' });
  assert.deepEqual(
    folders.map(({ folder, files }) => [folder, files]),
    [
      ['src/shop/cart', 1],
      ['src/shop', 1],
    ],
  );
  assert.deepEqual(
    hotspots.map(({ qualified_name, callers }) => [qualified_name, callers]),
    [
      ['items.add', 3],
      ['items.drop', 1],
    ],
  );
  assert.deepEqual(dependencies, [{ package: 'json', symbols: 2, uses: 2 }]);
});

test('it starts at main, at what the language calls, and at files that nothing imports; never in tests', (t) => {
  const { entry_points } = describe(openGraph(t, shop().build()));
  assert.deepEqual(
    entry_points.map(({ qualified_name, why }) => [qualified_name, why]),
    [
      ['run.main', 'called from outside'],
      ['api.serve', 'called from outside'],
    ],
  );
});

const read = (path: string, manifest: unknown) => readManifest(path, JSON.stringify(manifest));

test('what manifests say, the exported API and what folders hold and use are told', (t) => {
  const graph = new GraphBuilder();
  const cart = graph.file('a/src/cart.ts', { language: 'typescript' });
  const copy = graph.file('a/dist/cart.js', { language: 'javascript' });
  const cli = graph.file('b/cli.ts', { language: 'typescript' });
  const module = graph.symbol('Module', 'a.src.cart', cart, 1, { doc: 'Carts and what is in them.' });
  const add = graph.symbol('Function', 'a.src.cart.addItem', cart, 2, {
    parent: module,
    flags: SymbolFlag.exported,
  });
  graph.symbol('Function', 'a.dist.cart.addItem', copy, 1, { flags: SymbolFlag.exported });
  const run = graph.symbol('Function', 'b.cli.run', cli, 1);
  const parse = graph.external('node:util:parseArgs');
  graph.call(run, add, 2, 'import').call(run, parse, 1, 'package');
  const manifests = JSON.stringify([
    read('a/package.json', { name: '@shop/cart', main: 'dist/cart.js', scripts: { test: 'node --test' } }),
    read('b/package.json', { name: 'shop', bin: 'cli.js', dependencies: { '@shop/cart': '1', zod: '1' } }),
  ]);
  const found = describe(openGraph(t, graph.build(), { manifests }));
  assert.deepEqual(found.commands, [{ name: 'shop', target: 'b/cli.js' }]);
  assert.deepEqual(found.tests, ['npm test (in a)']);
  assert.deepEqual(found.needs, [{ package: 'shop', needs: ['@shop/cart'] }]);
  assert.deepEqual(found.api, [{ file: 'a/src/cart.ts', total: 1, names: ['addItem'] }]);
  assert.deepEqual(
    found.entry_points.map(({ name, why }) => [name, why]),
    [['run', 'reads the command line']],
  );
  const notes = found.notes.map(({ folder, about, best_known, uses }) => [folder, about, best_known, uses]);
  assert.deepEqual(
    notes.find(([folder]) => folder === 'b'),
    ['b', '', [], ['a/src']],
  );
  assert.deepEqual(
    notes.find(([folder]) => folder === 'a/src'),
    ['a/src', '', ['addItem'], []],
  );
});

test('calls between folders are counted by site, calls within one are none', (t) => {
  const generation = openGraph(t, shop().build());
  assert.deepEqual(describe(generation).boundaries, [
    { from: '.', to: 'src/shop', calls: 3 },
    { from: 'tests', to: 'src/shop', calls: 1 },
  ]);
  assert.deepEqual(describe(generation, { withBoundaries: false }).boundaries, []);
  const deeper = describe(generation, { path: 'src' }).boundaries;
  assert.deepEqual(deeper, [{ from: 'src/shop', to: 'src/shop/cart', calls: 1 }]);
});
