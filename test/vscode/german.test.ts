// A window of somebody who prefers German: whatever of ours is in sight is German. VS Code's own texts stay English, as its
// language pack is not there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { findStatusItem, showTooltip } from './support/installed.ts';
import { copyZod } from './support/project.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';

const { skip, programs } = await setUpVscode();

type Texts = Readonly<Record<string, string>>;

const projectRoot = join(import.meta.dirname, '..', '..');
const bundle = loadTexts('l10n/bundle.l10n.de.json');
const english = loadTexts('package.nls.json');
const german = loadTexts('package.nls.de.json');
const pairs = [
  ...Object.entries(bundle),
  ...Object.entries(english).map(([key, text]) => [text, german[key] ?? text] as const),
];
/** What says nothing but what is put in, or the same in both languages. */
const hasWords = (message: string) => /[a-z]{3}/i.test(message.replaceAll(/\{\w+\}/g, ''));
const messages = pairs.filter(([message, text]) => message !== text && hasWords(message));
const translations = new Set(pairs.map(([, text]) => text));
const patterns = messages
  .filter(([message]) => !translations.has(message))
  .map(([message]) => new RegExp(`^${escape(message).replaceAll(/\\\{\w+\\\}/g, '.+')}$`));

test('in a German window whatever we say is German', { skip }, async (t) => {
  const product = new Product(t, { folder: 'zod' });
  copyZod(product);
  const vscode = await Vscode.start(t, product, programs!, {
    vsix: await buildVsix(),
    languages: ['de'],
    settings: { 'codebaseMemory.claude.autoConnect': 'never' },
  });
  const window = await vscode.openWindowIn('de');
  await findStatusItem(window)
    .filter({ hasText: /Index bereit/ })
    .waitFor();
  const run = (command: string) =>
    window.runCommand(`Codebase Memory: ${german[`command.${command}`] ?? command}`);
  const seen: string[] = [];
  await window.runCommand('View: Show Codebase Memory');
  const headers = window.page.locator('.part.sidebar .pane-header');
  await headers.first().waitFor();
  for (let view = 0; view < (await headers.count()); view += 1) {
    const header = headers.nth(view);
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.locator('.title').click();
    await window.page
      .locator('.part.sidebar .pane')
      .nth(view)
      .locator('.pane-body')
      .filter({ hasText: /\S/ })
      .waitFor();
    seen.push(await window.page.locator('.part.sidebar').innerText());
    await header.locator('.title').click();
  }
  seen.push(await (await showTooltip(window, 'Stand')).innerText());
  await run('showStatus');
  await window.webview.getByText('aktuell').first().waitFor();
  seen.push(await window.webview.locator('body').innerText());
  await run('runDoctor');
  await window.webview.getByText('Node').first().waitFor();
  seen.push(await window.webview.locator('body').innerText());
  await window.goTo('v4/core/util.ts:957:20');
  await run('showInGraph');
  await window.webview.locator('.node').filter({ hasText: 'handleUnionResults' }).waitFor();
  seen.push(await window.webview.locator('body').innerText());
  // Symbols have names of their own, such as `error`.
  const names = new Set(await window.webview.locator('.node').allTextContents());
  const lines = new Set(seen.flatMap((text) => text.split('\n').map((line) => line.trim())));
  const left = [...lines].filter(
    (line) =>
      ![...names].some((name) => name.includes(line)) && patterns.some((pattern) => pattern.test(line)),
  );
  assert.deepEqual(left, []);
});

function loadTexts(path: string): Texts {
  return JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as Texts;
}

function escape(message: string): string {
  return message.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
