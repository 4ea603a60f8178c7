// Code that does not always run: how far what is bound in it holds, and what is known of a name within it because its type
// was tested. Knows the shape of branches; what a test means for values is resolved later.

import { Op, Tested } from '../../facts/expressions.ts';
import { Column, NEVER } from '../../facts/tables.ts';
import { EVERY_NAME } from '../../languages/language.ts';
import type { NodeRule, Role } from '../../languages/language.ts';
import { slotOrFirst, visitOthers } from './children.ts';
import type { Extraction, Visitor } from './context.ts';
import { express, visit } from './walk.ts';
import { addExpression, intern } from './writing.ts';

/** Roles of what can stand around a condition. */
const CONDITIONAL: ReadonlySet<string> = new Set([
  'branch',
  'operator',
  'choice',
  'same-type',
  'plain',
  'assertion',
]);

/** With more known of names than this, calls that can be assertions are passed over. */
const MANY_GUARDS = 16;

/** Visits `body` as code that does not always run: `leaves` tells whether its end is never reached. */
export function withinBranch(x: Extraction, end: number, leaves: boolean, body: () => void): void {
  const { facts, guards } = x;
  const { bindings } = facts.tables;
  const outer = facts.reach;
  const known = guards.length;
  const first = bindings.rows;
  facts.reach = end;
  body();
  facts.reach = outer;
  guards.length = known;
  if (!leaves) return;
  // What is bound on the way out is not seen by the code behind it.
  const column = Column.bindings.reach;
  for (let row = first; row < bindings.rows; row++)
    if (bindings.get(row, column) === end) bindings.set(row, column, -end);
}

/** Visits a branch; when it is never taken, what it binds or takes from modules counts only where nothing else is bound. */
function withoutReach(x: Extraction, isNever: boolean, body: () => void): void {
  const { bindings, imports } = x.facts.tables;
  const first = bindings.rows;
  const firstImport = imports.rows;
  body();
  if (!isNever) return;
  const column = Column.bindings;
  for (let row = first; row < bindings.rows; row++)
    if (bindings.get(row, column.scope) === x.scope) bindings.set(row, column.reach, NEVER);
  const star = intern(x, EVERY_NAME);
  const { name, scope, position } = Column.imports;
  for (let row = firstImport; row < imports.rows; row++) {
    const isStar = imports.get(row, name) === star && imports.get(row, scope) === x.scope;
    if (isStar && imports.get(row, position) >= 0)
      imports.set(row, position, -1 - imports.get(row, position));
  }
}

/** Visits what follows the body of a branch: behind another one that is taken by every build, nothing is. */
function visitElse(x: Extraction, record: number, condition: number, body: number): void {
  const { decide } = x.rules.flow;
  let isDecided = false;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (child === condition || child === body) continue;
    withoutReach(x, isDecided, () => visit(x, child));
    if (decide && x.tree.ruleOf(child).role === 'branch' && x.tree.slot(child, 'body') >= 0)
      isDecided ||= decide(x.tree.text(x.tree.slot(child, 'value')), x.tree.textBefore(child)) === true;
  }
}

/** Whether a statement stands right in the body of its function or file: it runs whenever what follows does. */
export function isStraight(x: Extraction, record: number): boolean {
  const block = x.tree.parentOf(record);
  if (block < 0) return true;
  const around = x.tree.parentOf(block);
  if (around < 0 || x.tree.ruleOf(block).role !== 'block') return false;
  return x.tree.ruleOf(around).role === 'function' && x.tree.slot(around, 'body') === block;
}

/** Whether a block ends by leaving what is around it. */
export function isLeft(x: Extraction, block: number): boolean {
  if (isLeaving(x, block)) return true;
  let last = -1;
  for (let child = x.tree.firstChild(block); child >= 0; child = x.tree.nextSibling(child, block))
    if (x.tree.ruleOf(child).role !== 'comment') last = child;
  return last >= 0 && isLeaving(x, last);
}

function isLeaving(x: Extraction, statement: number): boolean {
  const { role } = x.tree.ruleOf(statement);
  return role === 'return' || role === 'leave';
}

