import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findFileSystem } from '../../server/ownership/fileSystem.ts';
import {
  ensureWorkspaceDir,
  getCacheRoot,
  getRpcPath,
  getWorkspaceDir,
  getWorkspaceFiles,
  makeFolder,
  removeRuntimeFolder,
} from '../../server/ownership/paths.ts';

const isWindows = process.platform === 'win32';

function createDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'cbm-paths-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** What the system reads it from is no object that could be replaced. */
function setTemporary(t: TestContext, folder: string): void {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
}

test('CBM_CACHE_DIR moves the cache root and wins over XDG_CACHE_HOME', () => {
  assert.equal(getCacheRoot({ CBM_CACHE_DIR: '/a/b', XDG_CACHE_HOME: '/x' }), '/a/b');
  assert.equal(getCacheRoot({ XDG_CACHE_HOME: '/x' }), '/x/codebase-memory');
});

test('each platform has its own place for caches', () => {
  const local = String.raw`C:\Users\Ada\AppData\Local`;
  assert.equal(getCacheRoot({ LOCALAPPDATA: local }, 'win32'), String.raw`${local}\codebase-memory`);
  assert.match(getCacheRoot({ LOCALAPPDATA: local }, 'linux'), /[\\/]\.cache[\\/]codebase-memory$/);
  assert.match(getCacheRoot({}, 'win32'), /[\\/]\.cache[\\/]codebase-memory$/);
  assert.match(getCacheRoot({}, 'darwin'), /[\\/]Library[\\/]Caches[\\/]codebase-memory$/);
  assert.match(getCacheRoot({}, 'linux'), /[\\/]\.cache[\\/]codebase-memory$/);
});

test('on Windows the windows meet at a named pipe of the workspace and the epoch, however long its path is', () => {
  const deep = String.raw`C:\cache\${'x'.repeat(300)}`;
  const pipe = getRpcPath(deep, 'epoch-1-which-is-long', 'win32');
  assert.match(pipe, /^\\\\\.\\pipe\\codebase-memory-[0-9a-f]{16}-epoch-1-which-is$/);
  assert.notEqual(getRpcPath(deep, 'epoch-2-which-is-long', 'win32'), pipe);
  assert.notEqual(getRpcPath(String.raw`C:\cache\y`, 'epoch-1-which-is-long', 'win32'), pipe);
});

test('a cache on a network share of Windows is remote, on other systems nobody knows', () => {
  assert.deepEqual(findFileSystem(String.raw`\\server\share\cache`, 'win32'), {
    type: 'SMB',
    isRemote: true,
    isKnownLocal: false,
  });
  assert.equal(findFileSystem(String.raw`C:\cache`, 'win32').isRemote, false);
  assert.equal(findFileSystem('/', 'darwin').type, 'unknown');
  // A path of Windows, on a system where it is the name of a file that is not there.
  assert.equal(findFileSystem(String.raw`\\server\share\cache`, 'linux').isRemote, false);
});

test('Linux says which file system a folder lies on', { skip: process.platform !== 'linux' }, () => {
  const { isRemote, isKnownLocal, type } = findFileSystem('/sys');
  assert.deepEqual([isRemote, isKnownLocal], [false, false]);
  assert.match(type, /sysfs|0x62656572/);
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

test(
  'a folder for sockets that somebody else made is left alone, and another one is used',
  { skip: isWindows },
  (t) => {
    const base = createDirectory(t);
    const deep = join(base, 'x'.repeat(60), 'y'.repeat(60));
    const temporary = join(base, 'tmp');
    mkdirSync(deep, { recursive: true });
    mkdirSync(temporary);
    setTemporary(t, temporary);
    const taken = join(temporary, `codebase-memory-${userInfo().uid}`);
    // A file is as much in the way as the folder of another user.
    writeFileSync(taken, '');
    const path = getRpcPath(deep, 'epoch');
    const folder = dirname(path);
    assert.equal(dirname(folder), temporary);
    assert.notEqual(folder, taken);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    removeRuntimeFolder(path);
    assert.ok(!existsSync(folder));
    rmSync(taken);
    const shared = getRpcPath(deep, 'epoch');
    assert.equal(dirname(shared), taken);
    removeRuntimeFolder(shared);
    assert.ok(existsSync(taken), 'other servers have theirs in it');
    if (process.getuid?.() !== 0) return;
    chownSync(taken, 65_534, 65_534);
    assert.notEqual(dirname(getRpcPath(deep, 'epoch')), taken);
  },
);

test('a TMPDIR that does not exist is not made, and the socket lies elsewhere', { skip: isWindows }, (t) => {
  const base = createDirectory(t);
  const missing = join(base, 'missing');
  setTemporary(t, missing);
  const path = getRpcPath(join(base, 'x'.repeat(120)), 'epoch');
  assert.ok(!path.startsWith(base));
  assert.ok(!existsSync(missing));
});

test(
  'a folder that can never be made is told, below /proc too',
  { skip: process.platform !== 'linux' },
  () => {
    for (const folder of ['/proc/cbm/deep', '/dev/null/deep', '/proc/self/fd/cbm']) {
      assert.throws(() => ensureWorkspaceDir('/project', folder), {
        code: 'CACHE_NOT_WRITABLE',
        exitCode: 73,
      });
    }
  },
);

test(
  'a name that is taken by what is no folder is no folder that another process made',
  { skip: isWindows },
  (t) => {
    const taken = join(createDirectory(t), 'taken');
    symlinkSync(`${taken}-nowhere`, taken);
    assert.throws(() => makeFolder(taken), { code: 'EEXIST' });
  },
);

test('a workspace folder says whose it is, once', (t) => {
  const folder = join(createDirectory(t), 'shop-1');
  ensureWorkspaceDir('/home/me/shop', folder);
  const { workspace } = getWorkspaceFiles(folder);
  assert.deepEqual(JSON.parse(readFileSync(workspace, 'utf8')), { root: '/home/me/shop' });
  ensureWorkspaceDir('/home/me/other', folder);
  assert.deepEqual(JSON.parse(readFileSync(workspace, 'utf8')), { root: '/home/me/shop' });
});
