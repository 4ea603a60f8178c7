// The methods and classes of languages in which the names of an object and of what is called on it tell what it is, by name.

import { NODE_KINDS } from '../../protocol/graph.ts';
import { addTo } from '../program/index.ts';
import type { Columns, NameId, Program, SymbolId } from '../program/index.ts';

const CLASS = NODE_KINDS.indexOf('Class');
const METHOD = NODE_KINDS.indexOf('Method');
const NONE: readonly SymbolId[] = [];

/** Methods and classes of all files. */
export class MemberNames {
  private readonly program: Program;
  private readonly columns: Columns;
  private byName: Map<NameId, SymbolId[]> | undefined;

  constructor(program: Program, columns: Columns) {
    this.program = program;
    this.columns = columns;
  }

  /** The methods called `name`, in the order of the files. */
  methods(name: NameId): readonly SymbolId[] {
    return this.named(name).filter((one) => this.columns.symbol(one, 'kind') === METHOD);
  }

  /** The classes called `name`, in the order of the files. */
  classes(name: NameId): readonly SymbolId[] {
    return this.named(name).filter((one) => this.columns.symbol(one, 'kind') === CLASS);
  }

  private named(name: NameId): readonly SymbolId[] {
    if (!this.byName) {
      this.byName = new Map();
      const { files, firstRow } = this.program;
      files.forEach(({ language }, file) => {
        if (language.rules.calls.namesTell === undefined) return;
        for (let row = firstRow.symbols[file]!; row < firstRow.symbols[file + 1]!; row++)
          addTo(this.byName!, this.columns.symbol(row, 'name'), row);
      });
    }
    return this.byName.get(name) ?? NONE;
  }
}
