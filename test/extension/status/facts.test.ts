import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProgress, listDetails, listFacts } from '../../../extension/status/facts.ts';
import { getPercent } from '../../../server/protocol/progress.ts';
import { INDEX_PHASES } from '../../../server/protocol/status.ts';
import type { GenerationSummary } from '../../../server/protocol/status.ts';
import { statusOf } from '../statusOf.ts';

const totals = { totalFiles: 100, totalBytes: 1000 };

test('the percent of an index run grows through all its steps and never reaches 100 before the end', () => {
  const moments = INDEX_PHASES.flatMap((phase) => [
    { phase, files: 0, bytes: 0, ...totals },
    { phase, files: 100, bytes: 1000, ...totals },
  ]);
  const percents = moments.map((progress) => getPercent(progress));
  assert.deepEqual(
    percents,
    percents.toSorted((a, b) => a - b),
  );
  assert.deepEqual([percents[0], percents.at(-1)], [0, 90]);
  assert.equal(getPercent(null), 0);
});

test('progress is told in files', () => {
  const progress = { phase: 'parse', files: 1200, bytes: 1, totalFiles: 2800, totalBytes: 2 } as const;
  assert.equal(describeProgress({ progress }), 'parse: 1,200 of 2,800 files');
  const unknown = { phase: 'discover', files: 1, bytes: 0, totalFiles: 0, totalBytes: 0 } as const;
  assert.equal(describeProgress({ progress: unknown }), 'discover: 1 file');
});

test('the details are the edges by tier, generation, server, time and the knobs in force', () => {
  const facts = Object.fromEntries(listDetails(statusOf()).map(({ name, text }) => [name, text]));
  assert.match(facts['Indexed'] ?? '', /^2026-11-23 \d\d:00, in 4\.2 s$/);
  assert.deepEqual(
    { ...facts, Indexed: '' },
    {
      Edges: '100,000: 70,000 exact, 30,000 inferred',
      Possible: '9,000 call sites known by name only',
      Generation: '3, 12.0 MB',
      Indexed: '',
      Server: 'process 4711, version 1.2.3',
      mmap: '67,108,864 bytes (default)',
      Checkpoint: 'PASSIVE (default)',
    },
  );
});

test('mapping that is off against the wish says why', () => {
  const { sqlite } = statusOf();
  const mmap = { ...sqlite.mmap, bytes: 0, whyOff: 'the cache lies on nfs' };
  const details = listDetails(statusOf({ sqlite: { ...sqlite, mmap } }));
  const found = details.find(({ name }) => name === 'mmap');
  assert.match(found?.text ?? '', /^off .*because the cache lies on nfs$/);
});

test('what is missing is counted in files that are partly there, files and folders', () => {
  const { summary } = statusOf();
  assert.ok(summary);
  const missing = (changes: Partial<GenerationSummary>) =>
    listFacts(statusOf({ summary: { ...summary, ...changes } })).find(({ name }) => name === 'Missing')?.text;
  const skipped = [{ reason: 'vendored', files: 1, folders: 2, examples: ['x/'] }];
  assert.equal(missing({ partialFiles: 2, skipped }), '2 files partly, 1 file, 2 folders skipped');
  assert.equal(missing({ skipped: [] }), 'nothing');
});
