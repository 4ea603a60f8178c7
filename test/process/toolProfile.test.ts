// The profile of tools on a running server, and the tools that look at other workspaces, with real processes.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { TOOLS } from '../../server/mcp/tools/index.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { BridgeClient, CODE_ENGINE, createSandbox, dialWindow, until } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

/** What only the full profile has. */
const MANAGING = TOOLS.filter(({ profile }) => profile === 'full').map(({ name }) => name);

function createCodeSandbox(t: TestContext): Sandbox {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  sandbox.write('shop.ts', 'export function buy() {}\n');
  return sandbox;
}

/** Indexes another folder beside the project; its server goes on. */
async function indexOther(sandbox: Sandbox, name: string): Promise<string> {
  const root = join(dirname(sandbox.root), name);
  mkdirSync(root);
  writeFileSync(join(root, 'cafe.ts'), 'export function brew() {}\n');
  assert.equal((await sandbox.run(['index', root])).code, 0);
  return realpathSync(root);
}

test('a change of the profile reaches a running server: who listens hears of it, who lists sees it', async (t) => {
  const sandbox = createCodeSandbox(t);
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const list = async (): Promise<string[]> => {
    const { result } = await bridge.request('tools/list', { _meta });
    return (result as { tools: { name: string }[] }).tools.map(({ name }) => name);
  };
  const offered = await list();
  assert.deepEqual(
    MANAGING.filter((name) => offered.includes(name)),
    [],
  );
  const heard = (method: string) => bridge.unasked.some((message) => message['method'] === method);
  const params = { notifications: { toolsListChanged: true }, _meta };
  bridge.send({ jsonrpc: '2.0', id: 'listen', method: 'subscriptions/listen', params });
  await until(() => heard('notifications/subscriptions/acknowledged'));
  const window = await dialWindow(sandbox);
  t.after(() => window.close());
  await window.request('settings/set', { toolProfile: 'full' });
  await until(() => heard('notifications/tools/list_changed'));
  assert.deepEqual(await list(), [...offered, ...MANAGING]);
  await window.request('settings/set', { toolProfile: null });
  assert.deepEqual(await list(), offered);
  await assert.rejects(bridge.call('list_projects'), /TOOL_NOT_OFFERED/);
  assert.equal(await bridge.end(), 0);
});

test('workspaces are listed with their servers, and only one that nobody serves is deleted', async (t) => {
  const sandbox = createCodeSandbox(t);
  Object.assign(sandbox.environment, { CBM_TOOLS_PROFILE: 'full' });
  const idle = await indexOther(sandbox, 'idle');
  await sandbox.run(['stop', idle]);
  const busy = await indexOther(sandbox, 'busy');
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(async () => void (await sandbox.run(['stop', busy])));
  // A copy of an index is listed under no name, whatever its files say.
  const copied = join(sandbox.cacheRoot, 'copied');
  cpSync(getWorkspaceDir(idle, sandbox.cacheRoot), copied, { recursive: true });
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  await bridge.call('index_repository');
  const list = async () =>
    (await bridge.call('list_projects'))['projects'] as { root_path: string; server_pid?: number }[];
  const listed = await list();
  assert.deepEqual(
    listed.map(({ root_path }) => root_path),
    [busy, idle, sandbox.root],
  );
  const busyServer = getWorkspaceFiles(getWorkspaceDir(busy, sandbox.cacheRoot)).discovery;
  assert.deepEqual(
    listed.map(({ server_pid }) => server_pid !== undefined),
    [true, false, true],
  );
  assert.equal(listed[2]?.server_pid, sandbox.discovery().pid);

  await assert.rejects(bridge.call('delete_project', { project: 'busy' }), /WORKSPACE_IN_USE.*serves/);
  assert.ok(existsSync(busyServer));
  const deleted = await bridge.call('delete_project', { project: 'idle' });
  assert.equal(deleted['status'], 'deleted');
  assert.ok(Number(deleted['freed_bytes']) > 0);
  assert.deepEqual(
    (await list()).map(({ root_path }) => root_path),
    [busy, sandbox.root],
  );
  assert.ok(statSync(join(idle, 'cafe.ts')).isFile(), 'the files of the workspace are not touched');
  assert.equal(await bridge.end(), 0);
});

test('deleting the served workspace makes its index from nothing, and it goes on answering', async (t) => {
  const sandbox = createCodeSandbox(t);
  Object.assign(sandbox.environment, { CBM_TOOLS_PROFILE: 'full' });
  const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
  const before = (await bridge.call('search_graph', { query: 'buy' }))['freshness'] as { generation: number };
  const deleted = await bridge.call('delete_project', { project: 'project' });
  assert.equal(deleted['status'], 'rebuilt');
  const found = await bridge.call('search_graph', { query: 'buy' });
  assert.equal(found['total'], 1);
  assert.ok((found['freshness'] as { generation: number }).generation > before.generation);
  assert.equal(await bridge.end(), 0);
});
