import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findFolderPrivacy, findPrivateText } from '../../server/ownership/privateFile.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

const isPosix = process.platform !== 'win32';
/** Who may give files away: the only one who can make what another user has. */
const isRoot = process.getuid?.() === 0;

test('what only this user can have written is read', (t) => {
  const folder = temporaryDirectory(t);
  const file = join(folder, 'server.json');
  assert.equal(findPrivateText(file), undefined);
  writeFileSync(file, 'text', { mode: 0o600 });
  assert.deepEqual(findPrivateText(file), { text: 'text' });
  assert.equal(findFolderPrivacy(folder), 'private');
  assert.equal(findFolderPrivacy(join(folder, 'missing')), undefined);
});

test('a file or folder that others may write is not believed', { skip: !isPosix }, (t) => {
  const folder = temporaryDirectory(t);
  const file = join(folder, 'server.json');
  writeFileSync(file, 'text');
  for (const mode of [0o620, 0o602]) {
    chmodSync(file, mode);
    assert.equal(findPrivateText(file), 'open');
  }
  chmodSync(file, 0o644);
  assert.deepEqual(findPrivateText(file), { text: 'text' });
  chmodSync(folder, 0o770);
  assert.equal(findPrivateText(file), 'open');
});

test('a link, a folder and what is too large are not read', { skip: !isPosix }, (t) => {
  const folder = temporaryDirectory(t);
  const file = join(folder, 'server.json');
  writeFileSync(join(folder, 'other.json'), 'text', { mode: 0o600 });
  symlinkSync(join(folder, 'other.json'), file);
  assert.equal(findPrivateText(file), 'foreign');
  mkdirSync(join(folder, 'folder'), { mode: 0o700 });
  assert.equal(findPrivateText(join(folder, 'folder')), 'foreign');
  symlinkSync(join(folder, 'folder'), join(folder, 'link'));
  assert.equal(findFolderPrivacy(join(folder, 'link')), 'foreign');
  const limit = 262_144;
  writeFileSync(join(folder, 'large'), 'a'.repeat(limit + 1), { mode: 0o600 });
  assert.equal(findPrivateText(join(folder, 'large')), undefined);
  writeFileSync(join(folder, 'whole'), 'a'.repeat(limit), { mode: 0o600 });
  assert.notEqual(findPrivateText(join(folder, 'whole')), undefined);
});

test('what belongs to another user is not believed', { skip: !isRoot }, (t) => {
  const folder = temporaryDirectory(t);
  const file = join(folder, 'server.json');
  writeFileSync(file, 'text', { mode: 0o600 });
  chownSync(file, 65_534, 65_534);
  assert.equal(findPrivateText(file), 'foreign');
  chownSync(file, 0, 0);
  chownSync(folder, 65_534, 65_534);
  assert.equal(findPrivateText(file), 'foreign');
});
