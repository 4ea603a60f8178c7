// The symbol that a command is asked about: at the cursor, or at a place that a lens, a row or another extension hands over.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ServerStatus } from '../../server/protocol/status.ts';
import { t } from '../../server/protocol/l10n.ts';
import { NothingHere } from '../connection/errors.ts';
import { toIndexPath } from '../editor/located.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import type { FoundSymbol } from '../queries.ts';
import { findSymbolsAt } from '../symbolAt.ts';
import { getKindIcon } from '../views/callModel.ts';
import type { TreeNode } from '../views/treeNode.ts';

/** A line of a file, counted from 1, and the word there that is meant. */
interface AskedPlace {
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly word: string | undefined;
}

/** The symbol, in the folder that knows it. */
export interface AskedSymbol {
  readonly served: ServedFolder;
  readonly symbol: FoundSymbol;
  /** The status from before it was looked up. */
  readonly asked: ServerStatus | undefined;
}

/** The folder whose index knows a file. Throws NOTHING_HERE for a file that lies in none. */
export function getServed(folders: Folders, uri: vscode.Uri): ServedFolder {
  const served = folders.find(uri);
  if (served) return served;
  throw NothingHere(
    t('{file} is not in a folder of this workspace, so it is not indexed.', { file: basename(uri.fsPath) }),
  );
}

/** The one symbol that is meant, of several the one that a person picks; undefined when they pick none. Throws NOTHING_HERE. */
export async function findAskedSymbol(folders: Folders, given: unknown): Promise<AskedSymbol | undefined> {
  // A menu of the editor hands over the file, whose cursor is what is meant.
  const { uri, line, word } = isPlace(given) ? given : (findPlaceOfRow(given) ?? findCursor());
  const served = getServed(folders, uri);
  const asked = served.connection.status;
  const candidates = await findSymbolsAt(served.connection, { file: toIndexPath(served, uri), line, word });
  if (candidates.length === 0) {
    throw NothingHere(
      word === undefined
        ? t('No symbol here; put the cursor on a name.')
        : t('"{word}" is no symbol; put the cursor on a name.', { word }),
    );
  }
  const symbol = candidates.length === 1 ? candidates[0] : await choose(candidates);
  return symbol && { served, symbol, asked };
}

function isPlace(given: unknown): given is AskedPlace {
  return typeof given === 'object' && given !== null && 'uri' in given && 'line' in given && 'word' in given;
}

/** A row of a view that leads to a definition hands itself over. */
function findPlaceOfRow(given: unknown): AskedPlace | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { label, place } = given as Partial<TreeNode>;
  if (label === undefined || !place) return undefined;
  const { folder, file, line } = place;
  return { uri: vscode.Uri.joinPath(vscode.Uri.parse(folder), file), line, word: label };
}

function findCursor(): AskedPlace {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw NothingHere(t('Open a file and put the cursor on a symbol first.'));
  const { document, selection } = editor;
  const range = document.getWordRangeAtPosition(selection.active);
  return { uri: document.uri, line: selection.active.line + 1, word: range && document.getText(range) };
}

async function choose(candidates: readonly FoundSymbol[]): Promise<FoundSymbol | undefined> {
  const items = candidates.map((symbol) => ({
    label: `$(${getKindIcon(symbol.kind)}) ${symbol.name}`,
    description: symbol.qualified_name,
    detail: `${symbol.file}:${symbol.line}`,
    symbol,
  }));
  const options = { title: t('Which one is meant?'), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.symbol;
}
