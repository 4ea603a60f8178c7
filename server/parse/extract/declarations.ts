// Roles that declare symbols: functions, classes, their parameters, bases and members.

import { BaseKind, BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { NodeRule } from '../../languages/language.ts';
import { ANONYMOUS_KIND } from './extractor.ts';
import type { Extractor, Visitor } from './extractor.ts';
import { bindPattern } from './patterns.ts';
import { expressResults } from './results.ts';

/** Marks (`async`, `static` …) that are direct children of a declaration. */
function readFlags(x: Extractor, record: number): void {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const { role, flag } = x.ruleOf(child);
    if (role === 'flag' && flag) x.pendingFlags |= SymbolFlag[flag];
    else if (role === 'decorator') x.visit(child);
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
  const symbol = x.declare(kind, called, at, outer);
  const { symbols, scopes } = x.facts.tables;
  const scope = x.facts.addScope(
    rule.bodyIsResult === true ? ScopeKind.arrow : ScopeKind.function,
    x.scope,
    symbol,
  );
  symbols.set(symbol, Column.symbols.body, scope);
  void scopes;
  const body = x.slot(record, 'body');
  if (called !== '') x.setSignature(symbol, x.start(record), body >= 0 ? x.start(body) : x.end(record));
  const outerFunction = x.functionSymbol;
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
    declareParameters(x, parameters >= 0 ? parameters : x.slot(record, 'parameter'));
    symbols.set(symbol, Column.symbols.result, declareResult(x, x.slot(record, 'result')));
    visitBody(x, symbol, body, rule);
  });
  x.functionSymbol = outerFunction;
  return symbol;
}

function visitTypeParameters(x: Extractor, record: number): void {
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
export function noteDocstring(x: Extractor, symbol: number, body: number): void {
  if (!x.compiled.language.binding.docstrings) return;
  const first = x.firstChild(body);
  if (first < 0) return;
  const rule = x.ruleOf(first);
  if (rule.role === 'literal' && rule.literal === x.compiled.language.binding.textType)
    x.setDoc(symbol, x.text(first));
}

/** `func (r *T) m()`: the type says whose method it is, the name stands for the object. */
function declareReceiver(x: Extractor, symbol: number, receiver: number): void {
  const parameter = x.ruleOf(receiver).role === 'parameters' ? x.firstChild(receiver) : receiver;
  if (parameter < 0) return;
  declareReceiverArguments(x, x.slot(parameter, 'type'));
  // Seen from outside the method: a type that its body declares is not the receiver's.
  const inner = x.scope;
  x.scope = x.facts.tables.scopes.get(inner, Column.scopes.parent);
  const type = x.typeExpression(x.slot(parameter, 'type'));
  x.scope = inner;
  x.facts.tables.symbols.set(symbol, Column.symbols.receiver, type);
  const name = x.slot(parameter, 'name');
  if (name >= 0)
    x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.value, -1, x.parameterPosition(name), type);
}

/** The type arguments of a receiver, `func (r *T[A]) m()`, are names that the method declares. */
function declareReceiverArguments(x: Extractor, type: number): void {
  if (type < 0) return;
  const { role } = x.ruleOf(type);
  if (role === 'same-type') return declareReceiverArguments(x, x.firstChild(type));
  if (role !== 'generic') return;
  for (let child = x.firstChild(type); child >= 0; child = x.nextSibling(child, type)) {
    if (x.ruleOf(child).role !== 'type-arguments') continue;
    for (let one = x.firstChild(child); one >= 0; one = x.nextSibling(one, child)) {
      x.facts.addBinding(x.scope, x.nameOf(one), BindingKind.unknown, -1, x.start(one));
    }
  }
}

/** The type of what a function returns; names in a list of results are bound to theirs. */
function declareResult(x: Extractor, record: number): number {
  if (record < 0 || x.ruleOf(record).role !== 'parameters') return x.typeExpression(record);
  return expressResults(x, record, (name, type) =>
    x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.value, -1, x.parameterPosition(name), type),
  );
}

/** Binds the parameters in order; a lone name is a list of one. */
export function declareParameters(x: Extractor, list: number): void {
  if (list < 0) return;
  if (x.ruleOf(list).role === 'name') {
    declareParameter(x, list, 0);
    return;
  }
  let index = 0;
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) {
    const { role } = x.ruleOf(child);
    if (role === 'comment' || role === 'plain') continue;
    index = declareParameter(x, child, index);
  }
}

