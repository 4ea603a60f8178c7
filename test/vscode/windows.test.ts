// Two windows on one real project: extension hosts of their own, one server, one index run, Claude Code connected from one and
// disconnected from the other, and all of it through the death of either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRunning, killServer, until } from '../process/support/sandbox.ts';
import { findDiscovery } from '../../server/ownership/discovery.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { CLAUDE_ALONE, skipWithoutClaude } from '../acceptance/support/claude.ts';
import { Product } from '../acceptance/support/product.ts';
import { prepareClaude, testClaudeCode } from './claudeCode.ts';
import { loadStatus, untilStatus, waitUntilReady } from './support/installed.ts';
import { listProcesses } from './support/processes.ts';
import { copyProject } from './support/project.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';

const setUp = await setUpVscode();
const { skip } = setUp;

/** What the server of this test waits for after its last client, instead of ten minutes. */
const IDLE_EXIT_MS = 3000;

test('two windows on one project share one server, through the death of either', { skip }, async (t) => {
  assert.ok(setUp.programs);
  const product = new Product(t);
  copyProject(product);
  const claude = skipWithoutClaude ? undefined : await prepareClaude(product);
  const vscode = await Vscode.start(t, product, setUp.programs, {
    vsix: await buildVsix(),
    environment: { ...CLAUDE_ALONE, CBM_IDLE_EXIT_MS: String(IDLE_EXIT_MS) },
  });
  const first = await vscode.openWindow();
  await waitUntilReady(first);
  const second = await vscode.openWindow();
  await waitUntilReady(second);
  const session = product.openBridge();
  await session.initialize();

  await t.test('there is one server and one index run', async () => {
    const { pid } = product.discovery;
    const hosts = vscode.listExtensionHosts();
    assert.equal(new Set(hosts).size, 2, 'each window has an extension host of its own');
    assert.deepEqual(listServers(product), [pid]);
    const status = await loadStatus(product);
    assert.equal(status.pid, pid);
    assert.equal(status.windows, 2);
    assert.equal(status.indexRuns, 1, 'the second window was ready without indexing');
    assert.ok((status.summary?.files ?? 0) > 100, 'a real project is indexed');
    t.diagnostic(`${status.summary?.files} files indexed in ${Math.round(status.summary?.wallMs ?? 0)} ms`);
  });

  await t.test(
    'Claude Code is connected from a window, to the byte and back',
    { skip: skipWithoutClaude },
    async (inner) => {
      assert.ok(claude);
      await testClaudeCode(inner, product, claude, [first, second]);
    },
  );

  await t.test('a killed server is replaced by one new one, for both windows and for a session', async () => {
    const before = await session.call('index_status');
    const killed = product.discovery;
    await killServer(killed);
    const killTime = Date.now();
    const { pid } = await until(() => {
      const found = findDiscovery(getWorkspaceFiles(product.workspaceDir).discovery);
      return found && found.pid !== killed.pid && found;
    });
    await untilStatus(product, ({ windows, state }) => windows === 2 && state === 'ready');
    for (const window of [first, second]) await waitUntilReady(window);
    t.diagnostic(`both windows were ready ${Date.now() - killTime} ms after the kill`);
    const after = await session.call('index_status');
    assert.equal(after['generation'], before['generation'], 'nothing was indexed anew');
    assert.deepEqual(listServers(product), [pid]);
    assert.equal((await loadStatus(product)).indexRuns, 0);
  });

  await t.test('the server outlives its windows for the idle time', async () => {
    const { pid } = product.discovery;
    const before = await session.call('index_status');
    await first.close();
    await until(() => vscode.listExtensionHosts().length === 1);
    await waitUntilReady(second);
    const after = await session.call('index_status');
    assert.equal(after['generation'], before['generation'], 'the session goes on');
    assert.deepEqual(listServers(product), [pid]);
    await untilStatus(product, ({ windows }) => windows === 1);

    await session.end();
    await second.close();
    await until(() => vscode.listExtensionHosts().length === 0);
    const leftTime = Date.now();
    assert.ok(isRunning(pid), 'the server outlives its windows');
    await until(() => !isRunning(pid));
    t.diagnostic(`the server ended ${Date.now() - leftTime} ms after the last window`);
    assert.deepEqual(listServers(product), []);
  });
});

/** Process ids of all servers on the folder of a product. */
function listServers(product: Product): number[] {
  return listProcesses()
    .filter(({ commandLine }) => commandLine.includes(' --detached ') && commandLine.includes(product.root))
    .map(({ pid }) => pid);
}
