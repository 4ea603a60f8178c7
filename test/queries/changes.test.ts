import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import { traceChanges } from '../../server/queries/changes.ts';
import type { ChangedSource, ChangedSymbol, ChangesInput } from '../../server/queries/changes.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

/** A class with two methods and a constant; `far` calls `near`, which calls `Cart.add`, which calls `log`. */
function openCart(t: Parameters<typeof openGraph>[0]): Generation {
  const graph = new GraphBuilder();
  const cart = graph.file('cart.py');
  const use = graph.file('use.py');
  const tests = graph.file('test_use.py');
  const module = graph.symbol('Module', 'cart', cart, 1, { endLine: 40 });
  const base = graph.symbol('Class', 'cart.Base', cart, 2, { parent: module });
  const baseAdd = graph.symbol('Method', 'cart.Base.add', cart, 2, { parent: base });
  const type = graph.symbol('Class', 'cart.Cart', cart, 3, { endLine: 20, parent: module });
  const make = graph.symbol('Method', 'cart.Cart.__init__', cart, 4, {
    parent: type,
    flags: SymbolFlag.initializer,
  });
  const add = graph.symbol('Method', 'cart.Cart.add', cart, 5, { endLine: 9, parent: type });
  const rate = graph.symbol('Variable', 'cart.RATE', cart, 30, { parent: module });
  const user = graph.symbol('Module', 'use', use, 1, { endLine: 40 });
  const near = graph.symbol('Function', 'use.near', use, 3, { parent: user, endLine: 5 });
  const far = graph.symbol('Function', 'use.far', use, 6, { parent: user, endLine: 8 });
  const any = graph.symbol('Function', 'use.any', use, 9, { parent: user, endLine: 10 });
  const test_far = graph.symbol('Function', 'test_use.test_far', tests, 1);
  graph
    .call(far, near, 7)
    .call(near, add, 4, 'annotation')
    .call(add, graph.external('logging:log'), 6)
    .call(test_far, far, 1)
    .call(any, baseAdd, 10)
    .call(any, type, 9)
    .call(make, rate, 4)
    .edge(add, 'OVERRIDES', baseAdd, 5)
    .edge(near, 'REFERENCES', rate, 5)
    .edge(user, 'IMPORTS', module, 1);
  return openGraph(t, graph.build());
}

function change(what: Partial<ChangedSymbol> & { qualifiedName: string }): ChangedSymbol {
  const name = what.qualifiedName.slice(what.qualifiedName.lastIndexOf('.') + 1);
  return { change: 'body', kind: 'Method', name, line: 0, isImplicit: false, ...what };
}

function file(symbols: readonly ChangedSymbol[], more: Partial<ChangedSource> = {}): ChangedSource {
  return { path: 'cart.py', hash: '', symbols, isTopLevelChanged: false, importUses: [], ...more };
}

function ask(generation: Generation, files: readonly ChangedSource[], input: Partial<ChangesInput> = {}) {
  const base = {
    directions: ['inbound'] as const,
    depth: 3,
    testDepth: 3,
    limit: 10,
    offset: 0,
    gone: [],
    places: [],
  };
  return traceChanges(generation, { files, ...base, ...input });
}

function reach(
  generation: Generation,
  files: readonly ChangedSource[],
  input: Partial<ChangesInput> = {},
): string[] {
  return ask(generation, files, input).impacted.map(
    ({ hop, qualified_name, via }) => `${hop} ${qualified_name} < ${via}`,
  );
}

function place(line: number, name = 'price') {
  return { file: 'use.py', line, name, text: `${name}()` };
}

const ADD = change({ qualifiedName: 'cart.Cart.add' });

test('users of a changed method are told nearest first, with those of the method that it overrides', (t) => {
  const generation = openCart(t);
  assert.deepEqual(reach(generation, [file([ADD])]), [
    '1 use.near < cart.Cart.add',
    '1 use.any < cart.Base.add',
    '2 use.far < use.near',
    '3 test_use.test_far < use.far',
  ]);
  const { tests, modules, total } = ask(generation, [file([ADD])], { depth: 1 });
  assert.deepEqual([total, modules], [2, [{ file: 'use.py', symbols: 2 }]]);
  assert.deepEqual(tests, [{ file: 'test_use.py', symbols: ['test_use.test_far'] }]);
});

test('a constant reaches what reads it, and a method that builds an instance whoever makes one', (t) => {
  const generation = openCart(t);
  const rate = change({ kind: 'Variable', qualifiedName: 'cart.RATE' });
  assert.deepEqual(reach(generation, [file([rate])], { depth: 1 }), [
    '1 cart.Cart.__init__ < cart.RATE',
    '1 use.near < cart.RATE',
  ]);
  for (const kind of ['body', 'deleted'] as const) {
    const built = change({ change: kind, qualifiedName: 'cart.Cart.__init__', isImplicit: true });
    assert.deepEqual(reach(generation, [file([built])]), ['1 use.any < cart.Cart']);
  }
});

