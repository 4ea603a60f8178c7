// Type variables that a call makes and a name holds: they are type parameters of the classes and functions that name them.

import { Op } from '../../facts/expressions.ts';
import { NONE, callOfParameter } from '../program/index.ts';
import type { BindingId, ExprId } from '../program/index.ts';
import { instanceOf } from './annotations.ts';
import type { TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value } from './values.ts';

/** The type variable that a call makes, by the call. */
export function typeVariable(call: ExprId): Value {
  return makeValue(Kind.variable, call);
}

/** The type parameters that a type expression names, each once, in order. */
export function parametersNamed(types: TypeContext, expression: ExprId): readonly BindingId[] {
  const found = new Set<BindingId>();
  const visit = (at: ExprId): void => {
    const op = at < 0 ? Op.unknown : types.columns.op(at);
    if (op === Op.name || op === Op.member) {
      const value = instanceOf(types, at);
      if (kindOf(value) === Kind.parameter) found.add(payloadOf(value));
    } else for (const part of partsOf(types, at, op)) visit(part);
  };
  visit(expression);
  return [...found];
}

function partsOf({ columns }: TypeContext, expression: ExprId, op: number): ExprId[] {
  if (op === Op.choice) return [columns.a(expression), columns.b(expression)];
  if (op !== Op.generic && op !== Op.sequence) return [];
  const list = columns.b(expression);
  return Array.from({ length: columns.listLength(list) }, (_none, index) => columns.listValue(list, index));
}

/** An instance of what bounds a type parameter that a call makes, or of what it may be. */
export function boundOfVariable(types: TypeContext, parameter: BindingId): Value {
  const { columns, program } = types;
  const call = callOfParameter(parameter);
  const { typeVariableBound } = types.evaluator.rulesOf(columns.scopeOf(call)).types;
  const name = typeVariableBound === undefined ? NONE : (program.numbers.get(typeVariableBound) ?? NONE);
  const list = columns.b(call);
  let instance = UNKNOWN;
  for (let index = 1; index < columns.listLength(list); index++) {
    const key = columns.listKey(list, index);
    // Without a keyword it lists the types that it may stand for.
    if (key === 0 || key === name)
      instance = types.values.join(instance, instanceOf(types, columns.listValue(list, index)));
  }
  return instance;
}
