// Joins the facts of all files into one program. An edit changes few of them: the tables of the program before are taken
// over then, and only what stands behind a changed file is moved and renumbered.

import type { Strings } from '../../facts/builder.ts';
import { BindingKind } from '../../facts/expressions.ts';
import { A_OPERAND, B_OPERAND, Operand } from '../../facts/operands.ts';
import { Column, FACT_TABLES, FACT_TABLE_NAMES, widthOf } from '../../facts/tables.ts';
import type { FactTable } from '../../facts/tables.ts';
import type { FileId, IdColumn } from './ids.ts';
import type { FileFacts, Program, ProgramTable } from './program.ts';

const TABLE_COUNT = FACT_TABLE_NAMES.length;
/** A table that is made anew for an edit gets room for more of them: this share, and so many integers. */
const SPARE_SHARE = 1 / 16;
const SPARE_LEAST = 4096;

const EXPRESSION_WIDTH = widthOf('expressions');
/** Integers that are moved and renumbered in one go. */
const PIECE = 4096 * EXPRESSION_WIDTH;

type ByTable<Value> = Readonly<Record<FactTable, Value>>;

/** Which tables the columns of a table refer to, by column; strings left out. */
const REFERENCES = byTable((name) =>
  FACT_TABLES[name].flatMap((column, offset) => {
    const target = column.split(':')[1];
    return target === undefined || target === 'string' ? [] : [{ offset, target: target as FactTable }];
  }),
);
const STRING_COLUMNS = byTable((name) =>
  FACT_TABLES[name].flatMap((column, offset) => (column.endsWith(':string') ? [offset] : [])),
);

/** How many files two programs have in common at their begin and at their end. */
export interface KeptFiles {
  readonly head: number;
  readonly tail: number;
}

/**
 * Joins the facts of `files`, which must be in path order, over the common `strings`. `previous` is a program over the same
 * strings whose tables are taken over: it can't be used any more afterwards.
 */
export function joinFacts(
  files: readonly FileFacts[],
  { strings, numbers }: Strings,
  previous?: Program,
): Program {
  const kept = previous ? findKept(previous.files, files) : { head: 0, tail: 0 };
  const firstRow = countRows(files, kept, previous);
  if (previous) restoreParents(previous);
  const end = files.length - kept.tail;
  const moved = byTable((name) =>
    previous ? firstRow[name][end]! - previous.firstRow[name][previous.files.length - kept.tail]! : 0,
  );
  const tables = previous
    ? takeOver(previous, firstRow, kept, files.length, moved)
    : makeTables(firstRow, files.length);
  for (let at = kept.head; at < end; at++) copyFile(files[at]!, at, tables, firstRow);
  if (previous) renumberOthers(tables, firstRow, end, files.length, moved);
  const fileOfScope = new Int32Array(tables.scopes.rows) as IdColumn<FileId>;
  for (let at = 0; at < files.length; at++)
    fileOfScope.fill(at, firstRow.scopes[at], firstRow.scopes[at + 1]);
  return {
    files,
    strings,
    numbers: numbers as Program['numbers'],
    tables,
    firstRow: firstRow as Program['firstRow'],
    fileOfScope,
    ownParents: new Map(),
    carried: previous && { files: kept, firstRow: previous.firstRow, moved },
    definitions: new Map(),
  };
}

function countRows(
  files: readonly FileFacts[],
  { head, tail }: KeptFiles,
  previous: Program | undefined,
): ByTable<Int32Array> {
  let index = 0;
  return byTable((name) => {
    const first = new Int32Array(files.length + 1);
    const end = files.length - tail;
    const before = previous?.firstRow[name];
    if (before) first.set(before.subarray(0, head + 1));
    for (let at = head; at < end; at++) first[at + 1] = first[at]! + files[at]!.facts[index]!;
    if (before)
      carryColumn(first, before, end, before.length - 1 - tail, first[end]! - before.at(-1 - tail)!);
    index++;
    return first;
  });
}

/** Copies the cells of `from` that stand at `at` or behind to `to`, each with `by` added. */
function carryColumn(to: Int32Array, from: Int32Array, start: number, at: number, by: number): void {
  for (let cell = at, into = start; cell < from.length; cell++, into++) to[into] = from[cell]! + by;
}

/** Which files at the begin and at the end of two programs are the same. */
export function findKept(before: readonly FileFacts[], after: readonly FileFacts[]): KeptFiles {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { head, tail };
}

