// What expressions mean: every expression is evaluated once between two calls of `forget`, cycles end as unknown. What was
// found unknown because a cycle around it had not ended is evaluated anew afterwards.
// The reason of the last answer says by which kind of step it was found.

import { Op, ScopeKind } from '../facts/expressions.ts';
import { SymbolFlag } from '../graph.ts';
import { asInstance, instanceOf, isSelfType, testedBy, typeObject } from './annotations.ts';
import { awaited, elementAt, elements, iteratorOf, promiseOf } from './builtinCollections.ts';
import { callOf, constructedAt } from './calls.ts';
import type { Infer } from './context.ts';
import { receiverReturned } from './fluent.ts';
import { importedModule } from './imports.ts';
import { itemAt, literal, literalMap, sequence, withItem } from './literals.ts';
import { memberOf, receiverAt, superOf } from './members.ts';
import { bindingValue, lookUp, signaturesOf, symbolValue } from './names.ts';
import { callInstance, constructedInstance, enteredValue, keysOver, narrowed } from './protocols.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Chains of steps longer than this are given up. */
const MAX_DEPTH = 160;

/** The value of an expression; sets `reason`. */
export function evaluate(infer: Infer, expression: number): number {
  if (expression < 0) return UNKNOWN;
  const { answers, cycles } = infer;
  const isType = infer.nextReadsType;
  infer.nextReadsType = false;
  const state = answers.state[expression]!;
  if (state === cycles.done) {
    infer.reason = answers.reasons[expression]!;
    return answers.memo[expression]!;
  }
  if (state === cycles.running) return cycles.meetAgain(answers.startDepth[expression]!);
  if (cycles.depth > MAX_DEPTH) return UNKNOWN;
  if (state === cycles.undecided && !cycles.isOver(answers.memo[expression]!)) return UNKNOWN;
  infer.steps.take();
  answers.state[expression] = cycles.running;
  answers.startDepth[expression] = cycles.depth;
  const outerCycle = cycles.enter();
  infer.reason = ReasonId.local;
  const readType = infer.readsType;
  infer.readsType = isType || (infer.columns.op(expression) === Op.name && infer.columns.b(expression) === 1);
  const value = compute(infer, expression);
  infer.readsType = readType;
  const cycle = cycles.leave(value, outerCycle);
  answers.state[expression] = cycle === 0 ? cycles.done : cycles.undecided;
  answers.memo[expression] = cycle === 0 ? value : cycle;
  answers.reasons[expression] = infer.reason;
  return value;
}

/** The value of an expression that stands in a type. */
export function evaluateType(infer: Infer, expression: number): number {
  infer.nextReadsType = true;
  return evaluate(infer, expression);
}

