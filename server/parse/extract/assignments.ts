// Assignments and declarations of variables: what the right side is called and what the left side is bound to.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { lastChild, slotOrFirst } from './children.ts';
import type { Extraction, NamedValue, Visitor } from './context.ts';
import { declareClass, declareFunction, readFlags } from './declarations.ts';
import { documentedFirst, documentedVariable } from './documentation.ts';
import { exportMember, noteExportName, standsForModule } from './exports.ts';
import { bindImported } from './importBindings.ts';
import { assigned, canOperate, updated } from './operations.ts';
import { bindPattern } from './patterns.ts';
import { declarationScope, scopeKind } from './scopes.ts';
import { declareVariable, setFlag, setSignature } from './symbols.ts';
import { aliasedType } from './typeAliases.ts';
import { memberText } from './items.ts';
import { typedDeclaration, writtenType } from './variableDeclarations.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import { addExpression, nameOf } from './writing.ts';

/**
 * The value on the right of an assignment to `target`. A function or class written there takes the name of the target
 * and is returned as a declared symbol.
 */
function namedValue(x: Extraction, value: number, target: number, record: number): NamedValue {
  if (value < 0) return { value: -1, symbol: -1 };
  const targetRole = target < 0 ? undefined : x.tree.ruleOf(target).role;
  const isMember = targetRole === 'member' || targetRole === 'subscript';
  const property = isMember ? x.tree.slot(target, 'property') : -1;
  const indexName = targetRole === 'subscript' ? memberText(x, property) : '';
  const isNamed = targetRole === 'member' || indexName !== '';
  const nameRecord = targetRole === 'name' ? target : isNamed ? property : -1;
  const declared = (definition: number): NamedValue => {
    const name = indexName === '' ? x.tree.text(nameRecord) : indexName;
    const named = declareValue(x, definition, name, nameRecord, record);
    if (isMember) signMember(x, named.symbol, definition, target);
    return named;
  };
  const definition = unwrapDefinition(x, value);
  if (definition !== value && nameRecord >= 0) return declared(definition);
  const { role } = x.tree.ruleOf(value);
  const isDefinition = role === 'function' || role === 'class';
  const hasOwnName = isDefinition && x.tree.slot(value, 'name') >= 0;
  if (!isDefinition || nameRecord < 0 || (hasOwnName && targetRole !== 'name')) {
    return { value: express(x, value), symbol: -1 };
  }
  return declared(value);
}

/** The signature of a function that is put onto an object tells of which: `A.prototype.b = function (c)`. */
function signMember(x: Extraction, symbol: number, definition: number, target: number): void {
  const body = x.tree.slot(definition, 'body');
  setSignature(x, symbol, x.tree.start(target), body >= 0 ? x.tree.start(body) : x.tree.end(definition));
}

/** A nameless function or class inside of parentheses and the like, else the value itself. */
function unwrapDefinition(x: Extraction, value: number): number {
  let at = value;
  while (at >= 0 && (x.tree.ruleOf(at).role === 'same-type' || x.tree.ruleOf(at).role === 'cast'))
    at = slotOrFirst(x, at, 'value');
  if (at < 0 || at === value) return value;
  const { role } = x.tree.ruleOf(at);
  return (role === 'function' || role === 'class') && x.tree.slot(at, 'name') < 0 ? at : value;
}

/** The value of an expression; a function or class written there is declared under `name`. */
export function declareValue(
  x: Extraction,
  value: number,
  name: string,
  nameRecord: number,
  record: number,
): NamedValue {
  const rule = x.tree.ruleOf(value);
  if (rule.role !== 'function' && rule.role !== 'class') return { value: express(x, value), symbol: -1 };
  const declare = rule.role === 'function' ? declareFunction : declareClass;
  const symbol = declare(x, value, rule, name, nameRecord, record);
  return { value: addExpression(x, Op.symbol, symbol, 0, value), symbol };
}

/** What an assignment has on its left and right. */
function sidesOf(x: Extraction, record: number): { readonly left: number; readonly right: number } {
  const { slots, valueIsLast } = x.tree.ruleOf(record);
  if (valueIsLast === true) {
    const named = x.tree.slot(record, 'left');
    const left = named < 0 ? x.tree.firstChild(record) : named;
    const last = lastChild(x, record);
    return { left, right: last === left ? -1 : last };
  }
  if (slots === undefined) {
    const left = x.tree.firstChild(record);
    let right = left < 0 ? -1 : x.tree.nextSibling(left, record);
    while (right >= 0 && x.tree.ruleOf(right).role === 'comment') right = x.tree.nextSibling(right, record);
    return { left, right };
  }
  const left = x.tree.slot(record, 'left') >= 0 ? x.tree.slot(record, 'left') : x.tree.slot(record, 'name');
  const rightField = x.tree.slotField(record, 'right') || x.tree.slotField(record, 'value');
  return { left, right: x.tree.childByFieldId(record, rightField) };
}

