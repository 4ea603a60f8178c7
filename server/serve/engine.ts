// The seam between the server process and what it serves: the server knows when to open, check and index, the engine
// knows how. Everything below this interface may be replaced without touching ownership or transport.
import type { Log } from '../log.ts';
import type { Enclosing, Place } from '../mcp/grepRoute.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import type { AskingSession } from '../mcp/sessions.ts';
import type { Guards } from '../ownership/guards.ts';
import type { GraphAnswer, GraphNode, GraphQuestion } from '../protocol/graphView.ts';
import type {
  GenerationCopy,
  AffectedTest,
  DumpRequest,
  FileOutline,
  FolderContents,
  SymbolUses,
  TestCommandLine,
} from '../protocol/rpc.ts';
import type { CheckpointMode, Settings } from '../protocol/settings.ts';
import type {
  CheckpointReport,
  DatabaseFacts,
  Freshness,
  GenerationSummary,
  IndexProgress,
  ServerStatus,
} from '../protocol/status.ts';
import type { Confirmations } from './confirmations.ts';
import type { Overlays } from './overlays.ts';

/** One complete database file. */
export interface GenerationFile {
  readonly generation: number;
  readonly file: string;
}

/** How the tree differs from the generation that is open. */
export interface FreshnessCheck {
  /** Changed, added and removed files, relative to the root, sorted. */
  readonly dirtyFiles: readonly string[];
  /** Whether another state of the program made the open generation, which this one makes anew. */
  readonly isOfOtherCode: boolean;
}

/** What the engine may ask of the server around it. */
export interface EngineContext {
  readonly root: string;
  readonly workspaceDir: string;
  readonly entryFile: string;
  readonly assetsDir: string;
  readonly epoch: string;
  readonly version: string;
  readonly log: Log;
  /** The lock file, for the read gate: nothing may ever open it. */
  readonly lockFile: string;
  /** The run record, for the fence around writes. */
  readonly runFile: string;
  readonly guards: Guards;
  /** See TestSeams. */
  readonly runLeastMs: number | undefined;
  /** What is in force now; `mmapBytes` is 0 when mapping is off for a reason of its own. */
  readonly settings: () => Settings;
  readonly status: () => ServerStatus;
  readonly freshness: () => Freshness;
  /** The session on whose behalf a tool is called now; undefined for a window or a command line. */
  readonly asking: () => AskingSession | undefined;
  /** Waits until the index has caught up with the disk, at most so long. */
  readonly waitFresh: (patienceMs: number) => Promise<void>;
  /** Called when `watcher` says something else. */
  readonly onWatcher: () => void;
  /** Asks for an index run as `index/run` does; for tools that index. */
  readonly requestIndex: (full: boolean) => Promise<ServerStatus>;
  /** The open generation turned out to be broken or was laid hands on: it is replaced by a new one. */
  readonly reportDamage: (file: string, why: string) => void;
  /** This process must not go on: it is not the owner any more, or an essential part of it died. Does not return. */
  readonly abandon: (why: string) => void;
}

/** How much of a file is checked before it answers: nothing of one that was just made, all of it after a crash. */
export type IntegrityCheck = 'none' | 'quick' | 'integrity';

/** What answers before the first generation is there: the definitions of the files that were parsed so far. */
export interface EarlyIndex {
  /** How many files; 0 when nothing answers: nobody has wanted it, or the tree is small. */
  readonly files: number;
  /** Somebody is there who may ask before the first generation is. */
  want(): void;
  /** Somebody looks at these files, given by absolute paths: they are parsed before others. */
  prefer(paths: readonly string[]): void;
}

