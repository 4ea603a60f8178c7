import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPatience } from '../../server/serve/connect.ts';

test('a client waits as much longer for a server as the machine is busier than it can be, four times at most', () => {
  const patience = ([load, processors]: readonly [number, number]) => getPatience(load, processors);
  const machines = [
    [0, 2],
    [1.9, 2],
    [5, 2],
    [80, 2],
    [8, 16],
  ] as const;
  assert.deepEqual(machines.map(patience), [1, 1, 2.5, 4, 1]);
});
