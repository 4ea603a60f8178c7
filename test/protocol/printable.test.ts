import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeUnprintable, escapeUnprintableJson } from '../../server/protocol/printable.ts';

const HARMFUL: readonly (readonly [string, string])[] = [
  ['\u001B[31mRED', String.raw`\x1b[31mRED`],
  ['\u009B31m', String.raw`\x9b31m`],
  ['a\u202Egnp', String.raw`a\u202egnp`],
  ['a\u2066b\u2069', String.raw`a\u2066b\u2069`],
  ['a\u2028b\u2029', String.raw`a\u2028b\u2029`],
  ['\u0000\u0007\u0008\u007F', String.raw`\x00\x07\x08\x7f`],
  ['over\rwritten', String.raw`over\x0dwritten`],
  ['\u061C\u200E\u200F', String.raw`\u061c\u200e\u200f`],
];

test('what could move a terminal or turn a line round is shown by its number', () => {
  for (const [text, shown] of HARMFUL) assert.equal(escapeUnprintable(text), shown);
});

test('what people write stays as it is', () => {
  for (const text of [
    'tab\tand\nlines\r\n',
    'Ünïcödé 日本語 עברית العربية',
    '👩‍👩‍👧 \u{1F600}',
    'a\u00A0b',
    '\\x1b',
  ])
    assert.equal(escapeUnprintable(text), text);
});

test('JSON keeps its value, and only its letters change', () => {
  const value = Object.fromEntries(HARMFUL);
  const json = escapeUnprintableJson(JSON.stringify(value, null, 2));
  assert.deepEqual(JSON.parse(json), value);
  assert.equal(escapeUnprintable(json), json);
});
