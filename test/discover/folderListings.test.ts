import assert from 'node:assert/strict';
import {
  type Dirent,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderListings } from '../../server/discover/folderListings.ts';
import { findFileSystem } from '../../server/ownership/fileSystem.ts';

/** Longer than the step in which any local file system counts time. */
const STEP_MS = 25;

test('a folder is read again when an entry came, went, got another name or is of another kind', async (t) => {
  const root = makeRoot(t);
  const folder = join(root, 'folder');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a'), '');
  const listings = new FolderListings(root, 0);
  const changes = [
    () => writeFileSync(join(folder, 'b'), ''),
    () => renameSync(join(folder, 'b'), join(folder, 'c')),
    () => rmSync(join(folder, 'a')),
    () => {
      rmSync(join(folder, 'c'));
      mkdirSync(join(folder, 'c'));
    },
    () => {
      rmSync(join(folder, 'c'), { recursive: true });
      symlinkSync('nowhere', join(folder, 'c'));
    },
    () => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
    },
  ];
  const look = () => {
    listings.begin();
    return listings.list(folder).entries;
  };
  look();
  for (const change of changes) {
    await sleep(STEP_MS);
    change();
    assert.deepEqual(describe(look()), describe(readdirSync(folder, { withFileTypes: true })));
  }
  rmSync(folder, { recursive: true });
  assert.throws(look, { code: 'ENOENT' });
});

test('what is known of a folder is used until it changes, but not of one that changed just now', async (t) => {
  const root = makeRoot(t);
  if (!findFileSystem(root).isKnownLocal) return t.skip('folders are always read on this file system');
  // Times of files are finer than those of the clock that they are compared with.
  await sleep(STEP_MS);
  const keep = new FolderListings(root, 0);
  keep.begin();
  const first = keep.list(root);
  keep.begin();
  assert.equal(keep.list(root), first);
  const wary = new FolderListings(root, 3_600_000);
  wary.begin();
  const fresh = wary.list(root);
  wary.begin();
  assert.notEqual(wary.list(root), fresh);
  return undefined;
});

function makeRoot(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-listings-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function describe(entries: readonly Dirent[]) {
  return entries.map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()]);
}
