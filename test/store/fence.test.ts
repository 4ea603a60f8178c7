import assert from 'node:assert/strict';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { describeRun, writeRunRecord } from '../../server/ownership/runRecord.ts';
import { openGeneration, WAL_LIMIT_BYTES } from '../../server/store/generation.ts';
import { Upkeep } from '../../server/store/upkeep.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { shopGraph, temporaryDirectory } from './graphBuilder.ts';

function openOwned(t: TestContext) {
  const directory = temporaryDirectory(t);
  const file = join(directory, 'graph-1.db');
  const runFile = join(directory, 'run.json');
  writeGeneration(file, shopGraph(), { epoch: 'of the builder' });
  writeRunRecord(runFile, describeRun('mine', '1.0.0', '', 0));
  const fence = { epoch: 'mine', runFile, isOn: true };
  const generation = openGeneration(file, { mmapBytes: 0, fence });
  t.after(() => generation.close());
  return { generation, runFile, file, fence };
}

test('opening claims the database for the run that owns the workspace', (t) => {
  const { generation } = openOwned(t);
  assert.equal(generation.meta()['epoch'], 'mine');
});

test('a write is stored whole, drops what was derived, and one that throws leaves nothing', (t) => {
  const { generation } = openOwned(t);
  const derive = () =>
    generation.derived('count', (it) => it.values<number>('SELECT count(*) FROM meta').get());
  const before = derive()!;
  generation.write((db) => db.exec("INSERT INTO meta VALUES ('a', '1')"));
  assert.equal(derive(), before + 1);
  const failing = (): void =>
    generation.write((db) => {
      db.exec("INSERT INTO meta VALUES ('b', '1')");
      throw new Error('half way');
    });
  assert.throws(failing, /half way/);
  assert.equal(derive(), before + 1);
});

test('nothing is written once another run owns the workspace, or the record of this one is gone', (t) => {
  const { generation, runFile } = openOwned(t);
  const write = () => generation.write((db) => db.exec("INSERT INTO meta VALUES ('late', '1')"));
  writeRunRecord(runFile, describeRun('successor', '1.0.0', '', 0));
  assert.throws(write, { code: 'FENCED' });
  rmSync(runFile);
  assert.throws(write, { code: 'FENCED' });
  assert.equal(generation.meta()['late'], undefined);
});

test('a database that carries another epoch is not written to', (t) => {
  const { generation } = openOwned(t);
  generation.write((db) => db.exec("UPDATE meta SET value = 'other' WHERE key = 'epoch'"));
  assert.throws(() => generation.write(() => {}), { code: 'FENCED' });
});

test('a generation that was opened without an owner can only be read', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  const generation = openGeneration(file, { mmapBytes: 0 });
  t.after(() => generation.close());
  assert.throws(() => generation.write(() => {}), { code: 'STORE_READ_ONLY' });
});

test('TRUNCATE empties the log and no other mode shrinks it; the database itself never shrinks', (t) => {
  const { generation, file } = openOwned(t);
  const grow = (key: string) =>
    generation.write((db) =>
      db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, 'x'.repeat(200_000)),
    );
  let bytes = statSync(file).size;
  for (const mode of ['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'] as const) {
    grow(mode);
    const { busy, log, checkpointed } = generation.checkpoint(mode);
    assert.equal(busy, 0);
    assert.equal(checkpointed, log);
    const walBytes = statSync(`${file}-wal`).size;
    assert.equal(walBytes === 0, mode === 'TRUNCATE', mode);
    assert.ok(statSync(file).size >= bytes);
    bytes = statSync(file).size;
  }
  generation.write((db) => db.exec('DELETE FROM meta WHERE length(value) > 1000'));
  generation.checkpoint('TRUNCATE');
  assert.equal(statSync(file).size, bytes, 'freed pages stay in the file');
});

test('a log that has outgrown its limit is brought over and cut to it at once', (t) => {
  const { generation, file } = openOwned(t);
  const upkeep = new Upkeep(generation, { mmapBytes: 0, checkpointMode: 'PASSIVE' }, () => {});
  t.after(() => upkeep.close());
  generation.write((db) => {
    const insert = db.prepare('INSERT INTO meta VALUES (?, zeroblob(1048576))');
    for (let megabyte = 0; megabyte < 70; megabyte += 1) insert.run(`blob ${megabyte}`);
  });
  const walBytes = () => statSync(`${file}-wal`).size;
  assert.ok(walBytes() <= WAL_LIMIT_BYTES);
  assert.ok(statSync(file).size > WAL_LIMIT_BYTES, 'it is in the database now');
  assert.equal(
    upkeep.guard(() => 'not harmed by our own doing'),
    'not harmed by our own doing',
  );
});
