// Functions of tests that others ask for by name, see `fixtures` of the binding rules. The function that is declared next is
// assigned to the decorator under the name by which it is asked for.

import { Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Extractor, Fixture } from './extractor.ts';

/** Notes the decorator `written`, whose value is `decorator`, when it makes a fixture. */
export function noteFixture(x: Extractor, written: number, decorator: number): void {
  const { fixtures } = x.compiled.language.binding;
  if (!fixtures) return;
  const isCalled = x.ruleOf(written).role === 'call';
  const callee = isCalled ? x.slot(written, 'function') : written;
  const name = callee >= 0 && x.ruleOf(callee).role === 'member' ? x.slot(callee, 'property') : callee;
  if (name < 0 || x.text(name) !== fixtures.decorator) return;
  const list = isCalled ? x.slot(written, 'arguments') : -1;
  x.fixture = { decorator, name: list < 0 ? '' : givenName(x, list, fixtures.nameKeyword) };
}

/** The text that is passed for a keyword. */
function givenName(x: Extractor, list: number, keyword: string): string {
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    const name = x.ruleOf(child).role === 'keyword-argument' ? x.slot(child, 'name') : -1;
    const value = name >= 0 && x.text(name) === keyword ? x.slot(child, 'value') : -1;
    if (value >= 0 && x.ruleOf(value).role === 'literal')
      return x.text(value).replaceAll(/^\w*["']+|["']+$/g, '');
  }
  return '';
}

/** Assigns a function that was just declared to the decorator that makes it a fixture. */
export function assignFixture(x: Extractor, fixture: Fixture, symbol: number, record: number): void {
  const name =
    fixture.name === '' ? x.facts.tables.symbols.get(symbol, Column.symbols.name) : x.intern(fixture.name);
  const value = x.add(Op.symbol, symbol, 0, record);
  x.facts.tables.memberAssignments.add(fixture.decorator, name, value, -1, x.start(record));
}
