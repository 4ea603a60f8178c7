// From a generation to the rows of a fleet's tables. A symbol is known by its global name, an External by the package and the name
// that it has there, so that one in this repository is the name of a symbol in another one.

import { ReadGate } from '../discover/readGate.ts';
import { SymbolFlag } from '../graph.ts';
import type { PublicNames } from '../indexer/workspaceIndex.ts';
import { languages } from '../languages/index.ts';
import { isTestPath } from '../languages/testPaths.ts';
import { EDGE_KINDS, NAMING_KINDS, NODE_KINDS, REASONS, type EdgeKind } from '../protocol/graph.ts';
import { manifestsOf } from '../queries/manifests.ts';
import { EXTERNAL, FUNCTION_NUMBERS } from '../queries/vocabulary.ts';
import { NamedSymbols } from '../scip/namedSymbols.ts';
import type { Generation } from '../store/generation.ts';
import { bodyKey } from './bodies.ts';
import { readCodeOwners } from './codeOwners.ts';
import { moduleKey, nameKey, symbolKey } from './keys.ts';
import { TABLES, type RowOf, type TableName } from './tables.ts';

/** Edges that say that one definition needs another; where things lie is in the symbols. */
const KEPT: ReadonlySet<EdgeKind> = new Set([...NAMING_KINDS, 'OVERRIDES', 'TESTS']);
const DEPRECATED = /(?:^|\W)@?deprecated\b/i;

/** The rows of a table as columns. */
class Columns<Table extends TableName> {
  readonly cells: Readonly<Record<string, unknown[]>>;
  rows = 0;

  constructor(table: Table) {
    this.cells = Object.fromEntries(Object.keys(TABLES[table].columns).map((name) => [name, []]));
  }

  add(row: RowOf<Table>): void {
    for (const [name, cell] of Object.entries(row)) this.cells[name]!.push(cell);
    this.rows += 1;
  }
}

/** All tables of one commit. */
export type CommitColumns = { readonly [Table in TableName]: Columns<Table> };

export interface CommitSource {
  readonly generation: Generation;
  readonly names: PublicNames;
  readonly root: string;
  readonly excludedDirs: readonly string[];
  readonly repository: string;
  readonly commit: string;
  readonly exportedAt: string;
  readonly program: string;
}

export interface CommitRows {
  readonly columns: CommitColumns;
  readonly indexedAt: string;
  readonly uses: readonly string[];
  readonly offers: readonly string[];
  readonly handsOn: readonly string[];
  /** Files that are not what was indexed any more: of their functions no texts were compared. */
  readonly changed: number;
}

interface FileRow {
  readonly id: number;
  readonly path: string;
  readonly language: string;
  readonly hash: string;
  readonly size: number;
  readonly lines: number;
  readonly status: string;
}

interface SymbolRow {
  readonly id: number;
  readonly kind: number;
  readonly name: string;
  readonly file: number | null;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly flags: number;
  readonly qualified: string;
  readonly doc: string | null;
}

/** What is known of a symbol where something refers to it. */
interface Known {
  readonly key: bigint;
  readonly row: SymbolRow;
  readonly file: KnownFile | undefined;
  readonly isDeprecated: boolean;
}

interface KnownFile extends FileRow {
  readonly owners: string;
  readonly isTest: boolean;
  readonly manager: string;
}

