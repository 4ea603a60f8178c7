// Finds the bindings of a name in a scope. Bindings are grouped by scope and sorted by (name, position), so a look-up is
// a scan of a few integers. What a file binds is bound in its own scopes, so an edit moves what stands behind its file and sorts
// no more than that file.

import { ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { NONE, NO_NAME, openGap, Place } from '../program/index.ts';
import type { BindingId, FileId, IdColumn, Lookups, NameId, Program, ScopeId } from '../program/index.ts';

const LINEAR_LIMIT = 8;
const NO_BINDINGS: readonly BindingId[] = [];
/** So many names are sorted by insertion. */
const FEW = 24;

/** Bindings by scope and name. */
export class ScopeIndex {
  /** Binding rows, grouped by scope. */
  readonly rows: IdColumn<BindingId>;
  /** Scope → first entry in `rows`; one entry more than there are scopes. */
  readonly first: Int32Array;
  private readonly names: Int32Array;
  private readonly lookups: Lookups;
  private readonly fileOfScope: IdColumn<FileId>;
  private readonly program: Program;

  /** `previous` is the index of the program whose tables were taken over; it can't be used any more afterwards. */
  constructor(program: Program, lookups: Lookups, previous?: ScopeIndex) {
    this.lookups = lookups;
    this.fileOfScope = program.fileOfScope;
    this.program = program;
    const scopes = program.tables.scopes.rows;
    const { rows } = program.tables.bindings;
    const { carried, firstRow } = program;
    if (!previous || !carried) {
      this.first = new Int32Array(scopes + 1);
      this.rows = new Int32Array(rows) as IdColumn<BindingId>;
      this.names = new Int32Array(rows);
      this.index(0, program.files.length);
      return;
    }
    const { files, firstRow: before, moved } = carried;
    const end = program.files.length - files.tail;
    const gapOf = (table: 'scopes' | 'bindings', length: number) => ({
      head: firstRow[table][files.head]!,
      from: before[table].at(-1 - files.tail)!,
      to: firstRow[table][end]!,
      length,
    });
    this.first = openGap(previous.first, gapOf('scopes', scopes + 1));
    this.rows = openGap(previous.rows, gapOf('bindings', rows)) as IdColumn<BindingId>;
    this.names = openGap(previous.names, gapOf('bindings', rows));
    const by = moved.bindings;
    if (by !== 0) {
      for (let scope = firstRow.scopes[end]! as number; scope <= scopes; scope++) this.first[scope]! += by;
      for (let entry = firstRow.bindings[end]! as number; entry < rows; entry++)
        this.rows[entry] = (this.rows[entry]! + by) as BindingId;
    }
    this.index(files.head, end);
  }

  /** Sorts what the files `from` to before `end` bind. */
  private index(from: number, end: number): void {
    const { first, rows, names } = this;
    const { firstRow, tables } = this.program;
    const { ints, width } = tables.bindings;
    const { scope: scopeColumn, name: nameColumn } = Column.bindings;
    const [firstScope, endScope]: number[] = [firstRow.scopes[from]!, firstRow.scopes[end]!];
    const [firstBinding, endBinding]: number[] = [firstRow.bindings[from]!, firstRow.bindings[end]!];
    const next = new Int32Array(endScope! - firstScope!);
    for (let row = firstBinding!; row < endBinding!; row++)
      next[ints[row * width + scopeColumn]! - firstScope!]!++;
    let at = firstBinding!;
    for (let scope = firstScope!; scope < endScope!; scope++) {
      first[scope] = at;
      at += next[scope - firstScope!]!;
      next[scope - firstScope!] = first[scope]!;
    }
    if (endScope === first.length - 1) first[endScope] = at;
    for (let row = firstBinding!; row < endBinding!; row++) {
      const entry = next[ints[row * width + scopeColumn]! - firstScope!]!++;
      rows[entry] = row as BindingId;
      names[entry] = ints[row * width + nameColumn]!;
    }
    // Rows of one scope come in source order; a stable sort by name keeps positions ascending.
    for (let scope = firstScope!; scope < endScope!; scope++)
      sortByName(rows, names, first[scope]!, next[scope - firstScope!]!);
  }

  private note(file: FileId, scope: ScopeId, name: NameId): void {
    const { scopes, symbols } = this.program.tables;
    const place = placeOfScope(scopes.ints[scope * scopes.width]!);
    const symbol = place === Place.top ? -1 : this.holderOf(scope, place);
    const holder =
      symbol < 0 ? NO_NAME : (symbols.ints[symbol * symbols.width + Column.symbols.name]! as NameId);
    this.lookups.noteIn(file, place, holder, name);
  }

  /** The symbol that holds what a scope binds: the innermost function around it, or its own class; -1 for none. */
  private holderOf(scope: ScopeId, place: Place): number {
    const { ints, width } = this.program.tables.scopes;
    let at = scope;
    while (at >= 0 && place === Place.local && !isFunctionKind(ints[at * width]!))
      at = ints[at * width + Column.scopes.parent]! as ScopeId;
    return at < 0 ? -1 : ints[at * width + Column.scopes.owner]!;
  }

  /** The first of the entries of `rows` that bind `name` in `scope`, -1 when there are none; `endOf` tells the last. */
  find(scope: ScopeId, name: NameId): number {
    const file = this.fileOfScope[scope]!;
    if (this.lookups.isAbroad(file)) this.note(file, scope, name);
    return this.firstOf(scope, name);
  }

  /** Rows that bind `name` in exactly `scope`. */
  bindingsOf(scope: ScopeId, name: NameId): readonly BindingId[] {
    return this.list(scope, this.find(scope, name));
  }

  /** The same, when it is noted otherwise that an edge depends on them. */
  knownBindingsOf(scope: ScopeId, name: NameId): readonly BindingId[] {
    return this.list(scope, this.firstOf(scope, name));
  }

  private list(scope: ScopeId, from: number): readonly BindingId[] {
    if (from < 0) return NO_BINDINGS;
    const end = this.endOf(scope, from);
    const rows: BindingId[] = [];
    for (let entry = from; entry < end; entry++) rows.push(this.rows[entry]!);
    return rows;
  }

  /** Whether `scope` binds `name`, when it is noted otherwise that an edge depends on it. */
  has(scope: ScopeId, name: NameId): boolean {
    return this.firstOf(scope, name) >= 0;
  }

  /** The first entry of `name` in `scope`, -1 for none. */
  private firstOf(scope: ScopeId, name: NameId): number {
    const { names } = this;
    let low = this.first[scope]!;
    const end = this.first[scope + 1]!;
    let high = end;
    while (high - low > LINEAR_LIMIT) {
      const middle = (low + high) >> 1;
      if (names[middle]! < name) low = middle + 1;
      else high = middle;
    }
    while (low < end && names[low]! < name) low++;
    return low < end && names[low] === name ? low : NONE;
  }

  /** The entry behind the last one that binds the same name in `scope` as entry `from`; most names have one or two. */
  endOf(scope: ScopeId, from: number): number {
    const { names } = this;
    const end = this.first[scope + 1]!;
    const name = names[from]!;
    let step = 1;
    while (from + step < end && names[from + step] === name) step *= 2;
    let low = from + (step >> 1) + 1;
    let high = Math.min(from + step, end);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (names[middle] === name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Where names are that a scope of this kind binds. */
export function placeOfScope(kind: number): Place {
  if (kind === ScopeKind.module || kind === ScopeKind.exports) return Place.top;
  return isFunctionKind(kind) || kind === ScopeKind.block ? Place.local : Place.member;
}

function isFunctionKind(kind: number): boolean {
  return kind === ScopeKind.function || kind === ScopeKind.arrow;
}

function sortByName(rows: Int32Array, names: Int32Array, from: number, to: number): void {
  const count = to - from;
  if (count > FEW) {
    // One number says name and place, so that they are sorted without a function that compares.
    const keys = Float64Array.from(
      { length: count },
      (_, place) => names[from + place]! * count + place,
    ).sort();
    const before = rows.slice(from, to);
    keys.forEach((key, place) => {
      rows[from + place] = before[key % count]!;
      names[from + place] = Math.floor(key / count);
    });
    return;
  }
  for (let at = from + 1; at < to; at++) {
    const row = rows[at]!;
    const name = names[at]!;
    let hole = at;
    while (hole > from && names[hole - 1]! > name) {
      rows[hole] = rows[hole - 1]!;
      names[hole] = names[hole - 1]!;
      hole--;
    }
    rows[hole] = row;
    names[hole] = name;
  }
}
