// What an expression can evaluate to, as one integer: `payload << 4 | kind`. Values are sets of possibilities that are
// known for certain or by one inference step; everything else is `unknown`.

import type { AnyId } from '../program/index.ts';

declare const brand: unique symbol;

/** What an expression evaluates to; made by `makeValue` alone. */
export type Value = number & { readonly [brand]: 'value' };

/** Kinds of values. The payload is a symbol, file, scope or an index into a table of this file. */
export const Kind = {
  unknown: 0,
  /** payload: symbol of a function or method. */
  function: 1,
  /** payload: symbol of a class, interface, enum or type; the class itself. */
  class: 2,
  /** payload: symbol of a class; an instance of it. */
  instance: 3,
  /** payload: file; the module object. */
  module: 4,
  /** payload: directory number; a package of several files or without a file. */
  directory: 5,
  /** payload: external number; something that a package outside the workspace provides. */
  external: 6,
  /** payload: external number; an instance or result of it. */
  externalInstance: 7,
  /** payload: scope of an object literal. */
  object: 8,
  /** payload: union number. */
  union: 9,
  /** payload: generic number; an instance of a type with type arguments. */
  generic: 10,
  /** payload: symbol of a class; its bases, as seen by a method of it. */
  super: 11,
  /** payload: generic number; a function that returns the generic's only argument. */
  callable: 12,
  /** payload: symbol of a variable whose value is not followed. */
  variable: 13,
  /** payload: binding row of a type parameter; any type within its bound. */
  parameter: 14,
  /** payload: external number; a member of a type from outside that has type arguments: what it gives may be a type of theirs. */
  opaque: 15,
} as const;

export const UNKNOWN = 0 as Value;

/** Families of externals that are none: what texts and computed types are known by. */
const KEY = "'";
const COMPUTED = '=';
const NO_EXTERNAL: External = { package: '', symbol: '', family: '' };

export function makeValue(kind: number, payload: number): Value {
  return ((payload << 4) | kind) as Value;
}
export function kindOf(value: Value): number {
  return value & 15;
}
/** What the payload is the kind tells: it is taken for any id. */
export function payloadOf(value: Value): AnyId {
  return (value >> 4) as AnyId;
}

/** Too many possibilities to tell any: the union without members. What is joined to it is lost too. */
export const ANYTHING: Value = makeValue(Kind.union, 0);

/** More possibilities than this say nothing. */
const MAX_UNION = 8;

/** A base type with type arguments. */
export interface Generic {
  readonly base: Value;
  readonly parameters: readonly Value[];
  /** Of a map: what stands under constant keys, 0 for what stands under others. */
  readonly items?: ReadonlyMap<number, Value>;
}

/** Something outside the workspace: `symbol` is dotted and may be empty for the package itself. */
export interface External {
  readonly package: string;
  readonly symbol: string;
  /** The family of the languages that mean it, '' for what comes with a language: packages of two can have one name. */
  readonly family: string;
}

/** The last of the names of something outside. */
export function lastNameOf({ symbol }: External): string {
  return symbol.slice(symbol.lastIndexOf('.') + 1);
}

/** Kind → 1 and 2 for what is numbered as it is met: made of other values, and known by its text. */
const MET: readonly number[] = Object.values(Kind).map((kind) => {
  if (kind === Kind.union || kind === Kind.generic || kind === Kind.callable) return 1;
  return kind === Kind.external || kind === Kind.externalInstance || kind === Kind.opaque ? 2 : 0;
});

