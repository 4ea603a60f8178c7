// All facts of all files in one set of columns. Rows are renumbered so that an index means the same everywhere; files
// stand in path order, which makes every number that follows from here reproducible.

import { BindingKind, Op } from '../facts/expressions.ts';
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
  readonly tables: Readonly<Record<FactTable, ProgramTable>>;
  /** First row of each file in a table, with one entry more than there are files. */
  readonly firstRow: Readonly<Record<FactTable, Int32Array>>;
  /** Scope → index of its file. */
  readonly fileOfScope: Int32Array;
}

const TABLE_COUNT = FACT_TABLE_NAMES.length;

/** Ops whose `a`, and whose `b`, name an expression. */
const A_IS_EXPRESSION = opSet(
  Op.member,
  Op.call,
  Op.construct,
  Op.await,
  Op.iterate,
  Op.key,
  Op.typeParameter,
  Op.enter,
  Op.element,
  Op.choice,
  Op.instance,
  Op.subscript,
  Op.generic,
  Op.collection,
  Op.functionType,
  Op.mapping,
  Op.typeOf,
);
const B_IS_EXPRESSION = opSet(Op.choice, Op.subscript, Op.mapping);
const A_IS_NAME = opSet(Op.name, Op.super, Op.literal, Op.sequence);
const B_IS_ARGUMENTS = opSet(Op.call, Op.construct, Op.sequence, Op.generic, Op.functionType);

function opSet(...ops: number[]): Uint8Array {
  const set = new Uint8Array(64);
  for (const op of ops) set[op] = 1;
  return set;
}

/** Joins the facts of `files`, which must be in path order, over the common `strings`. */
export function joinFacts(files: readonly FileFacts[], strings: readonly string[]): Program {
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
  return { files, strings, tables, firstRow, fileOfScope };
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
  const argumentBase = firstRow.argumentLists[at]!;
  const end = firstRow.expressions[at + 1]! * width;
  for (let cell = base * width; cell < end; cell += width) {
    const op = ints[cell]!;
    const a = ints[cell + 1]!;
    const b = ints[cell + 2]!;
    if (A_IS_EXPRESSION[op] === 1) {
      if (a >= 0) ints[cell + 1] = a + base;
    } else if (A_IS_NAME[op] === 1) ints[cell + 1] = strings[a]!;
    else if (op === Op.symbol) ints[cell + 1] = a + firstRow.symbols[at]!;
    else if (op === Op.object) ints[cell + 1] = a + firstRow.scopes[at]!;
    else if (op === Op.imported) ints[cell + 1] = a + firstRow.imports[at]!;
    if (B_IS_EXPRESSION[op] === 1) {
      if (b >= 0) ints[cell + 2] = b + base;
    } else if (B_IS_ARGUMENTS[op] === 1) {
      if (b >= 0) ints[cell + 2] = b + argumentBase;
    } else if (op === Op.member || op === Op.collection) ints[cell + 2] = strings[b]!;
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
