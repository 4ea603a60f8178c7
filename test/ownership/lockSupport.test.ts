import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findLockProblem, readMountInfo, suggestCacheRoot } from '../../server/ownership/lockSupport.ts';

function makeFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codebase-memory-mounts-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ROOT = '21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw';
const mount = (point: string, type: string, options: string) =>
  `40 21 0:50 / ${point.replaceAll(' ', '\\040')} rw,relatime shared:2 - ${type} server:/export ${options}`;

test('a mount that keeps locks to its machine is told with the option that does so', (t) => {
  const folder = makeFolder(t);
  for (const [type, options, option] of [
    ['nfs', 'rw,vers=3,nolock,addr=10.0.0.1', 'nolock'],
    ['nfs', 'rw,vers=3,local_lock=all', 'local_lock=all'],
    ['nfs4', 'rw,local_lock=posix', 'local_lock=posix'],
    ['cifs', 'rw,vers=3.1.1,nobrl', 'nobrl'],
    ['lustre', 'rw,localflock', 'localflock'],
  ] as const)
    assert.deepEqual(findLockProblem(folder, `${ROOT}\n${mount(folder, type, options)}`), { type, option });
});

test('mounts with locks, mounts elsewhere, and systems that say nothing are no problem', (t) => {
  const folder = makeFolder(t);
  const below = join(folder, 'a cache');
  mkdirSync(below);
  const without = mount(folder, 'nfs', 'rw,nolock');
  assert.equal(findLockProblem(folder, `${ROOT}\n${mount(folder, 'nfs', 'rw,local_lock=none')}`), undefined);
  assert.equal(findLockProblem(folder, `${ROOT}\n${mount(folder, 'ext4', 'rw,nolock')}`), undefined);
  assert.equal(
    findLockProblem(folder, `${ROOT}\n${mount(`${folder}-other`, 'nfs', 'rw,nolock')}`),
    undefined,
  );
  assert.equal(findLockProblem(below, `${without}\n${mount(below, 'ext4', 'rw')}\n${ROOT}`), undefined);
  assert.equal(
    findLockProblem(folder, `${without}\n${mount(folder, 'tmpfs', 'rw')}`),
    undefined,
    'the later',
  );
  assert.deepEqual(findLockProblem(below, without), { type: 'nfs', option: 'nolock' });
  assert.deepEqual(findLockProblem(below, `${ROOT}\n${mount(below, 'nfs', 'rw,nolock')}`)?.option, 'nolock');
  assert.equal(findLockProblem(folder, ''), undefined);
});

test('what is read of this machine is understood', (t) => {
  const folder = makeFolder(t);
  if (process.platform === 'linux') assert.match(readMountInfo() ?? '', / - \S+ /);
  assert.equal(findLockProblem(folder), undefined, 'tests run where locks hold');
  assert.match(suggestCacheRoot(mount('/', 'nfs', 'rw,nolock')), /^\/var\/tmp\/codebase-memory$/);
});
