// Assignments and declarations of variables: what the right side is called and what the left side is bound to.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { slotOrFirst } from './children.ts';
import { declareClass, declareFunction, readFlags } from './declarations.ts';
import { documentedVariable } from './documentation.ts';
import { exportMember, noteExportName, standsForModule } from './exports.ts';
import type { Extractor, NamedValue, Visitor } from './extractor.ts';
import { bindImported } from './importBindings.ts';
import { bindPattern } from './patterns.ts';
import { aliasedType } from './typeAliases.ts';
import { typedDeclaration, writtenType } from './variableDeclarations.ts';

/**
 * The value on the right of an assignment to `target`. A function or class written there takes the name of the target
 * and is returned as a declared symbol.
 */
function namedValue(x: Extractor, value: number, target: number, record: number): NamedValue {
  if (value < 0) return { value: -1, symbol: -1 };
  const targetRole = target < 0 ? undefined : x.ruleOf(target).role;
  const nameRecord =
    targetRole === 'name' ? target : targetRole === 'member' ? x.slot(target, 'property') : -1;
  const declared = (definition: number): NamedValue => {
    const named = declareValue(x, definition, x.text(nameRecord), nameRecord, record);
    if (targetRole === 'member') signMember(x, named.symbol, definition, target);
    return named;
  };
  const definition = unwrapDefinition(x, value);
  if (definition !== value && nameRecord >= 0) return declared(definition);
  const { role } = x.ruleOf(value);
  const isDefinition = role === 'function' || role === 'class';
  const hasOwnName = isDefinition && x.slot(value, 'name') >= 0;
  if (!isDefinition || nameRecord < 0 || (hasOwnName && targetRole !== 'name')) {
    return { value: x.expression(value), symbol: -1 };
  }
  return declared(value);
}

/** The signature of a function that is put onto an object tells of which: `A.prototype.b = function (c)`. */
function signMember(x: Extractor, symbol: number, definition: number, target: number): void {
  const body = x.slot(definition, 'body');
  x.setSignature(symbol, x.start(target), body >= 0 ? x.start(body) : x.end(definition));
}

/** A nameless function or class inside of parentheses and the like, else the value itself. */
function unwrapDefinition(x: Extractor, value: number): number {
  let at = value;
  while (at >= 0 && (x.ruleOf(at).role === 'same-type' || x.ruleOf(at).role === 'cast'))
    at = slotOrFirst(x, at, 'value');
  if (at < 0 || at === value) return value;
  const { role } = x.ruleOf(at);
  return (role === 'function' || role === 'class') && x.slot(at, 'name') < 0 ? at : value;
}

/** The value of an expression; a function or class written there is declared under `name`. */
export function declareValue(
  x: Extractor,
  value: number,
  name: string,
  nameRecord: number,
  record: number,
): NamedValue {
  const rule = x.ruleOf(value);
  if (rule.role !== 'function' && rule.role !== 'class') return { value: x.expression(value), symbol: -1 };
  const declare = rule.role === 'function' ? declareFunction : declareClass;
  const symbol = declare(x, value, rule, name, nameRecord, record);
  return { value: x.add(Op.symbol, symbol, 0, value), symbol };
}

/** `left = right`, `left: type = right`; returns the expression of the value. */
export function assign(x: Extractor, record: number): number {
  const left = x.slot(record, 'left') >= 0 ? x.slot(record, 'left') : x.slot(record, 'name');
  const rightField = x.slotField(record, 'right') || x.slotField(record, 'value');
  const right = x.childByFieldId(record, rightField);
  const typeRecord = writtenType(x, record);
  const isReassignment = x.ruleOf(record).isReassignment === true;
  if (!isReassignment && typeRecord < 0 && !isExported(x, record) && bindImported(x, record, left, right))
    return -1;
  const alias = aliasedType(x, left, right, typeRecord);
  let type = typeRecord >= 0 ? x.typeExpression(typeRecord) : documentedVariable(x, record);
  if (alias >= 0) type = -1;
  const target = x.declarationScope();
  const targetKind = x.scopeKind(target);
  const isDeclared = targetKind === ScopeKind.module || targetKind === ScopeKind.class;
  const { exportedObject } = x;
  if (left >= 0 && standsForModule(x, left)) x.exportedObject = right;
  const named = alias >= 0 ? { value: alias, symbol: -1 } : namedValue(x, right, left, record);
  x.exportedObject = exportedObject;
  if (left >= 0 && x.compiled.language.rules.modules.exportObjects) {
    if (exportMember(x, record, left, named, type)) return named.value;
    noteExportName(x, left, right);
  }
  if (named.symbol >= 0 && left >= 0 && x.ruleOf(left).role !== 'name')
    x.setFlag(named.symbol, SymbolFlag.value);
  if (isReassignment) {
    x.isReassigning = true;
    bindPattern(x, left, named.value, type, record);
    x.isReassigning = false;
    return named.value;
  }
  if (named.symbol >= 0 && x.ruleOf(left).role === 'name') {
    x.facts.addBinding(
      target,
      x.nameOf(left),
      BindingKind.symbol,
      named.symbol,
      x.start(left),
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
      x.decoratedLine = x.line(around);
    }
    // The right side still sees what the name stood for.
    x.boundFrom = x.compiled.language.rules.flow.straightLine === true ? x.end(record) : -1;
    bindPattern(x, left, named.value, type, record);
    x.boundFrom = -1;
    if (isDeclared && x.ruleOf(left).role === 'name') signVariable(x, target, left, record);
  }
  // Further names on the left (`var a, b = f()`): each takes its element.
  for (
    let child = left < 0 ? -1 : x.nextSibling(left, record);
    child >= 0;
    child = x.nextSibling(child, record)
  ) {
    if (x.field(child) === x.field(left)) bindPattern(x, child, -1, type, record);
  }
  return named.value;
}

/** Whether a declaration stands in a statement that exports it. */
function isExported(x: Extractor, record: number): boolean {
  const declaration = x.parentOf(record);
  const statement = declaration < 0 ? -1 : x.parentOf(declaration);
  return statement >= 0 && x.ruleOf(statement).role === 'hook';
}

function signVariable(x: Extractor, scope: number, left: number, record: number): void {
  const symbol = x.declareVariable(scope, x.nameOf(left), left, record);
  const start = x.start(typedDeclaration(x, record) ?? record);
  if (symbol >= 0) x.setSignature(symbol, start, Math.min(x.end(record), start + 120));
}

export const visitAssign: Visitor = (x, record) => void assign(x, record);

/** `left op= right`: both are read. */
export const visitUpdate: Visitor = (x, record) => x.visitChildren(record);
