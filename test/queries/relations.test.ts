import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { emptyManifest } from '../../server/languages/manifest.ts';
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

test('a weak step is worth four that run, and a way ends at its depth', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const ids = ['from', 'b', 'c', 'd', 'to'].map((name, row) =>
    graph.symbol('Class', `a.${name}`, file, row * 10 + 1),
  );
  for (const [at, id] of ids.slice(1).entries()) graph.edge(ids[at]!, 'INHERITS', id, 1, 'local');
  graph.edge(ids[0]!, 'REFERENCES', ids[4]!, 2, 'local');
  const generation = openGraph(t, graph.build());
  const tell = (depth: number, to = 'a.to') => {
    const input = { from: idsOf(generation, 'a.from'), to: idsOf(generation, to), depth };
    return findPath(generation, input).steps.map(({ symbol }) => symbol.name);
  };
  assert.deepEqual(tell(9), ['from', 'b', 'c', 'd', 'to']);
  assert.deepEqual(tell(4), ['from', 'b', 'c', 'd', 'to']);
  assert.deepEqual(tell(3), ['from', 'to']);
  assert.deepEqual(tell(9, 'a.from'), []);
});

test('what is above, below or both is told, of implementers only what is below, the surest step first', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const [base, reader, type, low] = ['Base', 'Reader', 'Type', 'Low'].map((name, row) =>
    graph.symbol(name === 'Reader' ? 'Interface' : 'Class', `a.${name}`, file, row * 10 + 1, {
      endLine: row * 10 + 9,
    }),
  ) as [number, number, number, number];
  graph.edge(type, 'INHERITS', base, 21, 'local').edge(type, 'IMPLEMENTS', reader, 21, 'local');
  graph.edge(low, 'INHERITS', type, 31, 'flow').edge(low, 'INHERITS', type, 32, 'local');
  const generation = openGraph(t, graph.build());
  const tell = (
    symbol: string,
    relation: 'hierarchy' | 'implementers' | 'overrides',
    direction: 'inbound' | 'outbound' | 'both',
  ) =>
    findRelatives(generation, { ids: idsOf(generation, symbol), relation, direction, depth: 5 }).map(
      ({ role, name, tier }) => `${role} ${name} ${tier}`,
    );
  const above = ['base Base exact', 'base Reader exact'];
  assert.deepEqual(tell('Type', 'hierarchy', 'outbound'), above);
  assert.deepEqual(tell('Type', 'hierarchy', 'inbound'), ['subclass Low exact']);
  assert.deepEqual(tell('Type', 'hierarchy', 'both'), [...above, 'subclass Low exact']);
  assert.deepEqual(tell('Reader', 'implementers', 'outbound'), [
    'implements Type exact',
    'subclass Low exact',
  ]);
  assert.deepEqual(tell('Low', 'implementers', 'outbound'), []);
  assert.deepEqual(tell('Type', 'overrides', 'both'), []);
});

test('names that stand before a definition, written otherwise, or in a class are claimed for what they mean', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const module = graph.symbol('Module', 'a', file, 1, { endLine: 90 });
  const cart = graph.symbol('Class', 'a.Cart', file, 10, { endLine: 20, parent: module });
  const make = graph.symbol('Method', 'a.Cart.__init__', file, 11, {
    parent: cart,
    flags: SymbolFlag.initializer,
  });
  const main = graph.symbol('Function', 'a.main', file, 30, { endLine: 40, parent: module });
  const other = graph.symbol('Function', 'a.other', file, 50, { parent: module });
  graph
    .call(main, cart, 31)
    .call(main, make, 32)
    .edge(main, 'CALLS', cart, 33, 'local', 'Basket')
    .edge(main, 'CALLS', other, 34, 'local', 'Cart')
    .edge(main, 'REFERENCES', cart, 35, 'local')
    .edge(main, 'IMPLEMENTS', cart, 36, 'structural')
    .edge(module, 'USES_TYPE', cart, 60, 'local');
  const generation = openGraph(t, graph.build());
  const tell = (asked: readonly number[]) => {
    const { claims, owners } = findClaims(generation, {
      name: 'Cart',
      asked,
      files: ['a.py'],
      importing: [],
      own: [],
      from: [],
    });
    return claims
      .map(({ line, role, owner, written, isHeld, inside }) =>
        [line, role, owners[owner]?.qualified_name, written, isHeld ? 'held' : '', inside]
          .filter(Boolean)
          .join(' '),
      )
      .toSorted();
  };
  const others = [
    '10 definition a.Cart',
    '31 construct a.Cart a.main',
    '34 call a.other held a.main',
    '35 reference a.Cart a.main',
    '60 type a.Cart',
  ];
  assert.deepEqual(tell([]), others);
  assert.deepEqual(
    tell(idsOf(generation, 'a.Cart')),
    [...others, '32 construct a.Cart __init__ a.main', '33 construct a.Cart Basket a.main'].toSorted(),
  );
});

