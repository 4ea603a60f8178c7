// Members of types and named types that are no classes.

import { BaseKind, BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { NodeRule } from '../../languages/language.ts';
import { ANONYMOUS_KIND } from './extractor.ts';
import { documentedVariable } from './documentation.ts';
import { visitEmbeddedField } from './embedding.ts';
import type { Extractor, Visitor } from './extractor.ts';
import {
  bindDeclared,
  declareClass,
  declareFunction,
  nameText,
  readFlags,
  visitTypeParameters,
} from './declarations.ts';

/** Whether the fields belong to a type written in place, of which no other place can speak. */
function isInNamelessType(x: Extractor): boolean {
  const isNameless = x.facts.tables.symbols.get(x.owner, Column.symbols.kind) === ANONYMOUS_KIND;
  return isNameless && x.compiled.language.rules.types.typesDecide === true;
}

/** A member variable of a class: a method when its value is a function. */
export const visitField: Visitor = (x, record, rule) => {
  readFlags(x, record);
  const flags = x.pendingFlags;
  const nameRecord = x.slot(record, 'name');
  const value = x.slot(record, 'value');
  const typeRecord = x.slot(record, 'type');
  const type = typeRecord >= 0 ? x.typeExpression(typeRecord) : documentedVariable(x, record);
  if (nameRecord < 0) {
    visitEmbeddedField(x, record, type);
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
    const symbol = x.declare(
      isInNamelessType(x) ? ANONYMOUS_KIND : (rule.symbol ?? 'Field'),
      name,
      child,
      record,
    );
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

/** A named type: an alias keeps what it stands for, a class-like body makes a class. Its type parameters are around it. */
export const visitTypeDeclaration: Visitor = (x, record, rule) => {
  let nameRecord = x.slot(record, 'name');
  if (nameRecord >= 0 && x.ruleOf(nameRecord).role === 'generic') nameRecord = x.firstChild(nameRecord);
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
