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
      ['items.add', 2],
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

test('files are starting points where they are imported one by one, a few of them, those that act first', (t) => {
  const graph = new GraphBuilder();
  const base = graph.file('base.py');
  const module = graph.symbol('Module', 'base', base, 1);
  const setUp = graph.symbol('Function', 'base.set_up', base, 2);
  for (const [file, language] of [
    ...['a', 'b', 'c', 'd', 'e', 'f', 'script'].map((name) => [`${name}.py`, 'python'] as const),
    ['tool.go', 'go'] as const,
  ]) {
    const alone = graph.symbol('Module', file, graph.file(file, { language }), 1);
    graph.edge(alone, 'IMPORTS', module, 1, 'import');
    if (file === 'script.py') graph.call(alone, setUp, 2);
  }
  const told = describe(openGraph(t, graph.build())).entry_points.map(({ file }) => file);
  assert.deepEqual(told, ['script.py', 'a.py', 'b.py', 'c.py', 'd.py']);
});

test('what is called most is counted without tests, and without what only one function can call', (t) => {
  const graph = shop();
  const file = graph.file('src/shop/nested.py');
  const outer = graph.symbol('Function', 'nested.outer', file, 1);
  const inner = graph.symbol('Function', 'nested.outer.inner', file, 2, { parent: outer });
  for (let line = 3; line < 9; line++)
    graph.call(graph.symbol('Function', `nested.f${line}`, file, line), inner, line);
  const { hotspots } = describe(openGraph(t, graph.build()));
  assert.deepEqual(
    hotspots.map(({ qualified_name, callers }) => [qualified_name, callers]),
    [
      ['items.add', 2],
      ['items.drop', 1],
    ],
  );
});

test('a file that only hands on is told by what the files export that it imports', (t) => {
  const graph = new GraphBuilder();
  const index = graph.file('src/index.ts', { language: 'typescript' });
  const cart = graph.file('src/cart.ts', { language: 'typescript' });
  const indexModule = graph.symbol('Module', 'src.index', index, 1);
  const module = graph.symbol('Module', 'src.cart', cart, 1);
  const exported = { parent: module, flags: SymbolFlag.exported };
  graph.symbol('Function', 'src.cart.drop', cart, 2, exported);
  const add = graph.symbol('Function', 'src.cart.add', cart, 3, exported);
  graph.symbol('Function', 'src.cart.hidden', cart, 4, { parent: module });
  graph.edge(indexModule, 'IMPORTS', module, 1, 'import').call(module, add, 5);
  const manifests = JSON.stringify([read('package.json', { name: 'shop', main: 'src/index.ts' })]);
  assert.deepEqual(describe(openGraph(t, graph.build(), { manifests })).api, [
    { file: 'src/index.ts', total: 2, names: ['add', 'drop'], from: 1 },
  ]);
});

const libraryOf = (manifest: unknown) => read('p/package.json', manifest)?.library;

test('a package that names no entry gives its index, a program or a private one nothing', () => {
  assert.deepEqual(libraryOf({ name: 'shop' }), ['p/index.js']);
  assert.deepEqual(libraryOf({ name: 'shop', bin: 'cli.js' }), []);
  assert.deepEqual(libraryOf({ name: 'shop', private: true }), []);
  assert.deepEqual(libraryOf({ scripts: {} }), []);
});