test('functions are told for files that import the name, and where what is called so stands', (t) => {
  const graph = new GraphBuilder();
  const [a, b, c] = ['a.py', 'b.py', 'c.py'].map((path) => graph.file(path)) as [number, number, number];
  graph.symbol('Function', 'a.save', a, 1, { endLine: 4 });
  graph.symbol('Function', 'b.run', b, 1, { endLine: 5 });
  graph.symbol('Function', 'c.run', c, 1, { endLine: 6 });
  const type = graph.symbol('Class', 'c.T', c, 10, { endLine: 20 });
  graph.symbol('Method', 'c.T.only', c, 11, { parent: type });
  const generation = openGraph(t, graph.build());
  const tell = (name: string, importing: string[]) =>
    findClaims(generation, { name, asked: [], files: [], importing, own: [], from: [] }).functions.map(
      ({ file, end }) => `${file} ${end}`,
    );
  assert.deepEqual(tell('save', ['b.py', 'a.py']), ['b.py 5', 'a.py 4']);
  assert.deepEqual(tell('save', []), ['a.py 4']);
  assert.deepEqual(tell('only', ['b.py']), []);
  assert.deepEqual(tell('nothing', ['b.py']), []);
});

test('a new name is taken by what has it beside, above or below', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const module = graph.symbol('Module', 'a', file, 1, { endLine: 90 });
  const [high, low] = ['High', 'Low'].map((name, row) =>
    graph.symbol('Class', `a.${name}`, file, row * 10 + 10, { endLine: row * 10 + 19, parent: module }),
  ) as [number, number];
  graph.edge(low, 'INHERITS', high, 20, 'local');
  graph.symbol('Method', 'a.High.load', file, 11, { parent: high });
  const save = graph.symbol('Method', 'a.Low.save', file, 21, { parent: low, flags: SymbolFlag.implicit });
  graph.symbol('Function', 'a.run', file, 40, { parent: module });
  graph.symbol('Function', 'a.stop', file, 41, { parent: module });
  const generation = openGraph(t, graph.build());
  const tell = (symbol: string, new_name: string) => {
    const scope = findRenameScope(generation, { ids: idsOf(generation, symbol), new_name });
    return [scope.conflicts.map(({ name }) => name), scope.is_implicit, scope.is_member];
  };
  void save;
  assert.deepEqual(tell('Low.save', 'load'), [['load'], true, true]);
  assert.deepEqual(tell('Low.save', 'run'), [[], true, true]);
  assert.deepEqual(tell('High.load', 'save'), [['save'], false, true]);
  assert.deepEqual(tell('a.run', 'stop'), [['stop'], false, false]);
  assert.deepEqual(tell('a.run', 'load'), [[], false, false]);
});

