import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchForWake } from '../../server/serve/wakeWatch.ts';

test('a clock that jumps between two ticks is a wake, one that goes on is not', async (t) => {
  let clock = 0;
  const gaps: number[] = [];
  const woke = new Promise<void>((resolve) => {
    const end = watchForWake(
      (gap) => {
        gaps.push(gap);
        resolve();
      },
      {
        tickMs: 1,
        gapMs: 1000,
        // Five ticks in step with the timer, then an hour at once.
        now: () => {
          clock += clock < 10 ? 1 : 3_600_000;
          return clock;
        },
      },
    );
    t.after(end);
  });
  // The watch alone does not keep a process alive.
  const keepAlive = setInterval(() => {}, 1000);
  await woke;
  clearInterval(keepAlive);
  assert.equal(gaps.length, 1);
  assert.ok(gaps[0]! > 3_000_000);
});
