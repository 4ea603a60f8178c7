// Unsaved buffers with the built product: a window tells what it shows, sessions get answers for that, and nothing of it
// outlives the window or the server.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadVersion } from '../../server/entry.ts';
import type { RpcConnection } from '../../server/rpc/client.ts';
import { dialServer } from '../../server/serve/dial.ts';
import { killServer } from '../process/support/sandbox.ts';
import type { BridgeClient } from '../process/support/sandbox.ts';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const CART = 'service/shop/cart.py';
/** An answer that has caught up with what windows show, however busy the machine is. */
const PATIENCE = { wait_fresh_ms: 15_000 };
const REFUND = '\n\ndef refund(cart: Cart):\n    return cart.total()  # typed only\n';

interface Stamp {
  readonly overlaid_files: readonly string[];
  readonly differing_files: readonly string[];
  readonly dirty_files: readonly string[];
  readonly stale: boolean;
}

class Shop {
  readonly product: Product;
  readonly bridge: BridgeClient;
  readonly cart: string;
  readonly #versions = new Map<string, number>();

  constructor(t: ConstructorParameters<typeof Product>[0]) {
    this.product = new Product(t);
    this.product.writeAll(SHOP);
    this.bridge = this.product.openBridge();
    this.cart = readFileSync(join(this.product.root, CART), 'utf8');
  }

  async open(): Promise<void> {
    await this.bridge.initialize();
    await this.find('Cart');
  }

  openWindow(): Promise<RpcConnection> {
    return dialServer(this.product.discovery, loadVersion(), 'window');
  }

  show(window: RpcConnection, text: string, path = CART): Promise<{ readonly isOverlaid: boolean }> {
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    return window.request('buffers/changed', { path: join(this.product.root, path), version, text });
  }

  close(window: RpcConnection, path = CART): Promise<unknown> {
    return window.request('buffers/closed', { path: join(this.product.root, path) });
  }

  async find(name: string): Promise<{ names: string[]; stamp: Stamp }> {
    const answer = await this.bridge.call('search_graph', { name_pattern: `^${name}$`, ...PATIENCE });
    const rows = answer['results'] as { qualified_name: string }[];
    return {
      names: rows.map(({ qualified_name }) => qualified_name),
      stamp: answer['freshness'] as Stamp,
    };
  }

  async awaitGone(name: string): Promise<void> {
    for (let asked = 0; (await this.find(name)).names.length > 0; asked++)
      assert.ok(asked < 100, `${name} is still found`);
  }

  /** The index is that of another installation that sees the files of the disk for the first time. */
  async assertAsOnDisk(): Promise<void> {
    const anew = { CBM_CACHE_DIR: join(this.product.base, 'another-cache') };
    const dump = ['dump', this.product.root, '--canonical'];
    const now = await this.product.get(dump);
    const wanted = await this.product.get(dump, anew);
    await this.product.run(['stop', this.product.root], anew);
    assert.equal(now, wanted);
  }
}

test('a function that is typed and not saved is found, read and traced, and marked', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const window = await shop.openWindow();
  assert.deepEqual(await shop.show(window, shop.cart + REFUND), { isOverlaid: true });
  const { names, stamp } = await shop.find('refund');
  assert.deepEqual(names, ['service.shop.cart.refund']);
  assert.deepEqual([stamp.overlaid_files, stamp.differing_files, stamp.dirty_files], [[CART], [], []]);
  assert.equal(stamp.stale, false);

  const snippet = await shop.bridge.request('tools/call', {
    name: 'get_code_snippet',
    arguments: { qualified_name: 'refund' },
  });
  assert.match(JSON.stringify(snippet), /typed only/);
  assert.match(JSON.stringify(snippet), /\[overlay, unsaved text of an editor: service\/shop\/cart\.py\]/);
  const code = await shop.bridge.call('search_code', { pattern: 'typed only' });
  assert.equal(code['total'], 1);
  const explored = await shop.bridge.call('explore', { names: ['refund'] });
  assert.match(JSON.stringify(explored), /typed only/);
  const callers = await shop.bridge.call('trace_path', { function_name: 'Cart.total', direction: 'inbound' });
  assert.match(JSON.stringify(callers), /cart\.refund/);

  await shop.close(window);
  const { names: after, stamp: later } = await shop.find('refund');
  assert.deepEqual([after, later.overlaid_files], [[], []]);
  await shop.assertAsOnDisk();
});

test('an answer that does not wait says that it is from before the edit', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const window = await shop.openWindow();
  await shop.product.get(['index', shop.product.root]);
  await shop.show(window, `# one more line\n${shop.cart}`);
  // The index may have caught up by now or not, and may have taken the edit before the server hears that it has.
  const answer = await shop.bridge.call('get_code_snippet', { qualified_name: 'Cart.total' });
  const stamp = answer['freshness'] as Stamp;
  assert.deepEqual(stamp.overlaid_files, [CART]);
  if (answer['changed'] === true) assert.deepEqual(stamp.dirty_files, [CART]);
});

