// Functions that give their receiver back: `return self`, a copy of it, another object of its class. What such a function
// returns is as special as what it was called on, which its body alone does not tell.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import type { ExprId, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, asInstance, isClassMethod, isStatic, kindOf, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import { bindingsOf } from './bindings.ts';
import type { Infer } from './context.ts';
import { libraryRule } from './libraryCalls.ts';
import { findScope } from './names.ts';

/** Steps from a result to the receiver; longer ways are not followed. */
const MAX_STEPS = 6;

/** What `symbol` returns when it is called on `receiver` and gives it back, unknown when it does not. */
export function receiverReturned(infer: Infer, symbol: SymbolId, receiver: Value): Value {
  if (receiver === UNKNOWN || !givesReceiver(infer, symbol)) return UNKNOWN;
  return asInstance(infer.types, receiver);
}

function givesReceiver(infer: Infer, symbol: SymbolId): boolean {
  const known = infer.answers.fluent.get(symbol);
  if (known !== undefined) return known;
  infer.answers.fluent.set(symbol, false);
  const { ints, width } = infer.program.tables.returns;
  const isFluent = infer.returnRows
    .of(symbol)
    .some((row) => ints[row * width + 2] === 0 && isReceiver(infer, ints[row * width + 1]! as ExprId, 0));
  infer.answers.fluent.set(symbol, isFluent);
  return isFluent;
}

/** Whether an expression stands for the receiver of the method around it, or for another object of its class. */
function isReceiver(infer: Infer, expression: ExprId, steps: number): boolean {
  if (expression < 0 || steps > MAX_STEPS) return false;
  const { columns } = infer;
  const a = columns.a(expression);
  switch (columns.op(expression)) {
    case Op.self:
      return true;
    case Op.name:
      return isReceiverName(infer, expression, false, steps);
    case Op.await:
      return isReceiver(infer, a, steps + 1);
    case Op.choice:
      return isReceiver(infer, a, steps + 1) || isReceiver(infer, columns.b(expression), steps + 1);
    case Op.construct:
      return (
        infer.rulesOf(columns.scopeOf(expression)).classes.memberSearch === 'mixins' &&
        a >= 0 &&
        (columns.op(a) === Op.self || isReceiverClass(infer, a, steps + 1))
      );
    case Op.call:
      return callsForReceiver(infer, expression, a, steps);
    default:
      return false;
  }
}

function callsForReceiver(infer: Infer, call: ExprId, callee: ExprId, steps: number): boolean {
  const { columns } = infer;
  if (callee < 0) return false;
  if (isReceiverClass(infer, callee, steps + 1)) return true;
  const argument = columns.listValue(columns.b(call), 0);
  const rules = infer.rulesOf(columns.scopeOf(call));
  const isMember = columns.op(callee) === Op.member;
  if (isMember && infer.program.strings[columns.b(callee)] === rules.classes.allocator)
    return isReceiverClass(infer, argument, steps + 1);
  const value = infer.evaluate(callee);
  if (kindOf(value) === Kind.external) {
    const isHandedOut = libraryRule(infer, value, rules) === 'argument';
    const given = isHandedOut ? argument : infer.contexts.outlinedCalls.givenBackAt(call);
    return isReceiver(infer, given, steps + 1);
  }
  if (!isMember || kindOf(value) !== Kind.function) return false;
  const object = columns.a(callee);
  const isOnReceiver = isReceiver(infer, object, steps + 1) || kindOf(infer.evaluate(object)) === Kind.super;
  return isOnReceiver && givesReceiver(infer, payloadOf(value));
}

/** Whether an expression stands for the class of the receiver. */
function isReceiverClass(infer: Infer, expression: ExprId, steps: number): boolean {
  if (expression < 0 || steps > MAX_STEPS) return false;
  const { columns } = infer;
  const rules = infer.rulesOf(columns.scopeOf(expression));
  switch (columns.op(expression)) {
    case Op.name:
      return isReceiverName(infer, expression, true, steps);
    case Op.member:
      return (
        rules.classes.classMember !== undefined &&
        infer.program.strings[columns.b(expression)] === rules.classes.classMember &&
        isReceiver(infer, columns.a(expression), steps + 1)
      );
    case Op.call: {
      const value = infer.evaluate(columns.a(expression));
      if (kindOf(value) !== Kind.external || libraryRule(infer, value, rules) !== 'class') return false;
      return isReceiver(infer, columns.listValue(columns.b(expression), 0), steps + 1);
    }
    default:
      return false;
  }
}

/** Whether a name is the first parameter of a method, or was assigned the receiver; `isClass` asks for its class. */
function isReceiverName(infer: Infer, expression: ExprId, isClass: boolean, steps: number): boolean {
  const { columns } = infer;
  const scope = findScope(
    infer,
    columns.scopeOf(expression),
    columns.a(expression),
    columns.position(expression),
  );
  if (scope < 0 || columns.scopeKind(scope) !== ScopeKind.function) return false;
  return bindingsOf(infer, scope, columns.a(expression)).some((row) => {
    const payload = columns.binding(row, 'payload');
    const kind = columns.binding(row, 'kind');
    if (kind === BindingKind.value)
      return isClass ? isReceiverClass(infer, payload, steps + 1) : isReceiver(infer, payload, steps + 1);
    const isFirst = kind === BindingKind.parameter && payload === 0;
    const isMethod = columns.scopeKind(columns.scopeParent(scope)) === ScopeKind.class;
    if (!isFirst || !isMethod || infer.rulesOf(scope).classes.receiver !== 'first-parameter') return false;
    const method = columns.scopeOwner(scope);
    return !isStatic(infer.types, method) && isClassMethod(infer.types, method) === isClass;
  });
}
