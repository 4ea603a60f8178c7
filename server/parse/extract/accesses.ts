// Parts of an object that are named without it: those behind `?.`, and those that are given values where it is made.

import { Op } from '../../facts/expressions.ts';
import { lastChild } from './children.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { express, visit, visitChildren } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/** Runs `body`, in which the object of `access` need not be named. */
export function withAccessed<T>(x: Extraction, access: number, body: () => T): T {
  const outer = x.accessed;
  x.accessed = express(x, x.tree.slot(access, 'object'));
  const given = body();
  x.accessed = outer;
  return given;
}

/** `object?.part`: the part, if there is an object. */
export const expressConditionalAccess: Expresser = (x, record) =>
  withAccessed(x, record, () => express(x, lastChild(x, record)));

export const expressAccessedMember: Expresser = (x, record) => {
  const name = x.tree.slot(record, 'property');
  return name < 0 ? -1 : addExpression(x, Op.member, x.accessed, nameOf(x, name), name);
};

export const expressAccessedItem: Expresser = (x, record) => {
  const object = x.accessed;
  visitChildren(x, record);
  return object < 0 ? -1 : addExpression(x, Op.subscript, object, -1, record);
};

/** Reads what is put into a new object: `object` is its expression, -1 when that is not followed. */
export function fillObject(x: Extraction, record: number, object: number): void {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const isAssignment = x.tree.ruleOf(child).role === 'assign';
    const name = isAssignment ? x.tree.slot(child, 'left') : -1;
    if (name < 0 || x.tree.ruleOf(name).role !== 'name') {
      visit(x, child);
      continue;
    }
    const right = x.tree.slot(child, 'right');
    const isNested = right >= 0 && x.tree.ruleOf(right).role === 'object-initializer';
    const member = object < 0 ? -1 : addExpression(x, Op.member, object, nameOf(x, name), name);
    if (isNested) fillObject(x, right, member);
    else express(x, right);
  }
}

/** The elements of a collection that is written without its type. */
export const visitInitializer: Visitor = (x, record) => fillObject(x, record, -1);

export const expressInitializer: Expresser = (x, record) => {
  fillObject(x, record, -1);
  return -1;
};