function compareExternals(a: External, b: External): number {
  return (
    compareTexts(a.package, b.package) || compareTexts(a.symbol, b.symbol) || compareTexts(a.family, b.family)
  );
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function hashOf(values: readonly Value[], seed = 0): number {
  let hash = seed;
  for (const one of values) hash = Math.imul(hash ^ one, 0x9e37_79b1) | 0;
  return hash;
}

function bucketOf(buckets: Map<number, number[]>, hash: number): number[] {
  let bucket = buckets.get(hash);
  if (!bucket) buckets.set(hash, (bucket = []));
  return bucket;
}

function areSame(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Interns the values that do not fit into an integer. */
export class ValueTable {
  readonly externals: External[] = [];
  private readonly unions: (readonly Value[])[] = [[]];
  private readonly generics: Generic[] = [];
  /** Hash → numbers of unions. */
  private readonly unionIds = new Map<number, number[]>();
  private readonly genericIds = new Map<string, number>();
  /** Hash → numbers of generics without items. */
  private readonly plainGenerics = new Map<number, number[]>();
  /** Family and package → symbol → its number. */
  private readonly externalIds = new Map<string, Map<string, number>>();
  private readonly externalMembers = new Map<number, Map<string, Value>>();

  /** The possibilities of a value; a single one is a list of itself, unknown is empty. */
  each(value: Value, use: (value: Value) => void): void {
    const kind = kindOf(value);
    if (kind === Kind.union) for (const one of this.unions[payloadOf(value)]!) use(one);
    else if (kind !== Kind.unknown) use(value);
  }

  /** Either value; what is unknown is left out. */
  join(a: Value, b: Value): Value {
    if (a === b || b === UNKNOWN) return a;
    if (a === UNKNOWN) return b;
    if (a === ANYTHING || b === ANYTHING) return ANYTHING;
    const members = this.merged(a, b);
    if (members.length === 1) return members[0]!;
    if (members.length > MAX_UNION) return ANYTHING;
    return makeValue(Kind.union, this.union(members));
  }

  /** The possibilities of two values, in order, each once. */
  private merged(a: Value, b: Value): readonly Value[] {
    const [listA, listB] = [this.possibilities(a), this.possibilities(b)];
    const members: Value[] = [];
    let [atA, atB] = [0, 0];
    while (atA < listA.length && atB < listB.length) {
      const order = this.compare(listA[atA]!, listB[atB]!);
      members.push(order > 0 ? listB[atB]! : listA[atA]!);
      if (order <= 0) atA++;
      if (order >= 0) atB++;
    }
    while (atA < listA.length) members.push(listA[atA++]!);
    while (atB < listB.length) members.push(listB[atB++]!);
    return members;
  }

  private possibilities(value: Value): readonly Value[] {
    return kindOf(value) === Kind.union ? this.unions[payloadOf(value)]! : [value];
  }

  /**
   * The order of possibilities, of which the first can count more: that of the numbers where these follow from the program alone.
   * Generics and externals are numbered as they are met, which differs between an edit and a new index; those go by what they are.
   */
  private compare(a: Value, b: Value): number {
    const [kindA, kindB] = [kindOf(a), kindOf(b)];
    const [metA, metB] = [MET[kindA]!, MET[kindB]!];
    if (metA !== metB) return metA - metB;
    if (metA === 0 || a === b) return a - b;
    if (kindA !== kindB) return kindA - kindB;
    if (metA === 2) return compareExternals(this.getExternal(a), this.getExternal(b));
    const [listA, listB] = [this.partsOf(a), this.partsOf(b)];
    if (listA.length !== listB.length) return listA.length - listB.length;
    for (const [at, one] of listA.entries()) {
      const order = this.compare(one, listB[at]!);
      if (order !== 0) return order;
    }
    return a - b;
  }

  private partsOf(value: Value): readonly Value[] {
    if (kindOf(value) === Kind.union) return this.unions[payloadOf(value)]!;
    const { base, parameters } = this.getGeneric(value);
    return [base, ...parameters];
  }

  generic(
    base: Value,
    parameters: readonly Value[],
    kind: number = Kind.generic,
    items?: ReadonlyMap<number, Value>,
  ): Value {
    if (items === undefined) return makeValue(kind, this.plainGeneric(base, parameters));
    const key = `${base}:${parameters.join()}:${[...items].join(';')}`;
    let id = this.genericIds.get(key);
    if (id === undefined) {
      id = this.generics.push({ base, parameters, items }) - 1;
      this.genericIds.set(key, id);
    }
    return makeValue(kind, id);
  }

  private union(members: readonly Value[]): number {
    const ids = bucketOf(this.unionIds, hashOf(members));
    for (const id of ids) if (areSame(this.unions[id]!, members)) return id;
    const id = this.unions.push(members) - 1;
    ids.push(id);
    return id;
  }

  /** Most generics are asked for again and again: they are found by a hash of their numbers, without making a text. */
  private plainGeneric(base: Value, parameters: readonly Value[]): number {
    const ids = bucketOf(this.plainGenerics, hashOf(parameters, base));
    for (const id of ids) {
      const known = this.generics[id]!;
      if (known.base === base && areSame(known.parameters, parameters)) return id;
    }
    const id = this.generics.push({ base, parameters }) - 1;
    ids.push(id);
    return id;
  }

  /** Whether something that can be called is called on its first parameter: code in it needs no name for that. */
  hasReceiver(callable: Value): boolean {
    return this.getGeneric(callable).base === this.receiverMark;
  }
  /** The base of what can be called so. */
  readonly receiverMark: Value = makeValue(Kind.opaque, payloadOf(this.external('', '', COMPUTED)));

  /** The base of what is computed in the way `how` from types that depend on type parameters. */
  computation(how: string): Value {
    return makeValue(Kind.opaque, payloadOf(this.external('', how, COMPUTED)));
  }
  /** The way in which a type with `base` is computed, undefined for others. */
  computationOf(base: Value): string | undefined {
    if (kindOf(base) !== Kind.opaque || base === this.receiverMark) return undefined;
    const { symbol, family } = this.getExternal(base);
    return family === COMPUTED ? symbol : undefined;
  }
  /** Whether it is a type that is computed from others, of which some are not known. */
  isComputed(value: Value): boolean {
    return kindOf(value) === Kind.generic && this.computationOf(this.getGeneric(value).base) !== undefined;
  }

  /** The type of one text, or of one number without quotes: a value of `type` that can name a member. */
  textKey(type: Value, text: string): Value {
    const { package: packageName, symbol } =
      kindOf(type) === Kind.externalInstance ? this.getExternal(type) : NO_EXTERNAL;
    return makeValue(Kind.opaque, payloadOf(this.external(packageName, `${symbol} ${text}`, KEY)));
  }
  /** The text of such a type without its quotes, undefined for other values. */
  keyText(value: Value): string | undefined {
    if (kindOf(value) !== Kind.opaque || value === this.receiverMark) return undefined;
    const { symbol, family } = this.getExternal(value);
    return family === KEY ? symbol.slice(symbol.indexOf(' ') + 1).replaceAll(/^'|'$/g, '') : undefined;
  }
  /** Such a type as what a text is. */
  widened(value: Value): Value {
    if (this.keyText(value) === undefined) return value;
    const { package: packageName, symbol } = this.getExternal(value);
    const type = symbol.slice(0, symbol.indexOf(' '));
    return type === ''
      ? UNKNOWN
      : makeValue(Kind.externalInstance, payloadOf(this.external(packageName, type)));
  }

  getGeneric(value: Value): Generic {
    return this.generics[payloadOf(value)]!;
  }

  external(packageName: string, symbol: string, family = ''): Value {
    const key = family === '' ? packageName : `${family} ${packageName}`;
    let ids = this.externalIds.get(key);
    if (!ids) this.externalIds.set(key, (ids = new Map()));
    let id = ids.get(symbol);
    if (id === undefined) {
      id = this.externals.length;
      this.externals.push({ package: packageName, symbol, family });
      ids.set(symbol, id);
    }
    return makeValue(Kind.external, id);
  }
  getExternal(value: Value): External {
    return this.externals[payloadOf(value)]!;
  }

  /** The number of what an external is in the graph, where languages are one. */
  nodeOf(external: number): number {
    const { package: packageName, symbol, family } = this.externals[external]!;
    return family === '' ? external : payloadOf(this.external(packageName, symbol));
  }

  /** The member `name` of something external. */
  externalMember(value: Value, name: string): Value {
    const id = payloadOf(value);
    let members = this.externalMembers.get(id);
    if (!members) this.externalMembers.set(id, (members = new Map()));
    let member = members.get(name);
    if (member === undefined) {
      const { package: packageName, symbol, family } = this.externals[id]!;
      member = this.external(packageName, symbol === '' ? name : `${symbol}.${name}`, family);
      members.set(name, member);
    }
    return member;
  }
}
