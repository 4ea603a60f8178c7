// Functions that are put into members and variables, where values are not followed: `{ .read = f }`, `{ "name", f }`,
// `ops->read = f`, `hook = f`. Each makes a row of memberAssignments, from which the functions are known that a call through
// the member can reach. What is given something that nobody follows makes one row without a value in a file.

import { INDEXED, Op, positionalName } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { expressObject, sidesOf } from './directMembers.ts';
import { noteFill } from './pastes.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import { addExpression, intern, memberExpression, nameOf } from './writing.ts';

/** What a list of values is written for: the type of what it fills, and the variable that holds it; -1 for none. */
interface Filled {
  readonly type: number;
  readonly variable: number;
  /** The list is one of elements, each of the type. */
  readonly isArray: boolean;
}

/** What stands between a name and the value it is given. */
const ASSIGNED = /^[\s)]*=[^=]*$/;
const CAPITALS = /^[A-Z][A-Z0-9_]*$/;
const NOTHING: Filled = { type: -1, variable: -1, isArray: false };

/** `member = value`, `variable = value`. */
export const expressStore: Expresser = (x, record) => {
  const left = x.tree.slot(record, 'left');
  const right = valueIn(x, record, 'right');
  if (left < 0 || right < 0) {
    visitChildren(x, record);
    return -1;
  }
  for (let child = x.tree.nextSibling(left, record); child >= 0; child = x.tree.nextSibling(child, record))
    if (child !== right) visit(x, child);
  const value = express(x, right);
  const { role } = x.tree.ruleOf(left);
  const isPlain = ASSIGNED.test(x.tree.textBetween(x.tree.end(left), x.tree.start(right)));
  const property = role === 'field-access' ? x.tree.slot(left, 'property') : -1;
  if (!isPlain || (property < 0 && role !== 'free-name')) return express(x, left);
  if (property < 0) {
    const variable = express(x, left);
    if (variable >= 0) store(x, variable, INDEXED, right, value);
    return variable;
  }
  const object = expressObject(x, x.tree.slot(left, 'object'));
  if (object >= 0) store(x, object, x.tree.text(property), right, value);
  return -1;
};

