// What some files define, without a look at any other file: the rows of their symbols as they will stand in the finished
// graph, under numbers of their own. No edges: those need the whole program. For the same reason a method that stands apart
// from its type has the type's name in front only when the type is in one of these files too, and names that macros put together
// are not among them.

import { StringTable } from '../../facts/builder.ts';
import type { Strings } from '../../facts/builder.ts';
import type { GraphDefinitions, GraphFile } from '../../graph.ts';
import { namedSymbol } from '../edges/index.ts';
import { Columns, joinFacts } from '../program/index.ts';
import type { FileFacts, SymbolId } from '../program/index.ts';
import { Resolution } from './resolution.ts';
import { SymbolRows, makeSymbolColumns } from './symbolRows.ts';
import type { SymbolSource } from './symbolRows.ts';

/** One file: what the store keeps of it, and its facts, which are undefined for a file that was skipped. */
export interface OutlinedFile {
  readonly file: GraphFile;
  readonly facts: FileFacts | undefined;
}

/** Imports lead nowhere here. */
const NOWHERE = { resolve: () => undefined };

/** The symbols of `files`, numbered from `firstId` on, as they can be added to those of other files. */
export function outlineFiles(
  files: readonly OutlinedFile[],
  strings: Strings,
  firstId: number,
): GraphDefinitions {
  const parsed = files
    .filter(({ facts }) => facts !== undefined)
    .sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  const source = joinSymbols(
    parsed.map(({ facts }) => facts!),
    strings,
  );
  const { program } = source;
  const ids = new Int32Array(program.tables.symbols.rows).fill(-1);
  let count = 0;
  for (let row = 0 as SymbolId; row < ids.length; row++)
    if (namedSymbol(source.columns, row) === row && !program.definitions.has(row))
      ids[row] = firstId + count++;
  const symbols = makeSymbolColumns(count);
  const own = new StringTable();
  const intern = (text: string) => own.intern(text);
  const rows = new SymbolRows(source, {
    symbols,
    idOf: (row) => ids[row]!,
    known: (name) => intern(program.strings[name]!),
    intern,
    add: intern,
  });
  const first = program.firstRow.symbols;
  for (let at = 0; at < parsed.length; at++)
    for (let row = first[at]!; row < first[at + 1]!; row++)
      if (ids[row]! >= 0) rows.write(row, at, ids[row]! - firstId);
  return {
    files: [...parsed, ...files.filter(({ facts }) => facts === undefined)].map(({ file }) => file),
    strings: own.strings,
    symbols,
    ids: Int32Array.from({ length: count }, (_, index) => firstId + index),
  };
}

/** The joined facts; methods that stand apart are attached to their types, which costs more than the rest. */
function joinSymbols(facts: readonly FileFacts[], strings: Strings): SymbolSource {
  const program = joinFacts(facts, strings);
  const columns = new Columns(program);
  for (let row = 0 as SymbolId; row < program.tables.symbols.rows; row++)
    if (columns.symbol(row, 'receiver') >= 0) return new Resolution(facts, strings, () => NOWHERE);
  return { program, columns };
}
