// Members of enumerations that their values are made by, and fields that have numbers for names.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { Extraction, Visitor } from './context.ts';
import { addExpression, intern, nameOf, symbolExpression } from './writing.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import { declareSymbol, setSignature } from './symbols.ts';
import { parametersIn } from './scopes.ts';

/** Fields by their positions: `.0`, `.1`. */
export const visitNumberedFields: Visitor = (x, record) => {
  const field = x.tree.slotField(record, 'type');
  let index = 0;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.field(child) !== field) {
      visit(x, child);
      continue;
    }
    const symbol = declareSymbol(x, 'Field', String(index), child, child);
    setSignature(x, symbol, x.tree.start(child), x.tree.end(child));
    const type = expressType(x, child);
    const name = intern(x, String(index));
    x.facts.addBinding(x.scope, name, BindingKind.value, -1, x.tree.start(child), type, -1, symbol);
    index++;
  }
};

/** A value of the enumeration, or what makes one of what it is given. */
export const visitVariant: Visitor = (x, record) => {
  const name = x.tree.slot(record, 'name');
  const body = x.tree.slot(record, 'body');
  if (name < 0) return visitChildren(x, record);
  x.pendingFlags |= SymbolFlag.static;
  const symbol = declareSymbol(x, 'Field', x.tree.text(name), name, record);
  setSignature(x, symbol, x.tree.start(record), x.tree.end(record));
  const type = enumerationType(x, record);
  const made = addExpression(x, Op.instance, type, 0, record);
  const given = body < 0 ? -1 : addExpression(x, Op.functionType, type, readGiven(x, body), record);
  express(x, x.tree.slot(record, 'value'));
  x.facts.addBinding(
    x.scope,
    nameOf(x, name),
    BindingKind.value,
    given < 0 ? made : -1,
    x.tree.start(name),
    given,
    -1,
    symbol,
  );
};

/** The enumeration around, with its type parameters. */
function enumerationType(x: Extraction, at: number): number {
  const type = symbolExpression(x, x.owner, at);
  const { bindings, scopes } = x.facts.tables;
  const around = scopes.get(x.scope, Column.scopes.parent);
  const pairs: number[] = [];
  for (const row of parametersIn(x, around))
    pairs.push(0, addExpression(x, Op.name, bindings.get(row, Column.bindings.name), 1, at));
  return pairs.length === 0 ? type : addExpression(x, Op.generic, type, x.facts.addArguments(pairs), at);
}

/** The types of what a variant is given, by name where it has names. */
function readGiven(x: Extraction, body: number): number {
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(body); child >= 0; child = x.tree.nextSibling(child, body)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'mark' || role === 'comment') continue;
    if (role !== 'field') pairs.push(0, expressType(x, child));
    else {
      const name = x.tree.slot(child, 'name');
      pairs.push(name < 0 ? 0 : nameOf(x, name), expressType(x, x.tree.slot(child, 'type')));
    }
  }
  return x.facts.addArguments(pairs);
}
