// What the call and the type hierarchy have in common: the items at a position, and how a symbol becomes one.
import type * as vscode from 'vscode';
import type { NodeKind } from '../../server/protocol/graph.ts';
import type { Folders, ServedFolder } from '../folders.ts';
import type { FoundSymbol } from '../queries.ts';
import { locate, toRange, toSymbolKind, toUri } from './located.ts';
import { findAtPosition } from './symbolsAt.ts';

/** What VS Code makes an item of either hierarchy of. */
export function describeItem(
  served: ServedFolder,
  { name, kind, file, line }: FoundSymbol,
  detail: string,
): ConstructorParameters<typeof vscode.CallHierarchyItem> {
  return [toSymbolKind(kind), name, detail, toUri(served, file), toRange(line), toRange(line)];
}

/** Items of the symbols of these kinds that are named at a position; undefined when there is none. */
export async function prepareItems<Item>(
  folders: Folders,
  document: vscode.TextDocument,
  position: vscode.Position,
  kinds: ReadonlySet<NodeKind>,
  make: (served: ServedFolder, symbol: FoundSymbol, detail: string) => Item,
): Promise<Item[] | undefined> {
  const located = locate(folders, document);
  if (!located) return undefined;
  const found = await findAtPosition(located, document, position);
  const wanted = found.filter(({ kind }) => kinds.has(kind));
  return wanted.length > 0 ? wanted.map((symbol) => make(located.served, symbol, symbol.file)) : undefined;
}
