// Declarations and loops with lists on both sides: `a, b := f()`, `var a, b T = c, d`, `for k, v := range m`. Each name
// is bound on its own, so that tuples need not be values of the language. Does not know assignments to what exists.

import { BindingKind, Op } from '../../facts/expressions.ts';
import type { NodeRule, Slot } from '../../languages/language.ts';
import { declareFunction } from './declarations.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** Bound: an expression, -1 when it is not followed, and the symbol of a function written in place, or -1. */
interface Bound {
  readonly value: number;
  readonly symbol: number;
}

const NOTHING: Bound = { value: -1, symbol: -1 };

/** The children in a slot, those of a list in it. */
function partsOf(x: Extractor, record: number, slot: Slot): number[] {
  const field = x.slotField(record, slot);
  const parts: number[] = [];
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.field(child) !== field) continue;
    if (x.ruleOf(child).role !== 'list') parts.push(child);
    else for (let one = x.firstChild(child); one >= 0; one = x.nextSibling(one, child)) parts.push(one);
  }
  return parts.filter((part) => x.ruleOf(part).role !== 'comment');
}

/** `left` and `right` pair by pair; names without a value keep the type alone. */
export const visitAssignLists: Visitor = (x, record, rule) => {
  const targets = partsOf(x, record, 'left');
  const values = partsOf(x, record, 'right');
  const type = repeatedType(x, record, rule, x.typeExpression(x.slot(record, 'type')), values);
  for (const target of targets) declareTarget(x, target, record);
  const bounds = pairUp(x, targets, values, record);
  targets.forEach((target, index) => bindTarget(x, target, bounds[index] ?? NOTHING, type, record));
};

/** In a group, a name without type and value has those of the one before it. */
function repeatedType(x: Extractor, record: number, rule: NodeRule, type: number, values: number[]): number {
  if (rule.repeats !== true) return type;
  const group = x.parentOf(record);
  const isBare = type < 0 && values.length === 0;
  if (isBare) return x.repeated.group === group ? x.repeated.type : -1;
  x.repeated = { group, type };
  return type;
}

/** Declares the variable symbol before the values are read, so that its comment is still at hand. */
function declareTarget(x: Extractor, target: number, record: number): void {
  if (x.ruleOf(target).role !== 'name' || isBlank(x, target)) return;
  const symbol = x.declareVariable(x.declarationScope(), x.nameOf(target), target, record);
  if (symbol >= 0) x.setSignature(symbol, x.start(record), Math.min(x.end(record), x.start(record) + 120));
}

function isBlank(x: Extractor, target: number): boolean {
  const { blankName } = x.compiled.language.rules.names;
  return blankName !== undefined && x.text(target) === blankName;
}

function pairUp(x: Extractor, targets: number[], values: number[], record: number): Bound[] {
  if (values.length === 1 && targets.length > 1) {
    const [only] = values as [number];
    const value = x.expression(only);
    const { role } = x.ruleOf(only);
    const isCall = role === 'call' || role === 'conversion';
    // Other forms give a value and whether there is one: `v, ok := m[key]`.
    return targets.map((target, index) => {
      const part = value < 0 || !isCall ? -1 : x.add(Op.element, value, index, target);
      return { value: !isCall && index === 0 ? value : part, symbol: -1 };
    });
  }
  return values.map((value, index) => namedValue(x, value, targets[index] ?? -1, record));
}

/** The value; a function written in place is called by the name it is given. */
function namedValue(x: Extractor, value: number, target: number, record: number): Bound {
  const rule = x.ruleOf(value);
  const isNamed = target >= 0 && x.ruleOf(target).role === 'name' && !isBlank(x, target);
  if (rule.role !== 'function' || !isNamed) return { value: x.expression(value), symbol: -1 };
  const symbol = declareFunction(x, value, rule, x.text(target), target, record);
  return { value: x.add(Op.symbol, symbol, 0, value), symbol };
}

function bindTarget(x: Extractor, target: number, bound: Bound, type: number, record: number): void {
  if (x.ruleOf(target).role !== 'name') {
    x.visit(target);
    return;
  }
  if (isBlank(x, target)) return;
  const scope = x.declarationScope();
  const name = x.nameOf(target);
  const variable = x.declareVariable(scope, name, target, record);
  const position = x.bindingPosition(target, record);
  const symbol = variable >= 0 ? variable : bound.symbol;
  x.facts.addBinding(scope, name, BindingKind.value, bound.value, position, type, -1, symbol);
}

/** `for key, element := range right`. */
export const visitKeyedLoop: Visitor = (x, record) => {
  const targets = partsOf(x, record, 'left');
  const right = x.slot(record, 'right');
  const sequence = x.expression(right);
  const parts = sequence < 0 ? [] : [Op.key, Op.subscript].map((op) => x.add(op, sequence, -1, right));
  targets.forEach((target, index) =>
    bindTarget(x, target, { value: parts[index] ?? -1, symbol: -1 }, -1, record),
  );
};