/** What of a column stays where it is, from where on it moves and to where, and how long the column is then. */
interface Gap {
  readonly head: number;
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * A column whose cells before `head` are those of `old`, and from `to` on those that `old` has from `from` on; those between are
 * to be filled. `old` can't be used any more.
 */
export function openGap(old: Int32Array, { head, from, to, length }: Gap): Int32Array<ArrayBuffer> {
  const whole = new Int32Array(old.buffer as ArrayBuffer);
  if (length <= whole.length) {
    if (to !== from) whole.copyWithin(to, from, old.length);
    return whole.subarray(0, length);
  }
  const larger = new Int32Array(withSpare(length));
  larger.set(old.subarray(0, head));
  larger.set(old.subarray(from), to);
  return larger.subarray(0, length);
}

function restoreParents({ tables, ownParents }: Program): void {
  const { ints, width } = tables.symbols;
  for (const [symbol, parent] of ownParents) ints[symbol * width + Column.symbols.parent] = parent;
}

function makeTables(firstRow: ByTable<Int32Array>, files: number): ByTable<ProgramTable> {
  return byTable((name) => {
    const width = widthOf(name);
    const rows = firstRow[name][files]!;
    return { ints: new Int32Array(rows * width), width, rows };
  });
}

/** The tables of a program with the rows of the kept files where they belong now; those between are to be filled. */
function takeOver(
  previous: Program,
  firstRow: ByTable<Int32Array>,
  { head, tail }: KeptFiles,
  files: number,
  moved: ByTable<number>,
): ByTable<ProgramTable> {
  const isStill = hasNotMoved(moved);
  return byTable((name) => {
    const { ints: old, width } = previous.tables[name];
    const rows = firstRow[name][files]!;
    const length = rows * width;
    const from = previous.firstRow[name][previous.files.length - tail]! * width;
    const to = firstRow[name][files - tail]! * width;
    const gap = { head: firstRow[name][head]! * width, from, to, length };
    const ints = name === 'expressions' && !isStill ? openExpressions(old, gap, moved) : openGap(old, gap);
    return { ints, width, rows };
  });
}

/**
 * The same as `openGap`, and renumbers what it moves, piece by piece while that is in the processor's cache: behind an edit there can
 * be 100 MB of expressions.
 */
function openExpressions(old: Int32Array, gap: Gap, moved: ByTable<number>): Int32Array<ArrayBuffer> {
  const { head, from, to, length } = gap;
  const whole = new Int32Array(old.buffer as ArrayBuffer);
  const hasRoom = length <= whole.length;
  const into = hasRoom ? whole : new Int32Array(withSpare(length));
  if (!hasRoom) into.set(old.subarray(0, head));
  const pieces = Math.ceil((old.length - from) / PIECE);
  for (let at = 0; at < pieces; at++) {
    // What moves towards the end is taken from there first.
    const start = from + PIECE * (to > from ? pieces - 1 - at : at);
    const end = Math.min(old.length, start + PIECE);
    into.set(whole.subarray(start, end), start + to - from);
    renumberExpressions(into, start + to - from, end + to - from, moved);
  }
  return into.subarray(0, length);
}

/** The length to make a table for an edit that needs `length`, so that it has room for more of them. */
function withSpare(length: number): number {
  return length + Math.ceil(length * SPARE_SHARE) + SPARE_LEAST;
}

function copyFile(
  file: FileFacts,
  at: number,
  tables: ByTable<ProgramTable>,
  firstRow: ByTable<Int32Array>,
): void {
  const { facts } = file;
  let from = TABLE_COUNT;
  FACT_TABLE_NAMES.forEach((name, index) => {
    const { ints, width } = tables[name];
    const length = facts[index]! * width;
    ints.set(facts.subarray(from, from + length), firstRow[name][at]! * width);
    from += length;
  });
  takeStrings(file.strings, at, tables, firstRow);
  const moved = byTable((name) => firstRow[name][at]!);
  const { ints, width } = tables.expressions;
  const rows = firstRow.expressions;
  renumberExpressions(ints, rows[at]! * width, rows[at + 1]! * width, moved);
  renumberOthers(tables, firstRow, at, at + 1, moved);
}

/** Replaces the string numbers of a file by those of the program. */
function takeStrings(
  strings: Int32Array,
  at: number,
  tables: ByTable<ProgramTable>,
  firstRow: ByTable<Int32Array>,
): void {
  for (const name of FACT_TABLE_NAMES) {
    const { ints, width } = tables[name];
    const end = firstRow[name][at + 1]! * width;
    for (const offset of STRING_COLUMNS[name])
      for (let cell = firstRow[name][at]! * width + offset; cell < end; cell += width)
        ints[cell] = strings[ints[cell]!]!;
  }
  const { ints, width } = tables.expressions;
  const end = firstRow.expressions[at + 1]! * width;
  for (let cell = firstRow.expressions[at]! * width; cell < end; cell += width) {
    const op = ints[cell]!;
    if (A_OPERAND[op] === Operand.name) ints[cell + 1] = strings[ints[cell + 1]!]!;
    if (B_OPERAND[op] === Operand.name) ints[cell + 2] = strings[ints[cell + 2]!]!;
  }
  eachArgument(at, at + 1, tables, firstRow, (lists, cell) => (lists[cell] = strings[lists[cell]!]!));
}

/**
 * Adds to each reference in the rows of the files `from` to `end`, of all tables but that of expressions, by how much the rows of its
 * table have moved. References that lead nowhere are negative and stay.
 */
function renumberOthers(
  tables: ByTable<ProgramTable>,
  firstRow: ByTable<Int32Array>,
  from: number,
  end: number,
  moved: ByTable<number>,
): void {
  if (hasNotMoved(moved)) return;
  for (const name of FACT_TABLE_NAMES)
    if (name !== 'expressions') addInRows(name, tables, firstRow, from, end, moved);
  renumberBindings(tables, firstRow, from, end, moved);
  const by = moved.expressions;
  if (by !== 0)
    eachArgument(from, end, tables, firstRow, (lists, cell) => {
      lists[cell + 1] = addedTo(lists[cell + 1]!, by);
    });
}

function hasNotMoved(moved: ByTable<number>): boolean {
  return FACT_TABLE_NAMES.every((name) => moved[name] === 0);
}

/** `by` for a row that there is, nothing for a negative one. */
function addedTo(value: number, by: number): number {
  return value + (by & ~(value >> 31));
}

/** Renumbers the columns that refer to one table in each row. */
function addInRows(
  name: FactTable,
  tables: ByTable<ProgramTable>,
  firstRow: ByTable<Int32Array>,
  from: number,
  end: number,
  moved: ByTable<number>,
): void {
  const { ints, width } = tables[name];
  const start = firstRow[name][from]! * width;
  const last = firstRow[name][end]! * width;
  const references = REFERENCES[name];
  if (start === last || references.length === 0) return;
  const offsets = references.map(({ offset }) => offset);
  const by = references.map(({ target }) => moved[target]);
  for (let row = start; row < last; row += width)
    for (let at = 0; at < by.length; at++) {
      const cell = row + offsets[at]!;
      ints[cell] = addedTo(ints[cell]!, by[at]!);
    }
}

/** Renumbers the rows of expressions in the cells from `start` to `end`. */
function renumberExpressions(ints: Int32Array, start: number, end: number, moved: ByTable<number>): void {
  const by = new Int32Array(Object.keys(Operand).length);
  by[Operand.expression] = moved.expressions;
  by[Operand.arguments] = moved.argumentLists;
  by[Operand.symbol] = moved.symbols;
  by[Operand.scope] = moved.scopes;
  by[Operand.import] = moved.imports;
  const byScope = moved.scopes;
  const { scope } = Column.expressions;
  for (let cell = start; cell < end; cell += EXPRESSION_WIDTH) {
    const op = ints[cell]!;
    ints[cell + 1] = addedTo(ints[cell + 1]!, by[A_OPERAND[op]!]!);
    ints[cell + 2] = addedTo(ints[cell + 2]!, by[B_OPERAND[op]!]!);
    ints[cell + scope] = addedTo(ints[cell + scope]!, byScope);
  }
}

function renumberBindings(
  { bindings }: ByTable<ProgramTable>,
  firstRow: ByTable<Int32Array>,
  from: number,
  end: number,
  moved: ByTable<number>,
): void {
  const { ints, width } = bindings;
  const { kind, payload } = Column.bindings;
  const last = firstRow.bindings[end]! * width;
  for (let cell = firstRow.bindings[from]! * width; cell < last; cell += width) {
    if (ints[cell + payload]! < 0) continue;
    switch (ints[cell + kind]) {
      case BindingKind.symbol:
        ints[cell + payload]! += moved.symbols;
        break;
      case BindingKind.alias:
      case BindingKind.value:
        ints[cell + payload]! += moved.expressions;
        break;
      case BindingKind.import:
        ints[cell + payload]! += moved.imports;
        break;
    }
  }
}

/** Hands out where each (keyword, value) stands; lists are a count followed by such pairs. */
function eachArgument(
  from: number,
  end: number,
  { argumentLists }: ByTable<ProgramTable>,
  firstRow: ByTable<Int32Array>,
  use: (lists: Int32Array, cell: number) => void,
): void {
  const { ints } = argumentLists;
  const last = firstRow.argumentLists[end]!;
  let cell = firstRow.argumentLists[from]!;
  while (cell < last) {
    const next = cell + 1 + 2 * ints[cell]!;
    for (cell++; cell < next; cell += 2) use(ints, cell);
  }
}

function byTable<Value>(make: (name: FactTable) => Value): Record<FactTable, Value> {
  return Object.fromEntries(FACT_TABLE_NAMES.map((name) => [name, make(name)])) as Record<FactTable, Value>;
}
