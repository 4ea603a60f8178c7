// Built-in types with type arguments as collections: what a loop over one gives, what stands at a position, what a promise
// resolves to. Works on values; which types there are is said by the languages.

import { SymbolFlag } from '../graph.ts';
import type { BindingRules } from '../languages/language.ts';
import { ReasonId } from './reasons.ts';
import { TypeVariables } from './typeVariables.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Number of the item of a promise that tells why it failed: no key of a collection. */
const REASON_ITEM = -1;
/** Number of the item of an iterator that it ends with. */
const LAST_ITEM = -2;

/** Collections and promises. */
export abstract class BuiltinCollections extends TypeVariables {
  /** Package of built-in types → rules of the language. */
  private rulesByPackage: Map<string, BindingRules> | undefined;

  /** What iterating over an instance gives. */
  protected abstract iterated(value: number): number;

  /** An instance of the built-in type `name`. */
  builtinInstance(builtinPackage: string, name: string): number {
    return makeValue(Kind.externalInstance, payloadOf(this.values.external(builtinPackage, name)));
  }

  /** The rules of the language of which `base` is a built-in type, undefined for other values. */
  protected rulesOfBuiltin(base: number): BindingRules | undefined {
    if (kindOf(base) !== Kind.externalInstance) return undefined;
    this.rulesByPackage ??= new Map(
      this.program.files.map(({ language }) => [language.binding.builtinPackage, language.binding]),
    );
    return this.rulesByPackage.get(this.values.getExternal(base).package);
  }

  private nameOf(base: number): string {
    return this.values.getExternal(base).symbol;
  }

  /** What waiting for a value gives. */
  awaited(value: number): number {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    return kindOf(base) === Kind.externalInstance && parameters.length > 0 ? parameters.at(-1)! : value;
  }

  /** A promise of what `value` gives when it is waited for, and of its failure with `reason`. */
  promiseOf(builtinPackage: string, value: number, reason = UNKNOWN): number {
    const { promiseType } = this.rulesOfBuiltin(this.builtinInstance(builtinPackage, '')) ?? {};
    if (promiseType === undefined || (value === UNKNOWN && reason === UNKNOWN)) return UNKNOWN;
    let why = reason;
    let resolved = UNKNOWN;
    // A promise that is resolved with a promise is one of what that gives.
    this.values.each(value, (one) => {
      const isPromise = this.isPromise(one);
      resolved = this.values.join(resolved, isPromise ? this.awaited(one) : one);
      if (isPromise) why = this.values.join(why, this.reasonOf(one));
    });
    const items = why === UNKNOWN ? undefined : new Map([[REASON_ITEM, why]]);
    const base = this.builtinInstance(builtinPackage, promiseType);
    return this.values.generic(base, [resolved], Kind.generic, items);
  }

  private isPromise(value: number): boolean {
    if (kindOf(value) !== Kind.generic) return false;
    const { base } = this.values.getGeneric(value);
    const rules = this.rulesOfBuiltin(base);
    return rules?.promiseType !== undefined && this.nameOf(base) === rules.promiseType;
  }

  /** With what a promise fails. */
  reasonOf(value: number): number {
    return kindOf(value) === Kind.generic
      ? (this.values.getGeneric(value).items?.get(REASON_ITEM) ?? UNKNOWN)
      : UNKNOWN;
  }

