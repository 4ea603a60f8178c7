import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../server/fleet/keys.ts';
import { makeKeyFilter, mayHaveKey } from '../../server/fleet/keyFilter.ts';

test('a filter has all of its keys, and of others few', () => {
  for (const size of [0, 1, 50, 3000]) {
    const keys = Array.from({ length: size }, (_, at) => keyOf('in', String(at)));
    const filter = makeKeyFilter([...keys, ...keys]);
    for (const key of keys) assert.ok(mayHaveKey(filter, [keyOf('out'), key]));
    const others = Array.from({ length: 3000 }, (_, at) => keyOf('out', String(at)));
    const wrong = others.filter((key) => mayHaveKey(filter, [key])).length;
    assert.ok(wrong < 90, `${wrong} of 3000 at ${size}`);
    assert.equal(mayHaveKey(filter, []), false);
  }
});
