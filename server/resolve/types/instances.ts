// What an object that stands for a type makes.

import { ScopeKind } from '../../facts/expressions.ts';
import type { TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value } from './values.ts';

/** The instance of a class object; instances and objects that are written member by member stay what they are. */
export function asInstance(types: TypeContext, value: Value): Value {
  const kind = kindOf(value);
  if (kind === Kind.class) return makeValue(Kind.instance, payloadOf(value));
  if (kind === Kind.external) return types.library.instanceOf(value);
  if (kind === Kind.union) {
    let joined = UNKNOWN;
    types.values.each(value, (one) => (joined = types.values.join(joined, asInstance(types, one))));
    return joined;
  }
  const isInstance = kind === Kind.instance || kind === Kind.externalInstance || kind === Kind.generic;
  const isObject = kind === Kind.object && types.columns.scopeKind(payloadOf(value)) === ScopeKind.object;
  const isFunction = kind === Kind.callable;
  return isInstance || isObject || isFunction || kind === Kind.parameter ? value : UNKNOWN;
}
