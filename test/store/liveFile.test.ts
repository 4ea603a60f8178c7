import assert from 'node:assert/strict';
import {
  appendFileSync,
  closeSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openGeneration } from '../../server/store/generation.ts';
import { LiveFile } from '../../server/store/liveFile.ts';
import { writeGeneration } from '../../server/store/writeGeneration.ts';
import { shopGraph, temporaryDirectory } from './graphBuilder.ts';

const HARMS: readonly [(path: string) => void, RegExp][] = [
  [(path) => truncateSync(path, 10), /truncated/],
  [(path) => appendFileSync(path, 'x'), /wrote to/],
  [(path) => rmSync(path), /deleted/],
  [
    (path) => {
      writeFileSync(`${path}.new`, 'y'.repeat(100_000));
      renameSync(`${path}.new`, path);
    },
    /replaced/,
  ],
];

for (const [harm, told] of HARMS) {
  test(`what another program does to the database or its log is ${told.source}`, (t) => {
    for (const suffix of ['', '-wal']) {
      const file = join(temporaryDirectory(t), 'graph-1.db');
      writeGeneration(file, shopGraph(), {});
      writeFileSync(`${file}-wal`, '');
      const live = new LiveFile(file);
      t.after(() => live.close());
      live.loadSums();
      live.verifyAtOpen();
      assert.equal(live.findHarm(), undefined);
      if (suffix === '-wal') writeFileSync(`${file}-wal`, 'x'.repeat(100));
      live.rememberLog();
      harm(file + suffix);
      assert.match(live.findHarm() ?? '', told);
      assert.match(live.findHarm() ?? '', told, 'and stays so');
    }
  });
}

test('another time of the log is a write of somebody else, our own are remembered', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  writeFileSync(`${file}-wal`, '');
  const live = new LiveFile(file);
  t.after(() => live.close());
  live.loadSums();
  live.verifyAtOpen();
  writeFileSync(`${file}-wal`, 'x');
  live.rememberLog();
  assert.equal(live.findHarm(), undefined);
  utimesSync(`${file}-wal`, 1, 1);
  assert.match(live.findHarm() ?? '', /wrote to its log/);
});

test('a write in the same step of the clock as our own is seen', (t) => {
  for (const suffix of ['', '-wal']) {
    const file = join(temporaryDirectory(t), 'graph-1.db');
    writeGeneration(file, shopGraph(), {});
    const began = statSync(file).mtimeMs;
    writeFileSync(`${file}-wal`, 'some bytes');
    const live = new LiveFile(file);
    t.after(() => live.close());
    live.loadSums();
    live.verifyAtOpen();
    // Writes what is there already, as a checkpoint or a commit of ours would.
    rewriteFirstByte(file + suffix, (byte) => byte);
    live.endCheckpoint(true);
    assert.ok(statSync(file + suffix).mtimeMs < began, 'its time is one that no clock shows again');
    assert.equal(live.findHarm(), undefined);
    rewriteFirstByte(file + suffix, (byte) => byte ^ 1);
    assert.match(live.findHarm() ?? '', /another program wrote to/);
  }
});

test('opening a live database a second time in this process is refused before it could drop its lock', (t) => {
  const file = join(temporaryDirectory(t), 'graph-1.db');
  writeGeneration(file, shopGraph(), {});
  const generation = openGeneration(file, { mmapBytes: 0 });
  t.after(() => generation.close());
  assert.throws(() => new LiveFile(file), { code: 'STORE_BUSY' });
  assert.throws(() => openGeneration(join(dirname(file), '.', 'graph-1.db'), { mmapBytes: 0 }), {
    code: 'STORE_BUSY',
  });
});

function rewriteFirstByte(path: string, change: (byte: number) => number): void {
  const descriptor = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, 0);
  byte[0] = change(byte[0] ?? 0);
  writeSync(descriptor, byte, 0, 1, 0);
  closeSync(descriptor);
}
