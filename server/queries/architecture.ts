// A workspace from afar: its folders and how they call each other, where it starts, what everybody calls and what it stands
// on. Counts rows of the graph; ranks by nothing but these counts.

import { SymbolFlag } from '../graph.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { listAll } from '../languages/anyLanguage.ts';
import { speaksOfPackage, standsForFolder } from '../languages/folderFiles.ts';
import type { ProjectManifest } from '../languages/manifest.ts';
import { testCommandOf } from '../languages/manifests.ts';
import { isImportedAsFile } from '../languages/moduleUnits.ts';
import { NODE_KINDS, REASONS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isBuilt } from './builtCode.ts';
import { countFileUses } from './fileUses.ts';
import { manifestsOf } from './manifests.ts';
import { sideWeight } from './sideCode.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { isVendored } from './vendoredCode.ts';
import { CALLS, edgeNumber, EXTERNAL, isNamedSql, kindNumber } from './vocabulary.ts';

/** Folders are told down to this depth below the one that is asked about. */
const FOLDER_DEPTH = 2;
const IMPORTS = edgeNumber('IMPORTS');
const MODULE = kindNumber('Module');
const FUNCTION = kindNumber('Function');
const METHOD = kindNumber('Method');
const BUILTIN = REASONS.findIndex(({ name }) => name === 'builtin');
/** A name that so many symbols have tells nothing of any of them. */
const COMMON_NAME = 6;
const NOTED_FOLDERS = 24;
const MAX_TESTS = 4;
/** Of files that nothing imports so many are told: where plugins are looked up by their names, there are many. */
const MAX_SCRIPTS = 5;
/** Of functions that a language calls by their name, which seldom are where a program starts. */
const MAX_IMPLICIT = 3;
const MAX_NAMES = 12;
const MAX_PUBLIC_FILES = 4;
const SIDE_PATH = /(?:^|\/)(?:examples?|samples?|demos?|benchmarks?|bench|scripts?|tools)\//i;
/** What libraries call the functions that start a server, or that read the command line. */
const SET_UPS: ReadonlyMap<string, StartingPoint['why']> = new Map(
  listAll(({ library }) => Object.entries(library.setUps ?? {})),
);

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

/** How a folder is told from afar. */
export interface FolderNote {
  readonly folder: string;
  /** What a file in it says of itself, the one that stands for the folder first; '' when none does. */
  readonly about: string;
  /** The most called symbols in it. */
  readonly best_known: readonly string[];
  /** Other folders that it calls and imports, the most used first. */
  readonly uses: readonly string[];
}

/** A file that others import, and what it gives them. */
export interface PublicFile {
  readonly file: string;
  readonly total: number;
  /** The most used first. */
  readonly names: readonly string[];
  /** It defines nothing itself and hands on what so many files export, which is what is told; else 0. */
  readonly from: number;
}

