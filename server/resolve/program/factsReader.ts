// The facts of one file as they were extracted, before they are joined with others: rows are those of the file, strings
// those of the common table.

import { Column, FACT_TABLE_NAMES, widthOf } from '../../facts/tables.ts';
import type { FactTable } from '../../facts/tables.ts';
import type { FileFacts } from './program.ts';

const FIRST_TABLE = FACT_TABLE_NAMES.length;
const WIDTHS = FACT_TABLE_NAMES.map(widthOf);

/** Reads cells of packed facts. */
export class FactsReader {
  readonly file: FileFacts;
  private readonly ints: Int32Array;
  private readonly firsts: Readonly<Record<FactTable, number>>;
  private readonly counts: Readonly<Record<FactTable, number>>;

  constructor(file: FileFacts) {
    this.file = file;
    this.ints = file.facts;
    const firsts = {} as Record<FactTable, number>;
    const counts = {} as Record<FactTable, number>;
    let at = FIRST_TABLE;
    FACT_TABLE_NAMES.forEach((name, index) => {
      firsts[name] = at;
      counts[name] = file.facts[index]!;
      at += file.facts[index]! * WIDTHS[index]!;
    });
    this.firsts = firsts;
    this.counts = counts;
  }

  rows(table: FactTable): number {
    return this.counts[table];
  }

  cell<Table extends FactTable>(table: Table, row: number, column: keyof (typeof Column)[Table]): number {
    const offset = Column[table][column] as number;
    return this.ints[this.firsts[table] + row * widthOf(table) + offset]!;
  }

  /** The common number of a string of the file. */
  string(own: number): number {
    return this.file.strings[own]!;
  }

  text<Table extends FactTable>(table: Table, row: number, column: keyof (typeof Column)[Table]): number {
    return this.string(this.cell(table, row, column));
  }
}
