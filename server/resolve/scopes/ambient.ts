// What files declare for others: names for all of them, at the top of files that are no modules and in namespaces made for
// that; and what they add to modules and packages. Reads facts alone; which class an addition belongs to is asked elsewhere.

import { ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NO_NAME, Place } from '../program/index.ts';
import type { Columns, FileId, ImportId, Lookups, NameId, Program, ScopeId } from '../program/index.ts';
import type { Modules } from './modules.ts';
import type { ScopeIndex } from './scopeIndex.ts';

/** A name that more files than these declare for all is given up. */
const MAX_DECLARING = 16;
const NONE: readonly ScopeId[] = [];

/** A scope that adds to a module, and the import that names the module. */
interface Addition {
  readonly scope: ScopeId;
  readonly importRow: ImportId;
}

/** The names that files declare for others. */
export class Ambient {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly lookups: Lookups;
  /** Family of languages → name → scopes that declare it for all files, in path order. */
  private readonly declared = new Map<string, Map<NameId, ScopeId[]>>();
  /** Name → scopes that add it to a module, in path order; scope → the import that names the module. */
  private readonly added = new Map<NameId, ScopeId[]>();
  private readonly importOf = new Map<ScopeId, ImportId>();
  private readonly shared = new Set<ScopeId>();

  constructor(program: Program, columns: Columns, scopes: ScopeIndex, modules: Modules, lookups: Lookups) {
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.lookups = lookups;
    program.files.forEach(({ language }, file) => {
      if (language.rules.modules.sharedNamespace !== undefined) this.addFile(file as FileId, language.rules);
    });
  }

  private addFile(file: FileId, rules: LanguageRules): void {
    const { columns, program, modules } = this;
    const module = program.firstRow.symbols[file]!;
    const isModule = (columns.symbol(module, 'flags') & SymbolFlag.module) !== 0;
    let names = this.declared.get(rules.family);
    if (!names) this.declared.set(rules.family, (names = new Map()));
    if (!isModule) this.share(modules.moduleScope[file]!, names);
    for (const { scope, importRow } of this.additionsOf(file)) {
      this.importOf.set(scope, importRow);
      this.addNames(scope, this.added);
    }
    const shared = program.numbers.get(rules.modules.sharedNamespace!);
    if (shared === undefined) return;
    const { scopes } = program.firstRow;
    for (let scope = scopes[file]!; scope < scopes[file + 1]!; scope++) {
      if (columns.scopeKind(scope) !== ScopeKind.namespace) continue;
      if (columns.symbol(columns.scopeOwner(scope), 'name') === shared) this.share(scope, names);
    }
  }

  private share(scope: ScopeId, names: Map<NameId, ScopeId[]>): void {
    this.shared.add(scope);
    this.addNames(scope, names);
  }

  private additionsOf(file: FileId): Addition[] {
    const { columns, modules } = this;
    const { imports } = this.program.firstRow;
    const additions: Addition[] = [];
    for (let importRow = imports[file]!; importRow < imports[file + 1]!; importRow++) {
      const scope = modules.importCell(importRow, 'scope');
      if (columns.scopeKind(scope) !== ScopeKind.namespace) continue;
      const name = columns.symbol(columns.scopeOwner(scope), 'name');
      const isAddition =
        name === modules.importCell(importRow, 'specifier') && modules.importCell(importRow, 'name') === 0;
      if (isAddition && !additions.some((one) => one.scope === scope)) additions.push({ scope, importRow });
    }
    return additions;
  }

  private addNames(scope: ScopeId, names: Map<NameId, ScopeId[]>): void {
    const { first, rows } = this.scopes;
    for (let entry = first[scope]!; entry < first[scope + 1]!; entry++) {
      const name = this.columns.binding(rows[entry]!, 'name');
      const known = names.get(name);
      if (!known) names.set(name, [scope]);
      else if (known.at(-1) !== scope) known.push(scope);
    }
  }

  /** The scopes of other files that declare `name` for a file in a language of `family`. */
  declaring(family: string, name: NameId): readonly ScopeId[] {
    const names = this.declared.get(family);
    // Where nothing is declared so, it matters only whether something is.
    if (names === undefined || names.size === 0) return this.noteNone();
    this.lookups.noteAnywhere(Place.ambient, name);
    const scopes = names.get(name) ?? NONE;
    return scopes.length > MAX_DECLARING ? NONE : scopes;
  }

  /** Whether any file adds to any module. */
  isAddedTo(): boolean {
    if (this.added.size > 0) return true;
    this.noteNone();
    return false;
  }

  private noteNone(): readonly ScopeId[] {
    this.lookups.noteAnywhere(Place.ambient, NO_NAME);
    return NONE;
  }

  /** A look-up of a name that no file has. */
  noteAbsent(name: string): void {
    this.lookups.noteTexts(Place.ambient, '', name);
  }

  /** The scopes that add something called `name` to some module; `moduleOf` tells to which. */
  adding(name: NameId): readonly ScopeId[] {
    if (!this.isAddedTo()) return NONE;
    this.lookups.noteAnywhere(Place.ambient, name);
    const scopes = this.added.get(name) ?? NONE;
    return scopes.length > MAX_DECLARING ? NONE : scopes;
  }

  /** The module or package to which a scope adds; undefined for a scope that adds to none. */
  moduleOf(scope: ScopeId): ReturnType<Modules['targetOf']> | undefined {
    const row = this.importOf.get(scope);
    return row === undefined ? undefined : this.modules.targetOf(row);
  }

  /** Whether a scope declares names for all files. */
  isShared(scope: ScopeId): boolean {
    return this.shared.has(scope);
  }
}
