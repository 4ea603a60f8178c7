import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SymbolFlag } from '../../server/graph.ts';
import {
  findUnexplained,
  findUnused,
  type DeadCodeInput,
  type MentionPlace,
} from '../../server/queries/deadCode.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

function dead(generation: Generation, input: DeadCodeInput = {}): string[] {
  return findUnused(generation, input).map(({ qualified_name }) => qualified_name);
}

type Add = (graph: GraphBuilder, file: number, module: number) => void;

/** Each adds code to a file in which `m.main` calls `m.used`; what of it nothing uses. */
const CASES: readonly (readonly [is: string, add: Add, unused: readonly string[], path?: string])[] = [
  ['a function that nothing calls', (g, file) => g.symbol('Function', 'm.alone', file, 9), ['m.alone']],
  [
    'a function that only calls itself',
    (g, file) => {
      const id = g.symbol('Function', 'm.again', file, 9, { endLine: 12 });
      g.call(id, id, 10).call(g.symbol('Function', 'm.again.inner', file, 11, { parent: id }), id, 11);
    },
    ['m.again', 'm.again.inner'],
  ],
  [
    'a function that the one above calls on a line of its own',
    (g, file) => {
      const id = g.symbol('Function', 'm.below', file, 9, { endLine: 12 });
      g.call(g.symbol('Function', 'm.main', file, 8, { endLine: 9, flags: SymbolFlag.test }), id, 9);
    },
    [],
  ],
  [
    'what is declared for all platforms and used, in what gives it for one, and the reverse',
    (g, file, module) => {
      for (const [name, used] of [
        ['a', 0],
        ['b', 1],
      ] as const) {
        const { expected, actual } = SymbolFlag;
        const pair = [expected, actual].map((flags, at) =>
          g.symbol('Function', `m.${name}${at}`, file, 9, { flags, name }),
        );
        g.edge(pair[1]!, 'OVERRIDES', pair[0]!, 9);
        g.call(module, pair[used]!, 1);
      }
      const [expected, actual] = (['expected', 'actual'] as const).map((flag) =>
        g.symbol('Function', `m.${flag}`, file, flag === 'expected' ? 20 : 30, { flags: SymbolFlag[flag] }),
      );
      g.edge(actual!, 'OVERRIDES', expected!, 30);
    },
    ['m.expected', 'm.actual'],
  ],
  ['a function in a file of tests', (g, file) => g.symbol('Function', 'm.helper', file, 9), [], 'tests/m.py'],
  [
    'a function in a suite of tests',
    (g, file) => g.symbol('Function', 'm.helper', file, 9),
    [],
    'a/testsuite/m.py',
  ],
  ['a function of a stub', (g, file) => g.symbol('Function', 'm.stub', file, 9), [], 'm.pyi'],
  ['a computed name', (g, file) => g.symbol('Function', 'm.x', file, 9, { name: '[key]' }), []],
  ['a name with a sign of its own', (g, file) => g.symbol('Function', 'm.$x', file, 9), ['m.$x']],
  [
    'what is declared for others',
    (g, file) => g.symbol('Function', 'm.x', file, 9, { signature: 'declare function x(): void' }),
    [],
  ],
  ...(['decorated', 'test', 'initializer', 'setter', 'value', 'implicit', 'abstract'] as const).map(
    (flag): (typeof CASES)[number] => [
      `what is ${flag}`,
      (g, file) => g.symbol('Function', 'm.reached', file, 9, { flags: SymbolFlag[flag] }),
      [],
    ],
  ),
  [
    'a definition beside another of its name that is used',
    (g, file, module) => {
      for (const line of [9, 12]) g.symbol('Function', 'm.used', file, line, { parent: module });
    },
    [],
  ],
  [
    'a definition of that name in another place',
    (g, file, module) => {
      const parent = g.symbol('Function', 'm.alone', file, 9, { endLine: 12, parent: module });
      g.symbol('Function', 'm.alone.used', file, 10, { parent });
    },
    ['m.alone', 'm.alone.used'],
  ],
  [
    'a definition of that name in a file beside it, for another system',
    (g) => {
      const parent = g.symbol('Module', 'm_windows', g.file('m_windows.py'), 1);
      g.symbol('Function', 'm_windows.used', g.file('m_windows_2.py'), 9, { parent });
    },
    [],
  ],
  [
    'a definition of that name in a file of another folder',
    (g) => {
      const file = g.file('other/m.py');
      const parent = g.symbol('Module', 'other.m', file, 1);
      g.symbol('Function', 'other.m.used', file, 9, { parent });
    },
    ['other.m.used'],
  ],
  [
    'a method of a class without bases',
    (g, file) => {
      const parent = g.symbol('Class', 'm.Cart', file, 9, { endLine: 20 });
      g.symbol('Method', 'm.Cart.save', file, 10, { parent });
    },
    ['m.Cart.save'],
  ],
  [
    'a method that is called like one of another class',
    (g, file) => {
      for (const [line, name] of [
        [9, 'Cart'],
        [19, 'Draft'],
      ] as const) {
        const parent = g.symbol('Class', `m.${name}`, file, line, { endLine: line + 5 });
        const save = g.symbol('Method', `m.${name}.save`, file, line + 1, { parent });
        if (name === 'Cart') g.call(g.symbol('Function', 'm.main', file, 40), save, 40);
      }
    },
    ['m.Draft.save', 'm.main'],
  ],
  [
    'a method that replaces one of a base',
    (g, file) => {
      const parent = g.symbol('Class', 'm.Cart', file, 9, { endLine: 20 });
      const save = g.symbol('Method', 'm.Cart.save', file, 10, { parent });
      g.edge(save, 'OVERRIDES', g.external('lib:Base.save'), 10);
    },
    [],
  ],
  [
    'a method of a class with a base that is not known',
    (g, file) => {
      const parent = g.symbol('Class', 'm.Cart', file, 9, { endLine: 20, signature: 'class Cart(Base)' });
      g.symbol('Method', 'm.Cart.save', file, 10, { parent });
    },
    [],
  ],
  [
    'a method of a class with a base outside, unless nobody but the class can name it',
    (g, file) => {
      const parent = g.symbol('Class', 'm.Cart', file, 9, {
        endLine: 20,
        signature: 'class Cart extends Base',
      });
      g.edge(parent, 'INHERITS', g.external('lib:Base'), 9);
      g.symbol('Method', 'm.Cart.save', file, 10, { parent });
      g.symbol('Method', 'm.Cart.#seal', file, 11, { parent });
      g.symbol('Method', 'm.Cart.close', file, 12, { parent, signature: 'private close(): void' });
    },
    ['m.Cart.#seal', 'm.Cart.close'],
  ],
  [
    'a method of a class that a decorator outside can give an interface, unless that decorator is known to give none',
    (g, file) => {
      for (const [line, name, decorator] of [
        [9, 'Cart', 'zope:interface.implementer'],
        [19, 'Draft', 'dataclasses:dataclass'],
      ] as const) {
        const parent = g.symbol('Class', `m.${name}`, file, line, { endLine: line + 5 });
        g.symbol('Method', `m.${name}.save`, file, line + 1, { parent });
        g.edge(parent, 'DECORATES', g.external(decorator), line - 1);
      }
    },
    ['m.Draft.save'],
  ],
  [
    'a method of a class with a base of the workspace',
    (g, file) => {
      const base = g.symbol('Class', 'm.Base', file, 30, { endLine: 35 });
      const parent = g.symbol('Class', 'm.Cart', file, 9, {
        endLine: 20,
        signature: 'class Cart(Base, key=1)',
      });
      g.edge(parent, 'INHERITS', base, 9).symbol('Method', 'm.Cart.save', file, 10, { parent });
    },
    ['m.Cart.save'],
  ],
  ...['class Cart(Base[int, str])', 'class Cart extends Base<A, B<C>>', 'class Cart(Base[f(a, b)])'].map(
    (signature): (typeof CASES)[number] => [
      `a method of ${signature}, whose base is of the workspace`,
      (g, file) => {
        const base = g.symbol('Class', 'm.Base', file, 30, { endLine: 35 });
        const parent = g.symbol('Class', 'm.Cart', file, 9, { endLine: 20, signature });
        g.edge(parent, 'INHERITS', base, 9).symbol('Method', 'm.Cart.save', file, 10, { parent });
      },
      ['m.Cart.save'],
    ],
  ),
  ...['class Cart(Base[int], Other)', 'class Cart extends Base<A>, Other'].map(
    (signature): (typeof CASES)[number] => [
      `a method of ${signature}, of which one base is not known`,
      (g, file) => {
        const base = g.symbol('Class', 'm.Base', file, 30, { endLine: 35 });
        const parent = g.symbol('Class', 'm.Cart', file, 9, { endLine: 20, signature });
        g.edge(parent, 'INHERITS', base, 9).symbol('Method', 'm.Cart.save', file, 10, { parent });
      },
      [],
    ],
  ),
  [
    'a method that a class beside it has too, as both are bases of a third',
    (g, file) => {
      const child = g.symbol('Class', 'm.Child', file, 40, { endLine: 45, signature: 'class Child(A, B)' });
      for (const [line, name] of [
        [9, 'A'],
        [19, 'B'],
      ] as const) {
        const parent = g.symbol('Class', `m.${name}`, file, line, { endLine: line + 5 });
        g.edge(child, 'INHERITS', parent, 40).symbol('Method', `m.${name}.save`, file, line + 1, { parent });
        if (name === 'A') g.symbol('Method', 'm.A.load', file, line + 2, { parent });
      }
    },
    ['m.A.load'],
  ],
  [
    'what stands inside of an interface, not what stands outside of its type',
    (g, file) => {
      const parent = g.symbol('Interface', 'm.Shape', file, 9, { endLine: 12 });
      for (const line of [9, 12, 13]) g.symbol('Method', `m.Shape.area${line}`, file, line, { parent });
      g.symbol('Method', 'm.Shape.area8', file, 8, { parent });
      g.symbol('Method', 'm.Shape.other', g.file('other.py'), 10, { parent });
    },
    ['m.Shape.area13', 'm.Shape.area8', 'm.Shape.other'],
  ],
  [
    'what another one on its line calls, not what it calls itself',
    (g, file, module) => {
      const owner = g.symbol('Class', 'm.Line', file, 9, { parent: module });
      const called = g.symbol('Method', 'm.Line.called', file, 9, { parent: owner });
      const calling = g.symbol('Method', 'm.Line.calling', file, 9, { parent: owner });
      g.call(calling, called, 9);
      g.call(g.symbol('Function', 'm.Line.calling.inner', file, 9, { parent: calling }), calling, 9);
    },
    ['m.Line.calling', 'm.Line.calling.inner'],
  ],
  ['a method without a class', (g, file) => g.symbol('Method', 'm.free', file, 9), ['m.free']],
];

