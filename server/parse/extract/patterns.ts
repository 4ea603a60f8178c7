// What stands on the left of an assignment, in a parameter list or in a loop head: how each name in it is bound.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import type { NodeRule } from '../../languages/language.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** Binds the names of the pattern `target` to `value` (an expression, -1 when not followed) of type `type`. */
export function bindPattern(x: Extractor, target: number, value: number, type: number, record: number): void {
  if (target < 0) return;
  const rule = x.ruleOf(target);
  switch (rule.role) {
    case 'name': {
      const name = x.nameOf(target);
      if (x.isReassigning) {
        x.reassigned.push(x.facts.addBinding(x.scope, name, BindingKind.value, value, x.start(target), type));
        return;
      }
      const scope = x.outerScopeOf(name) ?? x.declarationScope();
      const symbol = x.declareVariable(scope, name, target, record);
      x.facts.addBinding(scope, name, BindingKind.value, value, x.start(target), type, -1, symbol);
      return;
    }
    case 'member': {
      const object = x.expression(x.slot(target, 'object'));
      const property = x.slot(target, 'property');
      if (object < 0 || property < 0) return;
      x.facts.tables.memberAssignments.add(object, x.nameOf(property), value, type, x.start(property));
      return;
    }
    case 'sequence-pattern':
    case 'sequence':
    case 'arguments': {
      let index = 0;
      for (let child = x.firstChild(target); child >= 0; child = x.nextSibling(child, target)) {
        const isRest = x.ruleOf(child).role === 'rest-pattern';
        const element = value < 0 || isRest ? -1 : x.add(Op.element, value, index, child);
        bindPattern(x, child, element, -1, record);
        index++;
      }
      return;
    }
    case 'object-pattern':
    case 'object': {
      for (let child = x.firstChild(target); child >= 0; child = x.nextSibling(child, target)) {
        bindMember(x, child, value, record);
      }
      return;
    }
    case 'rest-pattern':
      bindPattern(x, x.firstChild(target), -1, -1, record);
      return;
    case 'default-pattern': {
      x.expression(x.slot(target, 'right'));
      bindPattern(x, x.slot(target, 'left'), value, type, record);
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

/** One member of an object pattern: `{ a }`, `{ a: b }`, `{ a = 1 }`. */
function bindMember(x: Extractor, child: number, value: number, record: number): void {
  const { role } = x.ruleOf(child);
  const read = (name: number) => (value < 0 ? -1 : x.add(Op.member, value, x.nameOf(name), name));
  if (role === 'pair-pattern' || role === 'pair') {
    const key = x.slot(child, 'property');
    bindPattern(x, x.slot(child, 'value'), key < 0 ? -1 : read(key), -1, record);
  } else if (role === 'default-pattern') {
    const left = x.slot(child, 'left');
    x.expression(x.slot(child, 'right'));
    if (left >= 0) bindPattern(x, left, read(left), -1, record);
  } else if (role === 'rest-pattern') bindPattern(x, x.firstChild(child), -1, -1, record);
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
    bindPattern(x, left, element, -1, record);
    for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
      if (child !== left && child !== right && child !== body) x.visit(child);
    }
    x.isBlockScoped = x.isBlockScopedByDefault;
    if (body >= 0) x.visit(body);
  });
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
