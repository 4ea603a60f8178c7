// Methods that are written outside of their type, in any file of its package.

import { NONE, Place } from '../program/index.ts';
import type { Columns, Lookups, NameId, Program, SymbolId } from '../program/index.ts';

/** The methods of types by owner and name. */
export class AttachedMethods {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly lookups: Lookups;
  private readonly methods = new Map<SymbolId, Map<NameId, SymbolId>>();

  constructor(program: Program, columns: Columns, lookups: Lookups) {
    this.program = program;
    this.columns = columns;
    this.lookups = lookups;
  }

  /** Makes `method` a member of `owner`. */
  add(owner: SymbolId, method: SymbolId): void {
    const name = this.columns.symbol(method, 'name');
    let names = this.methods.get(owner);
    if (!names) this.methods.set(owner, (names = new Map()));
    names.set(name, method);
  }

  /** The method of a type that is called so, -1 when it has none. */
  find(owner: SymbolId, name: NameId): SymbolId {
    const file = this.columns.fileOfSymbol(owner);
    if (this.program.files[file]!.language.rules.modules.moduleUnit === 'directory')
      this.lookups.noteShared(file, Place.attached, name);
    return this.methods.get(owner)?.get(name) ?? NONE;
  }
}
