// Roles that declare symbols: functions, classes, their parameters, bases and members.

import { BaseKind, BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import { ALWAYS, Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { NodeRule } from '../../languages/language.ts';
import { ANONYMOUS_KIND } from './extractor.ts';
import type { Extractor, Visitor } from './extractor.ts';
import { assignFixtures } from './fixtures.ts';
import { declareDocumented, documentedResult } from './documentation.ts';
import { declareParameters } from './parameters.ts';
import { declareReceiver } from './receivers.ts';
import { describeNameless } from './nameless.ts';
import { declareResult } from './results.ts';

/** Marks (`async`, `static` …) that are direct children of a declaration. */
export function readFlags(x: Extractor, record: number): void {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const { role, flag, when } = x.ruleOf(child);
    if (role === 'flag' && flag) {
      if (when === undefined || when.test(x.text(child))) x.pendingFlags |= SymbolFlag[flag];
    } else if (role === 'decorator') x.visit(child);
  }
}

/**
 * Declares a function with its scope, parameters, result type and body. `name` and `nameRecord` are given when the name
 * stands outside (`const name = () => …`); without any name it is anonymous. Binds nothing.
 */
export function declareFunction(
  x: Extractor,
  record: number,
  rule: NodeRule,
  name: string,
  nameRecord: number,
  outer = record,
  isExpression = false,
): number {
  readFlags(x, record);
  const ownName = x.slot(record, 'name');
  const at = nameRecord >= 0 ? nameRecord : ownName;
  const called = name !== '' || at < 0 ? name : nameText(x, at);
  const receiver = x.slot(record, 'receiver');
  const isMember = receiver >= 0 || x.scopeKind() === ScopeKind.class;
  const kind = called === '' ? ANONYMOUS_KIND : isMember ? 'Method' : (rule.symbol ?? 'Function');
  const documented = x.docTypesAbove(outer) ?? x.docTypesAbove(record);
  const symbol = x.declare(kind, called, at, outer);
  const { symbols } = x.facts.tables;
  const scope = x.facts.addScope(
    rule.bodyIsResult === true ? ScopeKind.arrow : ScopeKind.function,
    x.scope,
    symbol,
  );
  symbols.set(symbol, Column.symbols.body, scope);
  const body = x.slot(record, 'body');
  if (isMember && receiver < 0 && body < 0 && x.slotField(record, 'body') !== 0)
    x.setFlag(symbol, SymbolFlag.abstract);
  if (called !== '') x.setSignature(symbol, x.start(record), body >= 0 ? x.start(body) : x.end(record));
  else describeNameless(x, symbol, record);
  const outerFunction = x.functionSymbol;
  const outerReach = x.facts.reach;
  const known = x.guards.splice(0);
  x.facts.reach = ALWAYS;
  x.functionSymbol = symbol;
  x.within(scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    x.bodyStart = body >= 0 ? x.start(body) : x.end(record);
    if (receiver >= 0) declareReceiver(x, symbol, receiver);
    if (ownName >= 0 && (isExpression || (nameRecord >= 0 && ownName !== nameRecord))) {
      x.facts.addBinding(scope, x.nameOf(ownName), BindingKind.symbol, symbol, x.start(ownName));
    }
    visitTypeParameters(x, record);
    const parameters = x.slot(record, 'parameters');
    const outerDocumented = x.documented;
    const outerAnnotates = x.annotatesOutside;
    x.documented = documented;
    // Type parameters of its own are names of its scope.
    x.annotatesOutside =
      x.compiled.language.rules.names.annotatesOutside === true && x.slot(record, 'typeParameters') < 0;
    declareDocumented(x, record);
    const documentedType = documentedResult(x);
    declareParameters(x, parameters >= 0 ? parameters : x.slot(record, 'parameter'));
    x.documented = outerDocumented;
    const result = declareResult(x, x.slot(record, 'result'));
    x.annotatesOutside = outerAnnotates;
    symbols.set(symbol, Column.symbols.result, result >= 0 ? result : documentedType);
    visitBody(x, symbol, body, rule);
  });
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  x.guards.length = 0;
  x.guards.push(...known);
  return symbol;
}

export function visitTypeParameters(x: Extractor, record: number): void {
  const list = x.slot(record, 'typeParameters');
  if (list >= 0) x.visit(list);
}

