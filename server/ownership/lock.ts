// The lock that makes one process the owner of a workspace, and the guards that notice its loss.
// The kernel frees it when the process ends, so there is no stale lock and nobody has to judge a process id.
// Pitfall: closing ANY descriptor of the lock file in this process drops the lock silently. Nothing may open it again.
import { closeSync, openSync, statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { codeOf, messageOf } from '../errors.ts';
import { CacheNotWritable, OwnedElsewhere } from './errors.ts';
import { ALL_GUARDS } from './guards.ts';
import type { Guards } from './guards.ts';
import { findKernelLockOwners, isLockListed } from './kernelLocks.ts';

const WATCH_INTERVAL_MS = 2000;
const ATTEMPTS = 8;
const LONGEST_WAIT_MS = 15;

/** Connections of held locks: one that is merely forgotten would be collected, and the lock freed without a word. */
const held = new Set<Database>();

/** A held lock. */
export interface WorkspaceLock {
  /** Device and inode of the lock file: what the read gate must never open. */
  readonly identity: { readonly dev: bigint; readonly ino: bigint };
  /** Why the lock is not ours any more; undefined while it is. */
  findLoss(): string | undefined;
  /**
   * Lets `findLoss` also look whether the kernel lists our lock of `database`, undefined for none. Its lock is taken by
   * SQLite and is dropped as silently as the lock file's when anything in this process reads the file.
   */
  include(database: string | undefined): void;
  /** Calls `onLost` once if the lock is lost. The timer does not keep the process alive. */
  watch(onLost: (why: string) => void): void;
  release(): void;
}

/**
 * Takes the lock at `file` or throws OWNED_ELSEWHERE at once; CACHE_NOT_WRITABLE when the file can't be written.
 * The caller must have checked that this Node can load better-sqlite3.
 */
export function acquireLock(
  file: string,
  workspaceDir: string,
  guards: Pick<Guards, 'inodeWatch' | 'kernelLocks'> = ALL_GUARDS,
): WorkspaceLock {
  const { connection, dev, ino } = lockFile(file, workspaceDir);
  // Some file systems report other numbers in /proc/locks: then its silence proves nothing.
  const hasKernelView = guards.kernelLocks && findKernelLockOwners(ino) !== undefined && isLockListed(ino);
  let database: bigint | undefined;
  let timer: NodeJS.Timeout | undefined;

  const findLoss = (): string | undefined => {
    if (guards.inodeWatch) {
      const found = statSync(file, { bigint: true, throwIfNoEntry: false });
      if (!found) return 'the lock file was deleted';
      if (found.dev !== dev || found.ino !== ino) return 'the lock file was replaced';
    }
    if (hasKernelView && !isLockListed(ino)) return 'the kernel no longer lists our lock';
    if (database !== undefined && !isLockListed(database))
      return 'the kernel no longer lists our database lock';
    return undefined;
  };
  return {
    identity: { dev, ino },
    findLoss,
    include(path) {
      const found = path === undefined ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false });
      // An engine that holds no lock on its file, or a file system that shows none, has nothing to lose.
      database = hasKernelView && found && isLockListed(found.ino) ? found.ino : undefined;
    },
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
      held.delete(connection);
      if (connection.open) connection.close();
    },
  };
}

interface LockedFile {
  readonly connection: Database;
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Locks the file that `file` names. One that was replaced while it was being opened is let go, and the new one tried. */
function lockFile(file: string, workspaceDir: string): LockedFile {
  for (;;) {
    const before = ensureFile(file, workspaceDir);
    const connection = openExclusively(file, workspaceDir);
    const after = statSync(file, { bigint: true, throwIfNoEntry: false });
    const { dev, ino } = before;
    if (after?.dev === dev && after.ino === ino) {
      held.add(connection);
      return { connection, dev, ino };
    }
    connection.close();
  }
}

/** Nothing is locked in this process yet, so opening and closing the file here is harmless. */
function ensureFile(file: string, workspaceDir: string): { dev: bigint; ino: bigint } {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (found) return found;
    closeSync(openSync(file, 'a', 0o600));
    return statSync(file, { bigint: true });
  } catch (error) {
    throw CacheNotWritable.from(error, workspaceDir, messageOf(error));
  }
}

// SQLite takes an exclusive lock in steps, and racers in the middle of them can refuse each other so that nobody wins.
// Trying again at odd moments ends that; a lock that is really held costs its losers these few milliseconds.
function openExclusively(file: string, workspaceDir: string): Database {
  for (let attempt = 1; ; attempt += 1) {
    let connection: Database | undefined;
    try {
      connection = new Sqlite(file, { timeout: 0 });
      // No journal file: the lock is never written to.
      connection.pragma('journal_mode = MEMORY');
      connection.exec('BEGIN EXCLUSIVE');
      return connection;
    } catch (error) {
      connection?.close();
      if (!codeOf(error).startsWith('SQLITE_BUSY'))
        throw CacheNotWritable.from(error, workspaceDir, messageOf(error));
      if (attempt === ATTEMPTS) throw OwnedElsewhere.from(error, workspaceDir);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * LONGEST_WAIT_MS);
  }
}
