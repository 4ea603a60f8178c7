// Roles of languages in which functions are called by their names and values are not followed: what is local, what is
// passed and what is read from a member makes no fact, unless it is a part of what is called.

import { Op } from '../../facts/expressions.ts';
import { declareFunction } from './declarators.ts';
import { expressCallee } from './directMembers.ts';
import { visitOthers } from './children.ts';
import type { Expresser, Extractor, Visitor } from './extractor.ts';

/** A name: nothing is known of a local one. */
export const expressFreeName: Expresser = (x, record) => {
  const name = x.nameOf(record);
  return x.locals.typeOf(name) === undefined ? x.add(Op.name, name, x.isType ? 1 : 0, record) : -1;
};

/** A name of a type. */
export const expressTypeName: Expresser = (x, record) => x.add(Op.name, x.nameOf(record), 1, record);

/** A member that is read: only what is in its object counts. */
export const expressFieldAccess: Expresser = (x, record) => {
  visitOthers(x, record, x.slot(record, 'property'));
  return -1;
};

export const expressDirectCall: Expresser = (x, record) => {
  const callee = calleeOf(x, record);
  const wasType = x.isType;
  x.isType = false;
  const value = callee < 0 ? -1 : expressCallee(x, callee);
  visitOthers(x, record, callee);
  x.isType = wasType;
  if (x.parentOf(record) < 0) x.topCall = record;
  return value < 0 ? -1 : x.add(Op.call, value, -1, callee);
};

/** What is called: `f`, and of `(*f)`, `f[i]` and the like the name or member in it. */
function calleeOf(x: Extractor, record: number): number {
  const callee = x.slot(record, 'function');
  const first = callee >= 0 ? callee : x.firstChild(record);
  if (callee >= 0 || first < 0) return callee;
  const isAlone =
    /^[\s(*]*$/.test(x.textBetween(x.start(record), x.start(first))) &&
    /^\s*[)[]/.test(x.textBetween(x.end(first), x.end(record)));
  return isAlone ? first : -1;
}

export const expressDirectCast: Expresser = (x, record) => {
  const typeRecord = x.slot(record, 'type');
  const type = x.typeExpression(typeRecord);
  visitOthers(x, record, typeRecord);
  return type < 0 ? -1 : x.add(Op.instance, type, 0, record);
};

/** A block: what it declares is local. One behind a call at the top of a file is a function that a macro heads. */
export const visitLocalBlock: Visitor = (x, record) => {
  const { topCall } = x;
  x.topCall = -1;
  const isHeaded = x.parentOf(record) < 0 && topCall >= 0 && x.line(record) <= x.endLine(topCall) + 1;
  const callee = isHeaded ? x.slot(topCall, 'function') : -1;
  const name = callee < 0 ? -1 : x.nextSibling(callee, topCall);
  if (name < 0 || x.ruleOf(name).role !== 'free-name') {
    x.locals.within(() => x.visitChildren(record));
    return;
  }
  declareFunction(x, name, topCall, record);
};
