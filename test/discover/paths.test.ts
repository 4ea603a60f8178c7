// What differs between systems in the spelling of paths, asked for each of them on whichever one this is.
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { test } from 'node:test';
import { toKey } from '../../extension/claude/projectKey.ts';
import { isInside, toIndexPath } from '../../server/discover/paths.ts';

test('a path of the index has forward slashes, also from Windows, from a drive, a share and beyond 260 characters', () => {
  const deep = Array.from({ length: 40 }, () => 'folder-name').join('\\');
  for (const root of [
    String.raw`C:\src\shop`,
    String.raw`\\server\share\shop`,
    String.raw`\\?\C:\src\shop`,
  ]) {
    assert.equal(toIndexPath(root, String.raw`${root}\web\src\a.ts`, win32), 'web/src/a.ts');
    assert.equal(toIndexPath(root, `${root}\\${deep}\\a.ts`, win32), `${deep.replaceAll('\\', '/')}/a.ts`);
  }
  assert.equal(toIndexPath('/src/shop', '/src/shop/web/a.ts', posix), 'web/a.ts');
});

test('on Windows a folder is found whatever the case of its drive and its letters', () => {
  assert.equal(toIndexPath(String.raw`c:\SRC\Shop`, String.raw`C:\src\shop\Web\a.ts`, win32), 'Web/a.ts');
});

test('a back slash is part of a name where the separator is a slash', () => {
  assert.equal(toIndexPath('/src', String.raw`/src/odd\name.ts`, posix), String.raw`odd\name.ts`);
});

test('a folder holds what is below it, and not its namesake with more letters', () => {
  const [shop, shopping] = [String.raw`C:\src\shop`, String.raw`C:\src\shopping\a.ts`];
  assert.equal(isInside(shopping, shop, win32.sep), false);
  assert.equal(isInside(String.raw`C:\src\shop\a.ts`, shop, win32.sep), true);
  assert.equal(isInside('C:\\a.ts', 'C:\\', win32.sep), true);
  assert.equal(isInside('/a.ts', '/', posix.sep), true);
});

test('Claude Code knows a project of Windows by its path with forward slashes', () => {
  assert.equal(toKey(String.raw`C:\src\shop`, 'win32'), 'C:/src/shop');
  assert.equal(toKey(String.raw`/src/odd\name`, 'linux'), String.raw`/src/odd\name`);
});
