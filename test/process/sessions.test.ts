import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionReport } from '../../server/protocol/status.ts';
import { BridgeClient, createSandbox, dialWindow } from './support/sandbox.ts';

test('a window sees the sessions by name, with their calls and tokens, and that one has left', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.x', 'a');
  const bridges = [1, 2].map(() => new BridgeClient(sandbox.start(['mcp', sandbox.root])));
  for (const bridge of bridges) await bridge.initialize();
  await bridges[0]?.request('tools/call', { name: 'count_files', arguments: {} });
  await bridges[0]?.request('tools/call', { name: 'count_files', arguments: {} });
  await bridges[1]?.request('tools/call', { name: 'count_files', arguments: {} });
  const window = await dialWindow(sandbox);
  const sessions = await window.request('sessions/list', {});
  assert.deepEqual(
    sessions.map(({ client, version, via, isConnected, calls, tokens, lastTool }) => [
      client,
      version,
      via,
      isConnected,
      calls,
      tokens,
      lastTool,
    ]),
    [
      ['test', '1', 'bridge', true, 2, 4, 'count_files'],
      ['test', '1', 'bridge', true, 1, 2, 'count_files'],
    ],
  );
  const left = new Promise<readonly SessionReport[]>((resolve) => {
    window.onNotification('sessions/changed', (changed) => {
      if (changed.some(({ isConnected }) => !isConnected)) resolve(changed);
    });
  });
  await bridges[1]?.end();
  assert.deepEqual(
    (await left).map(({ isConnected }) => isConnected),
    [true, false],
  );
  assert.deepEqual((await window.request('status/get', {})).sessions, 2);
  window.close();
});

test('clients that speak HTTP themselves are told apart by their user agent', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const { endpoint, token } = sandbox.discovery();
  for (const agent of ['one/1', 'two/1', 'one/1']) {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
        'user-agent': agent,
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"count_files","arguments":{}}}',
    });
    assert.match(await response.text(), /0 files/);
  }
  const window = await dialWindow(sandbox);
  const sessions = await window.request('sessions/list', {});
  window.close();
  assert.deepEqual(
    sessions.map(({ client, via, calls }) => [client, via, calls]),
    [
      ['one/1', 'http', 2],
      ['two/1', 'http', 1],
    ],
  );
});

test('questions of a window are no session', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const window = await dialWindow(sandbox);
  await window.request('query/run', { tool: 'count_files', arguments: {} });
  assert.deepEqual(await window.request('sessions/list', {}), []);
  window.close();
});
