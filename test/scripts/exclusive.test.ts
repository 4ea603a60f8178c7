// The lock that keeps two `npm start` from installing into one clone at the same time, with real processes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { runExclusively } from '../../scripts/exclusive.mjs';

const LONG_AGO = new Date(Date.now() - 60_000);

test('of many processes that start at once, one at a time does the work', async (t) => {
  const { lock, folder } = makeLock(t);
  const journal = join(folder, 'journal');
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', worker, lock, journal]),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0] as number));
  assert.deepEqual(codes, [0, 0, 0, 0]);
  assert.equal(readFileSync(journal, 'utf8'), 'begin\nend\n'.repeat(4));
  assert.deepEqual(readdirSync(folder), ['journal'], 'nothing is left behind');
});

test('a second caller is told who it waits for', async (t) => {
  const { lock } = makeLock(t);
  const waitedFor: number[] = [];
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const first = runExclusively(lock, neverWaits, () => mayEnd);
  const onWait = (pid: number) => {
    waitedFor.push(pid);
    end();
  };
  await Promise.all([first, runExclusively(lock, onWait, async () => {})]);
  assert.deepEqual(waitedFor, [process.pid]);
});

test('the lock of a killed process is taken over', async (t) => {
  const { lock } = makeLock(t);
  leaveLock(lock, [await pidOfEnded()]);
  assert.equal(
    await runExclusively(
      lock,
      () => {},
      async () => 'done',
    ),
    'done',
  );
  assert.ok(!existsSync(lock));
});

test('the lock of a killed process is respected while the installer it started still runs', async (t) => {
  const { lock } = makeLock(t);
  const installer = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const { promise: hasWaited, resolve: onWait } = Promise.withResolvers<void>();
  leaveLock(lock, [await pidOfEnded(), installer.pid ?? 0]);
  const work = runExclusively(
    lock,
    () => onWait(),
    async () => installer.exitCode,
  );
  await hasWaited;
  installer.stdin.end();
  assert.equal(await work, 0, 'the work began after the installer had ended');
});

test('work that fails gives the lock back', async (t) => {
  const { lock } = makeLock(t);
  const failing = runExclusively(lock, neverWaits, () => Promise.reject(new Error('no network')));
  await assert.rejects(failing, /no network/);
  assert.ok(!existsSync(lock));
});

function neverWaits(pid: number): void {
  assert.fail(`waited for ${pid}`);
}

function makeLock(t: TestContext): { folder: string; lock: string } {
  const folder = mkdtempSync(join(tmpdir(), 'codebase-memory-exclusive-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, lock: join(folder, 'prepare.lock') };
}

/** A lock as an owner that was killed a while ago leaves it. */
function leaveLock(lock: string, pids: number[]): void {
  const owner = join(lock, 'owner.json');
  mkdirSync(lock);
  writeFileSync(owner, JSON.stringify({ token: 'of-a-killed-process', pids }));
  utimesSync(owner, LONG_AGO, LONG_AGO);
}

async function pidOfEnded(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid ?? 0;
}

const worker = `
  import { appendFileSync } from 'node:fs';
  import { setTimeout as wait } from 'node:timers/promises';
  import { runExclusively } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'scripts', 'exclusive.mjs'))};
  const [lock, journal] = process.argv.slice(1);
  await runExclusively(lock, () => {}, async () => {
    appendFileSync(journal, 'begin\\n');
    await wait(50);
    appendFileSync(journal, 'end\\n');
  });
`;