/** Binds one parameter and returns the position of the next. */
function declareParameter(x: Extractor, record: number, index: number): number {
  const rule = x.ruleOf(record);
  const { start } = { start: x.start(record) };
  if (rule.role === 'name') {
    x.facts.addBinding(x.scope, x.nameOf(record), BindingKind.parameter, index, start);
    return index + 1;
  }
  if (rule.role === 'self') return index;
  if (rule.role !== 'parameter' && rule.role !== 'default-pattern') {
    bindPattern(x, record, -1, -1, record);
    return index + 1;
  }
  const isDefault = rule.role === 'default-pattern';
  const typeRecord = x.slot(record, 'type');
  const type = x.typeExpression(typeRecord);
  const value = x.expression(x.slot(record, isDefault ? 'right' : 'value'));
  const nameField = x.slotField(record, isDefault ? 'left' : 'name');
  let bound = 0;
  let promotes = false;
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    const isName = nameField === 0 ? bound === 0 && child !== typeRecord : x.field(child) === nameField;
    const childRule = x.ruleOf(child);
    if (childRule.role === 'decorator') x.visit(child);
    else if (childRule.role === 'promotes') promotes = true;
    if (!isName || childRule.role === 'decorator' || childRule.role === 'promotes') continue;
    if (childRule.role === 'name') {
      const slot = rule.collects ? BindingKind.value : BindingKind.parameter;
      const of = rule.collects && type >= 0 ? x.add(Op.collection, type, 0, child) : type;
      const payload = rule.collects ? -1 : index + bound;
      x.facts.addBinding(x.scope, x.nameOf(child), slot, payload, x.parameterPosition(child), of, value);
      if (promotes) promoteParameter(x, child, record, type, value);
    } else if (childRule.role === 'rest-pattern' && type >= 0 && x.firstChild(child) >= 0) {
      const name = x.firstChild(child);
      x.facts.addBinding(x.scope, x.nameOf(name), BindingKind.value, -1, x.start(name), type);
    } else if (childRule.role === 'self') {
      if (type >= 0) x.facts.addBinding(x.scope, x.nameOf(child), BindingKind.value, -1, x.start(child), type);
      return index;
    } else {
      const typed = type < 0 ? -1 : x.add(Op.instance, type, 0, child);
      bindPattern(x, child, typed, -1, record);
    }
    bound++;
  }
  return index + Math.max(1, bound);
}

/** A parameter of a constructor that is a field as well. */
function promoteParameter(x: Extractor, name: number, record: number, type: number, value: number): void {
  const scope = x.facts.tables.scopes.get(x.scope, Column.scopes.parent);
  const owner = x.facts.tables.scopes.get(scope, Column.scopes.owner);
  let symbol = -1;
  x.within(scope, owner, () => {
    symbol = x.declare('Field', x.text(name), name, record);
  });
  x.setSignature(symbol, x.start(record), x.end(record));
  x.facts.addBinding(scope, x.nameOf(name), BindingKind.value, value, x.start(name), type, -1, symbol);
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
  if (x.slot(record, 'typeParameters') < 0) return declareClassIn(x, record, rule, name, nameRecord, outer);
  let symbol = -1;
  x.within(x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    visitTypeParameters(x, record);
    symbol = declareClassIn(x, record, rule, name, nameRecord, outer);
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
  const body = x.slot(record, 'body') >= 0 || x.slotField(record, 'body') > 0 ? x.slot(record, 'body') : record;
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
  x.functionSymbol = -1;
  x.within(scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    if (body < 0) return;
    noteDocstring(x, symbol, body);
    if (body === record || x.ruleOf(body).role === 'block') x.visitChildren(body);
    else x.visit(body);
  });
  x.isNamelessType = wasNamelessType;
  x.functionSymbol = outerFunction;
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
      x.visit(child);
      continue;
    }
    if (childRole === 'keyword-argument') x.expression(x.slot(child, 'value'));
    else x.facts.tables.bases.add(symbol, x.typeExpression(child), kind);
  }
}

/** Binds a declared symbol under its name in the scope that its declaration reaches. */
function bindDeclared(x: Extractor, symbol: number, record: number, rule: NodeRule): void {
  const { symbols } = x.facts.tables;
  if (symbols.get(symbol, Column.symbols.receiver) >= 0 || x.slot(record, 'receiver') >= 0) return;
  const scope = x.declarationScope(rule.scope === 'block');
  const name = symbols.get(symbol, Column.symbols.name);
  x.facts.addBinding(scope, name, BindingKind.symbol, symbol, x.start(record), -1, -1, symbol);
}

