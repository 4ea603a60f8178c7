// The innermost symbol around many places: what is asked of one file again and again is read from it once.

import type { Generation } from '../store/generation.ts';
import { findFileId } from './resolveSymbol.ts';
import { isNamedSql } from './vocabulary.ts';

type Span = readonly [id: number, start: number, end: number];

/** Finds what `findEnclosing` finds, for as long as the rows stay. */
export interface EnclosingFinder {
  /** The innermost symbol with a name around a line of a file, the file itself when there is none; undefined for an unknown file. */
  find(path: string, line: number): number | undefined;
  /** The id of a file by its path, see `findFileId`. */
  findFile(path: string): number | undefined;
}

/** Made for one question, with nothing known yet. */
export function createEnclosingFinder(generation: Generation): EnclosingFinder {
  const spansOf = generation.tuples<Span>(
    `SELECT id, start_line, end_line FROM symbol s WHERE file = ? AND ${isNamedSql('s')}
     ORDER BY start_line, end_line DESC, id`,
  );
  const files = new Map<string, { readonly id: number | undefined; spans?: readonly Span[] }>();
  const open = (path: string) => {
    let file = files.get(path);
    if (!file) files.set(path, (file = { id: findFileId(generation, path) }));
    return file;
  };
  return {
    findFile: (path) => open(path).id,
    find(path, line) {
      const file = open(path);
      if (file.id === undefined) return undefined;
      file.spans ??= spansOf.all(file.id);
      // The latest start among those that still cover the line is the innermost, because definitions nest.
      for (let at = lastBefore(file.spans, line); at >= 0; at--) {
        const [id, , end] = file.spans[at]!;
        if (end >= line) return id;
      }
      return undefined;
    },
  };
}

/** The last span that begins at or before a line. */
function lastBefore(spans: readonly Span[], line: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]![1] <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
