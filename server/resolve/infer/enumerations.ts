// What enumerations have as objects without writing it: one of their constants by its name, or all of them.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE } from '../program/index.ts';
import type { ExprId, NameId, SymbolId } from '../program/index.ts';
import { Kind, NOTHING, ReasonId, answer, kindOf, makeValue, payloadOf } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { emptyList } from './libraryCalls.ts';

const ENUM = NODE_KINDS.indexOf('Enum');

/** What a call gives that no enumeration declares; `receiver` is what its callee is a member of. Nothing for other calls. */
export function givenByEnumeration(infer: Infer, callee: ExprId, receiver: Value): Answer {
  const { columns } = infer;
  if (callee < 0) return NOTHING;
  const { enumerationMembers } = infer.rulesOf(columns.scopeOf(callee)).classes;
  if (enumerationMembers === undefined) return NOTHING;
  const isMember = columns.op(callee) === Op.member;
  if (!isMember && columns.op(callee) !== Op.name) return NOTHING;
  const name = isMember ? columns.b(callee) : columns.a(callee);
  const how = enumerationMembers.get(infer.program.strings[name]!);
  if (how !== 'gives one' && how !== 'gives all') return NOTHING;
  const symbol = isMember ? namedBy(infer, receiver) : around(infer, callee);
  return symbol < 0 || infer.classes.findMember(symbol, name)
    ? NOTHING
    : constants(infer, symbol, callee, how);
}

/** What a member holds that no enumeration declares; nothing for other members. */
export function heldByEnumeration(infer: Infer, member: ExprId, name: NameId, object: ExprId): Answer {
  const { enumerationMembers } = infer.rulesOf(infer.columns.scopeOf(member)).classes;
  if (enumerationMembers?.get(infer.program.strings[name]!) !== 'holds all') return NOTHING;
  const symbol = namedBy(infer, infer.evaluate(object));
  return symbol < 0 || infer.classes.findMember(symbol, name)
    ? NOTHING
    : constants(infer, symbol, member, 'holds all');
}

function constants(infer: Infer, symbol: SymbolId, at: ExprId, how: string): Answer {
  const one = makeValue(Kind.instance, symbol);
  const value = how === 'gives one' ? one : infer.values.generic(emptyList(infer, at), [one]);
  return answer(value, ReasonId.element);
}

/** The enumeration that a value is, as an object; -1 for others. */
function namedBy(infer: Infer, value: Value): SymbolId {
  if (kindOf(value) !== Kind.class) return NONE;
  return infer.columns.symbol(payloadOf(value), 'kind') === ENUM ? payloadOf(value) : NONE;
}

/** The enumeration around an expression, -1 for none. */
function around(infer: Infer, expression: ExprId): SymbolId {
  const { columns } = infer;
  let at = columns.scopeOf(expression);
  while (at >= 0 && columns.scopeKind(at) !== ScopeKind.class) at = columns.scopeParent(at);
  const owner = at < 0 ? NONE : columns.scopeOwner(at);
  return owner >= 0 && columns.symbol(owner, 'kind') === ENUM ? owner : NONE;
}
