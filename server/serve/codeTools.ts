// The tools over one workspace's index, with the threads that only their questions start. Loaded with the first question:
// an index that nobody asks needs neither.

import { dirname, join } from 'node:path';
import { DecisionRecords } from '../discover/decisionRecords.ts';
import type { ReadGate } from '../discover/readGate.ts';
import { ObservedCalls } from '../evidence/observedCalls.ts';
import { ChangesThread } from '../indexer/changesThread.ts';
import { findMentions } from '../indexer/findMentions.ts';
import type { IndexOptions } from '../indexer/messages.ts';
import { QuestionThread } from '../indexer/questionThread.ts';
import type { TextAnswer, TextQuestion } from '../indexer/textMessages.ts';
import { WordThread } from '../indexer/wordThread.ts';
import { askGraph } from '../mcp/graphView.ts';
import { createToolRegistry, TOOL_BUDGET_MS } from '../mcp/policy.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import { TOOLS } from '../mcp/tools/index.ts';
import { getWorkspaceFiles } from '../ownership/paths.ts';
import { TEST_DEPTH } from '../protocol/graph.ts';
import type { GraphAnswer, GraphQuestion } from '../protocol/graphView.ts';
import type { AffectedTest, TestCommandLine } from '../protocol/rpc.ts';
import { createQueries } from '../queries/client.ts';
import type { Queries } from '../queries/client.ts';
import type { StoreClient } from '../store/client.ts';
import type { CodeIndex } from './codeIndex.ts';
import type { EngineContext } from './engine.ts';
import type { Hold } from './hold.ts';
import { createIndexedWorkspaces } from './indexedWorkspaces.ts';
import { readOneState } from './oneState.ts';
import type { Overlays } from './overlays.ts';

/** In the folder of the workspace: the views through which git is asked. */
const GIT_FOLDER = 'git';
const TEXTS_FOLDER = 'git-texts';

/** What the tools are made over. */
export interface CodeToolsOptions {
  readonly context: EngineContext;
  readonly store: StoreClient;
  readonly hold: Hold;
  readonly queries: Queries;
  readonly gate: ReadGate;
  readonly overlays: Overlays;
  readonly index: CodeIndex;
  readonly options: () => IndexOptions;
  /** How long threads are kept when nothing is asked of them, and what is done when one has ended because of that. */
  readonly keepWarmMs: number;
  readonly rest: () => void;
  /** Hears which files answers speak of. */
  readonly noteAsked: (files: readonly string[]) => Promise<void>;
}

/** The tools, until they are closed. */
export interface CodeTools {
  readonly registry: ToolRegistry;
  /** A picture of the graph, of one state of the index. Rejects with a coded error. */
  readonly askGraph: (question: GraphQuestion) => Promise<GraphAnswer>;
  /** Tests that what differs from HEAD, or from where HEAD left a commit, may break. Rejects with a coded error. */
  readonly affectedTests: (since: string | undefined) => Promise<readonly AffectedTest[]>;
  /** How tests of a file are run; null when it is not known. Rejects with a coded error. */
  readonly testCommand: (file: string, names: readonly string[]) => Promise<TestCommandLine | null>;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
}

/** Makes the tools; starts no thread yet. */
export function createCodeTools({
  context,
  store,
  hold,
  queries,
  gate,
  overlays,
  index,
  options,
  keepWarmMs,
  rest,
  noteAsked,
}: CodeToolsOptions): CodeTools {
  const { root, entryFile, workspaceDir } = context;
  const loadTexts = (known: string | undefined) => queries.listIndexedTexts({ known });
  const scratch = join(workspaceDir, GIT_FOLDER);
  const changes = new ChangesThread(options, scratch, loadTexts, keepWarmMs, rest);
  const texts = new QuestionThread<TextQuestion, TextAnswer>(() => ({
    entryFile,
    workerData: { role: 'texts' },
    idleMs: keepWarmMs,
    onRest: rest,
  }));
  const words = new WordThread(options, loadTexts, keepWarmMs, rest);
  const registry = createToolRegistry(TOOLS, {
    queries,
    readOneState: (read, onAnswer) =>
      readOneState(store, hold, (ask) => read(createQueries({ ask })), { onAnswer }),
    workspace: { root, name: root.slice(root.lastIndexOf('/') + 1) },
    readText: (path) => overlays.find(path) ?? gate.read(path),
    readBytes: (path) => gate.readBytes(path),
    decisions: new DecisionRecords(root, gate),
    observed: new ObservedCalls(getWorkspaceFiles(workspaceDir).observed),
    findMentions: (names, signal) => findMentions(options(), names, signal),
    findWord: (name, budgetMs) => words.find(name, budgetMs),
    findChanges: (question, signal) => changes.compare(question, signal),
    findOccurrences: (names, signal) => changes.findOccurrences(names, signal),
    searchTexts: (question, signal) =>
      texts.ask({ ...question, options: options(), scratch: join(workspaceDir, TEXTS_FOLDER) }, signal),
    askFleet: async (question, signal) => {
      const { askFleet } = await import('./askFleet.ts');
      return askFleet(entryFile, question, signal);
    },
    unsaved: () => ({
      overlaid: overlays.list().map(({ path }) => path),
      differing: overlays.listDiffering(),
      pending: index.listPending(overlays.list()),
    }),
    status: () => context.status(),
    freshness: () => context.freshness(),
    waitFresh: (patienceMs) => context.waitFresh(patienceMs),
    workspaces: createIndexedWorkspaces(dirname(workspaceDir)),
    requestIndex: async (isFresh) => void (await context.requestIndex(isFresh)),
    profile: () => context.settings().toolProfile,
    asking: () => context.asking(),
    // It decides what is asked next, no answer: nothing is lost when it fails.
    noteAsked: (files) => void noteAsked(files).catch(() => {}),
  });
  return {
    registry,
    askGraph: (question) =>
      readOneState(store, hold, (ask) =>
        askGraph(question, {
          queries: createQueries({ ask }),
          findChanges: (changed) => changes.compare(changed, AbortSignal.timeout(TOOL_BUDGET_MS)),
        }),
      ),
    async affectedTests(since) {
      const { files } = await changes.compare({ kind: 'disk', since }, AbortSignal.timeout(TOOL_BUDGET_MS));
      return queries.findAffectedTests({ files, depth: TEST_DEPTH });
    },
    async testCommand(file, names) {
      const { listTestCommands } = await import('../languages/testRunners.ts');
      const read = (path: string) => findText(gate, path);
      const { commands } = listTestCommands([{ path: file, text: gate.read(file).text, names }], read);
      const [command] = commands;
      return command ? { framework: command.framework, command: command.command } : null;
    },
    close: async () => void (await Promise.all([words.close(), changes.close(), texts.close()])),
  };
}

/** The text of a file that may not be there. */
function findText(gate: ReadGate, path: string): string | undefined {
  try {
    return gate.read(path).text;
  } catch {
    // Not there, or nobody's to read.
    return undefined;
  }
}
