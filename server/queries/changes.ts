// From changed definitions to what they reach. Owns what a change of each kind touches first: the users of a definition,
// the calls that may dispatch to it, what uses an import that changed, and those who still name what is gone.

import { SymbolFlag } from '../graph.ts';
import { ownerOf } from '../languages/qualifiedNames.ts';
import { isTestPath } from '../languages/testPaths.ts';
import type { EdgeKind, NodeKind, Tier } from '../protocol/graph.ts';
import { REASONS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { findFormerUses } from './formerUses.ts';
import type { FormerUse, Gone, NamedPlace } from './formerUses.ts';
import { countSites } from './possible.ts';
import { createEnclosingFinder } from './enclosing.ts';
import type { EnclosingFinder } from './enclosing.ts';
import { getSymbol, listSymbolsOf, type SymbolRow } from './symbols.ts';
import { edgeNumber, kindNumber, tierOf } from './vocabulary.ts';
import { walkEdges, type Direction, type Reached } from './walk.ts';

/** A definition that changed, in the words of the index. */
export interface ChangedSymbol {
  readonly change: 'added' | 'deleted' | 'signature' | 'body';
  readonly kind: NodeKind;
  readonly name: string;
  readonly qualifiedName: string;
  readonly line: number;
  readonly isImplicit: boolean;
}

/** A changed file as a trace needs it. */
export interface ChangedSource {
  readonly path: string;
  /** Hex SHA-1 of its text, '' when it has none: lines are those of the index only when it holds this text. */
  readonly hash: string;
  readonly symbols: readonly ChangedSymbol[];
  readonly isTopLevelChanged: boolean;
  /** Names that mean something else now than before, with the lines where they stand. */
  readonly importUses: readonly { readonly name: string; readonly lines: readonly number[] }[];
}

/** What is asked. */
export interface ChangesInput {
  readonly files: readonly ChangedSource[];
  readonly gone: readonly Gone[];
  readonly places: readonly (NamedPlace & { readonly text: string })[];
  readonly directions: readonly Direction[];
  /** 0 for no trace at all. */
  readonly depth: number;
  /** How far tests may be away. */
  readonly testDepth: number;
  readonly limit: number;
  readonly offset: number;
}

/** A symbol that a change reaches. */
export interface Impacted extends SymbolRow {
  readonly direction: Direction;
  readonly hop: number;
  /** Qualified name of the neighbour one hop nearer to the change. */
  readonly via: string;
  readonly tier: Tier;
  /** A reason of the graph, or what else connects the two: `import changed`, `names what is gone`. */
  readonly reason: string;
  readonly lines: readonly number[];
}

/** A use of what is gone, as an answer shows it. */
export interface FormerUseRow extends Omit<FormerUse, 'id'> {
  readonly symbol: string;
  readonly isTest: boolean;
}

/** What changes reach. */
export interface Changes {
  /** For each file that was given: how the index has it, and with which text. */
  readonly files: readonly {
    readonly status: 'indexed' | 'partial' | 'skipped' | 'absent';
    readonly reason: string;
    readonly isCurrent: boolean;
    /** By the index of the file's changed definitions: its name in the index, which knows types of other files. */
    readonly names: readonly (string | undefined)[];
  }[];
  readonly total: number;
  /** One page, nearest first. */
  readonly impacted: readonly Impacted[];
  /** Files of all that is impacted, most first. */
  readonly modules: readonly { readonly file: string; readonly symbols: number }[];
  readonly former: readonly FormerUseRow[];
  /** Call sites that only a name describes, by the name of a changed definition. */
  readonly unresolved: readonly { readonly name: string; readonly sites: number }[];
  /** Tests that reach a change or were changed, by file. */
  readonly tests: readonly { readonly file: string; readonly symbols: readonly string[] }[];
}

/** The kinds of edges that make a symbol depend on another. */
export const USES: readonly EdgeKind[] = [
  'CALLS',
  'REFERENCES',
  'USES_TYPE',
  'INHERITS',
  'IMPLEMENTS',
  'OVERRIDES',
  'DECORATES',
];
const STORED: readonly Tier[] = ['exact', 'inferred'];
const OVERRIDES = edgeNumber('OVERRIDES');
const IMPORTS = edgeNumber('IMPORTS');
const MODULE = kindNumber('Module');
const MAX_FORMER = 500;

interface Step extends Reached {
  readonly why?: string;
}

/** Finds what the changes reach, who used what is gone, and the tests among all that. */
export function traceChanges(generation: Generation, input: ChangesInput): Changes {
  const { files, directions, depth, testDepth, limit, offset } = input;
  const located = files.map((file) => locate(generation, file));
  const changed = new Set(located.flatMap(({ ids }) => ids));
  const around = createEnclosingFinder(generation);
  const former = findFormerUses(generation, input.gone, input.places, around);
  const first = [
    ...located.flatMap((_, at) => listImportUses(generation, files[at]!, around)),
    ...former.map((use): Step => step(use.id, use.id, [use.line], 'names what is gone')),
  ].filter(({ id }) => !changed.has(id));
  const reached =
    depth === 0
      ? []
      : directions.flatMap((direction) => {
          const deepest = direction === 'inbound' ? Math.max(depth, testDepth) : depth;
          return direction === 'inbound'
            ? walkInbound(generation, withDispatch(generation, changed), first, changed, deepest)
            : walkEdges(generation, [...changed], {
                direction,
                depth: deepest,
                kinds: ['CALLS'],
                tiers: STORED,
              });
        });
  const near = reached.filter(({ hop }) => hop <= depth).sort((a, b) => a.hop - b.hop || a.id - b.id);
  const fileOf = locateSymbols(generation, new Set([...reached.map(({ id }) => id), ...changed]));
  const perFile = Map.groupBy(new Set(near.map(({ id }) => id)), (id) => fileOf.get(id)!);
  const nameOf = generation.values<string>('SELECT qualified_name FROM symbol WHERE id = ?');
  return {
    files: located.map(({ state }) => state),
    total: near.length,
    impacted: near.slice(offset, offset + limit).map((row) => describe(generation, row)),
    modules: [...perFile]
      .filter(([file]) => file !== '')
      .map(([file, symbols]) => ({ file, symbols: symbols.length }))
      .sort((a, b) => b.symbols - a.symbols || (a.file < b.file ? -1 : 1)),
    former: former.slice(0, MAX_FORMER).map(({ id, file, line, name, certainty, now }) => ({
      file,
      line,
      name,
      certainty,
      now,
      symbol: nameOf.get(id)!,
      isTest: isTestPath(file),
    })),
    unresolved: countUnresolved(generation, files),
    tests: listTests(generation, fileOf),
  };
}

/** The definitions that changed, and what uses them within some steps: without what is gone, for which texts are searched. */
export function reachFromChanges(
  generation: Generation,
  files: readonly ChangedSource[],
  depth: number,
): { changed: ReadonlySet<number>; reached: readonly Reached[] } {
  const changed = new Set(files.flatMap((file) => locate(generation, file).ids));
  const around = createEnclosingFinder(generation);
  const first = files
    .flatMap((file) => listImportUses(generation, file, around))
    .filter(({ id }) => !changed.has(id));
  return {
    changed,
    reached: walkInbound(generation, withDispatch(generation, changed), first, changed, depth),
  };
}

/** From all roots at once; what a change touches first counts as one hop away. */
function walkInbound(
  generation: Generation,
  roots: readonly number[],
  first: readonly Step[],
  changed: ReadonlySet<number>,
  depth: number,
): Step[] {
  const options = { direction: 'inbound' as const, kinds: USES, tiers: STORED };
  const found = new Map<number, Step>();
  const add = (row: Step): void => {
    const known = found.get(row.id);
    if (!changed.has(row.id) && (!known || known.hop > row.hop)) found.set(row.id, row);
  };
  for (const row of first) add(row);
  for (const row of walkEdges(generation, roots, { ...options, depth })) add(row);
  const seeds = [...new Set(first.map(({ id }) => id))];
  for (const row of walkEdges(generation, seeds, { ...options, depth: depth - 1 }))
    add({ ...row, hop: row.hop + 1 });
  return [...found.values()];
}

function step(id: number, via: number, lines: number[], why: string): Step {
  return { id, via, lines, why, direction: 'inbound', hop: 1, reason: -1 };
}

function describe(generation: Generation, { id, direction, hop, via, reason, lines, why }: Step): Impacted {
  const symbol = getSymbol(generation, id);
  return {
    ...symbol,
    direction,
    hop,
    via:
      via === id ? '' : generation.values<string>('SELECT qualified_name FROM symbol WHERE id = ?').get(via)!,
    tier: why === undefined ? tierOf(reason) : 'inferred',
    reason: why ?? REASONS[reason]!.name,
    lines,
  };
}

interface Located {
  /** Definitions of the index that changed, were added, or stand for one that is gone. */
  readonly ids: readonly number[];
  readonly state: Changes['files'][number];
}

type StoredRow = ReturnType<typeof listSymbolsOf>[number];

function locate(generation: Generation, file: ChangedSource): Located {
  const stored = generation
    .rows<{ id: number; hash: string; status: 'indexed' | 'partial' | 'skipped'; reason: string }>(
      'SELECT id, hash, status, reason FROM file WHERE path = ?',
    )
    .get(file.path);
  if (!stored)
    return { ids: [], state: { status: 'absent', reason: '', isCurrent: file.hash === '', names: [] } };
  const { status, reason } = stored;
  const isCurrent = stored.hash === file.hash;
  const symbols = listSymbolsOf(generation, stored.id);
  const found = file.symbols.map((change) =>
    change.change === 'deleted' ? [] : findChanged(symbols, change, isCurrent),
  );
  const owners = file.symbols.flatMap((change) =>
    change.isImplicit ? findNamed(symbols, ownerOf(change.qualifiedName)) : [],
  );
  const names = found.map((of) => (of.length === 1 ? of[0]!.row.qualified_name : undefined));
  const ids = [...found.flat(), ...owners].map(({ id }) => id);
  return {
    ids: [...new Set(ids)],
    state: { status, reason, isCurrent, names },
  };
}

function findChanged(
  symbols: readonly StoredRow[],
  change: ChangedSymbol,
  isCurrent: boolean,
): readonly StoredRow[] {
  const named = symbols.filter(({ row }) => row.name === change.name && row.kind === change.kind);
  const here = isCurrent ? named.filter(({ row }) => row.line === change.line) : [];
  if (here.length > 0) return here;
  const exact = named.filter(({ row }) => row.qualified_name === change.qualifiedName);
  return exact.length > 0 ? exact : named;
}

function findNamed(symbols: readonly StoredRow[], qualifiedName: string): readonly StoredRow[] {
  return symbols.filter(({ row }) => row.qualified_name === qualifiedName);
}

/** Calls of a method that a changed one replaces may dispatch to it; a changed class is called by what builds it. */
function withDispatch(generation: Generation, changed: ReadonlySet<number>): number[] {
  const overridden = generation.values<number>('SELECT target FROM edge WHERE source = ? AND kind = ?');
  const builders = generation.values<number>(
    `SELECT id FROM symbol WHERE parent = ? AND flags & ${SymbolFlag.initializer} <> 0`,
  );
  const all = new Set(changed);
  for (const id of changed) {
    for (const target of overridden.all(id, OVERRIDES)) all.add(target);
    for (const builder of builders.all(id)) all.add(builder);
  }
  return [...all];
}

function listImportUses(generation: Generation, file: ChangedSource, around: EnclosingFinder): Step[] {
  const importers = file.isTopLevelChanged ? listImporters(generation, file.path) : [];
  const uses = file.importUses.flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const id = around.find(file.path, line);
      return id === undefined ? [] : [step(id, id, [line], 'import changed')];
    }),
  );
  return [...uses, ...importers];
}

