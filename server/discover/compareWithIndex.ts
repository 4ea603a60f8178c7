import type { Discovery, SourceFile } from './discovery.ts';
import { UNSAVED_MTIME_MS } from './overlay.ts';
import type { ReadGate } from './readGate.ts';

/** What the index knows of one file; `hash` is '' for a file whose bytes it never took. */
export interface IndexedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly hash: string;
  /** Language id, '' where none was taken. */
  readonly language?: string;
}

/** What an edit changed in what the index knows of files. */
export interface FileChanges {
  readonly written: readonly IndexedFile[];
  /** Paths. */
  readonly removed: readonly string[];
}

/** Brings what is known of files, by path, up to date. */
export function takeChanges(known: Map<string, IndexedFile>, { written, removed }: FileChanges): void {
  for (const path of removed) known.delete(path);
  for (const file of written) known.set(file.path, file);
}

/** The difference between disk and index; every list is sorted by path. */
export interface IndexDifference {
  readonly added: SourceFile[];
  readonly removed: string[];
  readonly changed: SourceFile[];
  /** Same bytes under another time: only the index's stat is to be renewed. */
  readonly touched: SourceFile[];
  /** Left out now, and nothing the index knows of yet. */
  readonly skipped: string[];
}

/** A file written this shortly before it was indexed may have changed again without a new time or size. */
const racyMs = 2000;

/**
 * Compares by size and time, and reads only files where these differ or where the time lies within two seconds of
 * `indexedAtMs` (the start of the index run) or after it, and those that were indexed from an overlay. A file that can't
 * be read counts as changed.
 */
export function compareWithIndex(
  discovery: Discovery,
  indexed: readonly IndexedFile[],
  gate: ReadGate,
  indexedAtMs: number,
): IndexDifference {
  const difference: IndexDifference = { added: [], removed: [], changed: [], touched: [], skipped: [] };
  const known = new Map(indexed.map((file) => [file.path, file]));
  for (const file of discovery.files) {
    const before = known.get(file.path);
    known.delete(file.path);
    if (before === undefined) {
      difference.added.push(file);
      continue;
    }
    if (before.language && before.language !== file.language) {
      difference.changed.push(file);
      continue;
    }
    const hasSameStat = before.sizeBytes === file.sizeBytes && before.mtimeMs === file.mtimeMs;
    const isRacy = file.mtimeMs > indexedAtMs - racyMs || before.mtimeMs === UNSAVED_MTIME_MS;
    if (hasSameStat && (!isRacy || before.hash === '')) continue;
    if (!hasSameBytes(gate, file, before)) difference.changed.push(file);
    else if (!hasSameStat) difference.touched.push(file);
  }
  const skipped = new Set(discovery.skipped.map((file) => file.path));
  for (const path of skipped) if (!known.has(path)) difference.skipped.push(path);
  for (const before of known.values()) {
    // A file that was skipped and still is has not gone.
    if (before.hash !== '' || !skipped.has(before.path)) difference.removed.push(before.path);
  }
  difference.removed.sort();
  difference.skipped.sort();
  return difference;
}

function hasSameBytes(gate: ReadGate, file: SourceFile, before: IndexedFile): boolean {
  if (before.sizeBytes !== file.sizeBytes || before.hash === '') return false;
  try {
    return gate.hashFile(file.path) === before.hash;
  } catch {
    return false;
  }
}
