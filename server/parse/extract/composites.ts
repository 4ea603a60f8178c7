// Values of a type written in place: `T{field: value}`, `[]T{{…}, {…}}`, `map[K]V{key: value}`.

import { Op } from '../../facts/expressions.ts';
import type { Expresser, Extraction } from './context.ts';
import { express, expressType } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/** A value of the type in the slot `type`; keys of a named type are its fields. */
export const expressComposite: Expresser = (x, record) => {
  const typeRecord = x.tree.slot(record, 'type');
  const type = expressType(x, typeRecord);
  const body = x.tree.slot(record, 'body');
  if (body >= 0) visitBody(x, body, typeRecord, type);
  return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
};

/** `written` is the expression of the type, -1 where none is made yet. */
function visitBody(x: Extraction, body: number, type: number, written = -1): void {
  const elementType = elementOf(x, type, 'value');
  const keyType = elementOf(x, type, 'key');
  const isNamedType = elementType < 0;
  let object = -1;
  for (let child = x.tree.firstChild(body); child >= 0; child = x.tree.nextSibling(child, body)) {
    if (x.tree.ruleOf(child).role !== 'pair') {
      visitPart(x, child, body, elementType);
      continue;
    }
    const key = x.tree.slot(child, 'property');
    const isField = isNamedType && key >= 0 && x.tree.ruleOf(key).role === 'name';
    if (key >= 0 && !isField) visitPart(x, key, body, keyType);
    if (isField && isNamed(x, type)) {
      if (object < 0)
        object = addExpression(x, Op.instance, written < 0 ? expressType(x, type) : written, 0, key);
      addExpression(x, Op.member, object, nameOf(x, key), key);
    }
    const value = x.tree.slot(child, 'value');
    if (value >= 0) visitPart(x, value, body, elementType);
  }
}

/** A part without a type of its own, `{…}`, has the element type. */
function visitPart(x: Extraction, part: number, body: number, type: number): void {
  if (x.tree.kindOf(part) === x.tree.kindOf(body)) visitBody(x, part, type);
  else express(x, part);
}

/** Whether a type is named, rather than written in place. */
function isNamed(x: Extraction, type: number): boolean {
  if (type < 0) return false;
  const { role } = x.tree.ruleOf(type);
  if (role === 'same-type') return isNamed(x, x.tree.firstChild(type));
  return role === 'name' || role === 'member' || role === 'generic';
}

/** The record of what a collection type holds, -1 when it is no such type. */
function elementOf(x: Extraction, type: number, slot: 'key' | 'value'): number {
  if (type < 0) return -1;
  const { role } = x.tree.ruleOf(type);
  if (role === 'same-type') return elementOf(x, x.tree.firstChild(type), slot);
  return role === 'collection-type' || role === 'map-type' ? x.tree.slot(type, slot) : -1;
}
