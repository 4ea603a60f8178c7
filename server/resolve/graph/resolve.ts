// From the facts of all files to the finished graph, and from an edit to what it changes there: numbers the nodes, sorts
// the edges.

import type { StringTable } from '../../facts/builder.ts';
import type { Graph, GraphDelta, GraphFile } from '../../graph.ts';
import { isNodeSymbol } from '../edges/index.ts';
import { externalOfTarget, listFileIds } from '../program/index.ts';
import type { FileFacts, FileId, Program, SymbolId, TargetId } from '../program/index.ts';
import type { ResolverFactory } from '../scopes/index.ts';
import type { External } from '../types/index.ts';
import { PastedNames } from './pastedNames.ts';
import { Resolution } from './resolution.ts';
import { SymbolRows, makeSymbolColumns, nameOfExternal } from './symbolRows.ts';

const NO_LOOKUPS = new Int32Array(0);

/** A graph, and the node of each symbol of the program, -1 for those that are none. */
export interface NumberedGraph {
  readonly graph: Graph;
  readonly nodes: Int32Array;
}

/**
 * Resolves a program. `files` lists every file of the workspace, skipped ones too, in path order; `facts` those that
 * were parsed, in the same order. Pure: the same input gives the same graph.
 */
export function resolveGraph(
  files: readonly GraphFile[],
  facts: readonly FileFacts[],
  strings: StringTable,
  resolverOf: ResolverFactory,
): Graph {
  const whole = new PastedNames(strings).define(facts, resolverOf);
  return resolveWhole(new Resolution(whole, strings, resolverOf), files).graph;
}

/**
 * The graph of a whole program. `files` lists every file of the workspace, skipped ones too, in path order. Nodes are
 * numbered in file and source order, then the externals that edges reach, by name.
 */
export function resolveWhole(resolution: Resolution, files: readonly GraphFile[]): NumberedGraph {
  const { program } = resolution;
  resolution.emit(listFileIds(program));
  const { edges, unresolved } = resolution;
  const rows = program.tables.symbols.rows;
  const nodes = new Int32Array(rows).fill(-1);
  let named = 0;
  for (let row = 0 as SymbolId; row < rows; row++)
    if (isNodeSymbol(resolution.columns, row) && !program.definitions.has(row)) nodes[row] = named++;
  const externals = listExternals(resolution);
  const externalNode = new Map(externals.map(({ id }, index) => [id, named + index]));

  const symbols = makeSymbolColumns(named + externals.length);
  const strings = new OpenStrings(program);
  const sink = {
    symbols,
    idOf: (row: number) => nodes[row]!,
    known: (name: number) => name,
    intern: (text: string) => strings.intern(text),
    add: (text: string) => strings.add(text),
  };
  const writer = new SymbolRows(resolution, sink);
  const fileNumber = new Map(files.map(({ path }, index) => [path, index]));
  for (let at = 0; at < program.files.length; at++) {
    const file = fileNumber.get(program.files[at]!.path)!;
    for (let row = program.firstRow.symbols[at]!; row < program.firstRow.symbols[at + 1]!; row++)
      if (nodes[row]! >= 0) writer.write(row, file, nodes[row]!);
  }
  externals.forEach(({ external }, index) => writer.writeExternal(external, named + index));
  const target = (raw: TargetId) => (raw < 0 ? externalNode.get(externalOfTarget(raw))! : nodes[raw]!);
  const lookups: Int32Array[] = files.map(() => NO_LOOKUPS);
  for (const [at, keys] of resolution.lookups) lookups[fileNumber.get(program.files[at]!.path)!] = keys;
  const graph = {
    files: noteFailures(resolution, files, (at) => fileNumber.get(program.files[at]!.path)!),
    lookups,
    strings: strings.strings,
    symbols,
    edges: edges.finish((row) => nodes[row]!, target, nameOfTarget(resolution), program.strings),
    unresolved: unresolved.finish((row) => nodes[row]!),
  };
  return { graph, nodes };
}

/** What is asked of `resolveDelta`. */
export interface DeltaRequest {
  /** Files whose rows are replaced: their indices in the program, and what the store keeps of them. */
  readonly files: readonly { readonly at: FileId; readonly file: GraphFile }[];
  /** Files without facts that are new or changed. */
  readonly skipped: readonly GraphFile[];
  readonly touched: readonly GraphFile[];
  readonly removed: readonly string[];
  /** Symbol of the program → id in the database. */
  readonly ids: Int32Array;
  /** The first id that no symbol has. */
  readonly nextId: number;
}

