// Items of collections: literal maps, constant indices, and what is put into a collection by its name. Putting an item in
// is read as giving the name a new collection, so that items flow as assignments do.

import { BindingKind, Op, SPREAD } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { ItemMember } from '../../languages/language.ts';
import { visitOthers } from './children.ts';
import type { Expresser, Extractor } from './extractor.ts';

/** A literal map: the constant keys, and its values. */
export const expressEntries: Expresser = (x, record, rule) => {
  const pairs: number[] = [];
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const { role } = x.ruleOf(child);
    if (role === 'pair') {
      const key = x.slot(child, 'property');
      x.expression(key);
      pairs.push(keyOf(x, key), x.expression(x.slot(child, 'value')));
    } else if (role === 'spread') pairs.push(x.intern(SPREAD), x.expression(x.firstChild(child)));
    else x.visit(child);
  }
  return x.add(Op.entries, x.intern(rule.literal ?? ''), x.facts.addArguments(pairs), record);
};

/** The name under which the item with a constant key is known, 0 for any other key. Texts and numbers stay apart. */
function keyOf(x: Extractor, key: number): number {
  if (key < 0 || x.firstChild(key) >= 0) return 0;
  const { role, literal } = x.ruleOf(key);
  if (role !== 'literal' || literal === undefined) return 0;
  const text = x.text(key);
  if (text.length > 64) return 0;
  return x.intern(
    literal === x.compiled.language.binding.textType ? text.replace(/^["']+|["']+$/g, "'") : text,
  );
}

/** An index, with its key where it is constant. */
export function expressIndex(x: Extractor, index: number): number {
  const key = keyOf(x, index);
  if (key === 0) return x.expression(index);
  return x.add(Op.literal, x.intern(x.ruleOf(index).literal ?? ''), key, index);
}

/** `object[from:to]`, -1 when the index is no such range. */
export function expressRange(x: Extractor, record: number, object: number, index: number): number {
  if (index < 0 || x.ruleOf(index).role !== 'range') return -1;
  x.visitChildren(index);
  return object < 0
    ? -1
    : x.add(Op.range, object, x.intern(x.text(index).replace(/\s/g, '').slice(0, 32)), record);
}

/** `target[key] = value`: the collection is bound anew with the item in it. */
export function assignItem(x: Extractor, target: number, value: number): void {
  const object = x.slot(target, 'object');
  const index = x.slot(target, 'property');
  const collection = x.expression(object);
  const key = keyOf(x, index);
  x.expression(index);
  visitOthers(x, target, object, index);
  if (index >= 0 && x.ruleOf(index).role === 'range') return;
  putItem(x, object, collection, key, value);
}

/**
 * Binds the name `object` anew to `collection` with an item. When `object` is an item itself, it is put into its own
 * collection; nothing for what is no name in the end.
 */
function putItem(x: Extractor, object: number, collection: number, key: number, value: number): void {
  if (object < 0 || collection < 0 || value < 0) return;
  const { role } = x.ruleOf(object);
  if (role !== 'name' && role !== 'subscript') return;
  const item = x.facts.addArguments([key, value]);
  const made = x.add(Op.withItem, collection, item, object);
  if (role === 'subscript') {
    const outer = x.facts.tables.expressions.get(collection, Column.expressions.a);
    const isItem = x.facts.tables.expressions.get(collection, Column.expressions.op) === Op.subscript;
    if (isItem) putItem(x, x.slot(object, 'object'), outer, keyOf(x, x.slot(object, 'property')), made);
    return;
  }
  const from = x.boundFrom >= 0 ? x.boundFrom : x.end(object);
  x.reassigned.push(x.facts.addBinding(x.scope, x.nameOf(object), BindingKind.alias, made, from));
}

/** Gives the first argument its key where the callee looks an item up: `object.get(key)`. */
export function noteLookUp(x: Extractor, callee: number, list: number, arguments_: number): void {
  const { collectionMembers } = x.compiled.language.binding;
  if (!collectionMembers || callee < 0 || x.ruleOf(callee).role !== 'member') return;
  const property = x.slot(callee, 'property');
  const first = x.firstChild(list);
  if (property < 0 || first < 0 || collectionMembers.get(x.text(property))?.result !== 'item') return;
  const value = x.facts.argumentOf(arguments_, 0);
  const key = keyOf(x, first);
  if (key !== 0 && value >= 0) x.facts.tables.expressions.set(value, Column.expressions.b, key);
}

/** `object.append(value)` and the like: what the member `name` puts in. `list` holds the arguments. */
export function putByMember(x: Extractor, callee: number, list: number, object: number, end: number): void {
  const { itemMembers } = x.compiled.language.binding;
  const owner = x.slot(callee, 'object');
  if (!itemMembers || list < 0 || owner < 0 || object < 0 || x.ruleOf(owner).role !== 'name') return;
  const how: ItemMember | undefined = itemMembers.get(x.text(x.slot(callee, 'property')));
  const value = how ? x.facts.argumentOf(list, how.argument) : -1;
  if (!how || value < 0) return;
  const was = x.boundFrom;
  x.boundFrom = end;
  if (how.puts === 'item') putItem(x, owner, object, 0, value);
  else if (how.puts === 'elements') putItem(x, owner, object, 0, x.add(Op.iterate, value, 0, owner));
  else putItem(x, owner, object, x.intern(SPREAD), value);
  x.boundFrom = was;
}