suite('unused is, or is not', () => {
  for (const [is, add, unused, path = 'm.py'] of CASES)
    test(`${is}: ${unused.join(', ') || 'no'}`, (t) => {
      const graph = new GraphBuilder();
      const file = graph.file(path);
      const module = graph.symbol('Module', 'm', file, 1, { endLine: 90 });
      const used = graph.symbol('Function', 'm.used', file, 2, { endLine: 3, parent: module });
      graph.call(module, used, 4);
      add(graph, file, module);
      assert.deepEqual(dead(openGraph(t, graph.build())).toSorted(), unused.toSorted());
    });
});

test('a class is unused when its members are, and only where classes are asked for', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const main = graph.symbol('Function', 'a.main', file, 1, { flags: SymbolFlag.test });
  const idle = graph.symbol('Class', 'a.Idle', file, 10, { endLine: 15 });
  graph.symbol('Method', 'a.Idle.rest', file, 11, { parent: idle });
  const busy = graph.symbol('Class', 'a.Busy', file, 20, { endLine: 25 });
  graph.call(main, graph.symbol('Method', 'a.Busy.work', file, 21, { parent: busy }), 2);
  const generation = openGraph(t, graph.build());
  assert.deepEqual(dead(generation), ['a.Idle.rest']);
  assert.deepEqual(dead(generation, { kinds: ['Class', 'Variable'] }), ['a.Idle']);
  assert.deepEqual(dead(generation, { kinds: ['Variable'] }), []);
  assert.deepEqual(dead(generation, { name_pattern: 'work' }), []);
});

