// Names that a scope takes from a module or type all at once, in languages in which any path can stand there.

import { BindingKind } from '../../facts/expressions.ts';
import { EVERY_NAME } from '../../languages/language.ts';
import {
  answer,
  chain,
  Kind,
  kindOf,
  nameId,
  NOTHING,
  payloadOf,
  ReasonId,
  UNKNOWN,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { memberOfModule } from './imports.ts';
import { canBe } from './namedValues.ts';
import type { NameId, ScopeId } from '../program/index.ts';

/** A name that a scope or one around it gets from what it takes all names of. */
export function ofEveryAround(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const { columns } = infer;
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const found = ofEveryIn(infer, at, name, asType);
    if (found.type !== UNKNOWN) return found;
  }
  return NOTHING;
}

/** The same of one scope. */
export function ofEveryIn(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const every = nameId(infer.types, EVERY_NAME);
  const first = every === undefined || every === name ? -1 : infer.scopes.find(scope, every);
  if (first < 0) return NOTHING;
  const end = infer.scopes.endOf(scope, first);
  for (let entry = first; entry < end; entry++) {
    const row = infer.scopes.rows[entry]!;
    if (infer.columns.binding(row, 'kind') !== BindingKind.alias) continue;
    const { type } = infer.explain(infer.columns.binding(row, 'payload'));
    const found = memberOfAll(infer, type, name, asType);
    if (found.type !== UNKNOWN && canBe(infer, found.type, asType))
      return answer(found.type, chain(found.reason, ReasonId.import));
  }
  return NOTHING;
}

/** A name that something gives to those who take all of its names. */
function memberOfAll(infer: Infer, owner: Value, name: NameId, asType: boolean): Answer {
  switch (kindOf(owner)) {
    case Kind.module:
    case Kind.directory:
      return memberOfModule(infer, owner, name, true, asType);
    case Kind.object:
      return infer.explainMember(owner, name, ReasonId.import, asType);
    case Kind.class:
      return infer.classes.ownMember(payloadOf(owner), name)
        ? infer.explainMember(owner, name, ReasonId.import, asType)
        : NOTHING;
    case Kind.external: {
      const member = infer.values.externalMember(owner, infer.program.strings[name]!);
      return infer.types.library.find(member) ? answer(member, ReasonId.import) : NOTHING;
    }
    default:
      return NOTHING;
  }
}
