// Whether a database that was changed by anybody but us is told from one that we wrote, at every moment of its life.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { describeRun, writeRunRecord } from '../../server/ownership/runRecord.ts';
import { CHECKPOINT_MODES } from '../../server/protocol/settings.ts';
import { openGeneration } from '../../server/store/generation.ts';
import type { Generation } from '../../server/store/generation.ts';
import { readLog } from '../../server/store/logFrames.ts';
import { Upkeep } from '../../server/store/upkeep.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { createRandom } from '../torture/random.ts';
import { shopGraph, temporaryDirectory } from './graphBuilder.ts';

const PAGE = 4096;

function writeShop(t: TestContext): string {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  return file;
}

function openOwned(t: TestContext, file: string): Generation {
  const runFile = join(dirname(file), 'run.json');
  writeRunRecord(runFile, describeRun('mine', '1.0.0', '', 0));
  const generation = openGeneration(file, { mmapBytes: 0, fence: { epoch: 'mine', runFile, isOn: true } });
  t.after(() => generation.close());
  return generation;
}

function write(generation: Generation, key: string, bytes = 20_000): void {
  generation.write((db) =>
    db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, key.repeat(bytes / key.length)),
  );
}

function flipBit(file: string, bit: number): void {
  const descriptor = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, bit >> 3);
  writeSync(descriptor, Buffer.from([byte[0]! ^ (1 << (bit & 7))]), 0, 1, bit >> 3);
  closeSync(descriptor);
}

/** What a killed process leaves. By a process of its own: reading a live database here would drop its locks. */
function copyAsLeftByACrash(t: TestContext, file: string): string {
  const directory = temporaryDirectory(t);
  execFileSync('cp', ['-p', '-r', `${dirname(file)}/.`, directory]);
  return join(directory, 'graph-1.db');
}

function assertOpens(t: TestContext, file: string, keys: readonly string[] = []): void {
  const generation = openOwned(t, file);
  const meta = generation.meta();
  for (const key of keys) assert.ok(key in meta, key);
  assert.equal(generation.verify('integrity'), 'ok');
  generation.close();
}

test('every flipped bit of a database at rest is told at its opening', (t) => {
  const file = writeShop(t);
  const random = createRandom(7);
  const whole = readFileSync(file);
  const bits = whole.length * 8;
  // All of the header, then any.
  for (let round = 0; round < 1000; round += 1) {
    const bit = round < 800 ? round : random.between(0, bits - 1);
    flipBit(file, bit);
    assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' }, `bit ${bit}`);
    // Not by flipping it back: SQLite corrects a wrong journal mode in the header on its own.
    writeFileSync(file, whole);
  }
  assertOpens(t, file);
});

test('a database without its checksums, or with broken ones, is not believed', (t) => {
  const file = writeShop(t);
  flipBit(`${file}-sums`, 1000);
  assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' });
  writeFileSync(`${file}-sums`, '');
  assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' });
  rmSync(`${file}-sums`);
  assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code: 'STORE_DAMAGED', message: /missing/ });
});

test('a database that was longer or shorter than it is now is not believed', (t) => {
  const file = writeShop(t);
  const whole = readFileSync(file);
  for (const content of [whole.subarray(0, -PAGE), whole.subarray(0, 5000), Buffer.concat([whole, whole])]) {
    writeFileSync(file, content);
    assert.throws(() => openGeneration(file, { mmapBytes: 0 }), { code: 'STORE_DAMAGED' });
  }
});

test('our own writes and checkpoints in every mode keep the checksums right', (t) => {
  const file = writeShop(t);
  const keys: string[] = [];
  for (const mode of CHECKPOINT_MODES) {
    const generation = openOwned(t, file);
    for (const part of ['a', 'b']) {
      keys.push(mode + part);
      write(generation, mode + part);
      generation.checkpoint(mode);
      assert.equal(generation.live.findHarm(), undefined);
    }
    generation.write((db) => db.exec('DELETE FROM meta WHERE length(value) > 60000'));
    while (generation.live.hasUnseenPages) generation.live.compareSlice();
    assert.equal(generation.live.findHarm(), undefined);
    generation.close();
    assertOpens(t, file, keys);
  }
});