function compute(infer: Infer, expression: number): number {
  const { columns } = infer;
  const a = columns.a(expression);
  const b = columns.b(expression);
  switch (columns.op(expression)) {
    case Op.name:
      return lookUp(infer, columns.scopeOf(expression), a, columns.position(expression));
    case Op.member:
      return memberOf(infer, a, b);
    case Op.call:
      return callOf(infer, expression, a);
    case Op.construct:
      return constructedAt(infer, expression, a);
    case Op.typeOf:
      return evaluate(infer, a);
    case Op.self:
      return receiverAt(infer, columns.scopeOf(expression));
    case Op.super:
      return superOf(infer, columns.scopeOf(expression));
    case Op.literal:
      return literal(infer, a, columns.scopeOf(expression));
    case Op.symbol:
      return symbolValue(infer, a);
    case Op.await:
      return awaited(infer.types, evaluate(infer, a));
    case Op.iterate:
      return iterated(infer, evaluate(infer, a));
    case Op.enter:
      return entered(infer, evaluate(infer, a));
    case Op.element: {
      const value = evaluate(infer, a);
      return isOpaque(infer, value, expression) ? value : elementAt(infer.types, value, b);
    }
    case Op.typeParameter:
      return typeParameter(infer, typeObject(infer.types, a), b);
    case Op.key:
      infer.reason = ReasonId.element;
      return keysOver(infer.types, evaluate(infer, a));
    case Op.choice: {
      const left = evaluate(infer, a);
      const reason = infer.reason;
      const right = evaluate(infer, b);
      infer.reason = weaker(reason, infer.reason);
      return infer.values.join(left, right);
    }
    case Op.otherwise: {
      const value = evaluate(infer, a);
      return value === UNKNOWN ? evaluate(infer, b) : value;
    }
    case Op.tested:
      return testedBy(infer.types, evaluate(infer, a));
    case Op.guarded: {
      const value = evaluate(infer, a);
      const reason = infer.reason;
      const tested = narrowed(infer.types, value, evaluate(infer, b));
      infer.reason = tested === value ? reason : chain(reason, ReasonId.flow);
      return tested;
    }
    case Op.entries:
      return literalMap(infer, a, b, columns.scopeOf(expression));
    case Op.withItem:
      return withItem(infer, evaluate(infer, a), b, columns.scopeOf(expression));
    case Op.range:
      return infer.collections.range(evaluate(infer, a), infer.program.strings[b]!);
    case Op.instance: {
      const value = instanceOf(infer.types, a);
      infer.reason = ReasonId.constructed;
      return value;
    }
    case Op.rest:
      infer.reason = ReasonId.flow;
      return infer.contexts.passing.restOf(a, b);
    case Op.result:
      return resultOf(infer, evaluate(infer, a));
    case Op.sequence:
      return sequence(infer, a, b, columns.scopeOf(expression));
    case Op.object:
      return makeValue(Kind.object, a);
    case Op.subscript: {
      const value = evaluate(infer, a);
      // `f[T]` with explicit type arguments is still `f`.
      if (isOpaque(infer, value, expression) || kindOf(value) === Kind.function) return value;
      infer.reason = ReasonId.element;
      return itemAt(infer, value, b);
    }
    case Op.generic:
      return evaluate(infer, a);
    case Op.imported:
      infer.reason = ReasonId.import;
      return importedModule(infer, a);
    default:
      return UNKNOWN;
  }
}

/** What the type parameter number `index` of a generic type is bound by. */
function typeParameter(infer: Infer, type: number, index: number): number {
  if (kindOf(type) !== Kind.class) return UNKNOWN;
  const around = infer.columns.scopeParent(infer.columns.symbol(payloadOf(type), 'body'));
  const { first, rows } = infer.scopes;
  if (around < 0 || infer.columns.scopeKind(around) !== ScopeKind.block) return UNKNOWN;
  const row = rows.slice(first[around], first[around + 1]).sort()[index];
  return row === undefined ? UNKNOWN : bindingValue(infer, row);
}

/** In typed code, a part of what an external function gives is external too. */
function isOpaque(infer: Infer, value: number, expression: number): boolean {
  return (
    kindOf(value) === Kind.externalInstance &&
    infer.rulesOf(infer.columns.scopeOf(expression)).typesDecide === true
  );
}

/** What calling `value` gives; sets `reason`. */
export function resultOf(infer: Infer, value: number, receiver = UNKNOWN): number {
  const reason = infer.reason;
  const payload = payloadOf(value);
  switch (kindOf(value)) {
    case Kind.function: {
      const result = returned(infer, payload, receiver);
      infer.reason = chain(reason, ReasonId.returned);
      return result;
    }
    case Kind.class:
      infer.reason = chain(reason, ReasonId.constructed);
      return constructedInstance(infer.types, payload);
    case Kind.external:
    case Kind.externalInstance:
      return makeValue(Kind.externalInstance, payload);
    case Kind.parameter:
      return resultOf(infer, infer.generics.boundOf(value), receiver);
    case Kind.callable:
      infer.reason = chain(reason, ReasonId.returned);
      return infer.values.getGeneric(value).parameters[0]!;
    case Kind.instance:
      return callInstance(infer.types, payload, reason);
    case Kind.union: {
      let joined = UNKNOWN;
      infer.values.each(value, (one) => {
        infer.reason = reason;
        joined = infer.values.join(joined, resultOf(infer, one, receiver));
      });
      infer.reason = chain(reason, ReasonId.flow);
      return joined;
    }
    default:
      return UNKNOWN;
  }
}

