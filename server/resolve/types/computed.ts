// Types that are computed from other types: what stands under a key of one, what a function takes or gives. While they depend on
// what type parameters stand for they are values of their own, which substitution computes. Works on values.

import { INDEXED, SPREAD } from '../../facts/expressions.ts';
import type { DerivedType } from '../../languages/rules/typeRules.ts';
import { awaited, elementAt, elements, isTuple } from './builtinCollections.ts';
import { asInstance } from './instances.ts';
import type { TypeContext } from './typeContext.ts';
import { ANYTHING, Kind, UNKNOWN, kindOf } from './values.ts';
import type { Value } from './values.ts';

/**
 * How a type is computed from one or two others: `indexed` from a type and a key of it, `parameters` from what is called and the
 * type of tuples.
 */
export type Computation = DerivedType | 'indexed' | typeof SPREAD;

/** A type that is computed from `parts`, or what stands for it while these depend on type parameters. */
export function computed(types: TypeContext, how: Computation, parts: readonly Value[]): Value {
  // What is left of a type that is not known yet is that type.
  if (how === 'others' || !parts.some((one) => isOpenAsWhole(types, one))) return compute(types, how, parts);
  return types.values.generic(types.values.computation(how), parts);
}

/** Whether it depends on type parameters what a type is at all: of others the members are known, and what they take and give. */
function isOpenAsWhole({ values }: TypeContext, value: Value): boolean {
  let isOpen = false;
  values.each(value, (one) => (isOpen ||= kindOf(one) === Kind.parameter || values.isComputed(one)));
  return isOpen;
}

/** What a function takes that takes the items of a type one by one: those, where it is known how many. */
export function spread(types: TypeContext, type: Value): readonly Value[] {
  const { values, evaluator } = types;
  if (kindOf(type) === Kind.generic && isTuple(types, values.getGeneric(type).base))
    return values.getGeneric(type).parameters;
  return evaluator.generics.isOpen(type) ? [values.generic(values.computation(SPREAD), [type])] : [type];
}

function compute(
  types: TypeContext,
  how: Computation,
  [of = UNKNOWN, other = UNKNOWN]: readonly Value[],
): Value {
  if (how === 'instance') return asInstance(types, of);
  if (how === 'parameters') return parametersOf(types, of, other);
  const left = new Set<Value>();
  if (how === 'others') types.values.each(other, (one) => left.add(one));
  let joined = UNKNOWN;
  types.values.each(of, (one) => {
    if (!left.has(one)) joined = types.values.join(joined, computeOne(types, how, one, other));
  });
  return joined;
}

function computeOne(types: TypeContext, how: Computation, one: Value, key: Value): Value {
  switch (how) {
    case 'indexed':
      return under(types, one, key);
    case 'awaited':
      return awaited(types, one);
    case 'result':
      return types.evaluator.resultOf(one);
    default:
      return one;
  }
}

function parametersOf(types: TypeContext, value: Value, tuple: Value): Value {
  const parameters = types.evaluator.parametersOf(value);
  const isKnown = parameters.some((one) => one !== UNKNOWN);
  return isKnown ? types.values.generic(tuple, parameters) : UNKNOWN;
}

/** What a value of a type has under a key; unknown where the key is none that is known. */
function under(types: TypeContext, value: Value, key: Value): Value {
  let joined = UNKNOWN;
  types.values.each(key, (one) => {
    const text = types.values.keyText(one);
    if (text !== undefined) joined = types.values.join(joined, memberUnder(types, value, text));
    else if (kindOf(one) === Kind.externalInstance && isCounted(types, value))
      joined = types.values.join(joined, elements(types, value));
  });
  return joined;
}

function isCounted(types: TypeContext, value: Value): boolean {
  if (kindOf(value) !== Kind.generic) return false;
  const { base, parameters } = types.values.getGeneric(value);
  return kindOf(base) === Kind.externalInstance && (parameters.length === 1 || isTuple(types, base));
}

function memberUnder(types: TypeContext, value: Value, text: string): Value {
  const position = /^\d+$/.test(text) ? elementAt(types, value, Number(text)) : UNKNOWN;
  if (position !== UNKNOWN) return position;
  const name = types.program.numbers.get(text);
  return name === undefined ? UNKNOWN : types.evaluator.member(value, name);
}

/** What a computed type is at least, where what it is computed from is known to stand within bounds; unknown for none. */
export function boundOfComputed(types: TypeContext, value: Value): Value {
  const { values, evaluator } = types;
  const { base, parameters } = values.getGeneric(value);
  const how = values.computationOf(base) as Computation | undefined;
  const bounds = parameters.map((one) =>
    kindOf(one) === Kind.parameter ? evaluator.generics.boundOf(one) : one,
  );
  if (how === undefined || bounds.some((one) => evaluator.generics.isOpen(one))) return UNKNOWN;
  const known = compute(types, how, bounds);
  if (known !== UNKNOWN || how !== 'indexed') return known === ANYTHING ? UNKNOWN : known;
  const indexed = types.program.numbers.get(INDEXED);
  return indexed === undefined ? UNKNOWN : evaluator.member(bounds[0]!, indexed);
}
