// Members in languages whose values are not followed: told by the type of the object, as far as a declaration says it.

import { Op } from '../../facts/expressions.ts';
import type { Extractor } from './extractor.ts';

/** What is called: a member is told by the type of its object. */
export function expressCallee(x: Extractor, record: number): number {
  if (x.ruleOf(record).role !== 'field-access') return x.expression(record);
  const property = x.slot(record, 'property');
  const object = expressObject(x, x.slot(record, 'object'));
  return object < 0 || property < 0 ? -1 : x.add(Op.member, object, x.nameOf(property), property);
}

/** An object of which a member is called. */
export function expressObject(x: Extractor, record: number): number {
  if (record < 0) return -1;
  const { role } = x.ruleOf(record);
  if (role === 'field-access') return expressCallee(x, record);
  if (role !== 'free-name') return x.expression(record);
  const type = x.locals.typeOf(x.nameOf(record));
  if (type === undefined) return x.expression(record);
  return type < 0 ? -1 : x.add(Op.instance, type, 0, record);
}