/** The index of one workspace. Only one `index` runs at a time; queries may run beside it. */
export interface Engine {
  /** The tools, made with the first question. */
  loadTools(): Promise<ToolRegistry>;
  /** Version of the database format this engine writes; a higher one on disk is refused. */
  readonly schemaVersion: number;
  /**
   * Makes `file` the generation that answers, then closes the one before: running queries end first. Throws when the
   * file can't be used; the generation before stays open then.
   */
  open(file: GenerationFile, check: IntegrityCheck): Promise<GenerationSummary>;
  readonly early: EarlyIndex;
  /** What windows show and have not saved: it stands in the place of the files in answers and index runs. */
  readonly overlays: Overlays;
  /**
   * Begins to hear of changes of the tree. `onChange` is called with the files whose content changed, relative to the root,
   * or with undefined when the tree is to be looked at as a whole: files came or went, or it is time.
   */
  watch(onChange: (paths: readonly string[] | undefined) => void): Promise<void>;
  /** How changes are noticed, in words for a person. */
  readonly watcher: string;
  /** Compares the tree with the open generation, by stat, then by content. */
  checkFresh(): Promise<FreshnessCheck>;
  /**
   * Brings the open generation up to date in place, unless a new one is the cheaper way. With `hints` only these files are
   * looked at.
   */
  update(hints?: readonly string[]): Promise<'written' | 'unchanged' | 'rebuild'>;
  /** Counts what the open generation holds, which costs as much as it is large; with the costs of the last update. */
  summarize(): Promise<GenerationSummary>;
  /**
   * Indexes the tree into `file`, which does not exist yet, and leaves it complete and synced, or throws. `isFresh` trusts
   * nothing that was read before.
   */
  index(
    file: GenerationFile,
    isFresh: boolean,
    onProgress: (progress: IndexProgress) => void,
  ): Promise<GenerationSummary>;
  /** The text of a dump in pieces of moderate size. */
  dump(request: DumpRequest): AsyncIterable<string>;
  /** The innermost symbols around places; undefined where none is known. */
  findEnclosing(places: readonly Place[]): Promise<readonly (Enclosing | undefined)[]>;
  /** Names of symbols that begin with a text, the best first; none while no generation is open. */
  completeName(typed: string): Promise<readonly string[]>;
  /** Names that may have been meant by one that no symbol has; none while no generation is open. */
  suggestNames(text: string): Promise<readonly string[]>;
  /** What a file defines; nothing while no generation is open. */
  outline(file: string): Promise<FileOutline>;
  /** Who uses what is defined on these lines of a file; nothing while no generation is open. */
  countUses(file: string, lines: readonly number[]): Promise<readonly SymbolUses[]>;
  /** What a folder holds; nothing while no generation is open. */
  listFolder(folder: string): Promise<FolderContents>;
  /** A picture of the graph. Rejects with a coded error for what is no question, and while no generation is open. */
  askGraph(question: GraphQuestion): Promise<GraphAnswer>;
  /** Symbols that a text finds, the best first; none while no generation is open. */
  findGraphNodes(text: string): Promise<readonly GraphNode[]>;
  /** Tests that changes may break. Rejects with a coded error. */
  affectedTests(since: string | undefined): Promise<readonly AffectedTest[]>;
  /** How tests of a file are run; null when it is not known. */
  testCommand(file: string, names: readonly string[]): Promise<TestCommandLine | null>;
  /** What language servers say of call sites. Refuses while no generation is open. */
  confirmations(): Promise<Confirmations>;
  /** Settings of `context.settings()` changed. */
  applySettings(): Promise<void>;
  /** Folds the log into the database; null when no generation is open. */
  checkpoint(mode: CheckpointMode): Promise<CheckpointReport | null>;
  /** Copies the open generation into a file of its own, for a push. Rejects with a coded error. */
  copyGeneration(): Promise<GenerationCopy>;
  /** What is open and how, null when nothing is. */
  inspect(): Promise<DatabaseFacts | null>;
  close(): Promise<void>;
}

/** Makes the engine of a workspace; called once per server, after the lock is held. */
export type EngineFactory = (context: EngineContext) => Promise<Engine>;
