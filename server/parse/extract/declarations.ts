// Roles that declare symbols: functions, classes, their parameters, bases and members.

import { BaseKind, BindingKind, countedName, Op, ScopeKind } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import { ALWAYS, Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { NodeRule } from '../../languages/language.ts';
import { docTypesAbove } from './comments.ts';
import { childOfRole, slotOrRole } from './children.ts';
import type { Documented, Extraction, Visitor } from './context.ts';
import {
  bindTemplates,
  declareDocumented,
  declareDocumentedMembers,
  documentedFirst,
  documentedResult,
  readDocumentedBases,
} from './documentation.ts';
import { assignFixtures } from './fixtures.ts';
import { addDerived } from './marks.ts';
import { describeNameless } from './nameless.ts';
import { visitBounds } from './bounds.ts';
import { declareParameters } from './parameters.ts';
import { declareReceiver } from './receivers.ts';
import { declareResult } from './results.ts';
import { visitStatements } from './selections.ts';
import { declarationScope, scopeKind, within } from './scopes.ts';
import { ANONYMOUS_KIND, declareSymbol, setDoc, setFlag, setSignature } from './symbols.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import { addExpression, intern, nameOf } from './writing.ts';

/** Marks (`async`, `static` …) that are direct children of a declaration. */
export function readFlags(x: Extraction, record: number): void {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const { role, flag, flags, when } = x.tree.ruleOf(child);
    if (role === 'flag' && flags) {
      const set = flags[x.tree.text(child)];
      if (set !== undefined) x.pendingFlags |= SymbolFlag[set];
    } else if (role === 'flag' && flag) {
      if (when === undefined || when.test(x.tree.text(child))) x.pendingFlags |= SymbolFlag[flag];
    } else if (role === 'decorator') visit(x, child);
  }
}

/**
 * Declares a function with its scope, parameters, result type and body. `name` and `nameRecord` are given when the name
 * stands outside (`const name = () => …`); without any name it is anonymous. Binds nothing.
 */
export function declareFunction(
  x: Extraction,
  record: number,
  rule: NodeRule,
  name: string,
  nameRecord: number,
  outer = record,
  isExpression = false,
): number {
  readFlags(x, record);
  const ownName = x.tree.slot(record, 'name');
  const at = nameRecord >= 0 ? nameRecord : ownName;
  const written = name !== '' || at < 0 ? name : nameText(x, at) + (rule.nameMark ?? '');
  const called = (rule.prefix ?? '') + (written === '' ? calledBy(x, record, rule) : written);
  const receiver = x.tree.slot(record, 'receiver');
  const isInClass = scopeKind(x) === ScopeKind.class;
  const isMember = isInClass || (receiver >= 0 && x.rules.names.extensionFunctions !== true);
  const kind = called === '' ? ANONYMOUS_KIND : isMember ? 'Method' : (rule.symbol ?? 'Function');
  const documented = docTypesAbove(x, outer) ?? docTypesAbove(x, record);
  const symbol = declareSymbol(x, kind, called, at, outer);
  const { symbols } = x.facts.tables;
  const scope = x.facts.addScope(
    rule.bodyIsResult === true ? ScopeKind.arrow : ScopeKind.function,
    x.scope,
    symbol,
  );
  symbols.set(symbol, Column.symbols.body, scope);
  const body = slotOrRole(x, record, 'body', 'block');
  if (isMember && receiver < 0 && body < 0 && x.tree.slotField(record, 'body') !== 0)
    setFlag(x, symbol, SymbolFlag.abstract);
  if (isMember && receiver < 0 && !takesReceiver(x, record)) setFlag(x, symbol, SymbolFlag.static);
  if (called !== '')
    setSignature(x, symbol, x.tree.start(record), body >= 0 ? x.tree.start(body) : x.tree.end(record));
  else describeNameless(x, symbol, record);
  const outerFunction = x.functionSymbol;
  const outerReach = x.facts.reach;
  const known = x.guards.splice(0);
  x.facts.reach = ALWAYS;
  x.functionSymbol = symbol;
  within(x, scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    const before = rule.callsFirst === true ? childOfRole(x, record, 'call') : -1;
    const first = before >= 0 ? before : body;
    x.bodyStart = first >= 0 ? x.tree.start(first) : x.tree.end(record);
    if (receiver >= 0) declareReceiver(x, symbol, receiver);
    if (ownName >= 0 && (isExpression || (nameRecord >= 0 && ownName !== nameRecord))) {
      x.facts.addBinding(scope, nameOf(x, ownName), BindingKind.symbol, symbol, x.tree.start(ownName));
    }
    visitTypeParameters(x, record);
    visitBounds(x, record);
    const parameters = slotOrRole(x, record, 'parameters', 'parameters');
    const outerDocumented = x.documented;
    const outerAnnotates = x.annotatesOutside;
    x.documented = documented;
    // Type parameters of its own are names of its scope.
    x.annotatesOutside = x.rules.names.annotatesOutside === true && x.tree.slot(record, 'typeParameters') < 0;
    declareDocumented(x, record);
    const documentedType = documentedResult(x);
    declareParameters(x, parameters >= 0 ? parameters : x.tree.slot(record, 'parameter'));
    x.documented = outerDocumented;
    const result = declareResult(x, x.tree.slot(record, 'result'));
    x.annotatesOutside = outerAnnotates;
    const isFirst = x.rules.types.commentsFirst === true && result >= 0;
    const type = isFirst ? documentedFirst(x, documentedType, result, record) : result;
    symbols.set(symbol, Column.symbols.result, type >= 0 ? type : documentedType);
    if (before >= 0) visit(x, before);
    visitBody(x, symbol, body, rule);
  });
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  x.guards.length = 0;
  x.guards.push(...known);
  return symbol;
}

