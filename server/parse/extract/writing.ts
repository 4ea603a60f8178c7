// Rows of facts at the place where extraction is: expressions, imports and bindings. What a node means is not decided here.

import { BindingKind, Op } from '../../facts/expressions.ts';
import { lineOf } from './comments.ts';
import type { Documented, Extraction } from './context.ts';

export function intern(x: Extraction, text: string): number {
  return x.facts.strings.internPart(text);
}

/** The text of a record as a name. */
export function nameOf(x: Extraction, record: number): number {
  return x.facts.strings.internPart(x.tree.text(record));
}

/** An expression that stands at the record `at`. */
export function addExpression(x: Extraction, op: number, a: number, b: number, at: number): number {
  return x.facts.addExpression(op, a, b, x.scope, x.tree.line(at), x.tree.start(at));
}

/** An expression that stands in a comment. */
export function addDocumented(
  x: Extraction,
  op: number,
  a: number,
  b: number,
  documented: Documented,
  at: number,
): number {
  return x.facts.addExpression(op, a, b, x.scope, lineOf(documented, at), documented.start + at);
}

export function nameExpression(x: Extraction, name: string, at: number): number {
  return addExpression(x, Op.name, intern(x, name), 0, at);
}

export function symbolExpression(x: Extraction, symbol: number, at: number): number {
  return addExpression(x, Op.symbol, symbol, 0, at);
}

export function memberExpression(x: Extraction, object: number, name: string, at: number): number {
  return addExpression(x, Op.member, object, intern(x, name), at);
}

/** Adds an import and returns its number. `name` '' imports the module itself, '*' everything in it. */
export function addImport(
  x: Extraction,
  specifier: string,
  name: string,
  at: number,
  scope = x.scope,
): number {
  return x.facts.tables.imports.add(
    scope,
    intern(x, specifier),
    intern(x, name),
    x.tree.line(at),
    x.tree.start(at),
  );
}

export function bindImport(x: Extraction, scope: number, name: string, importId: number, at: number): void {
  x.facts.addBinding(scope, intern(x, name), BindingKind.import, importId, x.tree.start(at));
}

export function bindValue(x: Extraction, scope: number, name: string, expression: number, at: number): void {
  x.facts.addBinding(scope, intern(x, name), BindingKind.value, expression, x.tree.start(at));
}

/** Makes `name` another name of what the expression names. */
export function bindAlias(x: Extraction, scope: number, name: string, expression: number, at: number): void {
  x.facts.addBinding(scope, intern(x, name), BindingKind.alias, expression, x.tree.start(at));
}
