// The palette and the settings of an installed extension, and what the server makes of them.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { findPageFaults } from './support/accessibility.ts';
import { loadStatus, runMemoryCommand, untilStatus } from './support/installed.ts';
import type { InstalledWindow } from './support/installed.ts';

export async function testCommands(
  t: TestContext,
  { product, vscode, window }: InstalledWindow,
): Promise<void> {
  const first = await loadStatus(product);

  await t.test('Reindex Workspace takes in what was written since', async () => {
    product.write('v4/core/extra.ts', 'export function addedLater() {\n  return 1;\n}\n');
    await runMemoryCommand(window, 'Reindex Workspace');
    await untilStatus(
      product,
      ({ summary, freshness }) =>
        summary?.files === (first.summary?.files ?? 0) + 1 && !freshness.stale && !freshness.indexing,
    );
    const { results } = await product.query('search_graph', { query: 'addedLater' });
    assert.match(JSON.stringify(results), /v4\/core\/extra\.ts/);
  });

  await t.test('Rebuild Index From Scratch makes a new generation', async () => {
    const before = await loadStatus(product);
    await runMemoryCommand(window, 'Rebuild Index From Scratch');
    const after = await untilStatus(
      product,
      ({ freshness }) => (freshness.generation ?? 0) > (before.freshness.generation ?? 0),
    );
    assert.equal(after.pid, first.pid);
    assert.equal(after.summary?.files, before.summary?.files);
  });

  await t.test('Show Status opens a page with the numbers of the server, for everybody', async () => {
    await runMemoryCommand(window, 'Show Status');
    const page = window.webview.locator('body');
    await page.getByText(`process ${first.pid},`).waitFor();
    const { summary } = await loadStatus(product);
    assert.match(await page.innerText(), new RegExp(`\\b${summary?.files} files\\b`));
    assert.deepEqual(await findPageFaults(window), []);
  });

  await t.test('Run Doctor opens a page with what was found, for everybody', async () => {
    const healthy = window.webview.getByText('Nothing is wrong');
    await window.repeat(() => runMemoryCommand(window, 'Run Doctor'), healthy);
    assert.deepEqual(await findPageFaults(window), []);
  });

  await t.test('mmapSize and checkpointMode are in force without a restart', async () => {
    await vscode.changeSettings(window, {
      'codebaseMemory.sqlite.mmapSize': 1_048_576,
      'codebaseMemory.sqlite.checkpointMode': 'TRUNCATE',
    });
    const { pid, sqlite, startTime } = await untilStatus(
      product,
      ({ sqlite: { mmap, checkpoint } }) => mmap.bytes === 1_048_576 && checkpoint.mode === 'TRUNCATE',
    );
    const writeTime = statSync(vscode.settingsFile).mtimeMs;
    const { time } = product.readLog().findLast(({ event }) => event === 'settings applied') ?? {};
    t.diagnostic(`in force ${Math.round(Date.parse(String(time)) - writeTime)} ms after they were written`);
    assert.equal(sqlite.mmap.source, 'setting');
    assert.equal(sqlite.checkpoint.source, 'setting');
    assert.equal(sqlite.database?.mmapBytes, 1_048_576, 'SQLite itself has taken the size');
    assert.deepEqual({ pid, startTime }, { pid: first.pid, startTime: first.startTime });
  });

  await t.test('a value that is none is named in a warning, with what is used instead', async () => {
    await vscode.changeSettings(window, { 'codebaseMemory.sqlite.mmapSize': -5 });
    await window.notification(/codebaseMemory\.sqlite\.mmapSize is -5, .*67108864 is used instead/).waitFor();
    await untilStatus(product, ({ sqlite }) => sqlite.mmap.source === 'default');
  });
}
