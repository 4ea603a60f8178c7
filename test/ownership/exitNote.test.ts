import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findExitNote, writeExitNote } from '../../server/ownership/exitNote.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

test('a note about an end is found for the process that it is about, and for no other', (t) => {
  const file = join(temporaryDirectory(t), 'exit.json');
  assert.equal(findExitNote(file, 7), undefined);
  writeExitNote(file, { pid: 7, code: null, signal: 'SIGBUS', note: 'a mapped file was cut' });
  assert.deepEqual(findExitNote(file, 7), {
    pid: 7,
    code: null,
    signal: 'SIGBUS',
    note: 'a mapped file was cut',
  });
  assert.equal(findExitNote(file, 8), undefined);
});

test('a note that another program wrote says only what can be understood', (t) => {
  const file = join(temporaryDirectory(t), 'exit.json');
  writeFileSync(file, JSON.stringify({ pid: 7, code: '1', signal: 9, note: [] }));
  assert.deepEqual(findExitNote(file, 7), { pid: 7, code: null, signal: null, note: '' });
  writeFileSync(file, JSON.stringify({ pid: 7, code: 3 }));
  assert.deepEqual(findExitNote(file, 7), { pid: 7, code: 3, signal: null, note: '' });
});

test('a note that cannot be written stops nothing', (t) => {
  const file = join(temporaryDirectory(t), 'missing', 'exit.json');
  writeExitNote(file, { pid: 7, code: 1, signal: null, note: '' });
  assert.equal(findExitNote(file, 7), undefined);
});
