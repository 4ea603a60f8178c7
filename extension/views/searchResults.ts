// The view Search: what a text finds stays beside the code, and is asked for again when the index has changed.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { describeIndexState } from '../connection/state.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import { searchSymbols } from '../queries.ts';
import { ModelTree } from './modelTree.ts';
import { describeFound, describeHits } from './searchModel.ts';
import type { FolderHits } from './searchModel.ts';
import type { TreeNode } from './treeNode.ts';

const VIEW = 'codebaseMemory.search';
const LIMIT = 200;

export class SearchResults implements vscode.Disposable {
  readonly #folders: Folders;
  readonly #tree = new ModelTree(() => this.#load());
  readonly #view = vscode.window.createTreeView(VIEW, { treeDataProvider: this.#tree });
  readonly #subscription: vscode.Disposable;
  #text = '';
  /** Which state of the indexes it was answered from. */
  #answered = '';

  constructor(folders: Folders) {
    this.#folders = folders;
    this.#subscription = folders.onDidChange(() => {
      if (this.#text === '' || this.#answered === this.#describeStates()) return;
      if (this.#view.visible) this.#tree.refresh();
    });
  }

  /** What was searched for last. */
  get text(): string {
    return this.#text;
  }

  /** Shows what `text` finds in all folders of the window, and brings the view to the front; '' empties it. */
  async show(text: string): Promise<void> {
    this.#text = text;
    this.#view.description = text;
    await vscode.commands.executeCommand('setContext', 'codebaseMemory.hasSearch', text !== '');
    this.#tree.refresh();
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
  }

  async #load(): Promise<readonly TreeNode[]> {
    const text = this.#text;
    this.#answered = this.#describeStates();
    this.#view.message = '';
    if (text === '') return [];
    try {
      const found = await Promise.all(this.#folders.list().map((served) => findHits(served, text)));
      if (text === this.#text) this.#view.message = describeFound(text, found);
      return describeHits(found.filter(({ hits }) => hits.length > 0));
    } catch (error) {
      if (text === this.#text) this.#view.message = messageOf(error);
      return [];
    }
  }

  #describeStates(): string {
    return this.#folders
      .list()
      .map(({ connection }) => describeIndexState(connection.status))
      .join(';');
  }
}

async function findHits({ folder, connection }: ServedFolder, text: string): Promise<FolderHits> {
  const hits = await searchSymbols(connection, text, LIMIT);
  const inside = hits.filter(({ file }) => file !== '');
  return { name: folder.name, folder: folder.uri.toString(), hits: inside };
}
