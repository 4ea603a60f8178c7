// Members of types and named types that are no classes.

import { BaseKind, BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { NodeRule } from '../../languages/language.ts';
import type { Extraction, Visitor } from './context.ts';
import {
  bindDeclared,
  declareClass,
  declareFunction,
  nameText,
  readFlags,
  visitTypeParameters,
} from './declarations.ts';
import { documentedVariable } from './documentation.ts';
import { visitEmbeddedField } from './embedding.ts';
import { within } from './scopes.ts';
import { ANONYMOUS_KIND, declareSymbol, setSignature } from './symbols.ts';
import { expressFunctionType } from './typeExpressions.ts';
import { express, expressType, visitChildren } from './walk.ts';
import { unmapped } from './typeExpressions.ts';
import { intern } from './writing.ts';

/** Whether the fields belong to a type written in place, of which no other place can speak. */
function isInNamelessType(x: Extraction): boolean {
  const isNameless = x.facts.tables.symbols.get(x.owner, Column.symbols.kind) === ANONYMOUS_KIND;
  return isNameless && x.rules.types.typesDecide === true;
}

/** A member variable of a class: a method when its value is a function. */
export const visitField: Visitor = (x, record, rule) => {
  readFlags(x, record);
  const flags = x.pendingFlags;
  const nameRecord = x.tree.slot(record, 'name');
  const value = x.tree.slot(record, 'value');
  const typeRecord = x.tree.slot(record, 'type');
  const type = typeRecord >= 0 ? expressType(x, typeRecord) : documentedVariable(x, record);
  if (nameRecord < 0) {
    visitEmbeddedField(x, record, type);
    return;
  }
  const valueRule = value < 0 ? undefined : x.tree.ruleOf(value);
  if (valueRule?.role === 'function') {
    const method = declareFunction(x, value, valueRule, nameText(x, nameRecord), nameRecord, record);
    x.facts.addBinding(
      x.scope,
      intern(x, nameText(x, nameRecord)),
      BindingKind.symbol,
      method,
      x.tree.start(record),
      type,
      -1,
      method,
    );
    return;
  }
  const field = x.tree.slotField(record, 'name');
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.field(child) !== field) continue;
    x.pendingFlags = flags;
    const name = nameText(x, child);
    const symbol = declareSymbol(
      x,
      isInNamelessType(x) ? ANONYMOUS_KIND : (rule.symbol ?? 'Field'),
      name,
      child,
      record,
    );
    setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(record) + 120));
    const expression = child === nameRecord ? express(x, value) : -1;
    x.facts.addBinding(
      x.scope,
      intern(x, name),
      BindingKind.value,
      expression,
      x.tree.start(child),
      type,
      -1,
      symbol,
    );
  }
};

/** A named type: an alias keeps what it stands for, a class-like body makes a class. Its type parameters are around it. */
export const visitTypeDeclaration: Visitor = (x, record, rule) => {
  let nameRecord = x.tree.slot(record, 'name');
  if (nameRecord >= 0 && x.tree.ruleOf(nameRecord).role === 'generic')
    nameRecord = x.tree.firstChild(nameRecord);
  if (nameRecord < 0) return visitChildren(x, record);
  readFlags(x, record);
  if (x.tree.slot(record, 'typeParameters') < 0) {
    bindDeclared(x, declareType(x, record, rule, nameRecord), record, rule);
    return;
  }
  let symbol = -1;
  within(x, x.facts.addScope(ScopeKind.block, x.scope, x.owner), x.owner, () => {
    visitTypeParameters(x, record);
    symbol = declareType(x, record, rule, nameRecord);
  });
  bindDeclared(x, symbol, record, rule);
};

/** The type of functions that a declaration names. */
function functionTypeOf(x: Extraction, record: number): number {
  const wasType = x.isType;
  x.isType = true;
  const type = expressFunctionType(x, record, x.tree.ruleOf(record));
  x.isType = wasType;
  return type;
}

function declareType(x: Extraction, record: number, rule: NodeRule, nameRecord: number): number {
  const value = unmapped(x, x.tree.slot(record, 'value'));
  const valueRule = value < 0 ? undefined : x.tree.ruleOf(value);
  if (valueRule?.role === 'class') {
    const symbol = declareClass(x, value, valueRule, x.tree.text(nameRecord), nameRecord, record);
    setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(value) + 24));
    return symbol;
  }
  const symbol = declareSymbol(x, rule.symbol ?? 'Type', x.tree.text(nameRecord), nameRecord, record);
  setSignature(x, symbol, x.tree.start(record), x.tree.end(record));
  const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  within(x, scope, symbol, () => {
    const isFunction = value < 0 && x.tree.slotField(record, 'parameters') !== 0;
    const type = isFunction ? functionTypeOf(x, record) : expressType(x, value);
    if (type >= 0)
      x.facts.tables.bases.add(symbol, type, rule.constant === true ? BaseKind.alias : BaseKind.underlying);
  });
  return symbol;
}
