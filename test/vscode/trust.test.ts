// A workspace that nobody has trusted yet.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { SHOP } from '../acceptance/support/sample.ts';
import { until } from '../process/support/sandbox.ts';
import { CALL_ALL, packCommandCaller } from './support/commandCaller.ts';
import { findStatusItem, openMemoryViews, runMemoryCommand, waitUntilReady } from './support/installed.ts';
import { listDescendants } from './support/processes.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';
import manifest from '../../package.json' with { type: 'json' };

const { skip, programs } = await setUpVscode();

/** What shows a page and does nothing else. */
const ONLY_LOOK = new Set(['codebaseMemory.showStatus', 'codebaseMemory.showLog']);

test(
  'in an untrusted workspace nothing is started, the status says why, and trust starts it',
  { skip },
  async (t) => {
    assert.ok(programs);
    const product = new Product(t);
    product.writeAll(SHOP);
    const commands = manifest.contributes.commands.map(({ command }) => command);
    const caller = await packCommandCaller(product.base, commands);
    const configuration = join(product.home, '.claude.json');
    writeFileSync(configuration, '{}');
    const vscode = await Vscode.start(t, product, programs, {
      vsix: await buildVsix(),
      others: [caller.vsix],
      environment: caller.environment,
      settings: { 'security.workspace.trust.startupPrompt': 'always' },
      trusts: false,
    });
    const window = await vscode.openWindow();
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
    await t.test('no command does anything that outlasts it, however it is called', async () => {
      const processes = new Set(listDescendants(process.pid).map(({ pid }) => pid));
      await window.runCommand(CALL_ALL);
      await until(() => existsSync(caller.result));
      const called = JSON.parse(readFileSync(caller.result, 'utf8')) as Record<string, unknown>;
      assert.deepEqual(Object.keys(called), commands);
      for (const [command, result] of Object.entries(called)) {
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
    assert.equal((await product.run(['status', product.root])).code, 0);
  },
);
