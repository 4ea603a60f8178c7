// Named scopes that are no classes: namespaces, and the members of enumerations.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { nameText } from './declarations.ts';
import type { Extractor, Visitor } from './extractor.ts';

/** A namespace: what it exports is found as its members. `A.B` declares both. */
export const visitNamespace: Visitor = (x, record) => {
  const name = x.slot(record, 'name');
  const body = x.slot(record, 'body');
  if (name < 0) return x.visitChildren(record);
  declareNamespace(x, nameText(x, name).split('.'), name, record, body);
};

function declareNamespace(
  x: Extractor,
  path: readonly string[],
  at: number,
  record: number,
  body: number,
): void {
  const [name, ...rest] = path;
  const symbol = x.declare('Module', name!, at, record);
  const scope = x.facts.addScope(ScopeKind.namespace, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  x.facts.addBinding(x.scope, x.intern(name!), BindingKind.symbol, symbol, x.start(at), -1, -1, symbol);
  const { exportsScope, functionSymbol } = x;
  x.exportsScope = scope;
  x.functionSymbol = -1;
  x.within(scope, symbol, () => {
    x.isBlockScoped = false;
    if (rest.length > 0) declareNamespace(x, rest, at, record, body);
    else if (body >= 0) x.visitChildren(body);
  });
  x.exportsScope = exportsScope;
  x.functionSymbol = functionSymbol;
}

/** The body of an enumeration. */
export const visitEnumerators: Visitor = (x, record) => {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const { role } = x.ruleOf(child);
    if (role === 'field' || role === 'comment') {
      x.visit(child);
      continue;
    }
    const name = nameText(x, child);
    const symbol = x.declare('Field', name, child, child);
    x.facts.addBinding(x.scope, x.intern(name), BindingKind.value, -1, x.start(child), -1, -1, symbol);
  }
};
