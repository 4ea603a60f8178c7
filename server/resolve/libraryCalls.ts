// Functions of the standard library that hand out what they are given, as their language says, and what `new` makes of
// built-in types when they are given something.

import type { BindingRules, BuiltinResult } from '../languages/language.ts';
import { MemberEvaluator } from './members.ts';
import { ReasonId, chain } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from './values.ts';

/** The answer of a function that is known to give something that can't be told. */
export const NOTHING_KNOWN = -1;

/** Answers that are a collection of the standard library even where nothing is known of its elements. */
const COLLECTED: ReadonlySet<BuiltinResult> = new Set(['elements', 'numbered', 'zipped', 'mapped']);

/** Evaluates calls of the standard library. */
export abstract class LibraryEvaluator extends MemberEvaluator {
  /** External number → how it hands out what it is given, '' when it does not. */
  private readonly libraryRules = new Map<BindingRules, Map<number, BuiltinResult | ''>>();

  /** What a call of something of the standard library gives; UNKNOWN when that is simply something of its own. */
  protected libraryResult(value: number, expression: number): number {
    const rules = this.rulesOf(this.columns.scopeOf(expression));
    const { builtinPackage, builtinMemberResults, builtinTypes } = rules;
    const { package: packageName, symbol: name } = this.values.getExternal(value);
    const isBuiltin = packageName === builtinPackage;
    const how = this.libraryRule(value, rules);
    if (how !== undefined) {
      const result = this.handedOut(how, expression);
      if (result !== UNKNOWN) return result;
      if (builtinMemberResults !== undefined && !COLLECTED.has(how)) return NOTHING_KNOWN;
    }
    if (builtinMemberResults === undefined) return UNKNOWN;
    if (!isBuiltin) return this.isGivenBack(name, expression) ? NOTHING_KNOWN : UNKNOWN;
    if (builtinTypes?.includes(name) === true) return UNKNOWN;
    const type = Object.hasOwn(builtinMemberResults, name) ? builtinMemberResults[name] : undefined;
    return type === undefined ? NOTHING_KNOWN : this.types.builtinInstance(builtinPackage, type);
  }

  /** Whether a function of a library may give back what it is given of the project; a class makes its own instances. */
  private isGivenBack(symbol: string, expression: number): boolean {
    if (/^\p{Lu}/u.test(symbol.slice(symbol.lastIndexOf('.') + 1))) return false;
    const { columns } = this;
    const list = columns.b(expression);
    const { reason } = this;
    let given = 0;
    for (let index = 0; index < columns.listLength(list); index++) {
      this.values.each(this.evaluate(columns.listValue(list, index)), (one) => {
        const kind = kindOf(one);
        if (kind === Kind.class || kind === Kind.instance || kind === Kind.function) given++;
      });
    }
    this.reason = reason;
    return given > 0;
  }

  /** How a function of the standard library hands out what it is given, undefined when it does not. */
  protected libraryRule(value: number, rules: BindingRules): BuiltinResult | undefined {
    const { builtinResults, builtinPackage } = rules;
    if (!builtinResults) return undefined;
    let known = this.libraryRules.get(rules);
    if (!known) this.libraryRules.set(rules, (known = new Map()));
    const cached = known.get(payloadOf(value));
    if (cached !== undefined) return cached === '' ? undefined : cached;
    const { package: packageName, symbol } = this.values.getExternal(value);
    const name = packageName === builtinPackage ? symbol : `${packageName}.${symbol}`;
    const rule = Object.hasOwn(builtinResults, name) ? builtinResults[name] : undefined;
    known.set(payloadOf(value), rule ?? '');
    return rule;
  }

  /** What a function gives that hands out what it is given. */
  private handedOut(how: BuiltinResult, expression: number): number {
    const { columns, types } = this;
    const list = columns.b(expression);
    const argument = columns.listValue(list, 0);
    if (argument < 0 || how === 'unknown') return UNKNOWN;
    if (how === 'executed') return this.executedBy(argument);
    if (how === 'list') return this.listOfArguments(expression);
    if (how === 'instance') {
      const instance = types.instanceOf(argument);
      this.reason = ReasonId.constructed;
      return instance;
    }
    const value = this.evaluate(argument);
    const { reason } = this;
    const { builtinPackage } = this.rulesOf(columns.scopeOf(expression));
    const listOf = (element: number): number =>
      element === UNKNOWN ? UNKNOWN : this.values.generic(this.emptyList(expression), [element]);
    const tupleOf = (parts: readonly number[]): number =>
      parts.every((part) => part === UNKNOWN)
        ? UNKNOWN
        : this.values.generic(types.builtinInstance(builtinPackage, 'tuple'), parts);
    this.reason = chain(reason, ReasonId.element);
    switch (how) {
      case 'argument':
        this.reason = reason;
        return value;
      case 'class':
        this.reason = reason;
        return types.classOf(value);
      case 'element':
        return types.elements(value);
      case 'elements': {
        const parts = columns.listLength(list) === 1 ? types.positional(value) : undefined;
        return parts ? this.values.generic(this.emptyList(expression), parts) : listOf(types.elements(value));
      }
      case 'numbered':
        return listOf(tupleOf([UNKNOWN, types.elements(value)]));
      case 'zipped': {
        const parts: number[] = [];
        for (let index = 0; index < columns.listLength(list); index++)
          parts.push(types.elements(this.evaluate(columns.listValue(list, index))));
        this.reason = chain(reason, ReasonId.element);
        return listOf(tupleOf(parts));
      }
      case 'arguments': {
        let all = value;
        for (let index = 1; index < columns.listLength(list); index++)
          all = this.values.join(all, this.evaluate(columns.listValue(list, index)));
        this.reason = chain(reason, ReasonId.returned);
        return all;
      }
      case 'values':
        return kindOf(value) === Kind.object
          ? listOf(this.membersOfValue(value))
          : listOf(types.valuesOf(value) === value ? UNKNOWN : types.valuesOf(value));
      case 'entries': {
        const parts = this.membersOfValue(value);
        this.reason = chain(reason, ReasonId.element);
        return listOf(tupleOf([UNKNOWN, parts]));
      }
      case 'promise':
        return types.promiseOf(builtinPackage, value);
      case 'rejection':
        return types.promiseOf(builtinPackage, UNKNOWN, value);
      case 'promise-of-all':
      case 'promise-of-any':
      case 'promise-of-settled':
        return this.gathered(how, value, expression);
      case 'type-variable':
        return types.typeVariable(expression);
      case 'called':
        return this.resultOf(value);
      case 'mapped':
        return listOf(this.resultOf(value));
      default:
        return UNKNOWN;
    }
  }

