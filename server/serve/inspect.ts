// A look at a workspace's cache from outside: nothing is opened that the owner holds, above all not lock.db.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findServerRuntime } from '../entry.ts';
import { findKernelLockOwners } from '../ownership/kernelLocks.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { findServer } from './connect.ts';
import { findCurrentGeneration } from './generations.ts';
import { findStartError } from './startError.ts';

/** What `doctor` reports; holds no secret. */
export interface WorkspaceReport {
  readonly root: string;
  readonly workspaceDir: string;
  readonly exists: boolean;
  /** Process ids that hold the lock; undefined where the system does not tell. */
  readonly lockOwners: readonly number[] | undefined;
  readonly server:
    | { version: string; protocol: number; pid: number; startTime: string; endpoint: string }
    | undefined;
  readonly generation: { generation: number; schema: number } | undefined;
  readonly files: readonly { name: string; bytes: number }[];
  readonly startError: string | undefined;
  readonly serverRuntime: string | undefined;
  /** The last lines of the server's log. */
  readonly log: readonly string[];
}

/** Gathers the report. Makes nothing and starts nothing. */
export async function inspectWorkspace(root: string): Promise<WorkspaceReport> {
  const workspaceDir = getWorkspaceDir(root);
  const files = getWorkspaceFiles(workspaceDir);
  const lock = statSync(files.lock, { bigint: true, throwIfNoEntry: false });
  const server = await findServer(root);
  const current = findCurrentGeneration(workspaceDir);
  return {
    root,
    workspaceDir,
    exists: statSync(workspaceDir, { throwIfNoEntry: false }) !== undefined,
    lockOwners: lock ? findKernelLockOwners(lock.ino) : [],
    server: server && {
      version: server.version,
      protocol: server.protocol,
      pid: server.pid,
      startTime: server.startTime,
      endpoint: server.endpoint,
    },
    generation: current && { generation: current.generation, schema: current.schema },
    files: listFiles(workspaceDir),
    startError: findStartError(workspaceDir)?.message,
    serverRuntime: findServerRuntime(),
    log: readLastLines(files.log, 10),
  };
}

function listFiles(workspaceDir: string): { name: string; bytes: number }[] {
  try {
    return readdirSync(workspaceDir)
      .sort()
      .map((name) => ({
        name,
        bytes: statSync(join(workspaceDir, name), { throwIfNoEntry: false })?.size ?? 0,
      }));
  } catch {
    return [];
  }
}

function readLastLines(file: string, count: number): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
  } catch {
    return [];
  }
}
