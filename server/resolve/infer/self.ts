// What `this` and `super` are at a place.

import { ScopeKind } from '../../facts/expressions.ts';
import { objectOfOwner } from '../program/index.ts';
import type { ExprId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, ReasonId, UNKNOWN, answer, kindOf, makeValue, nameId, payloadOf } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { boundValue } from './joins.ts';
import { receiverOfFunction } from './receivers.ts';
import { prototypesOf } from './members.ts';

/** What `this` is in `scope`. */
export function receiverAt(infer: Infer, scope: ScopeId): Answer {
  if (infer.rulesOf(scope).names.extensionFunctions === true) {
    const { columns } = infer;
    for (let at = scope; at >= 0 && columns.scopeKind(at) !== ScopeKind.class; at = columns.scopeParent(at)) {
      const receiver = receiverOfFunction(infer, at);
      if (receiver !== UNKNOWN) return answer(receiver, ReasonId.self);
    }
    const around = infer.classes.enclosingClass(scope);
    return answer(around ? makeValue(Kind.instance, around.symbol) : UNKNOWN, ReasonId.self);
  }
  const around = infer.classes.receiverOf(scope);
  if (!around) return answer(UNKNOWN, ReasonId.self);
  const { selfName } = infer.types;
  if (around.functionScope >= 0 && selfName >= 0 && infer.scopes.find(around.functionScope, selfName) >= 0)
    return boundValue(infer, around.functionScope, selfName, -1, false);
  if (around.owner < 0) {
    const object = objectOfOwner(around.owner);
    if (infer.columns.scopeKind(object) === ScopeKind.exports)
      return answer(makeValue(Kind.object, object), ReasonId.self);
    const expected = declaredReceiver(infer, object);
    return expected === UNKNOWN
      ? answer(makeValue(Kind.object, object), ReasonId.self)
      : answer(expected, ReasonId.annotation);
  }
  const owner = infer.classes.wholeOf(around.owner as SymbolId);
  return answer(makeValue(around.isStatic ? Kind.class : Kind.instance, owner), ReasonId.self);
}

/** What the place of an object literal says that its functions are called on. */
function declaredReceiver(infer: Infer, scope: ScopeId): Value {
  const { receiverGeneric } = infer.rulesOf(scope).types;
  let said = UNKNOWN;
  let expected = UNKNOWN;
  infer.values.each(infer.contexts.expectedOfObject(scope), (one) => {
    const generic = kindOf(one) === Kind.generic ? infer.values.getGeneric(one) : undefined;
    const base = generic?.base ?? one;
    const isSaid =
      generic !== undefined &&
      kindOf(base) === Kind.externalInstance &&
      infer.values.getExternal(base).symbol === receiverGeneric;
    if (isSaid) said = infer.values.join(said, generic.parameters[0] ?? UNKNOWN);
    else if (kindOf(base) === Kind.instance) expected = infer.values.join(expected, one);
  });
  return said === UNKNOWN ? expected : said;
}

/** The bases of the class around `scope`, or of the class that is named. */
export function superOf(infer: Infer, scope: ScopeId, type = -1): Answer {
  const named = type < 0 ? UNKNOWN : infer.evaluate(type as ExprId);
  const around = infer.classes.enclosingClass(scope);
  const value =
    kindOf(named) === Kind.class
      ? makeValue(Kind.super, payloadOf(named))
      : around
        ? makeValue(Kind.super, infer.classes.wholeOf(around.symbol))
        : superOfObject(infer, scope);
  return answer(value, ReasonId.super);
}

/** The prototype of the object literal in whose function `scope` stands. */
function superOfObject(infer: Infer, scope: ScopeId): Value {
  const { prototypeLink } = infer.rulesOf(scope).classes;
  const link = prototypeLink === undefined ? undefined : nameId(infer.types, prototypeLink);
  const around = infer.classes.receiverOf(scope);
  if (link === undefined || !around || around.owner >= 0) return UNKNOWN;
  let joined = UNKNOWN;
  for (const prototype of prototypesOf(infer, objectOfOwner(around.owner), link))
    joined = infer.values.join(joined, prototype < 0 ? UNKNOWN : infer.evaluate(prototype));
  return joined;
}
