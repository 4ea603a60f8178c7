// Members that are declared for types outside of them: which extensions each type has, of the project or not, and those of all
// types. What a receiver's type is was asked when the program was linked.

import { NONE, Place } from '../program/index.ts';
import type { Columns, ExprId, Lookups, SymbolId } from '../program/index.ts';
import type { Value } from '../types/index.ts';

const NO_EXTENSIONS: readonly SymbolId[] = [];
/** The name of an extension of all types, see extensions.ts of extraction. */
const ANY_TYPE = '*';

/** The extensions of a program; each is the symbol of a class without a name. */
export class Extensions {
  private readonly columns: Columns;
  private readonly lookups: Lookups;
  private readonly ofClass = new Map<SymbolId, SymbolId[]>();
  private readonly ofOutside = new Map<Value, SymbolId[]>();
  private readonly ofAll: SymbolId[] = [];
  private readonly all = new Set<number>();

  constructor(columns: Columns, lookups: Lookups) {
    this.columns = columns;
    this.lookups = lookups;
  }

  add(owner: SymbolId, extension: SymbolId): void {
    this.all.add(extension);
    append(this.ofClass, owner, extension);
  }

  /** `type` is an instance of something outside. */
  addOutside(type: Value, extension: SymbolId): void {
    this.all.add(extension);
    append(this.ofOutside, type, extension);
  }

  addToAll(extension: SymbolId): void {
    this.all.add(extension);
    this.ofAll.push(extension);
  }

  has(symbol: SymbolId): boolean {
    return this.all.has(symbol);
  }

  /** The extensions of a class, those that implement nothing first. */
  of(symbol: SymbolId): readonly SymbolId[] {
    if (this.all.size === 0) return NO_EXTENSIONS;
    this.lookups.noteAnywhere(Place.attached, this.columns.symbol(symbol, 'name'));
    return this.ofClass.get(symbol) ?? NO_EXTENSIONS;
  }

  /** Those of a type outside of the workspace. */
  ofExternal(type: Value, name: string): readonly SymbolId[] {
    if (this.all.size === 0) return NO_EXTENSIONS;
    this.lookups.noteTexts(Place.attached, '', name);
    return this.ofOutside.get(type) ?? NO_EXTENSIONS;
  }

  /** Those of every type. */
  ofEvery(): readonly SymbolId[] {
    if (this.all.size === 0) return NO_EXTENSIONS;
    this.lookups.noteTexts(Place.attached, '', ANY_TYPE);
    return this.ofAll;
  }

  /** The extensions of each type with the name by which they are looked up; `owner` is -1 for what is no class of the workspace. */
  *listOwners(
    nameOf: (symbol: SymbolId) => string,
    nameOfOutside: (type: Value) => string,
  ): Generator<{ readonly name: string; readonly owner: SymbolId; readonly extension: SymbolId }> {
    for (const [owner, own] of this.ofClass)
      for (const extension of own) yield { name: nameOf(owner), owner, extension };
    for (const [type, own] of this.ofOutside)
      for (const extension of own) yield { name: nameOfOutside(type), owner: NONE, extension };
    for (const extension of this.ofAll) yield { name: ANY_TYPE, owner: NONE, extension };
  }

  /** The type that an extension extends, as an expression. */
  typeOf(extension: SymbolId): ExprId {
    return this.columns.symbol(extension, 'receiver');
  }

  get isEmpty(): boolean {
    return this.all.size === 0;
  }
}

function append<Key>(lists: Map<Key, SymbolId[]>, key: Key, one: SymbolId): void {
  const known = lists.get(key);
  if (known) known.push(one);
  else lists.set(key, [one]);
}