test('the nearest base that has a member is meant, in a circle of bases too', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const ids = ['A', 'B', 'C'].map((name, row) =>
    graph.symbol('Class', `a.${name}`, file, row * 10 + 1, { endLine: row * 10 + 9 }),
  ) as [number, number, number];
  for (const [row, id] of ids.entries()) graph.edge(id, 'INHERITS', ids[(row + 1) % 3]!, row * 10 + 1);
  graph.symbol('Method', 'a.B.run', file, 12, { parent: ids[1] });
  graph.symbol('Method', 'a.C.run', file, 22, { parent: ids[2] });
  const generation = openGraph(t, graph.build());
  const ownerAt = (line: number, name = 'run') => {
    const { claims, owners } = findClaims(generation, {
      name,
      asked: [],
      files: [],
      importing: [],
      own: [{ file: 'a.py', line }],
      from: [],
    });
    return claims.filter(({ role }) => role === 'own').map(({ owner }) => owners[owner]?.qualified_name);
  };
  assert.deepEqual(
    [ownerAt(5), ownerAt(15), ownerAt(29), ownerAt(30)],
    [['a.B.run'], ['a.B.run'], ['a.C.run'], []],
  );
  assert.deepEqual(ownerAt(5, 'A'), []);
});

/** What is claimed of a name, when nothing is asked beside it. */
function claimsOf(generation: Generation, input: Partial<Parameters<typeof findClaims>[1]>) {
  return findClaims(generation, {
    name: 'Cart',
    asked: [],
    files: [],
    importing: [],
    own: [],
    from: [],
    ...input,
  });
}

test('a call of what builds an instance is claimed once, and modules and what is outside are defined nowhere', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('Cart.py');
  const module = graph.symbol('Module', 'Cart', file, 1, { endLine: 90 });
  const main = graph.symbol('Function', 'Cart.main', file, 30, { endLine: 40, parent: module });
  const makers = ['Cart', 'Other'].map((name, row) => {
    const parent = graph.symbol('Class', `Cart.${name}`, file, 10 + row * 5, { endLine: 14 + row * 5 });
    return graph.symbol('Method', `Cart.${name}.__init__`, file, 11 + row * 5, {
      parent,
      flags: SymbolFlag.initializer,
    });
  });
  graph.symbol('Variable', 'Cart.held.Cart', file, 50, { flags: SymbolFlag.value });
  graph.external('lib:Cart');
  for (const [row, maker] of makers.entries()) graph.edge(main, 'CALLS', maker, 31 + row, 'local', 'Cart');
  const { claims, owners } = claimsOf(openGraph(t, graph.build()), { files: ['Cart.py'] });
  assert.deepEqual(
    claims.map(({ line, role, owner }) => `${line} ${role} ${owners[owner]?.qualified_name}`).toSorted(),
    [
      '10 definition Cart.Cart',
      '31 construct Cart.Cart',
      '32 call Cart.Other.__init__',
      '50 definition Cart.held.Cart',
    ],
  );
  assert.deepEqual(
    owners.map((one) => [one.qualified_name, one.file, one.isValue, one.isMember]),
    [
      ['Cart', 'Cart.py', false, false],
      ['Cart.Cart', 'Cart.py', false, false],
      ['Cart.held.Cart', 'Cart.py', true, false],
      ['lib:Cart', '', false, false],
      ['Cart.Other.__init__', 'Cart.py', false, true],
    ],
  );
});

test('imports are told with the file or the package that they lead to', (t) => {
  const graph = new GraphBuilder();
  const [a, b] = ['a.py', 'b.py'].map((path) =>
    graph.symbol('Module', path, graph.file(path), 1, { endLine: 9 }),
  ) as [number, number];
  graph.edge(a, 'IMPORTS', b, 2).edge(a, 'IMPORTS', graph.external('lib.x:Cart'), 1);
  const { imports } = claimsOf(openGraph(t, graph.build()), { importing: ['a.py'] });
  assert.deepEqual(imports, [
    { file: 'a.py', line: 1, target: '', package: 'lib.x' },
    { file: 'a.py', line: 2, target: 'b.py', package: '' },
  ]);
});

