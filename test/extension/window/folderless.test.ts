// In a window without a folder nothing of the extension runs: once it is active it has no timer, no watcher, no connection and no
// process, so that nothing can happen that VS Code does not ask for.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const probe = join(import.meta.dirname, 'folderlessProbe.ts');

test('in a window without a folder nothing is left to run once the extension is active', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [probe]);
  assert.deepEqual(JSON.parse(stdout), []);
});

test('what would run is seen', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [probe, 'with a timer']);
  assert.deepEqual(JSON.parse(stdout), ['Timeout']);
});
