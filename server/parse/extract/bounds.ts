// What stands for the type around: the receiver of a method, the type of any object of an interface; and further bounds of type
// parameters.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extraction, Visitor } from './context.ts';
import { addExpression, intern, nameOf } from './writing.ts';
import { expressType, visit } from './walk.ts';
import { parameterPosition } from './scopes.ts';

/** `Self` where a type is extended that has type arguments: with these. -1 for other names and places. */
export function expressOwnType(x: Extraction, record: number): number {
  if (x.extended < 0 || !x.rules.types.selfTypes.includes(x.tree.text(record))) return -1;
  const { extended } = x;
  if (x.tree.ruleOf(extended).role !== 'generic') return -1;
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(extended); child >= 0; child = x.tree.nextSibling(child, extended)) {
    if (x.tree.ruleOf(child).role !== 'type-arguments') continue;
    for (let one = x.tree.firstChild(child); one >= 0; one = x.tree.nextSibling(one, child))
      pairs.push(0, expressType(x, one));
  }
  const base = addExpression(x, Op.name, nameOf(x, record), 1, record);
  return addExpression(x, Op.generic, base, x.facts.addArguments(pairs), record);
}

/** The receiver of a method as a name that is bound: of the type that is extended, or of any that has the members. */
export function bindReceiver(x: Extraction, record: number): void {
  const [ownType] = x.rules.types.selfTypes;
  const name = x.rules.classes.receiverParameter;
  if (name === undefined || ownType === undefined) return;
  const type =
    x.extended >= 0 ? expressType(x, x.extended) : addExpression(x, Op.name, intern(x, ownType), 1, record);
  x.facts.addBinding(x.scope, intern(x, name), BindingKind.value, -1, parameterPosition(x, record), type);
}

/** A further bound: of a type parameter that the scope binds it limits what that stands for. */
export const visitBound: Visitor = (x, record) => {
  const name = x.tree.slot(record, 'name');
  const bound = expressType(x, x.tree.slot(record, 'bases'));
  const { bindings } = x.facts.tables;
  const column = Column.bindings;
  if (name < 0) return;
  if (x.tree.ruleOf(name).role !== 'name') {
    expressType(x, name);
    return;
  }
  const id = nameOf(x, name);
  for (const row of x.parameterRows.toReversed()) {
    if (bindings.get(row, column.name) !== id) continue;
    if (!isAround(x, bindings.get(row, column.scope))) return;
    const known = bindings.get(row, column.type);
    const type =
      known < 0 || bound < 0 ? Math.max(known, bound) : addExpression(x, Op.choice, known, bound, record);
    bindings.set(row, column.type, type);
    return;
  }
};

function isAround(x: Extraction, scope: number): boolean {
  for (let at = x.scope; at >= 0; at = x.facts.tables.scopes.get(at, Column.scopes.parent))
    if (at === scope) return true;
  return false;
}

/** Types of which a value is all: their members add up. */
export function expressBounds(x: Extraction, record: number): number {
  let type = -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const one = expressType(x, child);
    type = type < 0 || one < 0 ? Math.max(type, one) : addExpression(x, Op.choice, type, one, record);
  }
  return type;
}

/** Bounds of type parameters that stand behind the head of a declaration. */
export function visitBounds(x: Extraction, record: number): void {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'bound') visit(x, child);
}
