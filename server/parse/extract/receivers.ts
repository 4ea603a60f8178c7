// Methods written outside of their type: the receiver that names it.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extraction } from './context.ts';
import { parameterPosition } from './scopes.ts';
import { expressType } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/** `func (r *T) m()`: the type says whose method it is, the name stands for the object. */
export function declareReceiver(x: Extraction, symbol: number, receiver: number): void {
  const parameter = x.tree.ruleOf(receiver).role === 'parameters' ? x.tree.firstChild(receiver) : receiver;
  if (parameter < 0) return;
  // Seen from outside the method: a type that its body declares is not the receiver's.
  const inner = x.scope;
  x.scope = x.facts.tables.scopes.get(inner, Column.scopes.parent);
  const type = expressType(x, x.tree.slot(parameter, 'type'));
  x.scope = inner;
  x.facts.tables.symbols.set(symbol, Column.symbols.receiver, type);
  declareReceiverArguments(x, x.tree.slot(parameter, 'type'), type);
  const name = x.tree.slot(parameter, 'name');
  if (name >= 0)
    x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.value, -1, parameterPosition(x, name), type);
}

/** The type arguments of a receiver, `func (r *T[A]) m()`, are names for the type parameters of `type`. */
function declareReceiverArguments(x: Extraction, record: number, type: number): void {
  if (record < 0 || type < 0) return;
  const { role } = x.tree.ruleOf(record);
  if (role === 'same-type') return declareReceiverArguments(x, x.tree.firstChild(record), type);
  if (role !== 'generic') return;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.ruleOf(child).role !== 'type-arguments') continue;
    let index = 0;
    for (let one = x.tree.firstChild(child); one >= 0; one = x.tree.nextSibling(one, child), index++) {
      const value = addExpression(x, Op.typeParameter, type, index, one);
      x.facts.addBinding(x.scope, nameOf(x, one), BindingKind.value, value, x.tree.start(one));
    }
  }
}
