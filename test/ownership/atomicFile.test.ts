import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseJsonObject, writeFileAtomically } from '../../server/ownership/atomicFile.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

test('a folder in the place of a file is told with a code, and nothing is left beside it', (t) => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, 'run.json', 'within'), { recursive: true });
  assert.throws(() => writeFileAtomically(join(directory, 'run.json'), '{}'), {
    code: 'CACHE_NOT_WRITABLE',
    message: /a folder has the place of the file run\.json/,
  });
  assert.deepEqual(readdirSync(directory), ['run.json']);
});

test('of JSON only an object is taken for one', () => {
  assert.deepEqual(parseJsonObject('{"a":1}'), { a: 1 });
  for (const text of ['null', '[]', '[{}]', '"{}"', '1', 'true', '', '{'])
    assert.equal(parseJsonObject(text), undefined, text);
});
