// Our answer: the engine's own discovery, parsing and resolution on a folder, in this process. The store is left out, as
// it adds nothing to an edge; everything a suite may ask of an edge is read from the finished graph.
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { checkRoot } from '../../server/discover/checkRoot.ts';
import { discover } from '../../server/discover/discover.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { readSource } from '../../server/discover/readSource.ts';
import { assetsDir } from '../../server/entry.ts';
import { StringTable } from '../../server/facts/builder.ts';
import { SymbolFlag, WHOLE_FILE } from '../../server/graph.ts';
import type { Graph, GraphFile } from '../../server/graph.ts';
import { InstalledPackages } from '../../server/indexer/installedPackages.ts';
import { createResolverFactory } from '../../server/indexer/projectFiles.ts';
import { languages } from '../../server/languages/index.ts';
import type { Language } from '../../server/languages/language.ts';
import { grammarOf, languageTable } from '../../server/languages/table.ts';
import { LanguageParser } from '../../server/parse/languageParser.ts';
import { EDGE_KINDS, NODE_KINDS, REASONS } from '../../server/protocol/graph.ts';
import type { EdgeKind } from '../../server/protocol/graph.ts';
import { DEFAULT_SETTINGS } from '../../server/protocol/settings.ts';
import type { FileFacts } from '../../server/resolve/program/index.ts';
import { resolveGraph } from '../../server/resolve/graph/index.ts';
import type { OurEdge, OurNode } from './suite.ts';

/** What is indexed of a folder. */
export interface IndexedFolder {
  readonly folder: string;
  readonly exclude?: readonly string[];
  readonly includeGenerated?: boolean;
}

/** A node while its bases are being filled in. */
type OpenNode = OurNode & { bases: OurNode[]; children: OurNode[] };

/** Grammars stay loaded and strings interned from one folder to the next. */
const strings = new StringTable();
const parsers = new Map<string, Promise<LanguageParser>>();

/** What we say of a folder. */
export interface OurGraph {
  readonly nodes: readonly OurNode[];
  /** Exact and inferred, in the order of the graph. */
  readonly edges: readonly OurEdge[];
}

/** The graph of `indexed.folder` with the edges of the wanted kinds. */
export async function findOurGraph(indexed: IndexedFolder, kinds: readonly EdgeKind[]): Promise<OurGraph> {
  const graph = await indexFolder(indexed);
  const nodes = readNodes(graph);
  return {
    nodes,
    edges: readEdges(indexed.folder, graph, nodes, new Set(kinds.map((kind) => EDGE_KINDS.indexOf(kind)))),
  };
}

async function indexFolder({
  folder,
  exclude = [],
  includeGenerated = false,
}: IndexedFolder): Promise<Graph> {
  const root = checkRoot(folder);
  const { files, configFiles } = discover({
    root,
    excludedDirs: [],
    exclude,
    includeGenerated,
    maxFileSizeBytes: DEFAULT_SETTINGS.maxFileSizeBytes,
    languages: languageTable,
  });
  const gate = new ReadGate(root, { dirs: [], files: [] });
  const facts: FileFacts[] = [];
  const graphFiles: GraphFile[] = [];
  for (const { path, sizeBytes, mtimeMs, language: id } of files) {
    const language = languages.find((one) => one.id === id)!;
    const { source } = readSource(gate, path, { includeGenerated });
    if (!source) continue;
    const parser = await loadParser(language, path);
    const parsed = parser.parse(source.text, basename(path, extname(path)));
    facts.push({ path, language, facts: parsed.facts, strings: new Int32Array(0) });
    const { hash } = source;
    const { lines } = parsed;
    graphFiles.push({ path, language: id, hash, sizeBytes, mtimeMs, lines, ...WHOLE_FILE });
  }
  const same = Int32Array.from(strings.strings, (_text, index) => index);
  const families = facts.map(({ path, language }) => ({ path, family: language.rules.family }));
  const whole = facts.map(({ path, language, facts: own }) => ({
    path,
    language,
    facts: own,
    strings: same,
  }));
  const installed = new InstalledPackages(strings).of(whole, { configFiles, gate }, true);
  const resolverOf = createResolverFactory(gate, root, families, configFiles, installed);
  return resolveGraph(graphFiles, whole, strings, resolverOf);
}

function loadParser(language: Language, path: string): Promise<LanguageParser> {
  const grammar = grammarOf(language, extname(path));
  const key = `${language.id}:${grammar}`;
  let parser = parsers.get(key);
  if (!parser) parsers.set(key, (parser = LanguageParser.create(language, grammar, assetsDir, strings)));
  return parser;
}

const CONSTRUCTORS = new Set(languages.flatMap(({ rules }) => rules.classes.constructors));

/**
 * What is called where the graph tells no name: of a constructor its class, as by the constants of an enumeration, unless its own
 * name stands on the line (`super().__init__()`), which the graph leaves out as it is that of the target.
 */
function nameOfCalled({ name, qualifiedName }: OurNode, line: string): string {
  return CONSTRUCTORS.has(name) && !line.includes(name) ? (qualifiedName.split('.').at(-2) ?? name) : name;
}

function readEdges(
  folder: string,
  graph: Graph,
  nodes: readonly OurNode[],
  kinds: ReadonlySet<number>,
): OurEdge[] {
  const { edges } = graph;
  const linesOf = new Map<string, readonly string[]>();
  const readLine = (file: string, line: number): string => {
    let lines = linesOf.get(file);
    if (!lines) linesOf.set(file, (lines = readFileSync(join(folder, file), 'utf8').split('\n')));
    return lines[line - 1] ?? '';
  };
  const found: OurEdge[] = [];
  for (let edge = 0; edge < edges.count; edge++) {
    if (!kinds.has(edges.kind[edge]!)) continue;
    const source = nodes[edges.source[edge]!]!;
    const target = nodes[edges.target[edge]!]!;
    const { name: reason, tier } = REASONS[edges.reason[edge]!]!;
    const written = edges.siteName[edge]!;
    const line = edges.line[edge]!;
    found.push({
      kind: EDGE_KINDS[edges.kind[edge]!]!,
      tier,
      reason,
      source,
      target,
      file: source.file,
      line,
      name: written > 0 ? graph.strings[written]! : nameOfCalled(target, readLine(source.file, line)),
    });
  }
  return found;
}

function readNodes({ files, strings: texts, symbols, edges }: Graph): OpenNode[] {
  const nodes: OpenNode[] = [];
  for (let node = 0; node < symbols.count; node++) {
    nodes.push({
      kind: NODE_KINDS[symbols.kind[node]!]!,
      name: texts[symbols.name[node]!]!,
      qualifiedName: texts[symbols.qualifiedName[node]!]!,
      file: files[symbols.file[node]!]?.path ?? '',
      line: symbols.line[node]!,
      startLine: symbols.startLine[node]!,
      endLine: symbols.endLine[node]!,
      isInitializer: (symbols.flags[node]! & SymbolFlag.initializer) !== 0,
      isNameless: (symbols.flags[node]! & SymbolFlag.nameless) !== 0,
      children: [],
      // A container may stand below what it contains (a Go type in another file), so parents are looked up when asked.
      get parent() {
        return nodes[symbols.parent[node]!];
      },
      bases: [],
    });
  }
  for (const node of nodes) if (node.parent) (node.parent as OpenNode).children.push(node);
  const inherits = EDGE_KINDS.indexOf('INHERITS');
  for (let edge = 0; edge < edges.count; edge++) {
    if (edges.kind[edge] === inherits) nodes[edges.source[edge]!]!.bases.push(nodes[edges.target[edge]!]!);
  }
  return nodes;
}
