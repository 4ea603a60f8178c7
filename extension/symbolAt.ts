// Which symbol a place in a file means: the one defined there, else the one that is called or named there; and which one a
// symbol has become. Pure but for the questions it asks.
import { NAMING_KINDS, type NodeKind } from '../server/protocol/graph.ts';
import { findByName, findCalls } from './queries.ts';
import type { FoundSymbol } from './queries.ts';
import type { ServerConnection } from './connection/serverConnection.ts';

/** A place in a file: its path relative to the folder, the line counted from 1, and the word there. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly word: string | undefined;
}

const WHOLE_FILES: ReadonlySet<NodeKind> = new Set(['File', 'Module']);

/**
 * The symbols that can be meant, one when the place decides it. Without a word, or in a file that is not indexed, that
 * is the definition around the place, or whatever has the name.
 */
export async function findSymbolsAt(
  server: Pick<ServerConnection, 'request'>,
  place: Place,
): Promise<readonly FoundSymbol[]> {
  const { file, line, word } = place;
  const { root, named } = await lookAt(server, place);
  // Between definitions stands the file, which nobody means.
  if (word === undefined) return root && !WHOLE_FILES.has(root.kind) ? [root] : [];
  if (named.length > 0) return named;
  const anywhere = await findByName(server, word);
  const inFile = anywhere.filter((symbol) => symbol.file === file && symbol.line === line);
  if (inFile.length > 0) return inFile;
  // A word of the definition's head, such as a keyword or a type, means the definition.
  return anywhere.length === 0 && root?.line === line ? [root] : anywhere;
}

/** The symbols that the word is known to name at this place: the one defined here, or those that are used here. */
export async function findSymbolsNamedAt(
  server: Pick<ServerConnection, 'request'>,
  place: Place,
): Promise<readonly FoundSymbol[]> {
  return (await lookAt(server, place)).named;
}

/** The definition around a place, and what the word there names. */
async function lookAt(
  server: Pick<ServerConnection, 'request'>,
  { file, line, word }: Place,
): Promise<{ root: FoundSymbol | undefined; named: readonly FoundSymbol[] }> {
  const around = await findCalls(server, `${file}:${line}`, 'outbound', { edges: NAMING_KINDS });
  const root = around.roots[0];
  if (root && root.name === word && root.line === line) return { root, named: [root] };
  const named = around.rows.filter(({ name, site_lines }) => name === word && site_lines.includes(line));
  return { root, named: dropRepeated(named) };
}

/**
 * What has become of a symbol when the index has changed: itself, on the line where it stands now, or what is defined in
 * its place under another name. Undefined when there is neither.
 */
export async function findAgain(
  server: Pick<ServerConnection, 'request'>,
  symbol: FoundSymbol,
): Promise<FoundSymbol | undefined> {
  const rootsOf = async (name: string) =>
    (await findCalls(server, name, 'outbound').catch(() => undefined))?.roots ?? [];
  const named = (await rootsOf(symbol.qualified_name)).filter(({ file }) => file === symbol.file);
  const nearest = named.toSorted(
    (a, b) => Math.abs(a.line - symbol.line) - Math.abs(b.line - symbol.line),
  )[0];
  if (nearest || symbol.file === '') return nearest;
  const inPlace = await rootsOf(`${symbol.file}:${symbol.line}`);
  return inPlace.find(({ kind, line }) => kind === symbol.kind && line === symbol.line);
}

function dropRepeated(symbols: readonly FoundSymbol[]): FoundSymbol[] {
  return [
    ...new Map(
      symbols.map((symbol) => [`${symbol.qualified_name} ${symbol.file}:${symbol.line}`, symbol]),
    ).values(),
  ];
}
