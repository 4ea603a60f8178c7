// From changed lines to the symbols they are in, and on to what those reach. Owns which symbol a line counts for.

import type { Tier } from '../protocol/graph.ts';
import type { ChangedFile, ChangedLines } from '../discover/gitChanges.ts';
import { REASONS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { isNamedSql, kindNumber, tierOf } from './vocabulary.ts';
import { walkEdges, type Direction, type Reached } from './walk.ts';

/** What is asked. */
export interface ChangesInput {
  readonly files: readonly ChangedFile[];
  readonly directions: readonly Direction[];
  /** 0 for the changed symbols alone. */
  readonly depth: number;
  readonly limit: number;
  readonly offset: number;
}

/** A symbol that a changed one reaches, or that reaches it. */
export interface Impacted extends SymbolRow {
  readonly direction: Direction;
  readonly hop: number;
  /** Qualified name of the neighbour one hop nearer to the change. */
  readonly via: string;
  readonly tier: Tier;
  readonly reason: string;
}

/** The symbols that changed, by file and line, one page of what they touch, nearest first, and that by file. */
export interface Changes {
  /** In the order of the files that were asked about: how many symbols changed; undefined when it is not in the graph. */
  readonly symbols_of: readonly (number | undefined)[];
  readonly symbols: readonly SymbolRow[];
  readonly total: number;
  readonly impacted: readonly Impacted[];
  readonly files: readonly { readonly file: string; readonly symbols: number }[];
}

/** Places that hold a whole file: a line outside of every definition counts for none. */
const WHOLE_FILES: ReadonlySet<number> = new Set(
  (['Project', 'Folder', 'File', 'Module'] as const).map(kindNumber),
);

interface Extent {
  readonly id: number;
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/** Finds the innermost definitions around the changed lines and walks the calls from there. */
export function traceChanges(generation: Generation, input: ChangesInput): Changes {
  const { files, directions, depth, limit, offset } = input;
  const changed = files.map((file) => findChangedSymbols(generation, file));
  const ids = changed.flatMap((of) => of ?? []);
  const reached = directions.flatMap((direction) =>
    walkEdges(generation, ids, { direction, depth, kinds: ['CALLS'], tiers: ['exact', 'inferred'] }),
  );
  const symbolOf = new Map(reached.map(({ id }) => [id, getSymbol(generation, id)]));
  const perFile = Map.groupBy([...symbolOf.values()], ({ file }) => file);
  return {
    symbols_of: changed.map((of) => of?.length),
    symbols: ids.map((id) => getSymbol(generation, id)),
    total: reached.length,
    impacted: reached
      .sort((a, b) => a.hop - b.hop)
      .slice(offset, offset + limit)
      .map((row) => describe(generation, row)),
    files: [...perFile]
      .filter(([file]) => file !== '')
      .map(([file, symbols]) => ({ file, symbols: symbols.length }))
      .sort((a, b) => b.symbols - a.symbols || (a.file < b.file ? -1 : 1)),
  };
}

function describe(generation: Generation, { id, direction, hop, via, reason }: Reached): Impacted {
  const symbol = getSymbol(generation, id);
  const { qualified_name } = getSymbol(generation, via);
  return {
    ...symbol,
    direction,
    hop,
    via: qualified_name,
    tier: tierOf(reason),
    reason: REASONS[reason]!.name,
  };
}

function findChangedSymbols(generation: Generation, { path, lines }: ChangedFile): number[] | undefined {
  const file = generation
    .values<number>(`SELECT id FROM file WHERE path = ? AND status <> 'skipped'`)
    .get(path);
  if (file === undefined) return undefined;
  const extents = generation
    .rows<Extent>(
      `SELECT id, kind, start_line AS start, end_line AS end FROM symbol s
       WHERE file = ? AND ${isNamedSql('s')} ORDER BY start_line, end_line DESC, id`,
    )
    .all(file)
    .filter(({ kind }) => !WHOLE_FILES.has(kind));
  if (!lines) return extents.map(({ id }) => id);
  const found = new Set<number>();
  for (const range of lines) for (const id of innermost(extents, range)) found.add(id);
  return extents.flatMap(({ id }) => (found.has(id) ? [id] : []));
}

/** The innermost definition around each line of a range; around both lines of a gap. `extents` come outer first. */
function innermost(extents: readonly Extent[], { from, to, isGap }: ChangedLines): Set<number> {
  const overlapping = extents.filter(({ start, end }) =>
    isGap ? start <= from && end >= to : start <= to && end >= from,
  );
  const found = new Set<number>();
  for (let line = from; line <= (isGap ? from : to); line++) {
    const around = overlapping.findLast(({ start, end }) => start <= line && end >= line);
    if (around) found.add(around.id);
  }
  return found;
}
