// All facts of all files in one set of columns. Rows are renumbered so that an index means the same everywhere; files
// stand in path order, which makes every number that follows from here reproducible.

import type { Strings } from '../facts/builder.ts';
import { BindingKind } from '../facts/expressions.ts';
import { A_OPERAND, B_OPERAND, Operand } from '../facts/operands.ts';
import { Column, FACT_TABLE_NAMES, FACT_TABLES, widthOf } from '../facts/tables.ts';
import type { FactTable } from '../facts/tables.ts';
import type { Language } from '../languages/language.ts';

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
  readonly numbers: Strings['numbers'];
  readonly tables: Readonly<Record<FactTable, ProgramTable>>;
  /** First row of each file in a table, with one entry more than there are files. */
  readonly firstRow: Readonly<Record<FactTable, Int32Array>>;
  /** Scope → index of its file. */
  readonly fileOfScope: Int32Array;
}

const TABLE_COUNT = FACT_TABLE_NAMES.length;

/** Joins the facts of `files`, which must be in path order, over the common `strings`. */
export function joinFacts(files: readonly FileFacts[], { strings, numbers }: Strings): Program {
  const firstRow = {} as Record<FactTable, Int32Array>;
  const tables = {} as Record<FactTable, ProgramTable>;
  FACT_TABLE_NAMES.forEach((name, index) => {
    const first = new Int32Array(files.length + 1);
    files.forEach((file, at) => (first[at + 1] = first[at]! + file.facts[index]!));
    firstRow[name] = first;
    const width = widthOf(name);
    const rows = first[files.length]!;
    tables[name] = { ints: new Int32Array(rows * width), width, rows };
  });
  files.forEach((file, at) => copyFile(file, at, tables, firstRow));
  const fileOfScope = new Int32Array(tables.scopes.rows);
  for (let at = 0; at < files.length; at++) {
    fileOfScope.fill(at, firstRow.scopes[at], firstRow.scopes[at + 1]);
  }
  return { files, strings, numbers, tables, firstRow, fileOfScope };
}

function copyFile(
  file: FileFacts,
  at: number,
  tables: Readonly<Record<FactTable, ProgramTable>>,
  firstRow: Readonly<Record<FactTable, Int32Array>>,
): void {
  const { facts, strings } = file;
  let from = TABLE_COUNT;
  FACT_TABLE_NAMES.forEach((name, index) => {
    const { ints, width } = tables[name];
    const start = firstRow[name][at]! * width;
    const length = facts[index]! * width;
    ints.set(facts.subarray(from, from + length), start);
    from += length;
    FACT_TABLES[name].forEach((column, offset) => {
      const target = column.split(':')[1];
      if (target === undefined) return;
      const base = target === 'string' ? 0 : firstRow[target as FactTable][at]!;
      for (let cell = start + offset; cell < start + length; cell += width) {
        const value = ints[cell]!;
        if (target === 'string') ints[cell] = strings[value]!;
        else if (value >= 0) ints[cell] = value + base;
      }
    });
  });
  rebaseExpressions(at, tables, firstRow, strings);
  rebaseBindings(at, tables, firstRow);
  rebaseArguments(at, tables, firstRow, strings);
}

type Tables = Readonly<Record<FactTable, ProgramTable>>;
type FirstRows = Readonly<Record<FactTable, Int32Array>>;

function rebaseExpressions(at: number, tables: Tables, firstRow: FirstRows, strings: Int32Array): void {
  const { ints, width } = tables.expressions;
  const base = firstRow.expressions[at]!;
  const rebase: number[] = [];
  rebase[Operand.plain] = 0;
  rebase[Operand.name] = 0;
  rebase[Operand.expression] = base;
  rebase[Operand.arguments] = firstRow.argumentLists[at]!;
  rebase[Operand.symbol] = firstRow.symbols[at]!;
  rebase[Operand.scope] = firstRow.scopes[at]!;
  rebase[Operand.import] = firstRow.imports[at]!;
  const end = firstRow.expressions[at + 1]! * width;
  for (let cell = base * width; cell < end; cell += width) {
    const op = ints[cell]!;
    const a = ints[cell + 1]!;
    const b = ints[cell + 2]!;
    const aBase = rebase[A_OPERAND[op]!]!;
    const bBase = rebase[B_OPERAND[op]!]!;
    if (A_OPERAND[op] === Operand.name) ints[cell + 1] = strings[a]!;
    else if (a >= 0) ints[cell + 1] = a + aBase;
    if (B_OPERAND[op] === Operand.name) ints[cell + 2] = strings[b]!;
    else if (b >= 0) ints[cell + 2] = b + bBase;
  }
}

function rebaseBindings(at: number, tables: Tables, firstRow: FirstRows): void {
  const { ints, width } = tables.bindings;
  const column = Column.bindings;
  const end = firstRow.bindings[at + 1]! * width;
  for (let cell = firstRow.bindings[at]! * width; cell < end; cell += width) {
    const payload = ints[cell + column.payload]!;
    if (payload < 0) continue;
    const kind = ints[cell + column.kind]!;
    if (kind === BindingKind.symbol) ints[cell + column.payload] = payload + firstRow.symbols[at]!;
    else if (kind === BindingKind.alias) ints[cell + column.payload] = payload + firstRow.expressions[at]!;
    else if (kind === BindingKind.import) ints[cell + column.payload] = payload + firstRow.imports[at]!;
    else if (kind === BindingKind.value) ints[cell + column.payload] = payload + firstRow.expressions[at]!;
  }
}

/** Lists are a count followed by (keyword, value) pairs. */
function rebaseArguments(at: number, tables: Tables, firstRow: FirstRows, strings: Int32Array): void {
  const { ints } = tables.argumentLists;
  const base = firstRow.expressions[at]!;
  const end = firstRow.argumentLists[at + 1]!;
  let cell = firstRow.argumentLists[at]!;
  while (cell < end) {
    const last = cell + 2 * ints[cell]!;
    for (cell++; cell <= last; cell += 2) {
      ints[cell] = strings[ints[cell]!]!;
      if (ints[cell + 1]! >= 0) ints[cell + 1] = ints[cell + 1]! + base;
    }
  }
}
