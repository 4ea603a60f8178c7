// Declarations in which a name stands inside of what is made of its type: `struct s *a[3], *f(int), (*g)(int)`. The grammar's
// nodes for arrays, parameter lists and parentheses are transparent; those for pointers are not (role `declarator`), so
// parameters that stand beside a name are its own, and those beside a pointer are of what it points to.

import { BaseKind, BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Expresser, Extraction, Visitor } from './context.ts';
import { declareClass, readFlags } from './declarations.ts';
import { scopeKind, within } from './scopes.ts';
import { visitInitial } from './stored.ts';
import { ANONYMOUS_KIND, declareSymbol, declareVariable, setFlag, setSignature } from './symbols.ts';
import { expressType, visit, visitChildren } from './walk.ts';
import { nameExpression, nameOf, symbolExpression } from './writing.ts';

/** One name of a declaration: its record, its parameters when it is a function, and what else belongs to it. */
interface Declared {
  readonly name: number;
  readonly parameters: number;
  readonly parts: number[];
}

/** The names of a declaration in order. */
function listDeclared(x: Extraction, record: number): Declared[] {
  const list: Declared[] = [];
  const nameField = x.tree.slotField(record, 'name');
  const type = x.tree.slot(record, 'type');
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (x.tree.field(child) === nameField) list.push(findDeclared(x, child, record));
    else if (child !== type && x.tree.ruleOf(child).role !== 'parameters') list.at(-1)?.parts.push(child);
  }
  return list.filter(({ name }) => x.tree.text(name) !== '');
}

/** The name in a declarator, with the parameters that stand beside it. */
function findDeclared(x: Extraction, declarator: number, parent: number): Declared {
  const { role } = x.tree.ruleOf(declarator);
  if (role === 'declarator') {
    for (let child = x.tree.firstChild(declarator); child >= 0; child = x.tree.nextSibling(child, declarator))
      if (x.tree.field(child) === x.tree.field(declarator) || x.tree.ruleOf(child).role === 'declarator')
        return findDeclared(x, child, declarator);
  }
  const next = x.tree.nextSibling(declarator, parent);
  const hasParameters = role !== 'declarator' && next >= 0 && x.tree.ruleOf(next).role === 'parameters';
  return { name: declarator, parameters: hasParameters ? next : -1, parts: [] };
}

/** A function with a body. Its name can be told apart from other names by linkage: static ones belong to their file. */
export const visitDefinition: Visitor = (x, record) => {
  readFlags(x, record);
  const declared = listDeclared(x, record)[0];
  if (!declared) return visitChildren(x, record);
  const result = expressType(x, x.tree.slot(record, 'type'));
  const body = x.tree.slot(record, 'body');
  const symbol = declareFunction(x, declared.name, record, body, () => {
    declareParameters(x, declared.parameters);
    for (const part of declared.parts) if (part !== body) visit(x, part);
  });
  x.facts.tables.symbols.set(symbol, Column.symbols.result, result);
  bind(x, symbol, declared.name);
};

/** Declares a function called as `name` says and reads its body; binds nothing. */
export function declareFunction(
  x: Extraction,
  name: number,
  record: number,
  body: number,
  before: () => void = () => {},
): number {
  x.pendingFlags &= ~SymbolFlag.abstract;
  const symbol = declareSymbol(x, 'Function', x.tree.text(name), name, record);
  takeSignatureBefore(x, symbol);
  const scope = x.facts.addScope(ScopeKind.function, x.scope, symbol);
  x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
  setSignature(x, symbol, x.tree.start(record), body >= 0 ? x.tree.start(body) : x.tree.end(record));
  const outerFunction = x.functionSymbol;
  x.functionSymbol = symbol;
  within(x, scope, symbol, () =>
    x.locals.within(() => {
      before();
      if (body >= 0) visitChildren(x, body);
    }),
  );
  x.functionSymbol = outerFunction;
  return symbol;
}

/** A function that was declared before in this file without its body: one symbol is enough. */
function takeSignatureBefore(x: Extraction, symbol: number): void {
  const { symbols } = x.facts.tables;
  const column = Column.symbols;
  const name = symbols.get(symbol, column.name);
  const earlier = x.overloads.get(name);
  markExported(x, symbol);
  x.overloads.set(name, symbol);
  const flags = earlier === undefined ? 0 : symbols.get(earlier, column.flags);
  if (earlier === undefined || (flags & SymbolFlag.abstract) === 0) return;
  const isStatic = (symbols.get(symbol, column.flags) & SymbolFlag.static) !== 0;
  // What was declared static stays so. The other way round they stand in different branches of the preprocessor.
  if ((flags & SymbolFlag.static) !== 0) {
    setFlag(x, symbol, SymbolFlag.static);
    markExported(x, symbol);
  } else if (isStatic) return;
  symbols.set(earlier, column.kind, ANONYMOUS_KIND);
  symbols.set(earlier, column.parent, symbol);
  const doc = symbols.get(earlier, column.doc);
  if (doc !== 0 && symbols.get(symbol, column.doc) === 0) symbols.set(symbol, column.doc, doc);
}

