import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, linkSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import Database from 'better-sqlite3';

import { skipReasonOf } from '../../server/discover/errors.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { readSource } from '../../server/discover/readSource.ts';
import { gapOf } from '../../server/protocol/fileGap.ts';
import { createTree, onlyPosix, withoutPrivileges } from './tree.ts';

const openGate = (root: string) => new ReadGate(root, { dirs: [], files: [] });

test('a file is read by relative or absolute path, with hash, size and time', (t) => {
  const root = createTree(t, { 'a/b.py': 'é = 1\r\n' });
  const source = openGate(root).read('a/b.py');
  assert.deepEqual(source, {
    text: 'é = 1\r\n',
    hash: createHash('sha1').update('é = 1\r\n').digest('hex'),
    sizeBytes: 8,
    mtimeMs: statSync(join(root, 'a/b.py')).mtimeMs,
    problems: [],
  });
  assert.deepEqual(openGate(root).read(join(root, 'a/b.py')), source);
});

test('byte order marks are removed and UTF-16 is decoded', (t) => {
  const utf16 = Buffer.from('\ufeffx = "é"', 'utf16le');
  const root = createTree(t, {
    '8.py': '\ufeffx = "é"',
    'le.py': utf16,
    'be.py': Buffer.from(utf16).swap16(),
    'bom.py': '\ufeffx',
  });
  for (const path of ['8.py', 'le.py', 'be.py']) {
    const { text, problems } = openGate(root).read(path);
    assert.deepEqual([text, problems], ['x = "é"', []], path);
  }
  assert.equal(openGate(root).read('bom.py').text, 'x');
});

test('invalid UTF-8 and UTF-16 are decoded with replacements, and said so', (t) => {
  const root = createTree(t, {
    'a.py': Buffer.from([0x78, 0xe9, 0x0a]),
    'b.py': Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x78, 0x00]),
  });
  assert.deepEqual(
    [openGate(root).read('a.py').text, openGate(root).read('a.py').problems],
    ['x\ufffd\n', [gapOf('encoding', 'invalid UTF-8: the unreadable bytes were replaced')]],
  );
  assert.deepEqual(openGate(root).read('b.py').problems, [
    gapOf('encoding', 'invalid UTF-16: the unreadable characters were replaced'),
  ]);
});

test('NUL bytes make a file binary; its hash can still be taken', (t) => {
  const root = createTree(t, { 'a.py': 'x\0y', 'b.py': Buffer.from('\ufeffx\0', 'utf16le') });
  assert.throws(() => openGate(root).read('a.py'), { code: 'FILE_BINARY' });
  assert.throws(() => openGate(root).read('b.py'), { code: 'FILE_BINARY' });
  assert.equal(openGate(root).hashFile('a.py'), createHash('sha1').update('x\0y').digest('hex'));
});

test('an empty file is text', (t) => {
  assert.equal(openGate(createTree(t, { 'a.py': '' })).read('a.py').text, '');
});

test('nothing outside the root is read, and its existence is not revealed', (t) => {
  const outside = createTree(t, { 'secret.py': '' });
  const root = createTree(t, { 'a.py': '' });
  symlinkSync(join(outside, 'secret.py'), join(root, 'link.py'));
  for (const path of [
    'link.py',
    '../x.py',
    join(outside, 'secret.py'),
    join(outside, 'nothing.py'),
    `${root}-2/x.py`,
  ]) {
    assert.throws(() => openGate(root).read(path), { code: 'FILE_OUTSIDE_ROOT' }, path);
  }
});

test('what is missing is told from what is no regular file', { skip: onlyPosix }, (t) => {
  const root = createTree(t, { 'dir/': '', 'a.py': '' });
  execFileSync('mkfifo', [join(root, 'pipe.py')]);
  symlinkSync('pipe.py', join(root, 'to-pipe.py'));
  const gate = openGate(root);
  for (const path of ['none.py', 'a.py/b.py', 'a\0.py'])
    assert.throws(() => gate.read(path), { code: 'FILE_MISSING' });
  for (const path of ['dir', '.', 'pipe.py', 'to-pipe.py']) {
    assert.throws(() => gate.read(path), { code: 'FILE_NOT_REGULAR' }, path);
  }
  assert.throws(() => gate.read('pipe.py'), /named pipe/);
});

test('a file without permission names the cause', { skip: onlyPosix }, (t) => {
  const root = createTree(t, { 'a.py': 'x' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'a.py'), 0o000);
  withoutPrivileges(() => {
    assert.throws(() => openGate(root).read('a.py'), { code: 'FILE_UNREADABLE', message: /EACCES/ });
    assert.deepEqual(readSource(openGate(root), 'a.py', { includeGenerated: false }), {
      skipped: gapOf('left-out', 'unreadable (EACCES)'),
      hash: '',
    });
  });
});

