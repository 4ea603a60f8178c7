// Names of programs that are compiled file by file and then linked. A file sees its own names and those of the files that it
// includes; functions and variables that are not static are one for the whole program, whichever file defines them.
// Nothing tells which files are built into one program and which branch of the preprocessor counts: where several
// definitions fit, the nearest is meant or each of them, and no answer is exact.

import { SymbolFlag } from '../../graph.ts';
import { directoryOf, sharedDepth } from '../../languages/projectPaths.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { Place } from '../program/index.ts';
import type { BindingId, Columns, FileId, Lookups, NameId, Program } from '../program/index.ts';
import { ReasonId } from '../types/index.ts';
import type { Builds } from './builds.ts';
import type { Includes } from './includes.ts';
import type { Modules } from './modules.ts';
import type { ScopeIndex } from './scopeIndex.ts';

const ANONYMOUS_KIND = 255;
const IS_TYPE = Uint8Array.from(NODE_KINDS, (kind) => Number(['Class', 'Enum', 'Type'].includes(kind)));
/** Definitions of one name beyond these say nothing. */
const MAX_VARIANTS = 6;
/** Flags of a macro: seen by whoever reads its file, and not linked. */
const MACRO = SymbolFlag.static | SymbolFlag.exported;

/** What a name stands for in a file: rows of bindings, and why; none when nothing is known. */
export interface Linked {
  readonly rows: readonly BindingId[];
  readonly reason: number;
  /** The file sees a declaration or definition, so that the name is none of a library. */
  readonly isDeclared: boolean;
}

const NOTHING: Linked = { rows: [], reason: ReasonId.linkage, isDeclared: false };

/** Looks up names in files that are linked. */
export class LinkedNames {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly modules: Modules;
  private readonly includes: Includes;
  /** Those of the default build. */
  private readonly built: Includes;
  private readonly builds: Builds;
  private readonly lookups: Lookups;
  /** Name → first entry in `rows`; one entry more than there are names. Empty until it is needed. */
  private first = new Int32Array(0);
  private rows = new Int32Array(0);
  private readonly scopes: ScopeIndex;
  /** What was found for `file`, by name and kind. */
  private found = new Map<number, Linked>();
  private file = -1;

  constructor(
    program: Program,
    columns: Columns,
    scopes: ScopeIndex,
    modules: Modules,
    includes: Includes,
    built: Includes,
    builds: Builds,
    lookups: Lookups,
  ) {
    this.lookups = lookups;
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.includes = includes;
    this.built = built;
    this.builds = builds;
  }

  /** Whether some file has a name of its own that is written so. */
  isKnown(name: NameId): boolean {
    this.lookups.noteAnywhere(Place.linkage, name);
    if (this.first.length === 0) this.index();
    return this.first[name]! < this.first[name + 1]!;
  }

  /** What `name` stands for in `file`, as a type or as a value. */
  find(name: NameId, file: FileId, isType: boolean): Linked {
    if (!this.isKnown(name)) return NOTHING;
    if (this.file !== file) {
      this.file = file;
      this.found.clear();
    }
    const key = name * 2 + Number(isType);
    let linked = this.found.get(key);
    if (!linked) this.found.set(key, (linked = this.search(name, file, isType)));
    return linked;
  }

  private index(): void {
    const { program, scopes, columns } = this;
    const first = new Int32Array(program.strings.length + 1);
    const eachRow = (use: (name: NameId, row: number) => void) => {
      program.files.forEach(({ language }, file) => {
        if (language.rules.modules.moduleUnit !== 'program') return;
        const scope = this.modules.moduleScope[file]!;
        for (let entry = scopes.first[scope]!; entry < scopes.first[scope + 1]!; entry++) {
          const row = scopes.rows[entry]!;
          const symbol = columns.binding(row, 'symbol');
          if (symbol < 0 || columns.symbol(symbol, 'kind') === ANONYMOUS_KIND) continue;
          use(columns.binding(row, 'name'), row);
        }
      });
    };
    eachRow((name) => first[name + 1]!++);
    for (let name = 0; name < program.strings.length; name++) first[name + 1]! += first[name]!;
    const next = first.slice();
    this.rows = new Int32Array(first[program.strings.length]!);
    eachRow((name, row) => (this.rows[next[name]!++] = row));
    this.first = first;
  }

