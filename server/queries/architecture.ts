// A workspace from afar: its folders and how they call each other, where it starts, what everybody calls and what it stands
// on. Counts rows of the graph; ranks by nothing but these counts.

import { SymbolFlag } from '../graph.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { CALLS, edgeNumber, EXTERNAL, isNamedSql, kindNumber } from './vocabulary.ts';

/** Folders are told down to this depth below the one that is asked about. */
const FOLDER_DEPTH = 2;
const IMPORTS = edgeNumber('IMPORTS');
const MODULE = kindNumber('Module');
const FUNCTION = kindNumber('Function');

/** What is asked about. */
export interface ArchitectureInput {
  /** The folder, without a `/` at its end; '' for the whole workspace. */
  readonly path: string;
  /** How many of each ranked list. */
  readonly limit: number;
  /** Adds `boundaries`, for which every call is looked at. */
  readonly withBoundaries: boolean;
}

/** A folder with all that is below it, unless a deeper one is told. */
export interface FolderSize {
  readonly folder: string;
  readonly files: number;
  readonly lines: number;
  readonly symbols: number;
}

/** A place where the program begins. */
export interface StartingPoint extends SymbolRow {
  /** `called from outside`: by the language or its tools, as `main` is. `imported by nothing`: a file that uses others. */
  readonly why: 'called from outside' | 'imported by nothing';
}

/** Numbers of one part of the workspace. */
export interface Architecture {
  readonly files: number;
  readonly lines: number;
  readonly languages: readonly {
    readonly language: string;
    readonly files: number;
    readonly lines: number;
  }[];
  readonly symbols_by_kind: Readonly<Record<string, number>>;
  /** All folders, the largest first. */
  readonly folders: readonly FolderSize[];
  readonly entry_points: readonly StartingPoint[];
  /** The most called, by the number of symbols that call them. */
  readonly hotspots: readonly (SymbolRow & { readonly callers: number })[];
  /** What is used of other packages, by the number of sites. */
  readonly dependencies: readonly {
    readonly package: string;
    readonly symbols: number;
    readonly uses: number;
  }[];
  /** Calls from one folder into another, by their number. */
  readonly boundaries: readonly { readonly from: string; readonly to: string; readonly calls: number }[];
}

interface FileRow {
  readonly id: number;
  readonly path: string;
  readonly language: string;
  readonly lines: number;
}

/** Looks at the files below `path`. Tests are no starting points, and their calls count like others. */
export function describeArchitecture(generation: Generation, input: ArchitectureInput): Architecture {
  const { path, limit, withBoundaries } = input;
  const files = generation
    .rows<FileRow>(`SELECT id, path, language, lines FROM file WHERE status <> 'skipped' ORDER BY path`)
    .all()
    .filter((file) => path === '' || file.path === path || file.path.startsWith(`${path}/`));
  const folderOf = new Map(files.map((file) => [file.id, folderName(file.path, path)]));
  const kinds = countKinds(generation, folderOf);
  return {
    files: files.length,
    lines: files.reduce((sum, file) => sum + file.lines, 0),
    languages: sizesBy(files, ({ language }) => language).map(([language, size]) =>
      Object.assign(size, { language }),
    ),
    symbols_by_kind: Object.fromEntries(kinds.byKind),
    folders: sizesBy(files, ({ id }) => folderOf.get(id)!).map(([folder, size]) =>
      Object.assign(size, { folder, symbols: kinds.byFolder.get(folder) ?? 0 }),
    ),
    entry_points: findStartingPoints(generation, files, limit),
    hotspots: findMostCalled(generation, folderOf, limit),
    dependencies: countDependencies(generation, folderOf).slice(0, limit),
    boundaries: withBoundaries ? countBoundaries(generation, folderOf).slice(0, limit) : [],
  };
}

/** The folder a file is counted to; '.' for the one that is asked about. */
function folderName(file: string, base: string): string {
  const below = base === '' ? file : file.slice(base.length + 1);
  const parts = below.split('/').slice(0, -1).slice(0, FOLDER_DEPTH);
  return [base, ...parts].filter((part) => part !== '').join('/') || '.';
}

/** Files and lines by a key, the most lines first. */
function sizesBy(
  files: readonly FileRow[],
  keyOf: (file: FileRow) => string,
): [key: string, { files: number; lines: number }][] {
  return [...Map.groupBy(files, keyOf)]
    .map(([key, rows]): [string, { files: number; lines: number }] => [
      key,
      { files: rows.length, lines: rows.reduce((sum, { lines }) => sum + lines, 0) },
    ])
    .sort(([a, { lines: left }], [b, { lines: right }]) => right - left || (a < b ? -1 : 1));
}