/** `if condition: body`: what the condition tells of names holds in the body, its opposite in the other branches. */
export const visitBranch: Visitor = (x, record) => {
  const condition =
    x.tree.slotField(record, 'value') === 0 ? x.tree.firstChild(record) : x.tree.slot(record, 'value');
  const body = x.tree.slot(record, 'body');
  const { guards } = x;
  const known = guards.length;
  express(x, condition);
  addGuards(x, condition, true);
  if (body < 0) return visitOthers(x, record, condition);
  const isTaken = x.rules.flow.decide?.(x.tree.text(condition), x.tree.textBefore(record));
  const isBare = x.rules.flow.straightLine === true && x.tree.ruleOf(body).role !== 'block';
  withoutReach(x, isTaken === false, () =>
    isBare ? withinBranch(x, x.tree.end(body), isLeaving(x, body), () => visit(x, body)) : visit(x, body),
  );
  guards.length = known;
  addGuards(x, condition, false);
  withoutReach(x, isTaken === true, () => visitElse(x, record, condition, body));
  if (!isLeft(x, body)) guards.length = known;
};

/** Adds what is known of names once `condition` was found to be `outcome`. */
export function addGuards(x: Extraction, condition: number, outcome: boolean): void {
  if (condition < 0 || x.typeTests.size === 0) return;
  const test = x.typeTests.get(condition);
  if (test) {
    if (outcome) x.guards.push(test);
    return;
  }
  const rule = x.tree.ruleOf(condition);
  if (rule.isNegation === true) {
    addGuards(x, x.tree.firstChild(condition), !outcome);
    return;
  }
  const negated = negatedBy(x, condition);
  if (negated >= 0) return addGuards(x, negated, !outcome);
  if (rule.role === 'same-type') return addGuards(x, x.tree.firstChild(condition), outcome);
  if ((rule.role !== 'choice' && rule.role !== 'operator') || x.tree.slotField(condition, 'left') === 0)
    return;
  const left = x.tree.slot(condition, 'left');
  const right = x.tree.slot(condition, 'right');
  if (isConjunction(x, left, right) !== outcome) return;
  addGuards(x, left, outcome);
  addGuards(x, right, outcome);
}

/** The operand of a negation that a sign tells, -1 for anything else. */
function negatedBy(x: Extraction, condition: number): number {
  const sign = x.tree.firstChild(condition);
  return sign >= 0 && x.tree.ruleOf(sign).role === 'negation-mark' ? x.tree.nextSibling(sign, condition) : -1;
}

/** Whether both operands hold when the whole does. */
export function isConjunction(x: Extraction, left: number, right: number): boolean {
  const sign = x.rules.flow.conjunction;
  return (
    sign !== undefined &&
    left >= 0 &&
    right >= 0 &&
    x.tree.textBetween(x.tree.end(left), x.tree.start(right)).includes(sign)
  );
}

/** Whether tests tell something of what a record of this role reads. */
function canBeTested(role: Role): boolean {
  return role === 'name' || role === 'member' || role === 'self';
}

/** Notes a call that tests the type of its first argument: `isinstance(name, Type)`. */
export function noteTypeTest(x: Extraction, call: number, callee: number, list: number, types: number): void {
  const { typeTests } = x.rules.flow;
  if (!typeTests || callee < 0 || list < 0 || !typeTests.includes(x.tree.text(callee))) return;
  const name = x.tree.firstChild(list);
  if (name < 0 || types < 0) return;
  const { role } = x.tree.ruleOf(name);
  if (role === 'name' || role === 'member') x.typeTests.set(call, { text: x.tree.text(name), type: types });
}

/** Notes an operator that tells whether its left operand is an instance of its right one. */
export function noteTypeOperator(x: Extraction, record: number): boolean {
  let isTest = false;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    isTest ||= x.tree.ruleOf(child).role === 'type-test-mark';
  if (!isTest) return false;
  const left = x.tree.slot(record, 'left');
  express(x, left);
  const type = express(x, x.tree.slot(record, 'right'));
  if (type >= 0 && left >= 0 && canBeTested(x.tree.ruleOf(left).role))
    x.typeTests.set(record, { text: x.tree.text(left), type });
  return true;
}

/**
 * Notes a call in a condition: its function can be one that tests its argument or, without arguments, its receiver. One that
 * stands alone can be an assertion, which holds from there on.
 */
