// What stands on the left of an assignment, in a parameter list or in a loop head: how each name in it is bound.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { ANYTIME, Column } from '../../facts/tables.ts';
import type { NodeRule } from '../../languages/language.ts';
import { dropGuard, isStraight, unguarded } from './branches.ts';
import { emptyPlaces, lastChild, slotOrFirst } from './children.ts';
import { bindConstructed, isConstant } from './constructed.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { documentedVariable } from './documentation.ts';
import { assignItem, memberText } from './items.ts';
import { memberName } from './receiverNames.ts';
import { assignOutside, declarationScope, outerScopeOf, within } from './scopes.ts';
import { declareVariable } from './symbols.ts';
import { writtenType } from './variableDeclarations.ts';
import { express, expressType, visit } from './walk.ts';
import { addExpression, intern, memberExpression, nameOf } from './writing.ts';

/** Binds the names of the pattern `target` to `value` (an expression, -1 when not followed) of type `type`. */
export function bindPattern(
  x: Extraction,
  target: number,
  value: number,
  type: number,
  record: number,
): void {
  if (target < 0) return;
  const rule = x.tree.ruleOf(target);
  switch (rule.role) {
    case 'name': {
      if (isConstant(x, target)) {
        express(x, target);
        return;
      }
      dropGuard(x, target);
      const name = nameOf(x, target);
      if (x.isReassigning) {
        const again = value >= 0 && isStraight(x, record) ? value : -1;
        x.reassigned.push(
          x.facts.addBinding(x.scope, name, BindingKind.value, value, x.tree.start(target), type, again),
        );
        return;
      }
      const outer = outerScopeOf(x, name);
      const scope = outer ?? declarationScope(x);
      const symbol = declareVariable(x, scope, name, target, record);
      const from = x.boundFrom >= 0 ? x.boundFrom : x.tree.start(target);
      const row = x.facts.addBinding(scope, name, BindingKind.value, value, from, type, -1, symbol);
      if (outer !== undefined) x.facts.tables.bindings.set(row, Column.bindings.reach, ANYTIME);
      return;
    }
    case 'member': {
      const object = unguarded(x, express(x, x.tree.slot(target, 'object')));
      const property = x.tree.slot(target, 'property');
      dropGuard(x, target);
      const member = property < 0 ? -1 : memberName(x, target, property);
      if (object < 0 || member < 0) return;
      x.facts.tables.memberAssignments.add(object, member, value, type, x.tree.start(property));
      return;
    }
    case 'constructor-pattern':
    case 'fields-pattern':
      bindConstructed(x, target, value, (part, given) => bindPattern(x, part, given, -1, record));
      return;
    case 'capture-pattern': {
      const name = x.tree.firstChild(target);
      const inner = name < 0 ? -1 : x.tree.nextSibling(name, target);
      bindPattern(x, name, value, type, record);
      bindPattern(x, inner, value, type, record);
      return;
    }
    case 'alternatives':
      for (let child = x.tree.firstChild(target); child >= 0; child = x.tree.nextSibling(child, target))
        bindPattern(x, child, value, type, record);
      return;
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
      for (let child = x.tree.firstChild(target); child >= 0; child = x.tree.nextSibling(child, target)) {
        bindMember(x, child, value, record);
      }
      return;
    }
    case 'rest-pattern':
      bindPattern(x, x.tree.firstChild(target), value, -1, record);
      return;
    case 'default-pattern': {
      const otherwise = express(x, x.tree.slot(target, 'right'));
      bindPattern(x, x.tree.slot(target, 'left'), orElse(x, value, otherwise, target), type, record);
      return;
    }
    case 'same-type':
    case 'plain':
      bindPattern(x, x.tree.firstChild(target), value, type, record);
      return;
    case 'keyword-argument':
      bindPattern(x, lastChild(x, target), value, type, record);
      return;
    case 'typed-name':
      bindTypedName(x, target, value, record);
      return;
    default:
      visit(x, target);
  }
}

/** The parts of a sequence; those behind one that takes all the rest are counted from the end. */
function bindElements(x: Extraction, target: number, value: number, record: number): void {
  let length = 0;
  for (let child = x.tree.firstChild(target); child >= 0; child = x.tree.nextSibling(child, target)) length++;
  let index = 0;
  let fromEnd = 0;
  let before = -1;
  for (let child = x.tree.firstChild(target); child >= 0; child = x.tree.nextSibling(child, target)) {
    const isRest = x.tree.ruleOf(child).role === 'rest-pattern';
    index += emptyPlaces(x, target, before, child);
    before = child;
    let element = -1;
    if (value >= 0 && !isRest) element = addExpression(x, Op.element, value, index - fromEnd, child);
    else if (value >= 0) {
      const behind = length - index - 1;
      element = addExpression(
        x,
        Op.range,
        value,
        intern(x, `${index}:${behind === 0 ? '' : -behind}`),
        child,
      );
      fromEnd = length;
    }
    bindPattern(x, child, element, -1, record);
    index++;
  }
}

