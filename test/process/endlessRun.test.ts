// A real server whose index run does not end: what it costs, and that nothing waits for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { CODE_ENGINE, createSandbox, isRunning, loadStatus, seams, until } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

const ENDLESS = { ...CODE_ENGINE, TEST_INDEX: 'endless' };

/** A project whose index run is under way and does not end, and the client that waits for it. */
async function startEndlessRun(t: TestContext, environment: NodeJS.ProcessEnv = {}) {
  const sandbox = createSandbox(t);
  sandbox.write('src/endless.ts', 'export const a = 1;');
  const client = sandbox.start(['index', sandbox.root], { ...ENDLESS, ...environment });
  await until(() => isPublished(sandbox));
  while ((await loadStatus(sandbox)).progress?.phase !== 'resolve');
  return { sandbox, client, server: sandbox.discovery().pid };
}

function isPublished(sandbox: Sandbox): boolean {
  try {
    return sandbox.discovery().pid > 0;
  } catch {
    return false;
  }
}

test('a run that takes too much of the processor is ended with the file at work, and the server answers on', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('src/endless.ts', 'export const a = 1;');
  const { code, stderr } = await sandbox.run(['index', sandbox.root], {
    ...ENDLESS,
    ...seams({ runLeastMs: 100 }),
  });
  assert.notEqual(code, 0);
  assert.match(stderr, /ended after \d+ s of CPU time, at work on src\/endless\.ts\. Leave that file out/);
  const { progress, problem } = await loadStatus(sandbox);
  assert.equal(progress, null);
  assert.match(problem?.message ?? '', /at work on src\/endless\.ts/);
});

test('a run that does not end does not hold up a stop', async (t) => {
  const { sandbox, server } = await startEndlessRun(t);
  const { code } = await sandbox.run(['stop', sandbox.root]);
  assert.equal(code, 0);
  await until(() => !isRunning(server));
});

test('a run that does not end does not keep a server that nobody needs', async (t) => {
  const { client, server } = await startEndlessRun(t, { CBM_IDLE_EXIT_MS: '100' });
  client.kill('SIGKILL');
  await until(() => !isRunning(server));
});
