// What the hook of a language may do while a file is extracted, made of the functions that the roles use.

import { BindingKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { ExtractApi } from '../../languages/language.ts';
import { declareValue } from './assignments.ts';
import { MODULE_SCOPE, MODULE_SYMBOL } from './context.ts';
import type { Extraction } from './context.ts';
import { pathExpression } from './paths.ts';
import { declarationScope, namespacesAround } from './scopes.ts';
import { setFlag, setPackageName } from './symbols.ts';
import { express, expressType, visit, visitChildren } from './walk.ts';
import {
  addImport,
  bindAlias,
  bindImport,
  bindValue,
  intern,
  memberExpression,
  nameExpression,
} from './writing.ts';

/** What `x` offers to the hook. */
export function createHookApi(x: Extraction): ExtractApi {
  const { tree } = x;
  return {
    get scope() {
      return x.scope;
    },
    moduleScope: MODULE_SCOPE,
    get exportsScope() {
      return x.exportsScope;
    },
    get fileName() {
      return x.facts.strings.strings[x.facts.tables.symbols.get(MODULE_SYMBOL, Column.symbols.name)]!;
    },
    clauses: x.clauses,
    declarationScope: (isBlock) => declarationScope(x, isBlock),
    text: (record) => tree.text(record),
    start: (record) => tree.start(record),
    line: (record) => tree.line(record),
    firstChild: (record) => tree.firstChild(record),
    nextSibling: (record, parent) => tree.nextSibling(record, parent),
    childByField: (record, field) => tree.childByField(record, field),
    typeOf: (record) => tree.typeOf(record),
    fieldIs: (record, field) => tree.fieldIs(record, field),
    textBefore: (record) => tree.textBefore(record),
    visit: (record) => visit(x, record),
    visitChildren: (record) => visitChildren(x, record),
    expression: (record) => express(x, record),
    typeExpression: (record) => expressType(x, record),
    nameExpression: (name, at) => nameExpression(x, name, at),
    memberExpression: (object, name, at) => memberExpression(x, object, name, at),
    addImport: (specifier, name, at, scope) => addImport(x, specifier, name, at, scope),
    bindImport: (scope, name, importId, at) => bindImport(x, scope, name, importId, at),
    bindValue: (scope, name, expression, at) => bindValue(x, scope, name, expression, at),
    bindAlias: (scope, name, expression, at) => bindAlias(x, scope, name, expression, at),
    setPackageName: (name, variant) => setPackageName(x, name, variant),
    exportLocal: (local, name, at) => exportLocal(x, local, name, at),
    exportValue: (record, name) => exportValue(x, record, name),
    exportDeclared: (record, alias) => exportDeclared(x, record, alias),
    markModule: () => markModule(x),
    namespacesAround: () => namespacesAround(x),
    pathExpression: (names, at, isType) => pathExpression(x, names, at, isType),
  };
}

function exportDeclared(x: Extraction, record: number, alias: string): void {
  const { bindings } = x.facts.tables;
  const first = bindings.rows;
  visit(x, record);
  const column = Column.bindings;
  const end = bindings.rows;
  const isShared = x.exportsScope === x.scope && alias === '';
  for (let row = first; row < end; row++) {
    if (bindings.get(row, column.scope) !== x.scope) continue;
    const symbol = bindings.get(row, column.symbol);
    if (symbol >= 0) setFlag(x, symbol, SymbolFlag.exported);
    if (isShared) continue;
    x.facts.addBinding(
      x.exportsScope,
      alias === '' ? bindings.get(row, column.name) : intern(x, alias),
      bindings.get(row, column.kind),
      bindings.get(row, column.payload),
      bindings.get(row, column.position),
      bindings.get(row, column.type),
      bindings.get(row, column.value),
      symbol,
    );
  }
}

function exportLocal(x: Extraction, local: string, name: string, at: number): void {
  const expression = nameExpression(x, local, at);
  x.exportedLocals.push(intern(x, local));
  bindAlias(x, x.exportsScope, name, expression, at);
}

function exportValue(x: Extraction, record: number, name: string): void {
  const { value, symbol } = declareValue(x, record, name, record, record);
  const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
  const payload = symbol >= 0 ? symbol : value;
  if (symbol >= 0) setFlag(x, symbol, SymbolFlag.exported);
  x.facts.addBinding(x.exportsScope, intern(x, name), kind, payload, x.tree.start(record), -1, -1, symbol);
}

function markModule(x: Extraction): void {
  if (x.scope === MODULE_SCOPE) setFlag(x, MODULE_SYMBOL, SymbolFlag.module);
}