/** The name of a function for which none is written: what its rule says, with the sign that follows the word. */
function calledBy(x: Extraction, record: number, { called }: NodeRule): string {
  if (called === undefined) return '';
  if (!called.endsWith(' ')) return called;
  const sign = x.tree.slot(record, 'property');
  if (sign >= 0) return called + x.tree.text(sign);
  // A sign has no node of its own: it stands between the word and the parameters.
  const [result, list] = [x.tree.slot(record, 'result'), x.tree.slot(record, 'parameters')];
  const head = result < 0 || list < 0 ? '' : x.tree.textBetween(x.tree.end(result), x.tree.start(list));
  const [, written = ''] = head.split(called.trim());
  return (called + written.trim()).trim();
}

/** The list of type parameters of a declaration, -1 for none. */
function typeParameterList(x: Extraction, record: number): number {
  return slotOrRole(x, record, 'typeParameters', 'type-parameters');
}

export function visitTypeParameters(x: Extraction, record: number): void {
  const list = typeParameterList(x, record);
  if (list < 0) return;
  if (x.tree.ruleOf(list).role !== 'type-arguments') return visit(x, list);
  // Where they are written as type arguments are, those without a bound are names.
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    if (x.tree.ruleOf(child).role !== 'name') visit(x, child);
    else bindTypeParameter(x, child, -1);
  }
}

/** A type parameter whose name is the first child of its node, and whose bound follows. */
export function bindFirstTypeParameter(x: Extraction, record: number): void {
  let at = x.tree.firstChild(record);
  while (at >= 0 && x.tree.ruleOf(at).role === 'decorator') at = x.tree.nextSibling(at, record);
  if (at < 0) return;
  const bound = x.tree.nextSibling(at, record);
  bindTypeParameter(x, at, bound < 0 ? -1 : expressType(x, bound));
}

function bindTypeParameter(x: Extraction, name: number, bound: number): void {
  const { typeParameter } = BindingKind;
  x.facts.addBinding(x.scope, nameOf(x, name), typeParameter, x.typeParameters++, x.tree.start(name), bound);
}

/** Whether a method is called on an object, in languages where its parameters say so. */
function takesReceiver(x: Extraction, record: number): boolean {
  if (x.rules.classes.methodsApart !== true) return true;
  const list = x.tree.slot(record, 'parameters');
  for (
    let child = list < 0 ? -1 : x.tree.firstChild(list);
    child >= 0;
    child = x.tree.nextSibling(child, list)
  ) {
    if (x.tree.ruleOf(child).role === 'self') return true;
    const name = x.tree.slot(child, 'name');
    if (name >= 0 && x.tree.ruleOf(name).role === 'self') return true;
  }
  return false;
}

