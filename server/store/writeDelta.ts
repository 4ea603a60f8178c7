// Takes a delta into the live generation: rows that did not change stay as they are, so an edit writes about what it
// changed. Owns the order of the work inside one transaction; the transaction is the caller's.

import type { Database, Statement } from 'better-sqlite3';
import { SymbolFlag, type GraphDelta, type GraphFile } from '../graph.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { RowChanges } from './generation.ts';
import { packLookups } from './packLookups.ts';
import { RowCounts } from './rowCounts.ts';
import { WordIndex } from './wordIndex.ts';

const EXTERNAL_KIND = NODE_KINDS.indexOf('External');

/** What became of a delta. */
export type DeltaOutcome =
  | {
      readonly kind: 'written';
      /** Names that symbols have now and had not, or the other way round: ids of `name`. */
      readonly names: readonly number[];
      readonly rows: RowCounts;
    }
  /** Nothing was written: edges of these files end in symbols that are to go, so their rows must be replaced too. */
  | { readonly kind: 'incomplete'; readonly paths: readonly string[] };

/** Writes `delta` and `meta`. Must run inside a transaction. */
export function writeDelta(
  db: Database,
  delta: GraphDelta,
  meta: Readonly<Record<string, string>>,
): DeltaOutcome {
  const writer = new DeltaWriter(db, delta);
  const paths = writer.findDangling();
  if (paths.length > 0) return { kind: 'incomplete', paths };
  const names = writer.write();
  const { rows } = writer;
  const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  for (const [key, value] of Object.entries(meta)) set.run(key, value);
  return { kind: 'written', names, rows };
}

/** What became other rows; a delta that was incomplete changed nothing. */
export function changesOf(outcome: DeltaOutcome): RowChanges {
  return outcome.kind === 'written' ? outcome : { names: [], rows: new RowCounts() };
}

/** Columns of a symbol after its id, in the order of the table. */
type SymbolRow = readonly (number | string | null)[];
/** Of a symbol: where it stands. */
const LINES: readonly number[] = [4, 5, 6];
/** Columns of the tables of edges and of unresolved sites. */
const EDGE_WIDTH = 6;
const SITE_WIDTH = 4;

/** Above so many rows to be removed it is cheaper to write all of a file anew when they are most of it. */
const MANY_ROWS = 1000;

/** How the rows that the symbols of a file have in one table are read and written, by the id of the file. */
interface RowTable {
  readonly known: { iterate(file: number): Iterable<readonly number[]> };
  readonly insert: { run(...cells: number[]): unknown };
  readonly remove: { run(...cells: number[]): unknown };
  readonly removeAll: { run(file: number): unknown };
  readonly onRemove: (row: Int32Array) => void;
  /** Counts a row that came, or went. */
  readonly count: (row: Int32Array, by: 1 | -1) => void;
}

class DeltaWriter {
  /** By how many the rows have become more or fewer. */
  readonly rows = new RowCounts();
  readonly #db: Database;
  readonly #words: WordIndex;
  readonly #statements = new Map<string, Statement>();
  readonly #delta: GraphDelta;
  /** String of the delta → row of `name`, once it was asked for. */
  readonly #names: Int32Array;
  /** Text → row of `name`, of the names that symbols of the files have. */
  readonly #knownNames = new Map<string, number>();
  /** Ids under which the delta speaks of externals → ids that they have. */
  readonly #externalIds = new Map<number, number>();
  /** Symbols of the files of the delta. */
  readonly #own = new Set<number>();
  /** Symbols that lost an edge and may be externals that nothing reaches any more. */
  readonly #deserted = new Set<number>();
  /** Name → whether symbols had it before. */
  readonly #hadSymbols = new Map<number, boolean>();

  constructor(db: Database, delta: GraphDelta) {
    this.#db = db;
    this.#words = new WordIndex(db);
    this.#delta = delta;
    this.#names = new Int32Array(delta.strings.length).fill(-1);
  }

