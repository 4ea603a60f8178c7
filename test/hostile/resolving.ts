// Counts what resolving a tree takes, and what it takes to tell what an edit of each file changes, in steps.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assetsDir, entryFile } from '../../server/entry.ts';
import type { Graph } from '../../server/graph.ts';
import { discoverSources } from '../../server/indexer/discoverSources.ts';
import { createResolverFactory } from '../../server/indexer/projectFiles.ts';
import { listFacts, SourceFacts, sortEntries } from '../../server/indexer/sourceFacts.ts';
import { createGate } from '../../server/indexer/gate.ts';
import { EDGE_KINDS } from '../../server/protocol/graph.ts';
import { Definitions } from '../../server/resolve/dependencies/index.ts';
import { Resolution, resolveWhole } from '../../server/resolve/graph/index.ts';
import type { StepLimits } from '../../server/resolve/program/index.ts';

/** Path → text. */
export type Tree = Readonly<Record<string, string>>;

/** What resolving a tree from nothing took, and what came of it. */
export interface Resolved {
  readonly steps: number;
  /** `caller → callee`, by name. */
  readonly calls: readonly string[];
  /** Files whose edges could not all be made, with the reason. */
  readonly partial: readonly string[];
}

/** Parses and resolves a tree; `limits` in the place of those that a file has. */
export async function resolveTree(tree: Tree, limits?: StepLimits): Promise<Resolved> {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-hostile-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const forbidden = { dirs: [], files: [] };
    const settings = { maxFileSizeBytes: 2 ** 24, exclude: [], includeGenerated: false, workers: 1 };
    const options = { root, assetsDir, entryFile, forbidden, ...settings };
    const discovery = discoverSources(options);
    const facts = new SourceFacts();
    const entries = sortEntries(await facts.parse(discovery.files, options, true));
    const files = [...entries.values()].map(({ file }) => file);
    const parsed = listFacts(entries);
    const paths = parsed.map(({ path, language }) => ({ path, family: language.rules.family }));
    const resolverOf = createResolverFactory(createGate(options), root, paths, discovery.configFiles);
    const resolution = new Resolution(parsed, facts.strings, resolverOf, undefined, limits);
    const { graph } = resolveWhole(resolution, files);
    const definitions = new Definitions(facts.strings, resolution.steps);
    for (const file of parsed) {
      const described = definitions.of(file);
      for (const at of described.definitions.keys()) described.printOf(at);
    }
    return {
      steps: resolution.steps.own + resolution.steps.shared,
      calls: listCalls(graph),
      partial: graph.files.flatMap(({ path, status, reason }) =>
        status === 'indexed' ? [] : [`${path}: ${reason}`],
      ),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The calls of a graph. */
export function listCalls({ strings, symbols, edges }: Graph): string[] {
  const nameOf = (symbol: number) => strings[symbols.name[symbol]!]!;
  return Array.from(edges.kind, (kind, edge) =>
    EDGE_KINDS[kind] === 'CALLS' ? `${nameOf(edges.source[edge]!)} → ${nameOf(edges.target[edge]!)}` : '',
  ).filter((call) => call !== '');
}