/** The text of a name; quotes and brackets of computed names are kept off, and the parts of a list are joined. */
export function nameText(x: Extraction, record: number): string {
  const text = x.tree.text(record);
  const join = x.tree.ruleOf(record).namePartsJoin;
  if (join !== undefined) return text.split(/\s*,\s*/).join(join);
  // Brackets alone are the name of an operator.
  if (/^\[\]=?$/.test(text)) return text;
  return /^["'[]/.test(text) ? text.replace(/^["'[]+|["'\]]+$/g, '') : text;
}

function visitBody(x: Extraction, symbol: number, body: number, rule: NodeRule): void {
  if (body < 0) return;
  const bodyRule = x.tree.ruleOf(body);
  if (bodyRule.role === 'result-body' || (rule.bodyIsResult === true && bodyRule.role !== 'block')) {
    x.facts.tables.returns.add(symbol, express(x, body), 0);
    return;
  }
  noteDocstring(x, symbol, body);
  if (rule.bodyIsResult === true && bodyRule.isValue === true) {
    const given = visitStatements(x, body);
    if (given >= 0) x.facts.tables.returns.add(symbol, given, 0);
  } else if (bodyRule.role === 'block') visitChildren(x, body);
  else visit(x, body);
}

/** The string that stands first in a body documents its owner, in languages that say so. */
function noteDocstring(x: Extraction, symbol: number, body: number): void {
  if (!x.rules.names.docstrings) return;
  const first = x.tree.firstChild(body);
  if (first < 0) return;
  const rule = x.tree.ruleOf(first);
  if (rule.role === 'literal' && rule.literal === x.rules.types.textType)
    setDoc(x, symbol, x.tree.text(first));
}

/**
 * Declares a class with its bases and members; see declareFunction for the name. Binds nothing. Its type parameters are
 * bound around it.
 */
export function declareClass(
  x: Extraction,
  record: number,
  rule: NodeRule,
  name: string,
  nameRecord: number,
  outer = record,
): number {
  const own = x.tree.slot(record, 'name');
  // The name of a class that is written as a value is seen inside of it.
  const isNamedValue = own >= 0 && own !== nameRecord && rule.scope !== 'block' && rule.symbol === undefined;
  const documented = docTypesAbove(x, outer);
  const hasTemplates = documented?.types.bases !== undefined && documented.types.templates.length > 0;
  if (typeParameterList(x, record) < 0 && !isNamedValue && !hasTemplates && rule.ownType === undefined)
    return declareClassIn(x, record, rule, name, nameRecord, outer, documented);
  let symbol = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    visitTypeParameters(x, record);
    visitBounds(x, record);
    if (rule.ownType !== undefined && own >= 0) bindOwnType(x, rule.ownType, own);
    if (hasTemplates) bindTemplates(x, documented, record);
    symbol = declareClassIn(x, record, rule, name, nameRecord, outer, documented);
    if (isNamedValue)
      x.facts.addBinding(
        x.scope,
        nameOf(x, own),
        BindingKind.symbol,
        symbol,
        x.tree.start(own),
        -1,
        -1,
        symbol,
      );
  });
  return symbol;
}

/** The type of any object of a class stands for whatever that is. */
function bindOwnType(x: Extraction, name: string, own: number): void {
  const bound = addExpression(x, Op.name, nameOf(x, own), 1, own);
  const { typeParameter } = BindingKind;
  x.facts.addBinding(x.scope, intern(x, name), typeParameter, x.typeParameters++, x.tree.start(own), bound);
}

