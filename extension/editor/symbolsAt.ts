// The symbol at a position of a document, for providers: only what the place itself decides, never what merely has the name
// of a word in a comment.
import type * as vscode from 'vscode';
import type { FoundSymbol } from '../queries.ts';
import { findSymbolsNamedAt } from '../symbolAt.ts';
import type { Located } from './located.ts';

/** The definitions that are named at the position; none between names, and for what lies outside of the project. */
export async function findAtPosition(
  { served, file }: Located,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly FoundSymbol[]> {
  const range = document.getWordRangeAtPosition(position);
  if (!range) return [];
  const place = { file, line: position.line + 1, word: document.getText(range) };
  const found = await findSymbolsNamedAt(served.connection, place);
  return found.filter((symbol) => symbol.file !== '');
}
