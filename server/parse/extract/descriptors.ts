// Members that a function of the library defines: `Object.defineProperty(object, 'name', { value })` and the like are read as
// assignments of what the descriptor says.

import { BindingKind, Op, SPREAD, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extraction } from './context.ts';
import { nameText } from './declarations.ts';
import { exportDefined, memberNames } from './exports.ts';
import { addExpression, bindValue, intern, memberExpression } from './writing.ts';

/** No function that defines members is written longer. */
const LONG_NAME = 32;

/** Reads a call of such a function. Returns the object that it makes, -1 when it makes none. */
export function defineMembers(x: Extraction, callee: number, list: number, arguments_: number): number {
  const { memberDefiners } = x.rules.classes;
  if (!memberDefiners || callee < 0 || list < 0 || x.tree.end(callee) - x.tree.start(callee) > LONG_NAME)
    return -1;
  const { role } = x.tree.ruleOf(callee);
  if (role !== 'member' && role !== 'name') return -1;
  const text = x.tree.text(callee);
  if (!Object.hasOwn(memberDefiners, text)) return -1;
  const object = x.facts.argumentOf(arguments_, 0);
  const first = x.tree.firstChild(list);
  const second = first < 0 ? -1 : x.tree.nextSibling(first, list);
  const third = second < 0 ? -1 : x.tree.nextSibling(second, list);
  if (second < 0) return -1;
  switch (memberDefiners[text]) {
    case 'one': {
      const name = literalText(x, second);
      const descriptor = x.facts.argumentOf(arguments_, 2);
      if (name !== '' && third >= 0 && descriptor >= 0) defineOne(x, object, first, name, descriptor, third);
      return -1;
    }
    case 'listed': {
      const descriptors = x.facts.argumentOf(arguments_, 1);
      for (const [name, at] of listedNames(x, second))
        defineOne(x, object, first, name, memberExpression(x, descriptors, name, at), at);
      return -1;
    }
    case 'prototype':
      assign(x, object, x.rules.classes.prototypeLink ?? '', x.facts.argumentOf(arguments_, 1), second);
      return -1;
    case 'inherits': {
      const { prototypeMember = '' } = x.rules.classes;
      const base = x.facts.argumentOf(arguments_, 1);
      if (base >= 0)
        assign(x, object, prototypeMember, memberExpression(x, base, prototypeMember, second), second);
      return -1;
    }
    case 'given':
      giveMembers(x, object, list, arguments_);
      return -1;
    default:
      return makeObject(x, object, x.facts.argumentOf(arguments_, 1), second);
  }
}

/** The members of the object literals behind the first argument are assigned to that. */
function giveMembers(x: Extraction, object: number, list: number, arguments_: number): void {
  let index = 0;
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list), index++) {
    const given =
      index === 0 || x.tree.ruleOf(child).role !== 'object' ? -1 : x.facts.argumentOf(arguments_, index);
    if (given < 0) continue;
    for (const [name, at] of memberNames(x, child))
      assign(x, object, name, memberExpression(x, given, name, at), at);
  }
}

function literalText(x: Extraction, record: number): string {
  return x.tree.ruleOf(record).role === 'literal' ? nameText(x, record) : '';
}

/** The names of the members of a literal, each with its record. */
function listedNames(x: Extraction, literal: number): [name: string, at: number][] {
  const names: [string, number][] = [];
  if (x.tree.ruleOf(literal).role !== 'object') return names;
  for (let child = x.tree.firstChild(literal); child >= 0; child = x.tree.nextSibling(child, literal)) {
    const key = x.tree.ruleOf(child).role === 'pair' ? x.tree.slot(child, 'property') : -1;
    if (key >= 0) names.push([nameText(x, key), key]);
  }
  return names;
}

function defineOne(
  x: Extraction,
  object: number,
  objectRecord: number,
  name: string,
  descriptor: number,
  at: number,
): void {
  for (const value of valuesOf(x, descriptor, at)) {
    if (!exportDefined(x, objectRecord, name, value, at)) assign(x, object, name, value, at);
  }
}

/** What a described member can hold: the value, or what the function gives that is called for it. */
function valuesOf(x: Extraction, descriptor: number, at: number): number[] {
  const { descriptorMembers } = x.rules.classes;
  if (!descriptorMembers) return [];
  const getter = memberExpression(x, descriptor, descriptorMembers.getter, at);
  return [
    memberExpression(x, descriptor, descriptorMembers.value, at),
    addExpression(x, Op.result, getter, 0, at),
  ];
}

function assign(x: Extraction, object: number, name: string, value: number, at: number): void {
  if (object >= 0 && value >= 0 && name !== '')
    x.facts.tables.memberAssignments.add(object, intern(x, name), value, -1, x.tree.start(at));
}

/** An object with a prototype and the members that `descriptors` lists. */
function makeObject(x: Extraction, prototype: number, descriptors: number, literal: number): number {
  const scope = x.facts.addScope(ScopeKind.object, x.scope, x.owner);
  if (prototype >= 0) bindValue(x, scope, SPREAD, prototype, literal);
  for (const [name, at] of listedNames(x, literal)) {
    const row = x.facts.tables.bindings.rows;
    for (const value of valuesOf(x, memberExpression(x, descriptors, name, at), at))
      x.facts.addBinding(scope, intern(x, name), BindingKind.value, value, x.tree.start(at));
    x.facts.tables.bindings.set(row, Column.bindings.reach, x.facts.reach);
  }
  return addExpression(x, Op.object, scope, 0, literal);
}
