// Roles that stand for a value: how each becomes a row of the expression table.

import { Op, SPREAD, ScopeKind, TYPE_ARGUMENT } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { declareClass, declareFunction, declareNamelessClass } from './declarations.ts';
import type { Expresser, Extractor } from './extractor.ts';
import { assign } from './assignments.ts';
import {
  addGuards,
  isConjunction,
  noteTestCall,
  noteTypeOperator,
  noteTypeTest,
  unguarded,
} from './branches.ts';
import { defineMembers } from './descriptors.ts';
import { addToExports } from './exports.ts';
import { readImportCall } from './importBindings.ts';
import { expressIndex, expressRange, memberText, noteLookUp, putByMember } from './items.ts';
import { emptyPlaces, slotOrFirst, visitOthers } from './children.ts';
import { expressCast, expressGenericOf, expressQuotedType } from './typeExpressions.ts';

export const expressName: Expresser = (x, record) => {
  const { argumentsName } = x.compiled.language.rules.calls;
  if (argumentsName !== undefined && x.text(record) === argumentsName) {
    const around = x.functionAround();
    if (around >= 0) return x.add(Op.rest, around, 0, record);
  }
  return x.add(Op.name, x.nameOf(record), x.isType ? 1 : 0, record);
};

/** The plain name of the object that stands for what the module exports, when a dotted one is read. */
function exportObjectAt(x: Extractor, record: number): string | undefined {
  const objects = x.compiled.language.rules.modules.exportObjects;
  if (!objects) return undefined;
  const length = x.end(record) - x.start(record);
  if (!objects.some((name) => name.length === length && name === x.text(record))) return undefined;
  return objects.find((name) => !name.includes('.'));
}

export const expressMember: Expresser = (x, record) => {
  const object = slotOrFirst(x, record, 'object');
  const property = x.slotField(record, 'property') === 0 ? lastChild(x, record) : x.slot(record, 'property');
  if (property < 0 || property === object) return x.expression(object);
  if (x.ruleOf(property).role === 'self') {
    const type = x.typeExpression(object);
    return type < 0 ? -1 : x.add(Op.instance, type, 0, record);
  }
  const exported = exportObjectAt(x, record);
  if (exported !== undefined) return x.nameExpression(exported, record);
  const wasType = x.isType;
  x.isType = false;
  const inner = x.expression(object);
  x.isType = wasType;
  return x.add(Op.member, inner, x.nameOf(property), property);
};

export const expressSubscript: Expresser = (x, record) => {
  const object = slotOrFirst(x, record, 'object');
  const base = x.expression(object);
  if (x.isType) return expressGenericOf(x, record, base, object);
  const property = x.slot(record, 'property');
  const member = memberText(x, property);
  if (member !== '') return x.memberExpression(base, member, property);
  const range = expressRange(x, record, base, property);
  const index = range >= 0 ? -1 : expressIndex(x, property);
  visitOthers(x, record, object, property);
  return range >= 0 ? range : x.add(Op.subscript, base, index, record);
};

function lastChild(x: Extractor, record: number): number {
  let last = -1;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.ruleOf(child).role !== 'comment') last = child;
  return last;
}

/** The callee of a call that has no node for it: a member of an object. */
function splitCallee(x: Extractor, object: number, property: number): number {
  const inner = unguarded(x, x.expression(object));
  return property < 0 ? inner : x.add(Op.member, inner, x.nameOf(property), property);
}

/** The arguments of a call: (keyword or 0, value) pairs. */
export function readArguments(
  x: Extractor,
  list: number,
  isType: (index: number) => boolean = () => false,
  types = -1,
): number {
  if (list < 0 && types < 0) return -1;
  if (list >= 0 && x.ruleOf(list).role !== 'arguments') return readTemplate(x, list);
  const pairs: number[] = [];
  for (let child = list < 0 ? -1 : x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    const { role } = x.ruleOf(child);
    if (role === 'keyword-argument') {
      const name = x.slot(child, 'name');
      const value = x.slot(child, 'value');
      const isTyped = isType(pairs.length / 2);
      pairs.push(name >= 0 ? x.nameOf(name) : 0, isTyped ? x.typeExpression(value) : x.expression(value));
    } else if (role === 'comment') x.visit(child);
    else if (role === 'spread') pairs.push(x.intern(SPREAD), x.expression(x.firstChild(child)));
    else pairs.push(0, isType(pairs.length / 2) ? x.typeExpression(child) : x.expression(child));
  }
  // Type arguments follow the others, under a key of their own.
  for (let child = types < 0 ? -1 : x.firstChild(types); child >= 0; child = x.nextSibling(child, types))
    pairs.push(x.intern(TYPE_ARGUMENT), x.typeExpression(child));
  return x.facts.addArguments(pairs);
}