/** What becomes of the graph when the rows of some files are replaced. */
export function resolveDelta(resolution: Resolution, request: DeltaRequest): GraphDelta {
  const { program } = resolution;
  const { files, ids, nextId } = request;
  resolution.emit(files.map(({ at }) => at));
  const { edges, unresolved } = resolution;
  const rows = files.flatMap(({ at }, file) => {
    const own: { row: SymbolId; file: number }[] = [];
    for (let row = program.firstRow.symbols[at]!; row < program.firstRow.symbols[at + 1]!; row++)
      if (ids[row]! >= 0 && !program.definitions.has(row)) own.push({ row, file });
    return own;
  });
  const externals = listExternals(resolution);
  const externalId = new Map(externals.map(({ id }, index) => [id, nextId + index]));
  const symbols = makeSymbolColumns(rows.length + externals.length);
  const strings = new DeltaStrings(program);
  const known = (name: number) => strings.known(name);
  const writer = new SymbolRows(resolution, {
    symbols,
    idOf: (row) => ids[row]!,
    known,
    intern: (text) => strings.intern(text),
    add: (text) => strings.add(text),
  });
  rows.forEach(({ row, file }, to) => writer.write(row, file, to));
  externals.forEach(({ external }, index) => writer.writeExternal(external, rows.length + index));
  const target = (raw: TargetId) => (raw < 0 ? externalId.get(externalOfTarget(raw))! : ids[raw]!);
  const finished = edges.finish((row) => ids[row]!, target, nameOfTarget(resolution), program.strings);
  const sites = unresolved.finish((row) => ids[row]!);
  return {
    files: noteFailures(resolution, [...files.map(({ file }) => file), ...request.skipped], (at) =>
      files.findIndex((one) => one.at === at),
    ),
    lookups: [
      ...files.map(({ at }) => resolution.lookups.get(at)!),
      ...request.skipped.map(() => NO_LOOKUPS),
    ],
    touched: request.touched,
    removed: request.removed,
    strings: strings.strings,
    symbols,
    ids: Int32Array.from([...rows.map(({ row }) => ids[row]!), ...externalId.values()]),
    edges: { ...finished, siteName: finished.siteName.map(known) },
    unresolved: { ...sites, name: sites.name.map(known) },
  };
}

/** The files with those marked as partial whose edges could not all be made; `indexOf` finds a file of the program. */
function noteFailures(
  { failures }: Resolution,
  files: readonly GraphFile[],
  indexOf: (at: number) => number,
): readonly GraphFile[] {
  if (failures.size === 0) return files;
  const noted = [...files];
  for (const [at, message] of failures) {
    const index = indexOf(at);
    if (index < 0) continue;
    const reason = `its edges could not all be made, ${message}`;
    const before = files[index]!.reason;
    noted[index] = {
      ...files[index]!,
      status: 'partial',
      reason: before === '' ? reason : `${before}; ${reason}`,
      cause: 'given-up',
    };
  }
  return noted;
}

/** The externals that edges reach, by name. */
function listExternals({ edges, values }: Resolution): { id: number; external: External }[] {
  return [...edges.externalTargets()]
    .map((id) => ({ id, external: values.externals[id]! }))
    .sort(
      (a, b) =>
        compare(a.external.package, b.external.package) || compare(a.external.symbol, b.external.symbol),
    );
}

function nameOfTarget({ program, columns, values }: Resolution): (target: number) => string {
  return (target) =>
    target < 0
      ? nameOfExternal(values.externals[externalOfTarget(target as TargetId)]!)
      : program.strings[columns.symbol(target as SymbolId, 'name')]!;
}

/** The strings of a program, to which those that only the graph has are added. */
class OpenStrings {
  readonly strings: string[];
  private readonly program: Program;
  private readonly added = new Map<string, number>();

  constructor(program: Program) {
    this.program = program;
    this.strings = [...program.strings];
  }

  /** The number of a text that may stand for a name elsewhere too. */
  intern(text: string): number {
    let known = this.program.numbers.get(text) ?? this.added.get(text);
    if (known === undefined) this.added.set(text, (known = this.add(text)));
    return known;
  }

  /** A number for a text that nobody compares. */
  add(text: string): number {
    return this.strings.push(text) - 1;
  }
}

/** The strings of a delta: those of the program that it uses under numbers of their own, and others. */
class DeltaStrings {
  readonly strings: string[] = [''];
  private readonly program: Program;
  private readonly added = new Map<string, number>();
  /** String of the program → number in the delta, 0 before it was used and for the empty one. */
  private readonly used: Int32Array;

  constructor(program: Program) {
    this.program = program;
    this.used = new Int32Array(program.strings.length);
  }

  /** The number of a string of the program. */
  known(name: number): number {
    if (this.used[name] === 0 && this.program.strings[name] !== '')
      this.used[name] = this.add(this.program.strings[name]!);
    return this.used[name]!;
  }

  /** The number of a text that may stand for a name elsewhere too. */
  intern(text: string): number {
    const name = this.program.numbers.get(text);
    if (name !== undefined) return this.known(name);
    let known = this.added.get(text);
    if (known === undefined) this.added.set(text, (known = this.add(text)));
    return known;
  }

  /** A number for a text that nobody compares. */
  add(text: string): number {
    return text === '' ? 0 : this.strings.push(text) - 1;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
