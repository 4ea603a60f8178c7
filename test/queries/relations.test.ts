import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { findClaims } from '../../server/queries/claims.ts';
import { findEdgesBetween } from '../../server/queries/edgesBetween.ts';
import { findPath } from '../../server/queries/pathBetween.ts';
import { findRelatives } from '../../server/queries/relatives.ts';
import { findRenameScope } from '../../server/queries/renameScope.ts';
import { trace } from '../../server/queries/trace.ts';
import { resolveAsked } from '../../server/queries/asked.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

/** Shape ← Square ← Tile, all with area; total calls Shape.area; main calls total and makes a Tile. */
function openShapes(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const file = graph.file('shapes.py');
  const classOf = (name: string, line: number) => {
    const id = graph.symbol('Class', `shapes.${name}`, file, line, { endLine: line + 5 });
    const area = graph.symbol('Method', `shapes.${name}.area`, file, line + 1, { parent: id });
    return { id, area };
  };
  const [shape, square, tile] = [classOf('Shape', 10), classOf('Square', 20), classOf('Tile', 30)];
  const total = graph.symbol('Function', 'shapes.total', file, 40, { endLine: 42 });
  const main = graph.symbol('Function', 'shapes.main', file, 50, { endLine: 52 });
  graph
    .edge(square.id, 'INHERITS', shape.id, 20, 'local')
    .edge(tile.id, 'INHERITS', square.id, 30, 'local')
    .edge(square.area, 'OVERRIDES', shape.area, 0, 'inherited')
    .edge(tile.area, 'OVERRIDES', square.area, 0, 'inherited')
    .edge(shape.id, 'INHERITS', graph.external('abc:ABC'), 10, 'import')
    .edge(main, 'CALLS', tile.id, 51, 'local')
    .call(total, shape.area, 41, 'annotation')
    .call(main, total, 52)
    .unresolved(main, 'area', 51);
  return openGraph(t, graph.build());
}

function idsOf(generation: Generation, symbol: string): readonly number[] {
  return resolveAsked(generation, { symbol }).ids;
}

test('a hierarchy is told upward and downward by distance', (t) => {
  const generation = openShapes(t);
  const tell = (symbol: string, direction: 'inbound' | 'outbound' | 'both', depth = 15) =>
    findRelatives(generation, {
      ids: idsOf(generation, symbol),
      relation: 'hierarchy',
      direction,
      depth,
    }).map(({ role, hop, qualified_name }) => `${role} ${hop} ${qualified_name}`);
  assert.deepEqual(tell('Square', 'both'), [
    'base 1 shapes.Shape',
    'base 2 abc:ABC',
    'subclass 1 shapes.Tile',
  ]);
  assert.deepEqual(tell('Shape', 'inbound'), ['subclass 1 shapes.Square', 'subclass 2 shapes.Tile']);
  assert.deepEqual(tell('Shape', 'inbound', 1), ['subclass 1 shapes.Square']);
});

test('overriding methods are told for a method and for a class with members', (t) => {
  const generation = openShapes(t);
  const tell = (symbol: string) =>
    findRelatives(generation, {
      ids: idsOf(generation, symbol),
      relation: 'overrides',
      direction: 'both',
      depth: 15,
    }).map(({ role, qualified_name }) => `${role} ${qualified_name}`);
  const wanted = ['overrides shapes.Shape.area', 'overridden by shapes.Tile.area'];
  assert.deepEqual(tell('Square.area'), wanted);
  assert.deepEqual(tell('Square'), wanted);
});

test('a path goes over calls and dispatch, then backward, then over names alone, then over uses', (t) => {
  const generation = openShapes(t);
  const tell = (from: string, to: string, depth = 15) => {
    const input = { from: idsOf(generation, from), to: idsOf(generation, to), depth };
    const { steps, isReversed } = findPath(generation, input);
    const names = steps.map(({ symbol, step }) => {
      const how = step ? `${step.kind}${step.tier === 'possible' ? '?' : ''} ` : '';
      return `${how}${symbol.qualified_name}`;
    });
    return [...(isReversed ? ['reversed'] : []), ...names];
  };
  assert.deepEqual(tell('main', 'Tile.area'), [
    'shapes.main',
    'calls shapes.total',
    'calls shapes.Shape.area',
    'dispatch shapes.Square.area',
    'dispatch shapes.Tile.area',
  ]);
  assert.deepEqual(tell('total', 'main'), ['reversed', 'shapes.main', 'calls shapes.total']);
  assert.deepEqual(tell('Tile', 'Shape'), ['shapes.Tile', 'uses shapes.Square', 'uses shapes.Shape']);
  assert.deepEqual(tell('main', 'Tile.area', 2), ['shapes.main', 'calls? shapes.Tile.area']);
  assert.deepEqual(tell('main', 'Shape', 3), [
    'shapes.main',
    'calls shapes.Tile',
    'uses shapes.Square',
    'uses shapes.Shape',
  ]);
  assert.deepEqual(tell('Square.area', 'total', 1), []);
});

test('edges between two symbols say why they are there', (t) => {
  const generation = openShapes(t);
  const tell = (from: string, to: string) =>
    findEdgesBetween(generation, { from: idsOf(generation, from), to: idsOf(generation, to) }).map(
      ({ kind, line, tier, reason }) => `${kind} ${line} ${tier} ${reason}`,
    );
  assert.deepEqual(tell('total', 'Shape.area'), ['CALLS 41 inferred annotation']);
  assert.deepEqual(tell('Square', 'Shape'), ['INHERITS 20 exact local']);
  assert.deepEqual(tell('main', 'Shape.area'), []);
});

