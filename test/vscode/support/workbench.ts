// One window of VS Code as a person sees and uses it: the palette, the status bar, messages, editors, views. It knows
// nothing of the extension under test.
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './browser.ts';

/** A list that closed under somebody's hands does not come back: shorter, and more than once. */
const ATTEMPT_MS = 30_000;
const ATTEMPTS = 5;
const HOVER_MS = 5000;

/** A window of VS Code. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** Opens an address as a window and resolves when its workbench is there. */
  static async open(page: Page, address: string): Promise<Workbench> {
    const workbench = new Workbench(page);
    await page.goto(address, { timeout: PATIENCE_MS });
    await workbench.#waitUntilOpen();
    return workbench;
  }

  /** Loads the window again as a person does, with another extension host. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#waitUntilOpen();
  }

  async #waitUntilOpen(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
    // The file tree is filled by an extension host's file system: from here on commands of extensions are known.
    await this.page.locator('.monaco-workbench .part.sidebar').waitFor({ state: 'attached' });
  }

  /** Runs a command by its title in the palette, such as `View: Toggle Terminal`. */
  async runCommand(title: string): Promise<void> {
    await this.#pick(
      'F1',
      `>${title}`,
      this.page.locator('.quick-input-list .monaco-list-row').filter({
        has: this.page.locator('.label-name', { hasText: new RegExp(`^${escapePattern(title)}$`) }),
      }),
    );
  }

  /** Opens a file of the folder by a place such as `src/a.ts:12:5`. */
  async goTo(place: string): Promise<void> {
    const [path = place] = place.split(':');
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#pick('ControlOrMeta+P', place, this.choice(name));
    await this.tab(name).waitFor();
    const [line, column] = place.split(':').slice(1);
    if (column)
      await this.page.getByText(`Ln ${line}, Col ${column}`, { exact: true }).waitFor({ state: 'attached' });
  }

  /**
   * Opens a list with a key, types into it and takes the first of `rows`. Again where it closes meanwhile, as it does
   * when something that began before takes the focus.
   */
  async #pick(key: string, text: string, rows: Locator): Promise<void> {
    const { keyboard } = this.page;
    const widget = this.page.locator('.quick-input-widget');
    for (let attempt = 1; ; attempt += 1) {
      try {
        await widget.waitFor({ state: 'hidden' });
        await keyboard.press(key);
        await widget.locator('input.input:visible').fill(text, { timeout: ATTEMPT_MS });
        await rows.first().click({ timeout: ATTEMPT_MS });
        return;
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await keyboard.press('Escape');
      }
    }
  }

  /** The message that says this: on its own, or, while those behind the bell are shown, among them. */
  notification(text: RegExp | string): Locator {
    return this.page.locator('.notification-list-item:visible').filter({ hasText: text });
  }

  /**
   * Presses a button of a message, which may have left the screen meanwhile and waits behind the bell. When `done` has
   * come, which can be another message there, those behind the bell are hidden again.
   */
  async pressInNotification(text: RegExp | string, button: string, done: Locator): Promise<void> {
    const item = '.notification-list-item';
    const toast = this.page.locator(`.notifications-toasts ${item}`).filter({ hasText: text }).first();
    if (await toast.getByRole('button', { name: button, exact: true }).isVisible()) {
      await toast.getByRole('button', { name: button, exact: true }).click();
      await done.waitFor();
      return;
    }
    const bell = this.page.locator('.statusbar-item[id="status.notifications"]');
    const center = this.page.locator('.notifications-center');
    if (!(await center.isVisible())) await bell.click();
    const message = center.locator(item).filter({ hasText: text }).first();
    // In the list a message is folded: its buttons are shown with all of its text.
    const wanted = message.getByRole('button', { name: button, exact: true });
    if (!(await wanted.isVisible())) {
      await message.hover();
      await message.getByRole('button', { name: /^Expand Notification/ }).click();
    }
    await wanted.click();
    await done.waitFor();
    if (await center.isVisible()) await bell.click();
  }

  /** A row of a list that asks for a choice. */
  choice(text: RegExp | string): Locator {
    return this.page
      .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row')
      .filter({ hasText: text });
  }

  /** A button of a message, a modal dialog or a view. */
  button(name: RegExp | string): Locator {
    return this.page.getByRole('button', { name });
  }

  /** A row in the view of this title. */
  rowIn(title: string, text: RegExp | string): Locator {
    return this.page
      .locator(`.pane:has(> .pane-header[aria-label^="${title}"]) .monaco-list-row`)
      .filter({ hasText: text });
  }

  /**
   * Does `step` until `done` is there, for what is lost when VS Code starts the extension host of the window again, as it
   * does on a machine on which one stood still.
   */
  async repeat(step: () => Promise<void>, done: Locator): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await step();
      try {
        await done.waitFor({ timeout: ATTEMPT_MS });
        return;
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Opens a folded row in the view of this title. */
  async expand(title: string, text: string): Promise<void> {
    const row = this.rowIn(title, text).first();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
  }

  /** The tab of an open editor. */
  tab(name: RegExp | string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** The lines of the editor in front that are on the screen; spaces are plain ones. */
  async readEditor(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first();
    await lines.waitFor();
    return (await lines.innerText()).replaceAll('\u00A0', ' ');
  }

  /** Replaces all of the text of the editor in front, and saves. */
  async rewriteEditor(text: string): Promise<void> {
    const { keyboard } = this.page;
    await this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
    await keyboard.press('ControlOrMeta+A');
    await keyboard.press('Delete');
    await keyboard.insertText(text);
    await keyboard.press('ControlOrMeta+S');
    await this.page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
  }

  /** The page inside the webview in front, such as a markdown preview. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** The frame of that page. */
  async getPage(): Promise<Frame> {
    const body = await this.webview.locator('body').elementHandle();
    const frame = await body?.ownerFrame();
    if (!frame) throw new Error('There is no page in front.');
    return frame;
  }

  /** Types a line into the integrated terminal and presses Enter. */
  async typeInTerminal(line: string): Promise<void> {
    await this.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a terminal in the folder of the window. */
  async openTerminal(): Promise<void> {
    await this.runCommand('Terminal: Create New Terminal');
    // The prompt is there when the shell is.
    await this.page.locator('.terminal-wrapper.active .xterm-rows').filter({ hasText: /[$#]/ }).waitFor();
  }

  /** Makes the side bar wider by this many pixels. */
  async widenSideBar(pixels: number): Promise<void> {
    const { mouse } = this.page;
    const bar = await this.page.locator('.part.sidebar').boundingBox();
    if (!bar) throw new Error('There is no side bar.');
    const [edge, middle] = [bar.x + bar.width + 2, bar.y + bar.height / 2];
    await mouse.move(edge, middle);
    await mouse.down();
    await mouse.move(edge + pixels, middle, { steps: 4 });
    await mouse.up();
  }

  /**
   * Moves the pointer to where nothing reacts to it. What it showed goes away, but not what an input shows for as long as it
   * has the focus.
   */
  async restPointer(): Promise<void> {
    await this.page.mouse.move(2, 2);
    const hovers = this.page.locator('.monaco-hover:visible');
    await hovers.waitFor({ state: 'detached', timeout: HOVER_MS }).catch(() => {});
  }

  /** Closes the window as a person does, and lets it say good-bye. */
  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: true });
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
