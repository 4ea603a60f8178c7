import assert from 'node:assert/strict';
import { chmodSync, readdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import { test } from 'node:test';

import { checkRoot } from '../../server/discover/checkRoot.ts';
import { createTree, onlyPosix, withoutPrivileges } from './tree.ts';

const refusal = (code: string, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Error && 'code' in error && 'exitCode' in error);
  assert.equal(error.code, code);
  assert.equal(error.exitCode, 66);
  assert.match(error.message, words);
  return true;
};

test('a folder is returned as its real path', (t) => {
  const root = createTree(t, { 'project/': '' });
  symlinkSync(join(root, 'project'), join(root, 'link'));
  assert.equal(checkRoot(join(root, 'link')), join(root, 'project'));
});

test('a missing folder is refused and not created', (t) => {
  const root = createTree(t, {});
  assert.throws(() => checkRoot(join(root, 'nowhere')), refusal('ROOT_MISSING', /nowhere.*Check the path/));
  assert.deepEqual(readdirSync(root), []);
});

test('a file, and a path through a file, are refused', (t) => {
  const root = createTree(t, { 'a.py': '' });
  assert.throws(
    () => checkRoot(join(root, 'a.py')),
    refusal('ROOT_NOT_FOLDER', /Name the folder that contains it/),
  );
  assert.throws(() => checkRoot(join(root, 'a.py', 'b')), refusal('ROOT_NOT_FOLDER', /not a folder/));
});

test('a folder that may not be listed is refused with the cause', { skip: onlyPosix }, (t) => {
  const root = createTree(t, { 'closed/': '', 'listable/': '' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'closed'), 0o000);
  chmodSync(join(root, 'listable'), 0o444);
  withoutPrivileges(() => {
    assert.throws(() => checkRoot(join(root, 'closed')), refusal('ROOT_UNREADABLE', /EACCES.*permission/));
    assert.throws(() => checkRoot(join(root, 'listable')), refusal('ROOT_UNREADABLE', /EACCES/));
  });
});

test('a link that leads to itself is refused', { skip: onlyPosix }, (t) => {
  const root = createTree(t, {});
  symlinkSync('loop', join(root, 'loop'));
  assert.throws(() => checkRoot(join(root, 'loop')), refusal('ROOT_UNREADABLE', /ELOOP/));
});

test('the home directory is refused, also through a link', (t) => {
  const root = createTree(t, {});
  symlinkSync(homedir(), join(root, 'home'));
  assert.throws(() => checkRoot(homedir()), refusal('ROOT_IS_HOME', /Name one project folder inside it/));
  assert.throws(() => checkRoot(join(root, 'home')), refusal('ROOT_IS_HOME', /home directory/));
});

test('the root of the file system is refused', () => {
  const { root } = parse(process.cwd());
  assert.throws(() => checkRoot(root), refusal('ROOT_IS_FILESYSTEM_ROOT', /Name one project folder/));
});

test('the cache and what lies in it are refused, the folder around it is not', (t) => {
  const root = createTree(t, { 'cache/project-1/': '', 'cache-2/': '' });
  const cache = join(root, 'cache');
  assert.throws(() => checkRoot(cache, cache), refusal('ROOT_IN_CACHE', /CBM_CACHE_DIR/));
  assert.throws(
    () => checkRoot(join(cache, 'project-1'), cache),
    refusal('ROOT_IN_CACHE', /belongs to the index cache/),
  );
  assert.equal(checkRoot(join(root, 'cache-2'), cache), join(root, 'cache-2'));
  assert.equal(checkRoot(root, cache), root);
  assert.equal(checkRoot(root, join(root, 'not', 'yet', 'there')), root);
});
