// Types that stand in documentation comments: of parameters, results and variables where the code itself says none, and
// names for types. The comment's text is read by the language's hook.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import type { DocType } from '../../languages/documentation.ts';
import { docTypesAbove, lineOf, noteComment, readComment } from './comments.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Documented, Extraction, Visitor } from './context.ts';
import { expressQualified } from './qualifiedNames.ts';
import { expressReceiverName } from './receiverNames.ts';
import { declarationScope, scopeKind, within } from './scopes.ts';
import { declareSymbol, setSignature } from './symbols.ts';
import { addDocumented, addExpression, intern } from './writing.ts';

/** Before the name of a type that a comment declares: no code can write such a name. */
const DECLARED = '@';
/** A longer comment before a value in parentheses is not read. */
const MAX_CAST = 600;

/** A comment: what it documents follows, the names that it declares hold for the file. */
export const visitComment: Visitor = (x, record) => {
  noteComment(x, record);
  bindDocumented(x, record);
  if (!x.hasDocNames) return;
  const documented = readComment(x, record);
  for (const { name, type, isImported } of documented?.types.declared ?? []) {
    within(x, MODULE_SCOPE, 0, () => {
      const expression = expressDocType(x, type, documented!);
      if (expression < 0) return;
      const position = x.tree.start(record);
      // What can be called is no name of another type: it is known as an instance.
      const isFunction =
        type.kind === 'function' ||
        (type.kind === 'choice' && type.parts.some(({ kind }) => kind === 'function'));
      const bind = (scope: number, called: string) =>
        isFunction
          ? x.facts.addBinding(scope, intern(x, called), BindingKind.value, -1, position, expression)
          : x.facts.addBinding(scope, intern(x, called), BindingKind.alias, expression, position);
      bind(x.scope, DECLARED + name);
      if (isImported !== true) bind(x.exportsScope, name);
    });
  }
};

/** Binds the variable of which a comment tells the type, from there on. */
function bindDocumented(x: Extraction, record: number): void {
  const { variableTags } = x.language.lexis;
  if (variableTags === undefined || scopeKind(x) === ScopeKind.class) return;
  if (!variableTags.test(x.tree.text(record))) return;
  const documented = readComment(x, record);
  const { variable, type } = documented?.types ?? {};
  const expression = variable === undefined ? -1 : expressDocType(x, type, documented!);
  if (expression < 0) return;
  const scope = declarationScope(x);
  x.facts.addBinding(scope, intern(x, variable!), BindingKind.value, -1, x.tree.end(record), expression);
}

/** What a comment says of a type, or what is written where that says nothing. */
export function documentedFirst(x: Extraction, documented: number, written: number, at: number): number {
  if (documented < 0 || written < 0) return Math.max(documented, written);
  const isReceiver = x.facts.tables.expressions.get(documented, Column.expressions.op) === Op.self;
  return isReceiver ? documented : addExpression(x, Op.otherwise, documented, written, at);
}

/** The type that the comment of a function gives to its parameter: by name, or by position when it has none. */
export function documentedParameter(x: Extraction, name: string | undefined, index: number): number {
  const { documented } = x;
  if (!documented) return -1;
  const { parameters, type } = documented.types;
  const found = name === undefined ? parameters[index] : parameters.find((one) => one.name === name);
  const ofFunction = type?.kind === 'function' ? type.parameters[index] : undefined;
  return expressDocType(x, found?.type ?? ofFunction, documented);
}

/** Binds what the comment of a function tells of its receiver, and the types for which its callers decide. */
export function declareDocumented(x: Extraction, at: number): void {
  const { documented } = x;
  if (!documented) return;
  const { receiver } = documented.types;
  const { receiverParameter } = x.rules.classes;
  if (x.rules.types.typeArguments === true) bindTemplates(x, documented, at);
  const type = receiverParameter === undefined ? -1 : expressDocType(x, receiver, documented);
  if (type >= 0)
    x.facts.addBinding(x.scope, intern(x, receiverParameter!), BindingKind.value, -1, x.tree.start(at), type);
}

