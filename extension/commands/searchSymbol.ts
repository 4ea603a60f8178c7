// Search Symbol: a pick that asks the index while somebody types, and shows the definition under the cursor of the list.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import type { ServedFolder } from '../folders.ts';
import { searchSymbols } from '../queries.ts';
import type { SearchHit } from '../queries.ts';
import { getKindIcon } from '../views/callModel.ts';
import { pickFolder } from './command.ts';
import type { Command } from './command.ts';

const LIMIT = 60;
/** Typing goes on meanwhile; a question costs the server milliseconds, so this is short. */
const PAUSE_MS = 80;

interface SymbolItem extends vscode.QuickPickItem {
  readonly hit?: SearchHit;
}

/** Finds a definition by name or words and opens it; `query` is typed in beforehand. Resolves with what was chosen. */
export const searchSymbol: Command = {
  id: 'codebaseMemory.searchSymbol',
  async run(services, query: unknown) {
    const picked = await pickFolder(services);
    const served = picked && services.folders.get(picked.folder);
    return served && pickSymbol(served, typeof query === 'string' ? query : getWord());
  },
};

function pickSymbol(served: ServedFolder, query: string): Promise<SearchHit | undefined> {
  const pick = vscode.window.createQuickPick<SymbolItem>();
  pick.title = `Search Symbol in ${served.folder.name}`;
  pick.placeholder = 'A name, or a few words of it: "get user" finds getUser and get_user';
  pick.value = query;
  const preview = new Preview(served.folder);
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;
  const search = async () => {
    const turn = (asked += 1);
    pick.busy = true;
    const items = await findItems(served, pick.value.trim());
    if (turn !== asked) return;
    pick.items = items;
    pick.busy = false;
  };
  return new Promise((resolve) => {
    let chosen: SearchHit | undefined;
    pick.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void search(), PAUSE_MS);
    });
    pick.onDidChangeActive(([item]) => void preview.show(item?.hit));
    pick.onDidAccept(() => {
      chosen = pick.selectedItems[0]?.hit ?? pick.activeItems[0]?.hit;
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      asked += 1;
      pick.dispose();
      void preview.end(chosen).then(() => resolve(chosen));
    });
    pick.show();
    void search();
  });
}

async function findItems({ connection }: ServedFolder, text: string): Promise<SymbolItem[]> {
  if (text === '') return [];
  try {
    const hits = await searchSymbols(connection, text, LIMIT);
    return hits.length > 0
      ? hits.filter(({ file }) => file !== '').map(describeHit)
      : [note('Nothing found')];
  } catch (error) {
    return [note(messageOf(error))];
  }
}

function describeHit(hit: SearchHit): SymbolItem {
  return {
    label: `$(${getKindIcon(hit.kind)}) ${hit.name}`,
    description: hit.signature ?? hit.qualified_name,
    detail: `${hit.file}:${hit.line}   ${hit.in_degree} in, ${hit.out_degree} out`,
    // The index has matched it already, in ways the pick knows nothing of.
    alwaysShow: true,
    hit,
  };
}

function note(text: string): SymbolItem {
  return { label: `$(info) ${text}`, alwaysShow: true };
}

function getWord(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return '';
  const { document, selection } = editor;
  return selection.isEmpty || !selection.isSingleLine ? '' : document.getText(selection);
}

/** Shows definitions in passing, and puts back what was there when none is chosen. */
class Preview {
  readonly #folder: vscode.WorkspaceFolder;
  readonly #before = vscode.window.activeTextEditor;
  readonly #view = this.#before?.visibleRanges[0];
  #hasShown = false;

  constructor(folder: vscode.WorkspaceFolder) {
    this.#folder = folder;
  }

  async show(hit: SearchHit | undefined): Promise<void> {
    if (!hit) return;
    this.#hasShown = true;
    await this.#open(hit, true).catch(() => {});
  }

  async end(chosen: SearchHit | undefined): Promise<void> {
    if (chosen) return this.#open(chosen, false);
    if (!this.#hasShown || !this.#before) return;
    const { document, viewColumn, selection } = this.#before;
    const editor = await vscode.window.showTextDocument(document, {
      selection,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
    if (this.#view) editor.revealRange(this.#view, vscode.TextEditorRevealType.AtTop);
  }

  async #open({ name, file, line }: SearchHit, isPassing: boolean): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(this.#folder.uri, file));
    const { text, range } = document.lineAt(Math.min(document.lineCount, Math.max(1, line)) - 1);
    // The index knows lines; the name in the line is what somebody looks for, and acts on next.
    const position = range.start.translate(0, Math.max(0, text.indexOf(name)));
    const selection = new vscode.Range(position, position);
    const options = { preview: isPassing, preserveFocus: isPassing, selection };
    const editor = await vscode.window.showTextDocument(document, options);
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenter);
  }
}
