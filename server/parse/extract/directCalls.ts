// Roles of languages in which functions are called by their names and values are not followed: what is local, what is
// passed and what is read from a member makes no fact, unless it is a part of what is called.

import { Op } from '../../facts/expressions.ts';
import { visitOthers } from './children.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { declareFunction } from './declarators.ts';
import { expressCallee, sidesOf } from './directMembers.ts';
import { expressType, visit, visitChildren } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/** A name: nothing is known of a local one. */
export const expressFreeName: Expresser = (x, record) => freeName(x, record);

function freeName(x: Extraction, record: number): number {
  const name = nameOf(x, record);
  return x.locals.typeOf(name) === undefined ? addExpression(x, Op.name, name, x.isType ? 1 : 0, record) : -1;
}

/** A name of a type. */
export const expressTypeName: Expresser = (x, record) =>
  addExpression(x, Op.name, nameOf(x, record), 1, record);

/** A member that is read: only what is in its object counts. */
export const expressFieldAccess: Expresser = (x, record) => {
  visitOthers(x, record, x.tree.slot(record, 'property'));
  return -1;
};

export const expressDirectCall: Expresser = (x, record) => {
  const callee = calleeOf(x, record);
  const wasType = x.isType;
  x.isType = false;
  const values = callee < 0 ? [] : expressCallees(x, callee);
  const isCaller =
    callee >= 0 &&
    x.rules.library.callers?.has(x.tree.text(callee)) === true &&
    x.tree.ruleOf(callee).role === 'free-name';
  const passed = isCaller ? expressPassed(x, record, callee) : -1;
  if (!isCaller) visitOthers(x, record, callee);
  x.isType = wasType;
  if (x.tree.parentOf(record) < 0) x.topCall = record;
  let call = -1;
  for (const value of values) call = addExpression(x, Op.call, value, passed, callee);
  return call;
};

/** What is called, of `(c ? a : b)(x)` each of the two. */
function expressCallees(x: Extraction, callee: number): number[] {
  if (x.tree.ruleOf(callee).role !== 'direct-choice') {
    const value = expressCallee(x, callee);
    return value < 0 ? [] : [value];
  }
  const sides = sidesOf(x, callee);
  for (let child = x.tree.firstChild(callee); child >= 0; child = x.tree.nextSibling(child, callee))
    if (!sides.includes(child)) visit(x, child);
  return sides.flatMap((side) => expressCallees(x, side));
}

/** A choice that is neither called nor stored. */
export const expressDirectChoice: Expresser = (x, record) => {
  visitChildren(x, record);
  return -1;
};

/** The names that a call passes, of which some may be functions. */
function expressPassed(x: Extraction, record: number, callee: number): number {
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (child === callee) continue;
    const isName = x.tree.ruleOf(child).role === 'free-name';
    const name = isName ? freeName(x, child) : -1;
    if (name >= 0) pairs.push(0, name);
    else if (!isName) visit(x, child);
  }
  return x.facts.addArguments(pairs);
}

/** What is called: `f`, and of `(*f)`, `f[i]` and the like the name or member in it. */
function calleeOf(x: Extraction, record: number): number {
  const callee = x.tree.slot(record, 'function');
  const first = callee >= 0 ? callee : x.tree.firstChild(record);
  if (callee >= 0 || first < 0) return callee;
  const isAlone =
    /^[\s(*&]*$/.test(x.tree.textBetween(x.tree.start(record), x.tree.start(first))) &&
    /^\s*[)[]/.test(x.tree.textBetween(x.tree.end(first), x.tree.end(record)));
  return isAlone ? first : -1;
}

export const expressDirectCast: Expresser = (x, record) => {
  const typeRecord = x.tree.slot(record, 'type');
  const type = expressType(x, typeRecord);
  visitOthers(x, record, typeRecord);
  return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
};

/** A block: what it declares is local. One behind a call at the top of a file is a function that a macro heads. */
export const visitLocalBlock: Visitor = (x, record) => {
  const { topCall } = x;
  x.topCall = -1;
  const isHeaded =
    x.tree.parentOf(record) < 0 && topCall >= 0 && x.tree.line(record) <= x.tree.endLine(topCall) + 1;
  const callee = isHeaded ? x.tree.slot(topCall, 'function') : -1;
  const name = callee < 0 ? -1 : x.tree.nextSibling(callee, topCall);
  if (name < 0 || x.tree.ruleOf(name).role !== 'free-name') {
    x.locals.within(() => visitChildren(x, record));
    return;
  }
  declareFunction(x, name, topCall, record);
};