test('a file above the limit is refused by its size, unread', (t) => {
  const root = createTree(t, { 'a.py': '' });
  truncateSync(join(root, 'a.py'), 2 ** 40);
  assert.throws(() => openGate(root).read('a.py'), { code: 'FILE_TOO_LARGE' });
  writeFileSync(join(root, 'a.py'), '1234');
  assert.throws(() => new ReadGate(root, { dirs: [], files: [] }, 3).read('a.py'), {
    code: 'FILE_TOO_LARGE',
  });
});

test('files of the cache are refused by path, by hard link and by the list', { skip: onlyPosix }, (t) => {
  const root = createTree(t, {
    'cache/w/lock.db': '',
    'cache/w/graph.db': 'x',
    'graph-7.db': 'x',
    'a.py': '',
  });
  linkSync(join(root, 'cache/w/graph.db'), join(root, 'hard.py'));
  linkSync(join(root, 'graph-7.db'), join(root, 'listed.py'));
  symlinkSync('cache/w/lock.db', join(root, 'soft.py'));
  const gate = new ReadGate(root, { dirs: [join(root, 'cache')], files: [] });
  for (const path of ['cache/w/lock.db', 'hard.py', 'soft.py']) {
    assert.throws(() => gate.read(path), { code: 'FILE_FORBIDDEN' }, path);
    assert.throws(() => gate.hashFile(path), { code: 'FILE_FORBIDDEN' }, path);
  }
  assert.equal(gate.read('listed.py').text, 'x');
  gate.forbidFiles([join(root, 'graph-7.db'), join(root, 'not-yet.db')]);
  assert.throws(() => gate.read('listed.py'), { code: 'FILE_FORBIDDEN' });
  assert.throws(() => gate.read('hard.py'), { code: 'FILE_FORBIDDEN' });
  assert.equal(gate.read('a.py').text, '');
});

test('a refused lock file keeps its lock', { skip: onlyPosix }, (t) => {
  const root = createTree(t, { 'cache/': '' });
  const lockPath = join(root, 'cache/lock.db');
  const lock = new Database(lockPath);
  t.after(() => lock.close());
  lock.exec('BEGIN EXCLUSIVE');
  linkSync(lockPath, join(root, 'hard.py'));
  const gate = new ReadGate(root, { dirs: [join(root, 'cache')], files: [lockPath] });
  assert.throws(() => gate.read('hard.py'), { code: 'FILE_FORBIDDEN' });
  assert.throws(() => gate.read('cache/lock.db'), { code: 'FILE_FORBIDDEN' });

  const tryLock = `const D = require('better-sqlite3'); const d = new D(${JSON.stringify(lockPath)}, { timeout: 0 });
    try { d.exec('BEGIN EXCLUSIVE'); console.log('taken'); } catch (e) { console.log(e.code); }`;
  const other = execFileSync(process.execPath, ['-e', tryLock], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  assert.equal(other.trim(), 'SQLITE_BUSY');
});

test('readSource gives the text, or the reason to skip, and never throws', (t) => {
  const generated = '// Code generated by x. DO NOT EDIT.\n';
  const root = createTree(t, { 'a.py': 'x = 1\n', 'bin.py': '\0', 'gen.go': generated });
  const gate = openGate(root);
  assert.equal(readSource(gate, 'a.py', { includeGenerated: false }).source?.text, 'x = 1\n');
  assert.deepEqual(readSource(gate, 'bin.py', { includeGenerated: true }), {
    skipped: gapOf('left-out', 'binary (holds NUL bytes)'),
    hash: '',
  });
  assert.deepEqual(readSource(gate, 'none.py', { includeGenerated: true }), {
    skipped: gapOf('left-out', 'disappeared while indexing'),
    hash: '',
  });
  const made = readSource(gate, 'gen.go', { includeGenerated: false });
  assert.deepEqual([made.source?.text, made.source && made.isGenerated], [generated, true]);
  assert.equal(readSource(gate, 'a.py', { includeGenerated: false }).source !== undefined, true);
});

test('50 MB of one line are skipped by size, and as minified where the limit allows them', (t) => {
  const root = createTree(t, { 'a.js': Buffer.alloc(50 * 1024 * 1024, 'x') });
  assert.equal(
    readSource(new ReadGate(root, { dirs: [], files: [] }, 2 ** 20), 'a.js', { includeGenerated: false })
      .skipped?.reason,
    'larger than the size limit',
  );
  assert.equal(
    readSource(openGate(root), 'a.js', { includeGenerated: false }).skipped?.reason,
    'minified or data (very long lines)',
  );
});

test('whatever is thrown has a skip reason', () => {
  assert.equal(skipReasonOf(new Error('odd')), 'unreadable (odd)');
  assert.equal(skipReasonOf('odd'), 'unreadable (odd)');
});
