// The graph view of a window: one page beside the code, which asks the index through it. What the page shows is the page's own
// business and comes back with it after a reload.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { loadGraphPage } from '../../server/entry.ts';
import { t } from '../../server/protocol/l10n.ts';
import { describeIndexState } from '../connection/state.ts';
import { toIndexPath, toUri } from '../editor/located.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { escapeMessage } from '../markdown.ts';
import type { PageMessage, WindowMessage } from './messages.ts';

/** As package.json and VS Code know it. */
const VIEW_TYPE = 'codebaseMemory.graph';
const TITLE = t('Graph');
/** Under which the state of the page is written down. */
const KEPT = 'graph.state';
/** A cursor that rests so long is where somebody looks. */
const REST_MS = 300;

/** The page, while it is open; it is shown of one folder. */
export class GraphPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #folders: Folders;
  readonly #kept: vscode.Memento;
  readonly #subscriptions: vscode.Disposable[];
  #shown: Shown | undefined;

  /** What the page shows is written down in `kept`. */
  constructor(folders: Folders, kept: vscode.Memento) {
    this.#folders = folders;
    this.#kept = kept;
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this),
      folders.onDidChange((served) => {
        if (served && served === this.#shown?.served) this.#shown.noteIndex();
      }),
    ];
  }

  /** Shows the page of a folder, on what `root` means: the key of a file, or a text that means a symbol. */
  show(served: ServedFolder, root: string | undefined): void {
    if (this.#shown && this.#shown.served !== served) this.#shown.panel.dispose();
    if (this.#shown) this.#shown.panel.reveal(undefined, true);
    else {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: root !== undefined };
      const panel = vscode.window.createWebviewPanel(VIEW_TYPE, TITLE, place);
      // What is written down is of a page that is gone.
      void this.#kept.update(KEPT, undefined);
      this.#take(panel, served, undefined);
    }
    if (root !== undefined) this.#shown?.show(root, false);
  }

  /** VS Code brings a page back that was open before a reload. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const served = vscode.workspace.isTrusted ? this.#folders.findCurrent() : undefined;
    if (served) this.#take(panel, served, this.#kept.get(KEPT));
    // Without a folder there is nothing to show; the page would ask nobody.
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#shown?.panel.dispose();
  }

  #take(panel: vscode.WebviewPanel, served: ServedFolder, state: unknown): void {
    const shown = new Shown(panel, served, { state, keep: (newest) => void this.#kept.update(KEPT, newest) });
    this.#shown = shown;
    panel.onDidDispose(() => {
      shown.dispose();
      if (this.#shown === shown) this.#shown = undefined;
    });
  }
}

/** What a page of before was left with, and where what is shown now is written down. */
interface Kept {
  readonly state: unknown;
  readonly keep: (state: unknown) => void;
}

/** One open page. */
class Shown implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly served: ServedFolder;
  readonly #keep: Kept['keep'];
  readonly #subscriptions: vscode.Disposable[];
  #following: vscode.Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What it is to be told once it can hear. */
  #waiting: WindowMessage[] | undefined = [];
  #indexed: string;

  constructor(panel: vscode.WebviewPanel, served: ServedFolder, { state, keep }: Kept) {
    this.#keep = keep;
    this.panel = panel;
    this.served = served;
    this.#indexed = describeIndexState(served.connection.status);
    // No folder of the disk is open to the page: all that it needs is in it.
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: PageMessage) => void this.#hear(message)),
      // A page that is hidden is thrown away; it begins anew when it is shown.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#waiting ??= [];
      }),
    ];
    const texts = vscode.l10n.bundle;
    panel.webview.html = loadGraphPage(
      randomBytes(16).toString('hex'),
      texts && { name: vscode.env.language, texts },
      state,
    );
  }

  show(root: string, isFollowing: boolean): void {
    this.#tell({ type: 'show', root, isFollowing });
  }

  /** The picture is asked for again when the index is another one. */
  noteIndex(): void {
    const { status } = this.served.connection;
    if (!status || status.freshness.indexing) return;
    const indexed = describeIndexState(status);
    if (this.#indexed === (this.#indexed = indexed)) return;
    this.#tell({ type: 'changed' });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#following?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #tell(message: WindowMessage): void {
    if (this.#waiting) this.#waiting.push(message);
    else void this.panel.webview.postMessage(message);
  }

  async #hear(message: PageMessage): Promise<void> {
    if (message.type === 'ready') {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const each of waiting) this.#tell(each);
    } else if (message.type === 'ask' || message.type === 'find') await this.#answer(message);
    else if (message.type === 'open') await this.#open(message);
    else if (message.type === 'save') await save(message);
    else if (message.type === 'follow') this.#follow(message.isOn);
    else if (message.type === 'keep') this.#keep(message.state);
  }

  async #answer(message: Extract<PageMessage, { type: 'ask' | 'find' }>): Promise<void> {
    const { id } = message;
    const { connection } = this.served;
    // A page that has begun anew meanwhile has other numbers, and does not take it.
    const { webview } = this.panel;
    try {
      const answer =
        message.type === 'ask'
          ? await connection.request('graph/ask', message.question)
          : await connection.request('graph/find', { text: message.text });
      await webview.postMessage({ type: 'answer', id, answer } satisfies WindowMessage);
    } catch (error) {
      const failure: WindowMessage = { type: 'failure', id, message: messageOf(error) };
      await webview.postMessage(failure);
    }
  }

  async #open({ file, line, hasFocus }: Extract<PageMessage, { type: 'open' }>): Promise<void> {
    const position = new vscode.Position(Math.max(0, line - 1), 0);
    const isBeside = this.panel.viewColumn === vscode.ViewColumn.One;
    try {
      await vscode.window.showTextDocument(toUri(this.served, file), {
        selection: new vscode.Range(position, position),
        viewColumn: isBeside ? vscode.ViewColumn.Two : vscode.ViewColumn.One,
        preserveFocus: !hasFocus,
        preview: true,
      });
    } catch (error) {
      void vscode.window.showWarningMessage(escapeMessage(`Codebase Memory: ${messageOf(error)}`));
    }
  }

  #follow(isOn: boolean): void {
    this.#following?.dispose();
    this.#following = isOn
      ? vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
          // What the page itself has opened is there already.
          if (kind === undefined) return;
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => this.#showCursor(textEditor), REST_MS);
        })
      : undefined;
  }

  #showCursor({ document, selection }: vscode.TextEditor): void {
    if (document.uri.scheme !== 'file') return;
    if (!vscode.workspace.getWorkspaceFolder(document.uri)) return;
    const file = toIndexPath(this.served, document.uri);
    if (!file.startsWith('../')) this.show(`${file}:${selection.active.line + 1}`, true);
  }
}

async function save({ name, content }: Extract<PageMessage, { type: 'save' }>): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const uri = await vscode.window.showSaveDialog({
    filters: { [ending.toUpperCase()]: [ending] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {}),
  });
  if (!uri) return;
  try {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(content, 'base64'));
  } catch (error) {
    void vscode.window.showErrorMessage(escapeMessage(`Codebase Memory: ${messageOf(error)}`));
  }
}
