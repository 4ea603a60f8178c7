// Where the extension has nothing to do nothing of it runs: once it is active it has no timer, no watcher, no connection and no
// process, so that nothing can happen that VS Code does not ask for.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const probe = join(import.meta.dirname, 'quietProbe.ts');

async function run(...args: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [probe, ...args]);
  return JSON.parse(stdout);
}

test('in a window without a folder nothing is left to run once the extension is active', async () => {
  assert.deepEqual(await run(), { pending: [], states: [] });
});

test('in folders that nobody trusts or that are on no disk nothing runs, and each says why', async () => {
  const states = [
    ['shop', { kind: 'off', why: 'untrusted' }],
    ['tools', { kind: 'off', why: 'untrusted' }],
    ['cloud', { kind: 'off', why: 'virtual' }],
  ];
  const folders = ['file:///nowhere/shop', 'file:///nowhere/tools', 'vscode-vfs://github/somebody/cloud'];
  assert.deepEqual(await run(...folders), { pending: [], states });
});

test('what would run is seen', async () => {
  assert.deepEqual(await run('--timer'), { pending: ['Timeout'], states: [] });
});
