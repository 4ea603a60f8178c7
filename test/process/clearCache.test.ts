import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createSandbox } from './support/sandbox.ts';

test('clear deletes the index and keeps the port; the next server makes a new index', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.x', 'a');
  await sandbox.run(['index', sandbox.root]);
  const { endpoint } = sandbox.discovery();
  await sandbox.run(['stop', sandbox.root]);
  const { code, stderr } = await sandbox.run(['clear', sandbox.root, '--yes']);
  assert.equal(code, 0, stderr);
  assert.deepEqual(readdirSync(sandbox.workspaceDir).toSorted(), ['lock.db', 'workspace.json']);
  await sandbox.run(['index', sandbox.root]);
  assert.equal(sandbox.discovery().endpoint, endpoint);
});

test('clear asks for --yes, and touches nothing while a server runs', async (t) => {
  const sandbox = createSandbox(t);
  await sandbox.run(['index', sandbox.root]);
  const before = readdirSync(sandbox.workspaceDir).toSorted();
  assert.equal((await sandbox.run(['clear', sandbox.root])).code, 2);
  assert.equal((await sandbox.run(['clear', sandbox.root, '--yes'])).code, 75);
  assert.deepEqual(readdirSync(sandbox.workspaceDir).toSorted(), before);
});

test('clear of a folder that was never indexed makes nothing', async (t) => {
  const sandbox = createSandbox(t);
  assert.equal((await sandbox.run(['clear', sandbox.root, '--yes'])).code, 0);
  assert.throws(() => readdirSync(sandbox.workspaceDir), { code: 'ENOENT' });
});
