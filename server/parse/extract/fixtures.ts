// Functions of tests that others ask for by name, see `fixtures` of the binding rules. The function that is declared next is
// assigned to the decorator under the name by which it is asked for, and to one that asks for others under their names.

import { Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extraction } from './context.ts';
import { addExpression, intern } from './writing.ts';

/** Notes the decorator `written`, whose value is `decorator`, when it makes a fixture or asks for some. */
export function noteFixture(x: Extraction, written: number, decorator: number): void {
  const { fixtures } = x.rules.tests;
  if (!fixtures) return;
  const isCalled = x.tree.ruleOf(written).role === 'call';
  const callee = isCalled ? x.tree.slot(written, 'function') : written;
  const name =
    callee >= 0 && x.tree.ruleOf(callee).role === 'member' ? x.tree.slot(callee, 'property') : callee;
  const kind = name < 0 ? '' : x.tree.text(name);
  const list = isCalled ? x.tree.slot(written, 'arguments') : -1;
  if (kind === fixtures.decorator)
    x.fixtures.push({ decorator, name: list < 0 ? '' : givenName(x, list, fixtures.nameKeyword) });
  if (kind !== fixtures.asker || list < 0) return;
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list))
    if (x.tree.ruleOf(child).role === 'literal') x.fixtures.push({ decorator, name: plainText(x, child) });
}

function plainText(x: Extraction, literal: number): string {
  return x.tree.text(literal).replaceAll(/^\w*["']+|["']+$/g, '');
}

/** The text that is passed for a keyword. */
function givenName(x: Extraction, list: number, keyword: string): string {
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    const name = x.tree.ruleOf(child).role === 'keyword-argument' ? x.tree.slot(child, 'name') : -1;
    const value = name >= 0 && x.tree.text(name) === keyword ? x.tree.slot(child, 'value') : -1;
    if (value >= 0 && x.tree.ruleOf(value).role === 'literal') return plainText(x, value);
  }
  return '';
}

/** Assigns what `declare` declares to the decorators before it that make it a fixture or ask for some. */
export function assignFixtures(x: Extraction, record: number, declare: () => number): number {
  const fixtures = x.fixtures.splice(0);
  const symbol = declare();
  for (const { decorator, name } of fixtures) {
    const text = name === '' ? x.facts.tables.symbols.get(symbol, Column.symbols.name) : intern(x, name);
    const value = addExpression(x, Op.symbol, symbol, 0, record);
    x.facts.tables.memberAssignments.add(decorator, text, value, -1, x.tree.start(record));
  }
  return symbol;
}
