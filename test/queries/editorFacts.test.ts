import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { countUses, outlineFile } from '../../server/queries/editorFacts.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

/** A class whose method is overridden, called by two functions of one file and by a test. */
function openShapes(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const file = graph.file('shapes.py');
  const other = graph.file('app.py');
  const tests = graph.file('tests/test_shapes.py');
  const shape = graph.symbol('Class', 'shapes.Shape', file, 1, { endLine: 9 });
  const area = graph.symbol('Method', 'shapes.Shape.area', file, 2, { parent: shape });
  graph.symbol('Field', 'shapes.Shape.width', file, 4, { parent: shape });
  const square = graph.symbol('Class', 'shapes.Square', file, 11, { endLine: 19 });
  const squareArea = graph.symbol('Method', 'shapes.Square.area', file, 12, { parent: square });
  const one = graph.symbol('Function', 'app.one', other, 1);
  const two = graph.symbol('Function', 'app.two', other, 5);
  const tested = graph.symbol('Function', 'tests.test_area', tests, 2, { flags: SymbolFlag.test });
  graph
    .edge(square, 'INHERITS', shape, 11)
    .edge(squareArea, 'OVERRIDES', area, 12)
    .call(one, area, 2)
    .call(two, area, 6)
    .call(tested, area, 3);
  return openGraph(t, graph.build());
}

test('the outline of a file is its types and functions, none of an unknown file', (t) => {
  const generation = openShapes(t);
  const { symbols } = outlineFile(generation, { file: 'shapes.py' });
  assert.deepEqual(
    symbols.map(({ name, kind, line }) => `${line} ${kind} ${name}`),
    ['1 Class Shape', '2 Method area', '11 Class Square', '12 Method area'],
  );
  assert.deepEqual(outlineFile(generation, { file: 'nowhere.py' }), { hash: '', symbols: [] });
});

test('callers are those outside of tests, with their files; tests and overriding methods are told apart', (t) => {
  const generation = openShapes(t);
  const [area, ...rest] = countUses(generation, { file: 'shapes.py', lines: [2, 3, 4] });
  assert.deepEqual(rest, []);
  assert.deepEqual(area, {
    name: 'area',
    kind: 'Method',
    qualified_name: 'shapes.Shape.area',
    line: 2,
    callers: 2,
    callerFiles: 1,
    uses: 0,
    tests: 1,
    overriding: ['shapes.Square.area'],
    overridingTotal: 1,
  });
  const [shape] = countUses(generation, { file: 'shapes.py', lines: [1] });
  assert.deepEqual([shape?.callers, shape?.uses, shape?.tests], [0, 1, 1]);
  assert.deepEqual(countUses(generation, { file: 'nowhere.py', lines: [1] }), []);
});
