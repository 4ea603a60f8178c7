// Blocks, conditions and selections as values: what each gives is what stands last in the part that runs.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import type { Expresser, Extraction } from './context.ts';
import { bindPattern } from './patterns.ts';
import { addExpression } from './writing.ts';
import { indexed } from './operations.ts';
import { express, visit } from './walk.ts';
import { within } from './scopes.ts';

/** The value of a block is that of what stands last in it, when it has one. */
export const expressBlock: Expresser = (x, record, rule) => {
  if (rule.isValue !== true) {
    visit(x, record);
    return -1;
  }
  let value = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    value = visitStatements(x, record);
  });
  return value;
};

/** Visits what stands in a block, and gives the value of the last. */
export function visitStatements(x: Extraction, block: number): number {
  let last = -1;
  for (let child = x.tree.firstChild(block); child >= 0; child = x.tree.nextSibling(child, block))
    if (x.tree.ruleOf(child).role !== 'comment') last = child;
  let value = -1;
  for (let child = x.tree.firstChild(block); child >= 0; child = x.tree.nextSibling(child, block)) {
    if (child !== last) visit(x, child);
    else {
      const given = express(x, child);
      if (!x.tree.textBetween(x.tree.end(child), x.tree.end(block)).includes(';')) value = given;
    }
  }
  return value;
}

/** `if condition { a } else { b }`: names that the condition binds are seen in the first block. */
export const expressConditionalBlocks: Expresser = (x, record) => {
  const left = x.tree.slot(record, 'left');
  const right = x.tree.slot(record, 'right');
  let a = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
      if (child !== left && child !== right) express(x, child);
    a = express(x, left);
  });
  return either(x, a, express(x, right), record);
};

function either(x: Extraction, a: number, b: number, record: number): number {
  return a < 0 || b < 0 ? Math.max(a, b) : addExpression(x, Op.choice, a, b, record);
}

/** `match value { pattern => value, … }`. */
export const expressSelect: Expresser = (x, record) => {
  const body = x.tree.slot(record, 'body');
  const outer = x.matched;
  x.matched = { value: express(x, x.tree.slot(record, 'value')), text: '' };
  let value = -1;
  for (
    let child = body < 0 ? -1 : x.tree.firstChild(body);
    child >= 0;
    child = x.tree.nextSibling(child, body)
  )
    value = either(x, value, express(x, child), record);
  x.matched = outer;
  return value;
};

/** `pattern if condition => value`. */
export const expressArm: Expresser = (x, record) => {
  const pattern = x.tree.slot(record, 'left');
  const right = x.tree.slot(record, 'right');
  const { matched } = x;
  let value = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    const first = pattern < 0 ? -1 : x.tree.firstChild(pattern);
    // The condition stands behind the pattern.
    if (first >= 0) bindPattern(x, first, matched.value, -1, record);
    for (
      let child = first < 0 ? -1 : x.tree.nextSibling(first, pattern);
      child >= 0;
      child = x.tree.nextSibling(child, pattern)
    )
      express(x, child);
    value = express(x, right);
  });
  return value;
};

/** `value[index]`: an element, or the same with fewer of them. */
export const expressIndexed: Expresser = (x, record, rule) => {
  const object = x.tree.firstChild(record);
  const index = object < 0 ? -1 : x.tree.nextSibling(object, record);
  const value = express(x, object);
  const isRange = index >= 0 && x.tree.ruleOf(index).role === 'range';
  const place = index < 0 ? -1 : express(x, index);
  const item = value < 0 || isRange ? value : addExpression(x, Op.subscript, value, -1, record);
  return rule.operates === undefined ? item : indexed(x, record, object, [value, place], item);
};
