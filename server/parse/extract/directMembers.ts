// Members in languages whose values are not followed: told by the type of the object, as far as a declaration says it.

import { Op } from '../../facts/expressions.ts';
import type { Extraction } from './context.ts';
import { noteTaken } from './pastes.ts';
import { express } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/** What is called: a member is told by the type of its object. */
export function expressCallee(x: Extraction, record: number): number {
  if (x.tree.ruleOf(record).role !== 'field-access') return express(x, record);
  const property = x.tree.slot(record, 'property');
  const object = expressObject(x, x.tree.slot(record, 'object'));
  return object < 0 || property < 0 ? -1 : addExpression(x, Op.member, object, nameOf(x, property), property);
}

/** An object of which a member is called. */
export function expressObject(x: Extraction, record: number): number {
  if (record < 0) return -1;
  const { role } = x.tree.ruleOf(record);
  if (role === 'field-access') return expressCallee(x, record);
  if (role === 'direct-call') {
    const call = express(x, record);
    if (call >= 0) noteTaken(x, record, call);
    return call;
  }
  if (role !== 'free-name') return express(x, record);
  const type = x.locals.typeOf(nameOf(x, record));
  if (type === undefined) return express(x, record);
  return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
}

/** The two values of a choice, of which one can be left out. */
export function sidesOf(x: Extraction, choice: number): number[] {
  return [x.tree.slot(choice, 'left'), x.tree.slot(choice, 'right')].filter((side) => side >= 0);
}
