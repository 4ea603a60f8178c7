// Which names can mean a function or class anywhere: a read of any other makes no edge.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { Columns, Program } from '../program/index.ts';

const VARIABLE_KIND = NODE_KINDS.indexOf('Variable');
const FIELD_KIND = NODE_KINDS.indexOf('Field');

/** Name → 1 for names of functions and classes, and names that imports, exports and bindings give to them. */
export function findReferableNames(program: Program, columns: Columns): Uint8Array {
  const names = new Uint8Array(program.strings.length);
  for (let symbol = 0; symbol < program.tables.symbols.rows; symbol++) {
    const kind = columns.symbol(symbol, 'kind');
    if (kind !== VARIABLE_KIND && kind !== FIELD_KIND) names[columns.symbol(symbol, 'name')] = 1;
  }
  for (let row = 0; row < program.tables.bindings.rows; row++) {
    const kind = columns.binding(row, 'kind');
    const isExport = columns.scopeKind(columns.binding(row, 'scope')) === ScopeKind.exports;
    if (kind === BindingKind.import || kind === BindingKind.symbol || isExport)
      names[columns.binding(row, 'name')] = 1;
  }
  return names;
}

/** The names of which only one of two says so. */
export function compareReferable(before: Uint8Array, after: Uint8Array): number[] {
  const names: number[] = [];
  for (let name = 0; name < Math.max(before.length, after.length); name++)
    if ((before[name] ?? 0) !== (after[name] ?? 0)) names.push(name);
  return names;
}
