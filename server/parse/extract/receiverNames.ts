// Names that stand for the object of a method and for its classes, where these are no keywords of the grammar; and names of
// members that tell variables by a mark.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extraction } from './context.ts';
import { scopeKind } from './scopes.ts';
import { intern, nameOf } from './writing.ts';

/** Adds an expression at the place of the name. */
type Add = (op: number, a: number, b: number) => number;

/** What a name means that the language keeps for the receiver and its classes; undefined for other names. */
export function expressReceiverName(
  x: Extraction,
  name: string,
  add: Add,
  isType: boolean,
): number | undefined {
  const { names, classes } = x.rules;
  switch (names.receiverNames?.get(name)) {
    case 'object':
      return add(Op.self, 0, 0);
    case 'class': {
      const owner = classAround(x);
      return owner < 0 ? add(Op.self, 0, 0) : add(Op.symbol, owner, 0);
    }
    case 'class-of-object': {
      const self = add(Op.self, 0, 0);
      return isType || classes.classMember === undefined
        ? self
        : add(Op.member, self, intern(x, classes.classMember));
    }
    case 'bases':
      return add(Op.super, intern(x, name), 0);
    default:
      return undefined;
  }
}

/** The class whose body is around, -1 for none. */
function classAround(x: Extraction): number {
  const { scopes } = x.facts.tables;
  for (let at = x.scope; at >= 0; at = scopes.get(at, Column.scopes.parent))
    if (scopeKind(x, at) === ScopeKind.class) return scopes.get(at, Column.scopes.owner);
  return -1;
}

/** The name of the member `property` as classes bind it, -1 when a variable tells it. `member` reads or calls it. */
export function memberName(x: Extraction, member: number, property: number): number {
  const mark = x.rules.names.variableMark;
  if (mark === undefined) return nameOf(x, property);
  if (x.tree.ruleOf(property).role !== 'name') return -1;
  const { role, readsVariable } = x.tree.ruleOf(member);
  const text = x.tree.text(property);
  const isVariable = text.startsWith(mark);
  if (isVariable && (readsVariable === true || role === 'call')) return -1;
  return intern(x, readsVariable === true ? mark + text : text);
}
