// A workspace that nobody has trusted yet.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { until } from '../process/support/sandbox.ts';
import { CALL_ALL } from './support/commandCaller.ts';
import { findStatusItem, openMemoryViews, runMemoryCommand, waitUntilReady } from './support/installed.ts';
import type { InstalledWindow } from './support/installed.ts';
import { listDescendants } from './support/processes.ts';
import manifest from '../../package.json' with { type: 'json' };

/** The menu of the status bar waits for a choice. */
const MENU = 'codebaseMemory.showMenu';

/** Every other command of the extension. */
export const COMMANDS: readonly string[] = manifest.contributes.commands
  .map(({ command }) => command)
  .filter((command) => command !== MENU);

/** What shows a page and does nothing else. */
const ONLY_LOOK = new Set(['codebaseMemory.showStatus', 'codebaseMemory.showLog']);

/**
 * Says no to the question of a new window, and yes on the page of trust. `called` is where an extension of others writes what
 * the commands did that it calls.
 */
export async function testTrust(
  t: TestContext,
  { product, window }: Pick<InstalledWindow, 'product' | 'window'>,
  called: string,
): Promise<void> {
  const configuration = join(product.home, '.claude.json');
  writeFileSync(configuration, '{}');
  await window.button("No, I don't trust the authors").click();
  await findStatusItem(window).filter({ hasText: 'Index off' }).waitFor();
  await runMemoryCommand(window, 'Show Status');
  await window.webview.getByText('This workspace is not trusted, so nothing is started for it.').waitFor();
  await t.test('buttons lead to the page of trust, and nowhere else', async () => {
    await openMemoryViews(window);
    await window.button('Manage Trust').first().waitFor();
    for (const name of ['Connect Claude Code', 'Search Symbol', 'Show Callers'])
      assert.equal(await window.button(name).count(), 0, name);
  });
  await t.test('the menu of the status bar offers trust, and nothing that would start a server', async () => {
    await findStatusItem(window).click();
    await window.choice('Manage Trust').waitFor();
    for (const label of ['Search Symbol', 'Restart Server'])
      assert.equal(await window.choice(label).count(), 0, label);
    await window.page.keyboard.press('Escape');
  });
  await t.test('no command does anything that outlasts it, however it is called', async () => {
    const processes = new Set(listDescendants(process.pid).map(({ pid }) => pid));
    await window.runCommand(CALL_ALL);
    await until(() => existsSync(called));
    const results = JSON.parse(readFileSync(called, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(Object.keys(results), COMMANDS);
    for (const [command, result] of Object.entries(results)) {
      if (!ONLY_LOOK.has(command)) assert.equal(result, null, command);
    }
    assert.equal(readFileSync(configuration, 'utf8'), '{}');
    assert.equal(existsSync(product.cacheRoot), false, 'no cache was made');
    const started = listDescendants(process.pid).filter(({ pid }) => !processes.has(pid));
    // Hosts of VS Code's own come when it likes, and have the name in the folder of this test.
    const ours = started.filter(
      ({ commandLine }) =>
        commandLine.includes('codebase-memory') && !commandLine.includes('bootstrap-fork --type='),
    );
    assert.deepEqual(ours, []);
  });

  await window.runCommand('Workspaces: Manage Workspace Trust');
  await window.page.locator('.workspace-trust-buttons-row').getByText('Trust', { exact: true }).click();
  await waitUntilReady(window);
  await window.runCommand('View: Close All Editors');
}
