import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceFile } from '../../server/discover/discovery.ts';
import { ParseQueue, sortByUse } from '../../server/indexer/parseOrder.ts';

const KIB = 1024;

function makeFiles(count: number, sizeBytes: number): SourceFile[] {
  return Array.from({ length: count }, (_, at) => {
    const path = `file${String(at).padStart(4, '0')}.py`;
    return { path, language: 'python', sizeBytes, mtimeMs: 1000 };
  });
}

function pathsOf(files: readonly SourceFile[]): string[] {
  return files.map(({ path }) => path);
}

test('what was changed last comes first, the rest stays in path order', () => {
  const files = makeFiles(600, KIB).map((file, at) =>
    Object.assign(file, { mtimeMs: at >= 500 ? 5000 + at : 1000 }),
  );
  const sorted = sortByUse(files).map(({ path }) => path);
  assert.deepEqual(sorted.slice(0, 2), ['file0599.py', 'file0598.py']);
  assert.equal(sorted[99], 'file0500.py');
  assert.deepEqual(sorted.slice(-2), ['file0498.py', 'file0499.py']);
  assert.deepEqual([...new Set(sorted)].sort(), files.map(({ path }) => path).sort());
});

test('every file is given out once, in batches that grow from small to large', () => {
  const queue = new ParseQueue(makeFiles(1000, 4 * KIB), new Set());
  const batches: string[][] = [];
  while (!queue.isEmpty) batches.push(queue.take().map(({ path }) => path));
  assert.deepEqual(
    batches.slice(0, 5).map(({ length }) => length),
    [8, 16, 32, 64, 96],
  );
  assert.equal(new Set(batches.flat()).size, 1000);
  assert.equal(batches.flat().length, 1000);
  assert.deepEqual(queue.take(), []);
});

test('files that somebody opens while others are parsed are in the next batch', () => {
  const preferred = new Set(['gone.py', 'file0900.py']);
  const queue = new ParseQueue(makeFiles(1000, 4 * KIB), preferred);
  assert.equal(queue.take()[0]?.path, 'file0900.py');
  preferred.add('file0500.py');
  assert.equal(queue.take()[0]?.path, 'file0500.py');
  assert.equal(queue.take()[0]?.path, 'file0022.py');
});

test('a large file has a batch of its own, for who takes such files', () => {
  const [small, large, other] = makeFiles(3, 4 * KIB).map((file, at) =>
    Object.assign(file, { sizeBytes: at === 1 ? 3 * KIB * KIB : 4 * KIB }),
  );
  const queue = new ParseQueue([large!, small!, other!], new Set());
  assert.deepEqual(pathsOf(queue.take(undefined, false)), [small!.path, other!.path]);
  assert.deepEqual(queue.take(undefined, false), []);
  assert.ok(!queue.isEmpty);
  assert.deepEqual(pathsOf(queue.take()), [large!.path]);
  const inFront = new ParseQueue([large!, small!], new Set());
  assert.deepEqual(pathsOf(inFront.take()), [large!.path]);
  assert.deepEqual(pathsOf(inFront.take()), [small!.path]);
});
