import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPatience } from '../../server/serve/connect.ts';

test('a client waits as much longer for a server as the machine is busier than it can be, four times at most', () => {
  const machines = [
    { load: 0, processors: 2, patience: 1 },
    { load: 1.9, processors: 2, patience: 1 },
    { load: 5, processors: 2, patience: 2.5 },
    { load: 80, processors: 2, patience: 4 },
    { load: 8, processors: 16, patience: 1 },
  ];
  for (const { load, processors, patience } of machines)
    assert.equal(getPatience(load, processors), patience);
});