test('a folder is told by a file that lies in it, not by one below', (t) => {
  const graph = new GraphBuilder();
  for (const [path, doc] of [
    ['rpc/server/json/index.ts', 'Speaks JSON.'],
    ['rpc/index.ts', 'Calls from afar.'],
  ] as const)
    graph.symbol('Module', path, graph.file(path, { language: 'typescript' }), 1, { doc });
  const { notes } = describe(openGraph(t, graph.build()));
  assert.deepEqual(Object.fromEntries(notes.map(({ folder, about }) => [folder, about])), {
    rpc: 'Calls from afar.',
    'rpc/server': '',
  });
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
  assert.deepEqual(found.api, [{ file: 'a/src/cart.ts', total: 1, names: ['addItem'], from: 0 }]);
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

/** A file in each place, with a main that calls the next one's. */
function places(paths: readonly string[]): GraphBuilder {
  const graph = new GraphBuilder();
  const mains = paths.map((path) =>
    graph.symbol('Function', `${path}.main`, graph.file(path), 1, { name: 'main' }),
  );
  for (const [at, main] of mains.slice(1).entries()) graph.call(mains[at]!, main, 2);
  return graph;
}

test('beginnings of the program come before those of its examples, as many as are wanted', (t) => {
  const generation = openGraph(t, places(['examples/a.py', 'scripts/b.py', 'src/c.py']).build());
  const files = (limit: number) => describe(generation, { limit }).entry_points.map(({ file }) => file);
  assert.deepEqual(files(10), ['src/c.py', 'examples/a.py', 'scripts/b.py']);
  assert.deepEqual(files(1), ['src/c.py']);
});

test('main is one at the top of a file, not a method of that name', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const parent = graph.symbol('Class', 'a.A', file, 1, { endLine: 9 });
  graph.symbol('Method', 'a.A.main', file, 2, { parent });
  graph.symbol('Function', 'a.A.main', file, 3, { parent });
  graph.symbol('Function', 'a.main', file, 12, {
    parent: graph.symbol('Module', 'a', file, 1, { endLine: 20 }),
  });
  assert.deepEqual(
    describe(openGraph(t, graph.build())).entry_points.map(({ line }) => line),
    [12],
  );
});

test('a file in which something begins is told once, and functions with a main are no set-ups besides', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('b/cli.ts', { language: 'typescript' });
  const module = graph.symbol('Module', 'b.cli', file, 1, { endLine: 20 });
  const lib = graph.symbol('Module', 'b.lib', graph.file('b/lib.ts', { language: 'typescript' }), 1);
  const main = graph.symbol('Function', 'b.cli.main', file, 2, { parent: module });
  const parse = graph.external('node:util:parseArgs');
  graph.edge(module, 'IMPORTS', lib, 1).call(main, parse, 3, 'package');
  const tests = graph.symbol('Function', 'test.run', graph.file('test/run.test.ts'), 1);
  graph.call(tests, parse, 1, 'package');
  assert.deepEqual(
    describe(openGraph(t, graph.build())).entry_points.map(({ qualified_name, why }) => [
      qualified_name,
      why,
    ]),
    [['b.cli.main', 'called from outside']],
  );
});

test('what many things are called is not ranked, one less is', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const caller = graph.symbol('Function', 'a.start', file, 1);
  for (const [name, count] of [
    ['often', 6],
    ['seldom', 5],
  ] as const)
    for (let row = 0; row < count; row++) {
      const id = graph.symbol('Method', `a.C${row}.${name}`, file, 10 + row);
      if (row === 0) graph.call(caller, id, 2);
    }
  assert.deepEqual(
    describe(openGraph(t, graph.build())).hotspots.map(({ name }) => name),
    ['seldom'],
  );
});

test('packages are told by their uses, then by name, those that come with the language and uses in tests aside', (t) => {
  const graph = new GraphBuilder();
  const run = graph.symbol('Function', 'a.run', graph.file('a.py'), 1);
  const tests = graph.symbol('Function', 'test_a.run', graph.file('test_a.py'), 1);
  const [b, a, often] = [graph.external('b:x'), graph.external('a:x'), graph.external('often:x')];
  const builtin = graph.external('builtins:len');
  graph.call(run, b, 1, 'package').call(run, a, 2, 'package').call(run, often, 3, 'package');
  graph.call(run, often, 4, 'package').call(run, builtin, 5, 'builtin');
  graph.call(tests, graph.external('pytest:raises'), 1, 'package').call(tests, b, 2, 'package');
  assert.deepEqual(
    describe(openGraph(t, graph.build())).dependencies.map((one) => `${one.package} ${one.uses}`),
    ['often 2', 'a 1', 'b 1'],
  );
});