test('an import that changed reaches the code that uses it, and code at the top the files that import it', (t) => {
  const generation = openCart(t);
  const uses = file([], { path: 'use.py', importUses: [{ name: 'tax', lines: [4] }] });
  assert.deepEqual(reach(generation, [uses], { depth: 2 }), ['1 use.near < ', '2 use.far < use.near']);
  assert.deepEqual(
    ask(generation, [uses], { depth: 2 }).impacted.map(({ tier, reason }) => [tier, reason]),
    [
      ['inferred', 'import changed'],
      ['exact', 'local'],
    ],
  );
  assert.deepEqual(reach(generation, [file([], { isTopLevelChanged: true })]), ['1 use < cart']);
});

test('places that still name what is gone are its former users, unless something else is meant there', (t) => {
  const generation = openCart(t);
  const gone = [{ name: 'price', qualifiedName: 'cart.price', file: 'cart.py', kind: 'symbol' as const }];
  const { former, impacted } = ask(generation, [file([])], { gone, places: [place(4), place(1)], depth: 2 });
  assert.deepEqual(
    former.map(({ symbol, certainty, now }) => [symbol, certainty, now]),
    [
      ['use.near', 'likely', ''],
      ['use', 'likely', ''],
    ],
  );
  assert.deepEqual(
    impacted.map(({ qualified_name, hop }) => [qualified_name, hop]),
    [
      ['use', 1],
      ['use.near', 1],
      ['use.far', 2],
    ],
  );
  const near = [{ name: 'near', qualifiedName: 'old.near', file: 'old.py', kind: 'symbol' as const }];
  assert.deepEqual(
    ask(generation, [], { gone: near, places: [place(7, 'near'), place(3, 'near')] }).former,
    [],
  );
});

test('a call that an inherited method answers now is a former use of the one that is gone', (t) => {
  const generation = openCart(t);
  const gone = [{ name: 'add', qualifiedName: 'cart.Gone.add', file: 'cart.py', kind: 'member' as const }];
  const places = [{ file: 'use.py', line: 10, name: 'add', text: 'x.add()' }];
  const { former } = ask(generation, [], { gone, places });
  assert.deepEqual(
    former.map(({ symbol, certainty, now }) => [symbol, certainty, now]),
    [['use.any', 'possible', 'cart.Base.add']],
  );
});

test('a page is a part of the whole, and no depth asks for no trace', (t) => {
  const generation = openCart(t);
  const page = ask(generation, [file([ADD])], { limit: 1, offset: 2 });
  assert.deepEqual([page.total, page.impacted.map(({ qualified_name }) => qualified_name)], [4, ['use.far']]);
  assert.equal(ask(generation, [file([ADD])], { depth: 0 }).total, 0);
  assert.deepEqual(reach(generation, [file([ADD])], { directions: ['outbound'], depth: 1 }), [
    '1 logging:log < cart.Cart.add',
  ]);
});

test('how the index has each file is told, one that it lacks too', (t) => {
  const { files } = ask(openCart(t), [
    file([]),
    file([], { hash: 'hash of cart.py' }),
    file([], { path: 'gone.py', hash: 'x' }),
    file([], { path: 'gone.py' }),
  ]);
  assert.deepEqual(
    files.map(({ status, isCurrent }) => [status, isCurrent]),
    [
      ['indexed', false],
      ['indexed', true],
      ['absent', false],
      ['absent', true],
    ],
  );
});

test('a definition is found by its line where the text is that of the index, else by its qualified name, else by its name', (t) => {
  const graph = new GraphBuilder();
  const at = graph.file('a.py');
  const users = graph.file('b.py');
  for (const [row, name] of ['a.X.run', 'a.Y.run', 'a.Y.run'].entries()) {
    const id = graph.symbol('Method', name, at, 10 * row + 1, { endLine: 10 * row + 5 });
    graph.call(graph.symbol('Function', `b.use${row}`, users, row + 1), id, row + 1);
  }
  const generation = openGraph(t, graph.build());
  const ask_ = (hash: string, qualifiedName: string, line: number) => {
    const { files, impacted } = ask(generation, [
      {
        path: 'a.py',
        hash,
        symbols: [change({ qualifiedName, line })],
        isTopLevelChanged: false,
        importUses: [],
      },
    ]);
    return [files[0]?.isCurrent, files[0]?.names, impacted.map(({ name }) => name)];
  };
  assert.deepEqual(ask_('hash of a.py', 'a.Y.run', 21), [true, ['a.Y.run'], ['use2']]);
  assert.deepEqual(ask_('hash of a.py', 'a.Y.run', 99), [true, [undefined], ['use1', 'use2']]);
  assert.deepEqual(ask_('other', 'a.X.run', 21), [false, ['a.X.run'], ['use0']]);
  assert.deepEqual(ask_('other', 'a.Z.run', 1), [false, [undefined], ['use0', 'use1', 'use2']]);
});

