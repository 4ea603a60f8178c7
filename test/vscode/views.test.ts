// What the extension shows beside the status bar: its views on a real project, the walkthrough, and the plan of connecting
// Claude Code. `npm run screenshots` takes the pictures of the README with it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { findStatusItem, loadStatus, runMemoryCommand, waitUntilReady } from './support/installed.ts';
import { copyZod } from './support/project.ts';
import { setUpVscode } from './support/setUp.ts';
import { takesPictures, Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';

const { skip, programs } = await setUpVscode();

/** A configuration of Claude Code with a server of somebody else. */
const CLAUDE_CONFIGURATION = `{
  "numStartups": 12,
  "theme": "light",
  "autoUpdates": false,
  "hasCompletedOnboarding": true,
  "tipsHistory": {
    "new-user-warmup": 3
  },
  "mcpServers": {
    "tickets": { "type": "http", "url": "https://tickets.example/mcp" }
  }
}
`;

test('views, walkthrough and plans show what is so', { skip }, async (t) => {
  assert.ok(programs);
  // Pictures show paths; those of a test would be of its own making.
  const product = new Product(t, {
    folder: 'zod',
    ...(takesPictures ? { base: join(tmpdir(), 'demo') } : {}),
  });
  copyZod(product);
  const configuration = join(product.home, '.claude.json');
  writeFileSync(configuration, CLAUDE_CONFIGURATION);
  const vscode = await Vscode.start(t, product, programs, {
    vsix: await buildVsix(),
    settings: {
      'codebaseMemory.claude.autoConnect': 'never',
      'codebaseMemory.index.maxFileSizeKb': 2048,
      'editor.minimap.enabled': false,
      'typescript.validate.enable': false,
      'js/ts.validate.enabled': false,
    },
    screen: { width: 1120, height: 700, scale: 1.4 },
  });
  const window = await vscode.openWindow();
  await waitUntilReady(window);
  const { summary, pid } = await loadStatus(product);

  await window.widenSideBar(90);

  await t.test('Callers shows who calls the symbol at the cursor, and leads to the call', async () => {
    await window.goTo('v4/core/util.ts:957:20');
    await runMemoryCommand(window, 'Show Callers');
    await window.rowIn('Callers', 'finalizeIssue').waitFor();
    await window.rowIn('Callers', 'handleUnionResults').click();
    await window.tab('schemas.ts').waitFor();
    await window.rowIn('Callers', 'handleUnionResults').locator('.monaco-tl-twistie').click();
    await window
      .rowIn('Callers', /\$ZodUnion|fn|init/)
      .first()
      .waitFor();
  });

  await t.test('Overview and the tooltip of the status bar show the numbers of the server', async () => {
    const symbols = (summary?.symbols ?? 0).toLocaleString('en-US');
    await window.rowIn('Overview', `${symbols} symbols`).waitFor();
    await window.rowIn('Overview', 'Details').click();
    await window.rowIn('Overview', `process ${pid},`).waitFor();
    await findStatusItem(window).hover();
    const tooltip = window.page.locator('.monaco-hover:visible').filter({ hasText: 'Codebase Memory' });
    await tooltip.getByText('up to date').waitFor();
    for (const fact of ['symbols', 'Missing', '1 window', 'Doctor']) {
      assert.match(await tooltip.innerText(), new RegExp(fact));
    }
    await window.restPointer();
  });

  await t.test('Sessions shows who is connected and what it asked', async () => {
    const session = product.openBridge();
    await session.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'claude-code', version: '2.1.330' },
    });
    for (const query of ['parse', 'issue']) await session.call('search_graph', { query });
    await window.page.locator('.pane-header[aria-label^="Sessions"]').click();
    await window.rowIn('Sessions', /claude-code 2\.1\.330.*2 calls/).waitFor();
    await vscode.takePicture(window, 'window');
    await session.end();
  });

  await t.test('Problems names a file that was skipped, and a click opens it', async () => {
    product.write('v4/large.ts', `export const large = '${'a'.repeat(3_000_000)}';\n`);
    await runMemoryCommand(window, 'Reindex Workspace');
    await window.page.locator('.pane-header[aria-label^="Problems"]').click();
    await window.rowIn('Problems', 'Skipped').click();
    await window.rowIn('Problems', 'larger than the size limit').click();
    await window.rowIn('Problems', 'large.ts').click();
    await window.tab('large.ts').waitFor();
    await window.page.locator('.pane-header[aria-label^="Problems"]').click();
  });

  await t.test('Connect Claude Code… shows a diff, and after a no nothing is written', async () => {
    await window.restPointer();
    await runMemoryCommand(window, 'Connect Claude Code…');
    await window.choice('Write this change').waitFor();
    await window.tab('~/.claude.json: now ↔ after').waitFor();
    await vscode.takePicture(window, 'connect');
    await window.choice('Cancel').click();
    await window.tab('~/.claude.json: now ↔ after').waitFor({ state: 'detached' });
    assert.equal(readFileSync(configuration, 'utf8'), CLAUDE_CONFIGURATION);
  });

  await t.test('Search Symbol… finds a definition by words of its name and opens it', async () => {
    await runMemoryCommand(window, 'Search Symbol…');
    await window.page.getByPlaceholder('A name, or a few words of it').fill('finalize issue');
    await window.choice('finalizeIssue').first().click();
    await window.tab('util.ts').waitFor();
  });

  await t.test('the walkthrough has a picture for each step', async () => {
    await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await window.runCommand('Welcome: Open Walkthrough...');
    await window.choice('Get started with Codebase Memory').first().click();
    const page = window.page.locator('.gettingStartedDetailsContent');
    for (const step of ['Index the workspace', 'Connect Claude Code', 'Look around yourself']) {
      await page.locator('.getting-started-step').filter({ hasText: step }).click();
      await page.locator('.getting-started-media :is(svg, img, iframe, webview)').first().waitFor();
      if (step === 'Connect Claude Code') await vscode.takePicture(window, 'walkthrough');
    }
  });
});
