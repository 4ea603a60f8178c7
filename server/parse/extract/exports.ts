// Exports by assignment to an object that stands for the module (`module.exports = x`, `exports.name = x`).

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { WHOLE_EXPORT } from '../../languages/language.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction, NamedValue } from './context.ts';
import { nameText } from './declarations.ts';
import { readImportCall } from './importBindings.ts';
import { memberText } from './items.ts';
import { functionScopeOf } from './scopes.ts';
import { declareSymbol, declareVariable, setFlag, setSignature } from './symbols.ts';
import { addImport, intern, memberExpression } from './writing.ts';

/** `void 0`, also at the end of several assignments: compilers write it for names that get their values later. */
const NO_VALUE_YET = /(?:^|= *)[a-z]+ 0$/;

/**
 * Exports what `record` assigns to `left`, of type `type`; false when `left` has nothing to do with exports. A value that is
 * known by no name of its own is a variable under the exported one.
 */
export function exportMember(
  x: Extraction,
  record: number,
  left: number,
  named: NamedValue,
  type: number,
): boolean {
  const objects = x.rules.modules.exportObjects ?? [];
  const { role } = x.tree.ruleOf(left);
  if (role !== 'member' && role !== 'name' && role !== 'subscript') return false;
  if (objects.includes(x.tree.text(left))) {
    bindExport(x, WHOLE_EXPORT, left, named, type);
    return true;
  }
  if (role === 'name') return false;
  const object = x.tree.slot(left, 'object');
  const property = x.tree.slot(left, 'property');
  if (object < 0 || property < 0 || !isExportObject(x, object)) return false;
  const name = role === 'member' ? x.tree.text(property) : memberText(x, property);
  if (name === '') return false;
  const variable = named.symbol < 0 ? declareExport(x, name, property, record, named.value) : -1;
  bindExport(x, name, property, named, type, variable);
  return true;
}

/** The variable that a member of the module is; -1 where the file gives away what it calls so itself, and for no value yet. */
function declareExport(x: Extraction, name: string, property: number, record: number, given: number): number {
  const { expressions } = x.facts.tables;
  if (given >= 0 && expressions.get(given, Column.expressions.op) === Op.symbol) {
    setFlag(x, expressions.get(given, Column.expressions.a), SymbolFlag.exported);
    return -1;
  }
  if (functionScopeOf(x, x.scope) !== MODULE_SCOPE) return -1;
  const value = x.tree.textBetween(x.tree.end(property), x.tree.end(record)).replace(/^\s*=\s*/, '');
  if (value === name) x.exportedLocals.push(intern(x, name));
  if (value === name || NO_VALUE_YET.test(value)) return -1;
  const count = x.facts.tables.symbols.rows;
  const symbol = declareVariable(x, MODULE_SCOPE, intern(x, name), property, record);
  setFlag(x, symbol, SymbolFlag.exported);
  if (symbol >= count)
    setSignature(x, symbol, x.tree.start(record), Math.min(x.tree.end(record), x.tree.start(record) + 120));
  return symbol;
}

/** Whether `left` is what the module exports as a whole. */
export function standsForModule(x: Extraction, left: number): boolean {
  return isWrittenAs(x, left, x.rules.modules.exportObjects);
}

/** Whether a record is written as one of some texts; the text of a long one is not made. */
function isWrittenAs(x: Extraction, record: number, texts: readonly string[] | undefined): boolean {
  if (texts === undefined) return false;
  const length = x.tree.end(record) - x.tree.start(record);
  return texts.some((text) => text.length === length && text === x.tree.text(record));
}

/** A member of an object literal that is exported as a whole, unless it only names something: a variable of the module. */
export function declareExported(
  x: Extraction,
  pair: number,
  key: number,
  name: string,
  value: number,
): number {
  if (x.exportedObject < 0 || x.tree.parentOf(pair) !== x.exportedObject || x.scope === MODULE_SCOPE)
    return -1;
  const { role } = x.tree.ruleOf(value);
  if (role === 'name' || readImportCall(x, value) !== undefined) return -1;
  const symbol = declareSymbol(x, 'Variable', name, key, pair);
  setFlag(x, symbol, SymbolFlag.exported);
  setSignature(x, symbol, x.tree.start(pair), Math.min(x.tree.end(pair), x.tree.start(pair) + 120));
  return symbol;
}

/** A call that adds to what the module exports: all that another module exports, or the members of an object literal. */
export function addToExports(x: Extraction, callee: number, list: number, arguments_: number): void {
  const { exportAdders } = x.rules.modules;
  if (callee < 0 || list < 0 || !isWrittenAs(x, callee, exportAdders)) return;
  const parts: number[] = [];
  for (let child = x.tree.firstChild(list); child >= 0; child = x.tree.nextSibling(child, list))
    parts.push(child);
  if (!parts.some((part) => isExportObject(x, part))) return;
  parts.forEach((part, index) => {
    const imported = readImportCall(x, part);
    if (imported) addImport(x, imported.specifier, '*', imported.at, x.exportsScope);
    else if (x.tree.ruleOf(part).role === 'object')
      for (const [name, at] of memberNames(x, part)) {
        const value = memberExpression(x, x.facts.argumentOf(arguments_, index), name, at);
        bindExport(x, name, at, { value, symbol: -1 }, -1);
      }
  });
}

/** The names of the members of an object literal, each with its record. */
export function memberNames(x: Extraction, literal: number): [name: string, at: number][] {
  const names: [string, number][] = [];
  for (let child = x.tree.firstChild(literal); child >= 0; child = x.tree.nextSibling(child, literal)) {
    const { role } = x.tree.ruleOf(child);
    const slot = role === 'pair' ? 'property' : 'name';
    const at =
      role === 'shorthand' ? child : role === 'pair' || role === 'function' ? x.tree.slot(child, slot) : -1;
    if (at >= 0) names.push([nameText(x, at), at]);
  }
  return names;
}

/** Whether an expression stands for the module, or is a name at the top of the file for what does. */
function isExportObject(x: Extraction, object: number): boolean {
  const text = x.tree.text(object);
  return x.rules.modules.exportObjects?.includes(text) === true || x.exportNames.has(text);
}

/** Notes a name at the top of the file for the object that stands for the module: `const name = module.exports`. */
export function noteExportName(x: Extraction, left: number, right: number): void {
  if (left < 0 || right < 0 || x.scope !== MODULE_SCOPE || x.tree.ruleOf(left).role !== 'name') return;
  const { exportObjects } = x.rules.modules;
  if (exportObjects?.includes(x.tree.text(right)) === true) x.exportNames.add(x.tree.text(left));
}

/** Exports `value` as the member `name` of `object`; false when that does not stand for the module. */
export function exportDefined(
  x: Extraction,
  object: number,
  name: string,
  value: number,
  at: number,
): boolean {
  if (!isExportObject(x, object)) return false;
  bindExport(x, name, at, { value, symbol: -1 }, -1);
  return true;
}

function bindExport(
  x: Extraction,
  name: string,
  at: number,
  { value, symbol }: NamedValue,
  type: number,
  variable = -1,
): void {
  setFlag(x, 0, SymbolFlag.module);
  if (symbol >= 0) setFlag(x, symbol, SymbolFlag.exported);
  const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
  const payload = symbol >= 0 ? symbol : value;
  const known = symbol >= 0 ? symbol : variable;
  x.facts.addBinding(x.exportsScope, intern(x, name), kind, payload, x.tree.start(at), type, -1, known);
}