test('a window that is lost takes its unsaved texts along', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const window = await shop.openWindow();
  await shop.show(window, shop.cart + REFUND);
  await shop.show(window, 'def never_saved():\n    pass\n', 'service/shop/fresh.py');
  assert.deepEqual((await shop.find('refund')).names, ['service.shop.cart.refund']);
  assert.deepEqual((await shop.find('never_saved')).names, ['service.shop.fresh.never_saved']);
  window.close();
  await window.closed;
  // The server hears of it when the system tells it, which no answer waits for.
  for (const name of ['refund', 'never_saved']) await shop.awaitGone(name);
  await shop.assertAsOnDisk();
});

test('of two windows the most recent edit wins and the answer says that versions differ', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const [one, other] = [await shop.openWindow(), await shop.openWindow()];
  await shop.show(one, shop.cart.replaceAll('total', 'sum_up'));
  await shop.show(other, shop.cart.replaceAll('total', 'add_up'));
  const { names, stamp } = await shop.find('add_up');
  assert.deepEqual(names, ['service.shop.cart.Cart.add_up']);
  assert.deepEqual([stamp.overlaid_files, stamp.differing_files], [[CART], [CART]]);
  assert.deepEqual((await shop.find('sum_up')).names, []);
  await shop.close(other);
  const { names: left, stamp: alone } = await shop.find('sum_up');
  assert.deepEqual([left, alone.differing_files], [['service.shop.cart.Cart.sum_up'], []]);
});

test('saving what is shown leaves the index as it is', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const window = await shop.openWindow();
  await shop.show(window, shop.cart + REFUND);
  assert.deepEqual((await shop.find('refund')).names, ['service.shop.cart.refund']);
  shop.product.write(CART, shop.cart + REFUND);
  await shop.close(window);
  const { names, stamp } = await shop.find('refund');
  assert.deepEqual([names, stamp.overlaid_files], [['service.shop.cart.refund'], []]);
  assert.deepEqual(await shop.show(window, shop.cart + REFUND), { isOverlaid: false });
  await shop.assertAsOnDisk();
});

test('what the graph held of an unsaved text is gone after kill -9 of the server', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const window = await shop.openWindow();
  // Of the same size as the file on disk: only the time can tell.
  await shop.show(window, shop.cart.replaceAll('total', 'sum_x'));
  await shop.show(window, 'def never_saved():\n    pass\n', 'service/shop/fresh.py');
  assert.deepEqual((await shop.find('sum_x')).names, ['service.shop.cart.Cart.sum_x']);
  assert.deepEqual((await shop.find('never_saved')).names, ['service.shop.fresh.never_saved']);
  await killServer(shop.product.discovery);
  await window.closed;
  assert.deepEqual((await shop.find('sum_x')).names, []);
  assert.deepEqual((await shop.find('total')).names, ['service.shop.cart.Cart.total']);
  assert.deepEqual((await shop.find('never_saved')).names, []);
  await shop.assertAsOnDisk();
});

test('what is no source file of the workspace is refused with the reason, and nothing unsaved is written or logged', async (t) => {
  const shop = new Shop(t);
  await shop.open();
  const { product } = shop;
  const window = await shop.openWindow();
  mkdirSync(join(product.base, 'outside'));
  writeFileSync(join(product.base, 'outside', 'b.py'), '');
  symlinkSync(join(product.base, 'outside'), join(product.root, 'out'));
  symlinkSync(join(product.base, 'outside', 'b.py'), join(product.root, 'out.py'));
  const refused: Readonly<Record<string, string>> = {
    [join(product.base, 'outside', 'b.py')]: 'FILE_OUTSIDE_ROOT',
    [join(product.root, 'out', 'b.py')]: 'FILE_OUTSIDE_ROOT',
    [join(product.root, 'out', 'new.py')]: 'FILE_OUTSIDE_ROOT',
    [join(product.root, 'out.py')]: 'FILE_OUTSIDE_ROOT',
    [join(product.workspaceDir, 'x.py')]: 'FILE_OUTSIDE_ROOT',
    [join(product.root, 'service')]: 'FILE_NOT_REGULAR',
    [join(product.root, 'notes.txt')]: 'BUFFER_NOT_SOURCE',
  };
  const text = 'def sneaked_in():\n    return "unsaved secret"\n';
  for (const [path, code] of Object.entries(refused))
    await assert.rejects(window.request('buffers/changed', { path, version: 1, text }), { code }, path);
  const { maxBytes, extensions } = await window.request('buffers/accepted', {});
  assert.ok(extensions.includes('.py'));
  await assert.rejects(shop.show(window, '#'.repeat(maxBytes + 1)), { code: 'BUFFER_TOO_LARGE' });
  assert.deepEqual((await shop.find('sneaked_in')).names, []);

  await shop.show(window, `${shop.cart}\n# unsaved secret of a comment\n`);
  await shop.find('Cart');
  for (const file of listFiles(product.cacheRoot))
    assert.doesNotMatch(readFileSync(file, 'latin1'), /unsaved secret/, file);
});

/** All files below a folder. This process holds no locks on them that reading could drop. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