export const visitFunction: Visitor = (x, record, rule) => {
  const symbol = declareFunction(x, record, rule, '', -1);
  bindDeclared(x, symbol, record, rule);
};

export const visitClass: Visitor = (x, record, rule) => {
  const symbol = declareClass(x, record, rule, '', -1);
  bindDeclared(x, symbol, record, rule);
};

/** A member variable of a class: a method when its value is a function. */
export const visitField: Visitor = (x, record, rule) => {
  readFlags(x, record);
  const flags = x.pendingFlags;
  const nameRecord = x.slot(record, 'name');
  const value = x.slot(record, 'value');
  const type = x.typeExpression(x.slot(record, 'type'));
  if (nameRecord < 0) {
    visitEmbedded(x, record, type);
    return;
  }
  const valueRule = value < 0 ? undefined : x.ruleOf(value);
  if (valueRule?.role === 'function') {
    const method = declareFunction(x, value, valueRule, nameText(x, nameRecord), nameRecord, record);
    x.facts.addBinding(
      x.scope,
      x.intern(nameText(x, nameRecord)),
      BindingKind.symbol,
      method,
      x.start(record),
      type,
      -1,
      method,
    );
    return;
  }
  const field = x.slotField(record, 'name');
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (x.field(child) !== field) continue;
    x.pendingFlags = flags;
    const name = nameText(x, child);
    const symbol = x.declare(rule.symbol ?? 'Field', name, child, record);
    x.setSignature(symbol, x.start(record), Math.min(x.end(record), x.start(record) + 120));
    const expression = child === nameRecord ? x.expression(value) : -1;
    x.facts.addBinding(
      x.scope,
      x.intern(name),
      BindingKind.value,
      expression,
      x.start(child),
      type,
      -1,
      symbol,
    );
  }
};

/** A field without a name embeds its type: its members are promoted. */
function visitEmbedded(x: Extractor, record: number, type: number): void {
  if (type < 0) return;
  x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
  const typeRecord = x.slot(record, 'type');
  const name = x.text(typeRecord).replace(/^\*/, '').replace(/\[.*$/s, '').split('.').at(-1)!;
  x.facts.addBinding(x.scope, x.intern(name), BindingKind.value, -1, x.start(record), type);
}

/** A type among the members of another: a lone one embeds its members, a union only limits. */
export const visitEmbeddedType: Visitor = (x, record) => {
  const first = x.firstChild(record);
  const type = x.typeExpression(first);
  const second = first < 0 ? -1 : x.nextSibling(first, record);
  if (second < 0 && type >= 0) x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
  for (let child = second; child >= 0; child = x.nextSibling(child, record)) x.typeExpression(child);
};

/** A named type: an alias keeps what it stands for, a class-like body makes a class. Its type parameters are around it. */
export const visitTypeDeclaration: Visitor = (x, record, rule) => {
  const nameRecord = x.slot(record, 'name');
  if (nameRecord < 0) return x.visitChildren(record);
  if (x.slot(record, 'typeParameters') < 0) {
    bindDeclared(x, declareType(x, record, rule, nameRecord), record, rule);
    return;
  }
  let symbol = -1;
  x.within(x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    visitTypeParameters(x, record);
    symbol = declareType(x, record, rule, nameRecord);
  });
  bindDeclared(x, symbol, record, rule);
};

function declareType(x: Extractor, record: number, rule: NodeRule, nameRecord: number): number {
  const value = x.slot(record, 'value');
  const valueRule = value < 0 ? undefined : x.ruleOf(value);
  if (valueRule?.role === 'class') {
    const symbol = declareClass(x, value, valueRule, x.text(nameRecord), nameRecord, record);
    x.setSignature(symbol, x.start(record), Math.min(x.end(record), x.start(value) + 24));
    return symbol;
  }
  const symbol = x.declare(rule.symbol ?? 'Type', x.text(nameRecord), nameRecord, record);
  x.setSignature(symbol, x.start(record), x.end(record));
  const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  x.within(scope, symbol, () => {
    const type = x.typeExpression(value);
    if (type >= 0)
      x.facts.tables.bases.add(symbol, type, rule.constant === true ? BaseKind.alias : BaseKind.underlying);
  });
  return symbol;
}