/** A value, or what stands for it when there is none. */
function orElse(x: Extraction, value: number, otherwise: number, at: number): number {
  if (value < 0 || otherwise < 0) return Math.max(value, otherwise);
  return addExpression(x, Op.otherwise, value, otherwise, at);
}

/** `object['name'] = value` where that names a member; false for another index. */
function assignIndexed(x: Extraction, target: number, value: number, type: number): boolean {
  const property = x.tree.slot(target, 'property');
  const name = memberText(x, property);
  if (name === '') return false;
  const object = unguarded(x, express(x, x.tree.slot(target, 'object')));
  if (object >= 0)
    x.facts.tables.memberAssignments.add(object, intern(x, name), value, type, x.tree.start(property));
  return true;
}

/** One member of an object pattern: `{ a }`, `{ a: b }`, `{ a = 1 }`. */
export function bindMember(x: Extraction, child: number, value: number, record: number): void {
  const { role } = x.tree.ruleOf(child);
  const read = (name: number) => (value < 0 ? -1 : addExpression(x, Op.member, value, nameOf(x, name), name));
  if (role === 'pair-pattern' || role === 'pair') {
    const key = x.tree.slot(child, 'property');
    bindPattern(x, x.tree.slot(child, 'value'), key < 0 ? -1 : read(key), -1, record);
  } else if (role === 'default-pattern') {
    const left = x.tree.slot(child, 'left');
    const otherwise = express(x, x.tree.slot(child, 'right'));
    if (left >= 0) bindPattern(x, left, orElse(x, read(left), otherwise, child), -1, record);
  } else if (role === 'rest-pattern') bindPattern(x, x.tree.firstChild(child), value, -1, record);
  else if (role === 'name') bindPattern(x, child, read(child), -1, record);
  else visit(x, child);
}

/** 1 for a statement that waits at each step, 0 for others. */
function waits(x: Extraction, statement: number): number {
  for (let child = x.tree.firstChild(statement); child >= 0; child = x.tree.nextSibling(child, statement))
    if (x.tree.ruleOf(child).flag === 'async') return 1;
  return 0;
}

/** `for left in right`. */
export const visitLoop: Visitor = (x, record, rule) => {
  const left = x.tree.slot(record, 'left');
  const right = x.tree.slot(record, 'right');
  const body = x.tree.slot(record, 'body');
  const scope = rule.scope === 'block' ? x.facts.addScope(ScopeKind.block, x.scope, x.owner) : x.scope;
  const sequence = express(x, right);
  within(x, scope, x.owner, () => {
    if (rule.scope === 'block') x.isBlockScoped = true;
    const element = sequence < 0 ? -1 : addExpression(x, Op.iterate, sequence, waits(x, record), right);
    const typeRecord = writtenType(x, record);
    const named = typeRecord < 0 ? x.tree.slot(record, 'type') : typeRecord;
    bindPattern(x, left, element, expressType(x, typeRecord), record);
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
      if (child !== left && child !== right && child !== body && child !== named) visit(x, child);
    }
    x.isBlockScoped = x.isBlockScopedByDefault;
    if (body >= 0) visit(x, body);
  });
};

/** `foreach (right as key => element)`: without fields the parts are told by their order. */
export const visitEachLoop: Visitor = (x, record) => {
  const body = x.tree.slot(record, 'body');
  const parts: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.ruleOf(child).role === 'comment') visit(x, child);
    else if (child !== body) parts.push(child);
  }
  const [right = -1, left = -1] = parts;
  const sequence = express(x, right);
  const read = (op: number, b: number) => (sequence < 0 ? -1 : addExpression(x, op, sequence, b, right));
  const isPair = left >= 0 && x.tree.ruleOf(left).role === 'pair';
  const key = isPair ? x.tree.firstChild(left) : -1;
  const element = isPair ? x.tree.nextSibling(key, left) : left;
  if (key >= 0) bindPattern(x, key, read(Op.key, 0), -1, record);
  bindPattern(x, element, read(Op.iterate, 0), documentedVariable(x, record, element), record);
  if (body >= 0) visit(x, body);
};

/** A type and a name for what was found to be of that type. */
export const visitTypedName: Visitor = (x, record) => bindTypedName(x, record, -1, record);

function bindTypedName(x: Extraction, target: number, value: number, record: number): void {
  const type = x.tree.firstChild(target);
  const name = type < 0 ? -1 : x.tree.nextSibling(type, target);
  const isInferred = type >= 0 && x.rules.types.inferredTypes?.includes(x.tree.text(type)) === true;
  const wasReassigning = x.isReassigning;
  x.isReassigning = false;
  bindPattern(x, name, isInferred ? value : -1, isInferred ? -1 : expressType(x, type), record);
  x.isReassigning = wasReassigning;
}

