// The folders of this window, each with its connection to a server. Owns which folders are served: those on disk, and
// none before the workspace is trusted. Knows nothing of what is shown.
import * as vscode from 'vscode';
import { entryFile } from '../server/entry.ts';
import type { CodedError } from '../server/errors.ts';
import { NoFolder, OnlyVirtual } from './connection/errors.ts';
import { describeState } from './connection/state.ts';
import type { FolderState, StateWord } from './connection/state.ts';
import { ServerConnection } from './connection/serverConnection.ts';
import type { SettingsChange } from './connection/serverConnection.ts';

/** One folder and its server. */
export interface ServedFolder {
  readonly folder: vscode.WorkspaceFolder;
  readonly connection: ServerConnection;
}

export interface FoldersOptions {
  readonly version: string;
  readonly settings: (folder: vscode.WorkspaceFolder) => SettingsChange;
  /** What has to be known before a server is looked for. */
  readonly prepare: (folder: vscode.WorkspaceFolder) => Promise<void>;
  readonly output: vscode.LogOutputChannel;
}

const NOT_ON_DISK = { kind: 'off', why: 'virtual' } as const;

export class Folders implements vscode.Disposable {
  readonly #options: FoldersOptions;
  readonly #served = new Map<string, ServedFolder>();
  readonly #changed = new vscode.EventEmitter<ServedFolder | undefined>();
  readonly #subscriptions: vscode.Disposable[];
  /** A folder whose server said something new; undefined when the folders themselves changed. */
  readonly onDidChange = this.#changed.event;

  constructor(options: FoldersOptions) {
    this.#options = options;
    this.#subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#follow()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#startAll()),
    ];
    this.#follow();
  }

  /** All folders that can be served, in the order of the workspace. */
  list(): ServedFolder[] {
    return (vscode.workspace.workspaceFolders ?? []).flatMap(
      (folder) => this.#served.get(folder.uri.toString()) ?? [],
    );
  }

  /** How each folder of the window stands to its server; one that is on no disk has none. */
  listStates(): (FolderState & { readonly served: ServedFolder | undefined })[] {
    return (vscode.workspace.workspaceFolders ?? []).map((folder) => {
      const served = this.get(folder);
      return { name: folder.name, served, state: served?.connection.state ?? NOT_ON_DISK };
    });
  }

  /** Why no folder can be served: NO_FOLDER, or ONLY_VIRTUAL where those of the window are on no disk. */
  whyNone(): CodedError {
    return vscode.workspace.workspaceFolders?.length ? OnlyVirtual() : NoFolder();
  }

  get(folder: vscode.WorkspaceFolder): ServedFolder | undefined {
    return this.#served.get(folder.uri.toString());
  }

  /** The folder that holds `uri`. */
  find(uri: vscode.Uri): ServedFolder | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder && this.get(folder);
  }

  /** The folder of the active editor, else the first one. */
  findCurrent(): ServedFolder | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return (uri && this.find(uri)) ?? this.list()[0];
  }

  /** Leaves all servers and starts anew; for when the place of the indexes changed. */
  reconnect(): void {
    for (const { connection } of this.list()) connection.leave('closed');
    this.#startAll();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { connection } of this.#served.values()) connection.leave('closed');
    this.#changed.dispose();
  }

  #follow(): void {
    const open = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const wanted = new Set(open.map(({ uri }) => uri.toString()));
    for (const [key, { connection }] of this.#served) {
      if (wanted.has(key)) continue;
      this.#served.delete(key);
      connection.leave('closed');
    }
    for (const folder of open) this.#serve(folder);
    this.#changed.fire(undefined);
    this.#startAll();
  }

  #serve(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    if (this.#served.has(key)) return;
    const { version, settings, prepare, output } = this.#options;
    const connection = new ServerConnection({
      folder: folder.uri.fsPath,
      entryFile,
      version,
      settings: () => settings(folder),
      prepare: () => prepare(folder),
      folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
      log: (message) => output.info(`${folder.name}: ${message}`),
    });
    const served = { folder, connection };
    this.#served.set(key, served);
    if (!vscode.workspace.isTrusted) connection.leave('untrusted');
    let word: StateWord = 'off';
    connection.events.on('state', (state) => {
      if (word !== describeState(state)) output.debug(`${folder.name}: ${(word = describeState(state))}`);
      if (this.#served.get(key) === served) this.#changed.fire(served);
    });
  }

  #startAll(): void {
    if (!vscode.workspace.isTrusted) return;
    // After this turn: whoever opens the window does not wait for it.
    setImmediate(() => {
      for (const { connection } of this.#served.values()) {
        const { state } = connection;
        if (state.kind === 'off' && state.why !== 'stopped') connection.start();
      }
    });
  }
}
