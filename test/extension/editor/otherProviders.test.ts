import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OtherProviders } from '../../../extension/editor/otherProviders.ts';

test('others are asked as long as they do not answer, and then never again', async () => {
  const others = new OtherProviders();
  const answers = [false, true];
  const ask = () => Promise.resolve(answers.shift() ?? assert.fail('asked once too often'));
  assert.equal(await others.serve('python', 'a', ask), false);
  assert.equal(await others.serve('python', 'b', ask), true);
  assert.equal(await others.serve('python', 'c', ask), true);
});

test('a question to the others is known while it is put, and not any more when it has failed', async () => {
  const others = new OtherProviders();
  const asking = others.serve('python', 'a', () => {
    assert.equal(others.isAsking('a'), true);
    assert.equal(others.isAsking('b'), false);
    return Promise.reject(new Error('no'));
  });
  await assert.rejects(asking, /no/);
  assert.equal(others.isAsking('a'), false);
});
