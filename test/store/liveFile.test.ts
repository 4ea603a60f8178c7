import assert from 'node:assert/strict';
import { appendFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
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
