// Names that the files of a directory share. One package can define a name several times, for different targets of the
// build: the definition for the target of the reading file is meant, else that of the default target.

import { BindingKind } from '../../facts/expressions.ts';
import type { Columns } from '../program/index.ts';
import type { Modules } from './modules.ts';
import type { ScopeIndex } from './scopeIndex.ts';

/** Looks up top-level names of packages. */
export class PackageNames {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  /** Files of a package → name → files that declare it. */
  private readonly indexed = new Map<readonly number[], Map<number, number[]>>();

  constructor(columns: Columns, scopes: ScopeIndex, modules: Modules) {
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
  }

  /** The module scope in which the package of `files` declares `name` as seen by file `reader`, -1 for a reader outside of the package; -1 when it does not. */
  findScope(files: readonly number[], name: number, reader: number): number {
    if (files.length > 0) this.modules.noteInPackage(files[0]!, name);
    let names = this.indexed.get(files);
    if (!names) this.indexed.set(files, (names = this.index(files)));
    const declaring = names.get(name);
    if (!declaring) return -1;
    return this.modules.moduleScope[declaring.length === 1 ? declaring[0]! : this.choose(declaring, reader)]!;
  }

  /** The module scopes of all files of a package that declare `name`: functions of one name are overloads wherever they stand. */
  findScopes(files: readonly number[], name: number): readonly number[] {
    if (files.length > 0) this.modules.noteInPackage(files[0]!, name);
    let names = this.indexed.get(files);
    if (!names) this.indexed.set(files, (names = this.index(files)));
    return (names.get(name) ?? []).map((file) => this.modules.moduleScope[file]!);
  }

  private choose(declaring: readonly number[], reader: number): number {
    if (reader >= 0 && this.modules.isNamedPackage(reader)) return this.modules.nearest(declaring, reader);
    const variant = reader < 0 ? '' : this.modules.variantOf(reader);
    return (
      declaring.find((file) => this.modules.variantOf(file) === variant) ??
      declaring.find((file) => this.modules.variantOf(file) === '') ??
      declaring[0]!
    );
  }

  /** Imports belong to their file; every other top-level name is the package's. */
  private index(files: readonly number[]): Map<number, number[]> {
    const names = new Map<number, number[]>();
    for (const file of files) {
      const scope = this.modules.moduleScope[file]!;
      for (let entry = this.scopes.first[scope]!; entry < this.scopes.first[scope + 1]!; entry++) {
        const row = this.scopes.rows[entry]!;
        if (this.columns.binding(row, 'kind') === BindingKind.import) continue;
        const name = this.columns.binding(row, 'name');
        const known = names.get(name);
        if (!known) names.set(name, [file]);
        else if (known.at(-1) !== file) known.push(file);
      }
    }
    return names;
  }
}
