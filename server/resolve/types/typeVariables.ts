// Type variables: what they stand for in a declared type. Alone they stand for their bound; at a call they stand for what
// the arguments say that were passed where the declaration names them. Asks the evaluator for the arguments.

import { Op } from '../../facts/expressions.ts';
import { NONE } from '../program/index.ts';
import type { ExprId } from '../program/index.ts';
import { aliasedBy, asInstance, instanceOf } from './annotations.ts';
import { lastName } from './typeContext.ts';
import type { BoundVariables, TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value } from './values.ts';

/** The type variable that a type expression is, as a value; unknown when it is none. */
function variableOf(types: TypeContext, expression: ExprId): Value {
  const op = types.columns.op(expression);
  if (op !== Op.name && op !== Op.member) return UNKNOWN;
  const value = types.evaluator.evaluateType(expression);
  return kindOf(value) === Kind.variable && aliasedBy(types, value) < 0 ? value : UNKNOWN;
}

/** Whether a declared type names a type variable, so that calls say what it stands for. */
export function namesVariable(types: TypeContext, expression: ExprId): boolean {
  if (expression < 0) return false;
  const known = types.generic.get(expression);
  if (known !== undefined) return known;
  types.generic.set(expression, false);
  const isGeneric =
    variableOf(types, expression) !== UNKNOWN ||
    partsOf(types, expression).some((part) => namesVariable(types, part));
  types.generic.set(expression, isGeneric);
  return isGeneric;
}

function partsOf(types: TypeContext, expression: ExprId): ExprId[] {
  const { columns } = types;
  const op = columns.op(expression);
  if (op === Op.choice) return [columns.a(expression), columns.b(expression)];
  if (op !== Op.generic && op !== Op.sequence && op !== Op.subscript) return [];
  const list = op === Op.subscript ? NONE : columns.b(expression);
  return Array.from({ length: columns.listLength(list) }, (_none, index) => columns.listValue(list, index));
}

/** Notes in `bound` what the variables of a parameter's type stand for when `value` is passed. */
export function bindVariables(
  types: TypeContext,
  type: ExprId,
  value: Value,
  bound: Map<Value, Value>,
): void {
  if (type < 0 || value === UNKNOWN) return;
  const variable = variableOf(types, type);
  if (variable !== UNKNOWN) {
    bound.set(variable, types.values.join(bound.get(variable) ?? UNKNOWN, value));
    return;
  }
  const { columns } = types;
  const op = columns.op(type);
  const rules = types.evaluator.rulesOf(columns.scopeOf(type));
  const name = op === Op.generic ? lastName(types, columns.a(type)) : '';
  for (const part of partsOf(types, type)) {
    if (rules.types.classGenerics.includes(name))
      bindVariables(types, part, asInstance(types, classesOf(types, value)), bound);
    else if (op === Op.choice || rules.types.transparentGenerics.includes(name))
      bindVariables(types, part, value, bound);
    else if (op === Op.generic) bindArgument(types, part, value, bound);
  }
}

/** A type argument stands for the elements of a collection. */
function bindArgument(types: TypeContext, part: ExprId, value: Value, bound: Map<Value, Value>): void {
  if (kindOf(value) !== Kind.generic) return;
  const { parameters } = types.values.getGeneric(value);
  if (parameters.length === 1) bindVariables(types, part, parameters[0]!, bound);
}

function classesOf(types: TypeContext, value: Value): Value {
  let classes = UNKNOWN;
  types.values.each(value, (one) => {
    if (kindOf(one) === Kind.class || kindOf(one) === Kind.external)
      classes = types.values.join(classes, one);
  });
  return classes;
}

/** The type variable that a call makes, by the call. */
export function typeVariable(types: TypeContext, call: number): Value {
  return makeValue(Kind.variable, call);
}

/** What a type variable stands for: what it is bound to here, else an instance of its declared bound. */
export function variableInstance(
  types: TypeContext,
  variable: Value,
  bound: BoundVariables | undefined,
): Value {
  const given = bound?.get(variable);
  if (given !== undefined) return given;
  const { typeVariableBound } = types.evaluator.rulesOf(types.columns.scopeOf(payloadOf(variable))).types;
  const name = typeVariableBound === undefined ? undefined : types.program.numbers.get(typeVariableBound);
  const list = types.columns.b(payloadOf(variable));
  let instance = UNKNOWN;
  for (let index = 1; index < types.columns.listLength(list); index++) {
    const key = types.columns.listKey(list, index);
    // Without a keyword it lists the types that it may stand for.
    if (key === 0 || key === name)
      instance = types.values.join(instance, instanceOf(types, types.columns.listValue(list, index), bound));
  }
  return instance;
}