function declareClassIn(
  x: Extraction,
  record: number,
  rule: NodeRule,
  name: string,
  nameRecord: number,
  outer: number,
  documented: Documented | undefined,
): number {
  readFlags(x, record);
  const ownName = x.tree.slot(record, 'name');
  const at = nameRecord >= 0 ? nameRecord : ownName;
  const called = name !== '' || at < 0 ? name : x.tree.text(at);
  const symbol = declareSymbol(
    x,
    called === '' ? ANONYMOUS_KIND : (rule.symbol ?? 'Class'),
    called,
    at,
    outer,
  );
  const body =
    x.tree.slot(record, 'body') >= 0 || x.tree.slotField(record, 'body') > 0
      ? x.tree.slot(record, 'body')
      : record;
  const wasNamelessType = x.isNamelessType;
  x.isNamelessType = rule.symbol === 'Type' && (called === '' || wasNamelessType);
  if (called !== '')
    setSignature(x, symbol, x.tree.start(record), body >= 0 ? x.tree.start(body) : x.tree.end(record));
  addDerived(x, symbol);
  const bases = x.tree.slot(record, 'bases');
  if (bases >= 0) readBases(x, symbol, bases, BaseKind.extends);
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    const { role } = x.tree.ruleOf(child);
    if (child === bases) continue;
    if (role === 'extends') readBases(x, symbol, child, BaseKind.extends);
    else if (role === 'decorator' || role === 'type-bounds') continue;
    else if (role === 'implements') readBases(x, symbol, child, BaseKind.implements);
  }
  readDocumentedBases(x, symbol, documented);
  const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  const outerFunction = x.functionSymbol;
  const outerReach = x.facts.reach;
  x.facts.reach = ALWAYS;
  x.functionSymbol = -1;
  const outerExtended = x.extended;
  x.extended = -1;
  within(x, scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    declareDocumentedMembers(x, documented);
    declareComponents(x, slotOrRole(x, record, 'parameters', 'parameters'), rule);
    visitBaseArguments(x, record);
    if (body < 0) return;
    noteDocstring(x, symbol, body);
    if (body === record || x.tree.ruleOf(body).role === 'block') visitChildren(x, body);
    else visit(x, body);
  });
  x.extended = outerExtended;
  x.isNamelessType = wasNamelessType;
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  return symbol;
}

/** What a class gives the one that it extends, where that stands beside the bases. */
function visitBaseArguments(x: Extraction, record: number): void {
  const list = childOfRole(x, record, 'extends');
  for (
    let child = list < 0 ? -1 : x.tree.firstChild(list);
    child >= 0;
    child = x.tree.nextSibling(child, list)
  )
    if (x.tree.ruleOf(child).role === 'arguments') visitChildren(x, child);
}

/**
 * Fields that stand beside the name of their class: each is read by a method that is called so, or by its name; or they are no
 * more than names in the class.
 */
function declareComponents(x: Extraction, list: number, { components }: NodeRule): void {
  for (
    let child = list < 0 ? -1 : x.tree.firstChild(list);
    child >= 0;
    child = x.tree.nextSibling(child, list)
  ) {
    const name = x.tree.slot(child, 'name');
    if (x.tree.ruleOf(child).role !== 'parameter' || name < 0) continue;
    if (components !== undefined) {
      const type = expressType(x, x.tree.slot(child, 'type'));
      const field = components === 'fields' ? declareSymbol(x, 'Field', x.tree.text(name), name, child) : -1;
      if (field >= 0) setSignature(x, field, x.tree.start(child), x.tree.end(child));
      x.facts.addBinding(
        x.scope,
        nameOf(x, name),
        BindingKind.value,
        -1,
        x.tree.start(name),
        type,
        -1,
        field,
      );
      continue;
    }
    x.pendingFlags |= SymbolFlag.property;
    const symbol = declareSymbol(x, 'Method', x.tree.text(name), name, child);
    setSignature(x, symbol, x.tree.start(child), x.tree.end(child));
    x.facts.tables.symbols.set(symbol, Column.symbols.result, expressType(x, x.tree.slot(child, 'type')));
    x.facts.addBinding(
      x.scope,
      nameOf(x, name),
      BindingKind.symbol,
      symbol,
      x.tree.start(name),
      -1,
      -1,
      symbol,
    );
  }
}

/** A class without a name, written where an instance of it is made: it extends `base` and is called after it. */
export function declareNamelessClass(
  x: Extraction,
  body: number,
  base: number,
  called: string,
  record: number,
): number {
  const symbol = declareSymbol(x, 'Class', `<anonymous ${called}>`, record, record);
  x.facts.tables.bases.add(symbol, base, BaseKind.extends);
  const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  const [outerFunction, outerReach] = [x.functionSymbol, x.facts.reach];
  x.facts.reach = ALWAYS;
  x.functionSymbol = -1;
  within(x, scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    visitChildren(x, body);
  });
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  return symbol;
}