  private search(name: NameId, file: FileId, isType: boolean): Linked {
    const { columns } = this;
    const all: BindingId[] = [];
    for (let entry = this.first[name]!; entry < this.first[name + 1]!; entry++) {
      const row = this.rows[entry]! as BindingId;
      if ((IS_TYPE[columns.symbol(columns.binding(row, 'symbol'), 'kind')] === 1) === isType) all.push(row);
    }
    if (all.length === 0) return NOTHING;
    const built = all.filter((row) => !this.builds.lacks(columns.binding(row, 'symbol')));
    const found = this.chooseAmong(built, file, this.built);
    const isSure = found.isDeclared || all.every((row) => !this.includes.reaches(file, this.fileOf(row)));
    if (isSure && built.length === all.length) return found;
    // What the platform has is meant where the default build has nothing else.
    if (!found.isDeclared && this.builds.isOfPlatform(name, file)) return NOTHING;
    const written = this.chooseAmong(all, file, this.includes);
    // What the file itself defines under a condition is used under it; a namesake that it does not see is not meant there.
    const isOwn = written.rows.length > 0 && written.rows.every((row) => this.fileOf(row) === file);
    if (!found.isDeclared && isOwn) return written;
    if (found.rows.length === 0 || String(found.rows) === String(written.rows)) return written;
    return { ...found, reason: ReasonId.variant };
  }

  private chooseAmong(all: readonly BindingId[], file: FileId, includes: Includes): Linked {
    if (all.length === 0) return NOTHING;
    const own = all.filter((row) => this.fileOf(row) === file && this.isDefinition(row));
    if (own.length > 0) return this.choose(own, ReasonId.local);
    const visible = all.filter((row) => includes.reaches(file, this.fileOf(row)));
    const declarations = visible.filter((row) => !this.isDefinition(row));
    const written = visible.filter((row) => this.isDefinition(row));
    const linked = all.filter((row) => this.isDefinition(row) && this.isLinked(row));
    // The preprocessor goes first: where a name is a macro, a function of that name is for other builds.
    const macros = written.filter((row) => this.isMacro(row));
    if (macros.length > 0) {
      const isOnly = macros.length === visible.length;
      return isOnly ? this.choose(macros, ReasonId.linkage) : this.chooseVariants(macros);
    }
    if (written.length > 0) {
      // Declared and defined in what is included: the header stands in for a definition that is not always built.
      const others = declarations.length > 0 ? this.nearest(linked, declarations, file) : [];
      return this.choose([...new Set([...written, ...others])], ReasonId.linkage);
    }
    const isDeclared = declarations.length > 0;
    if (linked.length === 0) return { rows: declarations.slice(0, 1), reason: ReasonId.linkage, isDeclared };
    if (linked.length > 1)
      return { rows: this.nearest(linked, declarations, file), reason: ReasonId.variant, isDeclared };
    return { rows: linked, reason: isDeclared ? ReasonId.linkage : ReasonId.undeclared, isDeclared };
  }

  private choose(rows: readonly BindingId[], reason: number): Linked {
    return rows.length === 1 ? { rows, reason, isDeclared: true } : this.chooseVariants(rows);
  }

  /** Branches of the preprocessor define one macro in several ways: the first stands for it. */
  private chooseVariants(rows: readonly BindingId[]): Linked {
    const isMacro = rows.every((row) => this.isMacro(row) && this.fileOf(row) === this.fileOf(rows[0]!));
    const kept = isMacro ? rows.slice(0, 1) : rows.length > MAX_VARIANTS ? [] : rows;
    return { rows: kept, reason: ReasonId.variant, isDeclared: true };
  }

  /**
   * Of several definitions those that are meant: their file reads a declaration that the reader sees, and lies nearest
   * to it. None when that leaves definitions in several files.
   */
  private nearest(
    linked: readonly BindingId[],
    declarations: readonly BindingId[],
    file: FileId,
  ): BindingId[] {
    const declaring = this.includes.setOf(declarations.map((row) => this.fileOf(row)));
    const related = linked.filter((row) => this.includes.reachesAny(this.fileOf(row), declaring));
    const candidates = related.length > 0 ? related : linked;
    const here = directoryOf(this.program.files[file]!.path);
    const depths = candidates.map((row) =>
      sharedDepth(here, directoryOf(this.program.files[this.fileOf(row)]!.path)),
    );
    const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
    const near = candidates.filter((_row, index) => depths[index] === deepest);
    const isOneFile = near.every((row) => this.fileOf(row) === this.fileOf(near[0]!));
    return isOneFile && near.length <= MAX_VARIANTS ? near : [];
  }

  private fileOf(row: BindingId): FileId {
    return this.columns.fileOf(this.columns.binding(row, 'scope'));
  }

  /** Says what the name is, and not only that it is somewhere. */
  private isDefinition(row: BindingId): boolean {
    const symbol = this.columns.binding(row, 'symbol');
    return (this.columns.symbol(symbol, 'flags') & SymbolFlag.abstract) === 0;
  }

  private isMacro(row: BindingId): boolean {
    const symbol = this.columns.binding(row, 'symbol');
    return (this.columns.symbol(symbol, 'flags') & MACRO) === MACRO;
  }

  /** Can be meant by a file that does not read it. */
  private isLinked(row: BindingId): boolean {
    const symbol = this.columns.binding(row, 'symbol');
    if (IS_TYPE[this.columns.symbol(symbol, 'kind')] === 1) return false;
    return (this.columns.symbol(symbol, 'flags') & SymbolFlag.static) === 0;
  }
}