  /** Files beyond the delta with edges to symbols that it removes. */
  findDangling(): string[] {
    const { symbols, ids } = this.#delta;
    const replaced = new Set([...this.#delta.files.map(({ path }) => path), ...this.#delta.removed]);
    const kept = new Set<number>();
    for (let row = 0; row < symbols.count; row++) kept.add(ids[row]!);
    const symbolsOf = this.#values<number>(
      'SELECT s.id FROM symbol s JOIN file f ON f.id = s.file WHERE f.path = ?',
    );
    const usersOf = this.#values<string>(
      `SELECT DISTINCT f.path FROM main.edge e JOIN symbol s ON s.id = e.source JOIN file f ON f.id = s.file
       WHERE e.target = ?`,
    );
    const dangling = new Set<string>();
    for (const path of replaced) {
      for (const id of symbolsOf.all(path)) {
        if (kept.has(id)) continue;
        for (const user of usersOf.all(id)) if (!replaced.has(user)) dangling.add(user);
      }
    }
    return [...dangling].sort();
  }

  /** Returns the names that symbols have now and had not, or the other way round. */
  write(): number[] {
    for (const path of this.#delta.removed) this.#removeFile(path);
    const fileIds = this.#delta.files.map((file) => this.#writeFile(file));
    fileIds.forEach((file, at) => this.#writeLookups(file, this.#delta.lookups[at]!));
    for (const file of this.#delta.touched) this.#writeFile(file);
    const known = new Map<number, SymbolRow>();
    for (const file of fileIds) this.#loadSymbols(file, known);
    this.#writeExternals();
    this.#replaceSymbols(known, fileIds);
    this.#replaceEdges(fileIds);
    this.#replaceUnresolved(fileIds);
    this.#removeDeserted();
    return this.#updateWords();
  }

  #values<Value>(sql: string): Statement<unknown[], Value> {
    return this.#prepare(sql, (statement) => statement.pluck(true)) as Statement<unknown[], Value>;
  }

  #tuples<Row extends readonly unknown[]>(sql: string): Statement<unknown[], Row> {
    return this.#prepare(sql, (statement) => statement.raw(true)) as Statement<unknown[], Row>;
  }

  #run(sql: string, ...cells: readonly (number | string | Uint8Array | null)[]): void {
    this.#prepare(sql, (statement) => statement).run(...cells);
  }