/** A text as the only argument; what stands inside of it is passed behind it. */
function readTemplate(x: Extractor, text: number): number {
  const pairs = [0, -1];
  if (x.ruleOf(text).role !== 'literal') pairs[1] = x.expression(text);
  else
    for (let child = x.firstChild(text); child >= 0; child = x.nextSibling(child, text))
      pairs.push(0, x.expression(child));
  return x.facts.addArguments(pairs);
}

/** The list of type arguments at a call, -1 for none or where they are not followed. */
function typeArgumentsOf(x: Extractor, record: number): number {
  if (x.compiled.language.rules.types.typeArguments !== true) return -1;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.ruleOf(child).role === 'type-arguments') return child;
  return -1;
}

/** Tells which arguments of a callee are types, by the last name of it; undefined for none. */
function findTypes(x: Extractor, callee: number): ((index: number) => boolean) | undefined {
  const { typeFunctions, typeVariableFunctions } = x.compiled.language.rules.types;
  if (!typeFunctions || callee < 0) return undefined;
  const { role } = x.ruleOf(callee);
  const name = role === 'name' ? callee : role === 'member' ? x.slot(callee, 'property') : -1;
  if (name < 0) return undefined;
  if (typeFunctions.includes(x.text(name))) return (index) => index === 0;
  return typeVariableFunctions?.includes(x.text(name)) === true ? (index) => index > 0 : undefined;
}

function expressInvocation(x: Extractor, record: number, op: number): number {
  const isSplit = x.slotField(record, 'property') !== 0;
  const callee = isSplit ? x.slot(record, 'property') : slotOrFirst(x, record, 'function');
  const list = x.slot(record, 'arguments');
  const types = typeArgumentsOf(x, record);
  const wasType = x.isType;
  x.isType = false;
  const object = isSplit ? x.slot(record, 'object') : -1;
  const function_ = object >= 0 ? splitCallee(x, object, callee) : unguarded(x, x.expression(callee));
  const arguments_ = readArguments(x, list, findTypes(x, callee), types);
  if (arguments_ >= 0 && list >= 0) noteLookUp(x, callee, list, arguments_);
  if (arguments_ >= 0) noteTypeTest(x, record, callee, list, x.facts.argumentOf(arguments_, 1));
  x.isType = wasType;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (op === Op.construct && x.ruleOf(child).role === 'class-body')
      declareNamelessClass(x, child, function_, x.text(callee), record);
    else if (child !== callee && child !== list && child !== types && child !== object) x.visit(child);
  noteTestCall(x, record, function_, list);
  const call = x.add(op, function_, arguments_, callee >= 0 ? callee : record);
  if (arguments_ >= 0) addToExports(x, callee, list, arguments_);
  const made = arguments_ < 0 ? -1 : defineMembers(x, callee, list, arguments_);
  if (made >= 0) return made;
  if (callee >= 0 && x.ruleOf(callee).role === 'member')
    putByMember(
      x,
      callee,
      arguments_,
      x.facts.tables.expressions.get(function_, Column.expressions.a),
      record,
    );
  return call;
}

/** `require('module')` and the like: the call is the module. */
function importedBy(x: Extractor, record: number): number {
  const imported = readImportCall(x, record);
  if (!imported) return -1;
  return x.add(Op.imported, x.addImport(imported.specifier, '', imported.at), 0, record);
}

export const expressCall: Expresser = (x, record) => {
  const imported = importedBy(x, record);
  if (imported >= 0) return imported;
  // `(*T)(value)` is a conversion: what a pointer leads to has no name to call.
  const callee = slotOrFirst(x, record, 'function');
  if (callee >= 0 && x.ruleOf(callee).role === 'unary') return expressPointerConversion(x, record, callee);
  return expressInvocation(x, record, Op.call);
};

function expressPointerConversion(x: Extractor, record: number, callee: number): number {
  const type = x.typeExpression(callee);
  visitOthers(x, record, callee);
  return type < 0 ? -1 : x.add(Op.instance, type, 0, record);
}
export const expressConstruct: Expresser = (x, record) => expressInvocation(x, record, Op.construct);
export const expressSelf: Expresser = (x, record) => x.add(Op.self, 0, 0, record);
export const expressSuper: Expresser = (x, record) => x.add(Op.super, x.nameOf(record), 0, record);