/** Binds the types for which those decide who use what follows. */
export function bindTemplates(x: Extraction, documented: Documented, at: number): void {
  for (const { name, type } of documented.types.templates) {
    const bound = expressDocType(x, type, documented);
    const { typeParameter } = BindingKind;
    x.facts.addBinding(x.scope, intern(x, name), typeParameter, x.typeParameters++, x.tree.start(at), bound);
  }
}

/** Gives the bases of a class the type arguments that its comment tells, and adds none. */
export function readDocumentedBases(x: Extraction, symbol: number, documented: Documented | undefined): void {
  const { bases, expressions } = x.facts.tables;
  for (const type of documented?.types.bases ?? []) {
    if (type.kind !== 'generic') continue;
    const expression = expressDocType(x, type, documented!);
    const base = expressions.get(expression, Column.expressions.a);
    for (let row = bases.rows - 1; row >= 0 && bases.get(row, Column.bases.symbol) === symbol; row--) {
      const written = bases.get(row, Column.bases.type);
      if (written < 0 || base < 0 || !isSameName(x, written, base)) continue;
      bases.set(row, Column.bases.type, expression);
      break;
    }
  }
}

function isSameName(x: Extraction, one: number, other: number): boolean {
  const { expressions } = x.facts.tables;
  const { op, a, b } = Column.expressions;
  const kind = expressions.get(one, op);
  if (kind !== expressions.get(other, op)) return false;
  if (kind === Op.name) return expressions.get(one, a) === expressions.get(other, a);
  if (kind !== Op.member || expressions.get(one, b) !== expressions.get(other, b)) return false;
  return isSameName(x, expressions.get(one, a), expressions.get(other, a));
}

/** Declares the members that the comment of a class gives it. */
export function declareDocumentedMembers(x: Extraction, documented: Documented | undefined): void {
  if (!documented?.types.members) return;
  const { symbols } = x.facts.tables;
  for (const { name, type, kind, isStatic, at } of documented.types.members) {
    if (isStatic) x.pendingFlags |= SymbolFlag.static;
    const symbol = declareSymbol(x, kind, name, documented.record, documented.record);
    const line = lineOf(documented, at);
    const column = Column.symbols;
    for (const one of [column.nameLine, column.startLine, column.endLine]) symbols.set(symbol, one, line);
    setSignature(x, symbol, documented.start + type.at, documented.start + at + name.length);
    const said = expressDocType(x, type, documented);
    if (kind === 'Method') symbols.set(symbol, column.result, said);
    const binding = kind === 'Method' ? BindingKind.symbol : BindingKind.value;
    const payload = kind === 'Method' ? symbol : -1;
    const declared = kind === 'Method' ? -1 : said;
    const position = documented.start + at;
    x.facts.addBinding(x.scope, intern(x, name), binding, payload, position, declared, -1, symbol);
  }
}

/** The type of the result that the comment of a function tells. */
export function documentedResult(x: Extraction): number {
  const { documented } = x;
  if (!documented) return -1;
  const { result, type } = documented.types;
  return expressDocType(x, result ?? (type?.kind === 'function' ? type.result : undefined), documented);
}

/** The type that the comment above a variable or field gives it; `name` is its record, -1 where any is meant. */
export function documentedVariable(x: Extraction, record: number, name = -1): number {
  const documented = docTypesAbove(x, record);
  if (!documented?.types.type) return -1;
  const { type, variable } = documented.types;
  if (variable !== undefined && name >= 0 && x.tree.text(name) !== variable) return -1;
  return expressDocType(x, type, documented);
}

/** The type that a comment right before a value in parentheses says it has: `/** @type {T} *\/ (value)`; -1 for none. */
export function documentedCast(x: Extraction, record: number): number {
  const { hooks } = x.language;
  const start = x.tree.start(record);
  if (!hooks.docTypes || x.tree.textBetween(start, start + 1) !== '(') return -1;
  const from = Math.max(0, start - MAX_CAST);
  const before = x.tree.textBetween(from, start).trimEnd();
  const text = before.endsWith('*/') ? before.slice(before.lastIndexOf('/**')) : '';
  const types = text === '' || text.indexOf('*/') !== text.length - 2 ? undefined : hooks.docTypes(text);
  if (!types?.type || (types.type.kind === 'name' && types.type.names.join('.') === 'const')) return -1;
  const at = from + before.lastIndexOf('/**');
  const line = x.tree.line(record) - (x.tree.textBetween(at, start).match(/\n/g)?.length ?? 0);
  return expressDocType(x, types.type, { types, text, start: at, line, record });
}