/** The text of a name; quotes and brackets of computed names are kept off. */
export function nameText(x: Extractor, record: number): string {
  return x.text(record).replace(/^["'[]+|["'\]]+$/g, '');
}

function visitBody(x: Extractor, symbol: number, body: number, rule: NodeRule): void {
  if (body < 0) return;
  const bodyRule = x.ruleOf(body);
  if (rule.bodyIsResult === true && bodyRule.role !== 'block') {
    x.facts.tables.returns.add(symbol, x.expression(body), 0);
    return;
  }
  noteDocstring(x, symbol, body);
  if (bodyRule.role === 'block') x.visitChildren(body);
  else x.visit(body);
}

/** The string that stands first in a body documents its owner, in languages that say so. */
function noteDocstring(x: Extractor, symbol: number, body: number): void {
  if (!x.compiled.language.rules.names.docstrings) return;
  const first = x.firstChild(body);
  if (first < 0) return;
  const rule = x.ruleOf(first);
  if (rule.role === 'literal' && rule.literal === x.compiled.language.rules.types.textType)
    x.setDoc(symbol, x.text(first));
}

/**
 * Declares a class with its bases and members; see declareFunction for the name. Binds nothing. Its type parameters are
 * bound around it.
 */
export function declareClass(
  x: Extractor,
  record: number,
  rule: NodeRule,
  name: string,
  nameRecord: number,
  outer = record,
): number {
  const own = x.slot(record, 'name');
  // The name of a class that is written as a value is seen inside of it.
  const isNamedValue = own >= 0 && own !== nameRecord && rule.scope !== 'block' && rule.symbol === undefined;
  if (x.slot(record, 'typeParameters') < 0 && !isNamedValue)
    return declareClassIn(x, record, rule, name, nameRecord, outer);
  let symbol = -1;
  x.within(x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    visitTypeParameters(x, record);
    symbol = declareClassIn(x, record, rule, name, nameRecord, outer);
    if (isNamedValue)
      x.facts.addBinding(x.scope, x.nameOf(own), BindingKind.symbol, symbol, x.start(own), -1, -1, symbol);
  });
  return symbol;
}

function declareClassIn(
  x: Extractor,
  record: number,
  rule: NodeRule,
  name: string,
  nameRecord: number,
  outer: number,
): number {
  readFlags(x, record);
  const ownName = x.slot(record, 'name');
  const at = nameRecord >= 0 ? nameRecord : ownName;
  const called = name !== '' || at < 0 ? name : x.text(at);
  const symbol = x.declare(called === '' ? ANONYMOUS_KIND : (rule.symbol ?? 'Class'), called, at, outer);
  const body =
    x.slot(record, 'body') >= 0 || x.slotField(record, 'body') > 0 ? x.slot(record, 'body') : record;
  const wasNamelessType = x.isNamelessType;
  x.isNamelessType = rule.symbol === 'Type' && (called === '' || wasNamelessType);
  if (called !== '') x.setSignature(symbol, x.start(record), body >= 0 ? x.start(body) : x.end(record));
  const bases = x.slot(record, 'bases');
  if (bases >= 0) readBases(x, symbol, bases, BaseKind.extends);
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const { role } = x.ruleOf(child);
    if (child === bases) continue;
    if (role === 'extends') readBases(x, symbol, child, BaseKind.extends);
    else if (role === 'implements') readBases(x, symbol, child, BaseKind.implements);
  }
  const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  const outerFunction = x.functionSymbol;
  const outerReach = x.facts.reach;
  x.facts.reach = ALWAYS;
  x.functionSymbol = -1;
  x.within(scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    declareComponents(x, x.slot(record, 'parameters'));
    if (body < 0) return;
    noteDocstring(x, symbol, body);
    if (body === record || x.ruleOf(body).role === 'block') x.visitChildren(body);
    else x.visit(body);
  });
  x.isNamelessType = wasNamelessType;
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  return symbol;
}

/** Fields that stand beside the name of their class: each is read by a method that is called so. */
function declareComponents(x: Extractor, list: number): void {
  for (let child = list < 0 ? -1 : x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    const name = x.slot(child, 'name');
    if (x.ruleOf(child).role !== 'parameter' || name < 0) continue;
    x.pendingFlags |= SymbolFlag.property;
    const symbol = x.declare('Method', x.text(name), name, child);
    x.setSignature(symbol, x.start(child), x.end(child));
    x.facts.tables.symbols.set(symbol, Column.symbols.result, x.typeExpression(x.slot(child, 'type')));
    x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.symbol, symbol, x.start(name), -1, -1, symbol);
  }
}