/** A name that is declared where it is passed, for what it is given there. */
export const expressTypedName: Expresser = (x, record, rule) => {
  const type = x.tree.firstChild(record);
  const name = lastChild(x, record);
  const isName = name >= 0 && x.tree.ruleOf(name).role === 'name';
  const isInferred = isName && x.rules.types.inferredTypes?.includes(x.tree.text(type)) === true;
  if (!isInferred) visitTypedName(x, record, rule);
  const expression = isName ? express(x, name) : -1;
  if (isInferred) x.declaredArguments.push({ record, expression });
  return expression;
};

/** Binds the names that are declared among the arguments of a call, for what it gives them. */
export function bindDeclaredArguments(x: Extraction, call: number, arguments_: number): void {
  const count = arguments_ < 0 ? 0 : x.facts.tables.argumentLists.get(arguments_, 0);
  for (const { record, expression } of x.declaredArguments) {
    let position = 0;
    while (position < count && x.facts.argumentOf(arguments_, position) !== expression) position++;
    const value = position < count ? addExpression(x, Op.taken, call, position, record) : -1;
    bindPattern(x, lastChild(x, record), value, -1, record);
  }
}

/** A type with patterns for parts of its values, and a name for one. */
export const visitTypedPattern: Visitor = (x, record) => bindTypedPattern(x, record, -1);

/** `value` is what is matched where the pattern names no type. */
function bindTypedPattern(x: Extraction, record: number, value: number): void {
  const [type, name] = [slotOrFirst(x, record, 'type'), x.tree.slot(record, 'name')];
  const written = expressType(x, type);
  const object = written < 0 ? value : addExpression(x, Op.instance, written, 0, record);
  let position = 0;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (child !== type && child !== name) bindPart(x, child, object, position++);
  if (name >= 0) bindPattern(x, name, written < 0 ? value : -1, written, record);
}

/** A part of an object that stands at a position among its fields, or is a member that is named before it. */
function bindPart(x: Extraction, part: number, object: number, position: number): void {
  const inner = lastChild(x, part);
  const isNamed = x.tree.ruleOf(part).role === 'last' && inner >= 0 && inner !== x.tree.firstChild(part);
  const pattern = x.tree.ruleOf(part).role === 'last' && inner >= 0 ? inner : part;
  const { role } = x.tree.ruleOf(pattern);
  if (role !== 'typed-name' && role !== 'typed-pattern') return visit(x, part);
  let value = -1;
  if (isNamed) {
    const member = x.tree.firstChild(part);
    value = object;
    for (const name of object < 0 ? [] : x.tree.text(member).split('.'))
      value = memberExpression(x, value, name.trim(), member);
  } else if (object >= 0) value = addExpression(x, Op.part, object, position, part);
  if (role === 'typed-name') bindPattern(x, pattern, value, -1, part);
  else bindTypedPattern(x, pattern, value);
}

/** `value as name`: entering a context, or (role `catch`) an instance of the type that is caught. */
export const visitBindAs: Visitor = (x, record, rule) => {
  if (rule.scope !== 'block') return bindAs(x, record, rule);
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    x.isBlockScoped = true;
    bindAs(x, record, rule);
  });
};

function bindAs(x: Extraction, record: number, rule: NodeRule): void {
  const name = x.tree.slot(record, 'name');
  const value =
    x.tree.slotField(record, 'value') === 0 ? x.tree.firstChild(record) : x.tree.slot(record, 'value');
  const parent = x.tree.parentOf(record);
  const isCatch = rule.role === 'catch' || (parent >= 0 && x.tree.ruleOf(parent).role === 'catch');
  const inner = value === name ? -1 : express(x, value);
  const isEntered = inner >= 0 && name >= 0 && !isCatch;
  const bound = isEntered
    ? addExpression(x, Op.enter, inner, parent < 0 ? 0 : waits(x, parent), record)
    : inner < 0 || name < 0
      ? -1
      : addExpression(x, Op.instance, inner, 0, record);
  if (name >= 0) bindPattern(x, name, bound, -1, record);
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (child !== name && child !== value) visit(x, child);
  }
}

/** Names that a function takes from further out. */
export const visitOuter: Visitor = (x, record, rule) => {
  const kind = rule.role === 'outer-module' ? BindingKind.outerModule : BindingKind.outerFunction;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    x.facts.addBinding(declarationScope(x, false), nameOf(x, child), kind, -1, x.tree.start(child));
    if (rule.role === 'outer-module') assignOutside(x, nameOf(x, child));
  }
};
