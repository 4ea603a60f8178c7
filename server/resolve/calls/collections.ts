// Collections whose items are known: literal maps by key, lists and tuples by position, and what is put into them. Works
// on values; what an expression means is the evaluator's.

import { APPENDED, SPREAD } from '../../facts/expressions.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { Kind, kindOf, makeValue, payloadOf, UNKNOWN } from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';

/** More keys than this are not told apart. */
const MAX_ITEMS = 64;
/** Number of the key that is not known: what is put in under it can stand under any. */
const ANY_KEY = 0;

/** Something in a literal map: the number of a constant key, 0 for any other. */
export interface Entry {
  readonly key: number;
  readonly value: Value;
}

/** Makes and reads collections with known items. */
export class Collections {
  private readonly values: ValueTable;
  private readonly strings: readonly string[];

  constructor(values: ValueTable, strings: readonly string[]) {
    this.values = values;
    this.strings = strings;
  }

  /** The collection `value` with `item` under `key`; `isAll` means the items of `item`. Others stay what they are. */
  withItem(value: Value, key: number, item: Value, rules: LanguageRules, keyValue = UNKNOWN): Value {
    const isAll = this.isSpread(key);
    let made = UNKNOWN;
    this.values.each(value, (one) => {
      const changed = this.isMapping(one, rules)
        ? this.withEntries(one, [{ key: this.isAppended(key) ? ANY_KEY : key, value: item }], keyValue)
        : this.isList(one, rules) && !isAll
          ? this.withElement(one, key, item)
          : one;
      made = this.values.join(made, changed);
    });
    return made;
  }

  private baseOf(value: Value): Value {
    return kindOf(value) === Kind.generic ? this.values.getGeneric(value).base : value;
  }

  private isMapping(value: Value, { types: { mappingGenerics } }: LanguageRules): boolean {
    const base = this.baseOf(value);
    if (kindOf(base) !== Kind.externalInstance) return false;
    const { symbol } = this.values.getExternal(base);
    return mappingGenerics.includes(symbol.slice(symbol.lastIndexOf('.') + 1));
  }

  private isList(value: Value, { library }: LanguageRules): boolean {
    const base = this.baseOf(value);
    if (kindOf(base) !== Kind.externalInstance) return false;
    const { package: packageName, symbol } = this.values.getExternal(base);
    const names = packageName === library.builtinPackage ? library.listTypes : library.libraryLists;
    return names?.includes(symbol) === true;
  }

  private isAppended(key: number): boolean {
    return key !== ANY_KEY && this.strings[key] === APPENDED;
  }

  private isSpread(key: number): boolean {
    return key !== ANY_KEY && this.strings[key] === SPREAD;
  }

  /** The map `value` with further entries; under the key of a spread it takes over those of another map. */
  withEntries(value: Value, entries: readonly Entry[], keyValue = UNKNOWN): Value {
    const known = kindOf(value) === Kind.generic ? this.values.getGeneric(value) : undefined;
    const items = new Map(known?.items);
    let joined = known?.parameters[1] ?? UNKNOWN;
    const add = (itemKey: number, one: Value): void => {
      items.set(itemKey, itemKey === ANY_KEY ? this.values.join(items.get(ANY_KEY) ?? UNKNOWN, one) : one);
      joined = this.values.join(joined, one);
    };
    for (const { key, value: item } of entries) {
      if (!this.isSpread(key)) add(key, item);
      else if (kindOf(item) === Kind.generic) {
        const other = this.values.getGeneric(item);
        for (const [itemKey, one] of other.items ?? []) add(itemKey, one);
        if (!other.items && other.parameters.length === 2) add(ANY_KEY, other.parameters[1]!);
      } else add(ANY_KEY, UNKNOWN);
    }
    if (joined === UNKNOWN && keyValue === UNKNOWN && !known) return value;
    const isKept = items.size <= MAX_ITEMS;
    const parameters = [this.values.join(known?.parameters[0] ?? UNKNOWN, keyValue), joined];
    return this.values.generic(this.baseOf(value), parameters, Kind.generic, isKept ? items : undefined);
  }

  private withElement(value: Value, key: number, item: Value): Value {
    const base = this.baseOf(value);
    const parameters = kindOf(value) === Kind.generic ? [...this.values.getGeneric(value).parameters] : [];
    const isAppended = this.isAppended(key);
    const index = key === ANY_KEY || isAppended ? Number.NaN : Number(this.strings[key]);
    if (Number.isInteger(index) && index >= 0 && index < parameters.length) parameters[index] = item;
    else if (item !== UNKNOWN && !parameters.includes(item)) parameters.push(item);
    if (parameters.length === 0 || parameters.length > MAX_ITEMS) return value;
    // Put in anywhere it may stand at any position.
    const element = isAppended || parameters.length === 1 ? UNKNOWN : this.joinOf(parameters, index);
    return this.values.generic(base, element === UNKNOWN ? parameters : [element]);
  }

  /** All elements as one where it is not known at which position one was put in. */
  private joinOf(parameters: readonly Value[], index: number): Value {
    if (Number.isInteger(index) && index < parameters.length) return UNKNOWN;
    return parameters.reduce((joined, one) => this.values.join(joined, one), UNKNOWN);
  }

  /** The item of a literal map under a constant key; undefined when the items of `value` are not known. */
  item(value: Value, key: number): Value | undefined {
    if (key === ANY_KEY || kindOf(value) !== Kind.generic) return undefined;
    const { items } = this.values.getGeneric(value);
    return items && (items.get(key) ?? items.get(ANY_KEY) ?? UNKNOWN);
  }

  /** The place in a sequence that a constant key names, undefined for other keys. */
  position(key: number): number | undefined {
    const text = this.strings[key]!;
    return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  }

  /** The part `from:to` of a sequence; any other range is the whole. */
  range(value: Value, text: string, { library: { rangeTypes } }: LanguageRules): Value {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    const [, from, to] = /^(-?\d*):(-?\d*)$/.exec(text) ?? [];
    const isSequence =
      kindOf(base) === Kind.externalInstance && rangeTypes.includes(this.values.getExternal(base).symbol);
    if (from === undefined || to === undefined || !isSequence || parameters.length < 2) return value;
    const part = parameters.slice(Number(from), to === '' ? undefined : Number(to));
    return part.some((one) => one !== UNKNOWN) ? this.values.generic(base, part) : base;
  }

  /** An empty collection of a built-in type. */
  empty({ library: { builtinPackage } }: LanguageRules, type: string): number {
    return makeValue(Kind.externalInstance, payloadOf(this.values.external(builtinPackage, type)));
  }
}
