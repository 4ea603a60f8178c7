import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeWay } from '../../../extension/tests/wayText.ts';

test('why a test is affected is told from the change back to what the test uses', () => {
  assert.equal(describeWay([]), 'changed');
  assert.equal(describeWay(['shop.price']), 'uses shop.price');
  assert.equal(describeWay(['cart.total', 'shop.price']), 'uses shop.price over cart.total');
  assert.equal(describeWay(['a', 'b', 'c']), 'uses c over a, b');
});
