// The protocol's own conformance suite against the product's transport, for both eras of the protocol.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { MUST_PASS, NOT_OFFERED, REVISIONS } from './conformanceBaseline.ts';
import type { Revision } from './conformanceBaseline.ts';
import { startConformanceServer } from './conformanceServer.ts';

const modules = join(import.meta.dirname, '..', '..', 'node_modules');
const suite = join(modules, '@modelcontextprotocol', 'conformance', 'dist', 'index.js');

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

for (const revision of REVISIONS) {
  test(`everything that is offered conforms to ${revision}, and nothing else is excused`, async (t) => {
    const server = await startConformanceServer();
    t.after(() => server.stop());
    const results = mkdtempSync(join(tmpdir(), 'codebase-memory-conformance-'));
    t.after(() => rmSync(results, { recursive: true, force: true }));
    const checks = await runSuite(revision, server.url, results);

    const excused = new Set(
      NOT_OFFERED.flatMap(({ checks: listed }) =>
        Object.entries(listed)
          .filter(([scenario]) => checks.has(scenario))
          .flatMap(([scenario, ids]) => ids.map((id) => `${scenario}: ${id}`)),
      ),
    );
    const failed = new Map<string, string>();
    for (const [scenario, ofScenario] of checks) {
      for (const { id, status, errorMessage } of ofScenario)
        if (status === 'FAILURE') failed.set(`${scenario}: ${id}`, errorMessage ?? '');
    }
    const unexpected = [...failed].filter(([check]) => !excused.has(check)).map((pair) => pair.join(': '));
    assert.deepEqual(unexpected, [], 'these fail and are not in the baseline');
    const stale = [...excused].filter((check) => !failed.has(check));
    assert.deepEqual(stale, [], 'these pass and are still in the baseline');
    for (const scenario of MUST_PASS[revision]) {
      const passed = (checks.get(scenario) ?? []).filter(({ status }) => status === 'SUCCESS');
      assert.ok(passed.length > 0, `${scenario} has proved nothing`);
    }
  });
}

test('every excuse has a scenario, so that a typing error excuses nothing', () => {
  const known = new Set(REVISIONS.flatMap((revision) => listScenarios(revision)));
  const listed = NOT_OFFERED.flatMap(({ checks }) => Object.keys(checks));
  assert.deepEqual(
    listed.filter((scenario) => !known.has(scenario)),
    [],
  );
});

/** Runs the scenarios that a revision requires and returns the checks of each. */
async function runSuite(revision: Revision, url: string, results: string): Promise<Map<string, Check[]>> {
  const args = [suite, 'server', '--url', url, '--requirements', revision, '--output-dir', results];
  const child = spawn(process.execPath, args, { stdio: 'ignore', cwd: results });
  await once(child, 'close');
  const folders = readdirSync(results);
  const checks = new Map<string, Check[]>();
  for (const scenario of listScenarios(revision)) {
    // A folder is named by the scenario and the time of its run.
    const pattern = new RegExp(`^server-${scenario}-\\d{4}-\\d\\d-\\d\\dT[-\\d]+Z$`);
    const folder = folders.find((name) => pattern.test(name));
    assert.ok(folder, `the scenario ${scenario} has not run`);
    checks.set(scenario, JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8')) as Check[]);
  }
  return checks;
}

/** The scenarios for servers in the suite's own list of what a revision requires or reports. */
function listScenarios(revision: Revision): string[] {
  const file = join(modules, '@modelcontextprotocol', 'conformance', 'requirements', `${revision}.yaml`);
  const text = readFileSync(file, 'utf8');
  const required = /^server:\n((?: {2}.*\n)*)/m.exec(text)?.[1] ?? '';
  const reported = [...text.matchAll(/- scenario: (\S+)\n +leg: server/g)].map((match) => match[1] ?? '');
  return [...[...required.matchAll(/^ {2}- (\S+)$/gm)].map((match) => match[1] ?? ''), ...reported];
}