export const expressLiteral: Expresser = (x, record, rule) => {
  if (x.isType && rule.literal === x.compiled.language.rules.types.textType) {
    return expressQuotedType(x, record);
  }
  x.visitChildren(record);
  const name = rule.literals ? rule.literals[x.text(record)] : rule.literal;
  return name === undefined ? -1 : x.add(Op.literal, x.intern(name), 0, record);
};

const wrap =
  (op: number): Expresser =>
  (x, record) => {
    const value = slotOrFirst(x, record, 'value');
    const inner = x.expression(value);
    visitOthers(x, record, value);
    return inner < 0 ? -1 : x.add(op, inner, 0, record);
  };
export const expressAwait = wrap(Op.await);

/** `-value`, `*value`: the value; with a mark an element of it. */
export const expressUnary: Expresser = (x, record) => {
  let inner = -1;
  let isElement = false;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.ruleOf(child).role === 'element-mark') isElement = true;
    else inner = x.expression(child);
  }
  return isElement && inner >= 0 ? x.add(Op.subscript, inner, -1, record) : inner;
};

/** `[]T(value)` makes a `[]T`; `f[T](value)` can be a call of `f`. */
export const expressConversion: Expresser = (x, record, rule) => {
  const type = x.slot(record, 'type');
  if (type < 0 || x.ruleOf(type).role !== 'generic') return expressCast(x, record, rule);
  const callee = x.expression(type);
  const value = x.expression(x.slot(record, 'value'));
  return x.add(Op.call, callee, x.facts.addArguments([0, value]), type);
};

function isPassedOver(x: Extractor, child: number): boolean {
  const { role } = x.ruleOf(child);
  if (role === 'comment') x.visit(child);
  return role === 'promotes' || role === 'comment';
}

/** The value of the first child: pointers, parentheses, non-null marks. */
export const expressSame: Expresser = (x, record) => {
  let child = slotOrFirst(x, record, 'value');
  while (child >= 0 && isPassedOver(x, child)) child = x.nextSibling(child, record);
  const inner = x.expression(child);
  visitOthers(x, record, child);
  return inner;
};

/** The value of the last child. */
export const expressLast: Expresser = (x, record) => {
  let value = -1;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.ruleOf(child).role === 'comment') x.visit(child);
    else value = x.expression(child);
  }
  return value;
};

export const expressChoice: Expresser = (x, record) => {
  const hasSlots = x.slotField(record, 'left') !== 0;
  const children: number[] = [];
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.ruleOf(child).role !== 'comment') children.push(child);
  const left = hasSlots ? x.slot(record, 'left') : (children[0] ?? -1);
  const right = hasSlots ? x.slot(record, 'right') : (children.at(-1) ?? -1);
  if (!hasSlots && children.length === 3) return expressConditional(x, record, children);
  const condition = x.slot(record, 'value');
  if (hasSlots && condition >= 0) return expressConditional(x, record, [left, condition, right]);
  const a = x.expression(left);
  visitOthers(x, record, left, right);
  if (right === left) return a;
  const known = x.guards.length;
  addGuards(x, left, isConjunction(x, left, right));
  const b = x.expression(right);
  x.guards.length = known;
  if (a < 0 || b < 0) return Math.max(a, b);
  return x.add(Op.choice, a, b, record);
};

/** `value if condition else other`. */
function expressConditional(x: Extractor, record: number, children: readonly number[]): number {
  const [value = -1, condition = -1, other = -1] = children;
  const known = x.guards.length;
  x.expression(condition);
  addGuards(x, condition, true);
  const a = x.expression(value);
  x.guards.length = known;
  addGuards(x, condition, false);
  const b = x.expression(other);
  x.guards.length = known;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.ruleOf(child).role === 'comment') x.visit(child);
  if (a < 0 || b < 0) return Math.max(a, b);
  return x.add(Op.choice, a, b, record);
}

export const expressSequence: Expresser = (x, record, rule) => {
  const pairs: number[] = [];
  let before = -1;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const { role } = x.ruleOf(child);
    if (role === 'comment') continue;
    for (let empty = emptyPlaces(x, record, before, child); empty > 0; empty--) pairs.push(0, -1);
    before = child;
    const value = x.expression(child);
    pairs.push(role === 'spread' ? x.intern(SPREAD) : 0, value);
  }
  return x.add(Op.sequence, x.intern(rule.literal ?? ''), x.facts.addArguments(pairs), record);
};