test('what a tool wrote is no dead code', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  graph.symbol('Module', 'a', file, 1, { flags: SymbolFlag.generated });
  graph.symbol('Function', 'a.alone', file, 3);
  assert.deepEqual(dead(openGraph(t, graph.build())), []);
});

suite('code outside can name', () => {
  type Build = (graph: GraphBuilder, file: number, module: number) => number;
  const exported = SymbolFlag.exported;
  const cases: readonly (readonly [is: string, build: Build, isPublic: boolean, path?: string])[] = [
    [
      'an exported function',
      (g, file, parent) => g.symbol('Function', 'm.x', file, 5, { parent, flags: exported }),
      true,
    ],
    [
      'no function of its own file',
      (g, file, parent) => g.symbol('Function', 'm.x', file, 5, { parent }),
      false,
    ],
    [
      'nothing in a private file',
      (g, file, parent) => g.symbol('Function', 'm.x', file, 5, { parent, flags: exported }),
      false,
      '_m.py',
    ],
    [
      'what a private file exports and an open one imports',
      (g, file, parent) => {
        const open = g.symbol('Module', 'open', g.file('open.py'), 1);
        g.edge(open, 'IMPORTS', parent, 1);
        return g.symbol('Function', 'm.x', file, 5, { parent, flags: exported });
      },
      true,
      '_m.py',
    ],
    [
      'nothing that private files hand to each other',
      (g, file, parent) => {
        const other = g.symbol('Module', '_n', g.file('_n.py'), 1);
        g.edge(other, 'IMPORTS', parent, 1).edge(parent, 'IMPORTS', other, 1);
        return g.symbol('Function', 'm.x', file, 5, { parent, flags: exported });
      },
      false,
      '_m.py',
    ],
    [
      'no function within a function',
      (g, file, parent) => {
        const outer = g.symbol('Function', 'm.outer', file, 5, { endLine: 9, parent, flags: exported });
        return g.symbol('Function', 'm.x', file, 6, { parent: outer, flags: exported });
      },
      false,
    ],
    [
      'an exported method of an exported class',
      (g, file, parent) => {
        const type = g.symbol('Class', 'm.T', file, 5, { endLine: 9, parent, flags: exported });
        return g.symbol('Method', 'm.T.x', file, 6, { parent: type, flags: exported });
      },
      true,
    ],
    [
      'no other method of it',
      (g, file, parent) => {
        const type = g.symbol('Class', 'm.T', file, 5, { endLine: 9, parent, flags: exported });
        return g.symbol('Method', 'm.T.x', file, 6, { parent: type });
      },
      false,
    ],
    [
      'no method of a class that stays in its file',
      (g, file, parent) => {
        const type = g.symbol('Class', 'm.T', file, 5, { endLine: 9, parent });
        g.call(parent, type, 30);
        return g.symbol('Method', 'm.T.x', file, 6, { parent: type, flags: exported });
      },
      false,
    ],
    [
      'a method of a class that another file uses',
      (g, file, parent) => {
        const type = g.symbol('Class', 'm.T', file, 5, { endLine: 9, parent });
        g.call(g.symbol('Module', 'n', g.file('n.py'), 1), type, 3);
        return g.symbol('Method', 'm.T.x', file, 6, { parent: type, flags: exported });
      },
      true,
    ],
    [
      'a method of a class within a function',
      (g, file, parent) => {
        const outer = g.symbol('Function', 'm.outer', file, 5, { endLine: 9, parent });
        const type = g.symbol('Class', 'm.outer.T', file, 6, { endLine: 8, parent: outer });
        return g.symbol('Method', 'm.outer.T.x', file, 7, { parent: type, flags: exported });
      },
      true,
    ],
    [
      'a method that satisfies interfaces by its name',
      (g, file, parent) => {
        const type = g.symbol('Class', 'm.T', file, 5, { endLine: 9, parent });
        return g.symbol('Method', 'm.T.x', file, 6, { parent: type, flags: SymbolFlag.structural });
      },
      true,
    ],
    [
      'any function of a script that neither imports nor exports',
      (g) => g.symbol('Function', 's.x', g.file('s.js'), 5),
      true,
    ],
    [
      'no function of a file that imports',
      (g, _file, module) => {
        const file = g.file('s.js');
        const parent = g.symbol('Module', 's', file, 1, { endLine: 90 });
        g.edge(parent, 'IMPORTS', module, 1);
        return g.symbol('Function', 's.x', file, 5, { parent });
      },
      false,
    ],
    [
      'no function of a program',
      (g) => {
        const file = g.file('cmd/main.go');
        const parent = g.symbol('Module', 'cmd.main', file, 1, { signature: 'main' });
        return g.symbol('Function', 'cmd.main.x', file, 5, { parent, flags: exported });
      },
      false,
    ],
  ];
  for (const [is, build, isPublic, path = 'm.py'] of cases)
    test(is, (t) => {
      const graph = new GraphBuilder();
      const file = graph.file(path);
      const module = graph.symbol('Module', 'm', file, 1, { endLine: 90 });
      // The file exports something, and so is no script.
      graph.symbol('Variable', 'm.RATE', file, 2, { parent: module, flags: exported });
      build(graph, file, module);
      const found = findUnused(openGraph(t, graph.build()), { name_pattern: '^x$' });
      assert.deepEqual(
        found.map((symbol) => symbol.isPublic),
        [isPublic],
      );
    });
});

