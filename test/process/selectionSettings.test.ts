import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODE_ENGINE, createSandbox, dialWindow } from './support/sandbox.ts';

test('a setting that decides which files are indexed counts at once, without a question', async (t) => {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  sandbox.write('shop.ts', 'export function buy() {}\n');
  sandbox.write('lib/vendor.ts', 'export function vend() {}\n');
  await sandbox.run(['index', sandbox.root]);
  const window = await dialWindow(sandbox);
  const changed = (files: number) =>
    new Promise<void>((resolve) => {
      window.onNotification('status/changed', ({ summary, freshness }) => {
        if (summary?.files === files && !freshness.indexing) resolve();
      });
    });
  assert.equal((await window.request('status/get', {})).summary?.files, 2);
  const fewer = changed(1);
  await window.request('settings/set', { exclude: ['lib/'] });
  await fewer;
  const all = changed(2);
  await window.request('settings/set', { exclude: null });
  await all;
  window.close();
});
