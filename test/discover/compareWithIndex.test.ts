import assert from 'node:assert/strict';
import { chmodSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import {
  type IndexDifference,
  type IndexedFile,
  compareWithIndex,
} from '../../server/discover/compareWithIndex.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { type Tree, createTree, discoverIn } from './tree.ts';

const seconds = (value: number) => new Date(value * 1000);

/** A tree whose files all have the time 1000 s, and what an index run at `indexedAtMs` would know of them. */
function createIndexed(t: Parameters<typeof createTree>[0], tree: Tree) {
  const root = createTree(t, tree);
  for (const path of Object.keys(tree)) utimesSync(join(root, path), seconds(1000), seconds(1000));
  const gate = new ReadGate(root, { dirs: [], files: [] });
  const indexed: IndexedFile[] = discoverIn(root).files.map(({ path, sizeBytes, mtimeMs }) => ({
    path,
    sizeBytes,
    mtimeMs,
    hash: gate.hashFile(path),
  }));
  return {
    root,
    indexed,
    compare: (indexedAtMs: number, rows: readonly IndexedFile[] = indexed) =>
      toPaths(compareWithIndex(discoverIn(root), rows, gate, indexedAtMs)),
  };
}

function toPaths({ added, removed, changed, touched, skipped }: IndexDifference): Record<string, string[]> {
  const lists = { added, changed, touched };
  const entries = Object.entries(lists).map(([name, files]): [string, string[]] => [
    name,
    files.map((file) => file.path),
  ]);
  return Object.fromEntries([...entries, ['removed', removed], ['skipped', skipped]]);
}

const nothing = { added: [], changed: [], touched: [], removed: [], skipped: [] };
const muchLater = 2_000_000;

test('an unchanged tree has no difference', (t) => {
  const { compare } = createIndexed(t, { 'a.py': '1', 'b/b.py': '2' });
  assert.deepEqual(compare(muchLater), nothing);
});

test('new, gone, edited and touched files are told apart', (t) => {
  const { root, compare } = createIndexed(t, {
    'edit.py': '1',
    'gone.py': '',
    'grow.py': '1',
    'stay.py': '',
    'touch.py': '1',
  });
  writeFileSync(join(root, 'edit.py'), '2');
  writeFileSync(join(root, 'grow.py'), '11');
  writeFileSync(join(root, 'new.py'), '');
  rmSync(join(root, 'gone.py'));
  utimesSync(join(root, 'touch.py'), seconds(1100), seconds(1100));
  assert.deepEqual(compare(muchLater), {
    added: ['new.py'],
    changed: ['edit.py', 'grow.py'],
    touched: ['touch.py'],
    removed: ['gone.py'],
    skipped: [],
  });
});

test('an edit that keeps size and time is found when the time is near the index run', (t) => {
  const { root, compare } = createIndexed(t, { 'a.py': '1', 'b.py': '1' });
  writeFileSync(join(root, 'a.py'), '2');
  utimesSync(join(root, 'a.py'), seconds(1000), seconds(1000));
  assert.deepEqual(compare(1_001_999), { ...nothing, changed: ['a.py'] });
  assert.deepEqual(
    compare(900_000),
    { ...nothing, changed: ['a.py'] },
    'written while the run was under way',
  );
  assert.deepEqual(compare(1_002_000), nothing, 'older times are believed');
});

test('files that were skipped and still are have not gone', (t) => {
  const { root, indexed, compare } = createIndexed(t, { 'a.py': '1' });
  const skipped: IndexedFile = { path: 'big.min.js', sizeBytes: 1, mtimeMs: 1, hash: '' };
  assert.deepEqual(compare(muchLater, [...indexed, skipped]).removed, ['big.min.js']);
  writeFileSync(join(root, 'big.min.js'), '1');
  assert.deepEqual(compare(muchLater), { ...nothing, skipped: ['big.min.js'] });
  assert.deepEqual(compare(muchLater, [...indexed, skipped]), nothing);
  assert.deepEqual(compare(muchLater, [...indexed, { ...skipped, hash: 'was indexed before' }]).removed, [
    'big.min.js',
  ]);
});

test('a file that was not read is looked at again when its stat changes', (t) => {
  const { compare } = createIndexed(t, { 'a.py': '\0' });
  const unread: IndexedFile = { path: 'a.py', sizeBytes: 1, mtimeMs: 1_000_000, hash: '' };
  assert.deepEqual(compare(muchLater, [unread]), nothing);
  assert.deepEqual(compare(muchLater, [{ ...unread, mtimeMs: 5 }]).changed, ['a.py']);
});

test('a file that can no longer be read counts as changed', (t) => {
  const { root, indexed } = createIndexed(t, { 'a.py': '1' });
  utimesSync(join(root, 'a.py'), seconds(1100), seconds(1100));
  chmodSync(join(root, 'a.py'), 0o644);
  const blind = new ReadGate(root, { dirs: [root], files: [] });
  assert.deepEqual(toPaths(compareWithIndex(discoverIn(root), indexed, blind, muchLater)).changed, ['a.py']);
});