/** A place where the program begins. */
export interface StartingPoint extends SymbolRow {
  /**
   * `called from outside`: by the language or its tools, as `main` is. `starts a server`, `reads the command line`: it calls
   * what does so. `imported by nothing`: a file that uses others.
   */
  readonly why: 'called from outside' | 'starts a server' | 'reads the command line' | 'imported by nothing';
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
  /** What manifests offer to be run, with the file or function that it begins with. */
  readonly commands: readonly { readonly name: string; readonly target: string }[];
  /** Command lines that run the tests. */
  readonly tests: readonly string[];
  readonly api: readonly PublicFile[];
  /** Notes on the first folders of `folders`. */
  readonly notes: readonly FolderNote[];
  /** Packages of the workspace that need others of it. */
  readonly needs: readonly { readonly package: string; readonly needs: readonly string[] }[];
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

interface LastAnswer {
  question?: string;
  answer?: Architecture;
}

/**
 * Looks at the files below `path`. Tests are no starting points, and their calls count like others. The last answer is kept:
 * most sessions begin with the same question, for which every file is looked at.
 */
export function describeArchitecture(generation: Generation, input: ArchitectureInput): Architecture {
  const last = generation.derivedOfEdges('architecture', (): LastAnswer => ({}));
  const question = JSON.stringify(input);
  if (last.answer === undefined || last.question !== question)
    Object.assign(last, { question, answer: lookAtArchitecture(generation, input) });
  return last.answer!;
}

function lookAtArchitecture(generation: Generation, input: ArchitectureInput): Architecture {
  const { path, limit, withBoundaries } = input;
  const files = generation
    .rows<FileRow>(`SELECT id, path, language, lines FROM file WHERE status <> 'skipped' ORDER BY path`)
    .all()
    .filter((file) => isBelow(file.path, path));
  const folderOf = new Map(files.map((file) => [file.id, folderName(file.path, path)]));
  const kinds = countKinds(generation, folderOf);
  const sizes = ownFirst(
    generation,
    sizesBy(files, ({ id }) => folderOf.get(id)!),
  );
  const folders = sizes.map(([folder]) => folder);
  // Of others' code only who asks for it hears what it offers.
  const isVendoredHere = path !== '' && isVendored(generation, `${path}/`);
  const manifests = manifestsOf(generation).filter(
    (manifest) => isBelow(manifest.path, path) && (isVendoredHere || !isVendored(generation, manifest.path)),
  );
  return {
    files: files.length,
    lines: files.reduce((sum, file) => sum + file.lines, 0),
    languages: sizesBy(files, ({ language }) => language).map(([language, size]) =>
      Object.assign(size, { language }),
    ),
    symbols_by_kind: Object.fromEntries(kinds.byKind),
    folders: sizes.map(([folder, size]) =>
      Object.assign(size, { folder, symbols: kinds.byFolder.get(folder) ?? 0 }),
    ),
    entry_points: findStartingPoints(
      generation,
      isVendoredHere ? files : files.filter((file) => !isVendored(generation, file.path)),
      limit,
    ),
    commands: manifests.flatMap(({ commands }) => commands).slice(0, limit),
    tests: findTestCommands(manifests, files),
    api: findPublicFiles(generation, manifests, files),
    notes: describeFolders(generation, folderOf, folders.slice(0, NOTED_FOLDERS)),
    needs: findNeeds(manifests).slice(0, limit),
    hotspots: findMostCalled(generation, folderOf, limit),
    dependencies: countDependencies(generation, folderOf).slice(0, limit),
    boundaries: withBoundaries ? countBoundaries(generation, folderOf).slice(0, limit) : [],
  };
}

function isBelow(file: string, folder: string): boolean {
  return folder === '' || file === folder || file.startsWith(`${folder}/`);
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

/** Folders of the project before those of vendored code. */
function ownFirst<Size>(generation: Generation, sizes: readonly [string, Size][]): [string, Size][] {
  const isOthers = ([folder]: [string, Size]): boolean => isVendored(generation, `${folder}/`);
  return [...sizes.filter((size) => !isOthers(size)), ...sizes.filter(isOthers)];
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
  const called = generation.tuples<[number, number]>(
    `SELECT s.id, n.text = 'main' FROM symbol s JOIN name n ON n.id = s.name LEFT JOIN symbol p ON p.id = s.parent
     WHERE s.file = ? AND s.kind = ? AND (n.text = 'main' OR s.flags & ? <> 0)
       AND (p.kind IS NULL OR p.kind = ${MODULE}) ORDER BY s.start_line`,
  );
  // A file that nothing imports and that imports others: a script, or what a build begins with.
  const alone = generation.tuples<[number, number, number]>(
    `SELECT s.id, (SELECT count(*) FROM edge e WHERE e.source = s.id AND e.kind = ${IMPORTS}),
       EXISTS (SELECT 1 FROM edge e WHERE e.source = s.id AND e.kind = ${CALLS})
     FROM symbol s WHERE s.file = ? AND s.kind = ${MODULE}
       AND NOT EXISTS (SELECT 1 FROM edge e WHERE e.target = s.id AND e.kind = ${IMPORTS})`,
  );
  const mains: StartingPoint[] = [];
  const others: StartingPoint[] = [];
  const scripts: { id: number; imports: number; acts: number }[] = [];
  for (const { id, path, language } of files) {
    generation.checkDeadline();
    if (isTestPath(path) || isBuilt(generation, id)) continue;
    for (const [symbol, isMain] of called.all(id, FUNCTION, SymbolFlag.implicit))
      (isMain ? mains : others).push(startingPoint(generation, symbol, 'called from outside'));
    if (!isImportedAsFile(language)) continue;
    for (const [symbol, imports, acts] of alone.all(id))
      if (imports > 0) scripts.push({ id: symbol, imports, acts });
  }
  const known = new Set(mains.map(({ qualified_name }) => qualified_name));
  const setUps = findSetUps(generation, new Set(files.map(({ id }) => id))).filter(
    ({ qualified_name }) => !known.has(qualified_name),
  );
  // What does something when it is run is a script sooner than what only defines.
  const ranked = scripts
    .sort((a, b) => b.acts - a.acts || b.imports - a.imports || a.id - b.id)
    .slice(0, MAX_SCRIPTS)
    .map(({ id }) => startingPoint(generation, id, 'imported by nothing'));
  // The program's own beginnings come before those of its examples.
  const isSide = ({ file }: StartingPoint): boolean => SIDE_PATH.test(file);
  // A file is told once where something in it begins.
  const begun = new Set([...mains, ...setUps].map(({ file }) => file));
  const scriptFiles = ranked.filter(({ file }) => !begun.has(file));
  const all = [...mains, ...setUps.slice(0, limit / 2), ...scriptFiles, ...others.slice(0, MAX_IMPLICIT)];
  return [...all.filter((point) => !isSide(point)), ...all.filter(isSide)].slice(0, limit);
}

function startingPoint(generation: Generation, id: number, why: StartingPoint['why']): StartingPoint {
  return { ...getSymbol(generation, id), why };
}

function findMostCalled(generation: Generation, folderOf: ReadonlyMap<number, string>, limit: number) {
  return rankCalled(generation)
    .filter(([, file]) => folderOf.has(file))
    .slice(0, limit)
    .map(([id, , callers]) => Object.assign(getSymbol(generation, id), { callers }));
}

/**
 * Symbols with the file and the number of symbols that call them, tests aside; not what many things are called, which tells
 * nothing, nor what only the function around it can call.
 */
function rankCalled(
  generation: Generation,
): readonly (readonly [id: number, file: number, callers: number])[] {
  return generation.derivedOfEdges('most called', () => {
    const rows = generation
      .tuples<[number, number, number, number, number]>(
        `SELECT e.target, s.file, s.name, c.file, count(DISTINCT e.source) FROM edge e
         JOIN symbol s ON s.id = e.target JOIN symbol c ON c.id = e.source LEFT JOIN symbol p ON p.id = s.parent
         WHERE e.kind = ${CALLS} AND s.file IS NOT NULL AND ${isNamedSql('s')} AND deadline()
           AND ifnull(p.kind, -1) NOT IN (${FUNCTION}, ${METHOD}) GROUP BY 1, 4`,
      )
      .all();
    const ranked = new Map<number, { file: number; name: number; callers: number }>();
    for (const [id, file, name, from, count] of rows) {
      if (sideWeight(generation, file) < 1 || sideWeight(generation, from) < 1) continue;
      const known = ranked.get(id);
      if (known) known.callers += count;
      else ranked.set(id, { file, name, callers: count });
    }
    return [...ranked]
      .filter(([, { name }]) => !isCommon(generation, name))
      .map(([id, { file, callers }]) => [id, file, callers] as const)
      .sort(([a, , left], [b, , right]) => right - left || a - b);
  });
}

function isCommon(generation: Generation, name: number): boolean {
  const sql = `SELECT count(*) FROM (SELECT 1 FROM symbol WHERE name = ? LIMIT ${COMMON_NAME})`;
  return generation.values<number>(sql).get(name) === COMMON_NAME;
}

/** What calls the functions of libraries that start a server or read the command line. */
function findSetUps(generation: Generation, files: ReadonlySet<number>): StartingPoint[] {
  const rows = generation.derivedOfEdges('set-ups', () =>
    generation
      .tuples<[number, number, string]>(
        `SELECT DISTINCT s.id, s.file, n.text FROM symbol t JOIN name n ON n.id = t.name
         JOIN edge e ON e.target = t.id JOIN symbol s ON s.id = e.source
         WHERE t.kind = ? AND e.kind = ? AND n.text IN (${[...SET_UPS.keys()].map((name) => `'${name}'`).join()})
         AND ${isNamedSql('s')} ORDER BY s.id`,
      )
      .all(EXTERNAL, CALLS)
      .filter(([, file]) => sideWeight(generation, file) === 1),
  );
  const points = new Map(
    rows.flatMap(([id, file, name]) => (files.has(file) ? [[id, SET_UPS.get(name)!] as const] : [])),
  );
  return [...points].map(([id, why]) => startingPoint(generation, id, why));
}

function findTestCommands(manifests: readonly ProjectManifest[], files: readonly FileRow[]): string[] {
  const told = manifests.flatMap(({ path, tests }) => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return tests.map((test) => (folder === '' ? test : `${test} (in ${folder})`));
  });
  const languages = new Set(files.filter(({ path }) => isTestPath(path)).map(({ language }) => language));
  const usual = [...languages].map(testCommandOf).filter((command) => command !== '');
  return [
    ...new Set([...told, ...usual.filter((command) => !told.some((one) => one.startsWith(command)))]),
  ].slice(0, MAX_TESTS);
}

/** The files that manifests name for others to import, or the sources that they were made of. */
function findPublicFiles(
  generation: Generation,
  manifests: readonly ProjectManifest[],
  files: readonly FileRow[],
): PublicFile[] {
  const idOf = new Map(files.map(({ id, path }) => [path, id]));
  const exported = generation.tuples<[string, number]>(
    `SELECT n.text, (SELECT count(*) FROM edge e WHERE e.target = s.id) FROM symbol s JOIN name n ON n.id = s.name
     JOIN symbol p ON p.id = s.parent
     WHERE s.file IN (SELECT value FROM json_each(?)) AND p.kind = ${MODULE}
       AND s.flags & ${SymbolFlag.exported} <> 0 ORDER BY 2 DESC, s.id`,
  );
  const imported = generation.values<number>(
    `SELECT DISTINCT t.file FROM symbol s JOIN edge e ON e.source = s.id AND e.kind = ${IMPORTS}
     JOIN symbol t ON t.id = e.target WHERE s.file = ? AND s.kind = ${MODULE} AND t.file IS NOT NULL ORDER BY 1`,
  );
  const found = new Map<string, PublicFile>();
  for (const { library, path: manifest } of manifests) {
    const base = manifest.slice(0, manifest.lastIndexOf('/') + 1);
    for (const entry of library) {
      const source = files.find(
        ({ id, path }) =>
          path.startsWith(base) &&
          !isBuilt(generation, id) &&
          stemOf(path) === stemOf(entry) &&
          (path === entry || /^(?:src|source|lib)\//.test(path.slice(base.length))),
      );
      const id = source && idOf.get(source.path);
      if (!source || id === undefined || found.has(source.path)) continue;
      const own = exported.all(JSON.stringify([id]));
      const handedOn = own.length > 0 ? [] : imported.all(id);
      const given = own.length > 0 ? own : exported.all(JSON.stringify(handedOn));
      const names = [...new Set(given.map(([name]) => name))];
      found.set(source.path, {
        file: source.path,
        total: names.length,
        names: names.slice(0, MAX_NAMES),
        from: handedOn.length,
      });
    }
  }
  return [...found.values()].slice(0, MAX_PUBLIC_FILES);
}

function describeFolders(
  generation: Generation,
  folderOf: ReadonlyMap<number, string>,
  folders: readonly string[],
): FolderNote[] {
  const told = generation
    .tuples<[number, string, string]>(
      `SELECT f.id, f.path, s.doc FROM symbol s JOIN file f ON f.id = s.file
       WHERE s.kind = ? AND s.doc IS NOT NULL ORDER BY length(f.path), f.path`,
    )
    .all(MODULE);
  const uses = countUses(generation, folderOf);
  const called = rankCalled(generation);
  const nameOf = generation.values<string>(
    'SELECT n.text FROM symbol s JOIN name n ON n.id = s.name WHERE s.id = ?',
  );
  return folders.map((folder) => {
    // A file below it speaks of a part.
    const inside = told.filter(
      ([id, path]) => folderOf.get(id) === folder && folderPath(path) === folder && !isTestPath(path),
    );
    const stands =
      inside.find(([, path]) => standsForFolder(path) || stemOf(path) === stemOf(folder)) ??
      inside.find(([, , doc]) => speaksOfPackage(doc));
    const best = called.filter(([, file]) => folderOf.get(file) === folder).map(([id]) => nameOf.get(id)!);
    const open = best.filter((name) => !name.startsWith('_'));
    return {
      folder,
      about: stands?.[2] ?? '',
      best_known: [...new Set(open.length > 0 ? open : best)].slice(0, 3),
      uses: [...(uses.get(folder) ?? [])]
        .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
        .slice(0, 3)
        .map(([other]) => other),
    };
  });
}

/** How often each folder calls or imports each other one. */
function countUses(
  generation: Generation,
  folderOf: ReadonlyMap<number, string>,
): Map<string, Map<string, number>> {
  const uses = new Map<string, Map<string, number>>();
  for (const { from: source, to: target, count } of countFileUses(generation)) {
    const [from, to] = [folderOf.get(source), folderOf.get(target)];
    if (from === undefined || to === undefined || from === to) continue;
    let own = uses.get(from);
    if (!own) uses.set(from, (own = new Map()));
    add(own, to, count);
  }
  return uses;
}

function findNeeds(manifests: readonly ProjectManifest[]): Architecture['needs'] {
  const own = new Set(manifests.map(({ name }) => name).filter((name) => name !== ''));
  return manifests.flatMap(({ name, dependsOn }) => {
    const needs = dependsOn.filter((other) => other !== name && own.has(other));
    return name !== '' && needs.length > 0 ? [{ package: name, needs }] : [];
  });
}

/** The folder that a file lies in; '.' for the root. */
function folderPath(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}

/** `src/cart.d.ts` → cart. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}

function countDependencies(generation: Generation, folderOf: ReadonlyMap<number, string>) {
  const uses = generation
    .tuples<[string, number, number, number]>(
      `SELECT t.qualified_name, t.id, s.file, count(*) FROM symbol t JOIN edge e ON e.target = t.id
       JOIN symbol s ON s.id = e.source WHERE t.kind = ? AND deadline() GROUP BY 2, 3`,
    )
    .all(EXTERNAL);
  const builtin = generation.derivedOfEdges(
    'built-in packages',
    () =>
      new Set(
        generation
          .values<string>(
            `SELECT DISTINCT substr(t.qualified_name, 1, instr(t.qualified_name, ':') - 1)
           FROM edge e JOIN symbol t ON t.id = e.target WHERE e.reason = ${BUILTIN} AND t.kind = ${EXTERNAL}`,
          )
          .all(),
      ),
  );
  const packages = new Map<string, { symbols: Set<number>; uses: number }>();
  for (const [name, id, file, count] of uses) {
    if (!folderOf.has(file) || sideWeight(generation, file) < 1) continue;
    const owner = name.split(':', 1)[0]!;
    if (builtin.has(owner)) continue;
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
  const counts = new Map<string, number>();
  for (const { from: source, to: target, kind, count } of countFileUses(generation)) {
    if (kind !== 'CALLS') continue;
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
