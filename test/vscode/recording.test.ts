// The recording of the README: what a person does from the installation to the tests that a change may break, in a real VS
// Code. `npm run screenshots` makes it; as a test it would show nothing that others do not.
import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { commitAll } from '../discover/repository.ts';
import { runMemoryCommand, waitUntilReady } from './support/installed.ts';
import { copyZod } from './support/project.ts';
import { Recording } from './support/recording.ts';
import { setUpVscode } from './support/setUp.ts';
import { takesPictures, Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';

const { skip, programs } = await setUpVscode();
const MAX_BYTES = 2 * 1024 * 1024;
const file = join(import.meta.dirname, '..', '..', 'media', 'screenshots', 'recording.gif');

test(
  'install, connect, ask, graph and affected tests are recorded',
  { skip: skip || (takesPictures ? false : 'npm run screenshots makes the recording') },
  async (t) => {
    assert.ok(programs);
    const product = new Product(t, { folder: 'zod', base: join(tmpdir(), 'demo') });
    copyZod(product);
    product.write('package.json', '{ "devDependencies": { "vitest": "3.0.0" } }\n');
    commitAll(product.root);
    writeFileSync(join(product.home, '.claude.json'), '{\n  "numStartups": 12,\n  "mcpServers": {}\n}\n');
    const vscode = await Vscode.start(t, product, programs, {
      vsix: await buildVsix(),
      settings: {
        'workbench.colorTheme': 'Default Light Modern',
        'codebaseMemory.claude.autoConnect': 'never',
        'editor.minimap.enabled': false,
        'typescript.validate.enable': false,
        'js/ts.validate.enabled': false,
      },
      screen: { width: 960, height: 600, scale: 1 },
    });
    const window = await vscode.openWindow();
    const { page, webview } = window;
    const recording = new Recording();
    const show = async (words: string, ms = 2500) => {
      await window.restPointer();
      await recording.show(window, words, ms);
    };

    await window.runCommand('Extensions: Show Installed Extensions');
    await page.locator('.extension-list-item').filter({ hasText: 'Codebase Memory' }).click();
    await page.locator('.extension-editor .name').filter({ hasText: 'Codebase Memory' }).waitFor();
    await show('1. Install the extension: the folder is indexed by itself', 3000);
    await waitUntilReady(window);
    await window.runCommand('View: Close All Editors');

    await runMemoryCommand(window, 'Connect Claude Code…');
    await window.choice('Write this change').waitFor();
    await window.tab('~/.claude.json: now ↔ after').waitFor();
    await show('2. Connect Claude Code: it shows what it will write, and writes it after a yes', 3500);
    await window.choice('Cancel').click();
    await window.tab('~/.claude.json: now ↔ after').waitFor({ state: 'detached' });

    await window.goTo('v4/core/util.ts:957:20');
    await runMemoryCommand(window, 'Show Callers');
    await window.rowIn('Callers', 'handleUnionResults').waitFor();
    await show('3. Ask in the editor: who calls this? …');
    await window.openTerminal();
    const launcher = join(product.home, '.codebase-memory', 'bin', 'codebase-memory');
    await window.typeInTerminal(`cbm() { ${launcher} "$@"; }; clear`);
    await window.typeInTerminal('cbm query trace_path -a function_name=finalizeIssue');
    await page.locator('.terminal-wrapper.active .xterm-rows').filter({ hasText: 'unwrapMessage' }).waitFor();
    await show('… or as an agent does, which gets this', 3500);
    await window.runCommand('View: Toggle Panel Visibility');

    await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await runMemoryCommand(window, 'Show in Graph');
    await webview.getByText(/^Around finalizeIssue/).waitFor();
    await webview.getByRole('button', { name: 'Fit', exact: true }).click();
    await show('4. Look at the graph beside the code …');
    await webview.getByRole('button', { name: 'Folders', exact: true }).click();
    await webview.locator('.node').filter({ hasText: 'v4-mini' }).first().waitFor();
    await webview.getByRole('button', { name: 'Fit', exact: true }).click();
    await show('… or at the folders, and what they use of each other');
    await window.runCommand('View: Close Editors in Other Groups');

    await window.goTo('v4/core/util.ts:1025:1');
    await page.keyboard.press('End');
    await page.keyboard.type(' // Changed.');
    await page.keyboard.press('ControlOrMeta+S');
    await page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
    await runMemoryCommand(window, 'Reindex Workspace');
    await window.notification('is up to date').waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await window.runCommand('Testing: Focus on Test Explorer View');
    await window.runCommand('Test: Refresh Tests');
    const tests = page.locator('.test-explorer .monaco-list-row');
    await tests.filter({ hasText: '.test.ts' }).first().click();
    await page.keyboard.press('ArrowRight');
    await show('5. Change something: the tests that may break, each with the way to the change', 4000);

    recording.write(file);
    assert.ok(statSync(file).size <= MAX_BYTES, `${statSync(file).size} bytes`);
  },
);
