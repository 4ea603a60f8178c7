// Literal values: constants, lists and maps written in place, what is put into them, and what stands under an index.

import { Op } from '../facts/expressions.ts';
import type { Entry } from './collections.ts';
import { FluentEvaluator } from './fluent.ts';
import { ReasonId } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Items of a literal list beyond these are not followed. */
const MAX_ITEMS = 16;
/** Entries of a literal map beyond these are not followed. */
const MAX_ENTRIES = 64;

/** Evaluates literals and their items. */
export abstract class LiteralEvaluator extends FluentEvaluator {
  protected literal(name: number, scope: number): number {
    const { builtinPackage } = this.rulesOf(scope);
    const external = this.values.external(builtinPackage, this.program.strings[name]!);
    this.reason = ReasonId.builtin;
    return makeValue(Kind.externalInstance, payloadOf(external));
  }

  /** A literal map. */
  protected entries(name: number, list: number, scope: number): number {
    const { columns } = this;
    const entries: Entry[] = [];
    const length = Math.min(columns.listLength(list), MAX_ENTRIES);
    for (let index = 0; index < length; index++)
      entries.push({
        key: columns.listKey(list, index),
        value: this.evaluate(columns.listValue(list, index)),
      });
    const base = this.literal(name, scope);
    return length === 0 ? base : this.collections.withEntries(base, entries);
  }

  protected withItem(value: number, list: number, scope: number): number {
    const { reason } = this;
    const made = value === UNKNOWN ? value : this.withPair(value, list, 0, scope);
    this.reason = reason;
    return made;
  }

  private withPair(value: number, list: number, index: number, scope: number): number {
    const key = this.columns.listKey(list, index);
    const item = this.evaluate(this.columns.listValue(list, index));
    const keyValue = this.evaluate(this.columns.listValue(list, index + 1));
    return this.collections.withItem(value, key, item, this.rulesOf(scope), keyValue);
  }

  /** The item of a collection that is known under a constant key, undefined where items are not known. */
  knownItem(value: number, index: number): number | undefined {
    const isConstant = index >= 0 && this.columns.op(index) === Op.literal;
    return this.collections.item(value, isConstant ? this.columns.b(index) : 0);
  }

  /** What `value[index]` gives. */
  itemAt(value: number, index: number): number {
    const indexed = this.indexedMembers(value);
    if (indexed !== UNKNOWN) return indexed;
    if (kindOf(value) === Kind.union) return this.itemOfUnion(value, index);
    const item = this.knownItem(value, index);
    if (item !== undefined) return item;
    const key = index >= 0 && this.columns.op(index) === Op.literal ? this.columns.b(index) : 0;
    const position = key > 0 ? this.collections.position(key) : undefined;
    const element = position === undefined ? UNKNOWN : this.types.elementAt(value, position);
    return element === UNKNOWN ? this.types.subscript(value) : element;
  }

  private itemOfUnion(value: number, index: number): number {
    const merged = this.types.merged(value);
    if (kindOf(merged) !== Kind.union) return this.itemAt(merged, index);
    let joined = UNKNOWN;
    this.values.each(value, (one) => (joined = this.values.join(joined, this.itemAt(one, index))));
    return joined;
  }

  /** A literal list; what is spread out in it counts by its elements, whose number has to be known. */
  protected sequence(name: number, list: number, scope: number): number {
    const { columns } = this;
    const base = this.literal(name, scope);
    const parameters: number[] = [];
    let isCounted = true;
    const length = Math.min(columns.listLength(list), MAX_ITEMS);
    for (let index = 0; index < length; index++) {
      const value = this.evaluate(columns.listValue(list, index));
      if (!columns.isSpread(list, index)) {
        parameters.push(value);
        continue;
      }
      const parts = this.types.positional(value);
      isCounted &&= parts !== undefined;
      parameters.push(...(parts ?? [this.types.elements(value)]));
    }
    this.reason = ReasonId.builtin;
    if (parameters.every((value) => value === UNKNOWN)) return base;
    if (isCounted && parameters.length <= MAX_ITEMS) return this.values.generic(base, parameters);
    const element = parameters.reduce((joined, one) => this.values.join(joined, one), UNKNOWN);
    return this.values.generic(base, [element]);
  }
}
