import type { GapCause } from '../protocol/fileGap.ts';
import { EDGE_KINDS, NODE_KINDS, type Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { EDGE_KEY_SQL, RowCounts, splitEdgeKey } from '../store/rowCounts.ts';
import { tierOf } from './vocabulary.ts';

/** What an index holds, in numbers. */
export interface IndexCounts {
  /** Files of a known language: indexed, partly indexed and skipped ones. Folders that were skipped are none. */
  readonly files: number;
  readonly indexed_files: number;
  readonly partial_files: number;
  readonly skipped_files: number;
  readonly skipped_folders: number;
  readonly lines: number;
  readonly bytes: number;
  readonly symbols: number;
  readonly edges: number;
  readonly unresolved_sites: number;
  readonly languages: readonly {
    readonly language: string;
    readonly files: number;
    readonly lines: number;
  }[];
  readonly symbols_by_kind: Readonly<Record<string, number>>;
  readonly edges_by_kind: Readonly<Record<string, number>>;
  readonly edges_by_tier: Readonly<Record<Tier, number>>;
}

/** A file that is not wholly in the graph, and why. */
export interface FileProblem {
  readonly file: string;
  readonly status: 'partial' | 'skipped';
  readonly reason: string;
  readonly cause: GapCause;
  /** Where it begins, 1-based; 0 where no line is to blame. */
  readonly line: number;
}

function countIndex(generation: Generation): IndexCounts {
  return generation.derivedOfEdges('counts', loadCounts);
}

function loadCounts(generation: Generation): IndexCounts {
  const files = generation
    .rows<{ language: string; status: string; files: number; lines: number; bytes: number }>(
      `SELECT language, iif(path LIKE '%/', 'folder', status) AS status, count(*) AS files, sum(lines) AS lines,
        sum(size) AS bytes FROM file GROUP BY 1, 2`,
    )
    .all();
  const present = files.filter(({ status }) => status === 'indexed' || status === 'partial');
  const countFiles = (wanted: string): number =>
    sum(
      files.filter(({ status }) => status === wanted),
      'files',
    );
  const sum = (rows: typeof files, key: 'files' | 'lines' | 'bytes'): number =>
    rows.reduce((total, row) => total + row[key], 0);
  const { symbols, edges, unresolved } = generation.isLaidOver
    ? countRows(generation)
    : countStoredRows(generation);
  const edgesByKind = new Map<string, number>();
  const edgesByTier: Record<Tier, number> = { confirmed: 0, exact: 0, inferred: 0, possible: 0 };
  for (const [key, count] of [...edges].sort(([a], [b]) => a - b)) {
    const { kind, reason } = splitEdgeKey(key);
    const name = EDGE_KINDS[kind]!;
    edgesByKind.set(name, (edgesByKind.get(name) ?? 0) + count);
    edgesByTier[tierOf(reason)] += count;
  }
  return {
    files: sum(files, 'files') - countFiles('folder'),
    indexed_files: countFiles('indexed'),
    partial_files: countFiles('partial'),
    skipped_files: countFiles('skipped'),
    skipped_folders: countFiles('folder'),
    lines: sum(present, 'lines'),
    bytes: sum(present, 'bytes'),
    symbols: sumOf(symbols),
    edges: sumOf(edges),
    unresolved_sites: unresolved,
    languages: [...new Set(present.map(({ language }) => language))]
      .map((language) => {
        const rows = present.filter((row) => row.language === language);
        return { language, files: sum(rows, 'files'), lines: sum(rows, 'lines') };
      })
      .sort((a, b) => b.lines - a.lines || (a.language < b.language ? -1 : 1)),
    symbols_by_kind: Object.fromEntries(
      [...symbols].sort(([a], [b]) => a - b).map(([kind, count]) => [NODE_KINDS[kind]!, count]),
    ),
    edges_by_kind: Object.fromEntries(edgesByKind),
    edges_by_tier: edgesByTier,
  };
}

/** Of the tables alone; all rows are counted once for a generation, and after that each write tells what it changed. */
function countStoredRows(generation: Generation): RowCounts {
  return generation.derived('rows', countRows, (_, former, { rows }) => {
    former.add(rows);
    return former;
  });
}

/** With what is laid over the edges. */
function countRows(generation: Generation): RowCounts {
  const rows = new RowCounts();
  const symbols = generation.tuples<[number, number]>('SELECT kind, count(*) FROM symbol GROUP BY 1');
  for (const [kind, count] of symbols.all()) rows.symbols.set(kind, count);
  // Every edge is passed: one key to group by, and a look at the time for few of them, take half as long as two keys and one for each.
  const edges = generation.tuples<[number, number]>(
    `SELECT ${EDGE_KEY_SQL}, count(*) FROM edge WHERE (source & 255) <> 0 OR deadline() GROUP BY 1`,
  );
  for (const [key, count] of edges.all()) rows.edges.set(key, count);
  rows.unresolved =
    generation.values<number>('SELECT count(*) FROM unresolved WHERE NOT is_local').get() ?? 0;
  return rows;
}

function sumOf(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/** The counts, the writer's meta and one page of the files that are not wholly indexed, by path. */
export function indexStatus(
  generation: Generation,
  { limit, offset }: { limit: number; offset: number },
): { counts: IndexCounts; meta: Record<string, string>; problems: FileProblem[]; problems_total: number } {
  const counts = countIndex(generation);
  const problems = generation
    .rows<FileProblem>(
      `SELECT path AS file, status, reason, cause, gap_line AS line FROM file WHERE status <> 'indexed' ORDER BY path LIMIT ? OFFSET ?`,
    )
    .all(limit, offset);
  const problems_total = counts.partial_files + counts.skipped_files + counts.skipped_folders;
  return { counts, meta: generation.meta(), problems, problems_total };
}