/** Reads the rows. */
export async function readCommit(source: CommitSource, signal: AbortSignal): Promise<CommitRows> {
  const { generation, repository, root, excludedDirs } = source;
  const columns: CommitColumns = {
    repositories: new Columns('repositories'),
    packages: new Columns('packages'),
    files: new Columns('files'),
    symbols: new Columns('symbols'),
    names: new Columns('names'),
    edges: new Columns('edges'),
  };
  const gate = new ReadGate(root, { dirs: [...excludedDirs], files: [] });
  const managers = new Map(languages.map(({ id, hooks }) => [id, hooks.packageManager ?? '']));
  const managerOf = (language: string): string => managers.get(language) ?? '';
  const manifests = manifestsOf(generation);
  const ranges = readManifests(columns, repository, manifests);
  const files = readFiles(generation, gate, managerOf);
  for (const { path, language, lines, size: bytes, status, owners } of files.values())
    columns.files.add({
      repository,
      path,
      language,
      lines,
      bytes: Math.min(bytes, 0xffff_ffff),
      status,
      owners,
    });
  const named = new NamedSymbols(generation, manifests, managerOf);
  const symbols = new Map<number, Known>();
  const rows = generation.rows<SymbolRow>(
    `SELECT s.id, s.kind, n.text AS name, s.file, s.line, s.start_line AS start, s.end_line AS end, s.flags,
       s.qualified_name AS qualified, s.doc
     FROM symbol s JOIN name n ON n.id = s.name ORDER BY s.file, s.id`,
  );
  let text: { readonly file: number; readonly lines: readonly string[] | undefined } | undefined;
  let changed = 0;
  for (const row of rows.all()) {
    const file = row.file === null ? undefined : files.get(row.file);
    if (!file) {
      symbols.set(row.id, { key: 0n, row, file: undefined, isDeprecated: false });
      continue;
    }
    if (text?.file !== file.id) {
      signal.throwIfAborted();
      text = { file: file.id, lines: readLines(gate, file) };
      if (!text.lines) changed += 1;
      // What was asked to stop is heard between files.
      await Promise.resolve();
    }
    const global = named.of(row.id, file.language);
    const { manager, name: from, version } = named.packageOf(file.path);
    const isDeprecated = row.doc !== null && DEPRECATED.test(row.doc);
    const known = { key: symbolKey(repository, global), row, file, isDeprecated };
    symbols.set(row.id, known);
    const isFunction = FUNCTION_NUMBERS.has(row.kind);
    columns.symbols.add({
      repository,
      symbol_key: known.key,
      symbol: global,
      manager,
      package: from,
      version,
      kind: NODE_KINDS[row.kind]!,
      name: row.name,
      qualified: row.qualified,
      path: file.path,
      line: row.line,
      end_line: row.end,
      exported: flag(row.flags & SymbolFlag.exported),
      test: flag(file.isTest || row.flags & SymbolFlag.test),
      deprecated: flag(isDeprecated),
      body_key: isFunction && text.lines ? bodyKey(text.lines.slice(row.start - 1, row.end), row.name) : 0n,
      owners: file.owners,
    });
  }
  const handsOn = addNames(columns, source, symbols, named);
  const uses = addEdges(columns, source, symbols, ranges);
  const indexedAt = timeOf(generation.meta()['indexedAtMs']);
  columns.repositories.add({
    repository,
    commit_id: source.commit,
    exported_at: source.exportedAt,
    indexed_at: indexedAt,
    program: source.program,
    files: columns.files.rows,
    symbols: columns.symbols.rows,
    edges: columns.edges.rows,
    not_listed: source.names.cut.join(' '),
  });
  const offers = new Set(
    (columns.names.cells['package'] as string[]).map(
      (from, at) => `${(columns.names.cells['manager'] as string[])[at]!} ${from}`,
    ),
  );
  return { columns, indexedAt, uses, offers: [...offers].sort(), handsOn, changed };
}

function readManifests(
  columns: CommitColumns,
  repository: string,
  manifests: ReturnType<typeof manifestsOf>,
): ReadonlyMap<string, string> {
  const ranges = new Map<string, string>();
  for (const { path, name, version = '', manager = '', ranges: own, dependsOn } of manifests) {
    if (name !== '')
      columns.packages.add({ repository, path, manager, package: name, version, requires: '', accepts: '' });
    const asked = own ?? Object.fromEntries(dependsOn.map((one) => [one, '']));
    for (const [requires, accepts] of Object.entries(asked)) {
      columns.packages.add({ repository, path, manager, package: name, version, requires, accepts });
      if (!ranges.get(packageId(manager, requires))) ranges.set(packageId(manager, requires), accepts);
    }
  }
  return ranges;
}

/** Registries take names that differ in case and in these signs for one. */
function packageId(manager: string, name: string): string {
  return `${manager} ${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}`;
}

