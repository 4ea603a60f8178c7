import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countAttempt, getWaitMs } from '../../../extension/connection/backoff.ts';

test('the first attempt is made at once, later ones wait longer, up to half a minute', () => {
  const waits = Array.from({ length: 9 }, (_, attempt) => getWaitMs(attempt));
  assert.equal(waits[0], 0);
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.equal(waits.at(-1), 30_000);
});

test('a connection that lasted makes the next failure a first one', () => {
  assert.equal(countAttempt(4, 60_000), 0);
  assert.equal(countAttempt(4, 10), 5);
});
