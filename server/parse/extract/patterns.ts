// What stands on the left of an assignment, in a parameter list or in a loop head: how each name in it is bound.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { ANYTIME, Column } from '../../facts/tables.ts';
import type { NodeRule } from '../../languages/language.ts';
import { dropGuard, isStraight, unguarded } from './branches.ts';
import type { Extractor, Visitor } from './extractor.ts';
import { emptyPlaces } from './children.ts';
import { assignItem, memberText } from './items.ts';
import { writtenType } from './variableDeclarations.ts';

/** Binds the names of the pattern `target` to `value` (an expression, -1 when not followed) of type `type`. */
export function bindPattern(x: Extractor, target: number, value: number, type: number, record: number): void {
  if (target < 0) return;
  const rule = x.ruleOf(target);
  switch (rule.role) {
    case 'name': {
      dropGuard(x, target);
      const name = x.nameOf(target);
      if (x.isReassigning) {
        const again = value >= 0 && isStraight(x, record) ? value : -1;
        x.reassigned.push(
          x.facts.addBinding(x.scope, name, BindingKind.value, value, x.start(target), type, again),
        );
        return;
      }
      const outer = x.outerScopeOf(name);
      const scope = outer ?? x.declarationScope();
      const symbol = x.declareVariable(scope, name, target, record);
      const from = x.boundFrom >= 0 ? x.boundFrom : x.start(target);
      const row = x.facts.addBinding(scope, name, BindingKind.value, value, from, type, -1, symbol);
      if (outer !== undefined) x.facts.tables.bindings.set(row, Column.bindings.reach, ANYTIME);
      return;
    }
    case 'member': {
      const object = unguarded(x, x.expression(x.slot(target, 'object')));
      const property = x.slot(target, 'property');
      dropGuard(x, target);
      if (object < 0 || property < 0) return;
      x.facts.tables.memberAssignments.add(object, x.nameOf(property), value, type, x.start(property));
      return;
    }
    case 'sequence-pattern':
    case 'sequence':
    case 'arguments': {
      bindElements(x, target, value, record);
      return;
    }
    case 'subscript':
      if (!assignIndexed(x, target, value, type)) assignItem(x, target, value, record);
      return;
    case 'object-pattern':
    case 'object': {
      for (let child = x.firstChild(target); child >= 0; child = x.nextSibling(child, target)) {
        bindMember(x, child, value, record);
      }
      return;
    }
    case 'rest-pattern':
      bindPattern(x, x.firstChild(target), value, -1, record);
      return;
    case 'default-pattern': {
      const otherwise = x.expression(x.slot(target, 'right'));
      bindPattern(x, x.slot(target, 'left'), orElse(x, value, otherwise, target), type, record);
      return;
    }
    case 'same-type':
    case 'plain':
      bindPattern(x, x.firstChild(target), value, type, record);
      return;
    default:
      x.visit(target);
  }
}

/** The parts of a sequence; those behind one that takes all the rest are counted from the end. */
function bindElements(x: Extractor, target: number, value: number, record: number): void {
  let length = 0;
  for (let child = x.firstChild(target); child >= 0; child = x.nextSibling(child, target)) length++;
  let index = 0;
  let fromEnd = 0;
  let before = -1;
  for (let child = x.firstChild(target); child >= 0; child = x.nextSibling(child, target)) {
    const isRest = x.ruleOf(child).role === 'rest-pattern';
    index += emptyPlaces(x, target, before, child);
    before = child;
    let element = -1;
    if (value >= 0 && !isRest) element = x.add(Op.element, value, index - fromEnd, child);
    else if (value >= 0) {
      const behind = length - index - 1;
      element = x.add(Op.range, value, x.intern(`${index}:${behind === 0 ? '' : -behind}`), child);
      fromEnd = length;
    }
    bindPattern(x, child, element, -1, record);
    index++;
  }
}

/** A value, or what stands for it when there is none. */
function orElse(x: Extractor, value: number, otherwise: number, at: number): number {
  if (value < 0 || otherwise < 0) return Math.max(value, otherwise);
  return x.add(Op.otherwise, value, otherwise, at);
}

