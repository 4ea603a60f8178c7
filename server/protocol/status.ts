// What the server says about itself: the words shared by the window, the command line and the tools.
import type { CheckpointMode, SettingSource } from './settings.ts';

/** Version of the wire between clients and server: raised when an older client could misread an answer. */
export const PROTOCOL_VERSION = 1;

/** Steps of an index run, in order. */
export const INDEX_PHASES = ['discover', 'parse', 'resolve', 'write'] as const;
export type IndexPhase = (typeof INDEX_PHASES)[number];

/** How far an index run is; totals are 0 until discovery has finished. */
export interface IndexProgress {
  readonly phase: IndexPhase;
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** Files and whole folders left out for one reason, with a few of them by name; the name of a folder ends in `/`. */
export interface SkippedGroup {
  readonly reason: string;
  readonly files: number;
  readonly folders: number;
  readonly examples: readonly string[];
}

/** What one generation holds and what making it cost; the costs are 0 when they are not known any more. */
export interface GenerationSummary {
  readonly generation: number;
  /** Source files in the index; those of them of which something is missing are `partialFiles`. */
  readonly files: number;
  readonly partialFiles: number;
  readonly symbols: number;
  readonly edges: number;
  readonly unresolved: number;
  readonly edgesByTier: Readonly<Record<string, number>>;
  readonly skipped: readonly SkippedGroup[];
  readonly databaseBytes: number;
  readonly sourceBytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of an index without a file: which suffixes the folder has, and which would be indexed. */
  readonly nothing?: {
    readonly seen: readonly { readonly suffix: string; readonly files: number }[];
    readonly known: readonly string[];
  };
  /** What became of the team's artifact that a first index was to be taken from, in words. */
  readonly artifact?: string;
  /** When it was made, in milliseconds since 1970; absent when that is not known. */
  readonly indexedAtMs?: number;
}

/** How far the answers can be trusted right now; stamped on every tool result. */
export interface Freshness {
  /** The generation that answers, null while the first index is being built. */
  readonly generation: number | null;
  readonly indexing: boolean;
  readonly stale: boolean;
  /** Paths relative to the root that changed since the generation was made. */
  readonly dirtyFiles: readonly string[];
  readonly skippedFiles: number;
  /** While there is no generation: how many files were parsed whose definitions answer already. */
  readonly earlyFiles?: number;
}

/** Something that went wrong and still matters: shown until it is over. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** One checkpoint: the three numbers SQLite returns. `busy` is 1 when the log could not be folded in wholly. */
export interface CheckpointReport {
  readonly mode: CheckpointMode;
  readonly busy: number;
  /** Pages in the log, and how many of them are in the database file now. */
  readonly log: number;
  readonly checkpointed: number;
  /** ISO time. */
  readonly time: string;
}

/** What the store says about the database that is open. */
export interface DatabaseFacts {
  readonly file: string;
  readonly bytes: number;
  readonly walBytes: number;
  /** What SQLite has mapped at most; a platform may allow less than was asked for. */
  readonly mmapBytes: number;
  readonly lastCheckpoint: CheckpointReport | null;
}

/** The two knobs as they are in force, and why. */
export interface SqliteStatus {
  readonly mmap: {
    readonly bytes: number;
    readonly source: SettingSource;
    /** What the setting asks for; `bytes` is 0 instead when `whyOff` is set. */
    readonly wantedBytes: number;
    readonly whyOff: string | null;
  };
  readonly checkpoint: { readonly mode: CheckpointMode; readonly source: SettingSource };
  /** Null while no generation is open. */
  readonly database: DatabaseFacts | null;
}

/** What answers cost. Tokens are estimated. */
export interface AnswerCost {
  readonly calls: number;
  readonly tokens: number;
  readonly ms: number;
  /** What the same facts would have cost by text search and reading whole functions; docs/TOKENS.md says how that is known. */
  readonly grepTokens: number;
}

/** What the answers of one tool cost. */
export interface ToolCost extends AnswerCost {
  readonly tool: string;
}

/** What all answers to sessions have cost since a time. */
export interface Ledger extends AnswerCost {
  /** ISO time. */
  readonly since: string;
}

/** One MCP session as the server sees it: a bridge, or a program that speaks HTTP itself. Holds no secret. */
export interface SessionReport extends AnswerCost {
  readonly id: string;
  /** What the client calls itself, such as `claude-code`; its user agent when it did not say. */
  readonly client: string;
  readonly version: string;
  readonly via: 'bridge' | 'http';
  /** Whether it holds a connection now; a client of HTTP opens one for a call and closes it soon. */
  readonly isConnected: boolean;
  /** By tool, the dearest first. */
  readonly tools: readonly ToolCost[];
  /** Source that the session had already and was not sent again. */
  readonly kept: { readonly blocks: number; readonly tokens: number };
  readonly lastTool: string | null;
  /** ISO times. */
  readonly startTime: string;
  readonly lastTime: string;
}

/** `starting` until the first generation is open or the first index began; `draining` while the server ends. */
export type ServerState = 'starting' | 'indexing' | 'ready' | 'failed' | 'draining';

/** Everything a person can be told about a running server; holds no secret. */
export interface ServerStatus {
  readonly name: string;
  readonly version: string;
  readonly protocol: number;
  readonly pid: number;
  readonly epoch: string;
  readonly root: string;
  readonly workspaceDir: string;
  readonly endpoint: string;
  readonly startTime: string;
  readonly state: ServerState;
  /** Index runs since the server started. */
  readonly indexRuns: number;
  /** Windows and command lines connected now. */
  readonly clients: number;
  /** How many of them are windows. */
  readonly windows: number;
  /** MCP sessions that hold a connection or asked something in the last minutes. */
  readonly sessions: number;
  /** What the answers to all sessions of this workspace have cost. */
  readonly ledger: Ledger;
  readonly freshness: Freshness;
  readonly sqlite: SqliteStatus;
  /** Type of the file system that the cache lies on. */
  readonly fileSystem: string;
  /** How changes of the tree are noticed. */
  readonly watcher: string;
  readonly progress: IndexProgress | null;
  readonly summary: GenerationSummary | null;
  readonly problem: Problem | null;
  readonly warnings: readonly string[];
}
