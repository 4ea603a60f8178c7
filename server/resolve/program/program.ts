// All facts of all files in one set of columns. Rows are renumbered so that an index means the same everywhere; files
// stand in path order, which makes every number that follows from here reproducible.

import { Column } from '../../facts/tables.ts';
import type { FactTable } from '../../facts/tables.ts';
import type { Language } from '../../languages/language.ts';
import type { FileId, IdColumn, NameId, RowOf, SymbolId } from './ids.ts';

/** The facts of one file as they come from a parse worker. */
export interface FileFacts {
  readonly path: string;
  readonly language: Language;
  /** Packed tables, see FactsBuilder.pack. */
  readonly facts: Int32Array;
  /** String index of the facts → index in the program's strings. */
  readonly strings: Int32Array;
}

/** One table of the program: rows of `width` integers. */
export interface ProgramTable {
  readonly ints: Int32Array;
  readonly width: number;
  readonly rows: number;
}

/** The joined facts. Text columns hold indices into `strings`, reference columns global row numbers. */
export interface Program {
  readonly files: readonly FileFacts[];
  readonly strings: readonly string[];
  /** String → its index, for every string that some file has. */
  readonly numbers: Pick<ReadonlyMap<string, NameId>, 'get'>;
  readonly tables: Readonly<Record<FactTable, ProgramTable>>;
  /** First row of each file in a table, with one entry more than there are files. */
  readonly firstRow: { readonly [Table in FactTable]: IdColumn<RowOf<Table>> };
  /** Scope → index of its file. */
  readonly fileOfScope: IdColumn<FileId>;
  /** What was taken over of a program before, undefined when nothing was. */
  readonly carried: Carried | undefined;
  /** Symbols whose parent is not what their file says, with what it says; see `setParent`. */
  readonly ownParents: Map<SymbolId, SymbolId>;
  /** A symbol that only declares → the one that stands for both, which defines or declares the same; see link.ts of edges. */
  readonly definitions: Map<SymbolId, SymbolId>;
}

/** The symbol that stands for `symbol` and for others that declare the same. */
export function definitionOf({ definitions }: Program, symbol: SymbolId): SymbolId {
  return definitions.get(symbol) ?? symbol;
}

/** How the tables of a program were made of those of one before. */
export interface Carried {
  /** How many files at the begin and at the end are the same. */
  readonly files: { readonly head: number; readonly tail: number };
  /** As it was in the program before. */
  readonly firstRow: Program['firstRow'];
  /** By how much the rows of the files at the end have moved. */
  readonly moved: Readonly<Record<FactTable, number>>;
}

/** The files of a program, in order. */
export function listFileIds({ files }: Program): FileId[] {
  return Array.from(files.keys(), (at) => at as FileId);
}

/** Makes `parent` the parent of a symbol, which its file does not know. */
export function setParent({ tables, ownParents }: Program, symbol: SymbolId, parent: SymbolId): void {
  const { ints, width } = tables.symbols;
  const cell = symbol * width + Column.symbols.parent;
  if (!ownParents.has(symbol)) ownParents.set(symbol, ints[cell] as SymbolId);
  ints[cell] = parent;
}
