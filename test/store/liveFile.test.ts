import assert from 'node:assert/strict';
import { appendFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LiveFile } from '../../server/store/liveFile.ts';
import { temporaryDirectory } from './graphBuilder.ts';

test('whatever another program does to the database or its log is seen, what was remembered is not', (t) => {
  const directory = temporaryDirectory(t);
  const [file, log] = [join(directory, 'graph-1.db'), join(directory, 'graph-1.db-wal')];
  const harms: [(path: string) => void, RegExp][] = [
    [(path) => truncateSync(path, 10), /truncated/],
    [(path) => appendFileSync(path, 'x'), /wrote to/],
    [(path) => rmSync(path), /deleted/],
    [
      (path) => {
        writeFileSync(`${path}.new`, 'y'.repeat(100));
        renameSync(`${path}.new`, path);
      },
      /replaced/,
    ],
    // As long as before: only the time tells.
    [(path) => utimesSync(path, 1, 1), /wrote to/],
  ];
  for (const [harm, told] of harms) {
    for (const path of [file, log]) {
      for (const made of [file, log]) writeFileSync(made, 'x'.repeat(100));
      const live = new LiveFile(file);
      assert.equal(live.findHarm(), undefined);
      harm(path);
      assert.match(live.findHarm() ?? '', told);
      live.remember();
      assert.equal(live.findHarm(), undefined);
    }
  }
});
