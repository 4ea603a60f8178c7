// Paths: names of which all but the last stand for types or modules. Where they begin with a word for the module around, that
// module is bound to a name of the file when it is first asked for.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import type { Expresser, Extraction } from './context.ts';
import { addExpression, addImport, intern, nameOf, symbolExpression } from './writing.ts';
import { express, expressType } from './walk.ts';
import { scopeKind } from './scopes.ts';
import { MODULE_SCOPE } from './context.ts';

/** Stands between the names of a path. */
const SEPARATOR = '::';

export const expressPath: Expresser = (x, record) => {
  const property = x.tree.slot(record, 'property');
  const object = x.tree.slot(record, 'object');
  if (property < 0) return object < 0 ? -1 : express(x, object);
  const module = aroundOf(x, x.tree.text(record));
  if (module > 0) return expressAround(x, module, record);
  // Without anything before it, it is the name of a package.
  if (object < 0) {
    noteHead(x, x.tree.text(property), property);
    return addExpression(x, Op.name, nameOf(x, property), 1, property);
  }
  const owner = expressQualifier(x, object);
  return owner < 0 ? -1 : addExpression(x, Op.member, owner, nameOf(x, property), property);
};

/** What stands before a member in a path: a type or module. */
function expressQualifier(x: Extraction, record: number): number {
  const around = aroundOf(x, x.tree.text(record));
  if (around >= 0) return expressAround(x, around, record);
  if (x.tree.ruleOf(record).role === 'name') noteHead(x, x.tree.text(record), record);
  const value = expressType(x, record);
  const isMember = value >= 0 && x.facts.tables.expressions.get(value, Column.expressions.op) === Op.member;
  return isMember ? addExpression(x, Op.qualifier, value, 0, record) : value;
}

/** The expression of a path that is given as names; `isType` tells that the last one is a type or module too. */
export function pathExpression(x: Extraction, names: readonly string[], at: number, isType: boolean): number {
  let first = 0;
  let value = -1;
  for (let end = names.length; end > 0 && value < 0; end--) {
    const around = aroundOf(x, names.slice(0, end).join(SEPARATOR));
    if (around < 0) continue;
    value = expressAround(x, around, at);
    first = end;
  }
  if (value < 0) {
    if (names.length > 1 || isType) noteHead(x, names[0]!, at);
    value = addExpression(x, Op.name, intern(x, names[0]!), names.length > 1 || isType ? 1 : 0, at);
    first = 1;
  }
  names.slice(first).forEach((name, index, rest) => {
    value = addExpression(x, Op.member, value, intern(x, name), at);
    if (index < rest.length - 1 || isType) value = addExpression(x, Op.qualifier, value, 0, at);
  });
  return value;
}

/** Remembers a name with which a path begins. */
function noteHead(x: Extraction, name: string, at: number): void {
  if (x.rules.modules.packagesAreNames === true && !x.pathHeads.has(name)) x.pathHeads.set(name, at);
}

/** Notes the packages that paths of the file can begin with as imports: names that the file does not bind. */
export function importHeads(x: Extraction): void {
  if (x.pathHeads.size === 0) return;
  const { bindings } = x.facts.tables;
  const bound = new Set<number>();
  for (let row = 0; row < bindings.rows; row++)
    if (bindings.get(row, Column.bindings.scope) === MODULE_SCOPE)
      bound.add(bindings.get(row, Column.bindings.name));
  for (const [name, at] of x.pathHeads)
    if (/^\p{Ll}/u.test(name) && !bound.has(intern(x, name))) addImport(x, name, '', at, MODULE_SCOPE);
}

const ROOT = 1000;

/** How many modules further out a text leads, `ROOT` for the outermost one; -1 where it is no such word. */
function aroundOf(x: Extraction, text: string): number {
  const words = x.rules.names.moduleNames;
  if (words === undefined) return -1;
  if (text === words.root) return ROOT;
  if (text === words.self) return 0;
  if (!text.endsWith(words.parent)) return -1;
  const parts = text.split(SEPARATOR).map((part) => part.trim());
  if (parts[0] === words.self) parts.shift();
  return parts.every((part) => part === words.parent) ? parts.length : -1;
}

/** The module that lies so many further out: written in this file, or the file itself, or another one. */
function expressAround(x: Extraction, count: number, at: number): number {
  const words = x.rules.names.moduleNames!;
  if (count === ROOT) return importedModule(x, words.root, at);
  const { scopes } = x.facts.tables;
  let left = count;
  for (let scope = x.scope; scope >= 0; scope = scopes.get(scope, Column.scopes.parent)) {
    if (scopeKind(x, scope) !== ScopeKind.namespace) continue;
    if (left === 0) return symbolExpression(x, scopes.get(scope, Column.scopes.owner), at);
    left--;
  }
  const specifier =
    left === 0 ? words.self : Array.from({ length: left }, () => words.parent).join(SEPARATOR);
  return importedModule(x, specifier, at);
}

/** A module by a name of the file that no code can write, bound once. */
function importedModule(x: Extraction, specifier: string, at: number): number {
  const name = intern(x, `${specifier}${SEPARATOR}`);
  if (!x.aroundNames.has(name)) {
    x.aroundNames.add(name);
    const row = addImport(x, specifier, '', at, MODULE_SCOPE);
    x.facts.addBinding(MODULE_SCOPE, name, BindingKind.import, row, x.tree.start(at));
  }
  return addExpression(x, Op.name, name, 1, at);
}
