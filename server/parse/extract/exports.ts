// Exports by assignment to an object that stands for the module (`module.exports = x`, `exports.name = x`).

import { BindingKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { WHOLE_EXPORT } from '../../languages/language.ts';
import type { Extractor, NamedValue } from './extractor.ts';

/** Exports what is assigned to `left`, of type `type`; false when `left` has nothing to do with exports. */
export function exportMember(x: Extractor, left: number, named: NamedValue, type: number): boolean {
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
  bindExport(x, x.text(property), property, named, type);
  return true;
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
): void {
  if (symbol >= 0) x.setFlag(symbol, SymbolFlag.exported);
  const kind = symbol >= 0 ? BindingKind.symbol : BindingKind.alias;
  const payload = symbol >= 0 ? symbol : value;
  x.facts.addBinding(x.exportsScope, x.intern(name), kind, payload, x.start(at), type, -1, symbol);
}
