import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseAfter, Unserved } from '../../../extension/confirm/pace.ts';

const MINUTE_MS = 60_000;

test('a window asks for a fiftieth of the time, and rests for three seconds at least', () => {
  assert.equal(Math.round(pauseAfter(1000, 0.3)), 49_000);
  assert.equal(pauseAfter(10, 1), 3000);
});

test('time in which others had the core is not counted', () => {
  assert.equal(Math.round(pauseAfter(1000, 7)), 7000);
});

test('a language server that is silent does not keep the others waiting for minutes', () => {
  assert.equal(pauseAfter(10_000, 0), pauseAfter(1500, 0));
});

test('a language that nobody serves is left alone for longer each time, until somebody does', () => {
  const unserved = new Unserved();
  unserved.note('.py', false, 0);
  assert.deepEqual(unserved.list(MINUTE_MS - 1), ['.py']);
  assert.deepEqual(unserved.list(MINUTE_MS), []);
  unserved.note('.py', false, MINUTE_MS);
  assert.deepEqual(unserved.list(3 * MINUTE_MS - 1), ['.py']);
  for (let time = 0; time < 20; time += 1) unserved.note('.py', false, 0);
  assert.deepEqual(unserved.list(16 * MINUTE_MS), []);
  unserved.note('.py', true, 0);
  assert.deepEqual(unserved.list(0), []);
});

test('a language that was served is left alone only after nobody answered for a fourth file', () => {
  const unserved = new Unserved();
  unserved.note('.ts', true, 0);
  for (let time = 0; time < 3; time += 1) unserved.note('.ts', false, 0);
  assert.deepEqual(unserved.list(0), []);
  unserved.note('.ts', false, 0);
  assert.deepEqual(unserved.list(MINUTE_MS - 1), ['.ts']);
});
