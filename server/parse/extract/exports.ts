// Exports by assignment to an object that stands for the module (`module.exports = x`, `exports.name = x`).

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { WHOLE_EXPORT } from '../../languages/language.ts';
import { nameText } from './declarations.ts';
import type { Extractor, NamedValue } from './extractor.ts';
import { readImportCall } from './importBindings.ts';

/** `void 0`, also at the end of several assignments: compilers write it for names that get their values later. */
const NO_VALUE_YET = /(?:^|= *)[a-z]+ 0$/;

/**
 * Exports what `record` assigns to `left`, of type `type`; false when `left` has nothing to do with exports. A value that is
 * known by no name of its own is a variable under the exported one.
 */
export function exportMember(
  x: Extractor,
  record: number,
  left: number,
  named: NamedValue,
  type: number,
): boolean {
  const objects = x.compiled.language.rules.modules.exportObjects ?? [];
  const { role } = x.ruleOf(left);
  if (role !== 'member' && role !== 'name') return false;
  if (objects.includes(x.text(left))) {
    bindExport(x, WHOLE_EXPORT, left, named, type);
    return true;
  }
  if (role !== 'member') return false;
  const object = x.slot(left, 'object');
  const property = x.slot(left, 'property');
  if (object < 0 || property < 0 || !isExportObject(x, object)) return false;
  const name = x.text(property);
  const variable = named.symbol < 0 ? declareExport(x, name, property, record, named.value) : -1;
  bindExport(x, name, property, named, type, variable);
  return true;
}

/** The variable that a member of the module is; -1 where the file gives away what it calls so itself, and for no value yet. */
function declareExport(x: Extractor, name: string, property: number, record: number, given: number): number {
  const { expressions } = x.facts.tables;
  if (given >= 0 && expressions.get(given, Column.expressions.op) === Op.symbol) {
    x.setFlag(expressions.get(given, Column.expressions.a), SymbolFlag.exported);
    return -1;
  }
  if (x.functionScopeOf(x.scope) !== x.moduleScope) return -1;
  const value = x.textBetween(x.end(property), x.end(record)).replace(/^\s*=\s*/, '');
  if (value === name) x.exportedLocals.push(x.intern(name));
  if (value === name || NO_VALUE_YET.test(value)) return -1;
  const count = x.facts.tables.symbols.rows;
  const symbol = x.declareVariable(x.moduleScope, x.intern(name), property, record);
  x.setFlag(symbol, SymbolFlag.exported);
  if (symbol >= count)
    x.setSignature(symbol, x.start(record), Math.min(x.end(record), x.start(record) + 120));
  return symbol;
}

/** Whether `left` is what the module exports as a whole. */
export function standsForModule(x: Extractor, left: number): boolean {
  return isWrittenAs(x, left, x.compiled.language.rules.modules.exportObjects);
}

/** Whether a record is written as one of some texts; the text of a long one is not made. */
function isWrittenAs(x: Extractor, record: number, texts: readonly string[] | undefined): boolean {
  if (texts === undefined) return false;
  const length = x.end(record) - x.start(record);
  return texts.some((text) => text.length === length && text === x.text(record));
}

/** A member of an object literal that is exported as a whole, unless it only names something: a variable of the module. */
export function declareExported(
  x: Extractor,
  pair: number,
  key: number,
  name: string,
  value: number,
): number {
  if (x.exportedObject < 0 || x.parentOf(pair) !== x.exportedObject || x.scope === x.moduleScope) return -1;
  const { role } = x.ruleOf(value);
  if (role === 'name' || readImportCall(x, value) !== undefined) return -1;
  const symbol = x.declare('Variable', name, key, pair);
  x.setFlag(symbol, SymbolFlag.exported);
  x.setSignature(symbol, x.start(pair), Math.min(x.end(pair), x.start(pair) + 120));
  return symbol;
}

/** A call that adds to what the module exports: all that another module exports, or the members of an object literal. */
export function addToExports(x: Extractor, callee: number, list: number, arguments_: number): void {
  const { exportAdders } = x.compiled.language.rules.modules;
  if (callee < 0 || list < 0 || !isWrittenAs(x, callee, exportAdders)) return;
  const parts: number[] = [];
  for (let child = x.firstChild(list); child >= 0; child = x.nextSibling(child, list)) parts.push(child);
  if (!parts.some((part) => isExportObject(x, part))) return;
  parts.forEach((part, index) => {
    const imported = readImportCall(x, part);
    if (imported) x.addImport(imported.specifier, '*', imported.at, x.exportsScope);
    else if (x.ruleOf(part).role === 'object')
      for (const [name, at] of memberNames(x, part)) {
        const value = x.memberExpression(x.facts.argumentOf(arguments_, index), name, at);
        bindExport(x, name, at, { value, symbol: -1 }, -1);
      }
  });
}

/** The names of the members of an object literal, each with its record. */
export function memberNames(x: Extractor, literal: number): [name: string, at: number][] {
  const names: [string, number][] = [];
  for (let child = x.firstChild(literal); child >= 0; child = x.nextSibling(child, literal)) {
    const { role } = x.ruleOf(child);
    const slot = role === 'pair' ? 'property' : 'name';
    const at =
      role === 'shorthand' ? child : role === 'pair' || role === 'function' ? x.slot(child, slot) : -1;
    if (at >= 0) names.push([nameText(x, at), at]);
  }
  return names;
}

/** Whether an expression stands for the module, or is a name at the top of the file for what does. */
function isExportObject(x: Extractor, object: number): boolean {
  const text = x.text(object);
  return x.compiled.language.rules.modules.exportObjects?.includes(text) === true || x.exportNames.has(text);
}

/** Notes a name at the top of the file for the object that stands for the module: `const name = module.exports`. */
export function noteExportName(x: Extractor, left: number, right: number): void {
  if (left < 0 || right < 0 || x.scope !== x.moduleScope || x.ruleOf(left).role !== 'name') return;
  const { exportObjects } = x.compiled.language.rules.modules;
  if (exportObjects?.includes(x.text(right)) === true) x.exportNames.add(x.text(left));
}

/** Exports `value` as the member `name` of `object`; false when that does not stand for the module. */
export function exportDefined(
  x: Extractor,
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
  x: Extractor,
  name: string,
  at: number,
  { value, symbol }: NamedValue,
  type: number,
  variable = -1,
): void {
  x.setFlag(0, SymbolFlag.module);
  if (symbol >= 0) x.setFlag(symbol, SymbolFlag.exported);
  const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
  const payload = symbol >= 0 ? symbol : value;
  const known = symbol >= 0 ? symbol : variable;
  x.facts.addBinding(x.exportsScope, x.intern(name), kind, payload, x.start(at), type, -1, known);
}
