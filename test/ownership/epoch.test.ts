import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEpoch, isNonce } from '../../server/ownership/epoch.ts';

test('only a text of 16 to 64 letters that can stand in an address is a nonce', () => {
  for (const nonce of ['a'.repeat(16), 'b-_9'.repeat(16)]) assert.ok(isNonce(nonce), nonce);
  for (const other of [
    'a'.repeat(15),
    'a'.repeat(65),
    'a b'.repeat(8),
    '',
    undefined,
    1e20,
    ['a'.repeat(20)],
  ])
    assert.ok(!isNonce(other), String(other));
});

test('no two epochs are alike', () => {
  assert.notEqual(createEpoch(), createEpoch());
});
