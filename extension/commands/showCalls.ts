import { basename, relative } from 'node:path';
import * as vscode from 'vscode';
import { noteDone } from '../done.ts';
import { NothingHere } from '../connection/errors.ts';
import type { CallDirection, FoundSymbol } from '../queries.ts';
import type { Services } from '../services.ts';
import { findSymbolsAt } from '../symbolAt.ts';
import { getKindIcon } from '../views/callModel.ts';
import type { Command } from './command.ts';

/** Shows who calls the symbol at the cursor. */
export const showCallers: Command = {
  id: 'codebaseMemory.showCallers',
  run: (services) => showCalls(services, 'inbound'),
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

async function showCalls(
  { folders, calls }: Services,
  direction: CallDirection,
): Promise<FoundSymbol | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw NothingHere('Open a file and put the cursor on a symbol first.');
  const { document, selection } = editor;
  const served = folders.find(document.uri);
  if (!served)
    throw NothingHere(
      `${basename(document.fileName)} is not in a folder of this workspace, so it is not indexed.`,
    );
  const asked = served.connection.status;
  const range = document.getWordRangeAtPosition(selection.active);
  const place = {
    file: relative(served.folder.uri.fsPath, document.uri.fsPath).replaceAll('\\', '/'),
    line: selection.active.line + 1,
    word: range && document.getText(range),
  };
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
