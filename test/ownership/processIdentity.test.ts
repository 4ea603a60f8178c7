import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  endProcess,
  findProcessIdentity,
  isOfEarlierBoot,
  isSameProcess,
} from '../../server/ownership/processIdentity.ts';

const isTold = process.platform === 'linux' || process.platform === 'darwin';

test('a process is known by more than its number', { skip: !isTold }, async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid!;
  const identity = findProcessIdentity(pid);
  assert.ok(identity);
  assert.equal(findProcessIdentity(pid), identity);
  assert.notEqual(findProcessIdentity(process.pid), identity);
  assert.ok(isSameProcess(pid, identity));
  assert.ok(!isSameProcess(process.pid, identity));
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  assert.ok(!isSameProcess(pid, identity));
  assert.equal(findProcessIdentity(pid), undefined);
});

test(
  'only the named process is ended, and one that ignores SIGTERM by SIGKILL',
  { skip: !isTold },
  async () => {
    const script = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('up')`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const pid = child.pid!;
    assert.equal(await endProcess(pid, 'of a process that had this number before', 50), undefined);
    assert.equal(child.exitCode, null);
    const exited = once(child, 'exit');
    assert.equal(await endProcess(pid, findProcessIdentity(pid)!, 100), 'SIGKILL');
    assert.deepEqual(await exited, [null, 'SIGKILL']);
  },
);

test('a process of an earlier boot is told', { skip: process.platform !== 'linux' }, () => {
  assert.equal(isOfEarlierBoot(findProcessIdentity(process.pid)!), false);
  assert.equal(isOfEarlierBoot('00000000-0000-0000-0000-000000000000:1'), true);
  assert.equal(isOfEarlierBoot(null), false);
});
