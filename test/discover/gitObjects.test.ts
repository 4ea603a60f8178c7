import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchReader } from '../../server/discover/gitObjects.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40));
/** What `git cat-file --batch` prints for a text, a name that means nothing, an empty text and a large one. */
const OUTPUT = Buffer.from(
  `${A} blob 11\none\n\ntwo ü\nnowhere missing\n${B} blob 0\n\n${C} blob 20\n${'x'.repeat(19)}\n\n`,
);

function read(chunks: readonly Buffer[], limitBytes: number, totalBytes = Infinity): unknown[] {
  const reader = new BatchReader(limitBytes, totalBytes);
  for (const chunk of chunks) reader.add(chunk);
  return reader.objects.map(
    (found) => found && { id: found.id, text: found.bytes?.toString() ?? found.type },
  );
}

const ALL = [
  { id: A, text: 'one\n\ntwo ü' },
  undefined,
  { id: B, text: '' },
  { id: C, text: `${'x'.repeat(19)}\n` },
];

test('objects are the same wherever the output of git is cut', () => {
  for (let at = 0; at <= OUTPUT.byteLength; at++)
    assert.deepEqual(read([OUTPUT.subarray(0, at), OUTPUT.subarray(at)], 20), ALL, `cut at ${at}`);
  assert.deepEqual(
    read(
      Array.from(OUTPUT, (byte) => Buffer.of(byte)),
      20,
    ),
    ALL,
  );
});

test('what is larger than is allowed, by itself or with those before it, is passed over', () => {
  const without = [...ALL.slice(0, 3), { id: C, text: 'blob' }];
  assert.deepEqual(read([OUTPUT], 19), without);
  assert.deepEqual(read([OUTPUT], 20, 30), without);
  assert.deepEqual(read([OUTPUT], 20, 31), ALL);
});
