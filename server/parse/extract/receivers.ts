// Methods written outside of their type: the receiver that names it.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extractor } from './extractor.ts';

/** `func (r *T) m()`: the type says whose method it is, the name stands for the object. */
export function declareReceiver(x: Extractor, symbol: number, receiver: number): void {
  const parameter = x.ruleOf(receiver).role === 'parameters' ? x.firstChild(receiver) : receiver;
  if (parameter < 0) return;
  // Seen from outside the method: a type that its body declares is not the receiver's.
  const inner = x.scope;
  x.scope = x.facts.tables.scopes.get(inner, Column.scopes.parent);
  const type = x.typeExpression(x.slot(parameter, 'type'));
  x.scope = inner;
  x.facts.tables.symbols.set(symbol, Column.symbols.receiver, type);
  declareReceiverArguments(x, x.slot(parameter, 'type'), type);
  const name = x.slot(parameter, 'name');
  if (name >= 0)
    x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.value, -1, x.parameterPosition(name), type);
}

/** The type arguments of a receiver, `func (r *T[A]) m()`, are names for the type parameters of `type`. */
function declareReceiverArguments(x: Extractor, record: number, type: number): void {
  if (record < 0 || type < 0) return;
  const { role } = x.ruleOf(record);
  if (role === 'same-type') return declareReceiverArguments(x, x.firstChild(record), type);
  if (role !== 'generic') return;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.ruleOf(child).role !== 'type-arguments') continue;
    let index = 0;
    for (let one = x.firstChild(child); one >= 0; one = x.nextSibling(one, child), index++) {
      const value = x.add(Op.typeParameter, type, index, one);
      x.facts.addBinding(x.scope, x.nameOf(one), BindingKind.value, value, x.start(one));
    }
  }
}
