// Calls: what one gives where the callee is not simply the project's own function: calls of `super`, of members of built-in
// collections, of allocators, and what `new` makes. The standard library stands in libraryCalls.ts.

import { Op, ScopeKind } from '../facts/expressions.ts';
import type { BindingRules } from '../languages/language.ts';
import { LibraryEvaluator, NOTHING_KNOWN } from './libraryCalls.ts';
import { functionMember } from './members.ts';
import { ReasonId, chain } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Evaluates calls. */
export abstract class CallEvaluator extends LibraryEvaluator {
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
    if (kindOf(this.types.merged(receiver)) === Kind.generic) {
      const result = this.contexts.collectionCalls.resultOf(expression);
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
      else bound = this.builtAt(call, made);
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
    if (how === 'gives') return receiver;
    return how === 'calls' || how === 'applies' ? this.resultOf(receiver) : UNKNOWN;
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
