import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSandbox, isRunning, until } from './support/sandbox.ts';

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
