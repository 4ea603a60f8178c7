import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  describeRun,
  findFence,
  findRunRecord,
  removeRunRecord,
  writeRunRecord,
} from '../../server/ownership/runRecord.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

const RUN = describeRun('epoch-1', '1.2.3', '2030-01-01T00:00:00Z', 4096);

test('a run may write while the record is its own', (t) => {
  const file = join(temporaryDirectory(t), 'run.json');
  writeRunRecord(file, RUN);
  assert.deepEqual(findRunRecord(file), RUN);
  assert.equal(findFence(file, RUN.epoch), undefined);
  assert.equal(findFence(file, 'epoch-2'), 'another run owns the workspace');
  writeRunRecord(file, { ...RUN, epoch: 'epoch-2' });
  assert.equal(findFence(file, RUN.epoch), 'another run owns the workspace');
});

test('a record that is gone fences its run off, also when its folder is gone', (t) => {
  const folder = join(temporaryDirectory(t), 'workspace');
  const file = join(folder, 'run.json');
  mkdirSync(folder);
  assert.equal(findFence(file, RUN.epoch), 'the record of this run was deleted');
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file in the place of the folder');
  assert.equal(findFence(file, RUN.epoch), 'the record of this run was deleted');
});

test('a record that can not be read for another reason is no loss of ownership', (t) => {
  const file = join(temporaryDirectory(t), 'run.json');
  mkdirSync(file);
  assert.throws(() => findFence(file, RUN.epoch), { code: 'EISDIR' });
});

test('a run removes its own record only', (t) => {
  const file = join(temporaryDirectory(t), 'run.json');
  writeRunRecord(file, RUN);
  removeRunRecord(file, 'epoch-2');
  assert.notEqual(findRunRecord(file), undefined);
  removeRunRecord(file, RUN.epoch);
  assert.equal(findRunRecord(file), undefined);
});

test('a record without an epoch or a process id is none', (t) => {
  const file = join(temporaryDirectory(t), 'run.json');
  for (const record of [{ pid: 1 }, { epoch: 'e' }, { epoch: 1, pid: 1 }, { epoch: 'e', pid: '1' }]) {
    writeFileSync(file, JSON.stringify(record));
    assert.equal(findRunRecord(file), undefined);
  }
  writeFileSync(file, JSON.stringify({ epoch: 'e', pid: 1, version: 2 }));
  assert.deepEqual(findRunRecord(file), {
    epoch: 'e',
    pid: 1,
    process: null,
    version: '',
    startTime: '',
    mmapBytes: 0,
  });
});
