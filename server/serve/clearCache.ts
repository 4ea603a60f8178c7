import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasModernNode } from '../entry.ts';
import { NodeTooOld, OwnedElsewhere } from '../ownership/errors.ts';
import type { WorkspaceLock } from '../ownership/lock.ts';
import { getCacheRoot, getWorkspaceDir, getWorkspaceFiles } from '../ownership/paths.ts';
import { codeOf } from './generations.ts';

const LOCK_PATIENCE_MS = 3000;
const LOCK_POLL_MS = 50;

/**
 * Deletes the index of a workspace and everything else in its cache directory, but for the lock and the note of its
 * port. Takes the lock for that: waits for a server that is ending, and throws OWNED_ELSEWHERE while one runs. Returns the bytes that were freed.
 */
export async function clearCache(root: string, cacheRoot: string = getCacheRoot()): Promise<number> {
  if (!hasModernNode()) throw NodeTooOld(process.versions.node);
  const workspaceDir = getWorkspaceDir(root, cacheRoot);
  if (!statSync(workspaceDir, { throwIfNoEntry: false })?.isDirectory()) return 0;
  const files = getWorkspaceFiles(workspaceDir);
  const lock = await takeLock(files.lock, workspaceDir);
  try {
    const kept = new Set([files.lock, files.workspace].map((file) => basename(file)));
    let bytes = 0;
    for (const entry of readdirSync(workspaceDir, { withFileTypes: true })) {
      if (kept.has(entry.name) || entry.isDirectory()) continue;
      const file = join(workspaceDir, entry.name);
      bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      rmSync(file, { force: true });
    }
    return bytes;
  } finally {
    lock.release();
  }
}

async function takeLock(file: string, workspaceDir: string): Promise<WorkspaceLock> {
  const { acquireLock } = await import('../ownership/lock.ts');
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      return acquireLock(file, workspaceDir);
    } catch (error) {
      if (codeOf(error) !== OwnedElsewhere.code || performance.now() > deadline) throw error;
    }
    await sleep(LOCK_POLL_MS);
  }
}