test('a module hands on over four files at most, where the line says so, and no members', (t) => {
  const graph = new GraphBuilder();
  const modules = ['m0.py', 'm1.py', 'm2.py', 'm3.py', 'm4.py', 'm5.py'].map((path) => {
    const file = graph.file(path);
    return { file, id: graph.symbol('Module', path, file, 1, { endLine: 90 }) };
  });
  for (const [at, { id }] of modules.slice(1).entries())
    graph.edge(id, 'IMPORTS', modules[at]!.id, 1).edge(modules[at]!.id, 'IMPORTS', id, 2);
  graph.symbol('Class', 'm0.Cart', modules[0]!.file, 5);
  const other = graph.symbol('Class', 'm0.Other', modules[0]!.file, 10, { endLine: 15 });
  graph.symbol('Method', 'm0.Other.only', modules[0]!.file, 11, { parent: other });
  const generation = openGraph(t, graph.build());
  const tell = (file: string, line = 1, name = 'Cart') =>
    claimsOf(generation, { name, importing: [file], from: [{ file, line }] }).handedOn.map(
      ({ module, steps }) => `${module} ${steps}`,
    );
  assert.deepEqual(tell('m1.py'), ['m0.py 0']);
  assert.deepEqual(tell('m4.py'), ['m3.py 3']);
  assert.deepEqual(tell('m5.py'), []);
  assert.deepEqual(tell('m1.py', 2), ['m2.py 2']);
  assert.deepEqual(tell('m1.py', 9), []);
  assert.deepEqual(tell('m1.py', 1, 'only'), []);
});

test('files of languages that cannot call it are foreign, unless it is outside or nothing is asked', (t) => {
  const graph = new GraphBuilder();
  graph.symbol('Class', 'a.Cart', graph.file('a.py'), 1);
  graph.file('b.go', { language: 'go' });
  graph.external('lib:Cart');
  const generation = openGraph(t, graph.build());
  const idOf = (name: string) =>
    generation.values<number>('SELECT id FROM symbol WHERE qualified_name = ?').get(name)!;
  const files = ['a.py', 'b.go'];
  assert.deepEqual(claimsOf(generation, { files, asked: [idOf('a.Cart')] }).foreign, ['b.go']);
  assert.deepEqual(claimsOf(generation, { files, asked: [idOf('lib:Cart')] }).foreign, []);
  assert.deepEqual(claimsOf(generation, { files, asked: [idOf('a.Cart'), idOf('lib:Cart')] }).foreign, []);
  assert.deepEqual(claimsOf(generation, { files }).foreign, []);
});

test('built copies are told, unless it is about what stands in one', (t) => {
  const graph = new GraphBuilder();
  for (const path of ['src/cart.ts', 'dist/cart.js'])
    graph.symbol('Class', `${path.split('/', 1)[0]}.Cart`, graph.file(path, { language: 'typescript' }), 1);
  const manifests = JSON.stringify([{ ...emptyManifest('package.json'), outputs: ['dist'] }]);
  const generation = openGraph(t, graph.build(), { manifests });
  const files = ['src/cart.ts', 'dist/cart.js', 'gone.js'];
  const built = (symbol: string) => claimsOf(generation, { files, asked: idsOf(generation, symbol) }).built;
  assert.deepEqual(built('src.Cart'), ['dist/cart.js']);
  assert.deepEqual(built('dist.Cart'), []);
});

test('what is below two classes is told once, from the first of them', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const [high, left, right, low] = ['High', 'Left', 'Right', 'Low'].map((name, row) =>
    graph.symbol('Class', `a.${name}`, file, row * 10 + 1),
  ) as [number, number, number, number];
  for (const middle of [left, right])
    graph.edge(middle, 'INHERITS', high, 1).edge(low, 'INHERITS', middle, 1);
  const generation = openGraph(t, graph.build());
  const input = {
    ids: idsOf(generation, 'High'),
    relation: 'hierarchy',
    direction: 'inbound',
    depth: 3,
  } as const;
  assert.deepEqual(
    findRelatives(generation, input).map(({ hop, name, via }) => `${hop} ${name} < ${via}`),
    ['1 Left < a.High', '1 Right < a.High', '2 Low < a.Left'],
  );
});
