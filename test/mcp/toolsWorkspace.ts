// A workspace with real files, a real store thread and the real tools over it.

import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { findGitChanges } from '../../server/discover/gitChanges.ts';
import { ObservedCalls } from '../../server/evidence/observedCalls.ts';
import { DecisionRecords } from '../../server/discover/decisionRecords.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { assetsDir } from '../../server/entry.ts';
import { compareChanges } from '../../server/indexer/compareChanges.ts';
import { NameFinder } from '../../server/indexer/occurrences.ts';
import { collectMentions } from '../../server/indexer/mentionWorker.ts';
import { WorkspaceTexts } from '../../server/indexer/textSearch.ts';
import { Outliner } from '../../server/indexer/outlineText.ts';
import { createToolRegistry } from '../../server/mcp/policy.ts';
import type { ToolRegistry } from '../../server/mcp/registry.ts';
import { TOOLS } from '../../server/mcp/tools/index.ts';
import type { AskingSession } from '../../server/mcp/sessions.ts';
import type { IndexedWorkspace, ToolContext } from '../../server/mcp/tool.ts';
import type { ToolProfile } from '../../server/protocol/settings.ts';
import type { Freshness, ServerStatus } from '../../server/protocol/status.ts';
import type { DumpChunk } from '../../server/queries/dump.ts';
import { createQueries } from '../../server/queries/client.ts';
import { Hold } from '../../server/serve/hold.ts';
import { readOneState } from '../../server/serve/oneState.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { WordSearch } from '../../server/text/wordSearch.ts';
import { GraphBuilder, temporaryDirectory } from '../store/graphBuilder.ts';
import { openStore } from '../store/openStore.ts';

/** What a test may change of the server around the tools. */
export interface ServerFacts {
  freshness: Freshness;
  status: ServerStatus;
  profile: ToolProfile;
  unsaved: readonly string[];
  asking: () => AskingSession | undefined;
  workspaces: readonly IndexedWorkspace[];
  deleteWorkspace: (workspace: IndexedWorkspace) => Promise<number>;
  requestIndex: (isFresh: boolean) => Promise<void>;
  askFleet: ToolContext['askFleet'];
}

export interface ServedTools extends ToolRegistry {
  readonly root: string;
  readonly facts: ServerFacts;
  /** For tools of the test's own. */
  readonly context: ToolContext;
}

export interface ToolsWorkspace extends ServedTools {
  /** What the index says, see dumpCanonical. */
  dump(): Promise<DumpChunk>;
}

/** A folder and what answers for its index. */
export interface ToolsSource extends Pick<ToolContext, 'queries' | 'readOneState'> {
  readonly root: string;
  /** A folder beside it for what the tools write. */
  readonly directory: string;
}

const FRESH: Freshness = { generation: 1, indexing: false, stale: false, dirtyFiles: [], skippedFiles: 0 };

/** Writes `files`, lets `fill` describe them as a graph, and serves both. `stored` is what else the index says. */
export async function openTools(
  test: TestContext,
  files: Readonly<Record<string, string>>,
  fill: (graph: GraphBuilder, fileOf: (path: string) => number) => void,
  stored: Parameters<typeof writeGeneration>[2] = {},
): Promise<ToolsWorkspace> {
  const directory = temporaryDirectory(test);
  const root = join(directory, 'shop');
  const graph = new GraphBuilder();
  const numbers = new Map<string, number>();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    numbers.set(path, graph.file(path, { hash: hash('sha1', text), lines: text.split('\n').length }));
  }
  fill(graph, (path) => numbers.get(path)!);
  const database = join(directory, 'graph-1.db');
  writeGeneration(database, graph.build(), stored);
  const store = await openStore(test, database);
  const queries = createQueries(store);
  const readOne: ToolContext['readOneState'] = (read, onAnswer) =>
    readOneState(store, new Hold(), (ask) => read(createQueries({ ask })), { onAnswer });
  const served = serveTools({ root, directory, queries, readOneState: readOne });
  return { ...served, dump: async () => (await store.ask('dumpCanonical', {})) as DumpChunk };
}

