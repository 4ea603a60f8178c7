// Search Symbol: a pick that asks the index while somebody types, and shows the definition under the cursor of the list.
import * as vscode from 'vscode';
import { messageOf } from '../../server/errors.ts';
import { formatBuiltCopies } from '../../server/protocol/numbers.ts';
import { t } from '../../server/protocol/l10n.ts';
import type { ServedFolder } from '../folders.ts';
import { searchSymbols, suggestNames } from '../queries.ts';
import type { SearchHit } from '../queries.ts';
import { getKindIcon } from '../views/callModel.ts';
import { noteDone } from '../done.ts';
import type { Command } from './command.ts';

const LIMIT = 60;
/** Typing goes on meanwhile; a question costs the server milliseconds, so this is short. */
const PAUSE_MS = 80;

/** A hit and the folder it was found in. */
interface FoundHit {
  readonly served: ServedFolder;
  readonly hit: SearchHit;
}

interface SymbolItem extends vscode.QuickPickItem {
  readonly found?: FoundHit;
  /** What is searched for instead when this row is chosen. */
  readonly suggestion?: string;
}

/**
 * Finds a definition by name or words and opens it; `query` is typed in beforehand. Searches the folder of the editor in
 * front, and all folders without one. Resolves with what was chosen.
 */
export const searchSymbol: Command = {
  async run({ folders }, query: unknown) {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const current = uri && folders.find(uri);
    const searched = current ? [current] : folders.list();
    if (searched.length === 0) throw folders.whyNone();
    const hit = await pickSymbol(searched, typeof query === 'string' ? query : getWord());
    if (hit) await noteDone('searched');
    return hit;
  },
};

function pickSymbol(searched: readonly ServedFolder[], query: string): Promise<SearchHit | undefined> {
  const pick = vscode.window.createQuickPick<SymbolItem>();
  pick.title = t('Search Symbol in {folders}', {
    folders: searched.map(({ folder }) => folder.name).join(', '),
  });
  pick.placeholder = t('A name, or a few words of it: "get user" finds getUser and get_user');
  pick.value = query;
  const preview = new Preview();
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;
  const search = async () => {
    const turn = (asked += 1);
    pick.busy = true;
    const items = await findItems(searched, pick.value.trim());
    if (turn !== asked) return;
    pick.items = items;
    pick.busy = false;
  };
  return new Promise((resolve) => {
    let chosen: FoundHit | undefined;
    pick.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void search(), PAUSE_MS);
    });
    pick.onDidChangeActive(([item]) => void preview.show(item?.found));
    pick.onDidAccept(() => {
      const item = pick.selectedItems[0] ?? pick.activeItems[0];
      if (item?.suggestion !== undefined) {
        pick.value = item.suggestion;
        void search();
        return;
      }
      chosen = item?.found;
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      asked += 1;
      pick.dispose();
      void preview.end(chosen).then(() => resolve(chosen?.hit));
    });
    pick.show();
    void search();
  });
}

async function findItems(searched: readonly ServedFolder[], text: string): Promise<SymbolItem[]> {
  if (text === '') return [];
  const answers = await Promise.all(searched.map((served) => findHits(served, text)));
  const failures = answers.flatMap((answer) => (typeof answer === 'string' ? [note(answer)] : []));
  const lists = answers.filter((answer) => typeof answer !== 'string');
  const found = interleave(lists).slice(0, LIMIT);
  if (found.length > 0) return [...found.map((one) => describeHit(one, searched.length > 1)), ...failures];
  return failures.length > 0 ? failures : suggest(searched, text);
}

/** The hits of one folder, or why there are none. */
async function findHits(served: ServedFolder, text: string): Promise<readonly FoundHit[] | string> {
  try {
    const hits = await searchSymbols(served.connection, text, LIMIT);
    return hits.filter(({ file }) => file !== '').map((hit) => ({ served, hit }));
  } catch (error) {
    return messageOf(error);
  }
}

/** The best of each list, then the second best of each: no folder hides the others. */
function interleave(lists: readonly (readonly FoundHit[])[]): FoundHit[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
}

async function suggest(searched: readonly ServedFolder[], text: string): Promise<SymbolItem[]> {
  const names = await Promise.all(
    searched.map(({ connection }) => suggestNames(connection, text).catch(() => [])),
  );
  const suggestions = [...new Set(names.flat())];
  if (suggestions.length === 0) return [note(t('Nothing is named like "{text}"', { text }))];
  return suggestions.map((suggestion) => ({
    label: `$(lightbulb) ${suggestion}`,
    description: t('did you mean this?'),
    alwaysShow: true,
    suggestion,
  }));
}

function describeHit({ served, hit }: FoundHit, hasFolders: boolean): SymbolItem {
  const place = `${hit.file}:${hit.line}`;
  const calls = [
    ...(hit.in_degree > 0 ? [t('{count} in', { count: hit.in_degree })] : []),
    ...(hit.out_degree > 0 ? [t('{count} out', { count: hit.out_degree })] : []),
  ];
  return {
    label: `$(${getKindIcon(hit.kind)}) ${hit.name}`,
    description: hit.signature ?? hit.qualified_name,
    detail: [
      hasFolders ? `${served.folder.name} · ${place}` : place,
      calls.join(', '),
      hit.copies ? formatBuiltCopies(hit.copies) : '',
    ]
      .filter(Boolean)
      .join('   '),
    // The index has matched it already, in ways the pick knows nothing of.
    alwaysShow: true,
    found: { served, hit },
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
  readonly #before = vscode.window.activeTextEditor;
  readonly #view = this.#before?.visibleRanges[0];
  #hasShown = false;

  async show(found: FoundHit | undefined): Promise<void> {
    if (!found) return;
    this.#hasShown = true;
    await this.#open(found, true).catch(() => {});
  }

  async end(chosen: FoundHit | undefined): Promise<void> {
    if (chosen) return this.#open(chosen, false);
    if (!this.#hasShown || !this.#before) return;
    const { document, viewColumn, selection } = this.#before;
    const editor = await vscode.window.showTextDocument(document, {
      selection,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
    if (this.#view) editor.revealRange(this.#view, vscode.TextEditorRevealType.AtTop);
  }

  async #open({ served, hit }: FoundHit, isPassing: boolean): Promise<void> {
    const { name, file, line } = hit;
    const uri = vscode.Uri.joinPath(served.folder.uri, file);
    const document = await vscode.workspace.openTextDocument(uri);
    const { text, range } = document.lineAt(Math.min(document.lineCount, Math.max(1, line)) - 1);
    // The index knows lines; the name in the line is what somebody looks for, and acts on next.
    const position = range.start.translate(0, Math.max(0, text.indexOf(name)));
    const selection = new vscode.Range(position, position);
    const options = { preview: isPassing, preserveFocus: isPassing, selection };
    const editor = await vscode.window.showTextDocument(document, options);
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenter);
  }
}
