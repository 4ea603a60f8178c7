// Names that the files of a directory share. One package can define a name several times, for different targets of the
// build: the definition for the target of the reading file is meant, else that of the default target.

import { BindingKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { Columns, FileId, NameId, ScopeId } from '../program/index.ts';
import type { Includes } from './includes.ts';
import type { Modules } from './modules.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import type { SourceSets } from './sourceSets.ts';
import { NONE } from '../program/index.ts';

const NO_PARTS: readonly ScopeId[] = [];

/** Looks up top-level names of packages. */
export class PackageNames {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly includes: Includes;
  private readonly sources: SourceSets;
  /** The file whose edges are made; what it includes is seen where a header that it reads sees nothing itself. */
  current: FileId = NONE;
  /** Parts of a package → name → those that declare it. */
  private readonly indexed = new Map<readonly ScopeId[], Map<NameId, ScopeId[]>>();

  constructor(
    columns: Columns,
    scopes: ScopeIndex,
    modules: Modules,
    includes: Includes,
    sources: SourceSets,
  ) {
    this.includes = includes;
    this.sources = sources;
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
  }

  /** The part of a package that declares `name` as seen by file `reader`, -1 for a reader outside of the package; -1 when none does. */
  findScope(parts: readonly ScopeId[], name: NameId, reader: FileId): ScopeId {
    if (parts.length > 0) this.modules.noteInPackage(this.columns.fileOf(parts[0]!), name);
    const declaring = this.seenBy(reader, this.declaring(parts, name));
    if (declaring.length < 2) return declaring[0] ?? NONE;
    return this.ofPlatform(declaring, name, reader) ?? this.choose(declaring, reader);
  }

  /** Those of some parts that a file sees by what it includes, or by its project; all where it sees none, or sees all. */
  private seenBy(reader: FileId, parts: readonly ScopeId[]): readonly ScopeId[] {
    if (parts.length === 0) return parts;
    if (!this.modules.isSeenByIncludes(parts[0]!))
      return reader < 0 ? parts : this.modules.ofProjects(parts, reader);
    for (const file of [reader, this.current]) {
      const seen =
        file < 0 ? [] : parts.filter((part) => this.includes.reaches(file, this.columns.fileOf(part)));
      if (seen.length > 0) return seen;
    }
    return parts;
  }

  /** The parts of a package that declare `name`, when it is noted otherwise that an edge depends on it. */
  declaring(parts: readonly ScopeId[], name: NameId): readonly ScopeId[] {
    let names = this.indexed.get(parts);
    if (!names) this.indexed.set(parts, (names = this.index(parts)));
    return names.get(name) ?? NO_PARTS;
  }

  /** All parts of a package that declare `name`: functions of one name are overloads wherever they stand. */
  findScopes(parts: readonly ScopeId[], name: NameId, reader: FileId = NONE): readonly ScopeId[] {
    if (parts.length > 0) this.modules.noteInPackage(this.columns.fileOf(parts[0]!), name);
    return this.seenBy(reader, this.declaring(parts, name));
  }

  /** All parts of a package that declare `name`, whoever sees them. */
  findAll(parts: readonly ScopeId[], name: NameId): readonly ScopeId[] {
    if (parts.length > 0) this.modules.noteInPackage(this.columns.fileOf(parts[0]!), name);
    return this.declaring(parts, name);
  }

  /**
   * Where one of some parts declares `name` for what others give, the one that is seen by `reader`, that which declares it for
   * a reader outside; undefined where none does.
   */
  private ofPlatform(declaring: readonly ScopeId[], name: NameId, reader: FileId): ScopeId | undefined {
    const { columns, sources } = this;
    if (!declaring.some((part) => sources.rulesOf(columns.fileOf(part)) !== undefined)) return undefined;
    const having = (flag: number) =>
      declaring.filter((part) =>
        this.scopes
          .knownBindingsOf(part, name)
          .some(
            (row) =>
              columns.binding(row, 'kind') === BindingKind.symbol &&
              (columns.symbol(columns.binding(row, 'payload'), 'flags') & flag) !== 0,
          ),
      );
    const expected = having(SymbolFlag.expected);
    if (expected.length === 0 || reader < 0) return expected[0];
    const filesOf = (some: readonly ScopeId[]) => some.map((part) => columns.fileOf(part));
    const seen = sources.seenBy(reader, filesOf(expected), filesOf(having(SymbolFlag.actual)));
    return declaring.find((part) => columns.fileOf(part) === seen);
  }

  private choose(declaring: readonly ScopeId[], reader: FileId): ScopeId {
    if (reader >= 0 && this.modules.isNamedPackage(reader)) return this.modules.nearest(declaring, reader);
    const variant = reader < 0 ? '' : this.modules.variantOf(reader);
    const variantOf = (part: ScopeId) => this.modules.variantOf(this.columns.fileOf(part));
    return (
      declaring.find((part) => variantOf(part) === variant) ??
      declaring.find((part) => variantOf(part) === '') ??
      declaring[0]!
    );
  }

  /** Imports, by whatever name, belong to their file; every other top-level name is the package's. */
  private index(parts: readonly ScopeId[]): Map<NameId, ScopeId[]> {
    const names = new Map<NameId, ScopeId[]>();
    for (const scope of parts) {
      const isOfNamed = this.modules.isNamedPackage(this.columns.fileOf(scope));
      const hasAliases = !isOfNamed || this.modules.isSeenByIncludes(scope);
      for (let entry = this.scopes.first[scope]!; entry < this.scopes.first[scope + 1]!; entry++) {
        const row = this.scopes.rows[entry]!;
        const kind = this.columns.binding(row, 'kind');
        if (kind === BindingKind.import || (kind === BindingKind.alias && !hasAliases)) continue;
        const name = this.columns.binding(row, 'name');
        const known = names.get(name);
        if (!known) names.set(name, [scope]);
        else if (known.at(-1) !== scope) known.push(scope);
      }
    }
    return names;
  }
}
