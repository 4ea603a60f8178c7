// Questions about files: their state for reconciling, which ones a filter selects, what encloses their lines.

import type { Generation } from '../store/generation.ts';
import { findEnclosing } from './resolveSymbol.ts';
import type { FileProblem } from './indexStatus.ts';
import { compilePathFilter, compilePattern } from './patterns.ts';
import { getSymbolDetail, type SymbolDetail } from './symbols.ts';

/** What the index knows of a file's bytes. */
export interface FileState {
  readonly path: string;
  readonly language: string;
  readonly hash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly status: 'indexed' | 'partial' | 'skipped';
}

/** Every file of the generation, sorted by path: what a reconcile compares with the disk. */
export function listFileStates(generation: Generation): FileState[] {
  const sql =
    'SELECT path, language, hash, size AS sizeBytes, mtime AS mtimeMs, status FROM file ORDER BY path';
  return generation.rows<FileState>(sql).all();
}

/** Paths of the files in the graph that match a glob or part of a path, and a regular expression, sorted. */
export function listFiles(
  generation: Generation,
  { file_pattern, path_filter }: { file_pattern?: string; path_filter?: string },
): string[] {
  const isWanted = file_pattern === undefined ? undefined : compilePathFilter('file_pattern', file_pattern);
  const expression = path_filter === undefined ? undefined : compilePattern('path_filter', path_filter);
  return generation
    .values<string>(`SELECT path FROM file WHERE status <> 'skipped' ORDER BY path`)
    .all()
    .filter((path) => (!isWanted || isWanted(path)) && (!expression || expression.test(path)));
}

/** Those of the given files that are not wholly in the graph, or are not in it at all. */
export function listFileProblems(
  generation: Generation,
  { files }: { files: readonly string[] },
): FileProblem[] {
  const statement = generation.rows<FileProblem>(
    `SELECT path AS file, status, reason, cause, gap_line AS line FROM file WHERE path = ? AND status <> 'indexed'`,
  );
  return files.map((file) => statement.get(file)).filter((row) => row !== undefined);
}

/** Skipped and partial files whose path matches a filter, at most 20: why an answer about them may be empty. */
export function findSkippedFiles(
  generation: Generation,
  { file_pattern }: { file_pattern: string },
): FileProblem[] {
  const isWanted = compilePathFilter('file_pattern', file_pattern);
  return generation
    .rows<FileProblem>(
      `SELECT path AS file, status, reason, cause, gap_line AS line FROM file WHERE status <> 'indexed' ORDER BY path`,
    )
    .all()
    .filter(({ file }) => isWanted(file))
    .slice(0, 20);
}

/** For each place, the innermost symbol around it; undefined where the file is unknown. */
export function findEnclosingSymbols(
  generation: Generation,
  { places }: { places: readonly { file: string; line: number }[] },
): (SymbolDetail | undefined)[] {
  return places.map(({ file, line }) => {
    const id = findEnclosing(generation, file, line);
    return id === undefined ? undefined : getSymbolDetail(generation, id);
  });
}

/** SHA-1 of each file as it was indexed, '' where it is unknown: tells whether line numbers still fit the disk. */
export function listFileHashes(generation: Generation, { files }: { files: readonly string[] }): string[] {
  const statement = generation.values<string>('SELECT hash FROM file WHERE path = ?');
  return files.map((file) => statement.get(file) ?? '');
}
