// The functions of a program that are called on their first argument as if they were methods of it, by name.

import { SymbolFlag } from '../../graph.ts';
import { addTo } from '../program/index.ts';
import type { Columns, NameId, Program, SymbolId } from '../program/index.ts';

/** Extension functions of all files. */
export class Extensions {
  private readonly byName = new Map<number, SymbolId[]>();

  constructor(program: Program, columns: Columns) {
    for (let symbol = 0 as SymbolId; symbol < program.tables.symbols.rows; symbol++)
      if ((columns.symbol(symbol, 'flags') & SymbolFlag.extension) !== 0)
        addTo(this.byName, columns.symbol(symbol, 'name'), symbol);
  }

  /** Those called `name`, in the order of the files. */
  named(name: NameId): readonly SymbolId[] {
    return this.byName.get(name) ?? [];
  }
}
