import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryGuard } from '../../server/indexer/memoryGuard.ts';

test('below the limit, or without one, every thread goes on', () => {
  assert.equal(new MemoryGuard(100, () => 100).advise(4), 'go on');
  assert.equal(new MemoryGuard(0, () => 1e12).advise(4), 'go on');
});

test('above the limit threads go one by one, the last one is replaced, and then the run stops', () => {
  const guard = new MemoryGuard(100, () => 101);
  assert.deepEqual([guard.advise(3), guard.advise(2), guard.advise(1)], ['retire', 'retire', 'replace']);
  const advice = Array.from({ length: 5 }, () => guard.advise(1));
  assert.deepEqual(advice, ['go on', 'go on', 'go on', 'go on', 'stop']);
});

test('a thread whose replacement helped may be replaced again', () => {
  let used = 101;
  const guard = new MemoryGuard(100, () => used);
  assert.equal(guard.advise(1), 'replace');
  used = 50;
  for (let batch = 0; batch < 6; batch++) assert.equal(guard.advise(1), 'go on');
  used = 101;
  assert.equal(guard.advise(1), 'replace');
});
