import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { findKernelLockOwners, isLockListed } from '../../server/ownership/kernelLocks.ts';

/** A list of the kernel that answers with these owners in turn, and with the last of them for ever. */
function answering(...answers: (number[] | undefined)[]): () => number[] | undefined {
  return () => (answers.length > 1 ? answers.shift() : answers[0]);
}

test('a list that was read in pieces and passed our lock over is read again', () => {
  assert.equal(isLockListed(1n, answering([], [process.pid])), true);
  assert.equal(isLockListed(1n, answering([], [], [process.pid], [])), true);
});

test('a lock that no list has is lost, and one of another process is not ours', () => {
  assert.equal(isLockListed(1n, answering([])), false);
  assert.equal(isLockListed(1n, answering([process.pid + 1])), false);
});

test('where the kernel has no list, its silence proves nothing', () => {
  assert.equal(isLockListed(1n, answering(undefined)), true);
});

test('an owner that one reading of the list leaves out is found by the next', () => {
  assert.deepEqual(findKernelLockOwners(1n, answering([], [], [42])), [42]);
  assert.deepEqual(findKernelLockOwners(1n, answering([])), []);
});

test(
  'a lock is seen without the list of all locks, until it is dropped',
  { skip: process.platform !== 'linux' },
  (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cbm-locks-'));
    const file = join(folder, 'lock.db');
    const db = new Database(file);
    t.after(() => {
      db.close();
      rmSync(folder, { recursive: true });
    });
    db.exec('BEGIN EXCLUSIVE');
    const { ino } = statSync(file, { bigint: true });
    const none = answering([]);
    assert.equal(isLockListed(ino, none), true);
    assert.equal(isLockListed(ino, none), true, 'again');
    // One reading of the file drops them.
    readFileSync(file);
    assert.equal(isLockListed(ino, none), false);
  },
);
