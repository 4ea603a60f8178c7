// Declarations and loops with lists on both sides: `a, b := f()`, `var a, b T = c, d`, `for k, v := range m`. Each name
// is bound on its own, so that tuples need not be values of the language. Does not know assignments to what exists.

import { BindingKind, Op } from '../../facts/expressions.ts';
import type { NodeRule, Slot } from '../../languages/language.ts';
import type { Extraction, Visitor } from './context.ts';
import { declareFunction } from './declarations.ts';
import { bindingPosition, declarationScope } from './scopes.ts';
import { declareVariable, setSignature } from './symbols.ts';
import { express, expressType, visit } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/** Bound: an expression, -1 when it is not followed, and the symbol of a function written in place, or -1. */
interface Bound {
  readonly value: number;
  readonly symbol: number;
}

const NOTHING: Bound = { value: -1, symbol: -1 };

/** The children in a slot, those of a list in it. */
function partsOf(x: Extraction, record: number, slot: Slot): number[] {
  const field = x.tree.slotField(record, slot);
  const parts: number[] = [];
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.field(child) !== field) continue;
    if (x.tree.ruleOf(child).role !== 'list') parts.push(child);
    else
      for (let one = x.tree.firstChild(child); one >= 0; one = x.tree.nextSibling(one, child))
        parts.push(one);
  }
  return parts.filter((part) => x.tree.ruleOf(part).role !== 'comment');
}

/** `left` and `right` pair by pair; names without a value keep the type alone. */
export const visitAssignLists: Visitor = (x, record, rule) => {
  const targets = partsOf(x, record, 'left');
  const values = partsOf(x, record, 'right');
  const type = repeatedType(x, record, rule, expressType(x, x.tree.slot(record, 'type')), values);
  for (const target of targets) declareTarget(x, target, record);
  const bounds = pairUp(x, targets, values, record);
  targets.forEach((target, index) => bindTarget(x, target, bounds[index] ?? NOTHING, type, record));
};

/** In a group, a name without type and value has those of the one before it. */
function repeatedType(x: Extraction, record: number, rule: NodeRule, type: number, values: number[]): number {
  if (rule.repeats !== true) return type;
  const group = x.tree.parentOf(record);
  const isBare = type < 0 && values.length === 0;
  if (isBare) return x.repeated.group === group ? x.repeated.type : -1;
  x.repeated = { group, type };
  return type;
}

/** Declares the variable symbol before the values are read, so that its comment is still at hand. */
function declareTarget(x: Extraction, target: number, record: number): void {
  if (x.tree.ruleOf(target).role !== 'name' || isBlank(x, target)) return;
  const symbol = declareVariable(x, declarationScope(x), nameOf(x, target), target, record);
  if (symbol >= 0)
    setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(record) + 120));
}

function isBlank(x: Extraction, target: number): boolean {
  const { blankName } = x.rules.names;
  return blankName !== undefined && x.tree.text(target) === blankName;
}

function pairUp(x: Extraction, targets: number[], values: number[], record: number): Bound[] {
  if (values.length === 1 && targets.length > 1) {
    const [only] = values as [number];
    const value = express(x, only);
    const { role } = x.tree.ruleOf(only);
    const isCall = role === 'call' || role === 'conversion';
    // Other forms give a value and whether there is one: `v, ok := m[key]`.
    return targets.map((target, index) => {
      const part = value < 0 || !isCall ? -1 : addExpression(x, Op.element, value, index, target);
      return { value: !isCall && index === 0 ? value : part, symbol: -1 };
    });
  }
  return values.map((value, index) => namedValue(x, value, targets[index] ?? -1, record));
}

/** The value; a function written in place is called by the name it is given. */
function namedValue(x: Extraction, value: number, target: number, record: number): Bound {
  const rule = x.tree.ruleOf(value);
  const isNamed = target >= 0 && x.tree.ruleOf(target).role === 'name' && !isBlank(x, target);
  if (rule.role !== 'function' || !isNamed) return { value: express(x, value), symbol: -1 };
  const symbol = declareFunction(x, value, rule, x.tree.text(target), target, record);
  return { value: addExpression(x, Op.symbol, symbol, 0, value), symbol };
}

function bindTarget(x: Extraction, target: number, bound: Bound, type: number, record: number): void {
  if (x.tree.ruleOf(target).role !== 'name') {
    visit(x, target);
    return;
  }
  if (isBlank(x, target)) return;
  const scope = declarationScope(x);
  const name = nameOf(x, target);
  const variable = declareVariable(x, scope, name, target, record);
  const position = bindingPosition(x, target, record);
  const symbol = variable >= 0 ? variable : bound.symbol;
  x.facts.addBinding(scope, name, BindingKind.value, bound.value, position, type, -1, symbol);
}

/** `for key, element := range right`. */
export const visitKeyedLoop: Visitor = (x, record) => {
  const targets = partsOf(x, record, 'left');
  const right = x.tree.slot(record, 'right');
  const sequence = express(x, right);
  const parts =
    sequence < 0 ? [] : [Op.key, Op.subscript].map((op) => addExpression(x, op, sequence, -1, right));
  targets.forEach((target, index) =>
    bindTarget(x, target, { value: parts[index] ?? -1, symbol: -1 }, -1, record),
  );
};
