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
    plainSigns?.includes(sign.text) === true ||
    operands.some((one) => one < 0) ||
    operands.every((one) => expressions.get(one, Column.expressions.op) === Op.literal);
  if (isPlain) return otherwise;
  const add = (op: number, a: number, b: number) =>
    x.facts.addExpression(op, a, b, x.scope, sign.line, sign.position);
  const callee = add(Op.name, intern(x, operates + sign.text), AS_OPERATOR);
  const call = add(Op.call, callee, x.facts.addArguments(operands.flatMap((one) => [0, one])));
  return otherwise < 0 ? call : add(Op.otherwise, call, otherwise);
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
    value = operated(x, sign, rule, [value, given], plain);
  }
  return value;
};

/** A sign before or behind its only operand; the function for one behind it takes a number too. */
function expressOnOne(x: Extraction, record: number, rule: NodeRule): number {
  const operand = x.tree.slot(record, 'left');
  if (operand < 0) {
    visitChildren(x, record);
    return -1;
  }
  const value = express(x, operand);
  visitOthers(x, record, operand);
  const [start, end] = [x.tree.start(operand), x.tree.end(operand)];
  const before = signIn(x, x.tree.start(record), start, x.tree.line(record));
  const isBefore = before.text !== '';
  const sign = isBefore ? before : signIn(x, end, x.tree.end(record), x.tree.endLine(operand));
  const { leads, tests } = rule;
  if (value >= 0 && sign.text === leads?.to) return addExpression(x, Op.led, value, Led.to, record);
  const isTest = tests?.signs.includes(sign.text) === true;
  const isFrom = value >= 0 && sign.text === leads?.from;
  const plain = isTest
    ? literal(x, tests.literal, record)
    : isFrom
      ? addExpression(x, Op.led, value, Led.from, record)
      : value;
  const operands = isBefore ? [value] : [value, literal(x, 'int', record)];
  return operated(x, sign, rule, operands, plain);
}

/** What an assignment gives that a function can do: `value` is what is assigned. */
export function assigned(x: Extraction, record: number, left: number, right: number, value: number): number {
  const given = express(x, left);
  if (right < 0 || value < 0) return value;
  return operated(x, signBetween(x, left, right), x.tree.ruleOf(record), [given, value], value);
}

/** What stands under an index, which a function can give too: `operands` are the object and the index, `item` is what is found there. */
export function indexed(
  x: Extraction,
  record: number,
  object: number,
  operands: readonly number[],
  item: number,
): number {
  const sign: Sign = { text: '[]', line: x.tree.endLine(object), position: x.tree.end(object) };
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
