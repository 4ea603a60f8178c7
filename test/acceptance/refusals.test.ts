// Folders that must not be indexed: refused by every command, with nothing made anywhere.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { Product } from './support/product.ts';
import { requirePermissions } from './support/unprivileged.ts';

const COMMANDS = ['serve', 'index', 'status', 'dump', 'mcp', 'stop', 'doctor'];

test('a folder that is missing, a file, the home or the root is refused by every command', async (t) => {
  const product = new Product(t);
  const file = product.write('file.py', 'def f(): pass\n');
  const homeByAnotherName = join(product.base, 'link');
  symlinkSync(product.home, homeByAnotherName);
  const refused: [string, RegExp][] = [
    [join(product.base, 'missing'), /does not exist|no such|missing/i],
    [file, /not a (?:folder|directory)/i],
    [product.home, /home/i],
    [homeByAnotherName, /home/i],
    ['/', /root/i],
  ];
  for (const [folder, reason] of refused) {
    for (const command of COMMANDS) await assertRefused(product, command, folder, reason);
  }
  assert.ok(!existsSync(product.cacheRoot), 'no cache was made');
  assert.deepEqual(readdirSync(product.home), [], 'nothing was put into the home');
  assert.deepEqual(readdirSync(product.root), ['file.py'], 'nothing was put into the project');
});

test('a folder that cannot be read is refused', { skip: requirePermissions() }, async (t) => {
  const product = new Product(t, { isUnprivileged: true });
  const folder = join(product.base, 'closed');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.py'), 'def f(): pass\n');
  product.giveAway(folder);
  chmodSync(folder, 0o000);
  product.defer(() => chmodSync(folder, 0o700));
  for (const command of COMMANDS) await assertRefused(product, command, folder, /read|permission/i);
  assert.ok(!existsSync(product.cacheRoot));
});

test('the cache directory itself and a folder in it are refused', async (t) => {
  const product = new Product(t);
  product.write('a.py', 'def f(): pass\n');
  await product.get(['index', product.root]);
  for (const folder of [product.cacheRoot, product.workspaceDir]) {
    await assertRefused(product, 'index', folder, /cache/i);
  }
  assert.deepEqual(readdirSync(product.cacheRoot).sort(), [basename(product.workspaceDir), 'facts'].sort());
});

async function assertRefused(
  product: Product,
  command: string,
  folder: string,
  reason: RegExp,
): Promise<void> {
  const args = command === 'dump' ? [command, folder, '--edges'] : [command, folder];
  const { code, stdout, stderr } = await product.run(args);
  assert.equal(code, 66, `${command} ${folder}: ${stderr}`);
  assert.equal(stdout, '');
  assert.match(stderr, /^codebase-memory: /);
  assert.match(stderr, reason);
}
