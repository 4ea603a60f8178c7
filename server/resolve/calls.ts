// Calls: what one gives where the callee is not simply the project's own function: calls of `super`, of members of built-in
// collections, of allocators, and what `new` makes. The standard library stands in libraryCalls.ts.

import { Op, ScopeKind } from '../facts/expressions.ts';
import type { BindingRules } from '../languages/language.ts';
import { isStatic } from './annotations.ts';
import { merged } from './builtinCollections.ts';
import type { Infer } from './context.ts';
import { NOTHING_KNOWN, builtAt, libraryResult } from './libraryCalls.ts';
import { functionMember, superOf } from './members.ts';
import { constructorOf } from './names.ts';
import { callInstance, callSignature } from './protocols.ts';
import { ReasonId, chain } from './reasons.ts';
import { bindVariables, boundInstance, namesVariable } from './typeVariables.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

export function callOf(infer: Infer, expression: number, callee: number): number {
  const { columns } = infer;
  const rules = infer.rulesOf(columns.scopeOf(expression));
  const op = columns.op(callee);
  const isSuper =
    rules.superFunction !== '' &&
    op === Op.name &&
    infer.program.strings[columns.a(callee)] === rules.superFunction;
  if (isSuper)
    return superOf(infer, columns.scopeOf(expression), columns.listValue(columns.b(expression), 0));
  if (rules.importWrappers && (op === Op.name || op === Op.member)) {
    const wrapped = wrappedImport(
      infer,
      expression,
      op === Op.name ? columns.a(callee) : columns.b(callee),
      rules,
    );
    if (wrapped !== UNKNOWN) return wrapped;
  }
  let receiver = UNKNOWN;
  if (op === Op.member) {
    receiver = infer.evaluate(columns.a(callee));
    if (rules.allocator !== undefined && infer.program.strings[columns.b(callee)] === rules.allocator) {
      const made = allocated(infer, expression);
      if (made !== UNKNOWN) return made;
    }
  }
  const value = infer.evaluate(callee);
  if (kindOf(value) === Kind.external) {
    const given = kindOf(receiver) === Kind.function ? invoked(infer, receiver, callee) : UNKNOWN;
    if (given !== UNKNOWN) return given;
  }
  // What a method of a base gives back is the object itself.
  if (kindOf(receiver) === Kind.super) receiver = makeValue(Kind.instance, payloadOf(receiver));
  if (kindOf(merged(infer.types, receiver)) === Kind.generic) {
    const result = infer.contexts.collectionCalls.resultOf(expression);
    infer.reason = ReasonId.element;
    if (result !== UNKNOWN) return result;
    infer.reason = infer.answers.reasons[callee]!;
  }
  if (kindOf(value) === Kind.external) {
    const result = libraryResult(infer, value, expression);
    if (result !== UNKNOWN) return result === NOTHING_KNOWN ? UNKNOWN : result;
  }
  if (kindOf(value) === Kind.function) {
    const bound = boundResult(infer, payloadOf(value), expression, receiver);
    if (bound !== UNKNOWN) return bound;
  }
  const result = infer.resultOf(value, receiver);
  return infer.generics.isOpen(result) ? boundIn(infer, result, expression, value) : result;
}

/** The module that a wrapper around an import is given. */
function wrappedImport(infer: Infer, call: number, name: number, { importWrappers }: BindingRules): number {
  const argument = infer.columns.positionalValue(infer.columns.b(call), 0);
  if (argument < 0 || importWrappers?.includes(infer.program.strings[name]!) !== true) return UNKNOWN;
  return infer.evaluate(argument);
}

export function boundIn(infer: Infer, open: number, call: number, callee: number, but = -1): number {
  const { columns, generics, reason } = infer;
  let value = open;
  const written = columns.a(call);
  if (kindOf(callee) === Kind.function && columns.op(written) === Op.member) {
    const owner = generics.ownerOf(payloadOf(callee));
    const receiver = owner < 0 ? UNKNOWN : infer.evaluate(columns.a(written));
    if (receiver !== UNKNOWN) value = generics.substitute(value, generics.ofReceiver(receiver, owner));
  }
  if (generics.isOpen(value)) {
    const signature = kindOf(callee) === Kind.instance ? callSignature(infer.types, callee) : callee;
    infer.values.each(signature, (one) => {
      if (generics.isOpen(value)) value = generics.substitute(value, generics.ofCall(call, one, but));
    });
  }
  infer.reason = reason;
  return value;
}

