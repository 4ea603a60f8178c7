// The seam between the server process and what it serves: the server knows when to open, check and index, the engine
// knows how. Everything below this interface may be replaced without touching ownership or transport.
import type { Log } from '../log.ts';
import type { ToolRegistry } from '../mcp/registry.ts';
import type { DumpRequest } from '../protocol/rpc.ts';
import type { Settings } from '../protocol/settings.ts';
import type { Freshness, GenerationSummary, IndexProgress, ServerStatus } from '../protocol/status.ts';

/** One complete database file. */
export interface GenerationFile {
  readonly generation: number;
  readonly file: string;
}

/** How the tree differs from the generation that is open. */
export interface FreshnessCheck {
  /** Changed, added and removed files, relative to the root, sorted. */
  readonly dirtyFiles: readonly string[];
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
  /** Device and inode of the lock file, for the read gate. */
  readonly lockIdentity: { readonly dev: bigint; readonly ino: bigint };
  readonly settings: () => Settings;
  readonly status: () => ServerStatus;
  readonly freshness: () => Freshness;
  /** Asks for an index run as `index/run` does; for tools that index. */
  readonly requestIndex: (full: boolean) => Promise<ServerStatus>;
}

/** The index of one workspace. Only one `index` runs at a time; queries may run beside it. */
export interface Engine {
  readonly tools: ToolRegistry;
  /** Version of the database format this engine writes; a higher one on disk is refused. */
  readonly schemaVersion: number;
  /**
   * Makes `file` the generation that answers, then closes the one before: running queries end first. Throws when the
   * file can't be used; the generation before stays open then.
   */
  open(file: GenerationFile): Promise<GenerationSummary>;
  /** Compares the tree with the open generation, by stat, then by content. */
  checkFresh(): Promise<FreshnessCheck>;
  /** Indexes the tree into `file`, which does not exist yet, and leaves it complete and synced, or throws. */
  index(file: GenerationFile, onProgress: (progress: IndexProgress) => void): Promise<GenerationSummary>;
  /** The text of a dump in pieces of moderate size. */
  dump(request: DumpRequest): AsyncIterable<string>;
  /** Settings of `context.settings()` changed. */
  applySettings(): Promise<void>;
  close(): Promise<void>;
}

/** Makes the engine of a workspace; called once per server, after the lock is held. */
export type EngineFactory = (context: EngineContext) => Promise<Engine>;
