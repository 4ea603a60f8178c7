// Each guard with the guard and without it, in real processes: the bad thing happens without, and does not happen with.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import Database from 'better-sqlite3';
import type { Guards } from '../../server/ownership/guards.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { shopGraph, temporaryDirectory } from '../store/graphBuilder.ts';

type Act = (act: string) => Promise<unknown>;

/** A process that acts as an owner when told. */
async function startActor(
  t: TestContext,
  directory: string,
  name: string,
  guards: Partial<Guards>,
): Promise<Act> {
  const program = join(import.meta.dirname, 'support', 'actor.ts');
  const actor = fork(program, [directory, name, JSON.stringify(guards)]);
  t.after(() => actor.kill('SIGKILL'));
  await once(actor, 'message');
  return async (act) => {
    const outcome = once(actor, 'message');
    actor.send(act);
    return (await outcome)[0] as unknown;
  };
}

/** What the first owner believes after `harm` let a second process win the lock. */
async function takeLockAway(t: TestContext, harm: string, guards: Partial<Guards>): Promise<unknown> {
  const directory = temporaryDirectory(t);
  const [first, second] = await Promise.all([
    startActor(t, directory, 'first', guards),
    startActor(t, directory, 'second', {}),
  ]);
  assert.equal(await first('lock'), 'won');
  assert.equal(await second('lock'), 'OWNED_ELSEWHERE');
  await first(harm);
  assert.equal(await second('lock'), 'won', 'there are two owners now');
  return first('findLoss');
}

test('inode watch: the owner of a replaced lock file notices; without the guard it goes on beside the new one', async (t) => {
  assert.match(String(await takeLockAway(t, 'replaceLock', {})), /replaced/);
  assert.equal(await takeLockAway(t, 'replaceLock', { inodeWatch: false }), 'owner');
});

const isLinux = { skip: process.platform !== 'linux' };

test(
  'kernel locks: an owner whose lock was dropped by a read notices; without the guard it goes on',
  isLinux,
  async (t) => {
    assert.match(String(await takeLockAway(t, 'readLock', {})), /kernel/);
    assert.equal(await takeLockAway(t, 'readLock', { kernelLocks: false }), 'owner');
  },
);

test('kernel locks: a dropped lock of the database is noticed as well', isLinux, async (t) => {
  const directory = temporaryDirectory(t);
  writeGeneration(join(directory, 'graph-1.db'), shopGraph(), {});
  const owner = await startActor(t, directory, 'owner', {});
  await owner('lock');
  await owner('open');
  assert.equal(await owner('findLoss'), 'owner');
  await owner('readDatabase');
  assert.match(String(await owner('findLoss')), /database lock/);
});

/** Two forced owners of one database write in turn; what the first one's second write said, and what SQLite says after. */
async function interleave(t: TestContext, guards: Partial<Guards>) {
  const directory = temporaryDirectory(t);
  const database = join(directory, 'graph-1.db');
  writeGeneration(database, shopGraph(), {});
  const first = await startActor(t, directory, 'first', guards);
  const second = await startActor(t, directory, 'second', guards);
  assert.equal(await first('open'), 'done');
  assert.equal(await first('write'), 'done');
  assert.equal(await second('open'), 'STORE_BUSY');
  await first('readDatabase');
  assert.equal(await second('open'), 'done', 'the second owner has the database open beside the first');
  const acknowledged: string[] = [];
  for (const [name, act] of [
    ['first', first],
    ['second', second],
    ['first', first],
    ['second', second],
  ] as const) {
    if ((await act('write')) === 'done') acknowledged.push(name);
  }
  const last = await first('write');
  await second('close');
  const db = new Database(database, { readonly: true });
  t.after(() => db.close());
  const count = db.prepare("SELECT count(*) FROM meta WHERE key LIKE 'write %' AND value = ?").pluck();
  const isStored = (['first', 'second'] as const).every((name) => {
    const wanted = acknowledged.filter((one) => one === name).length + (name === 'first' ? 1 : 0);
    return Number(count.get(name)) === wanted;
  });
  return { last, isStored };
}

test('epoch fence: of two forced owners only the newer one writes and keeps all it wrote; without the fence writes are lost', async (t) => {
  const fenced = await interleave(t, {});
  assert.equal(fenced.last, 'FENCED');
  assert.ok(fenced.isStored, 'what was acknowledged is stored');
  const unfenced = await interleave(t, { epochFence: false }).catch((error: unknown) => ({
    last: 'done',
    isStored: String(error).includes('malformed') ? false : String(error),
  }));
  assert.equal(unfenced.last, 'done', 'the older owner was told that it wrote');
  assert.equal(unfenced.isStored, false, 'and what was acknowledged is lost');
});
