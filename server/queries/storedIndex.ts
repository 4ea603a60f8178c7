// What a generation holds, in the form in which an index run can take it up again.

import type { GraphFile } from '../graph.ts';
import { unpackLookups } from '../store/packLookups.ts';
import type { Generation } from '../store/generation.ts';

/** Files and the symbols in them, in columns; symbols outside the workspace are left out. */
export interface StoredSymbols {
  readonly files: readonly GraphFile[];
  readonly lookups: readonly Int32Array[];
  readonly symbols: {
    readonly id: Int32Array;
    readonly file: Int32Array;
    readonly kind: Uint8Array;
    readonly line: Int32Array;
    readonly startLine: Int32Array;
    readonly names: readonly string[];
  };
  readonly nextId: number;
  readonly meta: Readonly<Record<string, string>>;
}

/** Everything that an update must know of the rows that are there. */
export function loadStoredIndex(generation: Generation): StoredSymbols {
  const rows = generation
    .rows<GraphFile & { readonly id: number }>(
      `SELECT id, path, language, hash, size AS sizeBytes, mtime AS mtimeMs, lines, status, reason, cause,
        gap_line AS gapLine FROM file ORDER BY path`,
    )
    .all();
  const fileNumber = new Map(rows.map(({ id }, index) => [id, index]));
  const files = rows.map((row): GraphFile => {
    const { id: _id, ...file } = row;
    return file;
  });
  const lookups = new Map(generation.tuples<[number, Uint8Array]>('SELECT file, keys FROM lookups').all());
  const symbols = generation
    .tuples<[number, number, number, number, number, string]>(
      `SELECT s.id, s.file, s.kind, s.line, s.start_line, n.text FROM symbol s JOIN name n ON n.id = s.name
       WHERE s.file IS NOT NULL ORDER BY s.id`,
    )
    .all();
  return {
    files,
    lookups: rows.map(({ id }) => unpackLookups(lookups.get(id))),
    symbols: {
      id: Int32Array.from(symbols, ([id]) => id),
      file: Int32Array.from(symbols, ([, file]) => fileNumber.get(file)!),
      kind: Uint8Array.from(symbols, ([, , kind]) => kind),
      line: Int32Array.from(symbols, ([, , , line]) => line),
      startLine: Int32Array.from(symbols, ([, , , , startLine]) => startLine),
      names: symbols.map(([, , , , , name]) => name),
    },
    nextId: generation.values<number>('SELECT ifnull(max(id), -1) + 1 FROM symbol').get() ?? 0,
    meta: generation.meta(),
  };
}
