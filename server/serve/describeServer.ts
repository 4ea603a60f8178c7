// What the server says about itself, put together from its parts. Pure.
import { PROTOCOL_VERSION } from '../protocol/status.ts';
import type { Freshness, ServerState, ServerStatus } from '../protocol/status.ts';
import type { Knobs } from './knobs.ts';
import type { Ownership } from './ownership.ts';
import type { Workspace } from './workspace.ts';

/** The parts of a server that have something to say. */
export interface ServerParts {
  readonly root: string;
  readonly version: string;
  readonly endpoint: string;
  readonly clients: number;
  readonly isDraining: boolean;
  readonly ownership: Ownership;
  readonly knobs: Knobs;
  /** Undefined while the server comes up. */
  readonly workspace: Workspace | undefined;
}

/** There is no file watcher yet: every answer is preceded by a look at the tree that is at most seconds old. */
const WATCHER = 'none: the tree is checked on demand';

const NOTHING_YET: Freshness = {
  generation: null,
  indexing: false,
  stale: false,
  dirtyFiles: [],
  skippedFiles: 0,
};

/** The status as of now. Holds no secret. */
export function describeServer(parts: ServerParts): ServerStatus {
  const { root, version, endpoint, clients, ownership, knobs, workspace } = parts;
  const { epoch, workspaceDir, startTime, fileSystem, lastRun } = ownership;
  const crash = lastRun.crash === null ? [] : [`The last server ended unexpectedly: ${lastRun.crash}.`];
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
    freshness: workspace?.freshness() ?? NOTHING_YET,
    sqlite: knobs.status,
    fileSystem: fileSystem.type,
    watcher: WATCHER,
    progress: workspace?.progress ?? null,
    summary: workspace?.summary ?? null,
    problem: workspace?.problem ?? null,
    warnings: [...knobs.warnings, ...crash, ...(workspace?.notices ?? [])],
  };
}

function getState({ isDraining, workspace }: ServerParts): ServerState {
  if (isDraining) return 'draining';
  if (workspace?.isIndexing) return 'indexing';
  if (workspace?.summary) return 'ready';
  return workspace?.problem ? 'failed' : 'starting';
}
