// Queries that are written as clauses: each clause can bind a name for those behind it.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { lastChild } from './children.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { within } from './scopes.ts';
import { express, expressType, visit } from './walk.ts';
import { addExpression, intern, nameOf } from './writing.ts';

/** A sequence of what the last clause gives. */
export const expressQuery: Expresser = (x, record, rule) => {
  let given = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    x.isBlockScoped = true;
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      const { role } = x.tree.ruleOf(child);
      // A name on its own goes on with what was given so far.
      if (role === 'name') bindElement(x, child, given, -1);
      else if (role === 'query-result') given = express(x, child);
      else visit(x, child);
    }
  });
  if (given < 0) return -1;
  const type = rule.literal === undefined ? 0 : intern(x, rule.literal);
  return addExpression(x, Op.sequence, type, x.facts.addArguments([0, given]), record);
};

function bindElement(x: Extraction, name: number, value: number, type: number): void {
  x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.value, value, x.tree.start(name), type);
}

/** The name stands for each element of the sequence that follows. */
export const visitQuerySource: Visitor = (x, record) => {
  const typeRecord = x.tree.slot(record, 'type');
  let name = x.tree.slot(record, 'name');
  if (name < 0) name = typeRecord >= 0 ? x.tree.nextSibling(typeRecord, record) : x.tree.firstChild(record);
  if (name < 0) return;
  const source = x.tree.nextSibling(name, record);
  const sequence = express(x, source);
  const element = sequence < 0 ? -1 : addExpression(x, Op.iterate, sequence, 0, source);
  const type = typeRecord < 0 ? -1 : expressType(x, typeRecord);
  bindElement(x, name, element, type);
  for (
    let child = source < 0 ? -1 : x.tree.nextSibling(source, record);
    child >= 0;
    child = x.tree.nextSibling(child, record)
  )
    visit(x, child);
};

/** The name stands for what follows; without that for something that is not followed. */
export const visitQueryName: Visitor = (x, record) => {
  const name = x.tree.firstChild(record);
  const value = lastChild(x, record);
  if (name >= 0) bindElement(x, name, value === name ? -1 : express(x, value), -1);
};