function readFiles(
  generation: Generation,
  gate: ReadGate,
  managerOf: (language: string) => string,
): ReadonlyMap<number, KnownFile> {
  const ownersOf = readCodeOwners((path) => {
    try {
      return gate.read(path).text;
    } catch {
      return undefined;
    }
  });
  const rows = generation.rows<FileRow>(
    'SELECT id, path, language, hash, size, lines, status FROM file ORDER BY path',
  );
  return new Map(
    rows.all().map((row) => {
      const { id, path, language } = row;
      return [id, { ...row, owners: ownersOf(path), isTest: isTestPath(path), manager: managerOf(language) }];
    }),
  );
}

function readLines(gate: ReadGate, { path, hash }: FileRow): readonly string[] | undefined {
  try {
    const source = gate.read(path);
    return source.hash === hash ? source.text.split(/\r?\n/) : undefined;
  } catch {
    // Gone, or not to be read any more.
    return undefined;
  }
}

function addNames(
  { names: table }: CommitColumns,
  { names: { names }, repository }: CommitSource,
  symbols: ReadonlyMap<number, Known>,
  named: NamedSymbols,
): string[] {
  const handsOn = new Set<string>();
  for (const { package: from, name, symbol, outside, top, file, isModule, isMember } of names) {
    const known = symbols.get(symbol);
    const head = symbols.get(top);
    const { manager, version } = named.packageOf(file);
    if (outside && outside.package === from) continue;
    if (outside) handsOn.add(`${manager} ${outside.package}`);
    table.add({
      repository,
      name_key: isModule ? moduleKey(manager, from, name) : nameKey(manager, from, name),
      manager,
      package: from,
      version,
      name,
      member: flag(isMember),
      kind: known ? NODE_KINDS[known.row.kind]! : 'External',
      path: known?.file?.path ?? file,
      line: known?.row.line ?? 0,
      deprecated: flag(known?.isDeprecated === true),
      symbol_key: known?.key ?? 0n,
      top_key: head?.key ?? 0n,
      other_package: outside?.package ?? '',
      other_name: outside?.symbol ?? '',
    });
  }
  return [...handsOn].sort();
}

function addEdges(
  { edges: table }: CommitColumns,
  { generation, repository }: CommitSource,
  symbols: ReadonlyMap<number, Known>,
  ranges: ReadonlyMap<string, string>,
): string[] {
  const uses = new Set<string>();
  // Sites of one line that differ in what is written there are one use.
  const rows = generation.tuples<[number, number, number, number, number]>(
    'SELECT DISTINCT source, kind, target, line, reason FROM main.edge',
  );
  for (const [from, kindAt, to, line, reasonAt] of rows.iterate()) {
    const kind = EDGE_KINDS[kindAt]!;
    const source = symbols.get(from);
    const target = symbols.get(to);
    if (!KEPT.has(kind) || !source?.file || !target) continue;
    const { manager, path, owners, isTest } = source.file;
    const isOutside = target.row.kind === EXTERNAL;
    const at = target.row.qualified.indexOf(':');
    const outside = isOutside ? target.row.qualified : '';
    const outer = at < 0 ? outside : outside.slice(0, at);
    const name = at < 0 ? '' : outside.slice(at + 1);
    if (isOutside) uses.add(`${manager} ${outer}`);
    const key = kind === 'IMPORTS' ? moduleKey(manager, outer, name) : nameKey(manager, outer, name);
    table.add({
      repository,
      target_key: isOutside ? key : target.key,
      source_key: source.key,
      source: source.row.qualified,
      kind,
      tier: REASONS[reasonAt]!.tier,
      reason: REASONS[reasonAt]!.name,
      path,
      line: line === 0 ? source.row.line : line,
      test: flag(isTest || source.row.flags & SymbolFlag.test),
      owners,
      outside: flag(isOutside),
      manager: isOutside ? manager : '',
      package: outer,
      name,
      accepts: isOutside ? (ranges.get(packageId(manager, outer)) ?? '') : '',
    });
  }
  return [...uses].sort();
}

function flag(is: boolean | number): number {
  return is ? 1 : 0;
}

function timeOf(ms: string | undefined): string {
  return ms ? new Date(Number(ms)).toISOString() : '';
}