/** Files that import one whose code outside of definitions changed. */
function listImporters(generation: Generation, path: string): Step[] {
  const rows = generation
    .tuples<[source: number, line: number, module: number]>(
      `SELECT e.source, e.line, m.id FROM symbol m JOIN file f ON f.id = m.file
       JOIN edge e ON e.target = m.id AND e.kind = ? WHERE f.path = ? AND m.kind = ?`,
    )
    .all(IMPORTS, path, MODULE);
  return rows.map(([source, line, module]) => step(source, module, [line], 'runs it on import'));
}

function countUnresolved(generation: Generation, files: readonly ChangedSource[]): Changes['unresolved'] {
  const idOf = generation.values<number>('SELECT id FROM name WHERE text = ?');
  const languageOf = generation.values<string>('SELECT language FROM file WHERE path = ?');
  const languages = new Map<string, string>();
  for (const { path, symbols } of files) {
    const language = languageOf.get(path) ?? '';
    for (const { name, change } of symbols)
      if (change !== 'added' && change !== 'deleted') languages.set(name, language);
  }
  return [...languages]
    .map(([name, language]) => {
      const id = idOf.get(name);
      return { name, sites: id === undefined ? 0 : countSites(generation, id, language) };
    })
    .filter(({ sites }) => sites > 0)
    .sort((a, b) => b.sites - a.sites);
}

/** The path of each symbol, '' for one outside. */
function locateSymbols(generation: Generation, ids: ReadonlySet<number>): ReadonlyMap<number, string> {
  const rows = generation.tuples<[id: number, path: string]>(
    `SELECT s.id, ifnull(f.path, '') FROM json_each(?) j CROSS JOIN symbol s ON s.id = j.value
     LEFT JOIN file f ON f.id = s.file WHERE deadline()`,
  );
  return new Map(rows.all(JSON.stringify([...ids])));
}

function listTests(generation: Generation, fileOf: ReadonlyMap<number, string>): Changes['tests'] {
  const nameOf = generation.values<string>('SELECT qualified_name FROM symbol WHERE id = ?');
  const isTest = new Map(
    [...new Set(fileOf.values())].map((file) => [file, file !== '' && isTestPath(file)]),
  );
  const inTests = [...fileOf].filter(([, file]) => isTest.get(file));
  return [...Map.groupBy(inTests, ([, file]) => file)]
    .map(([file, rows]) => ({
      file,
      symbols: [...new Set(rows.map(([id]) => nameOf.get(id)!))],
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
