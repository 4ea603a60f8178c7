import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProgress } from '../../../extension/status/facts.ts';
import { getPercent } from '../../../server/protocol/progress.ts';
import { INDEX_PHASES } from '../../../server/protocol/status.ts';

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
