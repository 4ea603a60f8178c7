// Functions of tests that others ask for by name, see `fixtures` of the binding rules. The function that is declared next is
// assigned to the decorator under the name by which it is asked for, and to one that asks for others under their names.

import { Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extractor } from './extractor.ts';

/** Notes the decorator `written`, whose value is `decorator`, when it makes a fixture or asks for some. */
export function noteFixture(x: Extractor, written: number, decorator: number): void {
  const { fixtures } = x.compiled.language.rules.tests;
  if (!fixtures) return;
  const isCalled = x.ruleOf(written).role === 'call';
  const callee = isCalled ? x.slot(written, 'function') : written;
  const name = callee >= 0 && x.ruleOf(callee).role === 'member' ? x.slot(callee, 'property') : callee;
  const kind = name < 0 ? '' : x.text(name);
  const list = isCalled ? x.slot(written, 'arguments') : -1;
  if (kind === fixtures.decorator)
    x.fixtures.push({ decorator, name: list < 0 ? '' : givenName(x, list, fixtures.nameKeyword) });
  if (kind !== fixtures.asker || list < 0) return;
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list))
    if (x.ruleOf(child).role === 'literal') x.fixtures.push({ decorator, name: plainText(x, child) });
}

function plainText(x: Extractor, literal: number): string {
  return x.text(literal).replaceAll(/^\w*["']+|["']+$/g, '');
}

/** The text that is passed for a keyword. */
function givenName(x: Extractor, list: number, keyword: string): string {
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    const name = x.ruleOf(child).role === 'keyword-argument' ? x.slot(child, 'name') : -1;
    const value = name >= 0 && x.text(name) === keyword ? x.slot(child, 'value') : -1;
    if (value >= 0 && x.ruleOf(value).role === 'literal') return plainText(x, value);
  }
  return '';
}

/** Assigns what `declare` declares to the decorators before it that make it a fixture or ask for some. */
export function assignFixtures(x: Extractor, record: number, declare: () => number): number {
  const fixtures = x.fixtures.splice(0);
  const symbol = declare();
  for (const { decorator, name } of fixtures) {
    const text = name === '' ? x.facts.tables.symbols.get(symbol, Column.symbols.name) : x.intern(name);
    const value = x.add(Op.symbol, symbol, 0, record);
    x.facts.tables.memberAssignments.add(decorator, text, value, -1, x.start(record));
  }
  return symbol;
}