/** The type of what is assigned to: as it is written, or as a comment says it. */
function typeOfVariable(x: Extraction, record: number, typeRecord: number, left: number): number {
  if (typeRecord < 0) return documentedVariable(x, record, left);
  const written = expressType(x, typeRecord);
  return x.rules.types.commentsFirst === true
    ? documentedFirst(x, documentedVariable(x, record, left), written, record)
    : written;
}

/** `left = right`, `left: type = right`; returns the expression of the value. */
export function assign(x: Extraction, record: number): number {
  const { left, right } = sidesOf(x, record);
  const typeRecord = writtenType(x, record);
  const isReassignment = x.tree.ruleOf(record).isReassignment === true;
  if (!isReassignment && typeRecord < 0 && !isExported(x, record) && bindImported(x, record, left, right))
    return -1;
  const alias = aliasedType(x, left, right, typeRecord);
  let type = typeOfVariable(x, record, typeRecord, left);
  if (alias >= 0) type = -1;
  const target = declarationScope(x);
  const targetKind = scopeKind(x, target);
  const isDeclared = targetKind === ScopeKind.module || targetKind === ScopeKind.class;
  const { exportedObject } = x;
  if (left >= 0 && standsForModule(x, left)) x.exportedObject = right;
  const named = alias >= 0 ? { value: alias, symbol: -1 } : namedValue(x, right, left, record);
  x.exportedObject = exportedObject;
  if (left >= 0 && x.rules.modules.exportObjects) {
    if (exportMember(x, record, left, named, type)) return named.value;
    noteExportName(x, left, right);
  }
  if (named.symbol >= 0 && left >= 0 && x.tree.ruleOf(left).role !== 'name')
    setFlag(x, named.symbol, SymbolFlag.value);
  if (isReassignment) {
    const isOperated = canOperate(x, record, left, right);
    if (!isOperated || x.tree.ruleOf(left).role === 'name') {
      x.isReassigning = true;
      bindPattern(x, left, named.value, type, record);
      x.isReassigning = false;
    }
    return isOperated ? assigned(x, record, left, right, named.value) : named.value;
  }
  if (named.symbol >= 0 && x.tree.ruleOf(left).role === 'name') {
    x.facts.addBinding(
      target,
      nameOf(x, left),
      BindingKind.symbol,
      named.symbol,
      x.tree.start(left),
      type,
      -1,
      named.symbol,
    );
    return named.value;
  }
  if (left >= 0) {
    const around = isDeclared ? typedDeclaration(x, record) : undefined;
    if (around !== undefined) {
      readFlags(x, around);
      x.decoratedLine = x.tree.line(around);
    }
    // The right side still sees what the name stood for.
    const { flow, names } = x.rules;
    x.boundFrom = flow.straightLine === true || names.redeclares === true ? x.tree.end(record) : -1;
    const isTaken = names.redeclares === true && type >= 0 && x.tree.ruleOf(left).role !== 'name';
    const given = isTaken ? addExpression(x, Op.instance, type, 0, left) : named.value;
    bindPattern(x, left, given, type, record);
    x.boundFrom = -1;
    if (isDeclared && x.tree.ruleOf(left).role === 'name') signVariable(x, target, left, record);
  }
  const otherwise = x.tree.slot(record, 'body');
  if (otherwise >= 0) visit(x, otherwise);
  // Further names on the left (`var a, b = f()`): each takes its element.
  for (
    let child = left < 0 ? -1 : x.tree.nextSibling(left, record);
    child >= 0;
    child = x.tree.nextSibling(child, record)
  ) {
    if (x.tree.field(child) === x.tree.field(left)) bindPattern(x, child, -1, type, record);
  }
  return named.value;
}

/** Whether a declaration stands in a statement that exports it. */
function isExported(x: Extraction, record: number): boolean {
  const declaration = x.tree.parentOf(record);
  const statement = declaration < 0 ? -1 : x.tree.parentOf(declaration);
  return statement >= 0 && x.tree.ruleOf(statement).role === 'hook';
}

function signVariable(x: Extraction, scope: number, left: number, record: number): void {
  const symbol = declareVariable(x, scope, nameOf(x, left), left, record);
  const start = x.tree.start(typedDeclaration(x, record) ?? record);
  if (symbol >= 0) setSignature(x, symbol, start, Math.min(x.tree.end(record), start + 120));
}

export const visitAssign: Visitor = (x, record) => void assign(x, record);

/** `left op= right`: both are read. */
export const visitUpdate: Visitor = (x, record, rule) =>
  rule.operates === undefined ? visitChildren(x, record) : updated(x, record);
