// A cache directory that cannot be written any more: it is said, and the last good generation keeps answering.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireCondition, requireTool } from '../require.ts';
import { Product } from './support/product.ts';
import { requirePermissions } from './support/unprivileged.ts';

const skipReadOnly = requirePermissions();
const skipFull =
  requireTool('mount', 'install util-linux') ||
  requireCondition(
    process.getuid?.() === 0,
    'only root may mount a small file system: run this test as root',
  );

test('a cache directory that cannot be written is refused with 73', { skip: skipReadOnly }, async (t) => {
  const product = new Product(t, { isUnprivileged: true });
  product.write('a.py', 'def first(): pass\n');
  mkdirSync(product.cacheRoot);
  product.giveAway(product.cacheRoot);
  chmodSync(product.cacheRoot, 0o500);
  for (const command of ['index', 'serve']) {
    const { code, stdout, stderr } = await product.run([command, product.root]);
    assert.deepEqual([code, stdout], [73, ''], stderr);
    assert.match(stderr, /cannot be written.*CBM_CACHE_DIR/s);
  }
  assert.deepEqual(readdirSync(product.cacheRoot), []);
});

test(
  'a cache that turns read-only keeps answering, says so, and recovers',
  { skip: skipReadOnly },
  async (t) => {
    const product = new Product(t, { isUnprivileged: true });
    product.write('a.py', 'def first(): pass\n');
    await product.get(['index', product.root]);
    chmodSync(product.workspaceDir, 0o500);
    product.defer(() => chmodSync(product.workspaceDir, 0o700));
    product.write('b.py', 'def second(): pass\n');
    const failed = await product.run(['index', product.root, '--full']);
    assert.notEqual(failed.code, 0);
    assert.match(failed.stderr, /denied|read-?only|unable to open|cannot be written/i);
    assert.match(failed.stderr, /The last index keeps answering/);
    // The open generation takes the edit all the same: that needs no new file.
    const answer = await product.query('search_graph', { name_pattern: 'second', wait_fresh_ms: 15_000 });
    assert.equal(answer['total'], 1);
    assert.equal((answer['freshness'] as { generation: number }).generation, 1);
    chmodSync(product.workspaceDir, 0o700);
    await product.get(['index', product.root, '--full']);
    await assertRecovers(product);
  },
);

test(
  'a server that starts on a read-only cache says so and loses nothing',
  { skip: skipReadOnly },
  async (t) => {
    const product = new Product(t, { isUnprivileged: true });
    product.write('a.py', 'def first(): pass\n');
    await product.get(['index', product.root]);
    await product.get(['stop', product.root]);
    chmodSync(product.workspaceDir, 0o500);
    product.defer(() => existsSync(product.workspaceDir) && chmodSync(product.workspaceDir, 0o700));
    const { code, stderr } = await product.run(['query', 'search_graph', '--folder', product.root]);
    assert.equal(code, 73, stderr);
    assert.match(stderr, /cannot be written.*CBM_CACHE_DIR/s);
    chmodSync(product.workspaceDir, 0o700);
    assert.equal((await product.query('search_graph', { name_pattern: 'first' }))['total'], 1);
  },
);

test(
  'a full disk keeps the last good generation answering, says so, and recovers',
  { skip: skipFull },
  async (t) => {
    const product = new Product(t);
    mountSmallDisk(product);
    product.write('a.py', 'def first(): pass\n');
    await product.get(['index', product.root]);
    const ballast = fillDisk(product.cacheRoot);
    // More than fits into what is left of the last block.
    const functions = Array.from({ length: 3000 }, (_, at) => `def function_number_${at}(): pass\n`);
    product.write('b.py', `def second(): pass\n${functions.join('')}`);
    await assertOldGenerationAnswers(product, /full|no space/i);
    assert.deepEqual(
      readdirSync(product.workspaceDir).filter((name) => /^graph-.*\.db$|\.tmp$/.test(name)),
      ['graph-1.db'],
      'the half-made generation is gone',
    );
    rmSync(ballast);
    await assertRecovers(product);
  },
);

test(
  'a server that starts on a full disk answers or says why, and loses nothing',
  { skip: skipFull },
  async (t) => {
    const product = new Product(t);
    mountSmallDisk(product);
    product.write('a.py', 'def first(): pass\n');
    await product.get(['index', product.root]);
    await product.get(['stop', product.root]);
    const ballast = fillDisk(product.cacheRoot);
    const query = ['query', 'search_graph', '--arg', 'name_pattern=first', '--folder', product.root];
    const { code, stdout, stderr } = await product.run(query);
    if (code === 0) assert.match(stdout, /first/);
    else {
      assert.equal(code, 73, stderr);
      assert.match(stderr, /cannot be written.*Free some space/s);
    }
    rmSync(ballast);
    assert.equal((await product.query('search_graph', { name_pattern: 'first' }))['total'], 1);
  },
);

/** The index run fails with `reason`; the generation before answers and is said to be behind. */
async function assertOldGenerationAnswers(product: Product, reason: RegExp): Promise<void> {
  const failed = await product.run(['index', product.root]);
  assert.notEqual(failed.code, 0);
  assert.match(failed.stderr, reason);
  assert.match(failed.stderr, /The last index keeps answering/);
  const answer = await product.query('search_graph', { name_pattern: 'first' });
  assert.equal(answer['total'], 1);
  const freshness = answer['freshness'] as { generation: number; stale: boolean; dirty_files: string[] };
  assert.deepEqual([freshness.generation, freshness.stale], [1, true]);
  assert.deepEqual(freshness.dirty_files, ['b.py']);
  const { problem } = JSON.parse(await product.get(['status', product.root, '--json'])) as {
    problem: { message: string } | null;
  };
  assert.match(problem?.message ?? '', reason);
}

async function assertRecovers(product: Product): Promise<void> {
  await product.get(['index', product.root]);
  assert.equal((await product.query('search_graph', { name_pattern: 'second' }))['total'], 1);
  const status = JSON.parse(await product.get(['status', product.root, '--json'])) as { problem: unknown };
  assert.equal(status.problem, null);
}

/** Puts the cache on a file system of 4 MB that goes away with the product. */
function mountSmallDisk(product: Product): void {
  mkdirSync(product.cacheRoot);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', product.cacheRoot]);
  assert.equal(mounted.status, 0, mounted.stderr.toString());
  product.defer(async () => {
    await product.run(['stop', product.root]);
    // Lazily: a server that is ending may still hold its log open.
    spawnSync('umount', ['-l', product.cacheRoot]);
  });
}

/** Fills the file system of `folder` until nothing more can be written; returns the file that does. */
function fillDisk(folder: string): string {
  const ballast = join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize));
  // What others gave back meanwhile is taken too.
  assert.throws(
    () => {
      for (;;) appendFileSync(ballast, Buffer.alloc(bsize));
    },
    { code: 'ENOSPC' },
  );
  return ballast;
}
