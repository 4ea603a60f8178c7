import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import {
  ensureWorkspaceDir,
  getCacheRoot,
  getRpcPath,
  getWorkspaceDir,
} from '../../server/ownership/paths.ts';

const isWindows = process.platform === 'win32';

function createDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-paths-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test('CBM_CACHE_DIR moves the cache root and wins over XDG_CACHE_HOME', () => {
  assert.equal(getCacheRoot({ CBM_CACHE_DIR: '/a/b', XDG_CACHE_HOME: '/x' }), '/a/b');
  assert.equal(getCacheRoot({ XDG_CACHE_HOME: '/x' }), '/x/codebase-memory');
});

test('two folders of one name have two cache directories, and odd names make safe ones', () => {
  assert.notEqual(getWorkspaceDir('/a/app', '/c'), getWorkspaceDir('/b/app', '/c'));
  assert.match(getWorkspaceDir('/a/Ünï çode!', '/c'), /^\/c\/[a-z0-9._-]+-[0-9a-f]{16}$/);
  assert.match(getWorkspaceDir('/a/..hidden', '/c'), /^\/c\/hidden-[0-9a-f]{16}$/);
});

test('the cache directory is made private, also when it existed', { skip: isWindows }, (t) => {
  const directory = join(createDirectory(t), 'cache', 'project');
  ensureWorkspaceDir('/project', directory);
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  chmodSync(directory, 0o755);
  ensureWorkspaceDir('/project', directory);
  assert.equal(statSync(directory).mode & 0o777, 0o700);
});

test('a cache directory that cannot be made is refused with what to do', (t) => {
  const file = join(createDirectory(t), 'file');
  writeFileSync(file, '');
  assert.throws(
    () => ensureWorkspaceDir('/project', join(file, 'project')),
    (error: Error & { code: string; exitCode: number }) =>
      error.code === 'CACHE_NOT_WRITABLE' && error.exitCode === 73 && error.message.includes('CBM_CACHE_DIR'),
  );
});

test(
  'the socket lies in the cache directory unless its path is too long for a socket',
  { skip: isWindows },
  (t) => {
    const base = createDirectory(t);
    assert.equal(getRpcPath(base, 'epoch'), join(base, 'rpc.sock'));
    const deep = join(base, 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const short = getRpcPath(deep, 'epoch');
    assert.ok(Buffer.byteLength(short) <= 103);
    assert.ok(existsSync(dirname(short)));
    assert.equal(statSync(dirname(short)).mode & 0o777, 0o700);
  },
);
