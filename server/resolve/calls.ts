// Calls: what one gives where the callee is not the project's own function. Calls of `super`, of functions of the standard
// library that hand out what they are given, and of allocators.

import { Op, ScopeKind } from '../facts/expressions.ts';
import type { BindingRules, BuiltinResult } from '../languages/language.ts';
import { MemberEvaluator, functionMember } from './members.ts';
import { ReasonId, chain } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** The answer of a function that is known to give something that can't be told. */
const NOTHING_KNOWN = -1;

/** Answers that are a collection of the standard library even where nothing is known of its elements. */
const COLLECTED: ReadonlySet<BuiltinResult> = new Set(['elements', 'numbered', 'zipped', 'mapped']);

/** Evaluates calls. */
export abstract class CallEvaluator extends MemberEvaluator {
  /** External number → how it hands out what it is given, '' when it does not. */
  private readonly libraryRules = new Map<BindingRules, Map<number, BuiltinResult | ''>>();

  protected callOf(expression: number, callee: number): number {
    const { columns } = this;
    const rules = this.rulesOf(columns.scopeOf(expression));
    const op = columns.op(callee);
    const isSuper =
      rules.superFunction !== '' &&
      op === Op.name &&
      this.program.strings[columns.a(callee)] === rules.superFunction;
    if (isSuper)
      return this.superOf(columns.scopeOf(expression), columns.listValue(columns.b(expression), 0));
    if (rules.importWrappers && (op === Op.name || op === Op.member)) {
      const wrapped = this.wrappedImport(
        expression,
        op === Op.name ? columns.a(callee) : columns.b(callee),
        rules,
      );
      if (wrapped !== UNKNOWN) return wrapped;
    }
    let receiver = UNKNOWN;
    if (op === Op.member) {
      receiver = this.evaluate(columns.a(callee));
      if (rules.allocator !== undefined && this.program.strings[columns.b(callee)] === rules.allocator) {
        const made = this.allocated(expression);
        if (made !== UNKNOWN) return made;
      }
    }
    const value = this.evaluate(callee);
    if (kindOf(value) === Kind.external) {
      const invoked = kindOf(receiver) === Kind.function ? this.invoked(receiver, callee) : UNKNOWN;
      if (invoked !== UNKNOWN) return invoked;
    }
    // What a method of a base gives back is the object itself.
    if (kindOf(receiver) === Kind.super) receiver = makeValue(Kind.instance, payloadOf(receiver));
    if (kindOf(receiver) === Kind.generic) {
      const result = this.contexts.resultOf(expression);
      this.reason = ReasonId.element;
      if (result !== UNKNOWN) return result;
      this.reason = this.reasons[callee]!;
    }
    if (kindOf(value) === Kind.external) {
      const result = this.libraryResult(value, expression);
      if (result !== UNKNOWN) return result === NOTHING_KNOWN ? UNKNOWN : result;
    }
    if (kindOf(value) === Kind.function) {
      const bound = this.boundResult(payloadOf(value), expression, receiver);
      if (bound !== UNKNOWN) return bound;
    }
    const result = this.resultOf(value, receiver);
    return this.generics.isOpen(result) ? this.boundIn(result, expression, value) : result;
  }

  /** The module that a wrapper around an import is given. */
  private wrappedImport(call: number, name: number, { importWrappers }: BindingRules): number {
    const argument = this.columns.positionalValue(this.columns.b(call), 0);
    if (argument < 0 || importWrappers?.includes(this.program.strings[name]!) !== true) return UNKNOWN;
    return this.evaluate(argument);
  }

  boundIn(open: number, call: number, callee: number, but = -1): number {
    const { columns, generics, reason } = this;
    let value = open;
    const written = columns.a(call);
    if (kindOf(callee) === Kind.function && columns.op(written) === Op.member) {
      const owner = generics.ownerOf(payloadOf(callee));
      const receiver = owner < 0 ? UNKNOWN : this.evaluate(columns.a(written));
      if (receiver !== UNKNOWN) value = generics.substitute(value, generics.ofReceiver(receiver, owner));
    }
    if (generics.isOpen(value)) {
      const signature = kindOf(callee) === Kind.instance ? this.types.callSignature(callee) : callee;
      this.values.each(signature, (one) => {
        if (generics.isOpen(value)) value = generics.substitute(value, generics.ofCall(call, one, but));
      });
    }
    this.reason = reason;
    return value;
  }

