// A walk through everything that the extension shows: each step does one thing as a person does it and says what must be
// on the screen then. `WALK=once npm test -- test/vscode/walk.test.ts` walks once; `WALK=all` walks in a light, a dark and a
// high-contrast theme and takes a picture of each step in three sizes, into .artifacts/walk/; `WALK=dark` does it in one of
// them.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { Locator } from 'playwright-core';
import { Product } from '../acceptance/support/product.ts';
import { SHOP } from '../acceptance/support/sample.ts';
import { killServer } from '../process/support/sandbox.ts';
import { findPageFaults } from './support/accessibility.ts';
import {
  findStatusItem,
  findTick,
  openMemoryViews,
  runMemoryCommand,
  showTooltip,
  waitUntilReady,
} from './support/installed.ts';
import { setUpVscode } from './support/setUp.ts';
import { Vscode } from './support/vscode.ts';
import { buildVsix } from './support/vsix.ts';
import type { Workbench } from './support/workbench.ts';

const walk = process.env['WALK'];
const setUp = walk === undefined ? undefined : await setUpVscode();
const programs = setUp?.programs;
const skip = setUp ? setUp.skip : 'minutes long: WALK=once or WALK=all runs it';
const takesPictures = walk !== undefined && walk !== 'once';

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
};
const SIZES = [
  { width: 1400, height: 900 },
  { width: 900, height: 600 },
  { width: 780, height: 490 },
];
const pictures = join(import.meta.dirname, '..', '..', '.artifacts', 'walk');

/** A question that closed does not come back by itself. */
const QUESTION_MS = 30_000;
const ATTEMPTS = 4;

/** Configuration files of Claude Code that people have, and what is offered for each. */
const CONFIGURATIONS: Readonly<
  Record<string, { readonly text: string | undefined; readonly question: RegExp }>
> = {
  'no file': { text: undefined, question: /Add the entry/ },
  'an empty object': { text: '{}', question: /Add the entry/ },
  'other servers': {
    text: '{\r\n\t"mcpServers": {\r\n\t\t"tickets": { "type": "http", "url": "https://tickets.example/mcp" }\r\n\t}\r\n}\r\n',
    question: /Add the entry/,
  },
  'another server of this name': {
    text: '{ "mcpServers": { "codebase-memory": { "command": "something-else" } } }',
    question: /Replace another server named "codebase-memory"/,
  },
};

/** The themes that are walked in. */
const walked = Object.entries(THEMES).filter(
  ([theme]) => walk === 'all' || theme === (walk !== undefined && walk in THEMES ? walk : 'light'),
);