export function noteTestCall(x: Extraction, call: number, function_: number, list: number): void {
  const { testsByResult, assertions } = x.rules.flow;
  const asserts = assertions !== undefined && list >= 0 && isStatement(x, call);
  if (asserts && assertions.includes(x.tree.text(slotOrFirst(x, call, 'function'))))
    return addGuards(x, x.tree.firstChild(list), true);
  if (testsByResult === undefined || function_ < 0 || list < 0 || x.typeTests.has(call)) return;
  const canAssert = testsByResult === 'and-assertions';
  const isAlone = isStatement(x, call);
  if (isAlone ? !canAssert : !isCondition(x, call, canAssert)) return;
  const argument = x.tree.firstChild(list);
  if (isAlone && noteAsserted(x, argument, function_, call)) return;
  const name = argument >= 0 || isAlone || !canAssert ? argument : receiverOf(x, call);
  if (name < 0 || !canBeTested(x.tree.ruleOf(name).role)) return;
  const what = isAlone ? Tested.assertedArgument : argument < 0 ? Tested.receiver : Tested.argument;
  if (isAlone && x.guards.length >= MANY_GUARDS) return;
  const type = addExpression(x, Op.tested, function_, what, call);
  if (isAlone) x.guards.push({ text: x.tree.text(name), type, isAsserted: true });
  else x.typeTests.set(call, { text: x.tree.text(name), type });
}

function isStatement(x: Extraction, call: number): boolean {
  const parent = x.tree.parentOf(call);
  return parent < 0 || x.tree.ruleOf(parent).role === 'block';
}

/** Whether a call stands where a condition does: in a branch, or as the first argument of a call that can be an assertion. */
function isCondition(x: Extraction, call: number, canAssert: boolean): boolean {
  const parent = x.tree.parentOf(call);
  const { role, isNegation } = x.tree.ruleOf(parent);
  if (isNegation === true || CONDITIONAL.has(role)) return true;
  const around = canAssert && role === 'arguments' ? x.tree.parentOf(parent) : -1;
  return around >= 0 && x.tree.firstChild(parent) === call && isStatement(x, around);
}

/** Notes what holds of names where the function of a call that stands alone is one that asserts `condition`. */
function noteAsserted(x: Extraction, condition: number, callee: number, call: number): boolean {
  const { guards } = x;
  const known = guards.length;
  if (known >= MANY_GUARDS) return false;
  addGuards(x, condition, true);
  for (let at = known; at < guards.length; at++) {
    const { text, type } = guards[at]!;
    guards[at] = { text, type: addExpression(x, Op.asserted, callee, type, call), isAsserted: true };
  }
  return guards.length > known;
}

/** What a call of a member is called on. */
function receiverOf(x: Extraction, call: number): number {
  const callee = slotOrFirst(x, call, 'function');
  return callee >= 0 && x.tree.ruleOf(callee).role === 'member' ? x.tree.slot(callee, 'object') : -1;
}

/** `value` as it is known where a test of its type has succeeded; `record` is what was read. */
export function guarded(x: Extraction, record: number, { role }: NodeRule, value: number): number {
  const { guards } = x;
  if (value < 0 || !canBeTested(role)) return value;
  const text = x.tree.text(record);
  let known = value;
  for (let at = guards.length - 1; at >= 0; at--) {
    const guard = guards[at]!;
    if (guard.text === text) {
      if (guard.type < 0) return known;
      if (guard.isAsserted === true && !isCalledOn(x, record)) continue;
      known = addExpression(x, Op.guarded, known, guard.type, record);
      // An assertion that tells nothing leaves what was known before.
      if (guard.isAsserted !== true) return known;
    }
    // What an object was is no more known once its name stands for another one.
    if (guard.type < 0 && text.startsWith(`${guard.text}.`)) return known;
  }
  return known;
}

/** Whether a member of what `record` names is called: all that the guess of an assertion is good for. */
function isCalledOn(x: Extraction, record: number): boolean {
  let member = record;
  let around = x.tree.parentOf(member);
  while (around >= 0 && x.tree.ruleOf(around).role === 'member' && x.tree.firstChild(around) === member) {
    member = around;
    around = x.tree.parentOf(member);
  }
  return (
    member !== record &&
    around >= 0 &&
    x.tree.ruleOf(around).role === 'call' &&
    x.tree.firstChild(around) === member
  );
}

/** The expression itself, without what is known of it. */
export function unguarded(x: Extraction, value: number): number {
  const { expressions } = x.facts.tables;
  const isGuarded = value >= 0 && expressions.get(value, Column.expressions.op) === Op.guarded;
  return isGuarded ? expressions.get(value, Column.expressions.a) : value;
}

/** `name`, plain or dotted, stands for something else from here on. */
export function dropGuard(x: Extraction, target: number): void {
  if (x.guards.length > 0) x.guards.push({ text: x.tree.text(target), type: -1 });
}
