// The short form of every torture scenario, one test each. What must never happen is asserted, how long things took is
// told.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Lanes, spawnScenario } from './lanes.ts';
import { formatResult } from './runScenario.ts';
import { SCENARIOS } from './scenarios.ts';

const SEED = 1;
const lanes = new Lanes();

suite('torture', { concurrency: SCENARIOS.length, skip: process.platform !== 'linux' }, () => {
  for (const scenario of SCENARIOS) {
    test(`${scenario.name}: ${scenario.invariant}`, async (t) => {
      const report = await lanes.take(scenario, () => spawnScenario(scenario, { seed: SEED, isLong: false }));
      t.diagnostic(formatResult(report));
      assert.deepEqual(report.violations, []);
      if (report.rounds === 0) t.skip(report.result);
    });
  }
});
