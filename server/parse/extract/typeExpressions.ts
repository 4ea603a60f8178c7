// Roles that stand for a type: generics, collections, functions, casts.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import type { Expresser, Extractor } from './extractor.ts';
import { slotOrFirst, visitOthers } from './children.ts';

/** `Base[A, B]` read as a type: the children beside the base are its arguments. */
export function expressGenericOf(x: Extractor, record: number, base: number, baseRecord: number): number {
  const pairs: number[] = [];
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (child === baseRecord) continue;
    if (x.ruleOf(child).role === 'type-arguments') {
      for (let inner = x.firstChild(child); inner >= 0; inner = x.nextSibling(inner, child)) {
        pairs.push(0, x.expression(inner));
      }
    } else pairs.push(0, x.expression(child));
  }
  return x.add(Op.generic, base, x.facts.addArguments(pairs), record);
}

export const expressGeneric: Expresser = (x, record) => {
  const object = slotOrFirst(x, record, 'object');
  return expressGenericOf(x, record, x.expression(object), object);
};

/** A type written as text, `'Name'` or `"module.Name"`: only plain dotted names are read. */
export function expressQuotedType(x: Extractor, record: number): number {
  const match = /^["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)["']$/.exec(x.text(record));
  if (!match) return -1;
  const [first, ...rest] = match[1]!.split('.');
  let expression = x.nameExpression(first!, record);
  for (const name of rest) expression = x.memberExpression(expression, name, record);
  return expression;
}

/** A collection of the child type; the rule may name what kind of collection. */
export const expressCollectionType: Expresser = (x, record, rule) => {
  const value = slotOrFirst(x, record, 'value');
  const inner = x.typeExpression(value);
  visitOthers(x, record, value);
  return inner < 0 ? -1 : x.add(Op.collection, inner, x.intern(rule.literal ?? ''), record);
};

/** A parameter that stands for the receiver, which callers do not pass as an argument. */
function isReceiver(x: Extractor, parameter: number): boolean {
  const name = x.slot(parameter, 'name');
  return name >= 0 && x.ruleOf(name).role === 'self';
}

export const expressFunctionType: Expresser = (x, record) => {
  const pairs: number[] = [];
  let result = -1;
  x.within(x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    const typeParameters = x.slot(record, 'typeParameters');
    if (typeParameters >= 0) x.visit(typeParameters);
    const list = x.slot(record, 'parameters');
    for (let child = list < 0 ? -1 : x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
      if (x.ruleOf(child).role !== 'comment' && !isReceiver(x, child)) pairs.push(0, x.typeExpression(child));
    }
    result = x.typeExpression(x.slot(record, 'result'));
  });
  return x.add(Op.functionType, result, x.facts.addArguments(pairs), record);
};

export const expressMapType: Expresser = (x, record) => {
  const keyRecord = x.slot(record, 'key');
  const valueRecord = x.slot(record, 'value');
  const key = x.typeExpression(keyRecord);
  const value = x.typeExpression(valueRecord);
  visitOthers(x, record, keyRecord, valueRecord);
  return x.add(Op.mapping, key, value, record);
};

export const expressCast: Expresser = (x, record) => {
  let value = slotOrFirst(x, record, 'value');
  let type = x.slotField(record, 'type') !== 0 ? x.slot(record, 'type') : x.nextSibling(value, record);
  if (value >= 0 && x.ruleOf(value).role === 'type-arguments') [type, value] = [x.firstChild(value), type];
  const inner = x.expression(value);
  if (type < 0) return inner;
  const target = x.typeExpression(type);
  return target < 0 ? -1 : x.add(Op.instance, target, 0, record);
};

/** The type of a value that is named inside of a type. */
export const expressTypeOf: Expresser = (x, record) => {
  const wasType = x.isType;
  x.isType = false;
  const inner = x.expression(x.firstChild(record));
  x.isType = wasType;
  return inner < 0 ? -1 : x.add(Op.typeOf, inner, 0, record);
};

/** A parameter of a function type: what counts is its type. */
export const expressParameter: Expresser = (x, record) => x.typeExpression(x.slot(record, 'type'));

/** `name is Type`; one that speaks of the receiver tells nothing of an argument. */
export const expressPredicate: Expresser = (x, record) => {
  const type = x.typeExpression(x.slot(record, 'type'));
  const name = x.slot(record, 'name');
  const isOfReceiver = name >= 0 && x.ruleOf(name).role === 'self';
  return type < 0 || isOfReceiver ? -1 : x.add(Op.predicate, type, 0, record);
};