  /** The type arguments of an iterator over `value`, made in `symbol`, that ends with `last`. */
  iteratorOf(value: number, symbol: number, last: number): number {
    const { builtinPackage, asyncIterator } = this.rules(symbol);
    const isAsync = (this.columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
    const name = isAsync ? (asyncIterator ?? 'iterator') : 'iterator';
    const items = last === UNKNOWN ? undefined : new Map([[LAST_ITEM, last]]);
    return this.values.generic(this.builtinInstance(builtinPackage, name), [value], Kind.generic, items);
  }

  /** What an iterator gives at a step: an element, or what it ends with. */
  stepsOf(value: number): number {
    const last =
      kindOf(value) === Kind.generic ? this.values.getGeneric(value).items?.get(LAST_ITEM) : undefined;
    return this.values.join(this.valuesOf(value), last ?? UNKNOWN);
  }

  protected isIterator(value: number): boolean {
    const { base } = this.values.getGeneric(value);
    return (
      kindOf(base) === Kind.externalInstance &&
      /(?:^|\.)(?:async)?(?:iterator|generator|iterable)$/i.test(this.nameOf(base))
    );
  }

  protected isTuple(base: number): boolean {
    return kindOf(base) === Kind.externalInstance && this.nameOf(base).toLowerCase() === 'tuple';
  }

  private isLiteralList(base: number): boolean {
    return kindOf(base) === Kind.externalInstance && /^(list|set|Array|Set)$/.test(this.nameOf(base));
  }

  /** The elements of a value one by one, undefined where their positions are not known: a list of one may hold more. */
  positional(value: number): readonly number[] | undefined {
    if (kindOf(value) !== Kind.generic) return undefined;
    const { base, parameters } = this.values.getGeneric(value);
    if (this.isTuple(base)) return parameters;
    return this.isLiteralList(base) && parameters.length > 1 ? parameters : undefined;
  }

  /** Several versions of one collection as one that holds the items of all; other values as they are. */
  merged(value: number): number {
    if (kindOf(value) !== Kind.union) return value;
    let base = UNKNOWN;
    let isOne = true;
    const versions: (readonly number[])[] = [];
    this.values.each(value, (one) => {
      const isGeneric = kindOf(one) === Kind.generic;
      const own = isGeneric ? this.values.getGeneric(one).base : one;
      if (isGeneric) versions.push(this.values.getGeneric(one).parameters);
      // What was put into something is a version of anything.
      if (kindOf(own) === Kind.externalInstance && this.nameOf(own) === '' && base !== UNKNOWN) return;
      const isFirst =
        base === UNKNOWN || (kindOf(base) === Kind.externalInstance && this.nameOf(base) === '');
      isOne &&= isFirst || base === own;
      base = own;
    });
    if (!isOne || versions.length === 0) return value;
    // Lists of one length keep their positions.
    const { length } = versions[0]!;
    const isPositional = versions.every((parameters) => parameters.length === length);
    if (!isPositional && !this.isLiteralList(base)) return value;
    const joined = isPositional
      ? Array.from({ length }, (_, at) => this.joinOf(versions.map((parameters) => parameters[at]!)))
      : [this.joinOf(versions.map((parameters) => this.joinOf(parameters)))];
    return this.values.generic(base, joined);
  }

  /** What iterating over a value gives. */
  elements(value: number): number {
    if (kindOf(value) === Kind.union) {
      const merged = this.merged(value);
      return kindOf(merged) === Kind.union ? UNKNOWN : this.elements(merged);
    }
    if (kindOf(value) !== Kind.generic) return this.iterated(value);
    const { base, parameters } = this.values.getGeneric(value);
    if (this.isTuple(base) || this.isLiteralList(base)) return this.joinOf(parameters);
    const rules = this.rulesOfBuiltin(base);
    const isMap = parameters.length === 2 && rules?.entryTypes?.includes(this.nameOf(base)) === true;
    if (!isMap) return parameters[0]!;
    return this.values.generic(this.builtinInstance(rules.builtinPackage, 'tuple'), parameters);
  }

  private joinOf(parameters: readonly number[]): number {
    return parameters.reduce((joined, one) => this.values.join(joined, one), UNKNOWN);
  }

  /** The elements of a list or set, the values of a map, what a promise resolves to. */
  valuesOf(value: number): number {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    return this.isTuple(base) || this.isLiteralList(base) ? this.joinOf(parameters) : parameters.at(-1)!;
  }

  /** The keys of a map; the elements of a set that has no others. */
  keysOf(value: number): number {
    if (kindOf(value) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(value);
    const rules = this.rulesOfBuiltin(base);
    if (rules?.selfKeyedTypes?.includes(this.nameOf(base)) === true) return this.joinOf(parameters);
    const isMap = parameters.length === 2 && rules?.mappingGenerics.includes(this.nameOf(base)) === true;
    return isMap ? parameters[0]! : UNKNOWN;
  }

  /** A list with its lists laid open. */
  flattened(value: number): number {
    const { base, parameters } = this.values.getGeneric(value);
    const parts: number[] = [];
    let isCounted = true;
    for (const one of parameters) {
      const isList = kindOf(one) === Kind.generic && this.isLiteralList(this.values.getGeneric(one).base);
      if (isList) parts.push(...this.values.getGeneric(one).parameters);
      else parts.push(one);
      isCounted &&= kindOf(one) !== Kind.union;
    }
    return this.values.generic(base, isCounted && parameters.length > 1 ? parts : [this.joinOf(parts)]);
  }

  /** The field of a generic built-in type that holds one of its type arguments; undefined when it is none. */
  protected fieldOf(value: number, name: string): number | undefined {
    const { base, parameters } = this.values.getGeneric(value);
    const fields = this.rulesOfBuiltin(base)?.genericFields;
    const at = fields?.get(`${this.nameOf(base)}.${name}`);
    return at === undefined ? undefined : (parameters[at] ?? UNKNOWN);
  }

  /** What stands at a position, counted from the end when it is negative. */
  elementAt(value: number, index: number): number {
    if (kindOf(value) === Kind.union) {
      const merged = this.merged(value);
      return kindOf(merged) === Kind.union ? UNKNOWN : this.elementAt(merged, index);
    }
    if (kindOf(value) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(value);
    const isPositional = this.isTuple(base) || this.isLiteralList(base);
    this.evaluator.reason = ReasonId.element;
    if (!isPositional) return this.elements(value);
    // A list of one type says nothing of positions; a negative one counts from the end.
    if (parameters.length === 1 && !this.isTuple(base)) return parameters[0]!;
    return parameters.at(index) ?? UNKNOWN;
  }
}
