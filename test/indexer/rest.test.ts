// Threads that nobody needs for a while end, and their memory with them.
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { assetsDir, entryFile } from '../../server/entry.ts';
import { FreshnessCheck } from '../../server/indexer/freshnessCheck.ts';
import { IndexThread } from '../../server/indexer/indexThread.ts';
import type { IndexOptions } from '../../server/indexer/messages.ts';

const IDLE_MS = 50;

function makeTree(t: TestContext): { options: IndexOptions; root: string } {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'cbm-rest-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  writeFileSync(join(base, 'a.ts'), 'export const a = 1;\n');
  const forbidden = { dirs: [], files: [] };
  const settings = { maxFileSizeBytes: 1_000_000, exclude: [], includeGenerated: false, workers: 1 };
  return { root: base, options: { root: base, assetsDir, entryFile, forbidden, ...settings } };
}

/** Something that is called, and a promise of the next call. */
function createBell(): { ring: () => void; rung: () => Promise<void> } {
  let next = Promise.withResolvers<void>();
  return {
    ring: () => {
      next.resolve();
      next = Promise.withResolvers();
    },
    rung: () => next.promise,
  };
}

test('the check thread ends some time after its last check, and a new one knows the same', async (t) => {
  const { options, root } = makeTree(t);
  const bell = createBell();
  const check = new FreshnessCheck(() => options, IDLE_MS, bell.ring);
  t.after(() => check.close());
  for (let round = 0; round < 2; round += 1) {
    const rested = bell.rung();
    assert.deepEqual(await check.run(), ['a.ts']);
    await rested;
  }
  const rested = bell.rung();
  rmSync(join(root, 'a.ts'));
  assert.deepEqual(await check.run(), []);
  await rested;
});

test('a check compares with what edits have changed, in the thread of before and in a new one', async (t) => {
  const { options, root } = makeTree(t);
  const bell = createBell();
  const check = new FreshnessCheck(() => options, IDLE_MS, bell.ring);
  t.after(() => check.close());
  const taken = { indexedAtMs: Date.now() + 10_000, configs: {}, manifests: [] };
  const describe = (path: string) => {
    const { size, mtimeMs } = statSync(join(root, path));
    return { path, hash: '', sizeBytes: size, mtimeMs };
  };
  check.setIndexed([{ ...describe('a.ts'), path: 'gone.ts' }], taken);
  assert.deepEqual(await check.run(), ['a.ts', 'gone.ts']);
  const rested = bell.rung();
  check.takeChanges({ written: [describe('a.ts')], removed: ['gone.ts'] }, taken);
  assert.deepEqual(await check.run(), []);
  await rested;
  assert.deepEqual(await check.run(), []);
  assert.equal(check.indexedFiles, 1);
});

test('the index thread ends some time after its last run, and is not warm any more', async (t) => {
  const { options, root } = makeTree(t);
  const bell = createBell();
  const thread = new IndexThread(entryFile, IDLE_MS, bell.ring);
  t.after(() => thread.close());
  const rested = bell.rung();
  const request = { options, generationFile: join(root, 'graph.db'), meta: {}, isFresh: true };
  const { counts } = await thread.build(request, () => {});
  assert.equal(counts.files, 1);
  thread.commit();
  assert.ok(thread.isWarm);
  await rested;
  assert.ok(!thread.isWarm);
});
