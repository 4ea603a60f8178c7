import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  endProcess,
  findProcessIdentity,
  isOfEarlierBoot,
  isSameProcess,
  parseLinuxStart,
  parseMacStart,
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

/** What follows the name in a line of /proc/<pid>/stat, from the state to the start time. */
const STAT = ' 1 10 10 0 -1 4194560 1 0 0 0 5 1 0 0 20 0 7 0 4711 1000000 99';

for (const [line, start] of [
  [`10 (node) S${STAT}`, '4711'],
  [`10 (a) Z (b)) R${STAT}`, '4711'],
  [`10 (node) Z${STAT}`, undefined],
  [`10 (node) X${STAT}`, undefined],
] as const)
  test(`on Linux "${line.slice(0, 20)}…" ${start === undefined ? 'has ended' : 'lives since then'}`, () => {
    assert.equal(parseLinuxStart(line), start);
  });

for (const [line, start] of [
  ['  501 S    Sun Nov 29 12:00:00 2026\n', 'Sun Nov 29 12:00:00 2026'],
  ['  501 Ss+  Sun Nov 29 12:00:00 2026\n', 'Sun Nov 29 12:00:00 2026'],
  ['  501 Z    Sun Nov 29 12:00:00 2026\n', undefined],
  ['    0 S    Sun Nov 29 12:00:00 2026\n', undefined],
  ['  501 S\n', undefined],
  ['', undefined],
] as const)
  test(`on macOS "${line.trim()}" ${start === undefined ? 'is no process of ours' : 'lives since then'}`, () => {
    assert.equal(parseMacStart(line, 501), start);
  });
