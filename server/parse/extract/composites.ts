// Values of a type written in place: `T{field: value}`, `[]T{{…}, {…}}`, `map[K]V{key: value}`.

import { Op } from '../../facts/expressions.ts';
import type { Expresser, Extractor } from './extractor.ts';

/** A value of the type in the slot `type`; keys of a named type are its fields. */
export const expressComposite: Expresser = (x, record) => {
  const typeRecord = x.slot(record, 'type');
  const type = x.typeExpression(typeRecord);
  const body = x.slot(record, 'body');
  if (body >= 0) visitBody(x, body, typeRecord, type);
  return type < 0 ? -1 : x.add(Op.instance, type, 0, record);
};

/** `written` is the expression of the type, -1 where none is made yet. */
function visitBody(x: Extractor, body: number, type: number, written = -1): void {
  const elementType = elementOf(x, type, 'value');
  const keyType = elementOf(x, type, 'key');
  const isNamedType = elementType < 0;
  let object = -1;
  for (let child = x.firstChild(body); child >= 0; child = x.nextSibling(child, body)) {
    if (x.ruleOf(child).role !== 'pair') {
      visitPart(x, child, body, elementType);
      continue;
    }
    const key = x.slot(child, 'property');
    const isField = isNamedType && key >= 0 && x.ruleOf(key).role === 'name';
    if (key >= 0 && !isField) visitPart(x, key, body, keyType);
    if (isField && isNamed(x, type)) {
      if (object < 0) object = x.add(Op.instance, written < 0 ? x.typeExpression(type) : written, 0, key);
      x.add(Op.member, object, x.nameOf(key), key);
    }
    const value = x.slot(child, 'value');
    if (value >= 0) visitPart(x, value, body, elementType);
  }
}

/** A part without a type of its own, `{…}`, has the element type. */
function visitPart(x: Extractor, part: number, body: number, type: number): void {
  if (x.kindOf(part) === x.kindOf(body)) visitBody(x, part, type);
  else x.expression(part);
}

/** Whether a type is named, rather than written in place. */
function isNamed(x: Extractor, type: number): boolean {
  if (type < 0) return false;
  const { role } = x.ruleOf(type);
  if (role === 'same-type') return isNamed(x, x.firstChild(type));
  return role === 'name' || role === 'member' || role === 'generic';
}

/** The record of what a collection type holds, -1 when it is no such type. */
function elementOf(x: Extractor, type: number, slot: 'key' | 'value'): number {
  if (type < 0) return -1;
  const { role } = x.ruleOf(type);
  if (role === 'same-type') return elementOf(x, x.firstChild(type), slot);
  return role === 'collection-type' || role === 'map-type' ? x.slot(type, slot) : -1;
}
