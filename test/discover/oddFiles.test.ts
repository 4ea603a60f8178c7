import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';

import { ReadGate } from '../../server/discover/readGate.ts';
import { createTree, discoverIn, listPaths, listSkipped, onlyPosix } from './tree.ts';

const options = { skip: onlyPosix };

test('a link inside the root adds only what is not already there', options, (t) => {
  const root = createTree(t, { 'a/x.py': '', 'build/gen/y.py': '', '.gitignore': 'build/\n' });
  symlinkSync('a', join(root, '0-same'));
  symlinkSync('a/x.py', join(root, '0-same.py'));
  symlinkSync('build/gen', join(root, 'gen'));
  symlinkSync('build', join(root, 'later'));
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a/x.py', 'gen/y.py']);
  assert.deepEqual(discovery.skipped, []);
  assert.equal(new ReadGate(root, { dirs: [], files: [] }).read('gen/y.py').text, '');
});

test('links that form a loop end', options, (t) => {
  const root = createTree(t, { 'a/b/x.py': '' });
  symlinkSync('..', join(root, 'a/b/up'));
  symlinkSync('.', join(root, 'a/self'));
  symlinkSync('two', join(root, 'one'));
  symlinkSync('one', join(root, 'two'));
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a/b/x.py']);
  assert.deepEqual(listSkipped(discovery), { one: 'symbolic link loop', two: 'symbolic link loop' });
});

test('a link out of the root is skipped with the reason', options, (t) => {
  const outside = createTree(t, { 'dir/x.py': '', 'y.py': '', 'notes.txt': '' });
  const root = createTree(t, { 'a.py': '' });
  symlinkSync(join(outside, 'dir'), join(root, 'dir'));
  symlinkSync(join(outside, 'y.py'), join(root, 'y.py'));
  symlinkSync(join(outside, 'notes.txt'), join(root, 'notes.txt'));
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a.py']);
  const reason = 'symbolic link that leads out of the workspace';
  assert.deepEqual(listSkipped(discovery), { 'dir/': reason, 'y.py': reason });
});

test('a broken link to source is told, one to anything else is not', options, (t) => {
  const root = createTree(t, {});
  symlinkSync('gone.py', join(root, 'a.py'));
  symlinkSync('gone.txt', join(root, 'a.txt'));
  assert.deepEqual(listSkipped(discoverIn(root)), { 'a.py': 'broken symbolic link' });
});

test('a link into what is never walked is not followed', options, (t) => {
  const root = createTree(t, {
    'node_modules/x/i.js': '',
    '.git/HEAD': '',
    '.git/hooks/h.py': '',
    'static/vendor/z/z.py': '',
    'cache/c.py': '',
  });
  symlinkSync('node_modules/x', join(root, 'x'));
  symlinkSync('.git/hooks', join(root, 'hooks'));
  symlinkSync('static/vendor/z', join(root, 'z'));
  symlinkSync('cache', join(root, 'c'));
  assert.deepEqual(listPaths(discoverIn(root, { excludedDirs: [join(root, 'cache')] })), []);
});

test('an ignored link is not followed', options, (t) => {
  const root = createTree(t, { 'out/x.py': '', '.gitignore': 'out/\n/link\n' });
  symlinkSync('out', join(root, 'link'));
  symlinkSync('/', join(root, 'rooted'));
  const discovery = discoverIn(root, { exclude: ['rooted'] });
  assert.deepEqual([discovery.files, discovery.skipped], [[], []]);
});

test('a pipe and a socket are skipped with the reason and never opened', options, async (t) => {
  const root = createTree(t, { 'a.py': '' });
  execFileSync('mkfifo', [join(root, 'pipe.py'), join(root, '.gitignore')]);
  symlinkSync('pipe.py', join(root, 'to-pipe.py'));
  symlinkSync('/dev/zero', join(root, 'zero.py'));
  const server = createServer().listen(join(root, 'sock'));
  t.after(() => server.close());
  await once(server, 'listening');
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a.py']);
  assert.deepEqual(listSkipped(discovery), {
    '.gitignore': 'named pipe, not a regular file',
    'pipe.py': 'named pipe, not a regular file',
    sock: 'socket, not a regular file',
    'to-pipe.py': 'symbolic link to a named pipe',
    'zero.py': 'symbolic link that leads out of the workspace',
  });
});

test('names of any script, spaces and pattern characters are ordinary names', options, (t) => {
  const names = [
    'ü/日本語.py',
    'a b.py',
    'x*[!y]?.py',
    '#h.py',
    '!n.py',
    '~t.py',
    '-rf.py',
    'back\\slash.py',
    '\ufffd.py',
  ];
  const root = createTree(t, Object.fromEntries(names.map((name) => [name, ''])));
  assert.deepEqual(listPaths(discoverIn(root)), names.toSorted());
});

test('a name that is not UTF-8 or breaks lines is skipped, written in a printable form', options, (t) => {
  const root = createTree(t, { 'a.py': '', 'new\nline.py': '', 'tab\tdir/b.py': '' });
  writeFileSync(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9]), Buffer.from('.py')]), '');
  mkdirSync(Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xff])]));
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a.py']);
  assert.deepEqual(listSkipped(discovery), {
    'caf\ufffd.py': 'its name is not valid UTF-8',
    'd\ufffd/': 'its name is not valid UTF-8',
    'new\\x0aline.py': 'control characters in its name',
    'tab\\x09dir/': 'control characters in its name',
  });
});

test('names that differ only in undecodable bytes are listed once', options, (t) => {
  const root = createTree(t, { '\ufffd.py': '' });
  const write = (byte: number, rest: string) =>
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([byte]), Buffer.from(rest)]), '');
  write(0xe9, '.py');
  write(0xe8, 'x.py');
  write(0xe9, 'x.py');
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['\ufffd.py']);
  assert.deepEqual(
    discovery.skipped.map((file) => file.path),
    ['\ufffdx.py'],
  );
});

test('an ignore file that is too large or unreadable is told, and the walk goes on', options, (t) => {
  const root = createTree(t, { '.gitignore': '#'.repeat(2 * 1024 * 1024), 'a.py': '' });
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a.py']);
  assert.deepEqual(listSkipped(discovery), {
    '.gitignore': 'its rules are not applied: larger than the size limit',
  });
});

test('a configuration of git that names a file of the cache does not get it opened', options, (t) => {
  const root = createTree(t, { '.git/HEAD': '', 'cache/lock.db': '*.py\n', 'a.py': '' });
  writeFileSync(join(root, '.git/config'), `[core]\nexcludesFile = ${join(root, 'cache/lock.db')}\n`);
  assert.deepEqual(listPaths(discoverIn(root)), [], 'without the guard the rules would apply');
  assert.deepEqual(listPaths(discoverIn(root, { excludedDirs: [join(root, 'cache')] })), ['a.py']);
  assert.equal(readFileSync(join(root, 'cache/lock.db'), 'utf8'), '*.py\n');
});
