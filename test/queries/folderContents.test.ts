import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listFolder } from '../../server/queries/folderContents.ts';
import { GraphBuilder, openGraph } from '../store/graphBuilder.ts';

test('a folder shows what is right below it, with the coverage of all that is deeper', (t) => {
  const graph = new GraphBuilder();
  const [main, cart] = [graph.file('main.py'), graph.file('shop/cart.py')];
  graph.file('shop-old.py');
  graph.file('shop/deep/price.py', { status: 'partial', reason: 'a gap', cause: 'syntax', gapLine: 7 });
  graph.file('shop/deep/vendor/', { status: 'skipped', reason: 'vendored', cause: 'left-out' });
  graph.symbol('Function', 'main.run', main, 1);
  graph.symbol('Class', 'shop.cart.Cart', cart, 1);
  const generation = openGraph(t, graph.build());
  const list = (folder: string) =>
    listFolder(generation, { folder }).entries.map(
      ({ name, isFolder, files, partial, skipped, symbols, reason, line }) =>
        `${name}${isFolder ? '/' : ''} ${files} ${partial} ${skipped} ${symbols} ${reason}${line || ''}`,
    );
  assert.deepEqual(list(''), ['shop/ 3 1 1 1 ', 'main.py 1 0 0 1 ', 'shop-old.py 1 0 0 0 ']);
  assert.deepEqual(list('shop'), ['deep/ 2 1 1 0 ', 'cart.py 1 0 0 1 ']);
  assert.deepEqual(list('shop/deep'), ['price.py 1 1 0 0 a gap7', 'vendor 1 0 1 0 vendored']);
  assert.deepEqual(list('nowhere'), []);
});
