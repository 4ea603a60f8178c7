import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineError, MAX_ECHO } from '../server/errors.ts';

const Failed = defineError('FAILED', (why: string) => `It failed: ${why}. Try again.`);

test('an error that ends with the sentence of another has one full stop there', () => {
  assert.equal(Failed('the index is not open.').message, 'It failed: the index is not open. Try again.');
  assert.equal(Failed('no such folder').message, 'It failed: no such folder. Try again.');
  assert.equal(Failed('cd ..').message, 'It failed: cd ... Try again.');
});

test('what an error repeats is shortened', () => {
  const { message } = Failed('x'.repeat(10 * MAX_ECHO));
  assert.ok(message.length < 2 * MAX_ECHO);
  assert.match(message, /… \(10000 characters\)\. Try again\.$/);
});