  #prepare(sql: string, configure: (statement: Statement) => Statement): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = configure(this.#db.prepare(sql))));
    return statement;
  }

  #removeFile(path: string): void {
    const id = this.#values<number>('SELECT id FROM file WHERE path = ?').get(path);
    if (id === undefined) return;
    for (const symbol of this.#values<number>('SELECT id FROM symbol WHERE file = ?').all(id))
      this.#removeSymbol(symbol);
    this.#run('DELETE FROM lookups WHERE file = ?', id);
    this.#run('DELETE FROM file WHERE id = ?', id);
    this.#words.remove('path_words', id, path);
  }

  #removeSymbol(id: number): void {
    const edges = this.#tuples<[number, number, number]>(
      'SELECT target, kind, reason FROM main.edge WHERE source = ?',
    );
    for (const [target, kind, reason] of edges.all(id)) {
      this.#deserted.add(target);
      this.rows.addEdges(kind, reason, -1);
    }
    const sites = 'SELECT count(*) FROM main.unresolved WHERE source = ? AND NOT is_local';
    this.rows.unresolved -= this.#values<number>(sites).get(id) ?? 0;
    this.#run('DELETE FROM main.edge WHERE source = ?', id);
    this.#run('DELETE FROM main.unresolved WHERE source = ?', id);
    this.#deleteSymbol(id);
  }

  #deleteSymbol(id: number): void {
    const known = this.#tuples<[name: number, kind: number]>(
      'SELECT name, kind FROM symbol WHERE id = ?',
    ).get(id);
    if (known) {
      this.#noteName(known[0]);
      this.rows.addSymbols(known[1], -1);
    }
    const doc = this.#docOf(id);
    if (doc !== '') this.#words.remove('doc_words', id, doc);
    this.#run('DELETE FROM symbol WHERE id = ?', id);
  }

  /** Returns the id of the file. */
  #writeFile(file: GraphFile): number {
    const { path, language, hash, sizeBytes, mtimeMs, lines, status, reason, cause, gapLine } = file;
    const known = this.#values<number>('SELECT id FROM file WHERE path = ?').get(path);
    const id = known ?? this.#values<number>('SELECT ifnull(max(id), -1) + 1 FROM file').get()!;
    const row = [id, path, language, hash, sizeBytes, mtimeMs, lines, status, reason, cause, gapLine];
    this.#run('INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', ...row);
    if (known === undefined) this.#words.add('path_words', id, path);
    return id;
  }

  #writeLookups(file: number, keys: Int32Array): void {
    if (keys.length === 0) this.#run('DELETE FROM lookups WHERE file = ?', file);
    else this.#run('INSERT OR REPLACE INTO lookups VALUES (?, ?)', file, packLookups(keys));
  }

  /** Row of `name` for a string of the delta; inserted when it is new. */
  #name(string: number): number {
    if (string === 0) return 0;
    if (this.#names[string]! >= 0) return this.#names[string]!;
    const text = this.#delta.strings[string]!;
    let id =
      this.#knownNames.get(text) ?? this.#values<number>('SELECT id FROM name WHERE text = ?').get(text);
    if (id === undefined) {
      id = this.#values<number>('SELECT ifnull(max(id), 0) + 1 FROM name').get()!;
      this.#run('INSERT INTO name (id, text) VALUES (?, ?)', id, text);
    }
    return (this.#names[string] = id);
  }

  /** Must be called before a symbol of that name comes or goes. */
  #noteName(name: number): void {
    if (!this.#hadSymbols.has(name)) this.#hadSymbols.set(name, this.#hasSymbols(name));
  }

  #hasSymbols(name: number): boolean {
    const sql = `SELECT 1 FROM symbol WHERE name = ? AND flags & ${SymbolFlag.nameless} = 0 LIMIT 1`;
    return this.#values<number>(sql).get(name) === 1;
  }

  /** The words of a name are indexed while a symbol has it as its own. Returns the names of which that has changed. */
  #updateWords(): number[] {
    const changed: number[] = [];
    for (const [name, had] of this.#hadSymbols) {
      const has = this.#hasSymbols(name);
      if (has === had) continue;
      changed.push(name);
      const text = this.#values<string>('SELECT text FROM name WHERE id = ?').get(name) ?? '';
      if (text === '') continue;
      if (has) this.#words.add('name_words', name, text);
      else this.#words.remove('name_words', name, text);
    }
    return changed;
  }

  #writeExternals(): void {
    const { symbols, ids, strings } = this.#delta;
    const find = this.#values<number>(
      'SELECT id FROM symbol WHERE name = ? AND kind = ? AND file IS NULL AND qualified_name = ?',
    );
    for (let row = 0; row < symbols.count; row++) {
      if (symbols.file[row]! >= 0) continue;
      const name = this.#name(symbols.name[row]!);
      const known = find.get(name, EXTERNAL_KIND, strings[symbols.qualifiedName[row]!]!);
      this.#externalIds.set(ids[row]!, known ?? ids[row]!);
      if (known === undefined) this.#insertSymbol(ids[row]!, this.#symbolRow(row, null));
    }
  }

  #symbolRow(row: number, file: number | null): SymbolRow {
    const { symbols, strings } = this.#delta;
    return [
      symbols.kind[row]!,
      this.#name(symbols.name[row]!),
      file,
      symbols.parent[row]! < 0 ? null : symbols.parent[row]!,
      symbols.line[row]!,
      symbols.startLine[row]!,
      symbols.endLine[row]!,
      symbols.flags[row]!,
      strings[symbols.qualifiedName[row]!]!,
      strings[symbols.signature[row]!] || null,
      strings[symbols.doc[row]!] || null,
    ];
  }

  /** The documentation of a symbol with a name of its own as the database has it. */
  #docOf(id: number): string {
    const sql = `SELECT ifnull(doc, '') FROM symbol WHERE id = ? AND flags & ${SymbolFlag.nameless} = 0`;
    return this.#values<string>(sql).get(id) ?? '';
  }

  /** Adds a symbol, or puts it in the place of the one that has its id. */
  #insertSymbol(id: number, row: SymbolRow): void {
    this.#noteName(Number(row[1]));
    const kind = this.#values<number>('SELECT kind FROM symbol WHERE id = ?').get(id);
    if (kind !== undefined) this.rows.addSymbols(kind, -1);
    this.rows.addSymbols(Number(row[0]), 1);
    const before = this.#docOf(id);
    this.#run('INSERT OR REPLACE INTO symbol VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', id, ...row);
    const doc = this.#docOf(id);
    if (doc !== before) {
      if (before !== '') this.#words.remove('doc_words', id, before);
      if (doc !== '') this.#words.add('doc_words', id, doc);
    }
    if (row[1] === 0) this.#run("INSERT OR IGNORE INTO name VALUES (0, '')");
  }

  /** The rows of the symbols of a file by id. */
  #loadSymbols(file: number, known: Map<number, SymbolRow>): void {
    const ofFile = this.#tuples<[string | null, number, ...SymbolRow]>(
      'SELECT n.text, s.* FROM symbol s LEFT JOIN name n ON n.id = s.name WHERE s.file = ?',
    );
    for (const [text, id, ...row] of ofFile.all(file)) {
      known.set(id, row);
      if (text !== null) this.#knownNames.set(text, Number(row[1]));
    }
  }

  #replaceSymbols(known: Map<number, SymbolRow>, fileIds: readonly number[]): void {
    const { symbols, ids } = this.#delta;
    const move = this.#db.prepare('UPDATE symbol SET line = ?, start_line = ?, end_line = ? WHERE id = ?');
    for (let row = 0; row < symbols.count; row++) {
      if (symbols.file[row]! < 0) continue;
      const id = ids[row]!;
      this.#own.add(id);
      const wanted = this.#symbolRow(row, fileIds[symbols.file[row]!]!);
      const before = known.get(id);
      known.delete(id);
      const isSame = (column: number) => before?.[column] === wanted[column];
      // Most edits move what stands below them, and change nothing else of it.
      if (before === undefined || !wanted.every((_cell, column) => isLine(column) || isSame(column)))
        this.#insertSymbol(id, wanted);
      else if (!wanted.every((_cell, column) => isSame(column)))
        move.run(...LINES.map((at) => wanted[at]), id);
    }
    for (const id of known.keys()) this.#removeSymbol(id);
  }

  #replaceEdges(fileIds: readonly number[]): void {
    const { edges } = this.#delta;
    const wanted = new Int32Array(edges.count * EDGE_WIDTH);
    for (let row = 0; row < edges.count; row++) {
      const target = edges.target[row]!;
      const edge = [
        edges.source[row]!,
        edges.kind[row]!,
        this.#externalIds.get(target) ?? target,
        edges.line[row]!,
        edges.reason[row]!,
        this.#name(edges.siteName[row]!),
      ];
      wanted.set(edge, row * EDGE_WIDTH);
    }
    this.#replaceRows(fileIds, EDGE_WIDTH, wanted, {
      known: this.#tuples<readonly number[]>(
        `SELECT e.source, e.kind, e.target, e.line, e.reason, e.site_name
         FROM symbol s JOIN main.edge e ON e.source = s.id WHERE s.file = ?`,
      ),
      insert: this.#db.prepare('INSERT INTO main.edge VALUES (?, ?, ?, ?, ?, ?)'),
      remove: this.#db.prepare(
        'DELETE FROM main.edge WHERE source = ? AND kind = ? AND target = ? AND line = ? AND reason = ? AND site_name = ?',
      ),
      removeAll: this.#db.prepare(
        'DELETE FROM main.edge WHERE source IN (SELECT id FROM symbol WHERE file = ?)',
      ),
      onRemove: (edge) => {
        const target = edge[2]!;
        if (!this.#own.has(target)) this.#deserted.add(target);
      },
      count: (edge, by) => this.rows.addEdges(edge[1]!, edge[4]!, by),
    });
  }

  #replaceUnresolved(fileIds: readonly number[]): void {
    const { unresolved } = this.#delta;
    const wanted = new Int32Array(unresolved.count * SITE_WIDTH);
    for (let row = 0; row < unresolved.count; row++) {
      const name = this.#name(unresolved.name[row]!);
      const site = [unresolved.source[row]!, name, unresolved.line[row]!, unresolved.isLocal[row]!];
      wanted.set(site, row * SITE_WIDTH);
    }
    this.#replaceRows(fileIds, SITE_WIDTH, wanted, {
      known: this.#tuples<readonly number[]>(
        `SELECT u.source, u.name, u.line, u.is_local
         FROM symbol s JOIN main.unresolved u ON u.source = s.id WHERE s.file = ?`,
      ),
      insert: this.#db.prepare('INSERT INTO main.unresolved VALUES (?, ?, ?, ?)'),
      remove: this.#db.prepare(
        'DELETE FROM main.unresolved WHERE source = ? AND name = ? AND line = ? AND is_local = ?',
      ),
      removeAll: this.#db.prepare(
        'DELETE FROM main.unresolved WHERE source IN (SELECT id FROM symbol WHERE file = ?)',
      ),
      onRemove: () => {},
      count: (site, by) => {
        if (site[3] === 0) this.rows.unresolved += by;
      },
    });
  }

  /** Makes the rows of the symbols of some files the wanted ones. */
  #replaceRows(fileIds: readonly number[], width: number, wanted: Int32Array, table: RowTable): void {
    const before = loadRows(fileIds, width, table.known);
    const [old, fresh] = [sortRows(before, width), sortRows(wanted, width)];
    const removed: number[] = [];
    const missing: number[] = [];
    let at = 0;
    for (const row of fresh) {
      let order = 1;
      for (; at < old.length; at++) {
        order = compareRows(before, old[at]!, wanted, row, width);
        if (order >= 0) break;
        removed.push(old[at]!);
      }
      if (at < old.length && order === 0) at++;
      else missing.push(row);
    }
    for (; at < old.length; at++) removed.push(old[at]!);
    // A line more at the top of a file moves all that is below it.
    const isMost = removed.length > MANY_ROWS && removed.length > old.length / 2;
    if (isMost) for (const file of fileIds) table.removeAll.run(file);
    for (const row of removed) {
      const cells = before.subarray(row, row + width);
      table.onRemove(cells);
      table.count(cells, -1);
      if (!isMost) table.remove.run(...cells);
    }
    for (const row of missing) table.count(wanted.subarray(row, row + width), 1);
    for (const row of isMost ? fresh : missing) table.insert.run(...wanted.subarray(row, row + width));
  }

  /** An external exists only while an edge reaches it. */
  #removeDeserted(): void {
    const isExternal = this.#values<number>(
      'SELECT 1 FROM symbol WHERE id = ? AND kind = ? AND file IS NULL',
    );
    const isReached = this.#values<number>('SELECT 1 FROM main.edge WHERE target = ? LIMIT 1');
    for (const id of this.#deserted) {
      if (isExternal.get(id, EXTERNAL_KIND) === 1 && isReached.get(id) === undefined) this.#deleteSymbol(id);
    }
  }
}

/** The rows of some files, one after the other. */
function loadRows(fileIds: readonly number[], width: number, known: RowTable['known']): Int32Array {
  let rows = new Int32Array(1024 * width);
  let length = 0;
  for (const file of fileIds)
    for (const row of known.iterate(file)) {
      if (length === rows.length) {
        const larger = new Int32Array(2 * length);
        larger.set(rows);
        rows = larger;
      }
      rows.set(row, length);
      length += width;
    }
  return rows.subarray(0, length);
}

/** Offsets of the rows, sorted by their columns from left to right; the same row twice is one. */
function sortRows(rows: Int32Array, width: number): Int32Array {
  const offsets = Int32Array.from({ length: rows.length / width }, (_, at) => at * width);
  offsets.sort((a, b) => compareRows(rows, a, rows, b, width));
  return offsets.filter((row, at) => at === 0 || compareRows(rows, offsets[at - 1]!, rows, row, width) !== 0);
}

function compareRows(one: Int32Array, a: number, other: Int32Array, b: number, width: number): number {
  for (let column = 0; column < width; column++) {
    const difference = one[a + column]! - other[b + column]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

function isLine(column: number): boolean {
  return LINES.includes(column);
}
