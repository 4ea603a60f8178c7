// Lists of types where one is expected: several results of a function, the parts of a union among type arguments.

import { BindingKind, Op } from '../../facts/expressions.ts';
import type { Expresser, Extraction } from './context.ts';
import { parameterPosition } from './scopes.ts';
import { expressAnnotation } from './typeExpressions.ts';
import { express, expressType } from './walk.ts';
import { addExpression, intern, nameOf } from './writing.ts';

/** The type of a list of results: that of a lone one, else a sequence; `bind` is told each name and its type. */
function expressResults(x: Extraction, list: number, bind?: (name: number, type: number) => void): number {
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    if (x.tree.ruleOf(child).role !== 'parameter') continue;
    const type = expressType(x, x.tree.slot(child, 'type'));
    const nameField = x.tree.slotField(child, 'name');
    let names = 0;
    for (let name = x.tree.firstChild(child); name >= 0; name = x.tree.nextSibling(name, child)) {
      if (x.tree.field(name) !== nameField) continue;
      bind?.(name, type);
      pairs.push(0, type);
      names++;
    }
    if (names === 0) pairs.push(0, type);
  }
  if (pairs.length === 2) return pairs[1]!;
  return pairs.length === 0
    ? -1
    : addExpression(x, Op.sequence, intern(x, 'tuple'), x.facts.addArguments(pairs), list);
}

/** The type of what a function returns; names in a list of results are bound to theirs. */
export function declareResult(x: Extraction, record: number): number {
  if (record < 0 || x.tree.ruleOf(record).role !== 'parameters') return expressAnnotation(x, record);
  return expressResults(x, record, (name, type) =>
    x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.value, -1, parameterPosition(x, name), type),
  );
}

export const expressParameters: Expresser = (x, record) => expressResults(x, record);

/** A list that stands for one type: its child, or unknown when there are several. */
export const expressEmbeddedType: Expresser = (x, record) => {
  const first = x.tree.firstChild(record);
  const type = express(x, first);
  let isUnion = false;
  for (let child = x.tree.nextSibling(first, record); child >= 0; child = x.tree.nextSibling(child, record)) {
    express(x, child);
    isUnion = true;
  }
  return isUnion ? -1 : type;
};

/** Values side by side: a lone one is itself. */
export const expressList: Expresser = (x, record) => {
  const first = x.tree.firstChild(record);
  const value = express(x, first);
  for (
    let child = first < 0 ? -1 : x.tree.nextSibling(first, record);
    child >= 0;
    child = x.tree.nextSibling(child, record)
  )
    express(x, child);
  return value;
};
