// Declarations whose value is an imported module, or members of one: their names are other names of what is imported, as those
// of an import statement are, and no variables.

import { Op } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { slotOrFirst } from './children.ts';
import type { Extraction } from './context.ts';
import { bindMember } from './patterns.ts';
import { declarationScope } from './scopes.ts';
import { setFlag } from './symbols.ts';
import { addExpression, addImport, bindImport } from './writing.ts';

/** No function that imports, or wraps an import, has a longer name. */
const LONG_NAME = 32;

/** The import that a call of `require` and the like is: where it leads, and the record of the text that says so. */
export interface ImportCall {
  readonly specifier: string;
  readonly at: number;
}

/** The import that a call is; undefined for any other record. The file is then a module, unless it only loads one later. */
export function readImportCall(x: Extraction, record: number): ImportCall | undefined {
  const { importFunctions } = x.rules.modules;
  if (importFunctions.length === 0 || x.tree.ruleOf(record).role !== 'call') return undefined;
  const callee = slotOrFirst(x, record, 'function');
  const list = x.tree.slot(record, 'arguments');
  const at = list < 0 ? -1 : x.tree.firstChild(list);
  if (at < 0 || !/^["'`]/.test(x.tree.textBetween(x.tree.start(at), x.tree.start(at) + 1))) return undefined;
  if (!isShort(x, callee) || !importFunctions.includes(x.tree.text(callee))) return undefined;
  if (x.tree.ruleOf(callee).role === 'name') setFlag(x, 0, SymbolFlag.module);
  return { specifier: x.tree.text(at).slice(1, -1), at };
}

/** Whether a callee can be a name that a rule says: the text of a chain of calls is long. */
function isShort(x: Extraction, callee: number): boolean {
  return x.tree.end(callee) - x.tree.start(callee) < LONG_NAME;
}

/** Binds the names on the left of a declaration to what `right` imports; false when that is no import, or more than one. */
export function bindImported(x: Extraction, record: number, left: number, right: number): boolean {
  if (left < 0 || right < 0 || x.rules.modules.importFunctions.length === 0) return false;
  const { role } = x.tree.ruleOf(left);
  if (role !== 'name' && role !== 'object-pattern') return false;
  const at = withoutWrappers(x, right);
  const isMember = at >= 0 && x.tree.ruleOf(at).role === 'member';
  const property = isMember ? x.tree.slot(at, 'property') : -1;
  if (isMember && (property < 0 || role !== 'name')) return false;
  const called = isMember ? withoutWrappers(x, x.tree.slot(at, 'object')) : at;
  const imported = called < 0 ? undefined : readImportCall(x, called);
  if (!imported) return false;
  if (role === 'name') bindName(x, imported, property < 0 ? '' : x.tree.text(property), left);
  else bindMembers(x, imported, left, record);
  return true;
}

/** What a value is without what waits for it. What wraps an import is a call of its own, and left to be followed as such. */
function withoutWrappers(x: Extraction, value: number): number {
  let at = value;
  while (at >= 0) {
    const { role } = x.tree.ruleOf(at);
    if (role !== 'await' && role !== 'same-type' && role !== 'cast') return at;
    at = slotOrFirst(x, at, 'value');
  }
  return at;
}

function bindName(x: Extraction, { specifier }: ImportCall, member: string, name: number): void {
  bindImport(x, declarationScope(x), x.tree.text(name), addImport(x, specifier, member, name), name);
}

/** `{ a, b: c }`; what is nested deeper, has a default or takes the rest is bound by its value. */
function bindMembers(x: Extraction, imported: ImportCall, pattern: number, record: number): void {
  let whole = -1;
  for (let child = x.tree.firstChild(pattern); child >= 0; child = x.tree.nextSibling(child, pattern)) {
    const { role } = x.tree.ruleOf(child);
    if (role === 'name') {
      bindName(x, imported, x.tree.text(child), child);
      continue;
    }
    const key = role === 'pair-pattern' ? x.tree.slot(child, 'property') : -1;
    const value = role === 'pair-pattern' ? x.tree.slot(child, 'value') : -1;
    if (
      key >= 0 &&
      value >= 0 &&
      x.tree.ruleOf(value).role === 'name' &&
      x.tree.ruleOf(key).role !== 'plain'
    ) {
      bindName(x, imported, x.tree.text(key).replace(/^["']|["']$/g, ''), value);
      continue;
    }
    if (role === 'comment') continue;
    if (whole < 0)
      whole = addExpression(
        x,
        Op.imported,
        addImport(x, imported.specifier, '', imported.at),
        0,
        imported.at,
      );
    bindMember(x, child, whole, record);
  }
}