/** What a function returns: its declared type, else the join of its return statements. */
export function returned(infer: Infer, symbol: number, receiver = UNKNOWN): number {
  const type = infer.columns.symbol(symbol, 'result');
  if (type >= 0) {
    if (isSelfType(infer.types, type))
      return receiver === UNKNOWN ? UNKNOWN : asInstance(infer.types, receiver);
    const declared = instanceOf(infer.types, type);
    if (declared !== UNKNOWN) return declared;
  }
  const given = receiverReturned(infer, symbol, receiver);
  if (given !== UNKNOWN) return given;
  const overloaded = overloadedResult(infer, symbol);
  if (overloaded !== UNKNOWN) return overloaded;
  const { answers, cycles } = infer;
  const state = answers.returnState[symbol]!;
  if (state === cycles.done) return answers.returnMemo[symbol]!;
  if (state === cycles.running) return cycles.meetAgain(answers.returnDepth[symbol]!);
  if (state === cycles.undecided && !cycles.isOver(answers.returnMemo[symbol]!)) return UNKNOWN;
  answers.returnState[symbol] = cycles.running;
  answers.returnDepth[symbol] = cycles.depth;
  const outerCycle = cycles.enter();
  const value = returnedValue(infer, symbol);
  const cycle = cycles.leave(value, outerCycle);
  answers.returnState[symbol] = cycle === 0 ? cycles.done : cycles.undecided;
  answers.returnMemo[symbol] = cycle === 0 ? value : cycle;
  return value;
}

/** What the return statements of a function give, or an iterator over what it yields. */
function returnedValue(infer: Infer, symbol: number): number {
  const { ints, width } = infer.program.tables.returns;
  let given = UNKNOWN;
  let yielded = UNKNOWN;
  let isGenerator = false;
  for (const row of infer.returnRows.get(symbol) ?? []) {
    const value = evaluate(infer, ints[row * width + 1]!);
    if ((ints[row * width + 2] ?? 0) === 1) {
      isGenerator = true;
      yielded = infer.values.join(yielded, value);
    } else given = infer.values.join(given, value);
  }
  if (isGenerator) {
    const isKnown = yielded !== UNKNOWN || given !== UNKNOWN;
    return isKnown ? iteratorOf(infer.types, yielded, symbol, given) : UNKNOWN;
  }
  const isAsync = (infer.columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
  return isAsync && given !== UNKNOWN ? promised(infer, given, symbol) : given;
}

/** What an asynchronous function gives: a promise, where the language has a type for it. */
function promised(infer: Infer, value: number, symbol: number): number {
  const { builtinPackage, promiseType } =
    infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language.binding;
  return promiseType === undefined ? value : promiseOf(infer.types, builtinPackage, value);
}

/** What the signatures of a function that stand before it say it returns. */
function overloadedResult(infer: Infer, symbol: number): number {
  let result = UNKNOWN;
  for (const signature of signaturesOf(infer, symbol)) {
    if (signature === symbol) return UNKNOWN;
    result = infer.values.join(result, instanceOf(infer.types, infer.columns.symbol(signature, 'result')));
  }
  return result;
}

function iterated(infer: Infer, value: number): number {
  infer.reason = ReasonId.element;
  return elements(infer.types, value);
}

function entered(infer: Infer, value: number): number {
  const reason = infer.reason;
  const bound = enteredValue(infer.types, value, reason);
  infer.reason = chain(reason, ReasonId.returned);
  return bound;
}
