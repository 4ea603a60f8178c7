import { basename } from 'node:path';
import * as vscode from 'vscode';
import { noteDone } from '../done.ts';
import { NothingHere } from '../connection/errors.ts';
import { toIndexPath } from '../editor/located.ts';
import type { CallDirection, FoundSymbol } from '../queries.ts';
import type { Services } from '../services.ts';
import { findSymbolsAt } from '../symbolAt.ts';
import { getKindIcon } from '../views/callModel.ts';
import type { Command } from './command.ts';

/** Shows who calls the symbol at the cursor, or at the place that a lens stands for. */
export const showCallers: Command = {
  id: 'codebaseMemory.showCallers',
  run: (services, place) => showCalls(services, 'inbound', place),
};

/** Shows what the symbol at the cursor calls. */
export const showCallees: Command = {
  id: 'codebaseMemory.showCallees',
  run: (services) => showCalls(services, 'outbound'),
};

/** Turns the tree of calls round: callers become callees. */
export const turnCalls: Command = {
  id: 'codebaseMemory.turnCalls',
  run: ({ calls }) => calls.turn(),
};

/** A line of a file, counted from 1, and the word there that is meant. */
interface AskedPlace {
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly word: string | undefined;
}

async function showCalls(
  { folders, calls }: Services,
  direction: CallDirection,
  given?: unknown,
): Promise<FoundSymbol | undefined> {
  // A menu of the editor hands over the file, whose cursor is what is meant.
  const { uri, line, word } = isPlace(given) ? given : findCursor();
  const served = folders.find(uri);
  if (!served)
    throw NothingHere(`${basename(uri.fsPath)} is not in a folder of this workspace, so it is not indexed.`);
  const asked = served.connection.status;
  const place = { file: toIndexPath(served, uri), line, word };
  const candidates = await findSymbolsAt(served.connection, place);
  if (candidates.length === 0) {
    const named = place.word === undefined ? 'No symbol here' : `"${place.word}" is no symbol`;
    throw NothingHere(`${named}; put the cursor on a name.`);
  }
  const symbol = candidates.length === 1 ? candidates[0] : await choose(candidates);
  if (!symbol) return undefined;
  await calls.show(served, symbol, direction, asked);
  await noteDone('tracedCalls');
  return symbol;
}

function isPlace(given: unknown): given is AskedPlace {
  return typeof given === 'object' && given !== null && 'uri' in given && 'line' in given && 'word' in given;
}

function findCursor(): AskedPlace {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw NothingHere('Open a file and put the cursor on a symbol first.');
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
  const options = { title: 'Which one is meant?', matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.symbol;
}
