import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GenerationSummary } from '../../server/protocol/status.ts';
import { KeptSummary } from '../../server/serve/keptSummary.ts';

function summarize(generation: number, symbols: number): GenerationSummary {
  const counts = {
    files: 1,
    partialFiles: 0,
    symbols,
    edges: 0,
    unresolved: 0,
    edgesByTier: {},
    skipped: [],
  };
  return { generation, ...counts, databaseBytes: 0, sourceBytes: 0, wallMs: 0, cpuMs: 0 };
}

test('edits are counted once, when they have stopped for a while', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let counted = 0;
  const changed = Promise.withResolvers<void>();
  const summary = new KeptSummary(() => Promise.resolve(summarize(1, ++counted)), changed.resolve);
  summary.set(summarize(1, 0));
  for (let edit = 0; edit < 5; edit++) {
    summary.noteEdit();
    t.mock.timers.tick(900);
  }
  assert.deepEqual([counted, summary.value?.symbols], [0, 0]);
  t.mock.timers.tick(100);
  await changed.promise;
  assert.deepEqual([counted, summary.value?.symbols], [1, 1]);
});

test('who asks waits for the count, and nothing is counted without an edit', async () => {
  let counted = 0;
  const summary = new KeptSummary(
    () => Promise.resolve(summarize(1, ++counted)),
    () => {},
  );
  summary.set(summarize(1, 0));
  await summary.settle();
  assert.equal(counted, 0);
  summary.noteEdit();
  await summary.settle();
  assert.equal(summary.value?.symbols, 1);
});

test('a count of a generation that was replaced meanwhile, or that fails, changes nothing', async () => {
  const count = Promise.withResolvers<GenerationSummary>();
  const summary = new KeptSummary(
    () => count.promise,
    () => assert.fail('nothing has changed'),
  );
  summary.noteEdit();
  const settled = summary.settle();
  summary.set(summarize(2, 7));
  count.resolve(summarize(1, 3));
  await settled;
  assert.deepEqual([summary.value?.generation, summary.value?.symbols], [2, 7]);
  const failing = new KeptSummary(
    () => Promise.reject(new Error('closed')),
    () => assert.fail('nothing has changed'),
  );
  failing.noteEdit();
  await failing.settle();
  assert.equal(failing.value, null);
});