/** A new array of elements of the type. */
export const expressArrayValue: Expresser = (x, record, rule) => {
  const typeRecord = x.slot(record, 'type');
  const type = x.typeExpression(typeRecord);
  visitOthers(x, record, typeRecord);
  if (type < 0) return -1;
  const collection = x.add(Op.collection, type, x.intern(rule.literal ?? ''), record);
  return x.add(Op.instance, collection, 0, record);
};

export const expressObject: Expresser = (x, record) => {
  const scope = x.facts.addScope(ScopeKind.object, x.scope, x.owner);
  x.within(scope, x.owner, () => {
    for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
      if (x.ruleOf(child).role === 'spread') x.bindValue(scope, SPREAD, x.expression(child), child);
      else x.visit(child);
    }
  });
  return x.add(Op.object, scope, 0, record);
};

export const expressFunction: Expresser = (x, record, rule) =>
  expressSymbol(x, declareFunction(x, record, rule, '', -1, record, true), record);

export const expressClass: Expresser = (x, record, rule) =>
  expressSymbol(x, declareClass(x, record, rule, '', -1), record);

function expressSymbol(x: Extractor, symbol: number, record: number): number {
  x.setFlag(symbol, SymbolFlag.value);
  return x.add(Op.symbol, symbol, 0, record);
}

/** `name := value` inside an expression: binds, and has the value. */
export const expressAssign: Expresser = (x, record) => assign(x, record);

/** `yield value`: the enclosing function gives an iterator of the values. */
export const expressYield: Expresser = (x, record, rule) => {
  const value = x.firstChild(record);
  const given = x.expression(value);
  const mark = given < 0 ? '' : x.textBetween(x.start(record), x.start(value));
  const isDelegated = rule.literal !== undefined && mark.includes(rule.literal);
  const inner = isDelegated ? x.add(Op.iterate, given, 0, value) : given;
  if (x.functionSymbol >= 0) x.facts.tables.returns.add(x.functionSymbol, inner, 1);
  return -1;
};

function hasChoiceMark(x: Extractor, record: number): boolean {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.ruleOf(child).role === 'choice-mark') return true;
  }
  return false;
}

function isPlainOperator(x: Extractor, record: number): boolean {
  return record >= 0 && x.ruleOf(record).role === 'operator' && !hasChoiceMark(x, record);
}

/** `a | b` in a type is either one; elsewhere both are read and the result is not followed. */
export const expressOperator: Expresser = (x, record, rule) => {
  if (x.isType || hasChoiceMark(x, record)) return expressChoice(x, record, rule);
  if (noteTypeOperator(x, record)) return -1;
  // A chain of operators nests on its left, as deep as it is long: it is walked without recursion.
  const chain = [record];
  let innermost = x.firstChild(record);
  for (; isPlainOperator(x, innermost); innermost = x.firstChild(innermost)) chain.push(innermost);
  if (rule.keepsType !== true) {
    if (innermost >= 0) x.visit(innermost);
    for (const operator of chain.toReversed()) visitOthers(x, operator, x.firstChild(operator));
    return -1;
  }
  let value = x.expression(innermost);
  for (const operator of chain.toReversed()) {
    const left = x.firstChild(operator);
    for (let child = x.nextSibling(left, operator); child >= 0; child = x.nextSibling(child, operator)) {
      const right = x.expression(child);
      if (value < 0) value = right;
    }
  }
  return value;
};

/** `[body for left in right]`: the clauses bind in a scope of their own, before the body is read. */
export const expressComprehension: Expresser = (x, record, rule) => {
  const body = x.slot(record, 'body');
  const scope = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  const known = x.guards.length;
  let element = -1;
  let isMap = false;
  x.within(scope, x.owner, () => {
    x.isBlockScoped = true;
    for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
      if (child !== body) x.visit(child);
    }
    const isPair = body >= 0 && x.ruleOf(body).role === 'pair';
    if (isPair) x.expression(x.slot(body, 'property'));
    element = x.expression(isPair ? x.slot(body, 'value') : body);
    isMap = isPair;
  });
  x.guards.length = known;
  const pairs = element < 0 ? [] : [0, element];
  return x.add(
    isMap ? Op.entries : Op.sequence,
    x.intern(rule.literal ?? ''),
    x.facts.addArguments(pairs),
    record,
  );
};
