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
    /** Index into `names`. */
    readonly name: Int32Array;
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
  const count = generation.values<number>('SELECT count(*) FROM symbol WHERE file IS NOT NULL').get() ?? 0;
  const ints = () => new Int32Array(count);
  const symbols = { id: ints(), file: ints(), kind: new Uint8Array(count), line: ints(), startLine: ints() };
  const name = ints();
  const names: string[] = [];
  const nameNumber = new Map<number, number>();
  const used = generation.tuples<[number, string]>(
    'SELECT id, text FROM name WHERE id IN (SELECT name FROM symbol)',
  );
  for (const [id, text] of used.iterate()) nameNumber.set(id, names.push(text) - 1);
  const stored = generation.tuples<[number, number, number, number, number, number]>(
    'SELECT id, file, kind, line, start_line, name FROM symbol WHERE file IS NOT NULL ORDER BY id',
  );
  let row = 0;
  for (const [id, file, kind, line, startLine, nameId] of stored.iterate()) {
    symbols.id[row] = id;
    symbols.file[row] = fileNumber.get(file)!;
    symbols.kind[row] = kind;
    symbols.line[row] = line;
    symbols.startLine[row] = startLine;
    name[row] = nameNumber.get(nameId) ?? -1;
    row += 1;
  }
  return {
    files,
    lookups: rows.map(({ id }) => unpackLookups(lookups.get(id))),
    symbols: { ...symbols, name, names },
    nextId: generation.values<number>('SELECT ifnull(max(id), -1) + 1 FROM symbol').get() ?? 0,
    meta: generation.meta(),
  };
}