test('a log that has grown past a thousand pages is read as SQLite counts it', (t) => {
  const generation = openOwned(t, writeShop(t));
  for (let round = 0; round < 5; round += 1) write(generation, `round${round}`, 1_200_000);
  assert.ok(generation.hasLongLog);
  const { log } = generation.checkpoint('PASSIVE');
  assert.equal(readLog(generation.file, PAGE).frames, log);
  assert.ok(!generation.hasLongLog);
});

test('whatever moment of a checkpoint a crash interrupts, the database is whole and believed', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  write(generation, 'first');
  const committed = copyAsLeftByACrash(t, file);
  const before = readFileSync(committed);
  generation.live.beginCheckpoint(readLog(file, PAGE).frames);
  const announced = copyAsLeftByACrash(t, file);
  generation.checkpoint('PASSIVE');
  const done = copyAsLeftByACrash(t, file);
  const after = readFileSync(done);
  const half = copyAsLeftByACrash(t, file);
  // Every second page was brought over when the process died.
  for (let page = 0; page * PAGE < before.length; page += 2) {
    before.copy(after, page * PAGE, page * PAGE, (page + 1) * PAGE);
  }
  writeFileSync(half, after);
  for (const left of [committed, announced, half, done]) assertOpens(t, left, ['first']);

  const torn = copyAsLeftByACrash(t, file);
  writeFileSync(torn, after);
  rmSync(`${torn}-wal`);
  assert.throws(
    () => openGeneration(torn, { mmapBytes: 0 }),
    { code: 'STORE_DAMAGED' },
    'half without its log',
  );
});

test('a page that is changed under a running server is told, a link to the file or another time is not', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  execFileSync('ln', [file, `${file}.link`]);
  execFileSync('touch', ['-d', '2001-01-01', file]);
  assert.equal(generation.live.findHarm(), undefined);
  flipBit(file, 9 * 8);
  execFileSync('touch', ['-d', '2001-01-01', file]);
  assert.match(generation.live.findHarm() ?? '', /wrote to the database: page 1 /);
});

test('what was read while the file was changed is no answer', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  const upkeep = new Upkeep(generation, { mmapBytes: 0, checkpointMode: 'PASSIVE' }, () => {});
  t.after(() => upkeep.close());
  assert.throws(() => upkeep.guard(() => flipBit(file, 3 * PAGE * 8)), { code: 'STORE_DAMAGED' });
});

test('a change that falls into a checkpoint of our own, and so has no time of its own, is told at its end', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  write(generation, 'own');
  generation.checkpoint('PASSIVE');
  flipBit(file, 3 * PAGE * 8);
  // As at the end of every checkpoint: the file as it is now counts as left by us.
  generation.live.endCheckpoint(true);
  assert.match(generation.live.findHarm() ?? '', /page 4 is not what was written/);
});

test('in a large database such a change is told when its page has been compared', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  write(generation, 'own', 10_000_000);
  generation.checkpoint('PASSIVE');
  flipBit(file, 3 * PAGE * 8);
  generation.live.endCheckpoint(true);
  assert.equal(generation.live.findHarm(), undefined, 'the other end of the file was compared');
  while (generation.live.hasUnseenPages) generation.live.compareSlice();
  assert.match(generation.live.findHarm() ?? '', /page 4 is not what was written/);
});

test('a log that was changed is not brought into the database', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  write(generation, 'own');
  const bytes = readFileSync(copyAsLeftByACrash(t, file));
  flipBit(`${file}-wal`, (32 + 24 + 100) * 8);
  generation.live.rememberLog();
  assert.throws(() => generation.checkpoint('FULL'), { code: 'STORE_DAMAGED' });
  assert.deepEqual(readFileSync(copyAsLeftByACrash(t, file)), bytes);
});

test('a log whose end was lost leaves the state before, and one that was changed at rest is not believed beyond it', (t) => {
  const file = writeShop(t);
  const generation = openOwned(t, file);
  write(generation, 'early');
  const { frames } = readLog(file, PAGE);
  write(generation, 'late');
  const left = copyAsLeftByACrash(t, file);
  flipBit(`${left}-wal`, (32 + (24 + PAGE) * frames + 200) * 8);
  const reopened = openOwned(t, left);
  assert.ok('early' in reopened.meta());
  assert.ok(!('late' in reopened.meta()));
  reopened.close();
  assertOpens(t, left, ['early']);
});
