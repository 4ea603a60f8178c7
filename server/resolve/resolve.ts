// From the facts of all files to the finished graph: joins, evaluates, emits, numbers the nodes, sorts the edges.

import { SymbolFlag } from '../graph.ts';
import type { Graph, GraphFile } from '../graph.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import { Columns } from './columns.ts';
import { EdgeTable, UnresolvedTable } from './edgeTable.ts';
import { Emitter } from './emit.ts';
import { Evaluator } from './evaluator.ts';
import { linkMembers } from './link.ts';
import { Modules } from './modules.ts';
import type { ResolverFactory } from './modules.ts';
import { joinFacts } from './program.ts';
import type { FileFacts, Program } from './program.ts';
import { ScopeIndex } from './scopeIndex.ts';
import { ValueTable } from './values.ts';

const ANONYMOUS_KIND = 255;
const EXTERNAL_KIND = NODE_KINDS.indexOf('External');
const MODULE_KIND = NODE_KINDS.indexOf('Module');

/**
 * Resolves a program. `files` lists every file of the workspace, skipped ones too, in path order; `facts` those that
 * were parsed, in the same order. Pure: the same input gives the same graph.
 */
export function resolveGraph(
  files: readonly GraphFile[],
  facts: readonly FileFacts[],
  strings: readonly string[],
  resolverOf: ResolverFactory,
): Graph {
  const program = joinFacts(facts, strings);
  const columns = new Columns(program);
  const values = new ValueTable();
  const scopes = new ScopeIndex(program);
  const modules = new Modules(program, columns, values, resolverOf);
  const evaluator = new Evaluator(program, columns, scopes, modules, values);
  const edges = new EdgeTable();
  const unresolved = new UnresolvedTable();
  linkMembers(program, columns, evaluator, edges);
  new Emitter(program, columns, evaluator, modules, values, scopes, {
    addEdge: (source, kind, target, reason, line, siteName) =>
      edges.add(source, kind, target, reason, line, siteName),
    addUnresolved: (source, name, line) => unresolved.add(source, name, line),
  }).emitAll();
  return buildGraph(program, columns, values, files, edges, unresolved);
}

/** Numbers the nodes: named symbols in file and source order, then the externals that edges reach, by name. */
function buildGraph(
  program: Program,
  columns: Columns,
  values: ValueTable,
  files: readonly GraphFile[],
  edges: EdgeTable,
  unresolved: UnresolvedTable,
): Graph {
  const rows = program.tables.symbols.rows;
  const nodeOf = new Int32Array(rows).fill(-1);
  let named = 0;
  for (let row = 0; row < rows; row++)
    if (columns.symbol(row, 'kind') !== ANONYMOUS_KIND) nodeOf[row] = named++;
  const externals = [...edges.externalTargets()]
    .map((id) => ({ id, ...values.externals[id]! }))
    .sort((a, b) => compare(a.package, b.package) || compare(a.symbol, b.symbol));
  const externalNode = new Map(externals.map(({ id }, index) => [id, named + index]));

  const count = named + externals.length;
  const strings = [...program.strings];
  const column = () => new Int32Array(count);
  const symbols = {
    count,
    kind: new Uint8Array(count),
    name: column(),
    qualifiedName: column(),
    parent: column().fill(-1),
    file: column().fill(-1),
    line: column(),
    startLine: column(),
    endLine: column(),
    flags: column(),
    signature: column(),
    doc: column(),
  };
  const fileNumber = new Map(files.map(({ path }, index) => [path, index]));
  for (let at = 0; at < program.files.length; at++) {
    const file = fileNumber.get(program.files[at]!.path)!;
    const isAllExported = program.files[at]!.language.binding.exports;
    for (let row = program.firstRow.symbols[at]!; row < program.firstRow.symbols[at + 1]!; row++) {
      const node = nodeOf[row]!;
      if (node < 0) continue;
      let parent = columns.symbol(row, 'parent');
      while (parent >= 0 && nodeOf[parent]! < 0) parent = columns.symbol(parent, 'parent');
      const name = columns.symbol(row, 'name');
      symbols.kind[node] = columns.symbol(row, 'kind');
      symbols.name[node] = name;
      symbols.parent[node] = parent < 0 ? -1 : nodeOf[parent]!;
      symbols.file[node] = file;
      symbols.line[node] = columns.symbol(row, 'nameLine') + 1;
      symbols.startLine[node] = columns.symbol(row, 'startLine') + 1;
      symbols.endLine[node] = columns.symbol(row, 'endLine') + 1;
      symbols.flags[node] = columns.symbol(row, 'flags') | exportFlag(isAllExported, strings[name]!);
      symbols.signature[node] = columns.symbol(row, 'signature');
      symbols.doc[node] = columns.symbol(row, 'doc');
      strings.push(qualify(symbols, strings, node, program.files[at]!.path));
      symbols.qualifiedName[node] = strings.length - 1;
    }
  }
  externals.forEach(({ package: packageName, symbol }, index) => {
    const node = named + index;
    symbols.kind[node] = EXTERNAL_KIND;
    strings.push(symbol === '' ? packageName : symbol.slice(symbol.lastIndexOf('.') + 1));
    symbols.name[node] = strings.length - 1;
    strings.push(symbol === '' ? packageName : `${packageName}:${symbol}`);
    symbols.qualifiedName[node] = strings.length - 1;
  });
  const target = (raw: number) => (raw < 0 ? externalNode.get(-1 - raw)! : nodeOf[raw]!);
  return {
    files,
    strings,
    symbols,
    edges: edges.finish(
      (row) => nodeOf[row]!,
      target,
      (node) => symbols.name[node]!,
      strings,
    ),
    unresolved: unresolved.finish((row) => nodeOf[row]!),
  };
}

function exportFlag(exports: 'all' | 'explicit' | 'capitalised', name: string): number {
  if (exports === 'explicit') return 0;
  const isExported = exports === 'all' ? !name.startsWith('_') : /^\p{Lu}/u.test(name);
  return isExported ? SymbolFlag.exported : 0;
}

/** The dotted name of a node: path of the file without extension, then the containers. */
function qualify(
  symbols: { kind: Uint8Array; parent: Int32Array; qualifiedName: Int32Array; name: Int32Array },
  strings: readonly string[],
  node: number,
  path: string,
): string {
  if (symbols.kind[node] === MODULE_KIND) return path.replace(/\.[^./]+$/, '').replaceAll('/', '.');
  const parent = symbols.parent[node]!;
  const name = strings[symbols.name[node]!]!;
  return parent < 0 ? name : `${strings[symbols.qualifiedName[parent]!]!}.${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
