// Which names can mean a function, a class or a member anywhere: a read of any other makes no edge.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NO_NAME } from '../program/index.ts';
import type { BindingId, Columns, NameId, Program, SymbolId } from '../program/index.ts';

const VARIABLE_KIND = NODE_KINDS.indexOf('Variable');
const FIELD_KIND = NODE_KINDS.indexOf('Field');
const METHOD_KIND = NODE_KINDS.indexOf('Method');
const MEMBER_KINDS = new Set([FIELD_KIND, VARIABLE_KIND, METHOD_KIND]);

/** Members that run a function when they are read or assigned, those of object literals among them. */
const ACCESSOR = SymbolFlag.property | SymbolFlag.setter;

/** What a name can mean; the numbers add up. */
export const Referable = {
  /** A function or class, by its own name or one that an import, export or binding gives it. */
  definition: 1,
  /** A member of a class or a variable of a module or package. */
  member: 2,
} as const;

/** Name → what it can mean, see Referable; 0 for nothing. */
export function findReferableNames(program: Program, columns: Columns): Uint8Array {
  const names = new Uint8Array(program.strings.length);
  for (let symbol = 0 as SymbolId; symbol < program.tables.symbols.rows; symbol++) {
    const kind = columns.symbol(symbol, 'kind');
    const name = columns.symbol(symbol, 'name');
    if (kind !== VARIABLE_KIND && kind !== FIELD_KIND) names[name]! |= Referable.definition;
    const isAccessor = (columns.symbol(symbol, 'flags') & ACCESSOR) !== 0;
    if (MEMBER_KINDS.has(kind) || isAccessor) names[name]! |= Referable.member;
  }
  const prefixes = new Set(program.files.flatMap(({ language }) => language.rules.classes.getters ?? []));
  if (prefixes.size > 0) noteGetters(program, columns, names, prefixes);
  for (let row = 0 as BindingId; row < program.tables.bindings.rows; row++) {
    const kind = columns.binding(row, 'kind');
    const isExport = columns.scopeKind(columns.binding(row, 'scope')) === ScopeKind.exports;
    if (kind === BindingKind.import || kind === BindingKind.symbol || isExport)
      names[columns.binding(row, 'name')]! |= Referable.definition;
  }
  return names;
}

/** The members that are read by functions with other names: `name` by `getName`. */
function noteGetters(
  program: Program,
  columns: Columns,
  names: Uint8Array,
  prefixes: ReadonlySet<string>,
): void {
  for (let symbol = 0 as SymbolId; symbol < program.tables.symbols.rows; symbol++) {
    if (columns.symbol(symbol, 'kind') !== METHOD_KIND) continue;
    const text = program.strings[columns.symbol(symbol, 'name')]!;
    for (const prefix of prefixes) {
      if (!text.startsWith(prefix) || text.length === prefix.length) continue;
      const bare = text.slice(prefix.length);
      const id = program.numbers.get(bare.slice(0, 1).toLowerCase() + bare.slice(1));
      if (id !== undefined) names[id]! |= Referable.member;
    }
  }
}

/** The names of which only one of two says so. */
export function compareReferable(before: Uint8Array, after: Uint8Array): NameId[] {
  const names: NameId[] = [];
  for (let name = NO_NAME; name < Math.max(before.length, after.length); name++)
    if ((before[name] ?? 0) !== (after[name] ?? 0)) names.push(name);
  return names;
}
