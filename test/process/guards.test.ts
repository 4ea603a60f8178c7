import assert from 'node:assert/strict';
import { linkSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findKernelLockOwners } from '../../server/ownership/kernelLocks.ts';
import { CODE_ENGINE, createSandbox, isRunning, seams, until } from './support/sandbox.ts';

test('a server whose lock file was replaced stops at once, and the next command starts another', async (t) => {
  const sandbox = createSandbox(t);
  sandbox.write('a.ts', 'a');
  await sandbox.run(['index', sandbox.root]);
  const { pid } = sandbox.discovery();
  const lock = join(sandbox.workspaceDir, 'lock.db');
  renameSync(lock, `${lock}.old`);
  writeFileSync(lock, '');
  await until(() => !isRunning(pid));
  assert.equal(sandbox.log().at(-1)?.['event'], 'ownership lost');
  const { code, stdout } = await sandbox.run(['query', 'count_files', '--folder', sandbox.root]);
  assert.deepEqual([code, stdout], [0, '1 files\n']);
});

/** Who holds the lock after the project, which contains the lock file by another name, was indexed. */
async function indexLockFile(t: TestContext, hasReadGate: boolean) {
  const sandbox = createSandbox(t);
  // The kernel's list is left out of it: it would end the server that has lost its lock.
  const guards = { readGate: hasReadGate, kernelLocks: false };
  const environment = { ...CODE_ENGINE, ...seams({ guards }) };
  sandbox.write('a.ts', 'export const a = 1;');
  await sandbox.run(['index', sandbox.root], environment);
  const lock = join(sandbox.workspaceDir, 'lock.db');
  const { pid } = sandbox.discovery();
  linkSync(lock, join(sandbox.root, 'innocent.ts'));
  await sandbox.run(['index', sandbox.root], environment);
  assert.equal(sandbox.discovery().pid, pid);
  return findKernelLockOwners(statSync(lock, { bigint: true }).ino)?.includes(pid);
}

test(
  'read gate: a project that contains the lock file under another name does not cost the lock; without the gate it does',
  { skip: process.platform !== 'linux' },
  async (t) => {
    assert.equal(await indexLockFile(t, true), true);
    assert.equal(await indexLockFile(t, false), false);
  },
);

test('a successor waits for an owner that has lost its lock and does not know, and ends it', async (t) => {
  const sandbox = createSandbox(t);
  const isBlind = seams({ guards: { inodeWatch: false, kernelLocks: false } });
  await sandbox.run(['index', sandbox.root], isBlind);
  const { pid, epoch } = sandbox.discovery();
  const lock = join(sandbox.workspaceDir, 'lock.db');
  renameSync(lock, `${lock}.old`);
  writeFileSync(lock, '');
  sandbox.start(['serve', '--detached', sandbox.root]);
  await until(() => {
    const found = sandbox.log().find(({ event, pid: of }) => event === 'serving' && of !== pid);
    return found !== undefined;
  });
  assert.ok(!isRunning(pid), 'they never served side by side');
  assert.notEqual(sandbox.discovery().epoch, epoch);
});
