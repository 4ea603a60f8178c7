import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ReadGate } from '../../server/discover/readGate.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

test(
  'a file that is not there is told from one that can not be read',
  { skip: process.platform === 'win32' },
  (t) => {
    const root = temporaryDirectory(t);
    mkdirSync(join(root, 'folder'));
    writeFileSync(join(root, 'file.py'), '');
    const gate = new ReadGate(root, { dirs: [], files: [] });
    for (const [path, code] of [
      ['missing.py', 'FILE_MISSING'],
      ['missing/a.py', 'FILE_MISSING'],
      ['file.py/a.py', 'FILE_MISSING'],
      ['folder', 'FILE_NOT_REGULAR'],
      [`${'x'.repeat(300)}.py`, 'FILE_UNREADABLE'],
    ] as const)
      assert.throws(() => gate.read(path), { code }, path);
  },
);
