// A workspace that nobody has trusted yet.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { SHOP } from '../acceptance/support/sample.ts';
import { findStatusItem, runMemoryCommand, waitUntilReady } from './support/installed.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';

const { skip, programs } = await setUpVscode();

test(
  'in an untrusted workspace nothing is started, the status says why, and trust starts it',
  { skip },
  async (t) => {
    assert.ok(programs);
    const product = new Product(t);
    product.writeAll(SHOP);
    const vscode = await Vscode.start(t, product, programs, {
      vsix: await buildVsix(),
      settings: { 'security.workspace.trust.startupPrompt': 'always' },
      trusts: false,
    });
    const window = await vscode.openWindow();
    await window.button("No, I don't trust the authors").click();
    await findStatusItem(window).filter({ hasText: 'Index off' }).waitFor();
    await runMemoryCommand(window, 'Show Status');
    await window.webview.getByText('This workspace is not trusted, so nothing is started for it.').waitFor();
    assert.equal(existsSync(product.workspaceDir), false, 'nothing was started');

    await window.runCommand('Workspaces: Manage Workspace Trust');
    await window.page.locator('.workspace-trust-buttons-row').getByText('Trust', { exact: true }).click();
    await waitUntilReady(window);
    assert.equal((await product.run(['status', product.root])).code, 0);
  },
);
