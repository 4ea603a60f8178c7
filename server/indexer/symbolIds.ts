// Keeps the ids of symbols when their file changes: a symbol that is called the same and stands in the same container is
// the same symbol, so edges from files that did not change stay true.

import { Column, FACT_TABLE_NAMES, widthOf } from '../facts/tables.ts';
import { SymbolFlag } from '../graph.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { StoredIndex } from './messages.ts';
import type { SourceEntries } from './sourceFacts.ts';
import type { FileFacts, Program } from '../resolve/program/index.ts';

const ANONYMOUS_KIND = 255;
const FUNCTION_KIND = NODE_KINDS.indexOf('Function');

/** What tells the symbols of a file apart in the facts and in the database. */
interface KnownSymbol {
  readonly kind: number;
  readonly name: string;
  readonly line: number;
  readonly startLine: number;
}

/** The symbols of a file that become nodes, in the order of the facts. */
function listSymbols({ facts, strings }: FileFacts, texts: readonly string[]): KnownSymbol[] {
  const { kind, name, nameLine, startLine, signature } = Column.symbols;
  const listed: KnownSymbol[] = [];
  for (const at of symbolRows(facts)) {
    const isNameless = isNamelessAt(facts, at);
    if (facts[at + kind] === ANONYMOUS_KIND && !isNameless) continue;
    listed.push({
      kind: isNameless ? FUNCTION_KIND : facts[at + kind]!,
      name: texts[strings[facts[at + (isNameless ? signature : name)]!]!]!,
      line: facts[at + nameLine]! + 1,
      startLine: facts[at + startLine]! + 1,
    });
  }
  return listed;
}

/**
 * Ids for the symbols of `after`: those of `before` for the same symbols, fresh ones for the others. `ids` are those of
 * `before`, in the order of its facts.
 */
export function keepIds(
  before: FileFacts | undefined,
  ids: Int32Array,
  after: FileFacts,
  freshId: () => number,
): Int32Array {
  const known = new IdQueues();
  if (before) symbolKeys(before).forEach((key, index) => known.add(key, ids[index]!));
  return Int32Array.from(symbolKeys(after), (key) => known.take(key) ?? freshId());
}

/** Ids under the same key, handed out in the order in which they came. */
class IdQueues {
  readonly #queues = new Map<string, { readonly ids: number[]; next: number }>();

  add(key: string, id: number): void {
    const queue = this.#queues.get(key);
    if (queue) queue.ids.push(id);
    else this.#queues.set(key, { ids: [id], next: 0 });
  }

  take(key: string): number | undefined {
    const queue = this.#queues.get(key);
    return queue?.ids[queue.next++];
  }
}

/** Offset of each row of the symbols table, which comes first in packed facts. */
function symbolRows(facts: Int32Array): number[] {
  const width = widthOf('symbols');
  const first = FACT_TABLE_NAMES.length;
  return Array.from({ length: facts[FACT_TABLE_NAMES.indexOf('symbols')]! }, (_, row) => first + row * width);
}

/** Whether the row at `at` is a function without a name: a node that is known by its words. */
function isNamelessAt(facts: Int32Array, at: number): boolean {
  return (facts[at + Column.symbols.flags]! & SymbolFlag.nameless) !== 0;
}

/** Containers, kind and name of each symbol that becomes a node, as one text. */
function symbolKeys({ facts, strings }: FileFacts): string[] {
  const { kind, name, parent, signature } = Column.symbols;
  const rows = symbolRows(facts);
  const keys: string[] = [];
  const named: string[] = [];
  rows.forEach((at, row) => {
    const container = facts[at + parent]!;
    // A container stands before what it contains; broken code is given no container instead of a wrong one.
    const prefix = container >= 0 && container < row ? keys[container]! : '';
    const isAnonymous = facts[at + kind] === ANONYMOUS_KIND;
    keys.push(isAnonymous ? prefix : `${prefix}/${facts[at + kind]!}:${strings[facts[at + name]!]!}`);
    if (!isAnonymous) named.push(keys[row]!);
    else if (isNamelessAt(facts, at)) named.push(`${prefix}/-:${strings[facts[at + signature]!]!}`);
  });
  return named;
}

/** Path → ids of the symbols of each file, in the order of its facts; `nodes` has the id of each row, -1 for none. */
export function collectIds({ files, firstRow }: Program, nodes: Int32Array): Map<string, Int32Array> {
  return new Map(
    files.map(({ path }, at) => [
      path,
      nodes.slice(firstRow.symbols[at], firstRow.symbols[at + 1]).filter((node) => node >= 0),
    ]),
  );
}

/** The inverse of `collectIds`. */
export function spreadIds(program: Program, ids: ReadonlyMap<string, Int32Array>): Int32Array {
  const { ints, width, rows } = program.tables.symbols;
  const spread = new Int32Array(rows).fill(-1);
  program.files.forEach(({ path }, at) => {
    const own = ids.get(path)!;
    let next = 0;
    for (let row = program.firstRow.symbols[at]!; row < program.firstRow.symbols[at + 1]!; row++)
      if (ints[row * width + Column.symbols.kind] !== ANONYMOUS_KIND || isNamelessAt(ints, row * width))
        spread[row] = own[next++]!;
  });
  return spread;
}

/**
 * The ids that the symbols of a stored index have, by path and in the order of the facts; undefined when the facts are
 * not those from which it was made.
 */
export function recallIds(
  entries: SourceEntries,
  { files, symbols }: StoredIndex,
  texts: readonly string[],
): Map<string, Int32Array> | undefined {
  const stored = new Map<string, IdQueues>();
  for (const { path } of files) stored.set(path, new IdQueues());
  symbols.id.forEach((id, row) => {
    const own = stored.get(files[symbols.file[row]!]!.path)!;
    const key = [symbols.kind[row], symbols.line[row], symbols.startLine[row], symbols.names[row]].join(' ');
    own.add(key, id);
  });
  const ids = new Map<string, Int32Array>();
  for (const [path, { facts }] of entries) {
    if (!facts) continue;
    const own = stored.get(path)!;
    const listed = listSymbols(facts, texts).map(({ kind, line, startLine, name }) =>
      own.take([kind, line, startLine, name].join(' ')),
    );
    if (listed.includes(undefined)) return undefined;
    ids.set(path, Int32Array.from(listed as number[]));
  }
  return ids;
}
