// The fence around writes (guard G4): every write transaction goes through here. Two processes that both believe they own
// a workspace must never interleave, so a write commits only while the database and the run record carry its epoch.
//
// The comparison in the database alone would not do. A connection in exclusive mode keeps its index of the log in
// memory: when its locks were dropped and another process has opened the file, it goes on reading its own old epoch and
// overwrites the other's log. The run record is a file of its own, so its change is seen.

import type { Database } from 'better-sqlite3';
import { Fenced } from '../ownership/errors.ts';
import { findFence } from '../ownership/runRecord.ts';

/** Who writes. Plain data: it is handed to the store thread. */
export interface Fence {
  readonly epoch: string;
  /** The workspace's run record. */
  readonly runFile: string;
  /** False only in the test that shows what happens without the fence. */
  readonly isOn: boolean;
}

/** Throws FENCED when another run owns the workspace. For what writes to the files outside a transaction. */
export function assertOwned({ isOn, runFile, epoch }: Fence): void {
  const why = isOn ? findFence(runFile, epoch) : undefined;
  if (why !== undefined) throw Fenced(why);
}

/** Stores the epoch as that of the owner. The one write before which the database carries another epoch. */
export function claimDatabase(db: Database, fence: Fence): void {
  writeInTransaction(db, fence, () => {
    const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
    set.run('epoch', fence.epoch);
    set.run('openedAtMs', String(Date.now()));
  });
}

/**
 * Runs `body` in one transaction and returns what it returns. Throws FENCED, with nothing written, when the database or
 * the run record carries another epoch. `body` must not wait for anything.
 */
export function writeFenced<Value>(db: Database, fence: Fence, body: () => Value): Value {
  return writeInTransaction(db, fence, () => {
    const stored: unknown = db.prepare("SELECT value FROM meta WHERE key = 'epoch'").pluck().get();
    if (fence.isOn && stored !== fence.epoch) throw Fenced('another run has claimed the database');
    return body();
  });
}

function writeInTransaction<Value>(db: Database, fence: Fence, body: () => Value): Value {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = body();
    // Last, so that as little as possible lies between this look and the commit. A successor writes its record first
    // and waits for this process to end before it opens the database.
    assertOwned(fence);
    db.exec('COMMIT');
    return value;
  } catch (error) {
    // On a full disk SQLite has rolled back by itself.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
