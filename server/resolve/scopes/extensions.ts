// The functions of a program that are called on their first argument as if they were methods of it, by name.

import { SymbolFlag } from '../../graph.ts';
import { addTo } from '../program/index.ts';
import type { Columns, NameId, Program, SymbolId } from '../program/index.ts';

/** Extension functions of all files. */
export class Extensions {
  private readonly program: Program;
  private readonly columns: Columns;
  private byName: Map<number, SymbolId[]> | undefined;

  constructor(program: Program, columns: Columns) {
    this.program = program;
    this.columns = columns;
  }

  /** Those called `name`, in the order of the files. */
  named(name: NameId): readonly SymbolId[] {
    return (this.byName ??= this.index()).get(name) ?? [];
  }

  private index(): Map<number, SymbolId[]> {
    const byName = new Map<number, SymbolId[]>();
    for (let symbol = 0 as SymbolId; symbol < this.program.tables.symbols.rows; symbol++)
      if ((this.columns.symbol(symbol, 'flags') & SymbolFlag.extension) !== 0)
        addTo(byName, this.columns.symbol(symbol, 'name'), symbol);
    return byName;
  }
}
