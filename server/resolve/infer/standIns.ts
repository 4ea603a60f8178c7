// What stands in for an object that lacks a member: what the method gives that a language names for that.

import { NONE } from '../program/index.ts';
import type { NameId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, kindOf, nameId, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { ownFunctions } from './receivers.ts';

/** The object in whose place `value` stands at `scope`, where members are sought by name alone; unknown for none. */
export function standInFor(infer: Infer, scope: ScopeId, value: Value, member: NameId): Value {
  const { classes, names } = infer.rulesOf(scope);
  const id = classes.standInMember === undefined ? undefined : nameId(infer.types, classes.standInMember);
  if (classes.standInMember === undefined || names.functionsApart !== true || id === member) return UNKNOWN;
  const kind = kindOf(value);
  const base = kind === Kind.generic ? infer.values.getGeneric(value).base : value;
  if (kindOf(base) === Kind.externalInstance) {
    const behind = infer.types.library.resultOf(value, classes.standInMember);
    return behind === value ? UNKNOWN : behind;
  }
  const method = id === undefined ? NONE : standInMethod(infer, base, id);
  if (method < 0) return UNKNOWN;
  const given = infer.returned(method, value);
  const owner = infer.generics.ownerOf(method);
  const behind =
    owner < 0 ? given : infer.generics.substitute(given, infer.generics.ofReceiver(value, owner));
  return behind === value ? UNKNOWN : behind;
}

/** The method called `name` of the class of `value`, or the nearest base that has one; -1 for none and for what is no object of the project. */
export function standInMethod(infer: Infer, value: Value, name: NameId): SymbolId {
  const base = kindOf(value) === Kind.generic ? infer.values.getGeneric(value).base : value;
  if (kindOf(base) !== Kind.instance) return NONE;
  for (const one of infer.classes.lineage(payloadOf(base)).classes) {
    const [method] = ownFunctions(infer, one, name);
    if (method !== undefined) return method;
  }
  return NONE;
}
