// Exports by assignment to an object that stands for the module (`module.exports = x`, `exports.name = x`).

import { BindingKind, Op } from '../../facts/expressions.ts';
import { Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { WHOLE_EXPORT } from '../../languages/language.ts';
import type { Extractor, NamedValue } from './extractor.ts';

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
  if (symbol >= 0) x.setFlag(symbol, SymbolFlag.exported);
  const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
  const payload = symbol >= 0 ? symbol : value;
  const known = symbol >= 0 ? symbol : variable;
  x.facts.addBinding(x.exportsScope, x.intern(name), kind, payload, x.start(at), type, -1, known);
}
