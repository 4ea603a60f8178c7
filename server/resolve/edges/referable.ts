// Which names can mean a function, a class or a member anywhere: a read of any other makes no edge.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { findKept, NO_NAME } from '../program/index.ts';
import type { Columns, FileFacts, NameId, Program, SymbolId } from '../program/index.ts';

const VARIABLE_KIND = NODE_KINDS.indexOf('Variable');
const FIELD_KIND = NODE_KINDS.indexOf('Field');
const METHOD_KIND = NODE_KINDS.indexOf('Method');
const MEMBER_KINDS = new Set([FIELD_KIND, VARIABLE_KIND, METHOD_KIND]);

/** Members that run a function when they are read or assigned, those of object literals among them. */
const ACCESSOR = SymbolFlag.property | SymbolFlag.setter;

/** Room for the names that edits bring. */
const SPARE_COUNTS = 2048;

/** What a name can mean; the numbers add up. */
export const Referable = {
  /** A function or class, by its own name or one that an import, export or binding gives it. */
  definition: 1,
  /** A member of a class or a variable of a module or package. */
  member: 2,
} as const;

/** What names can mean, counted by file: an edit counts its own files anew. */
export class ReferableNames {
  /** Name → what it can mean, see Referable; 0 for nothing. */
  readonly flags: Uint8Array;
  /** Name → how many say that it means a definition, and how many a member. */
  readonly #counts: Int32Array;

  /** `previous` is that of the program whose tables were taken over, after `leave`. */
  constructor(program: Program, columns: Columns, previous?: ReferableNames) {
    const { files, strings, carried } = program;
    const isKept = previous !== undefined && carried !== undefined;
    this.#counts = isKept ? extend(previous.#counts, 2 * strings.length) : new Int32Array(2 * strings.length);
    const head = isKept ? carried.files.head : 0;
    const tail = isKept ? carried.files.tail : 0;
    this.#count(program, columns, head, files.length - tail, 1);
    this.flags = new Uint8Array(strings.length);
    for (let name = 0; name < strings.length; name++) {
      if (this.#counts[2 * name]! > 0) this.flags[name] = Referable.definition;
      if (this.#counts[2 * name + 1]! > 0) this.flags[name]! |= Referable.member;
    }
    const prefixes = new Set(files.flatMap(({ language }) => language.rules.classes.getters ?? []));
    if (prefixes.size > 0) noteGetters(program, columns, this.flags, prefixes);
  }

  /** To be called before the tables of `program` are taken over by one of `next`: what is not in that is counted no more. */
  leave(program: Program, columns: Columns, next: readonly FileFacts[]): void {
    const { head, tail } = findKept(program.files, next);
    this.#count(program, columns, head, program.files.length - tail, -1);
  }

  #count({ firstRow }: Program, columns: Columns, from: number, end: number, by: number): void {
    const counts = this.#counts;
    for (let symbol = firstRow.symbols[from]!; symbol < firstRow.symbols[end]!; symbol++) {
      const kind = columns.symbol(symbol, 'kind');
      const name = columns.symbol(symbol, 'name');
      if (kind !== VARIABLE_KIND && kind !== FIELD_KIND) counts[2 * name]! += by;
      const isAccessor = (columns.symbol(symbol, 'flags') & ACCESSOR) !== 0;
      if (MEMBER_KINDS.has(kind) || isAccessor) counts[2 * name + 1]! += by;
    }
    for (let row = firstRow.bindings[from]!; row < firstRow.bindings[end]!; row++) {
      const kind = columns.binding(row, 'kind');
      const isNamed = kind === BindingKind.import || kind === BindingKind.symbol;
      if (isNamed || columns.scopeKind(columns.binding(row, 'scope')) === ScopeKind.exports)
        counts[2 * columns.binding(row, 'name')]! += by;
    }
  }
}

function extend(counts: Int32Array, length: number): Int32Array {
  if (counts.length >= length) return counts;
  const larger = new Int32Array(length + SPARE_COUNTS);
  larger.set(counts);
  return larger;
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