  /** What `new` makes at a call: with the type arguments that it is given, written or not. */
  protected constructedAt(call: number, callee: number): number {
    const value = this.evaluate(callee);
    const made = this.constructedBy(value);
    const { reason, generics } = this;
    let bound = made;
    if (kindOf(value) === Kind.class)
      bound = generics.instantiate(made, call, this.constructorOf(payloadOf(value), -1));
    else if (kindOf(made) === Kind.externalInstance) {
      const written = generics.writtenAt(call);
      if (written.some((one) => one !== UNKNOWN)) bound = this.values.generic(made, written);
    } else if (generics.isOpen(made)) bound = this.boundIn(made, call, value);
    this.reason = reason;
    return bound;
  }

  /** What a function with type variables in its declared result gives at one call; unknown for others. */
  private boundResult(symbol: number, call: number, receiver: number): number {
    const { columns, types } = this;
    const type = columns.symbol(symbol, 'result');
    const { typeVariableFunctions } = this.rulesOf(columns.scopeOf(call));
    if (type < 0 || !typeVariableFunctions || !types.isGeneric(type)) return UNKNOWN;
    const { reason } = this;
    const isMethod =
      columns.scopeKind(columns.scopeParent(columns.symbol(symbol, 'body'))) === ScopeKind.class;
    const isBound = isMethod && receiver !== UNKNOWN && !types.isStatic(symbol);
    const bound = new Map<number, number>();
    if (isBound) types.bind(this.contexts.typeOfParameter(symbol, 0), receiver, bound);
    const list = columns.b(call);
    const count = columns.listLength(list) + (isBound ? 1 : 0);
    for (let index = isBound ? 1 : 0; index < Math.max(count, 4); index++) {
      const parameter = this.contexts.typeOfParameter(symbol, index);
      if (parameter < 0 || !types.isGeneric(parameter)) continue;
      const name = this.contexts.nameOfParameter(symbol, index);
      types.bind(parameter, this.evaluate(columns.argument(list, index - (isBound ? 1 : 0), name)), bound);
    }
    const result = types.boundInstance(type, bound);
    this.reason = chain(reason, ReasonId.returned);
    return result;
  }

  /** What `f.call(…)` and `f.bind(…)` give: what a call of `f` gives, and `f` itself. */
  private invoked(receiver: number, callee: number): number {
    const { columns } = this;
    const rules = this.rulesOf(columns.scopeOf(callee));
    const how = functionMember(rules, this.program.strings[columns.b(callee)]!);
    this.reason = chain(this.reasons[columns.a(callee)]!, ReasonId.returned);
    return how === 'gives' ? receiver : how === 'calls' ? this.resultOf(receiver) : UNKNOWN;
  }

  /** An instance of the class that is the first argument. */
  private allocated(expression: number): number {
    const argument = this.columns.listValue(this.columns.b(expression), 0);
    if (argument < 0) return UNKNOWN;
    const value = this.evaluate(argument);
    if (kindOf(value) !== Kind.class) return UNKNOWN;
    this.reason = chain(this.reason, ReasonId.constructed);
    return makeValue(Kind.instance, payloadOf(value));
  }

  /** What a call of something of the standard library gives; UNKNOWN when that is simply something of its own. */
  private libraryResult(value: number, expression: number): number {
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
    if (how === 'instance') {
      const instance = types.instanceOf(argument);
      this.reason = ReasonId.constructed;
      return instance;
    }
    const value = this.evaluate(argument);
    const { reason } = this;
    const { builtinPackage } = this.rulesOf(columns.scopeOf(expression));
    const listOf = (element: number): number =>
      element === UNKNOWN
        ? UNKNOWN
        : this.values.generic(types.builtinInstance(builtinPackage, 'list'), [element]);
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
      case 'elements':
        return listOf(types.elements(value));
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
        return listOf(types.valuesOf(value) === value ? UNKNOWN : types.valuesOf(value));
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

  /** What `new value()` gives: an instance, of a function too. */
  protected constructedBy(value: number): number {
    if (kindOf(value) === Kind.instance) {
      const { constructMember } =
        this.program.files[this.columns.fileOfSymbol(payloadOf(value))]!.language.binding;
      return constructMember === undefined
        ? UNKNOWN
        : this.types.callInstance(payloadOf(value), this.reason, constructMember);
    }
    if (kindOf(value) !== Kind.function) return this.resultOf(value);
    this.reason = chain(this.reason, ReasonId.constructed);
    return makeValue(Kind.instance, payloadOf(value));
  }
}
