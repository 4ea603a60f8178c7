// Edits while sessions go on: they are taken into the open generation, also after the server was ended in between, and the
// index is then what an index made from nothing would be.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Mirror } from '../incremental/mirror.ts';
import type { BridgeClient } from '../process/support/sandbox.ts';
import { until } from '../process/support/until.ts';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const CART = 'service/shop/cart.py';
/** An answer that has caught up with the disk, however busy the machine is. */
const PATIENCE = { wait_fresh_ms: 15_000 };

test('a saved edit is taken into the open generation and is in the next answer that waits for it', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const bridge = product.openBridge();
  await bridge.initialize();
  await find(bridge, 'Cart');
  product.write(CART, `${read(product, CART)}\n\ndef refund(cart: Cart):\n    return cart.total()\n`);
  assert.deepEqual(await find(bridge, 'refund'), ['service.shop.cart.refund']);
  const callers = await bridge.call('trace_path', {
    function_name: 'Cart.total',
    direction: 'inbound',
    ...PATIENCE,
  });
  const names = (callers['rows'] as { qualified_name: string }[]).map(({ qualified_name }) => qualified_name);
  assert.ok(names.includes('service.shop.cart.refund'), names.join());
  assert.equal(countEvents(product, 'generation published'), 1);
  assert.ok(countEvents(product, 'updated') >= 1);
  await assertAsNew(product);
});

test('a changed configuration file is an edit too', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const bridge = product.openBridge();
  await bridge.initialize();
  await find(bridge, 'Cart');
  product.write('worker/go.mod', 'module example.com/moved\n');
  await find(bridge, 'Cart');
  await assertAsNew(product);
});

test('the first answers of a server that takes up an index of now call no file changed', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  await product.get(['index', product.root]);
  for (let restart = 0; restart < 3; restart++) {
    await product.get(['stop', product.root]);
    const search = ['query', 'search_graph', '--arg', 'name_pattern=total', '--folder', product.root];
    assert.doesNotMatch(await product.get(search), /changed since/);
  }
});

test('a server that nobody uses ends, however often the project is edited', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  await product.get(['index', product.root], { CBM_IDLE_EXIT_MS: '3000' });
  let edits = 0;
  const editing = setInterval(() => product.write(CART, `EDITS = ${(edits += 1)}\n`), 100);
  t.after(() => clearInterval(editing));
  await until(() => product.readLog().some(({ event, reason }) => event === 'ended' && reason === 'idle'));
});

test('an edit made while no server ran is taken in without parsing the rest again', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  await product.get(['index', product.root]);
  await product.get(['stop', product.root]);
  product.write(CART, read(product, CART).replaceAll('total', 'sum_up'));
  const bridge = product.openBridge();
  await bridge.initialize();
  assert.deepEqual(await find(bridge, 'sum_up'), ['service.shop.cart.Cart.sum_up']);
  assert.deepEqual(await find(bridge, 'total'), []);
  assert.equal(countEvents(product, 'generation published'), 1);
  await assertAsNew(product);
});

test('a file that is too large is noticed by a server that holds no facts of the others', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const environment = { CBM_MAX_FILE_SIZE: '2000' };
  await product.get(['index', product.root], environment);
  await product.get(['stop', product.root]);
  product.write('large.ts', `export const large = '${'a'.repeat(2000)}';\n`);
  assert.match(await product.get(['index', product.root], environment), /1 file, larger than the size limit/);
  assert.match(await product.get(['query', 'index_status', '--folder', product.root]), /large\.ts/);
  const generation = countEvents(product, 'generation published');
  await product.get(['index', product.root]);
  assert.equal(countEvents(product, 'generation published'), generation, 'it is taken in once');
});

test('a thousand files that a checkout changes are in the index, whether a server runs meanwhile or not', async (t) => {
  const product = new Product(t);
  const checkOut = (branch: string): void => {
    for (let at = 0; at < 1000; at++)
      product.write(`part${at % 10}/module${at}.py`, `def ${branch}_${at}():\n    return shared(${at})\n`);
  };
  product.write('shared.py', 'def shared(number):\n    return number\n');
  for (let at = 0; at < 200; at++) product.write(`kept/module${at}.py`, `def kept_${at}():\n    pass\n`);
  checkOut('main');
  await product.get(['index', product.root]);
  await product.get(['stop', product.root]);
  checkOut('feature');
  const bridge = product.openBridge();
  await bridge.initialize();
  assert.deepEqual(await find(bridge, 'feature_999'), ['part9.module999.feature_999']);
  assert.deepEqual(await find(bridge, 'main_999'), []);
  await assertAsNew(product);
  checkOut('main');
  assert.deepEqual(await find(bridge, 'main_500'), ['part0.module500.main_500']);
  assert.deepEqual(await find(bridge, 'feature_500'), []);
  await assertAsNew(product);
});

async function find(bridge: BridgeClient, name: string): Promise<string[]> {
  const answer = await bridge.call('search_graph', { name_pattern: `^${name}$`, ...PATIENCE });
  return (answer['results'] as { qualified_name: string; file: string }[])
    .filter(({ file }) => file.endsWith('.py'))
    .map(({ qualified_name }) => qualified_name);
}

function read(product: Product, path: string): string {
  return readFileSync(join(product.root, path), 'utf8');
}

function countEvents(product: Product, name: string): number {
  return product.readLog().filter(({ event }) => event === name).length;
}

/** The index is the one that is made here of the same files, from nothing. */
async function assertAsNew(product: Product): Promise<void> {
  const mirror = new Mirror(product.root);
  product.defer(() => mirror.close());
  await mirror.update();
  const dump = await product.get(['dump', product.root, '--canonical']);
  assert.deepEqual(dump.replace(/\n$/, '').split('\n'), mirror.dumpGraph());
}