function changeOf(name: string, kind: ChangedSymbol['change'] = 'body'): ChangedSymbol {
  return change({ qualifiedName: `a.${name}`, change: kind });
}

test('sites that only name what changed are counted, not those of what is new or gone', (t) => {
  const graph = new GraphBuilder();
  const at = graph.file('a.py');
  const run = graph.symbol('Function', 'a.run', at, 1, { endLine: 9 });
  for (const [name, count] of [
    ['seldom', 1],
    ['often', 2],
    ['added', 1],
    ['deleted', 1],
  ] as const)
    for (let line = 0; line < count; line++) graph.unresolved(run, name, line + 2);
  const symbols = [
    changeOf('seldom'),
    changeOf('often'),
    changeOf('never'),
    changeOf('added', 'added'),
    changeOf('deleted', 'deleted'),
  ];
  assert.deepEqual(ask(openGraph(t, graph.build()), [file(symbols, { path: 'a.py' })]).unresolved, [
    { name: 'often', sites: 2 },
    { name: 'seldom', sites: 1 },
  ]);
});

/** `use.py` imports what is gone, `far/other.py` does not; both have a function on line 2 to 5. */
function openFormer(t: Parameters<typeof openGraph>[0]): Generation {
  const graph = new GraphBuilder();
  for (const path of ['use.py', 'far/other.py', 'lib/beside.py', 'far/package.py']) {
    const at = graph.file(path);
    const module = graph.symbol('Module', path.slice(0, -3).replace('/', '.'), at, 1, { endLine: 9 });
    graph.symbol('Function', `${path}.run`, at, 2, { endLine: 5, parent: module });
    if (path === 'use.py') graph.edge(module, 'IMPORTS', graph.external('lib:gone'), 1);
    if (path === 'far/package.py') graph.edge(module, 'IMPORTS', graph.external('lib.gone.__init__'), 1);
  }
  return openGraph(t, graph.build());
}

for (const [where, text, kind, certainty] of [
  ['use.py', 'price()', 'symbol', 'likely'],
  ['lib/beside.py', 'price()', 'symbol', 'likely'],
  ['far/package.py', 'price()', 'symbol', 'likely'],
  ['far/other.py', 'price()', 'symbol', 'possible'],
  ['far/other.py', 'from lib import price', 'file', 'possible'],
  ['far/other.py', 'price = 1', 'file', undefined],
  ['absent.py', 'price()', 'symbol', undefined],
] as const)
  test(`"${text}" in ${where} is ${certainty ?? 'no'} former use of a ${kind}`, (t) => {
    const gone = [{ name: 'price', qualifiedName: 'lib.gone.price', file: 'lib/gone.py', kind }];
    const places = [{ file: where, line: 3, name: 'price', text }];
    const { former } = ask(openFormer(t), [], { gone, places });
    assert.equal(former[0]?.certainty, certainty);
  });

test('files that are reached are told by how much of them, then by name', (t) => {
  const graph = new GraphBuilder();
  const run = graph.symbol('Method', 'a.X.run', graph.file('a.py'), 1);
  for (const [path, count] of [
    ['z.py', 1],
    ['b.py', 2],
    ['c.py', 1],
  ] as const) {
    const at = graph.file(path);
    for (let line = 1; line <= count; line++)
      graph.call(graph.symbol('Function', `${path}.f${line}`, at, line), run, line);
  }
  const changed = file([change({ qualifiedName: 'a.X.run' })], { path: 'a.py' });
  assert.deepEqual(
    ask(openGraph(t, graph.build()), [changed]).modules.map((one) => `${one.file} ${one.symbols}`),
    ['b.py 2', 'c.py 1', 'z.py 1'],
  );
});

test('what is reached over a change and over an import that changed is told by the nearer way', (t) => {
  const graph = new GraphBuilder();
  const at = graph.file('a.py');
  const changed = graph.symbol('Method', 'a.X.run', at, 1);
  const [near, other, seed, far, both] = ['near', 'other', 'seed', 'far', 'both'].map((name, row) =>
    graph.symbol('Function', `a.${name}`, at, 10 * row + 10),
  ) as [number, number, number, number, number];
  graph.call(near, changed, 10).call(near, far, 11).call(far, seed, 40).call(other, changed, 20);
  graph.call(both, other, 50).call(both, seed, 51);
  const source = file([change({ qualifiedName: 'a.X.run' })], {
    path: 'a.py',
    importUses: [{ name: 'tax', lines: [30] }],
  });
  const generation = openGraph(t, graph.build());
  assert.deepEqual(reach(generation, [source]), [
    '1 a.near < a.X.run',
    '1 a.other < a.X.run',
    '1 a.seed < ',
    '2 a.far < a.seed',
    '2 a.both < a.other',
  ]);
  assert.equal(reach(generation, [source], { depth: 1 }).length, 3);
});