test('folders use those that they call or import most, three at most; open names come before private ones', (t) => {
  const graph = new GraphBuilder();
  const run = graph.symbol('Function', 'app.run', graph.file('app/run.py'), 1);
  for (const [folder, calls] of [
    ['b', 2],
    ['a', 2],
    ['c', 3],
    ['d', 1],
  ] as const) {
    const file = graph.file(`${folder}/x.py`);
    const target = graph.symbol('Function', `${folder}.${folder === 'd' ? '_hidden' : 'open'}`, file, 1);
    const hidden = graph.symbol('Function', `${folder}._inner`, file, 2);
    for (let line = 0; line < calls; line++) graph.call(run, target, line + 1);
    graph.call(target, hidden, 1);
  }
  const { notes } = describe(openGraph(t, graph.build()));
  const note = (folder: string) => notes.find((one) => one.folder === folder);
  assert.deepEqual(note('app')?.uses, ['c', 'a', 'b']);
  assert.deepEqual([note('a')?.uses, note('a')?.best_known], [[], ['open']]);
  assert.deepEqual(note('d')?.best_known, ['_hidden', '_inner']);
});

test('tests are run as manifests say, else as the language of the tests does, each command once', (t) => {
  const tests = (manifest: unknown, ...paths: string[]) => {
    const graph = new GraphBuilder();
    for (const path of paths) graph.file(path, { language: path.endsWith('.go') ? 'go' : 'python' });
    const manifests = JSON.stringify([manifest ? read('package.json', manifest) : undefined].filter(Boolean));
    return describe(openGraph(t, graph.build(), { manifests })).tests;
  };
  assert.deepEqual(tests(undefined, 'a.py', 'test_a.py', 'test_b.py'), ['python -m pytest']);
  assert.deepEqual(tests(undefined, 'a.py'), []);
  assert.deepEqual(tests({ scripts: { test: 'x' } }, 'a.go', 'a_test.go'), ['npm test', 'go test ./...']);
});

test('of what a manifest gives to others the sources are told, where there are some', (t) => {
  const graph = new GraphBuilder();
  const add = (path: string) => {
    const file = graph.file(path, { language: 'typescript' });
    const parent = graph.symbol('Module', path, file, 1);
    graph.symbol('Function', `${path}.open`, file, 2, { parent, flags: SymbolFlag.exported });
  };
  for (const path of ['p/deep/cart.ts', 'q/src/cart.ts', 'p/src/cart.ts', 'p/main.ts', 'p/src/other.ts'])
    add(path);
  const manifests = JSON.stringify([
    read('p/package.json', {
      name: 'p',
      exports: { '.': './dist/cart.js', './cart': './lib/cart.js', './m': './main.ts' },
    }),
  ]);
  assert.deepEqual(
    describe(openGraph(t, graph.build(), { manifests })).api.map(({ file }) => file),
    ['p/src/cart.ts', 'p/main.ts'],
  );
});

test('packages need those of the workspace, not themselves, and only with a name', (t) => {
  const manifests = JSON.stringify([
    read('a/package.json', { name: 'a', dependencies: { a: '1', b: '1', c: '1' } }),
    read('b/package.json', { name: 'b', dependencies: { c: '1' } }),
    read('x/package.json', { dependencies: { b: '1' } }),
  ]);
  const found = describe(openGraph(t, new GraphBuilder().build(), { manifests }));
  assert.deepEqual(found.needs, [{ package: 'a', needs: ['b'] }]);
});

test('sizes and boundaries of equal weight come by name', (t) => {
  const generation = openGraph(t, places(['b/x.py', 'a/x.py', 'b/y.py', 'a/y.py']).build());
  const { folders, boundaries } = describe(generation);
  assert.deepEqual(
    folders.map(({ folder }) => folder),
    ['a', 'b'],
  );
  assert.deepEqual(boundaries, [
    { from: 'b', to: 'a', calls: 2 },
    { from: 'a', to: 'b', calls: 1 },
  ]);
});

test('another question, or another part, is answered anew', (t) => {
  const generation = openGraph(t, shop().build());
  const first = describe(generation);
  assert.equal(describe(generation), first);
  assert.equal(describe(generation, { path: 'src' }).files, 2);
  assert.equal(describe(generation, { path: 'run.py' }).files, 1);
  assert.deepEqual(describe(generation), first);
});
