import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitRate } from '../../server/serve/rate.ts';

test('the first call acts at once, and the last of many is not lost', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let acted = 0;
  const act = limitRate(60_000, () => (acted += 1));
  act();
  assert.equal(acted, 1);
  act();
  act();
  assert.equal(acted, 1);
  t.mock.timers.tick(60_000);
  assert.equal(acted, 2);
  t.mock.timers.tick(600_000);
  assert.equal(acted, 2);
});
