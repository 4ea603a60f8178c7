import assert from 'node:assert/strict';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROTOCOL_VERSION } from '../../server/protocol/status.ts';
import { dialRpc } from '../../server/rpc/client.ts';
import { createSandbox, killServer, until } from './support/sandbox.ts';

const hello = { kind: 'window', version: '1.0.0', protocol: PROTOCOL_VERSION } as const;

test('a client without the right token is not admitted, nor is one of another protocol', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const { rpcPath, token } = sandbox.discovery();
  await assert.rejects(dialRpc(rpcPath, { ...hello, token: 'wrong' }), { code: 'NOT_ADMITTED' });
  await assert.rejects(dialRpc(rpcPath, { ...hello, token, protocol: 99 }), { code: 'PROTOCOL_MISMATCH' });
  const connection = await dialRpc(rpcPath, { ...hello, token });
  assert.equal((await connection.request('status/get', {})).clients, 1);
  connection.close();
});

test('the socket is for its user only', { skip: process.platform === 'win32' }, async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  assert.equal(statSync(sandbox.discovery().rpcPath).mode & 0o777, 0o600);
});

test('a client of another protocol may still ask the server to end', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const { rpcPath, token } = sandbox.discovery();
  const connection = await dialRpc(rpcPath, { ...hello, token, protocol: 99, onlyToStop: true });
  await connection.request('server/stop', { reason: 'test' });
  await connection.closed;
  await until(() => sandbox.log().some(({ event }) => event === 'ended'));
});

test('an error keeps its code over the wire, and a lost server is an error too', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const discovery = sandbox.discovery();
  const connection = await dialRpc(discovery.rpcPath, { ...hello, token: discovery.token });
  await assert.rejects(connection.request('dump/read', { dump: 42 }), { code: 'UNKNOWN_DUMP' });
  await killServer(discovery);
  await assert.rejects(connection.request('status/get', {}), { code: 'SERVER_GONE' });
});

test('windows hear of progress and of every change of state', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  const { rpcPath, token } = sandbox.discovery();
  const connection = await dialRpc(rpcPath, { ...hello, token });
  const heard: string[] = [];
  connection.onNotification('index/progress', ({ phase }) => heard.push(phase));
  connection.onNotification('status/changed', ({ state }) => heard.push(state));
  const status = await connection.request('index/run', { full: true });
  connection.close();
  assert.equal(status.freshness.generation, 2);
  // The status is told for other reasons too, such as a client that came or left.
  const ofRun = heard.slice(heard.indexOf('indexing'));
  assert.deepEqual(
    ofRun.filter((word, at) => word !== ofRun[at - 1]),
    ['indexing', 'parse', 'indexing', 'ready'],
  );
});

test('settings of a window reach the running server; what the environment sets stays', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root], { CBM_SQLITE_MMAP_SIZE: '4096' });
  const { rpcPath, token } = sandbox.discovery();
  const connection = await dialRpc(rpcPath, { ...hello, token });
  const settings = await connection.request('settings/set', { mmapBytes: 1, workers: 3 });
  connection.close();
  assert.deepEqual([settings.mmapBytes, settings.workers], [4096, 3]);
});

test('index requests that meet a run join it instead of starting others', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  const gate = `${sandbox.root}-gate`;
  writeFileSync(gate, '');
  await sandbox.run(['index', sandbox.root], { TINY_ENGINE_GATE: gate });
  const { rpcPath, token } = sandbox.discovery();
  const connection = await dialRpc(rpcPath, { ...hello, token });
  rmSync(gate);
  const requests = [1, 2, 3, 4].map(() => connection.request('index/run', { full: true }));
  // What is sent last is answered when the requests before it have been taken.
  await connection.request('settings/set', {});
  writeFileSync(gate, '');
  const runs = await Promise.all(requests);
  connection.close();
  assert.deepEqual(
    runs.map(({ freshness }) => freshness.generation),
    [2, 2, 2, 2],
  );
});
