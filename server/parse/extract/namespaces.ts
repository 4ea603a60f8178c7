// Named scopes that are no classes: namespaces, and the members of enumerations.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { declareNamelessClass, nameText, readFlags } from './declarations.ts';
import { readArguments } from './expressions.ts';
import type { Extractor, Visitor } from './extractor.ts';

/**
 * A namespace: what it exports is found as its members. `A.B` declares both; a quoted name is that of a module, to which the
 * members are added. Without a name its block holds what is declared for all files, as a namespace of the name that the rule
 * says.
 */
export const visitNamespace: Visitor = (x, record, rule) => {
  const name = x.slot(record, 'name');
  const body = x.slot(record, 'body');
  if (name >= 0) {
    const isQuoted = x.ruleOf(name).role === 'literal';
    const text = nameText(x, name);
    declareNamespace(x, isQuoted ? [text] : text.split('.'), name, record, body, isQuoted);
    return;
  }
  const block = rule.literal === undefined ? -1 : blockOf(x, record);
  if (block < 0) x.visitChildren(record);
  else declareNamespace(x, [rule.literal!], record, record, block, true);
};

function blockOf(x: Extractor, record: number): number {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record))
    if (x.ruleOf(child).role === 'block') return child;
  return -1;
}

/** One that adds to another is no name of the file, and noted as an import of what it adds to, in its own scope. */
function declareNamespace(
  x: Extractor,
  path: readonly string[],
  at: number,
  record: number,
  body: number,
  isAddition = false,
): void {
  const [name, ...rest] = path;
  const symbol = x.declare('Module', name!, at, record);
  const scope = x.facts.addScope(ScopeKind.namespace, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  if (!isAddition)
    x.facts.addBinding(x.scope, x.intern(name!), BindingKind.symbol, symbol, x.start(at), -1, -1, symbol);
  else if (at !== record) x.addImport(name!, '', at, scope);
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

/** A constant that is an instance of the enumeration around it, made by a call of its constructor where one is written. */
export const visitInstanceConstant: Visitor = (x, record) => {
  const name = x.slot(record, 'name');
  const type = x.symbolExpression(x.owner, record);
  const body = x.slot(record, 'body');
  const list = x.slot(record, 'arguments');
  readFlags(x, record);
  x.pendingFlags |= SymbolFlag.static;
  const symbol = x.declare('Field', x.text(name), name, record);
  x.setSignature(symbol, x.start(record), body >= 0 ? x.start(body) : x.end(record));
  const value =
    list < 0
      ? x.add(Op.instance, type, 0, record)
      : x.add(Op.construct, type, readArguments(x, list), record);
  x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.value, value, x.start(name), -1, -1, symbol);
  if (body >= 0) declareNamelessClass(x, body, type, x.text(name), body);
};

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
