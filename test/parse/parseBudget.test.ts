import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBudget } from '../../server/parse/parseBudget.ts';

test('a budget is used up by work, not by waiting', { skip: !('threadCpuUsage' in process) }, () => {
  const isUsedUp = startBudget(30);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
  assert.equal(isUsedUp(), false);
  while (!isUsedUp());
  const { user, system } = process.threadCpuUsage();
  assert.ok((user + system) / 1000 >= 30);
});