function mention(name: string, line: number, times = 1): MentionPlace {
  return { name, file: 'a.py', line, times };
}

test('a mention is explained by definitions and sites of its line, as often as they are there', (t) => {
  const graph = new GraphBuilder();
  const file = graph.file('a.py');
  const save = graph.symbol('Function', 'a.save', file, 3);
  const main = graph.symbol('Function', 'a.main', file, 10, { endLine: 20 });
  const shape = graph.symbol('Interface', 'a.Shape', file, 30);
  const area = graph.symbol('Method', 'a.Shape.area', file, 31, { parent: shape });
  const sent = graph.external('lib:Base.sent');
  const load = graph.external('lib:load');
  graph
    .call(main, save, 11)
    .edge(main, 'CALLS', save, 12, 'local', 'store')
    .call(main, area, 13, 'annotation')
    .call(main, sent, 14, 'self')
    .call(main, load, 15, 'import');
  const generation = openGraph(t, graph.build());
  const mentions = [
    mention('save', 3),
    mention('save', 3, 2),
    mention('save', 11),
    mention('save', 12),
    mention('store', 12),
    mention('store', 11),
    mention('area', 31),
    // The type of an interface may mean any class that has the method.
    mention('area', 13),
    // What an object has that comes from outside may be declared by a subclass.
    mention('sent', 14),
    mention('load', 15),
    mention('nothing', 1),
  ];
  assert.deepEqual(findUnexplained(generation, { mentions }), [1, 3, 5, 7, 8, 10]);
});