for (const [theme, name] of walked) {
  test(`a walk through the extension, ${theme}`, { skip }, async (t) => {
    assert.ok(programs);
    const product = new Product(t, { folder: 'shop' });
    product.writeAll(SHOP);
    const base = product.base;
    write(join(base, 'rust', 'main.rs'), 'fn main() {}\n');
    write(join(base, 'rust', 'Cargo.toml'), '[package]\n');
    mkdirSync(join(base, 'empty'));
    write(join(base, 'second', 'tools.py'), 'def second_tool():\n    return 2\n');
    const workspace = join(base, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'second' }] }));
    const configuration = join(product.home, '.claude.json');
    const vscode = await Vscode.start(t, product, programs, {
      vsix: await buildVsix(),
      settings: {
        'codebaseMemory.claude.autoConnect': 'never',
        // What is skipped below is larger than this.
        'codebaseMemory.index.maxFileSizeKb': 2048,
        'editor.minimap.enabled': false,
        'security.workspace.trust.startupPrompt': 'always',
        'workbench.colorTheme': name,
      },
      trusts: false,
      screen: { ...SIZES[0]!, scale: 1 },
    });
    let window = await vscode.openWindow();
    let count = 0;
    const step = (
      title: string,
      work: () => Promise<unknown>,
      /** What has to be done again when the window has changed its size. */
      again: () => Promise<unknown> = () => window.restPointer(),
    ) =>
      t.test(title, async () => {
        count += 1;
        try {
          await work();
        } catch (error) {
          // The report at the end of the run is minutes away, and a run that hangs has none.
          process.stderr.write(`Step ${count}, ${title}: ${inspect(error)}\n`);
          await takePicture(window, join('failed', theme), count, title);
          throw error;
        }
        if (takesPictures) await takePictures(window, theme, count, title, again);
      });
    /** Opens another window, and trusts what it shows. */
    const open = async (folder?: string) => {
      window = await vscode.openWindow(folder);
      await trust();
    };
    const trust = () => window.button('Yes, I trust the authors').click();
    const command = (title: string) => runMemoryCommand(window, title);
    const row = (view: string, text: RegExp | string) => window.rowIn(view, text).first();
    const escape = () => window.page.keyboard.press('Escape');
    const search = async (text: string) => {
      await command('Search Symbol…');
      await window.page.getByPlaceholder('A name, or a few words of it').fill(text);
    };
    /** The page in front says this, and everybody can use it. */
    const page = async (text: string) => {
      await window.webview.getByText(text).first().waitFor();
      assert.deepEqual(await findPageFaults(window), []);
    };
    /** Runs a command that asks, and again where its question closes at once because something else took the focus. */
    const ask = async (title: string, question: Locator) => {
      for (let attempt = 1; ; attempt += 1) {
        await command(title);
        try {
          await question.first().waitFor({ timeout: QUESTION_MS });
          return;
        } catch (error) {
          if (attempt === ATTEMPTS) throw error;
          await escape();
        }
      }
    };
    const notified = async (text: RegExp | string) => {
      await window.notification(text).first().waitFor();
    };

    await step('a folder that nobody trusts yet', async () => {
      await window.button("No, I don't trust the authors").click();
      await findStatusItem(window).filter({ hasText: 'Index off' }).waitFor();
    });
    await step('its views lead to the page of trust', async () => {
      await openMemoryViews(window);
      await row('Overview', 'Not trusted: manage trust').waitFor();
      await window.button('Manage Trust').first().waitFor();
    });
    await step('Show Status says why nothing is started', async () => {
      await command('Show Status');
      await page('is not trusted, so nothing is started');
    });
    await step('the page of trust', async () => {
      await row('Overview', 'Not trusted: manage trust').click();
      await window.page.locator('.workspace-trust-buttons-row').waitFor();
    });
    await step('once trusted, the index is made', async () => {
      await window.page
        .locator('.workspace-trust-buttons-row')
        .getByText('Trust', { exact: true })
        .first()
        .click();
      await waitUntilReady(window);
    });
    await step('Hierarchy before anything was asked', async () => {
      await window.button('Show Callers').first().waitFor();
      await window.page.getByText('Put the cursor on a symbol or search').waitFor();
    });
    await step('Overview says first what a person wants to know', async () => {
      await openMemoryViews(window);
      await row('Overview', 'up to date').waitFor();
      await row('Overview', '10 files').waitFor();
    });
    await step('Details open to the internals', async () => {
      await row('Overview', 'Details').click();
      await row('Overview', 'Checkpoint').waitFor();
    });
    await step('Details close', () => row('Overview', 'Details').click());
    const hoverFacts = () => showTooltip(window, 'Missing');
    await step('the tooltip of the status bar', hoverFacts, hoverFacts);
    await step('nothing is hovered', () => window.restPointer());
    await step('Show Status', async () => {
      await command('Show Status');
      await page('up to date');
    });
    await step('Run Doctor', async () => {
      await command('Run Doctor');
      await page('Nothing is wrong');
    });
    await step('its report as it was printed is behind a link', async () => {
      await window.webview.getByText('this report as JSON').click();
      await window.tab('Codebase Memory Doctor.json').waitFor();
    });
    await step('Show Log', async () => {
      await command('Show Log');
      await window.tab('Codebase Memory Server').waitFor();
    });
    await step('a search for words', async () => {
      await search('price');
      await window.choice('price_of').first().waitFor();
    });
    await step('a search that finds nothing', async () => {
      await window.page.getByPlaceholder('A name, or a few words of it').fill('qqzzxxww');
      await window.choice('Nothing is named like').waitFor();
    });
    await step('a search with a typo proposes the name', async () => {
      await window.page.getByPlaceholder('A name, or a few words of it').fill('checkuot');
      await window.choice('checkout').first().waitFor();
    });
    await step('the proposal leads to the definition', async () => {
      await window.choice('checkout').first().click();
      await window.tab('main.py').waitFor();
    });
    await step('Show Callers', async () => {
      await window.goTo('service/main.py:4:6');
      await command('Show Callers');
      await row('Callers', 'main.py:10').waitFor();
    });
    await step('Show Callees', async () => {
      await command('Show Callees');
      await row('Callees', /add|total/).waitFor();
    });
    await step('the tree turns round', async () => {
      await window.page.locator('.pane-header[aria-label^="Callees"]').hover();
      await window.button('Turn the Hierarchy Round').first().click();
      await row('Callers', 'main.py:10').waitFor();
    });
    await step('callees of a library are a group of their own', async () => {
      await window.goTo('service/shop/cart.py:8:9');
      await command('Show Callees');
      await row('Callees', 'outside the project').waitFor();
    });
    await step('a class is shown with who makes one', async () => {
      await window.goTo('service/shop/cart.py:12:8');
      await command('Show Callers');
      await row('Callers', /Cart/).waitFor();
    });
    await step('a cursor on nothing gets a hint', async () => {
      await window.goTo('service/main.py:3:1');
      await command('Show Callers');
      await notified('put the cursor on a name');
    });
    await step('a caller that is renamed is followed', async () => {
      await window.goTo('service/main.py:4:6');
      await command('Show Callers');
      const main = readFileSync(join(product.root, 'service/main.py'), 'utf8');
      product.write('service/main.py', main.replaceAll('checkout', 'pay_all'));
      await row('Callers', 'pay_all').waitFor();
    });
    await step('Sessions without a session', async () => {
      await window.page.locator('.pane-header[aria-label^="Sessions"]').click();
      await row('Sessions', 'No session yet').waitFor();
    });
    const session = product.openBridge();
    await step('Sessions with one', async () => {
      await session.initialize();
      await session.call('search_graph', { query: 'price' });
      await row('Sessions', '1 call').waitFor();
    });
    await step('Overview says what the answers cost', () => row('Overview', 'Answers').waitFor());
    await step('Problems without a problem', async () => {
      await window.page.locator('.pane-header[aria-label^="Sessions"]').click();
      await window.page.locator('.pane-header[aria-label^="Problems"]').click();
      await window.page.getByText('Nothing is wrong: every source file').waitFor();
    });
    await step('Problems with a file that is too large', async () => {
      product.write('large.ts', `export const large = '${'a'.repeat(3_000_000)}';\n`);
      await command('Reindex Workspace');
      await notified('shop is up to date');
      await row('Problems', 'Skipped').waitFor();
    });
    await step('Overview counts it as missing', async () => {
      await window.page.locator('.pane-header[aria-label^="Problems"]').click();
      await row('Overview', '1 file skipped').waitFor();
    });
    await step('Rebuild Index From Scratch says what it did', async () => {
      await command('Rebuild Index From Scratch');
      await notified('indexed anew');
    });
    await step('Checkpoint Database says what it did', async () => {
      await command('Checkpoint Database');
      await notified(/Checkpoint: \d+ of \d+ page/);
    });
    await step('Stop Server asks when a session uses it', async () => {
      await command('Stop Server');
      await window.page.locator('.monaco-dialog-box').getByText('used by others').waitFor();
    });
    await step('a no leaves it running', async () => {
      await window.button('Cancel').click();
      await findStatusItem(window).filter({ hasText: 'Index ready' }).waitFor();
    });
    await step('Stop Server without sessions', async () => {
      await session.end();
      await command('Restart Server');
      await notified('has a new server');
      await command('Stop Server');
      const stop = window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop It' });
      await findStatusItem(window).filter({ hasText: 'Index off' }).or(stop).first().waitFor();
      if (await stop.isVisible()) await stop.click();
      await findStatusItem(window).filter({ hasText: 'Index off' }).waitFor();
    });
    await step('Overview of a stopped server', () => row('Overview', 'Stopped: start it again').waitFor());
    await step('Show Status of a stopped server', async () => {
      await command('Show Status');
      await page('The server was stopped');
    });
    await step('Run Doctor of a stopped server', async () => {
      await command('Run Doctor');
      await page('none runs');
    });
    await step('Restart Server', async () => {
      await command('Restart Server');
      await waitUntilReady(window);
    });
    await step('after a kill another server takes over, and the status says so in words', async () => {
      await killServer(product.discovery);
      await findStatusItem(window).filter({ hasText: 'Index ready, 1 warning' }).waitFor();
    });
    await step('Overview says why', () => row('Overview', 'The last server crashed').waitFor());
    const hoverReason = () => showTooltip(window, 'The last server crashed');
    await step('the tooltip says why', hoverReason, hoverReason);
    await step('the page says why', async () => {
      await window.restPointer();
      await row('Overview', 'The last server crashed').click();
      await page('The last server crashed');
    });
    await step('once it was read, nothing goes on about it', async () => {
      await findStatusItem(window)
        .filter({ hasText: /Index ready$/ })
        .waitFor();
      await row('Overview', 'The last server crashed').waitFor({ state: 'detached' });
    });
    await step('Clear Cache asks', async () => {
      await command('Clear Cache…');
      await window.page.locator('.monaco-dialog-box').getByText('Your files are not touched').waitFor();
    });
    await step('Clear Cache makes the index anew', async () => {
      await window.button('Clear and Index Anew').click();
      await notified('is being made anew');
      await findStatusItem(window).filter({ hasText: 'Index ready' }).waitFor();
    });
    for (const [shape, { text, question }] of Object.entries(CONFIGURATIONS)) {
      await step(`Connect Claude Code with ${shape}`, async () => {
        if (text !== undefined) writeFileSync(configuration, text);
        await ask(
          'Connect Claude Code…',
          window.page.locator('.quick-input-widget:visible').getByText(question),
        );
      });
      await step(`after a no nothing is written to ${shape}`, async () => {
        await window.choice('Cancel').click();
        await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
        // The page behind the diff is drawn anew.
        await window.webview.locator('h1').first().waitFor();
        if (text !== undefined) assert.equal(readFileSync(configuration, 'utf8'), text);
      });
    }
    await step('Connect Claude Code with a file that is no JSON', async () => {
      writeFileSync(configuration, '{ "mcpServers": ');
      await command('Connect Claude Code…');
      await notified("can't be edited");
      assert.equal(readFileSync(configuration, 'utf8'), '{ "mcpServers": ');
    });
    await step('Connect Claude Code writes after a yes', async () => {
      // An error stays until it is read, over everything that is shown after it.
      await window.runCommand('Notifications: Clear All Notifications');
      writeFileSync(configuration, '{}\n');
      await ask('Connect Claude Code…', window.choice('Write this change'));
      await window.choice('Write this change').click();
      await notified('The entry is written');
      assert.match(readFileSync(configuration, 'utf8'), /codebase-memory[\s\S]*\}\n$/);
    });
    await step('Undo takes it back', async () => {
      const done = window.notification('The change was taken back').first();
      await window.pressInNotification('The entry is written', 'Undo', done);
      assert.equal(readFileSync(configuration, 'utf8'), '{}\n');
    });
    await step('Disconnect Claude Code when it is not connected', async () => {
      await command('Disconnect Claude Code');
      await notified('was not connected');
    });
    await step('Install Claude Code Plugin… asks what belongs to it', async () => {
      await ask('Install Claude Code Plugin…', window.choice('With hooks'));
    });
    await step('no plugin is installed', escape);
    await step('Add Instructions for Agents… asks into which file', async () => {
      await ask('Add Instructions for Agents…', window.choice('AGENTS.md'));
    });
    await step('no instructions are written', escape);
    await step('Copy MCP Configuration… offers clients', async () => {
      await ask('Copy MCP Configuration…', window.choice('Any client with stdio'));
    });
    await step('nothing is chosen', escape);
    await step('a setting that makes no sense is named', async () => {
      await vscode.changeSettings(window, { 'codebaseMemory.sqlite.mmapSize': -5 });
      await notified('67108864 is used instead');
    });
    await step('and leads to the setting', async () => {
      const done = window.page.locator('.settings-editor');
      await window.pressInNotification('is used instead', 'Open Setting', done);
    });
    await step('and is mended', async () => {
      await vscode.changeSettings(window, { 'codebaseMemory.sqlite.mmapSize': 67_108_864 });
    });
    await step('the walkthrough', async () => {
      await window.runCommand('Welcome: Open Walkthrough...');
      await window.choice('Get started with Codebase Memory').first().click();
      await window.page.locator('.gettingStartedDetailsContent').waitFor();
    });
    await step('its steps are ticked by success', async () => {
      for (const done of ['index', 'connect', 'look']) await findTick(window, done).waitFor();
    });
    await step('the palette lists the commands', async () => {
      await window.page.keyboard.press('F1');
      await window.page.locator('.quick-input-widget input.input:visible').fill('>Codebase Memory');
      await window.choice('Search Symbol').first().waitFor();
    });
    await step('the palette is closed', escape);
    await step('a second window shares the server', async () => {
      const first = window;
      window = await vscode.openWindow();
      await waitUntilReady(window);
      await openMemoryViews(window);
      await row('Overview', '2 windows').waitFor();
      await first.close();
    });
    await step('a folder of another language', async () => {
      await open(join(base, 'rust'));
      await findStatusItem(window).filter({ hasText: 'Index empty' }).waitFor();
      await openMemoryViews(window);
      await row('Overview', '1 × .rs').waitFor();
    });
    await step('its page says what would be indexed', async () => {
      await command('Show Status');
      await page('Indexed are files with these suffixes');
    });
    await step('an empty folder', async () => {
      await open(join(base, 'empty'));
      await findStatusItem(window).filter({ hasText: 'Index empty' }).waitFor();
      await openMemoryViews(window);
      await row('Overview', 'no file is here').waitFor();
    });
    await step('two folders in one window', async () => {
      window = await vscode.openWorkspace(workspace);
      await trust();
      await waitUntilReady(window);
      await openMemoryViews(window);
      await row('Overview', 'second').waitFor();
    });
    await step('a search without an editor looks in both', async () => {
      await search('second_tool');
      await window.choice('second · tools.py').first().waitFor();
    });
    await step('the tree says which folder answers', async () => {
      await window.choice('second · tools.py').first().click();
      await window.tab('tools.py').waitFor();
      await command('Show Callers');
      await row('Callers', 'Only callers in second').waitFor();
    });
    await step('no folder', async () => {
      window = await vscode.openWorkspace(undefined);
      await openMemoryViews(window);
      await window.page.getByText('Open the folder of a project to index it').waitFor();
    });
    assert.ok(count >= 60, `${count} steps`);
  });
}

function write(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

async function takePictures(
  window: Workbench,
  theme: string,
  count: number,
  title: string,
  again: () => Promise<unknown>,
): Promise<void> {
  for (const size of SIZES.toReversed()) {
    await window.page.setViewportSize(size);
    await again();
    await takePicture(window, join(theme, `${size.width}x${size.height}`), count, title);
  }
}

async function takePicture({ page }: Workbench, folder: string, count: number, title: string): Promise<void> {
  const name = `${String(count).padStart(2, '0')} ${title.replaceAll(/[^\w]+/g, '-').slice(0, 50)}`;
  mkdirSync(join(pictures, folder), { recursive: true });
  await page.screenshot({ path: join(pictures, folder, `${name}.png`), animations: 'disabled' });
}
