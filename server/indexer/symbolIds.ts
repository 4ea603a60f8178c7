// Keeps the ids of symbols when their file changes: a symbol that is called the same and stands in the same container is
// the same symbol, so edges from files that did not change stay true.

import type { Strings } from '../facts/builder.ts';
import { Column, FACT_TABLE_NAMES, widthOf } from '../facts/tables.ts';
import { SymbolFlag } from '../graph.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { StoredIndex } from './messages.ts';
import { mix } from '../resolve/program/index.ts';
import type { FileFacts, Program } from '../resolve/program/index.ts';

const ANONYMOUS_KIND = 255;
const FUNCTION_KIND = NODE_KINDS.indexOf('Function');
const HIGH_SEED = 1;
const LOW_SEED = 2;
/** Of the lower half of a key 21 bits are used. */
const LOW_RANGE = 2 ** 21;
const LOW_UNUSED_BITS = 11;

/** What tells the symbols of a file apart in the facts and in the database. */
interface KnownSymbol {
  readonly kind: number;
  /** Number of the text. */
  readonly name: number;
  readonly line: number;
  readonly startLine: number;
  /** It may stand for nothing by itself: what it declares is defined elsewhere. */
  readonly isDeclared: boolean;
}

/** The symbols of a file that become nodes, in the order of the facts. */
function listSymbols({ facts, strings, language }: FileFacts): KnownSymbol[] {
  const { kind, name, nameLine, startLine, signature, flags } = Column.symbols;
  const canBeDeclared = language.rules.names.shapeOf !== undefined;
  const listed: KnownSymbol[] = [];
  for (const at of symbolRows(facts)) {
    const isNameless = isNamelessAt(facts, at);
    if (facts[at + kind] === ANONYMOUS_KIND && !isNameless) continue;
    listed.push({
      kind: isNameless ? FUNCTION_KIND : facts[at + kind]!,
      name: strings[facts[at + (isNameless ? signature : name)]!]!,
      line: facts[at + nameLine]! + 1,
      startLine: facts[at + startLine]! + 1,
      isDeclared: canBeDeclared && (facts[at + flags]! & SymbolFlag.abstract) !== 0,
    });
  }
  return listed;
}

/**
 * Ids for the symbols of `after`: those of `before` for the same symbols, fresh ones for the others. `ids` are those of
 * `before`, in the order of its facts.
 */
export function keepIds(
  before: FileFacts | undefined,
  ids: Int32Array,
  after: FileFacts,
  freshId: () => number,
): Int32Array {
  const known = new IdQueues();
  if (before) symbolKeys(before).forEach((key, index) => known.add(key, ids[index]!));
  return Int32Array.from(symbolKeys(after), (key) => known.take(key) ?? freshId());
}

/** Ids under the same key, handed out in the order in which they came. */
class IdQueues {
  /** Key → its last id, and its first one that was not handed out: numbers of entries. */
  readonly #last = new Map<number, number>();
  readonly #first = new Map<number, number>();
  readonly #ids: number[] = [];
  /** Entry → the next one under its key. */
  readonly #next: number[] = [];

  add(key: number, id: number): void {
    const entry = this.#ids.push(id) - 1;
    this.#next.push(-1);
    const last = this.#last.get(key);
    if (last === undefined) this.#first.set(key, entry);
    else this.#next[last] = entry;
    this.#last.set(key, entry);
  }

  take(key: number): number | undefined {
    const entry = this.#first.get(key) ?? -1;
    if (entry < 0) return undefined;
    this.#first.set(key, this.#next[entry]!);
    return this.#ids[entry];
  }
}

/** Offset of each row of the symbols table, which comes first in packed facts. */
function symbolRows(facts: Int32Array): number[] {
  const width = widthOf('symbols');
  const first = FACT_TABLE_NAMES.length;
  return Array.from({ length: facts[FACT_TABLE_NAMES.indexOf('symbols')]! }, (_, row) => first + row * width);
}

/** Whether the row at `at` is a function without a name: a node that is known by its words. */
function isNamelessAt(facts: Int32Array, at: number): boolean {
  return (facts[at + Column.symbols.flags]! & SymbolFlag.nameless) !== 0;
}

/**
 * For each symbol that becomes a node a number made of its containers, kind and name. 53 bits: among a million symbols of one
 * file two are the same by accident in one of 20,000 such files.
 */
function symbolKeys({ facts, strings }: FileFacts): number[] {
  const { kind, name, parent, signature } = Column.symbols;
  const rows = symbolRows(facts);
  const highs = new Int32Array(rows.length);
  const lows = new Int32Array(rows.length);
  const named: number[] = [];
  rows.forEach((at, row) => {
    const container = facts[at + parent]!;
    // A container stands before what it contains; broken code is given no container instead of a wrong one.
    const isInside = container >= 0 && container < row;
    const high = isInside ? highs[container]! : HIGH_SEED;
    const low = isInside ? lows[container]! : LOW_SEED;
    const isAnonymous = facts[at + kind] === ANONYMOUS_KIND;
    const ownKind = facts[at + kind]!;
    const text = strings[facts[at + (isAnonymous ? signature : name)]!]!;
    const ownHigh = mix(mix(high, ownKind), text);
    const ownLow = mix(mix(low, text), ownKind);
    highs[row] = isAnonymous ? high : ownHigh;
    lows[row] = isAnonymous ? low : ownLow;
    if (!isAnonymous || isNamelessAt(facts, at))
      named.push((ownHigh >>> 0) * LOW_RANGE + (ownLow >>> LOW_UNUSED_BITS));
  });
  return named;
}

