// The views of the side bar on a real project, the walkthrough, and the plan of connecting Claude Code.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findPageFaults } from './support/accessibility.ts';
import { findTick, loadStatus, runMemoryCommand, showTooltip, waitUntilReady } from './support/installed.ts';
import type { InstalledWindow } from './support/installed.ts';
import { startClaudeSession } from './support/session.ts';
import { takesPictures } from './support/vscode.ts';

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

/** Leaves the side bar closed and the walkthrough open. */
export async function testViews(t: TestContext, { product, vscode, window }: InstalledWindow): Promise<void> {
  const configuration = join(product.home, '.claude.json');
  writeFileSync(configuration, CLAUDE_CONFIGURATION);
  const { summary, pid } = await loadStatus(product);

  await window.widenSideBar(90);

  await t.test('Show in Graph draws what surrounds the symbol at the cursor, for everybody', async () => {
    await window.goTo('v4/core/util.ts:957:20');
    await runMemoryCommand(window, 'Show in Graph');
    const { webview } = window;
    await webview.getByText(/^Around finalizeIssue/).waitFor();
    await webview.locator('.node').filter({ hasText: 'handleUnionResults' }).waitFor();
    assert.deepEqual(await findPageFaults(window), []);
    if (takesPictures) await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await webview.getByRole('button', { name: 'Fit', exact: true }).click();
    await window.restPointer();
    await vscode.takePicture(window, 'graph');
    if (takesPictures) await window.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  await t.test('the graph follows the cursor when asked, and is as it was after a reload', async () => {
    const isFollowing = { name: 'Follow', exact: true, pressed: true };
    await window.webview.getByRole('button', { name: 'Follow', exact: true }).click();
    await window.webview.getByRole('button', isFollowing).waitFor();
    await window.page.locator('.view-line').getByText('attachSchema').first().click();
    await window.webview.getByText(/^Around attachSchema/).waitFor();
    await window.reload();
    await waitUntilReady(window);
    await window.webview.getByText(/^Around attachSchema/).waitFor();
    await window.webview.getByRole('button', isFollowing).waitFor();
    // The page goes, so that later ones are the only ones.
    await window.runCommand('View: Close All Editors');
    await window.tab('Graph').waitFor({ state: 'detached' });
  });

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
    const details = window.rowIn('Overview', `process ${pid},`);
    await window.repeat(() => window.expand('Overview', 'Details'), details);
    const tooltip = await showTooltip(window, 'up to date');
    for (const fact of ['symbols', 'Missing', '1 window', 'Doctor']) {
      assert.match(await tooltip.innerText(), new RegExp(fact));
    }
    await window.restPointer();
  });

  await t.test('Sessions shows who is connected and what it asked', async () => {
    const session = await startClaudeSession(product);
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

  await t.test('the walkthrough has a picture for each step, and a tick where it was done', async () => {
    await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await window.runCommand('Welcome: Open Walkthrough...');
    await window.choice('Get started with Codebase Memory').first().click();
    const page = window.page.locator('.gettingStartedDetailsContent');
    for (const step of ['Index the workspace', 'Connect Claude Code', 'Look around yourself']) {
      await page.locator('.getting-started-step').filter({ hasText: step }).click();
      await page.locator('.getting-started-media :is(svg, img, iframe, webview)').first().waitFor();
      if (step === 'Connect Claude Code') await vscode.takePicture(window, 'walkthrough');
    }
    for (const done of ['index', 'look']) await findTick(window, done).waitFor();
    assert.equal(await findTick(window, 'connect').count(), 0, 'the answer was no');
  });
}
