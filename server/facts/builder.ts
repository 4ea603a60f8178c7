// Collects the facts of one file after another. Strings are interned once per batch, so that a batch carries each name
// a single time.

import type { FactTable } from './tables.ts';
import { ALWAYS, Column, FACT_TABLE_NAMES, IntTable, widthOf } from './tables.ts';

/** Strings by number, and the number of each; 0 is the empty string. */
export interface Strings {
  readonly strings: readonly string[];
  readonly numbers: Pick<ReadonlyMap<string, number>, 'get'>;
}

/** Interns strings to small integers. */
export class StringTable implements Strings {
  readonly strings: string[] = [''];
  readonly numbers = new Map<string, number>([['', 0]]);

  intern(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const index = this.strings.length;
    this.strings.push(text);
    this.numbers.set(text, index);
    return index;
  }

  /** The same for a part of a larger text, which would be kept as a whole with it. */
  internPart(text: string): number {
    return this.numbers.get(text) ?? this.intern(copyOf(text));
  }
}

/** A string with memory of its own: an engine may hold a part of a text as a view of the whole. */
function copyOf(text: string): string {
  const encoding = /^[\0-\xff]*$/.test(text) ? 'latin1' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding);
}

/** What describes a new symbol. */
export interface NewSymbol {
  kind: number;
  name: number;
  parent: number;
  scope: number;
  nameLine: number;
  startLine: number;
  endLine: number;
  position: number;
}

/** The tables of the file that is being extracted. */
export class FactsBuilder {
  readonly strings: StringTable;
  readonly tables: Readonly<Record<FactTable, IntTable>>;
  /** Where the branch ends that is being read, for the bindings in it. */
  reach = ALWAYS;

  constructor(strings: StringTable) {
    this.strings = strings;
    this.tables = Object.fromEntries(
      FACT_TABLE_NAMES.map((name) => [name, new IntTable(widthOf(name))]),
    ) as Record<FactTable, IntTable>;
  }

  clear(): void {
    this.reach = ALWAYS;
    for (const name of FACT_TABLE_NAMES) this.tables[name].clear();
  }

  addSymbol(symbol: NewSymbol): number {
    const table = this.tables.symbols;
    const row = table.addRow();
    const column = Column.symbols;
    table.set(row, column.kind, symbol.kind);
    table.set(row, column.name, symbol.name);
    table.set(row, column.parent, symbol.parent);
    table.set(row, column.scope, symbol.scope);
    table.set(row, column.body, -1);
    table.set(row, column.nameLine, symbol.nameLine);
    table.set(row, column.startLine, symbol.startLine);
    table.set(row, column.endLine, symbol.endLine);
    table.set(row, column.position, symbol.position);
    table.set(row, column.result, -1);
    table.set(row, column.receiver, -1);
    return row;
  }

  addScope(kind: number, parent: number, owner: number): number {
    return this.tables.scopes.add(kind, parent, owner);
  }

  addExpression(op: number, a: number, b: number, scope: number, line: number, position: number): number {
    return this.tables.expressions.add(op, a, b, scope, line, position);
  }

  /**
   * `value` is the default of a parameter, and of an assigned name the value again when it replaces what the name held
   * before; `symbol` is the node that stands for the name; -1 for none.
   */
  addBinding(
    scope: number,
    name: number,
    kind: number,
    payload: number,
    position: number,
    type = -1,
    value = -1,
    symbol = -1,
  ): number {
    const table = this.tables.bindings;
    const row = table.add(scope, name, kind, payload, type, position, value, symbol);
    table.set(row, Column.bindings.reach, this.reach);
    return row;
  }

  /** Stores (keyword, value) pairs and returns where; -1 for an empty list. */
  addArguments(pairs: readonly number[]): number {
    if (pairs.length === 0) return -1;
    const table = this.tables.argumentLists;
    const at = table.add(pairs.length / 2);
    for (const value of pairs) table.add(value);
    return at;
  }

  /** The value at a position of a stored list, -1 when there is none. */
  argumentOf(list: number, index: number): number {
    const table = this.tables.argumentLists;
    return index < table.get(list, 0) ? table.get(list + 2 + 2 * index, 0) : -1;
  }

  /** All tables as one array: the row counts of each table, then the rows. */
  pack(): Int32Array {
    let size = FACT_TABLE_NAMES.length;
    for (const name of FACT_TABLE_NAMES) size += this.tables[name].length;
    const packed = new Int32Array(size);
    let at = FACT_TABLE_NAMES.length;
    FACT_TABLE_NAMES.forEach((name, index) => {
      const table = this.tables[name];
      packed[index] = table.rows;
      packed.set(table.ints.subarray(0, table.length), at);
      at += table.length;
    });
    return packed;
  }
}