/** Path → ids of the symbols of each file, in the order of its facts; `nodes` has the id of each row, -1 for none. */
export function collectIds({ files, firstRow, tables }: Program, nodes: Int32Array): Map<string, Int32Array> {
  return new Map(
    files.map(({ path }, at) => {
      const own: number[] = [];
      for (let row = firstRow.symbols[at]!; row < firstRow.symbols[at + 1]!; row++)
        if (canBeNode(tables.symbols, row)) own.push(nodes[row]!);
      return [path, Int32Array.from(own)];
    }),
  );
}

/** Whether the facts say that a symbol is a node, unless it only declares what another one defines. */
function canBeNode({ ints, width }: Program['tables']['symbols'], row: number): boolean {
  return ints[row * width + Column.symbols.kind] !== ANONYMOUS_KIND || isNamelessAt(ints, row * width);
}

/** Gives ids to symbols that became nodes without a change of their files, in `ids` and in `idOfRow`, which follows from it. */
export function completeIds(
  program: Program,
  ids: Map<string, Int32Array>,
  idOfRow: Int32Array,
  freshId: () => number,
): void {
  program.files.forEach(({ path }, at) => {
    let own = ids.get(path)!;
    if (!own.includes(-1)) return;
    own = own.slice();
    let index = 0;
    for (let row = program.firstRow.symbols[at]!; row < program.firstRow.symbols[at + 1]!; row++) {
      if (!canBeNode(program.tables.symbols, row)) continue;
      if (own[index] === -1 && !program.definitions.has(row)) own[index] = idOfRow[row] = freshId();
      index++;
    }
    ids.set(path, own);
  });
}

/** The inverse of `collectIds`. */
export function spreadIds(program: Program, ids: ReadonlyMap<string, Int32Array>): Int32Array {
  const { symbols } = program.tables;
  const spread = new Int32Array(symbols.rows).fill(-1);
  program.files.forEach(({ path }, at) => {
    const own = ids.get(path)!;
    let next = 0;
    for (let row = program.firstRow.symbols[at]!; row < program.firstRow.symbols[at + 1]!; row++)
      if (canBeNode(symbols, row)) spread[row] = own[next++]!;
  });
  return spread;
}

/**
 * The ids that the symbols of a stored index have, by path and in the order of the facts; undefined when the facts are
 * not those from which it was made.
 */
export function recallIds(
  facts: readonly FileFacts[],
  { files, symbols }: StoredIndex,
  numbers: Strings['numbers'],
): Map<string, Int32Array> | undefined {
  const nameNumbers = Int32Array.from(symbols.names, (text) => numbers.get(text) ?? -1);
  const fileNumber = new Map(files.map(({ path }, at) => [path, at]));
  const { first, rows } = groupByFile(symbols.file, files.length);
  const ids = new Map<string, Int32Array>();
  for (const file of facts) {
    const at = fileNumber.get(file.path)!;
    const stored = new StoredSymbols(symbols, nameNumbers, rows.subarray(first[at], first[at + 1]));
    const listed = listSymbols(file).map(
      (symbol) => stored.take(symbol) ?? (symbol.isDeclared ? -1 : undefined),
    );
    if (listed.includes(undefined)) return undefined;
    ids.set(file.path, Int32Array.from(listed as number[]));
  }
  return ids;
}

/** The rows of each file one after the other, in their order, and where those of each file begin. */
function groupByFile(
  file: Int32Array,
  count: number,
): { readonly first: Int32Array; readonly rows: Int32Array } {
  const first = new Int32Array(count + 1);
  for (const at of file) first[at + 1]!++;
  for (let at = 0; at < count; at++) first[at + 1]! += first[at]!;
  const next = first.slice();
  const rows = new Int32Array(file.length);
  file.forEach((at, row) => {
    rows[next[at]!++] = row;
  });
  return { first, rows };
}

/** Of a name's number and a line the lower 24 bits are the line. */
const LINE_RANGE = 2 ** 24;

/** The symbols that a stored index has of one file; each is taken once, in the order of their ids. */
class StoredSymbols {
  readonly #symbols: StoredIndex['symbols'];
  /** Name and line → the first row that was not taken. */
  readonly #first = new Map<number, number>();
  /** Place among the rows of the file → the next row with the same name and line. */
  readonly #next = new Map<number, number>();

  constructor(symbols: StoredIndex['symbols'], nameNumbers: Int32Array, rows: Int32Array) {
    this.#symbols = symbols;
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at]!;
      const key = (nameNumbers[symbols.name[row]!] ?? -1) * LINE_RANGE + symbols.line[row]!;
      const after = this.#first.get(key);
      if (after !== undefined) this.#next.set(row, after);
      this.#first.set(key, row);
    }
  }

  /** The id of the first symbol like this one. */
  take({ kind, name, line, startLine }: KnownSymbol): number | undefined {
    const { kind: kinds, startLine: startLines, id } = this.#symbols;
    const key = name * LINE_RANGE + line;
    let before: number | undefined;
    for (let row = this.#first.get(key); row !== undefined; row = this.#next.get(row)) {
      if (kinds[row] === kind && startLines[row] === startLine) {
        const after = this.#next.get(row);
        if (before !== undefined) setOrDelete(this.#next, before, after);
        else setOrDelete(this.#first, key, after);
        return id[row];
      }
      before = row;
    }
    return undefined;
  }
}

function setOrDelete(map: Map<number, number>, key: number, value: number | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