function readBases(x: Extraction, symbol: number, list: number, kind: number): void {
  const { role } = x.tree.ruleOf(list);
  if (role !== 'extends' && role !== 'implements' && role !== 'arguments' && role !== 'bounds') {
    x.facts.tables.bases.add(symbol, expressType(x, list), kind);
    return;
  }
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    const childRole = x.tree.ruleOf(child).role;
    if (childRole === 'comment' || childRole === 'arguments') continue;
    if (childRole === 'type-arguments') {
      bindTypeArguments(x, child);
      continue;
    }
    if (childRole === 'keyword-argument') readKeyword(x, symbol, child);
    else x.facts.tables.bases.add(symbol, expressType(x, child), kind);
  }
}

/** `name=value` among the bases: the metaclass, or something that is only read. */
function readKeyword(x: Extraction, symbol: number, record: number): void {
  const { metaclassKeyword } = x.rules.classes;
  const value = express(x, x.tree.slot(record, 'value'));
  const name = x.tree.slot(record, 'name');
  if (metaclassKeyword === undefined || name < 0 || value < 0 || x.tree.text(name) !== metaclassKeyword)
    return;
  x.facts.tables.bases.add(symbol, value, BaseKind.metaclass);
}

/** Type arguments that follow a base belong to it. */
function bindTypeArguments(x: Extraction, list: number): void {
  const { bases } = x.facts.tables;
  const row = bases.rows - 1;
  const type = row < 0 ? -1 : bases.get(row, Column.bases.type);
  if (type < 0 || x.rules.types.typeArguments !== true) return visit(x, list);
  const pairs: number[] = [];
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list))
    pairs.push(0, expressType(x, child));
  bases.set(row, Column.bases.type, addExpression(x, Op.generic, type, x.facts.addArguments(pairs), list));
}

/** Binds a declared symbol under its name in the scope that its declaration reaches. */
export function bindDeclared(x: Extraction, symbol: number, record: number, rule: NodeRule): void {
  const { symbols } = x.facts.tables;
  const isAttached =
    symbols.get(symbol, Column.symbols.receiver) >= 0 || x.tree.slot(record, 'receiver') >= 0;
  if (isAttached && x.rules.names.extensionFunctions !== true) return;
  const scope = declarationScope(x, rule.scope === 'block');
  const name = nameInScope(x, symbol, record, rule);
  // What its head names, annotations and bases, is what the name stood for before.
  const body = x.rules.names.annotatesOutside === true ? x.tree.slot(record, 'body') : -1;
  const position = x.tree.start(body < 0 ? record : body);
  x.facts.addBinding(scope, name, BindingKind.symbol, symbol, position, -1, -1, symbol);
}

/** Under which name a declared symbol is bound: members can be reached through an interface alone, and types can be told apart by how many type parameters they have. */
function nameInScope(x: Extraction, symbol: number, record: number, { role }: NodeRule): number {
  const name = x.facts.tables.symbols.get(symbol, Column.symbols.name);
  const through = childOfRole(x, record, 'member-of');
  if (through >= 0) return intern(x, `${x.tree.text(through)}${x.facts.strings.strings[name]!}`);
  const list =
    (role === 'class' || role === 'type-declaration') && x.rules.types.countedNames === true
      ? typeParameterList(x, record)
      : -1;
  if (list < 0) return name;
  let count = 0;
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list))
    if (x.tree.ruleOf(child).role === 'type-parameter') count++;
  return intern(x, countedName(x.facts.strings.strings[name]!, count));
}

export const visitFunction: Visitor = (x, record, rule) => {
  const symbol = assignFixtures(x, record, () => declareFunction(x, record, rule, '', -1));
  if (rule.role === 'signature' || x.overloads.size > 0) foldOverloads(x, symbol, rule);
  bindDeclared(x, symbol, record, rule);
};

/** Signatures of one name before another, or before the function with the body, are part of it: no symbols of the graph. */
function foldOverloads(x: Extraction, symbol: number, rule: NodeRule): void {
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
  const symbol = assignFixtures(x, record, () =>
    declareClass(x, record, rule, '', x.tree.slot(record, 'name')),
  );
  bindDeclared(x, symbol, record, rule);
};
