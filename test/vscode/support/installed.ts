// The extension as it is installed in a VS Code of the tests: its item in the status bar, its commands, and the server it
// shares with the command line.
import type { Locator } from 'playwright-core';
import type { ServerStatus } from '../../../server/protocol/status.ts';
import type { Product } from '../../acceptance/support/product.ts';
import type { Vscode } from './vscode.ts';
import type { Workbench } from './workbench.ts';

/** Each of them starts a program, so they take long enough. */
const MOST_QUESTIONS = 200;

/** A window in which the extension is installed and its index ready. */
export interface InstalledWindow {
  readonly product: Product;
  readonly vscode: Vscode;
  readonly window: Workbench;
}

/** The extension's item in the status bar. */
export function findStatusItem({ page }: Workbench): Locator {
  return page.locator('.statusbar-item[id$="codebaseMemory.status"]');
}

/** Waits until the status bar of a window says that the index is ready. */
export async function waitUntilReady(window: Workbench): Promise<void> {
  await findStatusItem(window).filter({ hasText: 'Index ready' }).waitFor();
}

/** A tooltip is gone when its item changes or something else takes the pointer, and does not come back by itself. */
const HOVER_MS = 20_000;
const HOVERS = 8;

/** Points at the status bar until its tooltip says `text`, and resolves with the tooltip. */
export async function showTooltip(window: Workbench, text: string): Promise<Locator> {
  const tooltip = window.page.locator('.monaco-hover:visible').filter({ hasText: 'Codebase Memory' });
  for (let hovered = 1; ; hovered += 1) {
    await window.restPointer();
    await findStatusItem(window).hover();
    try {
      await tooltip.getByText(text).waitFor({ timeout: HOVER_MS });
      return tooltip;
    } catch (error) {
      if (hovered === HOVERS) throw error;
    }
  }
}

/** The tick of a step in the walkthrough that is shown; not there before it was done. */
export function findTick({ page }: Workbench, step: string): Locator {
  return page.locator(`[data-done-step-id$="#${step}"].complete`).first();
}

/** Runs a command of the extension by its title in the palette. */
export function runMemoryCommand(window: Workbench, title: string): Promise<void> {
  return window.runCommand(`Codebase Memory: ${title}`);
}

/** Opens the side bar with the views of the extension. */
export async function openMemoryViews(window: Workbench): Promise<void> {
  await window.runCommand('View: Show Codebase Memory');
  await window.page.locator('.pane-header[aria-label^="Overview"]').waitFor();
}

/** The server's own account of itself, through the command line. */
export async function loadStatus(product: Product): Promise<ServerStatus> {
  return JSON.parse(await product.get(['status', product.root, '--json'])) as ServerStatus;
}

/** Asks the server until what it says of itself is as awaited. While no server answers it is asked again. */
export async function untilStatus(
  product: Product,
  isAwaited: (status: ServerStatus) => boolean,
): Promise<ServerStatus> {
  let answer = 'No server answered.';
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const { stdout, stderr } = await product.run(['status', product.root, '--json']);
    const status = stdout === '' ? undefined : (JSON.parse(stdout) as ServerStatus);
    if (status && isAwaited(status)) return status;
    answer = stdout || stderr;
  }
  throw new Error(`The status never was as awaited by ${isAwaited.toString()}: ${answer}`);
}
