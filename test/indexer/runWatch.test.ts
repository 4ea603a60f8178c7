// A run that does not end is ended: by the watch over its CPU time, which names the file at work, and by the end of the server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { IndexThread } from '../../server/indexer/indexThread.ts';
import { RunWatch } from '../../server/indexer/runWatch.ts';
import { makeIndexOptions } from './indexOptions.ts';

const entryFile = join(import.meta.dirname, 'endlessWorker.ts');
const OPTIONS = makeIndexOptions(import.meta.dirname, { entryFile });
const REQUEST = { options: OPTIONS, generationFile: '', meta: {}, isFresh: true };
const DAY_MS = 86_400_000;

/** Looks often, and sees that much too much was used once `isSpent`. */
function watchOf(isSpent: () => boolean) {
  return (onSpent: (seconds: number) => void) =>
    new RunWatch(onSpent, { usedMs: () => (isSpent() ? DAY_MS : 0), everyMs: 5 });
}

test('a run that takes out of all proportion is ended with the name of the file at work, and the next one is served', async (t) => {
  let isSpent = false;
  const thread = new IndexThread(
    entryFile,
    DAY_MS,
    () => {},
    watchOf(() => isSpent),
  );
  t.after(() => thread.close());
  await assert.rejects(
    thread.build(REQUEST, () => (isSpent = true)),
    (error: Error & { code?: string }) =>
      error.code === 'RUN_TOO_LONG' &&
      error.message.includes('at work on src/endless.ts. Leave that file out'),
  );
  isSpent = false;
  assert.equal(await thread.recall(OPTIONS, { files: [], lookups: [] } as never), false);
});

test('a run that does not end is broken off when the thread is closed, and none follows', async () => {
  const thread = new IndexThread(
    entryFile,
    DAY_MS,
    () => {},
    watchOf(() => false),
  );
  let began!: () => void;
  const isAtWork = new Promise<void>((resolve) => (began = resolve));
  const run = thread.build(REQUEST, began);
  const broken = assert.rejects(run, { code: 'INDEXER_DIED' });
  await isAtWork;
  await thread.close();
  await broken;
  await assert.rejects(
    thread.build(REQUEST, () => {}),
    { code: 'INDEXER_DIED' },
  );
});
