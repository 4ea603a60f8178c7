// The lock that makes one process the owner of a workspace, and the guards that notice its loss.
// The kernel frees it when the process ends, so there is no stale lock and nobody has to judge a process id.
// Pitfall: closing ANY descriptor of the lock file in this process drops the lock silently. Nothing may open it again.
import { statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { messageOf } from '../errors.ts';
import { CacheNotWritable, OwnedElsewhere } from './errors.ts';
import { findKernelLockOwners } from './kernelLocks.ts';

const WATCH_INTERVAL_MS = 2000;

/** A held lock. */
export interface WorkspaceLock {
  /** Device and inode of the lock file: what the read gate must never open. */
  readonly identity: { readonly dev: bigint; readonly ino: bigint };
  /** Why the lock is not ours any more; undefined while it is. */
  findLoss(): string | undefined;
  /** Calls `onLost` once if the lock is lost. The timer does not keep the process alive. */
  watch(onLost: (why: string) => void): void;
  release(): void;
}

/**
 * Takes the lock at `file` or throws OWNED_ELSEWHERE at once; CACHE_NOT_WRITABLE when the file can't be written.
 * The caller must have checked that this Node can load better-sqlite3.
 */
export function acquireLock(file: string, workspaceDir: string): WorkspaceLock {
  const connection = openExclusively(file, workspaceDir);
  const { dev, ino } = statSync(file, { bigint: true });
  // Some file systems report other numbers in /proc/locks: then its silence proves nothing.
  const hasKernelView = findKernelLockOwners(ino)?.includes(process.pid) ?? false;
  let timer: NodeJS.Timeout | undefined;

  const findLoss = (): string | undefined => {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (!found) return 'the lock file was deleted';
    if (found.dev !== dev || found.ino !== ino) return 'the lock file was replaced';
    if (hasKernelView && findKernelLockOwners(ino)?.includes(process.pid) === false) {
      return 'the kernel no longer lists our lock';
    }
    return undefined;
  };
  return {
    identity: { dev, ino },
    findLoss,
    watch(onLost) {
      timer = setInterval(() => {
        const why = findLoss();
        if (why === undefined) return;
        clearInterval(timer);
        onLost(why);
      }, WATCH_INTERVAL_MS);
      timer.unref();
    },
    release() {
      clearInterval(timer);
      if (connection.open) connection.close();
    },
  };
}

function openExclusively(file: string, workspaceDir: string): Database {
  let connection: Database | undefined;
  try {
    connection = new Sqlite(file, { timeout: 0 });
    // No journal file: the lock is never written to.
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection?.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('SQLITE_BUSY')) throw OwnedElsewhere.from(error, workspaceDir);
    throw CacheNotWritable.from(error, workspaceDir, messageOf(error));
  }
}
