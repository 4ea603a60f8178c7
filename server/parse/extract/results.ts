// Lists of types where one is expected: several results of a function, the parts of a union among type arguments.

import { BindingKind, Op } from '../../facts/expressions.ts';
import type { Expresser, Extractor } from './extractor.ts';
import { expressAnnotation } from './typeExpressions.ts';

/** The type of a list of results: that of a lone one, else a sequence; `bind` is told each name and its type. */
function expressResults(x: Extractor, list: number, bind?: (name: number, type: number) => void): number {
  const pairs: number[] = [];
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    if (x.ruleOf(child).role !== 'parameter') continue;
    const type = x.typeExpression(x.slot(child, 'type'));
    const nameField = x.slotField(child, 'name');
    let names = 0;
    for (let name = x.firstChild(child); name >= 0; name = x.nextSibling(name, child)) {
      if (x.field(name) !== nameField) continue;
      bind?.(name, type);
      pairs.push(0, type);
      names++;
    }
    if (names === 0) pairs.push(0, type);
  }
  if (pairs.length === 2) return pairs[1]!;
  return pairs.length === 0 ? -1 : x.add(Op.sequence, x.intern('tuple'), x.facts.addArguments(pairs), list);
}

/** The type of what a function returns; names in a list of results are bound to theirs. */
export function declareResult(x: Extractor, record: number): number {
  if (record < 0 || x.ruleOf(record).role !== 'parameters') return expressAnnotation(x, record);
  return expressResults(x, record, (name, type) =>
    x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.value, -1, x.parameterPosition(name), type),
  );
}

export const expressParameters: Expresser = (x, record) => expressResults(x, record);

/** A list that stands for one type: its child, or unknown when there are several. */
export const expressEmbeddedType: Expresser = (x, record) => {
  const first = x.firstChild(record);
  const type = x.expression(first);
  let isUnion = false;
  for (let child = x.nextSibling(first, record); child >= 0; child = x.nextSibling(child, record)) {
    x.expression(child);
    isUnion = true;
  }
  return isUnion ? -1 : type;
};

/** Values side by side: a lone one is itself. */
export const expressList: Expresser = (x, record) => {
  const first = x.firstChild(record);
  const value = x.expression(first);
  for (
    let child = first < 0 ? -1 : x.nextSibling(first, record);
    child >= 0;
    child = x.nextSibling(child, record)
  )
    x.expression(child);
  return value;
};
