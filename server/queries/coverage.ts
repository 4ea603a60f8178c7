// Which files are in the graph: wholly, in part, skipped, or not at all.

import type { Generation } from '../store/generation.ts';

/** How much of a file the graph holds; `unknown` is no file of the index, not even a skipped one. */
export type CoverageStatus = 'indexed' | 'partial' | 'skipped' | 'unknown';

/** A file and how much of it is in the graph. */
export interface FileCoverage {
  readonly file: string;
  readonly status: CoverageStatus;
  /** What is missing and why; '' for what is indexed, and for `unknown`. */
  readonly reason: string;
}

/** What is asked about. */
export interface CoverageInput {
  /** These files, each answered. */
  readonly paths: readonly string[];
  /** Everything below these folders, '' for the whole workspace. */
  readonly scopes: readonly string[];
  /** List the files below the scopes that are wholly indexed too, instead of the gaps alone. */
  readonly withIndexed: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Totals of all files that were asked about, and one page of the rows: the paths as given, then the scopes by path. */
export interface Coverage {
  readonly counts: Readonly<Record<CoverageStatus, number>>;
  readonly total: number;
  readonly rows: readonly FileCoverage[];
}

/** Answers for every path and for everything below the scopes; a file is counted and listed once. */
export function checkCoverage(generation: Generation, input: CoverageInput): Coverage {
  const { paths, scopes, withIndexed, limit, offset } = input;
  const known = new Map(
    generation
      .rows<FileCoverage>('SELECT path AS file, status, reason FROM file WHERE deadline() ORDER BY path')
      .all()
      .map((row) => [row.file, row]),
  );
  const named = [...new Set(paths)].map(
    (file) => known.get(file) ?? { file, status: 'unknown' as const, reason: '' },
  );
  for (const { file } of named) known.delete(file);
  const isWanted = (file: string): boolean =>
    scopes.some((scope) => scope === '' || file === scope || file.startsWith(`${scope}/`));
  const below = [...known.values()].filter(({ file }) => isWanted(file));
  const counts: Record<CoverageStatus, number> = { indexed: 0, partial: 0, skipped: 0, unknown: 0 };
  for (const { status } of [...named, ...below]) counts[status]++;
  const listed = [...named, ...below.filter(({ status }) => withIndexed || status !== 'indexed')];
  return { counts, total: listed.length, rows: listed.slice(offset, offset + limit) };
}
