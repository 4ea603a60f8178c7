// From the facts of all files to the finished graph: joins, evaluates, emits, numbers the nodes, sorts the edges.

import { SymbolFlag } from '../graph.ts';
import type { Graph, GraphFile, GraphSymbols } from '../graph.ts';
import type { BindingRules } from '../languages/language.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { ResolverFactory } from './modules.ts';
import type { FileFacts } from './program.ts';
import { Resolution } from './resolution.ts';

type SymbolColumns = Pick<GraphSymbols, 'kind' | 'parent' | 'file' | 'qualifiedName' | 'name'>;

const ANONYMOUS_KIND = 255;
const EXTERNAL_KIND = NODE_KINDS.indexOf('External');
const METHOD_KIND = NODE_KINDS.indexOf('Method');
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
  const resolution = new Resolution(facts, strings, resolverOf);
  resolution.emit(facts.keys());
  return buildGraph(resolution, files);
}

/** Numbers the nodes: named symbols in file and source order, then the externals that edges reach, by name. */
function buildGraph(
  { program, columns, values, edges, unresolved }: Resolution,
  files: readonly GraphFile[],
): Graph {
  const rows = program.tables.symbols.rows;
  const nodeOf = new Int32Array(rows).fill(-1);
  let named = 0;
  for (let row = 0; row < rows; row++)
    if (columns.symbol(row, 'kind') !== ANONYMOUS_KIND) nodeOf[row] = named++;
  const externals = [...edges.externalTargets()]
    .map((id) => ({ id, package: values.externals[id]!.package, symbol: values.externals[id]!.symbol }))
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
    const { binding } = program.files[at]!.language;
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
      symbols.flags[node] =
        columns.symbol(row, 'flags') | extraFlags(binding, columns.symbol(row, 'kind'), strings[name]!);
      symbols.signature[node] = columns.symbol(row, 'signature');
      symbols.doc[node] = columns.symbol(row, 'doc');
    }
  }
  const names = new QualifiedNames(symbols, strings, files);
  for (let node = 0; node < named; node++) names.of(node);
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

/** The flags that follow from the language's rules: exported by its name, building instances by its name. */
function extraFlags({ exports, constructors }: BindingRules, kind: number, name: string): number {
  const isExported =
    exports === 'all' ? !name.startsWith('_') : exports === 'capitalised' && /^\p{Lu}/u.test(name);
  const isInitializer = kind === METHOD_KIND && constructors.includes(name);
  return (isExported ? SymbolFlag.exported : 0) | (isInitializer ? SymbolFlag.initializer : 0);
}

/** Gives nodes their dotted name: path of the file without extension, then the containers, wherever those stand. */
class QualifiedNames {
  private readonly symbols: SymbolColumns;
  private readonly strings: string[];
  private readonly files: readonly GraphFile[];

  constructor(symbols: SymbolColumns, strings: string[], files: readonly GraphFile[]) {
    this.symbols = symbols;
    this.strings = strings;
    this.files = files;
  }

  /** Index of the node's name in the strings. */
  of(node: number): number {
    const { symbols, strings } = this;
    const known = symbols.qualifiedName[node]!;
    if (known !== 0) return known;
    strings.push(this.compose(node));
    return (symbols.qualifiedName[node] = strings.length - 1);
  }

  private compose(node: number): string {
    const { symbols, strings } = this;
    if (symbols.kind[node] === MODULE_KIND && symbols.parent[node]! < 0) {
      return this.files[symbols.file[node]!]!.path.replace(/\.[^./]+$/, '').replaceAll('/', '.');
    }
    const parent = symbols.parent[node]!;
    const name = strings[symbols.name[node]!]!;
    return parent < 0 ? name : `${strings[this.of(parent)]!}.${name}`;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