test('a member is renamed with those of its lineage, and a name that one of them has is taken', (t) => {
  const generation = openShapes(t);
  const scope = findRenameScope(generation, {
    ids: idsOf(generation, 'Square.area'),
    new_name: 'area',
  });
  assert.deepEqual(scope.family.map(({ qualified_name }) => qualified_name).sort(), [
    'shapes.Shape.area',
    'shapes.Tile.area',
  ]);
  assert.deepEqual(scope.outside_bases, ['abc:ABC']);
  assert.equal(scope.conflicts.length, 3);
  const alone = findRenameScope(generation, { ids: idsOf(generation, 'total'), new_name: 'main' });
  assert.deepEqual([alone.family, alone.is_member], [[], false]);
});

test('the graph claims definitions, edges, unresolved calls and members of the object around a place', (t) => {
  const generation = openShapes(t);
  const { owners, claims } = findClaims(generation, {
    name: 'area',
    asked: idsOf(generation, 'Square.area'),
    files: ['shapes.py'],
    importing: [],
    own: [
      { file: 'shapes.py', line: 32 },
      { file: 'shapes.py', line: 60 },
    ],
    from: [],
  });
  const tell = claims.map(
    ({ line, role, owner }) => `${line} ${role} ${owners[owner]?.qualified_name ?? 'nobody'}`,
  );
  assert.deepEqual(tell.sort(), [
    '11 definition shapes.Shape.area',
    '21 definition shapes.Square.area',
    '31 definition shapes.Tile.area',
    '32 own shapes.Tile.area',
    '41 call shapes.Shape.area',
    '51 unresolved nobody',
  ]);
  assert.deepEqual(
    owners.filter(({ isAsked }) => isAsked).map(({ qualified_name }) => qualified_name),
    ['shapes.Square.area'],
  );
});

test('a way over more than three steps that need not run is no way', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('chain.py');
  const links = [1, 2, 3, 4, 5].map((at) => graph.symbol('Function', `chain.f${at}`, file, at * 10));
  for (const [at, link] of links.slice(1).entries()) graph.edge(links[at]!, 'REFERENCES', link, 1, 'local');
  const generation = openGraph(t, graph.build());
  const countSteps = (from: string, to: string) =>
    findPath(generation, { from: idsOf(generation, from), to: idsOf(generation, to), depth: 15 }).steps
      .length;
  assert.deepEqual([countSteps('f1', 'f4'), countSteps('f4', 'f1'), countSteps('f1', 'f5')], [4, 4, 0]);
});

test('a module hands on what it imports, the nearest definitions', (t) => {
  const graph = new GraphBuilder();
  const moduleOf = (path: string) => {
    const file = graph.file(path);
    return { file, id: graph.symbol('Module', path.replace('.py', ''), file, 1) };
  };
  const [use, star, near, far] = ['use.py', 'star.py', 'near.py', 'far.py'].map(moduleOf);
  const save = graph.symbol('Function', 'near.save', near!.file, 2);
  graph.symbol('Function', 'far.save', far!.file, 2);
  graph
    .edge(use!.id, 'IMPORTS', star!.id, 1, 'import')
    .edge(star!.id, 'IMPORTS', near!.id, 1, 'import')
    .edge(near!.id, 'IMPORTS', far!.id, 1, 'import');
  const generation = openGraph(t, graph.build());
  const { owners, handedOn } = findClaims(generation, {
    name: 'save',
    asked: [save],
    files: ['use.py', 'near.py', 'far.py'],
    importing: ['use.py'],
    own: [],
    from: [{ file: 'use.py', line: 1 }],
  });
  assert.deepEqual(
    handedOn.map(({ module, owner, steps }) => `${module} ${owners[owner]?.qualified_name} ${steps}`),
    ['star.py near.save 1'],
  );
});

test('a name that means several symbols comes with how much each is called and used', (t) => {
  const generation = openShapes(t);
  const { candidates, root_total, ids } = resolveAsked(generation, { symbol: 'area' });
  assert.deepEqual([root_total, ids], [3, []]);
  assert.deepEqual(
    candidates.map(({ symbol, calls }) => [symbol.qualified_name, calls]),
    [
      ['shapes.Shape.area', 1],
      ['shapes.Square.area', 0],
      ['shapes.Tile.area', 0],
    ],
  );
});

test('only languages that can call each other share an unresolved name', (t) => {
  const graph = new GraphBuilder();
  const fileOf = (path: string, language: string) => graph.file(path, { language });
  graph.symbol('Function', 'a.send', fileOf('a.ts', 'typescript'), 1);
  for (const [path, language] of [
    ['b.js', 'javascript'],
    ['c.py', 'python'],
  ] as const)
    graph.unresolved(graph.symbol('Function', `${language}.run`, fileOf(path, language), 1), 'send', 1);
  const generation = openGraph(t, graph.build());
  const asked = idsOf(generation, 'a.send');
  const files = ['a.ts', 'b.js', 'c.py'];
  const { foreign } = findClaims(generation, {
    name: 'send',
    asked,
    files,
    importing: [],
    own: [],
    from: [],
  });
  assert.deepEqual(foreign, ['c.py']);
  const traced = trace(generation, {
    symbol: 'a.send',
    direction: 'inbound',
    depth: 1,
    kinds: ['CALLS'],
    tiers: ['possible'],
    include_tests: true,
    limit: 10,
    offset: 0,
  });
  assert.equal(traced.unresolved_sites, 1);
  assert.deepEqual(
    traced.rows.map(({ qualified_name }) => qualified_name),
    ['javascript.run'],
  );
});
