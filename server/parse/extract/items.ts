// Items of collections: literal maps, constant indices, and what is put into a collection by its name. Putting an item in
// is read as giving the name a new collection, so that items flow as assignments do.

import { APPENDED, BindingKind, INDEXED, Op, SPREAD } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { ItemMember } from '../../languages/language.ts';
import { isStraight } from './branches.ts';
import { expressPair } from './callables.ts';
import { childOfRole, slotOrFirst, visitOthers } from './children.ts';
import type { Expresser, Extraction } from './context.ts';
import { indexed } from './operations.ts';
import { express, visit, visitChildren } from './walk.ts';
import { addExpression, intern, memberExpression, nameOf } from './writing.ts';

/** A literal map: the constant keys, and its values. */
export const expressEntries: Expresser = (x, record, rule) => {
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'pair') {
      const key = x.tree.slot(child, 'property');
      express(x, key);
      pairs.push(keyOf(x, key), express(x, x.tree.slot(child, 'value')));
    } else if (role === 'spread') pairs.push(intern(x, SPREAD), express(x, x.tree.firstChild(child)));
    else visit(x, child);
  }
  return addExpression(x, Op.entries, intern(x, rule.literal ?? ''), x.facts.addArguments(pairs), record);
};

/** A literal list whose parts can have keys. */
export const expressItems: Expresser = (x, record, rule) => {
  const pairs: number[] = [];
  let isMap = false;
  for (let part = x.tree.firstChild(record); part >= 0; part = x.tree.nextSibling(part, record)) {
    const first = x.tree.ruleOf(part).role === 'pair' ? x.tree.firstChild(part) : part;
    const second = first === part || first < 0 ? -1 : x.tree.nextSibling(first, part);
    if (first < 0 || x.tree.ruleOf(first).role === 'comment') visit(x, part);
    else if (second >= 0) {
      isMap = true;
      express(x, first);
      pairs.push(keyOf(x, first), express(x, second));
    } else if (x.tree.ruleOf(first).role === 'spread')
      pairs.push(intern(x, SPREAD), express(x, x.tree.firstChild(first)));
    else pairs.push(0, express(x, first));
  }
  const list = addExpression(
    x,
    isMap ? Op.entries : Op.sequence,
    intern(x, rule.literal ?? ''),
    x.facts.addArguments(pairs),
    record,
  );
  return isMap || pairs.length !== 4 ? list : expressPair(x, record, list, pairs[1]!);
};

/** The name under which the item with a constant key is known, 0 for any other key. Texts and numbers stay apart. */
function keyOf(x: Extraction, key: number): number {
  if (key < 0 || x.tree.firstChild(key) >= 0) return 0;
  const { role, literal } = x.tree.ruleOf(key);
  if (role !== 'literal' || literal === undefined) return 0;
  const text = x.tree.text(key);
  return text.length > 64 ? 0 : intern(x, isQuoted(x, key) ? text.replace(QUOTES, "'") : text);
}

