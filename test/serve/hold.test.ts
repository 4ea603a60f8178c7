import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hold } from '../../server/serve/hold.ts';

test('a change waits for readings that began before it, whether they end well or not, and for no later one', async () => {
  const hold = new Hold();
  const events: string[] = [];
  const reading = Promise.withResolvers<void>();
  const first = hold.during(async () => {
    await reading.promise;
    events.push('read');
    throw new Error('it failed');
  });
  const change = hold.wait().then(() => events.push('changed'));
  const later = Promise.withResolvers<void>();
  const second = hold.during(() => later.promise);
  reading.resolve();
  await assert.rejects(first, /it failed/);
  await change;
  assert.deepEqual(events, ['read', 'changed']);
  later.resolve();
  await second;
});

test('a change does not wait for ever', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const hold = new Hold();
  const reading = Promise.withResolvers<void>();
  const read = hold.during(() => reading.promise);
  const change = hold.wait();
  t.mock.timers.tick(60_000);
  await change;
  reading.resolve();
  await read;
});
