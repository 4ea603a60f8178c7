// What the extension shows in the side bar and as a page of text, in three sizes, in light and in dark: nothing overlaps, nothing is
// cut. The page of the graph is held to its rules in test/extension/graph/.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from '../acceptance/support/product.ts';
import { commitAll } from '../discover/repository.ts';
import { findPageFaults } from './support/accessibility.ts';
import { findStatusItem } from './support/installed.ts';
import { listSideBarFaults, listTextFaults } from './support/layout.ts';
import { copyZod } from './support/project.ts';
import { startClaudeSession } from './support/session.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';
import type { Workbench } from './support/workbench.ts';

const { skip, programs } = await setUpVscode();
const projectRoot = join(import.meta.dirname, '..', '..');
const STATUS_ITEM = '.statusbar-item[id$="codebaseMemory.status"] .statusbar-item-label';

/** What the system is said to prefer, and the class that the window has then. */
const THEMES = { light: 'vs', dark: 'vs-dark' } as const;
const SIZES = [
  { width: 1400, height: 900 },
  { width: 900, height: 600 },
  { width: 780, height: 490 },
];

type Texts = Readonly<Record<string, string>>;
const loadTexts = (path: string) => JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as Texts;
const texts = loadTexts('package.nls.json');
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  contributes: {
    commands: { command: string; title: string }[];
    views: { codebaseMemory: { id: string; name: string }[] };
  };
};

/** A window with the views of the extension. */
class Shown {
  readonly window: Workbench;

  constructor(window: Workbench) {
    this.window = window;
  }

  run(command: string): Promise<void> {
    const found = manifest.contributes.commands.find((each) => each.command === `codebaseMemory.${command}`);
    return this.window.runCommand(`Codebase Memory: ${putText(found!.title)}`);
  }

  /** Unfolds one view and folds the others, so that it has all of the side bar. Some change their title. */
  async unfold(view: string): Promise<void> {
    const headers = this.window.page.locator('.part.sidebar .pane-header');
    for (const [at, { id }] of manifest.contributes.views.codebaseMemory.entries()) {
      const isOpen = (await headers.nth(at).getAttribute('aria-expanded')) === 'true';
      if (isOpen !== (id === `codebaseMemory.${view}`)) await headers.nth(at).locator('.title').click();
    }
  }

  row(view: string, text: RegExp | string) {
    const found = manifest.contributes.views.codebaseMemory.find(({ id }) => id === `codebaseMemory.${view}`);
    return this.window.rowIn(putText(found!.name), text).first();
  }
}

function putText(name: string): string {
  return texts[name.slice(1, -1)]!;
}

/** What is done once, and takes long on a machine that is busy. */
const LONG_MS = 900_000;

type Rules = (window: Workbench) => Promise<string[]>;
const ofSideBar: Rules = (window) => listSideBarFaults(window, STATUS_ITEM);
const ofPage: Rules = async (window) => [
  ...(await listTextFaults(await window.getPage())),
  ...(await findPageFaults(window)),
];

/** How each of them is brought to the front, from an empty window, and what it must keep to. */
const VIEWS: Readonly<Record<string, { show: (shown: Shown) => Promise<unknown>; rules: Rules }>> = {
  overview: {
    rules: ofSideBar,
    async show(shown) {
      await shown.unfold('overview');
      await shown.row('overview', 'Details').waitFor();
    },
  },
  search: {
    rules: ofSideBar,
    async show(shown) {
      await shown.run('searchInView');
      const { page } = shown.window;
      await page.locator('.quick-input-widget input.input:visible').fill('finalize issue');
      await page.keyboard.press('Enter');
      await shown.unfold('search');
      await shown.row('search', 'finalizeIssue').waitFor();
    },
  },
  hierarchy: {
    rules: ofSideBar,
    async show(shown) {
      const { window } = shown;
      await window.repeat(async () => {
        await window.goTo('v4/core/util.ts:957:20');
        await shown.run('showCallers');
        await window.runCommand('View: Close All Editors');
        await shown.unfold('calls');
      }, window.rowIn('Callers', 'handleUnionResults').first());
    },
  },
  files: {
    rules: ofSideBar,
    async show(shown) {
      await shown.unfold('files');
      await shown.row('files', 'v4').waitFor();
    },
  },
  sessions: {
    rules: ofSideBar,
    async show(shown) {
      await shown.unfold('sessions');
      await shown.row('sessions', 'claude-code 2.1.330').waitFor();
    },
  },
  problems: {
    rules: ofSideBar,
    async show(shown) {
      await shown.unfold('problems');
      await shown.row('problems', 'Skipped').waitFor();
    },
  },
  status: {
    rules: ofPage,
    async show(shown) {
      await shown.run('showStatus');
      await shown.window.webview.getByText('Details').first().waitFor();
    },
  },
};

test('in three sizes, in light and in dark, nothing overlaps and nothing is cut', { skip }, async (t) => {
  assert.ok(programs);
  const product = new Product(t, { folder: 'zod' });
  copyZod(product);
  product.write('v4/large.ts', `export const large = '${'a'.repeat(3_000_000)}';\n`);
  commitAll(product.root);
  const vscode = await Vscode.start(t, product, programs, {
    vsix: await buildVsix(),
    environment: { CBM_IDLE_EXIT_MS: '600000' },
    settings: {
      'codebaseMemory.claude.autoConnect': 'never',
      'codebaseMemory.index.maxFileSizeKb': 2048,
      'editor.minimap.enabled': false,
      'typescript.validate.enable': false,
      'window.autoDetectColorScheme': true,
      'js/ts.validate.enabled': false,
    },
    screen: { ...SIZES[0]!, scale: 1 },
  });
  const look = async (name: string, shown: Shown) => {
    const { page } = shown.window;
    const { show, rules } = VIEWS[name]!;
    await page.setViewportSize(SIZES[0]!);
    const faults: string[] = [];
    try {
      await show(shown);
      for (const [theme, themeClass] of Object.entries(THEMES)) {
        await page.emulateMedia({ colorScheme: theme as keyof typeof THEMES });
        await page.locator(`.monaco-workbench.${themeClass}`).waitFor();
        for (const size of SIZES) {
          await page.setViewportSize(size);
          await shown.window.restPointer();
          for (const fault of await rules(shown.window))
            faults.push(`${theme}, ${size.width} × ${size.height}: ${fault}`);
        }
      }
    } finally {
      await shown.window.runCommand('View: Close All Editors');
    }
    assert.deepEqual(faults, [], name);
  };

  const window = await vscode.openWindow();
  await findStatusItem(window).filter({ hasText: 'Index ready' }).waitFor({ timeout: LONG_MS });
  // Later than the window: whoever comes first decides how long the server waits for others.
  const session = await startClaudeSession(product);
  await window.runCommand('View: Show Codebase Memory');
  for (const name of Object.keys(VIEWS)) await t.test(name, () => look(name, new Shown(window)));
  await session.end();
});
