import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readManifest } from '../../server/languages/manifests.ts';
import { explore } from '../../server/queries/explore.ts';
import { searchGraph } from '../../server/queries/search.ts';
import { trace } from '../../server/queries/trace.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

const manifest = (value: unknown) => readManifest('package.json', JSON.stringify(value));

test('a manifest names what can be run, what others import, how it is tested and where its output lies', () => {
  const found = manifest({
    name: '@shop/cart',
    bin: './bin/cart.js',
    main: './dist/cjs/index.js',
    exports: { '.': { import: './dist/esm/index.js', types: './types/index.d.ts' } },
    files: ['dist', 'src', '!dist/**/*.map'],
    scripts: { test: 'node --test', 'test:watch': 'x', 'test:types': 'tsc', build: 'tsc' },
    dependencies: { '@shop/money': '1' },
  });
  assert.deepEqual(found?.commands, [{ name: 'cart', target: 'bin/cart.js' }]);
  assert.deepEqual(found.library, ['dist/cjs/index.js', 'dist/esm/index.js', 'types/index.d.ts']);
  assert.deepEqual(found.tests, ['npm test', 'npm run test:types']);
  assert.deepEqual(found.dependsOn, ['@shop/money']);
  assert.deepEqual(found.outputs, ['dist', 'types', 'bin']);
  const options = readManifest(
    'packages/a/tsconfig.build.json',
    '{"compilerOptions": {"outDir": "../../out/a"}}',
  );
  assert.deepEqual(options?.outputs, ['out/a']);
  assert.equal(manifest({ scripts: { test: 'echo "Error: no test specified"' } })?.tests.length, 0);
});

test('the packaging files of Python and Go name commands, packages and what they need', () => {
  const python = readManifest(
    'pyproject.toml',
    '[project]\nname = "shop"\ndependencies = ["flask>=2", "click"]\n[project.scripts]\nshop = "shop.cli:main"\n[tool.pytest.ini_options]\nx = 1\n',
  );
  assert.deepEqual(python?.commands, [{ name: 'shop', target: 'shop.cli:main' }]);
  assert.deepEqual(
    [python.name, python.dependsOn, python.tests],
    ['shop', ['flask', 'click'], ['python -m pytest']],
  );
  const setup = readManifest(
    'setup.py',
    'setup(name="shop", entry_points={"console_scripts": ["shop = shop.cli:main"]})',
  );
  assert.deepEqual(setup?.commands, [{ name: 'shop', target: 'shop.cli:main' }]);
  const go = readManifest(
    'go.mod',
    'module example.com/shop\n\nrequire (\n\tgolang.org/x/net v0.1.0\n\tgolang.org/x/sys v0.1.0 // indirect\n)\n',
  );
  assert.deepEqual([go?.name, go?.dependsOn], ['example.com/shop', ['golang.org/x/net']]);
  assert.equal(readManifest('Makefile', 'test:'), undefined);
});

/** `src/cart.ts` and what two builds made of it; `lib` is published, and has sources of its own. */
function builtGraph(): GraphBuilder {
  const graph = new GraphBuilder();
  const add = ['src/cart.ts', 'dist/esm/cart.js', 'dist/cjs/cart.js', 'dist/cart.d.ts'].map((path) =>
    graph.symbol('Function', `${path.replaceAll(/\.|\//g, '_')}.addItem`, graph.file(path), 1, {
      name: 'addItem',
    }),
  );
  const pay = ['src/pay.ts', 'dist/esm/pay.js', 'dist/cjs/pay.js'].map((path) =>
    graph.symbol('Function', `${path.replaceAll(/\.|\//g, '_')}.pay`, graph.file(path), 1, { name: 'pay' }),
  );
  graph.symbol('Function', 'lib_money.addMoney', graph.file('lib/money.js'), 1, { name: 'addMoney' });
  for (const [at, from] of pay.entries()) graph.call(from, add[at]!, 2).call(from, add[0]!, 3);
  return graph;
}

test('built copies are left out beside their source, and counted', (t) => {
  const manifests = JSON.stringify([manifest({ main: 'dist/cjs/cart.js', files: ['dist', 'lib', 'src'] })]);
  const generation = openGraph(t, builtGraph().build(), { manifests });
  const { total, hits } = searchGraph(generation, { query: 'add', limit: 9, offset: 0 });
  assert.deepEqual(
    [total, hits.map(({ file, copies }) => [file, copies])],
    [
      2,
      [
        ['src/cart.ts', 3],
        ['lib/money.js', undefined],
      ],
    ],
  );
  const answer = explore(generation, { query: 'addItem', names: [], limit: 5, explored: 5 });
  assert.deepEqual(
    answer.symbols.map(({ file, copies }) => [file, copies]),
    [['src/cart.ts', 3]],
  );
  const [callers] = answer.symbols[0]!.relations;
  assert.deepEqual([callers?.total, callers?.in_copies, callers?.rows[0]?.file], [3, 2, 'src/pay.ts']);
  const callersOf = (symbol: string) => {
    const { rows, hidden_copies } = trace(generation, {
      symbol,
      direction: 'inbound',
      depth: 1,
      kinds: ['CALLS'],
      tiers: ['exact', 'inferred'],
      include_tests: true,
      limit: 9,
      offset: 0,
    });
    return [rows.map(({ file }) => file), hidden_copies];
  };
  assert.deepEqual(callersOf('src/cart.ts:1'), [['src/pay.ts'], 2]);
  assert.deepEqual(callersOf('dist/esm/cart.js:1'), [['dist/esm/pay.js'], 0]);
});

test('without a manifest that says so nothing is a copy', (t) => {
  const generation = openGraph(t, builtGraph().build());
  assert.equal(searchGraph(generation, { query: 'addItem', limit: 9, offset: 0 }).total, 4);
});
