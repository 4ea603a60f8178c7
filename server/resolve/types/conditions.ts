// Types that depend on a test of another type (`A extends B ? C : D`). While the tested type is not known, both branches are
// possible; where a name for such a type is given type arguments, or a call tells what type parameters stand for, the test is made.

import { Op } from '../../facts/expressions.ts';
import { NONE } from '../program/index.ts';
import type { BindingId, ExprId } from '../program/index.ts';
import type { TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from './values.ts';
import type { Value } from './values.ts';

type TypeArguments = ReadonlyMap<BindingId, Value>;

/** Conditions within conditions are followed so far. */
const MAX_DEPTH = 8;

/** The type expression of a condition that a type expression is, or is a name for; -1 for others. */
export function conditionBehind(types: TypeContext, expression: ExprId): ExprId {
  const { columns, evaluator } = types;
  if (expression < 0) return NONE;
  const op = columns.op(expression);
  if (op === Op.conditional) return expression;
  if (op !== Op.generic) return NONE;
  const named = evaluator.evaluateType(columns.a(expression));
  const alias = kindOf(named) === Kind.class ? evaluator.classes.aliasOf(payloadOf(named)) : NONE;
  return alias >= 0 && columns.op(alias) === Op.conditional ? alias : NONE;
}

/** What a type expression stands for where it is known what some type parameters stand for. */
export function instanceWith(types: TypeContext, expression: ExprId, known: TypeArguments, depth = 0): Value {
  const { columns, evaluator, values } = types;
  if (expression < 0 || depth > MAX_DEPTH) return UNKNOWN;
  const of = (one: ExprId) => instanceWith(types, one, known, depth + 1);
  const condition = conditionBehind(types, expression);
  if (condition >= 0 && condition !== expression) {
    const named = evaluator.evaluateType(columns.a(expression));
    const list = columns.b(expression);
    const parameters = evaluator.generics.typeParameters(payloadOf(named));
    const given = new Map(parameters.map((row, index) => [row, of(columns.listValue(list, index))]));
    return instanceWith(types, condition, given, depth + 1);
  }
  switch (columns.op(expression)) {
    case Op.conditional:
      return chosenType(types, expression, known, depth);
    case Op.choice:
      return values.join(of(columns.a(expression)), of(columns.b(expression)));
    default:
      return evaluator.generics.substitute(evaluator.instanceOf(expression), known);
  }
}

/** What a condition stands for: of a union each part is tested by itself. */
function chosenType(types: TypeContext, condition: ExprId, known: TypeArguments, depth: number): Value {
  const { columns, evaluator, values } = types;
  const [pattern, type, other] = [0, 1, 2].map((index) => columns.listValue(columns.b(condition), index));
  const branch = (one: ExprId | undefined, given: TypeArguments) =>
    one === undefined ? UNKNOWN : instanceWith(types, one, given, depth + 1);
  const checked = instanceWith(types, columns.a(condition), known, depth + 1);
  if (checked === UNKNOWN || evaluator.generics.isOpen(checked))
    return values.join(branch(type, known), branch(other, known));
  const wanted = branch(pattern, known);
  let joined = UNKNOWN;
  values.each(checked, (one) => {
    const found = wanted === UNKNOWN ? undefined : fits(types, wanted, one);
    if (found !== false) joined = values.join(joined, branch(type, new Map([...known, ...(found ?? [])])));
    if (found === false || found === undefined) joined = values.join(joined, branch(other, known));
  });
  return joined;
}

/** What the parts that a pattern names are of a type that fits it, false for one that does not; undefined where nobody can tell. */
function fits(types: TypeContext, pattern: Value, value: Value): TypeArguments | false | undefined {
  const { evaluator } = types;
  const { generics } = evaluator;
  if (generics.isOpen(pattern)) {
    const seen = asPattern(types, pattern, value);
    if (seen === undefined) return false;
    const parts = generics.partsFitting(pattern, seen);
    return parts.size > 0 ? parts : undefined;
  }
  if (kindOf(pattern) !== Kind.instance) return pattern === value ? new Map() : undefined;
  const parts = generics.partsOfObject(payloadOf(pattern), value);
  if (parts) return parts.size > 0 ? parts : false;
  const base = kindOf(value) === Kind.generic ? types.values.getGeneric(value).base : value;
  if (kindOf(base) !== Kind.instance) return false;
  return evaluator.classes.lineage(payloadOf(base)).classes.includes(payloadOf(pattern))
    ? new Map()
    : undefined;
}

/** A value as what a pattern with type arguments is of; undefined where it is of another type. */
function asPattern(types: TypeContext, pattern: Value, value: Value): Value | undefined {
  const { library, values } = types;
  const kind = kindOf(pattern);
  if (kind === Kind.parameter) return value;
  if (kind === Kind.callable) {
    const given = kindOf(value);
    if (given !== Kind.function) return given === Kind.callable || given === Kind.class ? value : undefined;
    const parts = [types.evaluator.resultOf(value), ...types.evaluator.parametersOf(value)];
    return values.generic(UNKNOWN, parts, Kind.callable);
  }
  if (kind !== Kind.generic) return value;
  const { base } = values.getGeneric(pattern);
  if (kindOf(base) !== Kind.externalInstance) return value;
  const given = kindOf(value) === Kind.generic ? values.getGeneric(value).base : value;
  if (given === base) return value;
  const wanted = library.classOf(base);
  const of = library.classOf(value);
  const parts = wanted && of ? library.argumentsAs(of, wanted.type.name) : undefined;
  return parts ? values.generic(base, parts) : undefined;
}