const QUOTES = /^["'`]+|["'`]+$/g;

function isQuoted(x: Extraction, literal: number): boolean {
  const {
    types: { textType },
    classes: { indexNamesMember },
  } = x.rules;
  return indexNamesMember === true || x.tree.ruleOf(literal).literal === textType;
}

/** The member that a constant index names, '' for other indices and where members are not indexed. */
export function memberText(x: Extraction, index: number): string {
  return x.rules.classes.indexNamesMember === true ? textNaming(x, index) : '';
}

/** The name that a constant text is, '' for other texts and expressions. */
function textNaming(x: Extraction, index: number): string {
  if (index < 0 || x.tree.ruleOf(index).role !== 'literal' || x.tree.firstChild(index) >= 0) return '';
  return /^(["'`])([\p{L}_$][\p{L}\p{N}_$]*)\1$/u.exec(x.tree.text(index))?.[2] ?? '';
}

/** What a call of `function_` gives: the member that a text among its arguments names, where it is there to give such. */
export function memberByName(x: Extraction, record: number, function_: number, call: number): number {
  const { membersByName } = x.rules.calls;
  if (membersByName === undefined || call < 0 || function_ < 0) return call;
  if (x.tree.ruleOf(function_).role !== 'name' || !membersByName.includes(x.tree.text(function_)))
    return call;
  const list = childOfRole(x, record, 'arguments');
  const object = list < 0 ? -1 : x.tree.firstChild(list);
  const text = object < 0 ? -1 : x.tree.nextSibling(object, list);
  const name = textNaming(x, text);
  if (name === '') return call;
  const given = x.facts.tables.expressions.get(call, Column.expressions.b);
  const member = memberExpression(x, x.facts.argumentOf(given, 0), name, text);
  const otherwise = x.facts.argumentOf(given, 2);
  return otherwise < 0 ? member : addExpression(x, Op.choice, member, otherwise, text);
}

/** An index, with its key where it is constant. */
export function expressIndex(x: Extraction, index: number): number {
  const key = keyOf(x, index);
  if (key === 0) return express(x, index);
  return addExpression(x, Op.literal, intern(x, x.tree.ruleOf(index).literal ?? ''), key, index);
}

/** `object[from:to]`, -1 when the index is no such range. */
export function expressRange(x: Extraction, record: number, object: number, index: number): number {
  if (index < 0 || x.tree.ruleOf(index).role !== 'range') return -1;
  visitChildren(x, index);
  return object < 0
    ? -1
    : addExpression(
        x,
        Op.range,
        object,
        intern(x, x.tree.text(index).replace(/\s/g, '').slice(0, 32)),
        record,
      );
}

/** The indexes from one on, or those in it where it is their list: functions can take several. */
export function expressIndexes(x: Extraction, record: number, index: number): readonly number[] {
  if (index < 0) return [];
  const isList = x.tree.ruleOf(index).role === 'plain';
  const around = isList ? index : record;
  const given: number[] = [];
  for (let at = isList ? x.tree.firstChild(index) : index; at >= 0; at = x.tree.nextSibling(at, around))
    if (x.tree.ruleOf(at).role !== 'comment')
      given.push(given.length === 0 ? expressIndex(x, at) : express(x, at));
  return given;
}

/** The record of an index: in its slot, or behind the object. */
function indexOf(x: Extraction, record: number, object: number): number {
  if (x.tree.slotField(record, 'property') !== 0 || object < 0) return x.tree.slot(record, 'property');
  return x.tree.nextSibling(object, record);
}

/** `target[key] = value`: the collection is bound anew with the item in it. */
export function assignItem(x: Extraction, target: number, value: number, record: number): void {
  const object = slotOrFirst(x, target, 'object');
  const index = indexOf(x, target, object);
  const collection = express(x, object);
  const key = keyOf(x, index);
  if (typeof x.tree.ruleOf(target).operates === 'object') {
    // Where what is put has a name of its own, it is no argument.
    const put = x.rules.names.assignedValue === undefined ? [value] : [];
    const places = expressIndexes(x, target, index);
    indexed(x, target, object, [collection, ...places, ...put], -1, '[]=');
  } else {
    express(x, index);
    visitOthers(x, target, object, index);
  }
  if (index >= 0 && x.tree.ruleOf(index).role === 'range') return;
  if (key === 0 && collection >= 0 && x.rules.classes.indexNamesMember === true)
    x.facts.tables.memberAssignments.add(collection, intern(x, INDEXED), value, -1, x.tree.start(target));
  putItem(x, object, collection, [key, value], record);
}

/**
 * Binds the name `object` anew to `collection` with an item, `pairs` of key and value. When `object` is an item itself, it is
 * put into its own collection; nothing for what is no name in the end. `record` is the statement.
 */
function putItem(
  x: Extraction,
  object: number,
  collection: number,
  pairs: readonly number[],
  record: number,
): void {
  if (object < 0 || collection < 0 || pairs[1]! < 0) return;
  const { role } = x.tree.ruleOf(object);
  if (role !== 'name' && role !== 'subscript') return;
  const made = addExpression(x, Op.withItem, collection, x.facts.addArguments(pairs), object);
  if (role === 'subscript') {
    const outer = x.facts.tables.expressions.get(collection, Column.expressions.a);
    const isItem = x.facts.tables.expressions.get(collection, Column.expressions.op) === Op.subscript;
    const inner = slotOrFirst(x, object, 'object');
    const key = keyOf(x, indexOf(x, object, inner));
    if (isItem) putItem(x, inner, outer, [key, made], record);
    return;
  }
  const from = x.boundFrom >= 0 ? x.boundFrom : x.tree.end(object);
  const again = isStraight(x, record) ? made : -1;
  x.reassigned.push(x.facts.addBinding(x.scope, nameOf(x, object), BindingKind.alias, made, from, -1, again));
}

/** Gives the first argument its key where the callee looks an item up: `object.get(key)`. */
export function noteLookUp(x: Extraction, callee: number, list: number, arguments_: number): void {
  const { keyedMembers } = x.rules.library;
  if (!keyedMembers || callee < 0 || x.tree.ruleOf(callee).role !== 'member') return;
  const property = x.tree.slot(callee, 'property');
  const first = x.tree.firstChild(list);
  if (property < 0 || first < 0) return;
  const name = x.tree.text(property);
  if (!keyedMembers.includes(name)) return;
  const value = x.facts.argumentOf(arguments_, 0);
  const key = keyOf(x, first);
  if (key !== 0 && value >= 0) x.facts.tables.expressions.set(value, Column.expressions.b, key);
}

/** `object.append(value)` and the like: what the member `name` puts in. `list` holds the arguments, `call` is the record. */
export function putByMember(x: Extraction, callee: number, list: number, object: number, call: number): void {
  const { itemMembers } = x.rules.library;
  const owner = x.tree.slot(callee, 'object');
  if (!itemMembers || list < 0 || owner < 0 || object < 0) return;
  const how: ItemMember | undefined = itemMembers.get(x.tree.text(x.tree.slot(callee, 'property')));
  if (!how) return;
  if (x.tree.ruleOf(owner).role !== 'name') return putIntoMember(x, owner, object, list, how);
  const was = x.boundFrom;
  let collection = object;
  x.boundFrom = x.tree.end(call);
  for (let index = how.argument; index === how.argument || how.every === true; index++) {
    const value = x.facts.argumentOf(list, index);
    if (value < 0) break;
    const pairs = itemOf(x, how, list, callee, value, owner);
    // Several at once: each is put into what the one before made.
    const isLast = how.every !== true || x.facts.argumentOf(list, index + 1) < 0;
    if (isLast) putItem(x, owner, collection, pairs, call);
    else collection = addExpression(x, Op.withItem, collection, x.facts.addArguments(pairs), owner);
  }
  x.boundFrom = was;
}

/** The pairs of key and value that are put in. */
function itemOf(
  x: Extraction,
  { puts, argument }: ItemMember,
  list: number,
  callee: number,
  value: number,
  at: number,
): number[] {
  switch (puts) {
    case 'item':
      return [intern(x, APPENDED), value];
    case 'elements':
      return [0, addExpression(x, Op.iterate, value, 0, at)];
    case 'entries':
      return [intern(x, SPREAD), value];
    case 'entry': {
      const arguments_ = x.tree.nextSibling(callee, x.tree.parentOf(callee));
      const key = arguments_ < 0 ? 0 : keyOf(x, x.tree.firstChild(arguments_));
      return [key, x.facts.argumentOf(list, argument + 1), 0, value];
    }
    default:
      return [0, value];
  }
}

/**
 * `object.member.append(value)`: the member holds a collection of no certain type with the value, besides what else is
 * assigned to it.
 */
function putIntoMember(
  x: Extraction,
  owner: number,
  collection: number,
  list: number,
  { puts, argument }: ItemMember,
): void {
  const value = x.facts.argumentOf(list, argument);
  const isFollowed = puts === 'item' && x.rules.library.fillsMembers === true;
  if (!isFollowed || value < 0 || x.tree.ruleOf(owner).role !== 'member') return;
  const { expressions, memberAssignments } = x.facts.tables;
  const object = expressions.get(collection, Column.expressions.a);
  if (expressions.get(collection, Column.expressions.op) !== Op.member || object < 0) return;
  const made = addExpression(x, Op.sequence, 0, x.facts.addArguments([0, value]), owner);
  memberAssignments.add(object, nameOf(x, x.tree.slot(owner, 'property')), made, -1, x.tree.start(owner));
}
