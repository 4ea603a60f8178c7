// Operators that functions can be declared for: the sign stands for the name of such a function, which its operands tell, and
// without one the value is what the sign itself gives.

import { AS_OPERATOR, Led, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { NodeRule } from '../../languages/language.ts';
import { visitOthers } from './children.ts';
import type { Expresser, Extraction } from './context.ts';
import { express, visitChildren } from './walk.ts';
import { addExpression, intern } from './writing.ts';

const COMMENTS = /\/\*[^]*?\*\/|\/\/.*/g;

/** A sign where it is written. */
interface Sign {
  readonly text: string;
  /** 0-based. */
  readonly line: number;
  readonly position: number;
}

/** The sign that stands in the text from `from`, which is on line `line`, to `to`. */
function signIn(x: Extraction, from: number, to: number, line: number): Sign {
  const written = x.tree
    .textBetween(from, to)
    .replaceAll(COMMENTS, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  const text = written.trim();
  const before = written.slice(0, written.indexOf(text));
  return { text, line: line + before.split('\n').length - 1, position: from + before.length };
}

/** The sign between two operands. */
function signBetween(x: Extraction, left: number, right: number): Sign {
  return signIn(x, x.tree.end(left), x.tree.start(right), x.tree.endLine(left));
}

/** What a sign gives of operands: what the function for it does, else `otherwise`. */
function operated(
  x: Extraction,
  sign: Sign,
  { operates, plainSigns }: NodeRule,
  operands: readonly number[],
  otherwise: number,
): number {
  const { expressions } = x.facts.tables;
  const isPlain =
    operates === undefined ||
    plainSigns?.includes(sign.text) === true ||
    operands.every((one) => one < 0 || expressions.get(one, Column.expressions.op) === Op.literal);
  if (isPlain) return otherwise;
  if (typeof operates !== 'string' && operates.members?.[sign.text] !== undefined) {
    const isTurned = operates.turned?.includes(sign.text) === true;
    const given = isTurned ? operands.toReversed() : operands;
    return onMember(x, sign, operates.members[sign.text]!, given, otherwise, operates.reflected?.[sign.text]);
  }
  if (operands.every((one) => one < 0) || (typeof operates === 'string' && operands.some((one) => one < 0)))
    return otherwise;
  const name = typeof operates === 'string' ? operates + sign.text : operates.functions?.[sign.text];
  if (name === undefined) return otherwise;
  const add = (op: number, a: number, b: number) =>
    x.facts.addExpression(op, a, b, x.scope, sign.line, sign.position);
  const callee = add(Op.name, intern(x, name), AS_OPERATOR);
  const call = add(Op.call, callee, x.facts.addArguments(operands.flatMap((one) => [0, one])));
  return otherwise < 0 ? call : add(Op.otherwise, call, otherwise);
}

/**
 * What the first of some members that an operand has gives of the operands behind it, else what the member `reflected` of the other
 * operand gives of it, else `otherwise`.
 */
function onMember(
  x: Extraction,
  sign: Sign,
  names: readonly string[],
  [object, ...others]: readonly number[],
  otherwise: number,
  reflected?: string,
): number {
  if (object === undefined || object < 0) return otherwise;
  const add = (op: number, a: number, b: number) =>
    x.facts.addExpression(op, a, b, x.scope, sign.line, sign.position);
  const calls: number[] = [];
  for (const name of names) {
    const before = calls.at(-1);
    const on = before === undefined ? add(Op.led, object, Led.operand) : add(Op.led, before, Led.next);
    const callee = add(Op.member, on, intern(x, name));
    calls.push(add(Op.call, callee, x.facts.addArguments(others.flatMap((one) => [0, one]))));
  }
  if (reflected !== undefined) {
    const callee = add(Op.member, add(Op.led, calls[0]!, Led.other), intern(x, reflected));
    calls.push(add(Op.call, callee, x.facts.addArguments([0, object])));
  }
  return calls.reduceRight((value, call) => (value < 0 ? call : add(Op.otherwise, call, value)), otherwise);
}

/** Whether functions can be declared for a sign of a node with this rule. */
function isDeclarable({ operates }: NodeRule, sign: string): boolean {
  return (
    typeof operates === 'string' ||
    operates?.functions?.[sign] !== undefined ||
    operates?.members?.[sign] !== undefined
  );
}

function literal(x: Extraction, name: string, record: number): number {
  return addExpression(x, Op.literal, intern(x, name), 0, record);
}

/** An operator with `operates`. */
export const expressOperation: Expresser = (x, record, rule) => {
  if (x.tree.slotField(record, 'right') === 0) return expressOnOne(x, record, rule);
  // A chain nests on its left, as deep as it is long: it is walked without recursion.
  const chain = [record];
  let innermost = x.tree.slot(record, 'left');
  for (; innermost >= 0 && x.tree.ruleOf(innermost) === rule; innermost = x.tree.slot(innermost, 'left'))
    chain.push(innermost);
  let value = express(x, innermost);
  for (const operator of chain.toReversed()) {
    const [left, right] = [x.tree.slot(operator, 'left'), x.tree.slot(operator, 'right')];
    const given = express(x, right);
    visitOthers(x, operator, left, right);
    if (left < 0 || right < 0) continue;
    const sign = signBetween(x, left, right);
    const isTest = rule.tests?.signs.includes(sign.text) === true;
    const plain = isTest ? literal(x, rule.tests.literal, operator) : value < 0 ? given : value;
    value = operated(x, sign, rule, [value, given], isTest || rule.keepsType !== false ? plain : -1);
  }
  return value;
};

/** The sign before the only operand of an operator, or else the one behind it. */
function signBeside(x: Extraction, record: number, operand: number): Sign & { readonly isBefore: boolean } {
  const [start, end] = [x.tree.start(operand), x.tree.end(operand)];
  const before = signIn(x, x.tree.start(record), start, x.tree.line(record));
  if (before.text !== '') return { ...before, isBefore: true };
  return { ...signIn(x, end, x.tree.end(record), x.tree.endLine(operand)), isBefore: false };
}

/** What a `unary` with `operates` gives of its operand `value`. */
export function operatedOnOne(x: Extraction, record: number, operand: number, value: number): number {
  const rule = x.tree.ruleOf(record);
  return operand < 0 ? value : operated(x, signBeside(x, record, operand), rule, [value], value);
}

/** A sign before or behind its only operand; the function for one behind it takes a number too. */
function expressOnOne(x: Extraction, record: number, rule: NodeRule): number {
  const operand = x.tree.slot(record, 'left');
  if (operand < 0) {
    visitChildren(x, record);
    return -1;
  }
  const value = express(x, operand);
  visitOthers(x, record, operand);
  const sign = signBeside(x, record, operand);
  const { isBefore } = sign;
  const { leads, tests } = rule;
  if (value >= 0 && sign.text === leads?.to) return addExpression(x, Op.led, value, Led.to, record);
  const isTest = tests?.signs.includes(sign.text) === true;
  const isFrom = value >= 0 && sign.text === leads?.from;
  const plain = isTest
    ? literal(x, tests.literal, record)
    : isFrom
      ? addExpression(x, Op.led, value, Led.from, record)
      : value;
  const takesNumber = !isBefore && typeof rule.operates === 'string';
  const operands = takesNumber ? [value, literal(x, 'int', record)] : [value];
  return operated(x, sign, rule, operands, plain);
}

/** Whether functions can be declared for the sign of an assignment. */
export function canOperate(x: Extraction, record: number, left: number, right: number): boolean {
  const rule = x.tree.ruleOf(record);
  if (rule.operates === undefined || left < 0) return false;
  return (
    typeof rule.operates === 'string' || (right >= 0 && isDeclarable(rule, signBetween(x, left, right).text))
  );
}

/** What an assignment gives that a function can do: `value` is what is assigned. */
export function assigned(x: Extraction, record: number, left: number, right: number, value: number): number {
  const given = express(x, left);
  if (right < 0 || value < 0) return value;
  return operated(x, signBetween(x, left, right), x.tree.ruleOf(record), [given, value], value);
}

/** `left op= right`, which a function can do; what is assigned is not followed. */
export function updated(x: Extraction, record: number): void {
  const [left, right] = [x.tree.slot(record, 'left'), x.tree.slot(record, 'right')];
  const operands = [express(x, left), express(x, right)];
  visitOthers(x, record, left, right);
  if (left >= 0 && right >= 0) operated(x, signBetween(x, left, right), x.tree.ruleOf(record), operands, -1);
}

/**
 * What stands under an index, which a function can give too: `operands` are the object, the index, and what is put there where
 * something is; `item` is what is found there.
 */
export function indexed(
  x: Extraction,
  record: number,
  object: number,
  operands: readonly number[],
  item: number,
  text = '[]',
): number {
  const sign: Sign = { text, line: x.tree.endLine(object), position: x.tree.end(object) };
  return operated(x, sign, x.tree.ruleOf(record), operands, item);
}

/** An object of which a member is asked for by what stands in for it; of the object of a method that is itself. */
export const expressBehind: Expresser = (x, record) => {
  const object = x.tree.firstChild(record);
  const value = express(x, object);
  const isItself = value < 0 || x.tree.ruleOf(object).role === 'self';
  return isItself ? value : addExpression(x, Op.led, value, Led.standIn, record);
};

export const expressAddress: Expresser = (x, record) => {
  const value = express(x, x.tree.firstChild(record));
  return value < 0 ? -1 : addExpression(x, Op.led, value, Led.to, record);
};
