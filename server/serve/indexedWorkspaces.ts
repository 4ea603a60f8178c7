// The indexes of this user's cache, from outside: which workspaces there are and how one is deleted. Works from the files
// that servers leave for others; opens no database and asks no server.
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IndexedWorkspace, IndexedWorkspaces } from '../mcp/tool.ts';
import { findJsonFile } from '../ownership/atomicFile.ts';
import { findDiscovery } from '../ownership/discovery.ts';
import { getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { findRunRecord } from '../ownership/runRecord.ts';
import { clearCache } from './clearCache.ts';
import { WorkspaceInUse } from './errors.ts';
import { findCurrentGeneration } from './generations.ts';
import { findHolder } from './holder.ts';

/** The indexes below `cacheRoot`. */
export function createIndexedWorkspaces(cacheRoot: string): IndexedWorkspaces {
  return {
    list: () =>
      readdirSync(cacheRoot, { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() ? (findIndexedWorkspace(cacheRoot, entry.name) ?? []) : []))
        .sort((a, b) => (a.root < b.root ? -1 : 1)),
    async delete({ root }) {
      const pid = findServerPid(getWorkspaceDir(root, cacheRoot));
      // The lock would say so too, but only after a wait for a server that may be ending.
      if (pid !== undefined) throw WorkspaceInUse(root, pid);
      return clearCache(root, cacheRoot);
    },
  };
}

function findIndexedWorkspace(cacheRoot: string, folder: string): IndexedWorkspace | undefined {
  const workspaceDir = join(cacheRoot, folder);
  const files = getWorkspaceFiles(workspaceDir);
  const root = findJsonFile(files.workspace)?.['root'];
  // A folder that was copied or renamed by hand is nobody's index, whatever it says.
  if (typeof root !== 'string' || getWorkspaceDir(root, cacheRoot) !== workspaceDir) return undefined;
  const current = findCurrentGeneration(workspaceDir);
  const published = statSync(files.current, { throwIfNoEntry: false });
  if (!current || !published) return undefined;
  return {
    name: basename(root),
    root,
    generation: current.generation,
    indexedAtMs: published.mtimeMs,
    databaseBytes: ['', '-wal', '-sums'].reduce((sum, suffix) => sum + sizeOf(current.file + suffix), 0),
    serverPid: findServerPid(workspaceDir),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function findServerPid(workspaceDir: string): number | undefined {
  const holder = findHolder(workspaceDir);
  if (holder) return holder.pid;
  const files = getWorkspaceFiles(workspaceDir);
  // Where the system does not tell which process a number means, what the server published has to do.
  return findRunRecord(files.run)?.process === null ? findDiscovery(files.discovery)?.pid : undefined;
}