/** What is not static can be named by other files. */
function markExported(x: Extraction, symbol: number): void {
  const { symbols } = x.facts.tables;
  const flags = symbols.get(symbol, Column.symbols.flags);
  const isStatic = (flags & SymbolFlag.static) !== 0;
  symbols.set(
    symbol,
    Column.symbols.flags,
    isStatic ? flags & ~SymbolFlag.exported : flags | SymbolFlag.exported,
  );
}

function bind(x: Extraction, symbol: number, name: number): void {
  x.facts.addBinding(
    MODULE_SCOPE,
    nameOf(x, name),
    BindingKind.symbol,
    symbol,
    x.tree.start(name),
    -1,
    -1,
    symbol,
  );
}

function declareParameters(x: Extraction, list: number): void {
  if (list < 0) return;
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'free-name') x.locals.add(nameOf(x, child), -1);
    if (role !== 'parameter') continue;
    const type = expressType(x, x.tree.slot(child, 'type'));
    for (const { name } of listDeclared(x, child)) x.locals.add(nameOf(x, name), type);
  }
}

/** Variables, members and functions without a body, as the place and the declarators say. */
export const visitDeclaration: Visitor = (x, record) => {
  readFlags(x, record);
  const flags = x.pendingFlags;
  x.pendingFlags = 0;
  const type = expressType(x, x.tree.slot(record, 'type'));
  const list = listDeclared(x, record);
  if (list.length === 0) {
    // The members of a type without a name are members of the type around it.
    if (scopeKind(x) === ScopeKind.class && type >= 0)
      x.facts.tables.bases.add(x.owner, type, BaseKind.embeds);
    return;
  }
  for (const declared of list) {
    if (scopeKind(x) === ScopeKind.class) declareMember(x, declared, type, record);
    else if (x.locals.isOpen) declareLocal(x, declared, type);
    else if (declared.parameters >= 0) declareSignature(x, declared, flags, record);
    else declareGlobal(x, declared, type, flags, record);
  }
};

function declareLocal(x: Extraction, declared: Declared, type: number): void {
  if (declared.parameters < 0) x.locals.add(nameOf(x, declared.name), type);
  visitParts(x, declared, type);
}

/** Lone names beside a declaration are marks that the preprocessor takes away. `variable` is an expression or -1. */
function visitParts(x: Extraction, { name, parts }: Declared, type: number, variable = -1): void {
  for (const [index, part] of parts.entries())
    if (index === parts.length - 1 && isInitial(x, name, part)) visitInitial(x, part, name, type, variable);
    else if (x.tree.ruleOf(part).role !== 'free-name' || x.tree.field(part) !== 0) visit(x, part);
}

/** Whether `part` is all that a name is given as its first value, or the address of it. */
function isInitial(x: Extraction, name: number, part: number): boolean {
  return /=[\s(]*&?[\s(]*$/.test(x.tree.textBetween(x.tree.end(name), x.tree.start(part)));
}

function declareMember(x: Extraction, declared: Declared, type: number, record: number): void {
  const { name } = declared;
  const symbol = declareSymbol(x, 'Field', x.tree.text(name), name, record);
  setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(record) + 120));
  const text = nameOf(x, name);
  x.facts.addBinding(x.scope, text, BindingKind.value, -1, x.tree.start(name), type, -1, symbol);
  visitParts(x, declared, type);
}

function declareSignature(x: Extraction, declared: Declared, flags: number, record: number): void {
  const { name } = declared;
  const text = nameOf(x, name);
  if (x.overloads.has(text)) return;
  x.pendingFlags = flags | SymbolFlag.abstract;
  const symbol = declareSymbol(x, 'Function', x.tree.text(name), name, record);
  x.overloads.set(text, symbol);
  setSignature(x, symbol, x.tree.start(record), x.tree.end(record));
  markExported(x, symbol);
  bind(x, symbol, name);
  visitParts(x, declared, -1);
}

