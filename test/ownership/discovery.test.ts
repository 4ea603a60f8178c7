import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { findDiscovery, removeDiscovery, writeDiscovery } from '../../server/ownership/discovery.ts';

const discovery = {
  protocol: 1,
  version: '1.2.3',
  pid: 4711,
  startTime: '2026-01-01T00:00:00.000Z',
  endpoint: 'http://127.0.0.1:1/mcp',
  rpcPath: '/tmp/rpc.sock',
  token: 'secret',
  epoch: 'e'.repeat(4000),
};

function createFile(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-discovery-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'server.json');
}

test('a reader sees a whole discovery file at any moment while it is rewritten', async (t) => {
  const file = createFile(t);
  writeDiscovery(file, discovery);
  const writer = new Worker(
    `const { workerData, parentPort } = require('node:worker_threads');
     import(workerData.module).then(({ writeDiscovery }) => {
       for (let round = 0; round < 300; round += 1) writeDiscovery(workerData.file, workerData.discovery);
       parentPort.postMessage('done');
     });`,
    {
      eval: true,
      workerData: { module: import.meta.resolve('../../server/ownership/discovery.ts'), file, discovery },
    },
  );
  const state = { isDone: false };
  writer.once('message', () => {
    state.isDone = true;
  });
  let reads = 0;
  while (!state.isDone) {
    for (let round = 0; round < 50; round += 1) {
      assert.equal(findDiscovery(file)?.epoch, discovery.epoch);
      reads += 1;
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  await writer.terminate();
  assert.ok(reads > 50);
  assert.deepEqual(readdirSync(join(file, '..')), ['server.json']);
});

test('the discovery file is readable by its user only', { skip: process.platform === 'win32' }, (t) => {
  const file = createFile(t);
  writeDiscovery(file, discovery);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('a discovery file that is missing, torn or lacks a field counts as none', (t) => {
  const file = createFile(t);
  assert.equal(findDiscovery(file), undefined);
  writeFileSync(file, '{"protocol": 1, "pid"');
  assert.equal(findDiscovery(file), undefined);
  writeFileSync(file, JSON.stringify({ ...discovery, token: undefined }));
  assert.equal(findDiscovery(file), undefined);
});

test('a server withdraws its own discovery and leaves that of its successor', (t) => {
  const file = createFile(t);
  writeDiscovery(file, discovery);
  removeDiscovery(file, 'another');
  assert.ok(existsSync(file));
  removeDiscovery(file, discovery.epoch);
  assert.ok(!existsSync(file));
});
