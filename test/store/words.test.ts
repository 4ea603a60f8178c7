import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexedWords, splitWords } from '../../server/store/words.ts';

test('identifiers are split at humps, digits and separators', () => {
  assert.deepEqual(splitWords('parseHTTPUrl_v2'), ['parse', 'http', 'url', 'v', '2']);
  assert.deepEqual(splitWords('__init__'), ['init']);
  assert.deepEqual(splitWords('größeÄndern'), ['größe', 'ändern']);
  assert.deepEqual(splitWords('$'), []);
});

test('a name is indexed by its words and as a whole', () => {
  assert.equal(indexedWords('get_user'), 'get user getuser');
  assert.equal(indexedWords('save'), 'save');
});