function declareGlobal(x: Extraction, declared: Declared, type: number, flags: number, record: number): void {
  const { name, parts } = declared;
  const { symbols } = x.facts.tables;
  const text = nameOf(x, name);
  const before = symbols.rows;
  x.pendingFlags = flags;
  const symbol = declareVariable(x, MODULE_SCOPE, text, name, record);
  x.pendingFlags = 0;
  if (symbol >= before) {
    setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(record) + 120));
    x.facts.addBinding(MODULE_SCOPE, text, BindingKind.value, -1, x.tree.start(name), type, -1, symbol);
    markExported(x, symbol);
  } else if ((flags & SymbolFlag.abstract) === 0) {
    const known = symbols.get(symbol, Column.symbols.flags);
    symbols.set(symbol, Column.symbols.flags, known & ~SymbolFlag.abstract);
  }
  if (parts.length === 0) return;
  // What stands in the initial value is used by the variable.
  within(x, x.facts.addScope(ScopeKind.block, x.scope, symbol), symbol, () =>
    visitParts(x, declared, type, symbolExpression(x, symbol, name)),
  );
}

/** Names for a type. */
export const visitTypedef: Visitor = (x, record) => {
  const typeRecord = x.tree.slot(record, 'type');
  const list = listDeclared(x, record);
  const isUnnamed =
    typeRecord >= 0 &&
    x.tree.ruleOf(typeRecord).role === 'tagged-type' &&
    x.tree.slot(typeRecord, 'body') >= 0 &&
    x.tree.slot(typeRecord, 'name') < 0;
  const plain = isUnnamed ? list.findIndex(({ name }) => x.tree.parentOf(name) === record) : -1;
  const first = list[plain];
  let type: number;
  if (first) {
    const symbol = declareClass(
      x,
      typeRecord,
      x.tree.ruleOf(typeRecord),
      x.tree.text(first.name),
      first.name,
      record,
    );
    bind(x, symbol, first.name);
    type = nameExpression(x, x.tree.text(first.name), first.name);
  } else if (list.every(({ name }) => isOwnTag(x, typeRecord, name)))
    return visitTaggedType(x, typeRecord, x.tree.ruleOf(typeRecord));
  else type = expressType(x, typeRecord);
  for (const { name } of list) {
    if (name === first?.name || isOwnTag(x, typeRecord, name)) continue;
    const symbol = declareSymbol(x, 'Type', x.tree.text(name), name, record);
    setSignature(x, symbol, x.tree.start(record), x.tree.end(record));
    const scope = x.facts.addScope(ScopeKind.class, x.scope, symbol);
    x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
    if (type >= 0) x.facts.tables.bases.add(symbol, type, BaseKind.alias);
    bind(x, symbol, name);
  }
};

/** Whether `name` is what the type that is declared beside it has as its tag: `typedef struct a { … } a;` is one type. */
function isOwnTag(x: Extraction, typeRecord: number, name: number): boolean {
  const parent = x.tree.parentOf(name);
  if (
    typeRecord < 0 ||
    x.tree.ruleOf(typeRecord).role !== 'tagged-type' ||
    parent !== x.tree.parentOf(typeRecord)
  )
    return false;
  const tag = x.tree.slot(typeRecord, 'body') < 0 ? -1 : x.tree.slot(typeRecord, 'name');
  return tag >= 0 && x.tree.text(tag) === x.tree.text(name);
}

/** A type with a tag: declared where it has a body, else named. Tags are seen in the whole file. */
export const expressTaggedType: Expresser = (x, record, rule) => {
  const name = x.tree.slot(record, 'name');
  if (x.tree.slot(record, 'body') < 0) return name < 0 ? -1 : expressType(x, name);
  const symbol = declareClass(x, record, rule, '', -1);
  if (name < 0) return symbolExpression(x, symbol, record);
  bind(x, symbol, name);
  return expressType(x, name);
};

/** A tag that is only announced says nothing. */
export const visitTaggedType: Visitor = (x, record, rule) => {
  const name = x.tree.slot(record, 'name');
  if (x.tree.slot(record, 'body') < 0) {
    if (x.tree.parentOf(record) >= 0) expressTaggedType(x, record, rule);
    return;
  }
  const symbol = declareClass(x, record, rule, '', -1);
  if (name >= 0) bind(x, symbol, name);
};

/** A constant of an enumeration: seen in the whole file. */
export const visitEnumerator: Visitor = (x, record) => {
  const name = x.tree.slot(record, 'name');
  if (name < 0) return;
  x.pendingFlags |= SymbolFlag.static | SymbolFlag.exported;
  const symbol = declareSymbol(x, 'Field', x.tree.text(name), name, record);
  x.facts.addBinding(
    MODULE_SCOPE,
    nameOf(x, name),
    BindingKind.value,
    -1,
    x.tree.start(name),
    -1,
    -1,
    symbol,
  );
  for (let child = x.tree.nextSibling(name, record); child >= 0; child = x.tree.nextSibling(child, record))
    visit(x, child);
};