/** A class without a name, written where an instance of it is made: it extends `base` and is called after it. */
export function declareNamelessClass(
  x: Extractor,
  body: number,
  base: number,
  called: string,
  record: number,
): number {
  const symbol = x.declare('Class', `<anonymous ${called}>`, record, record);
  x.facts.tables.bases.add(symbol, base, BaseKind.extends);
  const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  const [outerFunction, outerReach] = [x.functionSymbol, x.facts.reach];
  x.facts.reach = ALWAYS;
  x.functionSymbol = -1;
  x.within(scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    x.visitChildren(body);
  });
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  return symbol;
}

function readBases(x: Extractor, symbol: number, list: number, kind: number): void {
  const { role } = x.ruleOf(list);
  if (role !== 'extends' && role !== 'implements' && role !== 'arguments') {
    x.facts.tables.bases.add(symbol, x.typeExpression(list), kind);
    return;
  }
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    const childRole = x.ruleOf(child).role;
    if (childRole === 'comment') continue;
    if (childRole === 'type-arguments') {
      bindTypeArguments(x, child);
      continue;
    }
    if (childRole === 'keyword-argument') readKeyword(x, symbol, child);
    else x.facts.tables.bases.add(symbol, x.typeExpression(child), kind);
  }
}

/** `name=value` among the bases: the metaclass, or something that is only read. */
function readKeyword(x: Extractor, symbol: number, record: number): void {
  const { metaclassKeyword } = x.compiled.language.rules.classes;
  const value = x.expression(x.slot(record, 'value'));
  const name = x.slot(record, 'name');
  if (metaclassKeyword === undefined || name < 0 || value < 0 || x.text(name) !== metaclassKeyword) return;
  x.facts.tables.bases.add(symbol, value, BaseKind.metaclass);
}

/** Type arguments that follow a base belong to it. */
function bindTypeArguments(x: Extractor, list: number): void {
  const { bases } = x.facts.tables;
  const row = bases.rows - 1;
  const type = row < 0 ? -1 : bases.get(row, Column.bases.type);
  if (type < 0 || x.compiled.language.rules.types.typeArguments !== true) return x.visit(list);
  const pairs: number[] = [];
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list))
    pairs.push(0, x.typeExpression(child));
  bases.set(row, Column.bases.type, x.add(Op.generic, type, x.facts.addArguments(pairs), list));
}

/** Binds a declared symbol under its name in the scope that its declaration reaches. */
export function bindDeclared(x: Extractor, symbol: number, record: number, rule: NodeRule): void {
  const { symbols } = x.facts.tables;
  if (symbols.get(symbol, Column.symbols.receiver) >= 0 || x.slot(record, 'receiver') >= 0) return;
  const scope = x.declarationScope(rule.scope === 'block');
  const name = symbols.get(symbol, Column.symbols.name);
  x.facts.addBinding(scope, name, BindingKind.symbol, symbol, x.start(record), -1, -1, symbol);
}

export const visitFunction: Visitor = (x, record, rule) => {
  const symbol = assignFixtures(x, record, () => declareFunction(x, record, rule, '', -1));
  if (rule.role === 'signature' || x.overloads.size > 0) foldOverloads(x, symbol, rule);
  bindDeclared(x, symbol, record, rule);
};

/** Signatures of one name before another, or before the function with the body, are part of it: no symbols of the graph. */
function foldOverloads(x: Extractor, symbol: number, rule: NodeRule): void {
  const { symbols } = x.facts.tables;
  const column = Column.symbols;
  const key = keyOfName(x.scope, symbols.get(symbol, column.name));
  const earlier = x.overloads.get(key);
  if (earlier !== undefined) {
    symbols.set(earlier, column.kind, ANONYMOUS_KIND);
    symbols.set(earlier, column.parent, symbol);
    const doc = symbols.get(earlier, column.doc);
    if (doc !== 0 && symbols.get(symbol, column.doc) === 0) symbols.set(symbol, column.doc, doc);
  }
  if (rule.role === 'signature') x.overloads.set(key, symbol);
  else x.overloads.delete(key);
}

export const visitClass: Visitor = (x, record, rule) => {
  const symbol = assignFixtures(x, record, () => declareClass(x, record, rule, '', -1));
  bindDeclared(x, symbol, record, rule);
};