/** What `new` makes at a call: with the type arguments that it is given, written or not. */
export function constructedAt(infer: Infer, call: number, callee: number): number {
  const value = infer.evaluate(callee);
  const made = constructedBy(infer, value);
  const { reason, generics } = infer;
  let bound = made;
  if (kindOf(value) === Kind.class)
    bound = generics.instantiate(made, call, constructorOf(infer, payloadOf(value), -1));
  else if (kindOf(made) === Kind.externalInstance) {
    const written = generics.writtenAt(call);
    if (written.some((one) => one !== UNKNOWN)) bound = infer.values.generic(made, written);
    else bound = builtAt(infer, call, made);
  } else if (generics.isOpen(made)) bound = boundIn(infer, made, call, value);
  infer.reason = reason;
  return bound;
}

/** What a function with type variables in its declared result gives at one call; unknown for others. */
function boundResult(infer: Infer, symbol: number, call: number, receiver: number): number {
  const { columns, types } = infer;
  const type = columns.symbol(symbol, 'result');
  const { typeVariableFunctions } = infer.rulesOf(columns.scopeOf(call));
  if (type < 0 || !typeVariableFunctions || !namesVariable(types, type)) return UNKNOWN;
  const { reason } = infer;
  const isMethod = columns.scopeKind(columns.scopeParent(columns.symbol(symbol, 'body'))) === ScopeKind.class;
  const isBound = isMethod && receiver !== UNKNOWN && !isStatic(types, symbol);
  const bound = new Map<number, number>();
  if (isBound) bindVariables(types, infer.contexts.typeOfParameter(symbol, 0), receiver, bound);
  const list = columns.b(call);
  const count = columns.listLength(list) + (isBound ? 1 : 0);
  for (let index = isBound ? 1 : 0; index < Math.max(count, 4); index++) {
    const parameter = infer.contexts.typeOfParameter(symbol, index);
    if (parameter < 0 || !namesVariable(types, parameter)) continue;
    const name = infer.contexts.nameOfParameter(symbol, index);
    bindVariables(
      types,
      parameter,
      infer.evaluate(columns.argument(list, index - (isBound ? 1 : 0), name)),
      bound,
    );
  }
  const result = boundInstance(types, type, bound);
  infer.reason = chain(reason, ReasonId.returned);
  return result;
}

/** What `f.call(…)` and `f.bind(…)` give: what a call of `f` gives, and `f` itself. */
function invoked(infer: Infer, receiver: number, callee: number): number {
  const { columns } = infer;
  const rules = infer.rulesOf(columns.scopeOf(callee));
  const how = functionMember(rules, infer.program.strings[columns.b(callee)]!);
  infer.reason = chain(infer.answers.reasons[columns.a(callee)]!, ReasonId.returned);
  if (how === 'gives') return receiver;
  return how === 'calls' || how === 'applies' ? infer.resultOf(receiver) : UNKNOWN;
}

/** An instance of the class that is the first argument. */
function allocated(infer: Infer, expression: number): number {
  const argument = infer.columns.listValue(infer.columns.b(expression), 0);
  if (argument < 0) return UNKNOWN;
  const value = infer.evaluate(argument);
  if (kindOf(value) !== Kind.class) return UNKNOWN;
  infer.reason = chain(infer.reason, ReasonId.constructed);
  return makeValue(Kind.instance, payloadOf(value));
}

/** What `new value()` gives: an instance, of a function too. */
function constructedBy(infer: Infer, value: number): number {
  if (kindOf(value) === Kind.instance) {
    const { constructMember } =
      infer.program.files[infer.columns.fileOfSymbol(payloadOf(value))]!.language.binding;
    return constructMember === undefined
      ? UNKNOWN
      : callInstance(infer.types, payloadOf(value), infer.reason, constructMember);
  }
  if (kindOf(value) !== Kind.function) return infer.resultOf(value);
  infer.reason = chain(infer.reason, ReasonId.constructed);
  return makeValue(Kind.instance, payloadOf(value));
}