/** The expression of a type in the comment `documented`, -1 when it is not followed. */
function expressDocType(x: Extraction, type: DocType | undefined, documented: Documented): number {
  if (!type) return -1;
  const add = (op: number, a: number, b: number) => addDocumented(x, op, a, b, documented, type.at);
  const express = (inner: DocType) => expressDocType(x, inner, documented);
  switch (type.kind) {
    case 'name': {
      const [first = '', ...rest] = type.names;
      const receiver = expressReceiverName(x, first, add, true);
      if (receiver !== undefined) return receiver;
      const plain = expressNamed(x, first, documented, add);
      const known = x.hasDocNames
        ? add(Op.choice, add(Op.name, intern(x, DECLARED + first), 1), plain)
        : plain;
      return rest.reduce((object, name) => add(Op.member, object, intern(x, name)), known);
    }
    case 'import': {
      const [first = '', ...rest] = type.names;
      const imported = add(Op.name, importType(x, type.specifier, first, documented, type.at), 1);
      return rest.reduce((object, name) => add(Op.member, object, intern(x, name)), imported);
    }
    case 'literal':
      return add(Op.literal, intern(x, type.name), 0);
    case 'collection': {
      const inner = express(type.of);
      return inner < 0 ? -1 : add(Op.collection, inner, intern(x, ''));
    }
    case 'generic': {
      const base = express(type.base);
      const pairs = type.parameters.flatMap((parameter) => [0, express(parameter)]);
      return add(Op.generic, base, x.facts.addArguments(pairs));
    }
    case 'tuple': {
      const pairs = type.items.flatMap((item) => [0, express(item)]);
      return add(Op.sequence, intern(x, 'tuple'), x.facts.addArguments(pairs));
    }
    case 'choice':
      return type.parts
        .map(express)
        .filter((part) => part >= 0)
        .reduce((left, right) => (left < 0 ? right : add(Op.choice, left, right)), -1);
    case 'typeOf': {
      const inner = express(type.of);
      return inner < 0 ? -1 : add(Op.typeOf, inner, 0);
    }
    case 'function': {
      const pairs = type.parameters.flatMap((parameter) => [0, express(parameter)]);
      return add(Op.functionType, express(type.result), x.facts.addArguments(pairs));
    }
    case 'items': {
      const pairs = type.items.flatMap(({ name, type: inner }) => {
        const item = express(inner);
        return item < 0 ? [] : [intern(x, name), add(Op.instance, item, 0)];
      });
      return add(Op.entries, intern(x, x.rules.library.listType), x.facts.addArguments(pairs));
    }
    case 'object': {
      const scope = x.facts.addScope(ScopeKind.object, x.scope, x.owner);
      for (const { name, type: inner } of type.members) {
        const position = documented.start + inner.at;
        x.facts.addBinding(scope, intern(x, name), BindingKind.value, -1, position, express(inner));
      }
      return add(Op.object, scope, 0);
    }
    default:
      return -1;
  }
}

/** What a comment names, which can have qualifiers. */
function expressNamed(
  x: Extraction,
  name: string,
  { record }: Documented,
  add: (op: number, a: number, b: number) => number,
): number {
  const isQualified = /[^\p{L}\p{N}_$-]/u.test(name);
  const qualified = isQualified ? expressQualified(x, name, record, add) : undefined;
  return qualified ?? add(Op.name, intern(x, name), 1);
}

/** The name, in the module, of what a comment imports in place; bound once. */
function importType(
  x: Extraction,
  specifier: string,
  name: string,
  documented: Documented,
  at: number,
): number {
  const local = intern(x, `${DECLARED}${specifier}#${name}`);
  if (x.docImports.has(local)) return local;
  x.docImports.add(local);
  const position = documented.start + at;
  const row = x.facts.tables.imports.add(
    MODULE_SCOPE,
    intern(x, specifier),
    intern(x, name),
    lineOf(documented, at),
    position,
  );
  x.facts.addBinding(MODULE_SCOPE, local, BindingKind.import, row, position);
  return local;
}
