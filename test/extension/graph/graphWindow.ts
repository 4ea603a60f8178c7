// The page of the graph view in Chromium, as a webview of VS Code has it: its own scripts, styles and policy, with the index
// of a test behind it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { TestContext } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import type { PageMessage, WindowMessage } from '../../../extension/graph/messages.ts';
import { loadGraphPage } from '../../../server/entry.ts';
import type { PageLanguage } from '../../../server/entry.ts';
import { askGraph } from '../../../server/mcp/graphView.ts';
import type { GraphNode } from '../../../server/protocol/graphView.ts';
import type { WorkspaceChanges } from '../../../server/indexer/changesMessages.ts';
import { queryHandlers } from '../../../server/queries/index.ts';
import { findGraphNodes } from '../../../server/queries/graphView/findNodes.ts';
import type { Queries } from '../../../server/queries/client.ts';
import type { Generation } from '../../../server/store/generation.ts';
import { PATIENCE_MS } from '../../vscode/support/browser.ts';
import { THEMES } from './themes.ts';
import type { Theme } from './themes.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ADDRESS = 'http://graph.test/';

export interface GraphWindowOptions {
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  readonly changes?: WorkspaceChanges;
  readonly language?: PageLanguage;
  /** What the window has written down of a page of before. */
  readonly state?: unknown;
  /** A script that runs in the page before its own. */
  readonly before?: string;
}

/** The page, open, with what it has told. */
export class GraphWindow {
  readonly page: Page;
  readonly #told: PageMessage[] = [];
  #onTold: () => void = () => {};
  /** Errors and refusals that the page has met. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens it in a window of its own, which is closed after the test. */
  static async open(
    test: TestContext,
    browser: Browser,
    generation: Generation,
    {
      theme = 'dark',
      size = { width: 1200, height: 800 },
      changes,
      language,
      state,
      before = '',
    }: GraphWindowOptions = {},
  ): Promise<GraphWindow> {
    const context = await browser.newContext({ viewport: size });
    test.after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const window = new GraphWindow(page);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') window.complaints.push(message.text());
    });
    page.on('pageerror', (error) => window.complaints.push(String(error)));
    const { queries, found } = makeQueries(generation);
    await page.exposeBinding('tellWindow', async (_source, message: PageMessage) => {
      if (message.type !== 'ask' && message.type !== 'find') {
        window.#told.push(message);
        window.#onTold();
        return;
      }
      const { id } = message;
      try {
        const findChanges = () => Promise.resolve(changes ?? NO_CHANGES);
        const answer =
          message.type === 'find'
            ? found(message.text)
            : await askGraph(message.question, { queries, findChanges });
        await window.tell({ type: 'answer', id, answer });
      } catch (error) {
        await window.tell({
          type: 'failure',
          id,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    });
    await page.addInitScript(becomeWebview, THEMES[theme]);
    await page.addInitScript({ content: before });
    await page.route(`${ADDRESS}**`, (route) =>
      route.request().url() === ADDRESS
        ? route.fulfill({ contentType: 'text/html', body: loadGraphPage('n0nce', language, state) })
        : route.abort(),
    );
    await page.goto(ADDRESS);
    await window.settle();
    return window;
  }

  /** Tells the page something, as its window does. */
  async tell(message: WindowMessage): Promise<void> {
    // A page that has gone meanwhile hears nothing.
    await this.page.evaluate(`postMessage(${JSON.stringify(message)})`).catch(() => {});
  }

  /** The next message of a kind that the page sends its window, or has sent and nobody has read; older ones are gone then. */
  async hear<Type extends PageMessage['type']>(type: Type): Promise<Extract<PageMessage, { type: Type }>> {
    for (;;) {
      for (let told = this.#told.shift(); told; told = this.#told.shift())
        if (told.type === type) return told as Extract<PageMessage, { type: Type }>;
      await new Promise<void>((resolve) => {
        this.#onTold = resolve;
      });
    }
  }

  /** Waits until the picture is that of the last question. */
  async settle(): Promise<void> {
    await this.page.locator('body:not([aria-busy])').waitFor();
  }

  /** Presses a key where the page is, and waits for what comes of it. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.settle();
  }

  node(name: string): Locator {
    return this.page.locator('.node', { has: this.page.locator(`text=/^${name}$/`) }).first();
  }

  async listNodes(): Promise<string[]> {
    const names = await this.page.locator('.node > text:not(.mark):not(.rest)').allTextContents();
    return names.toSorted();
  }

  status(): Promise<string> {
    return this.page.locator('#status').innerText();
  }

  /** What the page holds on to once the browser has collected what nobody needs. */
  async countMemory(): Promise<{ elements: number; listeners: number; heapBytes: number }> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Performance.enable');
    // The first picture is what every count begins with.
    await this.tell({ type: 'show', root: 'main.start', isFollowing: false });
    await this.page.getByText(/^Around start/).waitFor();
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
    await session.detach();
    return { elements: of('Nodes'), listeners: of('JSEventListeners'), heapBytes: of('JSHeapUsedSize') };
  }

  /** What axe-core finds, one line each. */
  async findFaults(): Promise<string[]> {
    await this.page.evaluate(axe);
    const { violations, passes } = await this.page.evaluate<AxeResults>('axe.run(document)');
    if (passes.length === 0) throw new Error('axe has looked at nothing.');
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  }
}

const NO_CHANGES: WorkspaceChanges = { base: '', to: 'disk', files: [], notes: [] };

type GraphQueries = Pick<Queries, 'graphAround' | 'graphImpact' | 'graphMap' | 'graphPaths'>;

function makeQueries(generation: Generation): {
  queries: GraphQueries;
  found: (text: string) => readonly GraphNode[];
} {
  const { graphAround, graphImpact, graphMap, graphPaths } = queryHandlers;
  return {
    queries: {
      graphAround: (input) => Promise.resolve(graphAround(generation, input)),
      graphImpact: (input) => Promise.resolve(graphImpact(generation, input)),
      graphMap: (input) => Promise.resolve(graphMap(generation, input)),
      graphPaths: (input) => Promise.resolve(graphPaths(generation, input)),
    },
    found: (text) => findGraphNodes(generation, { text, limit: 20 }),
  };
}

/** Runs in the page before its scripts: what VS Code puts there. */
function becomeWebview({ kind, variables }: (typeof THEMES)[Theme]): void {
  const global = globalThis as unknown as {
    document: {
      documentElement: { style: { setProperty(name: string, value: string): void } };
      addEventListener(type: string, run: () => void): void;
      body: { className: string };
    };
    sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
    tellWindow(message: unknown): void;
    acquireVsCodeApi: unknown;
  };
  const { document, sessionStorage } = global;
  // There is no element before.
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = `vscode-${kind}`;
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty(name, value);
  });
  global.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => global.tellWindow(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
}
