import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRoomToResolve, MemoryGuard } from '../../server/indexer/memoryGuard.ts';

test('below the limit, or without one, every thread goes on', () => {
  assert.equal(new MemoryGuard(100, () => 92).advise(4), 'go on');
  assert.equal(new MemoryGuard(0, () => 1e12).advise(4), 'go on');
});

test('near the limit threads go one by one, the last one is replaced, and then the run stops', () => {
  const guard = new MemoryGuard(100, () => 93);
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

test('memory is short before the limit is reached', () => {
  assert.equal(new MemoryGuard(100, () => 74).isShort, false);
  assert.equal(new MemoryGuard(100, () => 76).isShort, true);
  assert.equal(new MemoryGuard(0, () => 1e12).isShort, false);
});

test('a run that could not be resolved within the limit stops before it tries', () => {
  assert.throws(() => assertRoomToResolve(100, 7, 30, () => 20), {
    code: 'MEMORY_LIMIT',
    message: /stopped after 7 of 7 files/,
  });
  assertRoomToResolve(100, 7, 20, () => 20);
  assertRoomToResolve(0, 7, 1e12, () => 20);
});

test('no more threads are started than there is room for, but one always is', () => {
  const mib = 2 ** 20;
  assert.equal(new MemoryGuard(0, () => 1e12).countThreads(8), 8);
  assert.equal(new MemoryGuard(1000 * mib, () => 100 * mib).countThreads(8), 5);
  assert.equal(new MemoryGuard(1000 * mib, () => 100 * mib).countThreads(2), 2);
  assert.equal(new MemoryGuard(300 * mib, () => 200 * mib).countThreads(8), 1);
});
