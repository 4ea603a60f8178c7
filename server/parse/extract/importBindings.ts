// Declarations whose value is an imported module, or members of one: their names are other names of what is imported, as those
// of an import statement are, and no variables.

import { Op } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { slotOrFirst } from './children.ts';
import type { Extractor } from './extractor.ts';
import { bindMember } from './patterns.ts';

/** No function that imports, or wraps an import, has a longer name. */
const LONG_NAME = 32;

/** The import that a call of `require` and the like is: where it leads, and the record of the text that says so. */
export interface ImportCall {
  readonly specifier: string;
  readonly at: number;
}

/** The import that a call is; undefined for any other record. The file is then a module, unless it only loads one later. */
export function readImportCall(x: Extractor, record: number): ImportCall | undefined {
  const { importFunctions } = x.compiled.language.rules.modules;
  if (importFunctions.length === 0 || x.ruleOf(record).role !== 'call') return undefined;
  const callee = slotOrFirst(x, record, 'function');
  const list = x.slot(record, 'arguments');
  const at = list < 0 ? -1 : x.firstChild(list);
  if (at < 0 || !/^["'`]/.test(x.textBetween(x.start(at), x.start(at) + 1))) return undefined;
  if (!isShort(x, callee) || !importFunctions.includes(x.text(callee))) return undefined;
  if (x.ruleOf(callee).role === 'name') x.setFlag(0, SymbolFlag.module);
  return { specifier: x.text(at).slice(1, -1), at };
}

/** Whether a callee can be a name that a rule says: the text of a chain of calls is long. */
function isShort(x: Extractor, callee: number): boolean {
  return x.end(callee) - x.start(callee) < LONG_NAME;
}

/** Binds the names on the left of a declaration to what `right` imports; false when that is no import, or more than one. */
export function bindImported(x: Extractor, record: number, left: number, right: number): boolean {
  if (left < 0 || right < 0 || x.compiled.language.rules.modules.importFunctions.length === 0) return false;
  const { role } = x.ruleOf(left);
  if (role !== 'name' && role !== 'object-pattern') return false;
  const at = withoutWrappers(x, right);
  const isMember = at >= 0 && x.ruleOf(at).role === 'member';
  const property = isMember ? x.slot(at, 'property') : -1;
  if (isMember && (property < 0 || role !== 'name')) return false;
  const called = isMember ? withoutWrappers(x, x.slot(at, 'object')) : at;
  const imported = called < 0 ? undefined : readImportCall(x, called);
  if (!imported) return false;
  if (role === 'name') bindName(x, imported, property < 0 ? '' : x.text(property), left);
  else bindMembers(x, imported, left, record);
  return true;
}

/** What a value is without what waits for it. What wraps an import is a call of its own, and left to be followed as such. */
function withoutWrappers(x: Extractor, value: number): number {
  let at = value;
  while (at >= 0) {
    const { role } = x.ruleOf(at);
    if (role !== 'await' && role !== 'same-type' && role !== 'cast') return at;
    at = slotOrFirst(x, at, 'value');
  }
  return at;
}

function bindName(x: Extractor, { specifier }: ImportCall, member: string, name: number): void {
  x.bindImport(x.declarationScope(), x.text(name), x.addImport(specifier, member, name), name);
}

/** `{ a, b: c }`; what is nested deeper, has a default or takes the rest is bound by its value. */
function bindMembers(x: Extractor, imported: ImportCall, pattern: number, record: number): void {
  let whole = -1;
  for (let child = x.firstChild(pattern); child >= 0; child = x.nextSibling(child, pattern)) {
    const { role } = x.ruleOf(child);
    if (role === 'name') {
      bindName(x, imported, x.text(child), child);
      continue;
    }
    const key = role === 'pair-pattern' ? x.slot(child, 'property') : -1;
    const value = role === 'pair-pattern' ? x.slot(child, 'value') : -1;
    if (key >= 0 && value >= 0 && x.ruleOf(value).role === 'name' && x.ruleOf(key).role !== 'plain') {
      bindName(x, imported, x.text(key).replace(/^["']|["']$/g, ''), value);
      continue;
    }
    if (role === 'comment') continue;
    if (whole < 0)
      whole = x.add(Op.imported, x.addImport(imported.specifier, '', imported.at), 0, imported.at);
    bindMember(x, child, whole, record);
  }
}
