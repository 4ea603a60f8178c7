import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import Sqlite from 'better-sqlite3';
import { acquireLock } from '../../server/ownership/lock.ts';

function createDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-lock-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts a process that tries for the lock when told, says how it went, and holds it until it is killed. */
async function startRacer(t: TestContext, directory: string): Promise<ChildProcess> {
  const racer = fork(join(import.meta.dirname, 'support', 'racer.ts'), [directory]);
  t.after(() => racer.kill('SIGKILL'));
  await once(racer, 'message');
  return racer;
}

async function race(racer: ChildProcess): Promise<string> {
  const verdict = once(racer, 'message');
  racer.send('go');
  return String((await verdict)[0]);
}

test('of four processes that race for the lock, one wins and three are told who owns it', async (t) => {
  const directory = createDirectory(t);
  const racers = await Promise.all([1, 2, 3, 4].map(() => startRacer(t, directory)));
  const verdicts = await Promise.all(racers.map(race));
  assert.deepEqual(verdicts.sort(), ['OWNED_ELSEWHERE', 'OWNED_ELSEWHERE', 'OWNED_ELSEWHERE', 'won']);
});

test('a killed owner leaves the lock to the next process at once', async (t) => {
  const directory = createDirectory(t);
  const [first, second] = await Promise.all([startRacer(t, directory), startRacer(t, directory)]);
  assert.equal(await race(first), 'won');
  assert.equal(await race(second), 'OWNED_ELSEWHERE');
  first.kill('SIGKILL');
  await once(first, 'exit');
  assert.equal(await race(second), 'won');
});

test('the lock file stays empty and nothing lies beside it', (t) => {
  const directory = createDirectory(t);
  const lock = acquireLock(join(directory, 'lock.db'), directory);
  t.after(() => lock.release());
  assert.equal(statSync(join(directory, 'lock.db')).size, 0);
  assert.equal(statSync(join(directory, 'lock.db-journal'), { throwIfNoEntry: false }), undefined);
});

test('a deleted or replaced lock file is noticed', (t) => {
  const directory = createDirectory(t);
  const file = join(directory, 'lock.db');
  const lock = acquireLock(file, directory);
  t.after(() => lock.release());
  assert.equal(lock.findLoss(), undefined);
  renameSync(file, `${file}.old`);
  assert.match(lock.findLoss() ?? '', /deleted/);
  writeFileSync(file, '');
  assert.match(lock.findLoss() ?? '', /replaced/);
});

test(
  'a lock dropped by reading the file in the same process is noticed',
  { skip: process.platform !== 'linux' },
  (t) => {
    const directory = createDirectory(t);
    const file = join(directory, 'lock.db');
    const lock = acquireLock(file, directory);
    t.after(() => lock.release());
    assert.equal(lock.findLoss(), undefined);
    readFileSync(file);
    assert.match(lock.findLoss() ?? '', /kernel/);
  },
);

test(
  'without its guards a lock says nothing of what happens to its file',
  { skip: process.platform !== 'linux' },
  (t) => {
    const directory = createDirectory(t);
    const file = join(directory, 'lock.db');
    const lock = acquireLock(file, directory, { inodeWatch: false, kernelLocks: false });
    t.after(() => lock.release());
    readFileSync(file);
    renameSync(file, `${file}.old`);
    assert.equal(lock.findLoss(), undefined);
  },
);

test(
  'the lock on the database is watched with it, unless nobody holds one',
  { skip: process.platform !== 'linux' },
  (t) => {
    const directory = createDirectory(t);
    const lock = acquireLock(join(directory, 'lock.db'), directory);
    t.after(() => lock.release());
    const database = join(directory, 'graph-1.db');
    writeFileSync(database, '');
    for (const nothing of [database, join(directory, 'missing.db'), undefined]) {
      lock.include(nothing);
      assert.equal(lock.findLoss(), undefined);
    }
    const connection = new Sqlite(database);
    t.after(() => connection.close());
    connection.exec('BEGIN EXCLUSIVE');
    lock.include(database);
    assert.equal(lock.findLoss(), undefined);
    readFileSync(database);
    assert.match(lock.findLoss() ?? '', /database lock/);
    lock.include(undefined);
    assert.equal(lock.findLoss(), undefined);
  },
);

test('whoever watches a lock hears of its loss, once, and not before', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const directory = createDirectory(t);
  const file = join(directory, 'lock.db');
  const lock = acquireLock(file, directory);
  t.after(() => lock.release());
  const heard: string[] = [];
  lock.watch((why) => heard.push(why));
  t.mock.timers.tick(60_000);
  assert.deepEqual(heard, []);
  rmSync(file);
  t.mock.timers.tick(60_000);
  assert.deepEqual(heard, ['the lock file was deleted']);
});

test('a released lock can be taken again', (t) => {
  const directory = createDirectory(t);
  acquireLock(join(directory, 'lock.db'), directory).release();
  acquireLock(join(directory, 'lock.db'), directory).release();
});

test('a lock file that cannot be made is a coded error that names the directory', (t) => {
  const directory = createDirectory(t);
  assert.throws(() => acquireLock(join(directory, 'missing', 'lock.db'), directory), {
    code: 'CACHE_NOT_WRITABLE',
    exitCode: 73,
  });
});