/** The product's tools over a folder and its index. */
export function serveTools({ root, directory, queries, readOneState: readOne }: ToolsSource): ServedTools {
  const facts: ServerFacts = {
    freshness: FRESH,
    status: idleStatus(root),
    profile: 'default',
    unsaved: [],
    asking: () => undefined,
    workspaces: [],
    deleteWorkspace: () => Promise.reject(new Error('the test deletes nothing')),
    requestIndex: () => Promise.reject(new Error('the test indexes nothing')),
    askFleet: () => Promise.reject(new Error('the test has no fleet')),
  };
  const forbidden = { dirs: [], files: [] };
  const options = {
    root,
    forbidden,
    assetsDir,
    entryFile: '',
    exclude: [],
    includeGenerated: false,
    maxFileSizeBytes: 1_000_000,
    workers: 1,
  };
  const gate = new ReadGate(root, forbidden);
  const words = new WordSearch();
  const texts = new WorkspaceTexts();
  const outliner = new Outliner(assetsDir);
  const finder = new NameFinder(outliner);
  const scratch = join(directory, 'git');
  const context: ToolContext = {
    queries,
    readOneState: readOne,
    workspace: { root, name: 'shop' },
    readText: (path) => gate.read(path),
    readBytes: (path) => gate.readBytes(path),
    decisions: new DecisionRecords(root, gate),
    observed: new ObservedCalls(join(directory, 'observed.json')),
    findMentions: (names) => Promise.resolve(collectMentions(options, names)),
    findWord: async (name, budgetMs) => {
      words.setFiles((await queries.listIndexedTexts({})).files ?? []);
      return words.find(name, gate, budgetMs);
    },
    findChanges: async (question, signal) => {
      const source = { root, scratch, gate, overlays: [], excludedDirs: [], maxFileSizeBytes: 1_000_000 };
      const changes = await findGitChanges(source, question, signal);
      return compareChanges(changes, outliner, { includeGenerated: false });
    },
    findOccurrences: async (names, signal) => {
      finder.setTexts((await queries.listIndexedTexts({})).files ?? []);
      return finder.find(names, gate, signal);
    },
    searchTexts: (question, signal) => texts.search({ ...question, options, scratch }, signal),
    askFleet: (question, signal) => facts.askFleet(question, signal),
    unsaved: () => ({ overlaid: facts.unsaved, differing: [], pending: [] }),
    status: () => facts.status,
    freshness: () => facts.freshness,
    waitFresh: () => Promise.resolve(),
    workspaces: { list: () => facts.workspaces, delete: (workspace) => facts.deleteWorkspace(workspace) },
    requestIndex: (isFresh) => facts.requestIndex(isFresh),
    profile: () => facts.profile,
    asking: () => facts.asking(),
    noteAsked: () => {},
  };
  return { ...createToolRegistry(TOOLS, context), root, facts, context };
}

/** The status of a server that has nothing to do. */
export function idleStatus(root: string): ServerStatus {
  return {
    name: 'shop',
    version: '0.0.0',
    protocol: 1,
    pid: 1,
    epoch: 'e',
    root,
    workspaceDir: '',
    endpoint: '',
    startTime: '',
    state: 'ready',
    indexRuns: 0,
    clients: 0,
    windows: 0,
    sessions: 0,
    ledger: { calls: 0, tokens: 0, ms: 0, grepTokens: 0, since: '' },
    freshness: FRESH,
    sqlite: {
      mmap: { bytes: 0, source: 'default', wantedBytes: 0, whyOff: null },
      checkpoint: { mode: 'PASSIVE', source: 'default' },
      database: null,
    },
    fileSystem: 'ext4',
    watcher: '',
    progress: null,
    summary: null,
    problem: null,
    warnings: [],
  };
}

export const CART = `import json

class Cart:
    """Holds items."""
    def save(self):
        return json.dumps(self.items)

def add_item(cart, item):
    cart.items.append(item)
    cart.save()
`;

export const APP = `from cart import add_item

def main():
    add_item(None, 1)
`;

/** Two files, five symbols, the calls between them. */
export function openShop(test: TestContext): Promise<ToolsWorkspace> {
  return openTools(test, { 'app.py': APP, 'cart.py': CART }, (graph, fileOf) => {
    graph.symbol('File', 'app', fileOf('app.py'), 1, { name: 'app.py', endLine: 4 });
    const main = graph.symbol('Function', 'app.main', fileOf('app.py'), 3, { endLine: 4 });
    graph.symbol('File', 'cart', fileOf('cart.py'), 1, { name: 'cart.py', endLine: 10 });
    const cart = graph.symbol('Class', 'cart.Cart', fileOf('cart.py'), 3, {
      endLine: 6,
      doc: 'Holds items.',
    });
    const save = graph.symbol('Method', 'cart.Cart.save', fileOf('cart.py'), 5, { endLine: 6, parent: cart });
    const add = graph.symbol('Function', 'cart.add_item', fileOf('cart.py'), 8, {
      endLine: 10,
      signature: 'def add_item(cart, item)',
    });
    graph
      .call(main, add, 4, 'import')
      .call(add, save, 10, 'annotation')
      .call(save, graph.external('json:dumps'), 6, 'package');
  });
}
