// What the server says about itself, put together from its parts. Pure.
import { CRASH_WINDOW_MS } from '../ownership/crashes.ts';
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import type { Freshness, Ledger, ServerState, ServerStatus } from '../protocol/status.ts';
import type { Knobs } from './knobs.ts';
import type { Ownership } from './ownership.ts';
import type { Workspace } from './workspace.ts';

/** The parts of a server that have something to say. */
export interface ServerParts {
  readonly root: string;
  readonly version: string;
  readonly endpoint: string;
  readonly clients: number;
  readonly windows: number;
  readonly sessions: number;
  readonly ledger: Ledger;
  readonly isDraining: boolean;
  /** Whether a person has read that the last server crashed. */
  readonly isCrashRead: boolean;
  readonly ownership: Ownership;
  readonly knobs: Knobs;
  /** How changes of the tree are noticed, in words for a person. */
  readonly watcher: string;
  /** Undefined while the server comes up. */
  readonly workspace: Workspace | undefined;
}

const NOTHING_YET: Freshness = {
  generation: null,
  indexing: false,
  stale: false,
  dirtyFiles: [],
  skippedFiles: 0,
};

/** The status as of now. Holds no secret. */
export function describeServer(parts: ServerParts): ServerStatus {
  const { root, version, endpoint, clients, windows, sessions, ledger, ownership, knobs, workspace } = parts;
  const { epoch, workspaceDir, startTime, fileSystem, lastRun } = ownership;
  // What happened to the last server is news for a while, or until a person has read it: it is over.
  const isNews = !parts.isCrashRead && Date.now() - Date.parse(startTime) < CRASH_WINDOW_MS;
  const crash = isNews && lastRun.crash !== null ? [`The last server crashed: ${lastRun.crash}.`] : [];
  return {
    name: 'codebase-memory',
    version,
    protocol: PROTOCOL_VERSION,
    pid: process.pid,
    epoch,
    root,
    workspaceDir,
    endpoint,
    startTime,
    state: getState(parts),
    indexRuns: workspace?.indexRuns ?? 0,
    clients,
    windows,
    sessions,
    ledger,
    freshness: workspace?.freshness() ?? NOTHING_YET,
    sqlite: knobs.status,
    fileSystem: fileSystem.type,
    watcher: parts.watcher,
    progress: workspace?.progress ?? null,
    summary: workspace?.summary ?? null,
    problem: workspace?.problem ?? null,
    warnings: [...knobs.listWarnings(isNews), ...crash, ...(workspace?.notices ?? [])],
  };
}

function getState({ isDraining, workspace }: ServerParts): ServerState {
  if (isDraining) return 'draining';
  if (workspace?.isIndexing) return 'indexing';
  if (workspace?.summary) return 'ready';
  return workspace?.problem ? 'failed' : 'starting';
}
