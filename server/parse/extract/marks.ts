// Marks before a declaration: which of them make it a test, leave it out of the default build, or have an interface
// implemented for it.

import { BaseKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { Role } from '../../languages/language.ts';
import type { Extraction, Visitor } from './context.ts';
import { expressType } from './walk.ts';

/** What a mark can stand before that is declared. */
const DECLARING: ReadonlySet<Role> = new Set([
  'function',
  'class',
  'type-declaration',
  'namespace',
  'field',
  'variant',
  'assign',
  'extension',
  'hook',
]);

/** Those that make no symbol which would take what is noted. */
const UNNAMED: ReadonlySet<Role> = new Set(['assign', 'extension', 'hook']);

/** Notes what a mark says of the declaration behind it. */
export const visitMark: Visitor = (x, record) => {
  const parent = x.tree.parentOf(record);
  let next = x.tree.nextSibling(record, parent);
  while (next >= 0 && (x.tree.ruleOf(next).role === 'mark' || x.tree.ruleOf(next).role === 'comment'))
    next = x.tree.nextSibling(next, parent);
  if (next < 0 || !DECLARING.has(x.tree.ruleOf(next).role)) return;
  const { tests, classes, flow } = x.rules;
  const text = x.tree.text(record);
  if (tests.testMarks?.test(text) === true) x.pendingFlags |= SymbolFlag.test;
  // A scope that stands in another file is no symbol here.
  const isScope = x.tree.ruleOf(next).role === 'namespace' && x.tree.slot(next, 'body') >= 0;
  if (isScope && tests.testScopeMarks?.test(text) === true) x.pendingFlags |= SymbolFlag.test;
  if (flow.leavesOut?.(text) === true) x.leftOut.add(next);
  if (UNNAMED.has(x.tree.ruleOf(next).role)) return;
  if (x.decoratedLine < 0) x.decoratedLine = x.tree.line(record);
  const inner = x.tree.firstChild(record);
  const name = inner < 0 ? -1 : x.tree.firstChild(inner);
  if (name < 0 || x.tree.text(name) !== classes.derivingMark) return;
  const list = x.tree.slot(inner, 'arguments');
  for (
    let child = list < 0 ? -1 : x.tree.firstChild(list);
    child >= 0;
    child = x.tree.nextSibling(child, list)
  )
    if (x.tree.ruleOf(child).role === 'name') x.derived.push(child);
};

/** The interfaces that marks before a class have implemented for it. */
export function addDerived(x: Extraction, symbol: number): void {
  for (const name of x.derived.splice(0))
    x.facts.tables.bases.add(symbol, expressType(x, name), BaseKind.implements);
}
