// The tool asks in a process of its own.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { askFleet } from '../../server/serve/askFleet.ts';
import { makeFolder } from '../team/teamTree.ts';
import { withoutEngines } from './engines.ts';
import { exportTrees, TREES } from './fleetTrees.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'server', 'main.ts');
const SIGNAL = new AbortController().signal;

function within(variables: Readonly<Record<string, string>>, t: TestContext): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    t.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

test(
  'a question has the answer of the command line, with its rows and pages',
  { skip: withoutEngines },
  async (t) => {
    const data = await exportTrees(t, { tools: TREES['tools']!, legacy: TREES['legacy']! });
    within({ CBM_FLEET_DATA: data }, t);
    const { rows, total, next } = await askFleet(
      ENTRY,
      { name: 'users', subject: 'tools:old', repository: 'tools', limit: 1 },
      SIGNAL,
    );
    assert.deepEqual([rows.map((row) => row[1]), total, next], [['index.js'], 2, 1]);
    await assert.rejects(
      askFleet(ENTRY, { name: 'users', subject: '--help' }, SIGNAL),
      /No package of the fleet/,
    );
  },
);

test('without data and without engines a question says what to do', async (t) => {
  within({ CBM_FLEET_DATA: '', CBM_FLEET_CLICKHOUSE: '' }, t);
  await assert.rejects(
    askFleet(ENTRY, { name: 'unused' }, SIGNAL),
    /or in CBM_FLEET_DATA or CBM_FLEET_CLICKHOUSE/,
  );
  within({ CBM_FLEET_DATA: makeFolder(t), CBM_FLEET_PACKAGES: makeFolder(t) }, t);
  await assert.rejects(
    askFleet(ENTRY, { name: 'unused' }, SIGNAL),
    /is not installed\. Install what the fleet needs, once:\s+npm install --prefix .* @duckdb\/node-api@\d/,
  );
});