/** `object['name'] = value` where that names a member; false for another index. */
function assignIndexed(x: Extractor, target: number, value: number, type: number): boolean {
  const property = x.slot(target, 'property');
  const name = memberText(x, property);
  if (name === '') return false;
  const object = unguarded(x, x.expression(x.slot(target, 'object')));
  if (object >= 0)
    x.facts.tables.memberAssignments.add(object, x.intern(name), value, type, x.start(property));
  return true;
}

/** One member of an object pattern: `{ a }`, `{ a: b }`, `{ a = 1 }`. */
export function bindMember(x: Extractor, child: number, value: number, record: number): void {
  const { role } = x.ruleOf(child);
  const read = (name: number) => (value < 0 ? -1 : x.add(Op.member, value, x.nameOf(name), name));
  if (role === 'pair-pattern' || role === 'pair') {
    const key = x.slot(child, 'property');
    bindPattern(x, x.slot(child, 'value'), key < 0 ? -1 : read(key), -1, record);
  } else if (role === 'default-pattern') {
    const left = x.slot(child, 'left');
    const otherwise = x.expression(x.slot(child, 'right'));
    if (left >= 0) bindPattern(x, left, orElse(x, read(left), otherwise, child), -1, record);
  } else if (role === 'rest-pattern') bindPattern(x, x.firstChild(child), value, -1, record);
  else if (role === 'name') bindPattern(x, child, read(child), -1, record);
  else x.visit(child);
}

/** `for left in right`. */
export const visitLoop: Visitor = (x, record, rule) => {
  const left = x.slot(record, 'left');
  const right = x.slot(record, 'right');
  const body = x.slot(record, 'body');
  const scope = rule.scope === 'block' ? x.facts.addScope(ScopeKind.block, x.scope, x.owner) : x.scope;
  const sequence = x.expression(right);
  x.within(scope, x.owner, () => {
    if (rule.scope === 'block') x.isBlockScoped = true;
    const element = sequence < 0 ? -1 : x.add(Op.iterate, sequence, 0, right);
    const typeRecord = writtenType(x, record);
    const named = typeRecord < 0 ? x.slot(record, 'type') : typeRecord;
    bindPattern(x, left, element, x.typeExpression(typeRecord), record);
    for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
      if (child !== left && child !== right && child !== body && child !== named) x.visit(child);
    }
    x.isBlockScoped = x.isBlockScopedByDefault;
    if (body >= 0) x.visit(body);
  });
};

/** A type and a name for what was found to be of that type. */
export const visitTypedName: Visitor = (x, record) => {
  const type = x.firstChild(record);
  const name = type < 0 ? -1 : x.nextSibling(type, record);
  const isInferred =
    type >= 0 && x.compiled.language.rules.types.inferredTypes?.includes(x.text(type)) === true;
  bindPattern(x, name, -1, isInferred ? -1 : x.typeExpression(type), record);
};

/** `value as name`: entering a context, or (role `catch`) an instance of the type that is caught. */
export const visitBindAs: Visitor = (x, record, rule) => {
  if (rule.scope !== 'block') return bindAs(x, record, rule);
  x.within(x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    x.isBlockScoped = true;
    bindAs(x, record, rule);
  });
};

function bindAs(x: Extractor, record: number, rule: NodeRule): void {
  const name = x.slot(record, 'name');
  const value = x.slotField(record, 'value') === 0 ? x.firstChild(record) : x.slot(record, 'value');
  const parent = x.parentOf(record);
  const isCatch = rule.role === 'catch' || (parent >= 0 && x.ruleOf(parent).role === 'catch');
  const inner = value === name ? -1 : x.expression(value);
  const bound = inner < 0 || name < 0 ? -1 : x.add(isCatch ? Op.instance : Op.enter, inner, 0, record);
  if (name >= 0) bindPattern(x, name, bound, -1, record);
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (child !== name && child !== value) x.visit(child);
  }
}

/** Names that a function takes from further out. */
export const visitOuter: Visitor = (x, record, rule) => {
  const kind = rule.role === 'outer-module' ? BindingKind.outerModule : BindingKind.outerFunction;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    x.facts.addBinding(x.declarationScope(false), x.nameOf(child), kind, -1, x.start(child));
    if (rule.role === 'outer-module') x.assignOutside(x.nameOf(child));
  }
};