function countKinds(generation: Generation, folderOf: ReadonlyMap<number, string>) {
  const byKind = new Map<string, number>();
  const byFolder = new Map<string, number>();
  const counts = generation
    .tuples<[number, number, number]>(
      `SELECT file, kind, count(*) FROM symbol s
       WHERE file IS NOT NULL AND ${isNamedSql('s')} AND deadline() GROUP BY 1, 2`,
    )
    .all();
  for (const [file, kind, count] of counts) {
    const folder = folderOf.get(file);
    if (folder === undefined) continue;
    add(byKind, NODE_KINDS[kind]!, count);
    add(byFolder, folder, count);
  }
  return { byKind, byFolder };
}

function findStartingPoints(
  generation: Generation,
  files: readonly FileRow[],
  limit: number,
): StartingPoint[] {
  const called = generation.values<number>(
    `SELECT s.id FROM symbol s JOIN name n ON n.id = s.name
     WHERE s.file = ? AND s.kind = ? AND (n.text = 'main' OR s.flags & ? <> 0) ORDER BY s.start_line`,
  );
  // A file that nothing imports and that imports others: a script, or what a build begins with.
  const alone = generation.tuples<[number, number]>(
    `SELECT s.id, (SELECT count(*) FROM edge e WHERE e.source = s.id AND e.kind = ?) FROM symbol s
     WHERE s.file = ? AND s.kind = ? AND NOT EXISTS (SELECT 1 FROM edge e WHERE e.target = s.id AND e.kind = ?)`,
  );
  const mains: StartingPoint[] = [];
  const scripts: { id: number; imports: number }[] = [];
  for (const { id, path } of files) {
    generation.checkDeadline();
    if (isTestPath(path)) continue;
    for (const symbol of called.all(id, FUNCTION, SymbolFlag.implicit))
      mains.push(startingPoint(generation, symbol, 'called from outside'));
    for (const [symbol, imports] of alone.all(IMPORTS, id, MODULE, IMPORTS))
      if (imports > 0) scripts.push({ id: symbol, imports });
  }
  const ranked = scripts
    .sort((a, b) => b.imports - a.imports || a.id - b.id)
    .slice(0, limit)
    .map(({ id }) => startingPoint(generation, id, 'imported by nothing'));
  return [...mains, ...ranked].slice(0, limit);
}

function startingPoint(generation: Generation, id: number, why: StartingPoint['why']): StartingPoint {
  return { ...getSymbol(generation, id), why };
}

function findMostCalled(generation: Generation, folderOf: ReadonlyMap<number, string>, limit: number) {
  const ranked = generation
    .tuples<[number, number, number]>(
      `SELECT e.target, s.file, count(DISTINCT e.source) FROM edge e JOIN symbol s ON s.id = e.target
       WHERE e.kind = ? AND s.file IS NOT NULL AND ${isNamedSql('s')} AND deadline()
       GROUP BY 1 ORDER BY 3 DESC, 1`,
    )
    .all(CALLS);
  return ranked
    .filter(([, file]) => folderOf.has(file))
    .slice(0, limit)
    .map(([id, , callers]) => Object.assign(getSymbol(generation, id), { callers }));
}

function countDependencies(generation: Generation, folderOf: ReadonlyMap<number, string>) {
  const uses = generation
    .tuples<[string, number, number, number]>(
      `SELECT t.qualified_name, t.id, s.file, count(*) FROM symbol t JOIN edge e ON e.target = t.id
       JOIN symbol s ON s.id = e.source WHERE t.kind = ? AND deadline() GROUP BY 2, 3`,
    )
    .all(EXTERNAL);
  const packages = new Map<string, { symbols: Set<number>; uses: number }>();
  for (const [name, id, file, count] of uses) {
    if (!folderOf.has(file)) continue;
    const owner = name.split(':', 1)[0]!;
    let known = packages.get(owner);
    if (!known) packages.set(owner, (known = { symbols: new Set(), uses: 0 }));
    known.symbols.add(id);
    known.uses += count;
  }
  return [...packages]
    .map(([name, known]) => ({ package: name, symbols: known.symbols.size, uses: known.uses }))
    .sort((a, b) => b.uses - a.uses || (a.package < b.package ? -1 : 1));
}

function countBoundaries(generation: Generation, folderOf: ReadonlyMap<number, string>) {
  const calls = generation
    .tuples<[number, number, number]>(
      `SELECT s.file, t.file, count(*) FROM edge e JOIN symbol s ON s.id = e.source JOIN symbol t ON t.id = e.target
       WHERE e.kind = ? AND s.file <> t.file AND deadline() GROUP BY 1, 2`,
    )
    .all(CALLS);
  const counts = new Map<string, number>();
  for (const [source, target, count] of calls) {
    const [from, to] = [folderOf.get(source), folderOf.get(target)];
    if (from !== undefined && to !== undefined && from !== to) add(counts, `${from}\0${to}`, count);
  }
  return [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([pair, count]) => {
      const [from, to] = pair.split('\0') as [string, string];
      return { from, to, calls: count };
    });
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
