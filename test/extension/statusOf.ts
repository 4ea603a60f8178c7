import type { ConnectionState } from '../../extension/connection/state.ts';
import type { ServerStatus } from '../../server/protocol/status.ts';

/** The status of a server that has indexed a small project and does nothing, with what a test wants otherwise. */
export function statusOf(changes: Partial<ServerStatus> = {}): ServerStatus {
  return {
    name: 'codebase-memory',
    version: '1.2.3',
    protocol: 1,
    pid: 4711,
    epoch: 'e1',
    root: '/projects/shop',
    workspaceDir: '/cache/shop-1',
    endpoint: 'http://127.0.0.1:40000/mcp',
    startTime: '2026-11-23T08:00:00.000Z',
    state: 'ready',
    indexRuns: 1,
    clients: 2,
    windows: 2,
    sessions: 1,
    ledger: { calls: 0, tokens: 0, ms: 0, grepTokens: 0, since: '2026-11-23T08:00:00.000Z' },
    freshness: { generation: 3, indexing: false, stale: false, dirtyFiles: [], skippedFiles: 2 },
    sqlite: {
      mmap: { bytes: 67_108_864, source: 'default', wantedBytes: 67_108_864, whyOff: null },
      checkpoint: { mode: 'PASSIVE', source: 'default' },
      database: null,
    },
    fileSystem: 'ext4',
    watcher: 'none',
    progress: null,
    summary: {
      generation: 3,
      files: 2800,
      partialFiles: 0,
      symbols: 43_210,
      edges: 100_000,
      unresolved: 9000,
      edgesByTier: { exact: 70_000, inferred: 30_000, possible: 0 },
      skipped: [{ reason: 'larger than the size limit', files: 2, folders: 0, examples: ['a.js'] }],
      databaseBytes: 12_000_000,
      sourceBytes: 30_000_000,
      wallMs: 4200,
      cpuMs: 8000,
      indexedAtMs: Date.UTC(2026, 10, 23, 8),
    },
    problem: null,
    warnings: [],
    ...changes,
  };
}

/** A connection to that server. */
export function connected(changes: Partial<ServerStatus> = {}): ConnectionState {
  return { kind: 'connected', status: statusOf(changes) };
}

/** The same while it builds its first index and has parsed half of the bytes. */
export const firstIndex: Partial<ServerStatus> = {
  state: 'indexing',
  summary: null,
  freshness: { generation: null, indexing: true, stale: false, dirtyFiles: [], skippedFiles: 0 },
  progress: { phase: 'parse', files: 1200, totalFiles: 2800, bytes: 15_000_000, totalBytes: 30_000_000 },
};
