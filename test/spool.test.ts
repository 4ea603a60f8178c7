import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSpool } from '../server/spool.ts';

test('text comes back whole and in order, characters that lie across pieces included', () => {
  using spool = createSpool();
  const pieces = Array.from({ length: 50 }, (_, at) => `${at} ${'ü'.repeat(9001)}\n`);
  for (const piece of pieces) spool.add(piece);
  assert.equal([...spool.read()].join(''), pieces.join(''));
  spool.clear();
  assert.deepEqual([...spool.read()], []);
});

test(
  'a folder for temporary files that is not there is told, with what to set',
  { skip: process.platform === 'win32' },
  (t) => {
    const base = mkdtempSync(join(tmpdir(), 'cbm-spool-'));
    t.after(() => rmSync(base, { recursive: true, force: true }));
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(base, 'missing');
    t.after(() => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    });
    assert.throws(() => createSpool(), { code: 'TEMP_NOT_WRITABLE', exitCode: 73, message: /Set TMPDIR/ });
  },
);
