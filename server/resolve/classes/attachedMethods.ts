// Methods that are written outside of their type, in any file of its package.

import type { Columns, Lookups, Program } from '../program/index.ts';
import { Place } from '../program/index.ts';

/** The methods of types by owner and name. */
export class AttachedMethods {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly lookups: Lookups;
  private readonly methods = new Map<number, Map<number, number>>();

  constructor(program: Program, columns: Columns, lookups: Lookups) {
    this.program = program;
    this.columns = columns;
    this.lookups = lookups;
  }

  /** Makes `method` a member of `owner`. */
  add(owner: number, method: number): void {
    const name = this.columns.symbol(method, 'name');
    let names = this.methods.get(owner);
    if (!names) this.methods.set(owner, (names = new Map()));
    names.set(name, method);
  }

  /** The method of a type that is called so, -1 when it has none. */
  find(owner: number, name: number): number {
    const file = this.columns.fileOfSymbol(owner);
    if (this.program.files[file]!.language.rules.modules.moduleUnit === 'directory')
      this.lookups.noteShared(file, Place.attached, name);
    return this.methods.get(owner)?.get(name) ?? -1;
  }
}
