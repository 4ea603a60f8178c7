// A look at a workspace's cache from outside, for `doctor`: works with and without a server. Nothing is opened that the
// owner holds, above all not lock.db or a database. Shows no source text and no secret.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findServerRuntime } from '../entry.ts';
import { findCrashes, findCrashLoop } from '../ownership/crashes.ts';
import type { Crash } from '../ownership/crashes.ts';
import type { Discovery } from '../ownership/discovery.ts';
import { findFileSystem } from '../ownership/fileSystem.ts';
import type { FileSystem } from '../ownership/fileSystem.ts';
import { findKernelLockOwners } from '../ownership/kernelLocks.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { findRunRecord } from '../ownership/runRecord.ts';
import { findServer } from './connect.ts';
import { findCurrentGeneration, listDamagedFiles } from './generations.ts';
import { findHolder } from './holder.ts';
import { findStartError } from './startError.ts';

/** What `doctor` reports of the disk and the processes; holds no secret. */
export interface WorkspaceReport {
  readonly root: string;
  readonly workspaceDir: string;
  readonly exists: boolean;
  readonly fileSystem: FileSystem | undefined;
  /** Process ids that hold the lock; undefined where the system does not tell. */
  readonly lockOwners: readonly number[] | undefined;
  /** The run that owns the workspace, or that ended without a word when `isAlive` is false. */
  readonly run:
    | { epoch: string; pid: number; version: string; startTime: string; isAlive: boolean }
    | undefined;
  readonly server:
    | { version: string; protocol: number; pid: number; startTime: string; endpoint: string; epoch: string }
    | undefined;
  readonly generation: { generation: number; schema: number } | undefined;
  readonly files: readonly { name: string; bytes: number }[];
  /** Broken databases that were put aside. */
  readonly quarantined: readonly { name: string; time: string }[];
  readonly lastCrash: Crash | undefined;
  readonly crashes: number;
  /** Whether servers are not started any more because they keep crashing. */
  readonly isCrashLoop: boolean;
  readonly startError: string | undefined;
  readonly serverRuntime: string | undefined;
  /** The last lines of the server's log. */
  readonly log: readonly string[];
}

/** Gathers the report, with the server that answers, if one does. Makes nothing and starts nothing. */
export async function inspectWorkspace(
  root: string,
): Promise<{ report: WorkspaceReport; discovery: Discovery | undefined }> {
  const workspaceDir = getWorkspaceDir(root);
  const files = getWorkspaceFiles(workspaceDir);
  const lock = statSync(files.lock, { bigint: true, throwIfNoEntry: false });
  const discovery = await findServer(root);
  const current = findCurrentGeneration(workspaceDir);
  const run = findRunRecord(files.run);
  const crashes = findCrashes(files.crashes);
  const exists = statSync(workspaceDir, { throwIfNoEntry: false }) !== undefined;
  const report: WorkspaceReport = {
    root,
    workspaceDir,
    exists,
    fileSystem: exists ? findFileSystem(workspaceDir) : undefined,
    lockOwners: lock ? findKernelLockOwners(lock.ino) : [],
    run: run && {
      epoch: run.epoch,
      pid: run.pid,
      version: run.version,
      startTime: run.startTime,
      isAlive: discovery?.epoch === run.epoch || findHolder(workspaceDir) !== undefined,
    },
    server: discovery && {
      version: discovery.version,
      protocol: discovery.protocol,
      pid: discovery.pid,
      startTime: discovery.startTime,
      endpoint: discovery.endpoint,
      epoch: discovery.epoch,
    },
    generation: current && { generation: current.generation, schema: current.schema },
    files: exists ? listFiles(workspaceDir) : [],
    quarantined: exists ? listDamagedFiles(workspaceDir) : [],
    lastCrash: crashes.at(-1),
    crashes: crashes.length,
    isCrashLoop: findCrashLoop(files.crashes) !== undefined,
    startError: findStartError(workspaceDir)?.message,
    serverRuntime: findServerRuntime(),
    log: readLastLines(files.log, 10),
  };
  return { report, discovery };
}

function listFiles(workspaceDir: string): { name: string; bytes: number }[] {
  return readdirSync(workspaceDir)
    .sort()
    .map((name) => ({
      name,
      bytes: statSync(join(workspaceDir, name), { throwIfNoEntry: false })?.size ?? 0,
    }));
}

function readLastLines(file: string, count: number): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
  } catch {
    return [];
  }
}
