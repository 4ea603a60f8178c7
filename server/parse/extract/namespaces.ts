// Named scopes that are no classes: namespaces, and the members of enumerations.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { R_NEXT } from '../records.ts';
import { SymbolFlag } from '../../graph.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction, Visitor } from './context.ts';
import { createHookApi } from './hookApi.ts';
import { declareNamelessClass, nameText, readFlags } from './declarations.ts';
import { readArguments } from './expressions.ts';
import { within } from './scopes.ts';
import { declareSymbol, setPackageName, setSignature } from './symbols.ts';
import { visit, visitChildren } from './walk.ts';
import { addExpression, addImport, intern, nameOf, symbolExpression } from './writing.ts';

/**
 * A namespace: what it exports is found as its members. `A.B` declares both; a quoted name is that of a module, to which the
 * members are added. Without a name its block holds what is declared for all files, as a namespace of the name that the rule
 * says.
 */
export const visitNamespace: Visitor = (x, record, rule) => {
  const name = x.tree.slot(record, 'name');
  const body = x.tree.slot(record, 'body');
  if (body < 0 && rule.isElsewhere === true)
    return x.language.hooks.extract?.((x.hookApi ??= createHookApi(x)), record);
  if (rule.isPackage === true) return visitPackagePart(x, record, name, body, rule.isApart === true);
  if (name >= 0) {
    const isQuoted = x.tree.ruleOf(name).role === 'literal';
    const text = nameText(x, name);
    declareNamespace(x, isQuoted ? [text] : text.split('.'), name, record, body, isQuoted);
    return;
  }
  const block = rule.literal === undefined ? -1 : blockOf(x, record);
  if (block < 0) visitChildren(x, record);
  else declareNamespace(x, [rule.literal!], record, record, block, true);
};

/** Whether a part of a package, at the top of the file, is all that declares anything there. */
function isOnlyPart(x: Extraction, part: number): boolean {
  for (let record = 0; record < x.tree.length; record = x.tree.ints[record + R_NEXT]!) {
    const { role } = x.tree.ruleOf(record);
    if (record !== part && (role === 'namespace' || role === 'class' || role === 'function')) return false;
  }
  return true;
}

/** A part of a package: where a file has a single one, it is the package of the file. */
function visitPackagePart(x: Extraction, record: number, name: number, body: number, isApart: boolean): void {
  const path = name < 0 ? '' : x.tree.text(name).replaceAll(/\s/g, '');
  const isWhole = !isApart && x.scope === MODULE_SCOPE && (body < 0 || isOnlyPart(x, record));
  if (isWhole) {
    setPackageName(x, path, '');
    if (body >= 0) visitChildren(x, body);
    return;
  }
  const symbol = declareSymbol(x, 'Module', path, name, record);
  const scope = x.facts.addScope(ScopeKind.namespace, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  within(x, scope, symbol, () => {
    if (body >= 0) visitChildren(x, body);
  });
}

function blockOf(x: Extraction, record: number): number {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'block') return child;
  return -1;
}

/** One that adds to another is no name of the file, and noted as an import of what it adds to, in its own scope. */
function declareNamespace(
  x: Extraction,
  path: readonly string[],
  at: number,
  record: number,
  body: number,
  isAddition = false,
): void {
  const [name, ...rest] = path;
  const symbol = declareSymbol(x, 'Module', name!, at, record);
  const scope = x.facts.addScope(ScopeKind.namespace, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  if (!isAddition)
    x.facts.addBinding(
      x.scope,
      intern(x, name!),
      BindingKind.symbol,
      symbol,
      x.tree.start(at),
      -1,
      -1,
      symbol,
    );
  else if (at !== record) addImport(x, name!, '', at, scope);
  const { exportsScope, functionSymbol } = x;
  x.exportsScope = scope;
  x.functionSymbol = -1;
  within(x, scope, symbol, () => {
    x.isBlockScoped = false;
    if (rest.length > 0) declareNamespace(x, rest, at, record, body);
    else if (body >= 0) visitChildren(x, body);
  });
  x.exportsScope = exportsScope;
  x.functionSymbol = functionSymbol;
}

/** A constant that is an instance of the enumeration around it, made by a call of its constructor where one is written. */
export const visitInstanceConstant: Visitor = (x, record) => {
  const name = x.tree.slot(record, 'name');
  const type = symbolExpression(x, x.owner, record);
  const body = x.tree.slot(record, 'body');
  const list = x.tree.slot(record, 'arguments');
  readFlags(x, record);
  x.pendingFlags |= SymbolFlag.static;
  const symbol = declareSymbol(x, 'Field', x.tree.text(name), name, record);
  setSignature(x, symbol, x.tree.start(record), body >= 0 ? x.tree.start(body) : x.tree.end(record));
  const value =
    list < 0
      ? addExpression(x, Op.instance, type, 0, record)
      : addExpression(x, Op.construct, type, readArguments(x, list), record);
  x.facts.addBinding(x.scope, nameOf(x, name), BindingKind.value, value, x.tree.start(name), -1, -1, symbol);
  if (body >= 0) declareNamelessClass(x, body, type, x.tree.text(name), body);
};

/** The body of an enumeration. */
export const visitEnumerators: Visitor = (x, record) => {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'field' || role === 'comment') {
      visit(x, child);
      continue;
    }
    const name = nameText(x, child);
    const symbol = declareSymbol(x, 'Field', name, child, child);
    x.facts.addBinding(x.scope, intern(x, name), BindingKind.value, -1, x.tree.start(child), -1, -1, symbol);
  }
};
