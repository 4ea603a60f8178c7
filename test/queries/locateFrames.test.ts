import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { locateFrames, type FrameInput } from '../../server/queries/locateFrames.ts';
import type { Generation } from '../../server/store/generation.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

/** Two classes with a method of one name, a module with the name of its function, two files of one base name. */
function openShop(t: TestContext): Generation {
  const graph = new GraphBuilder();
  const cart = graph.file('shop/cart.py');
  const module = graph.symbol('Module', 'shop.cart', cart, 1, { endLine: 60 });
  for (const [line, name] of [
    [10, 'Cart'],
    [20, 'Draft'],
  ] as const) {
    const parent = graph.symbol('Class', `shop.cart.${name}`, cart, line, {
      endLine: line + 9,
      parent: module,
    });
    graph.symbol('Method', `shop.cart.${name}.save`, cart, line + 1, { endLine: line + 4, parent });
  }
  graph.symbol('Function', 'shop.cart.cart', cart, 40, { endLine: 42, parent: module });
  graph.symbol('Interface', 'shop.cart.Shape', cart, 44, { parent: module });
  graph.symbol('Variable', 'shop.cart.rate', cart, 46, { parent: module });
  graph.symbol('Function', 'lib.shop.cart.only', graph.file('lib/shop/cart.py'), 2, { endLine: 3 });
  graph.symbol('Function', 'main.run', graph.file('main.py'), 2, { endLine: 3 });
  graph.external('json:dumps');
  return openGraph(t, graph.build());
}

const CART = '/checkout/shop/cart.py';

const FRAMES: readonly (readonly [is: string, frame: Partial<FrameInput>, found: string | null])[] = [
  ['the line is in a symbol of that name', { name: 'save', file: CART, line: 12 }, 'shop.cart.Cart.save'],
  ['the line is in another one', { name: 'cart', file: CART, line: 12 }, 'shop.cart.cart'],
  ['it has no name, but a line', { name: '(anonymous)', file: CART, line: 22 }, 'shop.cart.Draft.save'],
  ['it has no name on line 1', { name: '', file: CART, line: 1 }, 'shop.cart'],
  ['it has neither name nor line', { name: '<anonymous>', file: CART }, null],
  ['it has no name, and its line is beyond the file', { name: '', file: 'main.py', line: 99 }, null],
  ['its type is named', { name: 'Draft.save', file: CART }, 'shop.cart.Draft.save'],
  ['its type is named as Go does', { name: 'shop.(*Cart).save', file: CART }, 'shop.cart.Cart.save'],
  ['two types have it', { name: 'save', file: CART }, null],
  ['its type is of elsewhere, and two have it', { name: 'Other.save', file: CART }, null],
  ['its type is of elsewhere, and one has it', { name: 'Other.rate', file: CART }, 'shop.cart.rate'],
  ['its module has the name too', { name: 'cart', file: CART }, 'shop.cart.cart'],
  ['it is an interface, which does not run', { name: 'Shape', file: CART }, null],
  ['its file has nothing of that name', { name: 'nothing', file: CART }, null],
  ['its file is not of the workspace', { name: 'save', file: '/lib/json.py', line: 4 }, null],
  ['its file is an address', { name: 'run', file: 'file:///checkout/main.py?x=1#y' }, 'main.run'],
  ['its file is below the root', { name: 'run', file: './main.py' }, 'main.run'],
  [
    'its file is written for Windows',
    { name: 'only', file: 'C:\\x\\lib\\shop\\cart.py' },
    'lib.shop.cart.only',
  ],
  ['its file ends in two paths', { name: 'only', file: '/srv/lib/shop/cart.py' }, 'lib.shop.cart.only'],
  ['its file is written with signs', { name: 'run', file: '/srv/m%61in.py' }, 'main.run'],
  ['its file is written with a sign that is none', { name: 'run', file: '/srv/%zz/main.py' }, 'main.run'],
  ['only its name is known', { name: 'run' }, 'main.run'],
  ['only its name is known, which two have', { name: 'save' }, null],
  ['only its name is known, that of an interface', { name: 'Shape' }, null],
  ['only its name is known, of something outside', { name: 'json:dumps' }, null],
  ['nothing is known', {}, null],
];

suite('a frame is located when', () => {
  for (const [is, frame, found] of FRAMES)
    test(`${is}: ${found ?? 'nothing'}`, (t) => {
      const frames = [{ name: '', file: '', line: 0, ...frame }];
      const [symbol] = locateFrames(openShop(t), { frames, root: '/checkout' });
      assert.equal(symbol?.qualified_name ?? null, found);
    });
});

test('frames are answered one by one, the same ones alike', (t) => {
  const [run, nothing] = [
    { name: 'run', file: '', line: 0 },
    { name: 'nothing', file: '', line: 0 },
  ];
  const found = locateFrames(openShop(t), { frames: [run, nothing, run, nothing], root: '/checkout' });
  assert.deepEqual(
    found.map((symbol) => symbol?.name ?? null),
    ['run', null, 'run', null],
  );
});
