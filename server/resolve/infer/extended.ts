// What an extension extends: a type by its name, or all types within a bound.

import { instanceOf, Kind, kindOf, makeValue, payloadOf, typeObject, UNKNOWN } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import type { ExprId } from '../program/index.ts';

/**
 * The types that are named by the head of an extension: classes, instances of what lies outside; of a type parameter the types of
 * its bound, or `UNKNOWN` for every type.
 */
export function extendedTypes(infer: Infer, type: ExprId): readonly Value[] {
  const named = typeObject(infer.types, type);
  if (kindOf(named) === Kind.class) return [named];
  if (kindOf(named) === Kind.external) return [infer.types.library.instanceOf(named)];
  const instance = kindOf(named) === Kind.parameter ? named : instanceOf(infer.types, type);
  return extendedBy(infer, instance);
}

function extendedBy(infer: Infer, instance: Value): readonly Value[] {
  switch (kindOf(instance)) {
    case Kind.instance:
      return [makeValue(Kind.class, payloadOf(instance))];
    case Kind.externalInstance:
      return [instance];
    case Kind.generic:
      return extendedBy(infer, infer.values.getGeneric(instance).base);
    case Kind.union: {
      const found: Value[] = [];
      infer.values.each(instance, (one) => found.push(...extendedBy(infer, one)));
      return found;
    }
    case Kind.parameter: {
      const classes = extendedBy(infer, infer.generics.boundOf(instance)).filter(
        (one) => kindOf(one) === Kind.class,
      );
      return classes.length > 0 ? classes : [UNKNOWN];
    }
    default:
      return [];
  }
}