  private emptyList(expression: number): number {
    const { builtinPackage, listType } = this.rulesOf(this.columns.scopeOf(expression));
    return this.types.builtinInstance(builtinPackage, listType ?? 'list');
  }

  private listOfArguments(expression: number): number {
    const { columns } = this;
    const list = columns.b(expression);
    const parts: number[] = [];
    for (let index = 0; index < columns.listLength(list); index++)
      parts.push(this.evaluate(columns.listValue(list, index)));
    this.reason = ReasonId.element;
    return this.values.generic(this.emptyList(expression), parts);
  }

  /** A promise of the outcomes of the promises in a collection. */
  private gathered(how: BuiltinResult, value: number, expression: number): number {
    const { types, values } = this;
    const { builtinPackage, outcomeTypes = [] } = this.rulesOf(this.columns.scopeOf(expression));
    const parts = types.positional(value) ?? [types.elements(value)];
    const joined = (each: (one: number) => number): number =>
      parts.reduce((all, one) => values.join(all, each(one)), UNKNOWN);
    const reasons = joined((one) => types.reasonOf(one));
    if (how === 'promise-of-any')
      return types.promiseOf(
        builtinPackage,
        joined((one) => types.awaited(one)),
        reasons,
      );
    const outcome = (one: number): number =>
      how === 'promise-of-all'
        ? types.awaited(one)
        : values.join(
            this.outcomeOf(builtinPackage, outcomeTypes[0], types.awaited(one)),
            this.outcomeOf(builtinPackage, outcomeTypes[1], types.reasonOf(one)),
          );
    const list = values.generic(this.emptyList(expression), parts.map(outcome));
    return types.promiseOf(builtinPackage, list, how === 'promise-of-all' ? reasons : UNKNOWN);
  }

  private outcomeOf(builtinPackage: string, type: string | undefined, value: number): number {
    return value === UNKNOWN || type === undefined
      ? UNKNOWN
      : this.values.generic(this.types.builtinInstance(builtinPackage, type), [value]);
  }

  /** What `new` makes of a built-in type: with what it is given, as far as the language says how. */
  protected builtAt(call: number, made: number): number {
    const { builtinConstructs, builtinPackage } = this.rulesOf(this.columns.scopeOf(call));
    const { package: packageName, symbol } = this.values.getExternal(made);
    if (!builtinConstructs || packageName !== builtinPackage || !Object.hasOwn(builtinConstructs, symbol))
      return made;
    const { reason } = this;
    const how = builtinConstructs[symbol]!;
    const given = how === 'entries' ? UNKNOWN : this.handedOut(how, call);
    const pair = how === 'entries' ? this.pairsAt(call) : undefined;
    this.reason = reason;
    if (pair) return this.values.generic(made, pair);
    if (kindOf(given) !== Kind.generic) return made;
    const { parameters, items } = this.values.getGeneric(given);
    return this.values.generic(made, parameters, Kind.generic, items);
  }

  /** The keys and the values of the pairs in a collection that a call is given. */
  private pairsAt(call: number): readonly number[] | undefined {
    const list = this.evaluate(this.columns.listValue(this.columns.b(call), 0));
    let keys = UNKNOWN;
    let values = UNKNOWN;
    this.values.each(this.types.elements(list), (one) => {
      const [key = UNKNOWN, value = UNKNOWN] = this.types.positional(one) ?? [];
      keys = this.values.join(keys, key);
      values = this.values.join(values, value);
    });
    return keys === UNKNOWN && values === UNKNOWN ? undefined : [keys, values];
  }

  /** A promise of what a function hands to its first parameter, which fails with what it hands to its second. */
  private executedBy(argument: number): number {
    const executor = this.evaluate(argument);
    if (kindOf(executor) !== Kind.function) return UNKNOWN;
    const { builtinPackage } = this.rulesOf(this.columns.scopeOf(argument));
    const [value = UNKNOWN, reason = UNKNOWN] = [0, 1].map((index) =>
      this.contexts.passing.handedTo(payloadOf(executor), index),
    );
    return this.types.promiseOf(builtinPackage, value, reason);
  }
}
