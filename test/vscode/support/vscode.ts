// A VS Code of a person who has just installed the extension: a home, a profile and extensions of their own, and nothing
// else. All of it ends with the test; what its windows last showed is kept in .artifacts/screenshots/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Product } from '../../acceptance/support/product.ts';
import { launchBrowser } from './browser.ts';
import { installExtension, startCodeServer } from './codeServer.ts';
import type { CodeServer, CodeServerOptions } from './codeServer.ts';
import type { Programs } from './setUp.ts';
import { Workbench } from './workbench.ts';

const projectRoot = join(import.meta.dirname, '..', '..', '..');
const screenshots = join(projectRoot, '.artifacts', 'screenshots');

/** Whether pictures are taken for the documents, into media/screenshots/; else they are artifacts like the others. */
export const takesPictures = process.env['TAKE_PICTURES'] === '1';
const pictures = takesPictures ? join(projectRoot, 'media', 'screenshots') : screenshots;

/** Folder of the profile. */
const USER_DATA = 'vscode';

/** What makes pictures and tests quiet: no first-run pages, no chat, text that can be read in the terminal. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // Settings and trust open in tabs like every other editor.
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  // What is typed into an editor is all that gets there.
  'editor.autoClosingBrackets': 'never',
  'editor.autoSurround': 'never',
  'editor.autoIndent': 'none',
  'terminal.integrated.gpuAcceleration': 'off',
  'git.enabled': false,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
};

export interface VscodeOptions {
  /** The extension that is installed. */
  readonly vsix: string;
  /** Extensions of others beside it. */
  readonly others?: readonly string[];
  /** User settings it starts with, besides quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More of the environment. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Whether every folder is trusted, as it is by default. */
  readonly trusts?: boolean;
  /** Languages besides English that windows may have; a pack of each is installed, in which VS Code's own texts stay English. */
  readonly languages?: readonly string[];
  /** Size of the windows; `scale` is the number of dots for a pixel. */
  readonly screen?: { readonly width: number; readonly height: number; readonly scale: number };
}

/** Of each log. */
const LINES_TOLD = 40;

const SCREEN = { width: 1280, height: 800, scale: 1 };

/** A running VS Code with the extension, on the project of a product. */
export class Vscode {
  readonly product: Product;
  readonly settingsFile: string;
  readonly #title: string;
  readonly #server: CodeServer;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #windows: Workbench[] = [];
  #settings: Record<string, unknown>;

  private constructor(
    title: string,
    product: Product,
    settings: Record<string, unknown>,
    programs: { server: CodeServer; browser: Browser; context: BrowserContext },
  ) {
    this.#title = title;
    this.product = product;
    this.settingsFile = join(product.base, USER_DATA, 'User', 'settings.json');
    this.#settings = settings;
    this.#server = programs.server;
    this.#browser = programs.browser;
    this.#context = programs.context;
  }

  /** Installs the extension by command line and starts VS Code. Everything ends with the test. */
  static async start(
    t: Pick<TestContext, 'name' | 'afterEach'>,
    product: Product,
    { codeServer, chromium }: Programs,
    options: VscodeOptions,
  ): Promise<Vscode> {
    const { vsix, others = [], settings = {}, environment = {}, trusts = true, languages = [] } = options;
    const { screen = SCREEN } = options;
    const userDataDir = join(product.base, USER_DATA);
    const serverOptions: CodeServerOptions = {
      codeServer,
      userDataDir,
      extensionsDir: join(product.base, 'extensions'),
      environment: { ...product.environment, ...environment },
      trusts,
    };
    const userSettings = { ...QUIET_SETTINGS, ...settings };
    mkdirSync(join(userDataDir, 'User'), { recursive: true });
    writeFileSync(join(userDataDir, 'User', 'settings.json'), JSON.stringify(userSettings, null, 2));
    for (const one of [vsix, ...others]) await installExtension(serverOptions, one);
    // As the extension of a language pack leaves them, which no command line installs. Without the first file all is English.
    writeFileSync(join(userDataDir, 'User', 'argv.json'), '{}');
    writeFileSync(join(userDataDir, 'nothing.json'), JSON.stringify({ contents: {} }));
    const packs = languages.map((language) => [language, describePack(userDataDir, language)]);
    writeFileSync(join(userDataDir, 'languagepacks.json'), JSON.stringify(Object.fromEntries(packs)));
    const server = await startCodeServer(serverOptions);
    product.defer(() => server.end());
    const browser = await launchBrowser(chromium);
    product.defer(() => browser.close());
    const context = await browser.newContext({ viewport: screen, deviceScaleFactor: screen.scale });
    const vscode = new Vscode(t.name, product, userSettings, { server, browser, context });
    product.defer(() => vscode.#keepPictures());
    // Also after tests within tests.
    t.afterEach((each) => {
      if ('passed' in each && !each.passed) vscode.#tellLogs(each.name);
    });
    return vscode;
  }

  /** Opens a window on a folder. */
  async openWindow(folder: string = this.product.root): Promise<Workbench> {
    return this.#open(this.#context, `folder=${encodeURIComponent(folder)}`);
  }

  /** Opens a window of somebody who prefers another language. */
  async openWindowIn(language: string): Promise<Workbench> {
    const context = await this.#browser.newContext({ locale: language, viewport: SCREEN });
    return this.#open(context, `folder=${encodeURIComponent(this.product.root)}`);
  }

  /** Opens a window on the folders of a workspace file, or on nothing. */
  async openWorkspace(file: string | undefined): Promise<Workbench> {
    return this.#open(
      this.#context,
      file === undefined ? 'ew=true' : `workspace=${encodeURIComponent(file)}`,
    );
  }

  async #open(context: BrowserContext, query: string): Promise<Workbench> {
    const page = await context.newPage();
    const workbench = await Workbench.open(page, `http://${this.#server.authority}/?${query}`);
    this.#windows.push(workbench);
    return workbench;
  }

  /** Changes user settings in the editor of their file. */
  async changeSettings(window: Workbench, changes: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...changes };
    await window.runCommand('Preferences: Open User Settings (JSON)');
    await window.tab('settings.json').waitFor();
    await window.rewriteEditor(JSON.stringify(this.#settings, null, 2));
  }

  /** Takes the picture `name` of a window. */
  async takePicture({ page }: Workbench, name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
  }

  /** Process ids of the extension hosts: one for each open window. */
  listExtensionHosts(): number[] {
    return this.#server.listExtensionHosts();
  }

  /** What VS Code and our server say of the time in which a test failed: a window may have lost its extension host. */
  #tellLogs(title: string): void {
    const told = [
      `Logs up to the failure of "${title}":`,
      `${this.listExtensionHosts().length} extension hosts run.`,
      ...this.#server.readOutput().split('\n').slice(-LINES_TOLD),
      ...this.product.findLog().slice(-LINES_TOLD),
    ];
    process.stderr.write(`${told.join('\n')}\n`);
  }

  async #keepPictures(): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    const name = this.#title.replaceAll(/[^\w]+/g, '-').slice(0, 60);
    for (const [index, { page }] of this.#windows.entries()) {
      if (page.isClosed() || !this.#browser.isConnected()) continue;
      await page.screenshot({ path: join(screenshots, `${name}-${index + 1}.png`) });
    }
  }
}

function describePack(userDataDir: string, language: string): unknown {
  return {
    hash: language,
    label: language,
    extensions: [{ extensionIdentifier: { id: `somebody-else.${language}` }, version: '1.0.0' }],
    translations: { vscode: join(userDataDir, 'nothing.json') },
  };
}