/** A value that is written alone, cast or with its address taken; -1 when more belongs to it. */
function valueIn(x: Extraction, record: number, slot: 'right' | 'value'): number {
  const value = x.tree.slot(record, slot);
  if (value >= 0) return value;
  let last = -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    last = child;
  const isAddress =
    last >= 0 && /&[\s(]*$/.test(x.tree.textBetween(x.tree.start(record), x.tree.start(last)));
  return isAddress ? last : -1;
}

/** The initial value of `name`, which has the type of the declaration; `variable` is its expression or -1. */
export function visitInitial(
  x: Extraction,
  value: number,
  name: number,
  type: number,
  variable: number,
): void {
  const isArray = /^\s*\[/.test(x.tree.textBetween(x.tree.end(name), x.tree.start(value)));
  if (x.tree.ruleOf(value).role === 'initializer') storeList(x, value, { type, variable, isArray });
  else {
    const given = express(x, value);
    if (variable >= 0) store(x, variable, INDEXED, value, given);
  }
}

/** A list of values whose type is not known. */
export const visitInitializer: Visitor = (x, record) => storeList(x, record, NOTHING);

/** `(type){…}`. */
export const expressTypedInitializer: Expresser = (x, record) => {
  const type = expressType(x, x.tree.slot(record, 'type'));
  const body = x.tree.slot(record, 'body');
  const isArray = body >= 0 && x.tree.textBetween(x.tree.start(record), x.tree.start(body)).includes('[');
  if (body >= 0) storeList(x, body, { type, variable: -1, isArray });
  return type < 0 ? -1 : addExpression(x, Op.instance, type, 0, record);
};

function storeList(x: Extraction, list: number, filled: Filled): void {
  const object = filled.type < 0 || filled.isArray ? -1 : addExpression(x, Op.instance, filled.type, 0, list);
  const inner = { ...filled, isArray: false };
  let element = object;
  let position = 0;
  let end = x.tree.start(list);
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    position += x.tree.textBetween(end, x.tree.start(child)).split(',').length - 1;
    end = x.tree.end(child);
    const { role } = x.tree.ruleOf(child);
    if (role === 'pair') storePair(x, child, object, filled);
    else if (role === 'initializer') storeList(x, child, filled.isArray ? inner : NOTHING);
    else if (role === 'comment') visit(x, child);
    else {
      if (role === 'direct-call' || isList(x, child, list)) {
        element =
          element >= 0 || filled.type < 0 ? element : addExpression(x, Op.instance, filled.type, 0, list);
        noteFill(x, child, element, filled.variable);
        if (isWholeList(x, child, list)) {
          visit(x, child);
          continue;
        }
      }
      const value = express(x, child);
      if (object >= 0) store(x, object, positionalName(position), child, value);
      if (filled.variable >= 0) store(x, filled.variable, INDEXED, child, value);
    }
  }
}

/** Whether all of a list is one name in capitals: no function, but a macro with the list as its text. */
function isWholeList(x: Extraction, name: number, list: number): boolean {
  const isAlone = x.tree.firstChild(list) === name && x.tree.nextSibling(name, list) < 0;
  return isAlone && x.tree.ruleOf(name).role === 'free-name' && CAPITALS.test(x.tree.text(name));
}

/** Whether a name stands in a list as no value does: with no comma behind it. */
function isList(x: Extraction, name: number, list: number): boolean {
  if (x.tree.ruleOf(name).role !== 'free-name') return false;
  const next = x.tree.nextSibling(name, list);
  return !x.tree
    .textBetween(x.tree.end(name), next < 0 ? x.tree.end(list) : x.tree.start(next))
    .includes(',');
}

/** `.member = value`, `[index] = value`. */
function storePair(x: Extraction, pair: number, object: number, filled: Filled): void {
  const value = valueIn(x, pair, 'value');
  let owner = object;
  let name = '';
  let last = -1;
  for (let child = x.tree.firstChild(pair); child >= 0; child = x.tree.nextSibling(child, pair)) {
    if (child === value) continue;
    if (x.tree.field(child) !== x.tree.slotField(pair, 'property')) visit(x, child);
    else if (x.tree.typeOf(child) !== x.tree.typeOf(x.tree.slot(pair, 'property'))) owner = -1;
    else {
      if (name !== '' && owner >= 0) owner = memberExpression(x, owner, name, last);
      name = x.tree.text(child);
      last = child;
    }
  }
  if (value < 0) return;
  if (x.tree.ruleOf(value).role === 'initializer') {
    const isElement = name === '' && filled.isArray;
    storeList(x, value, isElement ? { ...filled, isArray: false } : NOTHING);
    return;
  }
  const given = express(x, value);
  if (name !== '' && owner >= 0) store(x, owner, name, value, given);
  else if (name === '' && filled.variable >= 0) store(x, filled.variable, INDEXED, value, given);
}

/** `value` is what `record` stands for, -1 when that is not followed; of a choice each of the two is stored. */
function store(x: Extraction, object: number, name: string, record: number, value: number): void {
  if (x.tree.ruleOf(record).role === 'direct-choice') {
    for (const side of sidesOf(x, record)) {
      const isName = x.tree.ruleOf(side).role === 'free-name';
      store(x, object, name, side, isName ? express(x, side) : -1);
    }
    return;
  }
  const stored = storedName(x, record, value);
  if (stored === undefined) return;
  const { expressions, memberAssignments } = x.facts.tables;
  const text = intern(x, name);
  if (stored < 0) {
    const type = expressions.get(object, Column.expressions.a);
    const what =
      type >= 0 && expressions.get(object, Column.expressions.op) === Op.instance
        ? expressions.get(type, Column.expressions.a)
        : object;
    const key = `${what} ${text}`;
    if (x.openStores.has(key)) return;
    x.openStores.add(key);
  }
  memberAssignments.add(object, text, stored, -1, x.tree.start(record));
}

/** The name that is stored; -1 for what can be any function, undefined for what is none. */
function storedName(x: Extraction, record: number, value: number): number | undefined {
  const { role } = x.tree.ruleOf(record);
  if (role === 'free-name') return value;
  if (role === 'direct-cast') {
    let inner = -1;
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
      inner = child;
    const isName =
      inner >= 0 &&
      x.tree.ruleOf(inner).role === 'free-name' &&
      x.locals.typeOf(nameOf(x, inner)) === undefined;
    return isName ? addExpression(x, Op.name, nameOf(x, inner), 0, inner) : undefined;
  }
  return role === 'field-access' ? -1 : undefined;
}
