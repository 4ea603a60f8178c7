// Finds the bindings of a name in a scope. Bindings are grouped by scope and sorted by (name, position), so a look-up is
// a scan of a few integers.

import { ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { NONE, NO_NAME, Place } from '../program/index.ts';
import type { BindingId, FileId, IdColumn, Lookups, NameId, Program, ScopeId } from '../program/index.ts';

const LINEAR_LIMIT = 8;

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

  constructor(program: Program, lookups: Lookups) {
    this.lookups = lookups;
    this.fileOfScope = program.fileOfScope;
    this.program = program;
    const { ints, width, rows } = program.tables.bindings;
    const scopes = program.tables.scopes.rows;
    const column = Column.bindings;
    this.first = new Int32Array(scopes + 1);
    for (let row = 0; row < rows; row++) this.first[ints[row * width + column.scope]! + 1]!++;
    for (let scope = 0; scope < scopes; scope++) this.first[scope + 1]! += this.first[scope]!;
    const next = this.first.slice(0, scopes);
    this.rows = new Int32Array(rows) as IdColumn<BindingId>;
    for (let row = 0 as BindingId; row < rows; row++)
      this.rows[next[ints[row * width + column.scope]!]!++] = row;
    const nameOf = (row: number) => ints[row * width + column.name]!;
    for (let scope = 0; scope < scopes; scope++) {
      const from = this.first[scope]!;
      const to = this.first[scope + 1]!;
      // Rows of one scope come in source order; a stable sort by name keeps positions ascending.
      if (to - from > 1) sortByName(this.rows, from, to, nameOf);
    }
    this.names = this.rows.map(nameOf);
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

function sortByName(rows: Int32Array, from: number, to: number, nameOf: (row: number) => number): void {
  if (to - from > 24) {
    const part = rows.subarray(from, to);
    // Row numbers grow with the position, so they break ties.
    part.sort((a, b) => nameOf(a) - nameOf(b) || a - b);
    return;
  }
  for (let at = from + 1; at < to; at++) {
    const row = rows[at]!;
    const name = nameOf(row);
    let hole = at;
    while (hole > from && nameOf(rows[hole - 1]!) > name) {
      rows[hole] = rows[hole - 1]!;
      hole--;
    }
    rows[hole] = row;
  }
}
