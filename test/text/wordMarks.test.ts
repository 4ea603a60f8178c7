import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashesOf, WordFilter } from '../../server/text/wordFilter.ts';
import { findWord } from '../../server/text/wordMarks.ts';

/** What `rg -w -F -o` counts in these texts. */
const COUNTS: readonly (readonly [text: string, name: string, count: number])[] = [
  ['save save_all resave save', 'save', 2],
  ['save.save(save)', 'save', 3],
  ['$save save$ ${save}', 'save', 3],
  ['$el a$el $el2', '$el', 1],
  ['größe größer Xgröße', 'größe', 1],
  ['na\u{ef}ve nai\u{308}ve na\u{ef}ves', 'na\u{ef}ve', 1],
  ['save—save 𝒜save save𝒜 😀save', 'save', 3],
  ['a‿save save‍', 'save', 0],
  ['saves\u{301} save\u{301}', 'save', 0],
  ['x1 1x x', 'x', 1],
  ['', 'x', 0],
];

test('a word is what ripgrep takes for one', () => {
  for (const [text, name, count] of COUNTS)
    assert.equal(findWord(text, name).length, count, `${name} in ${text}`);
});

test('a filter never denies a word that is there', () => {
  for (const [text, name, count] of COUNTS) {
    if (count > 0) assert.ok(new WordFilter(text).mayHold(hashesOf(name)), `${name} in ${text}`);
  }
});

test('a filter denies most words that are not there', () => {
  const filter = new WordFilter(Array.from({ length: 500 }, (_, index) => `word${index}`).join(' '));
  const kept = Array.from({ length: 500 }, (_, index) => `other${index}`).filter((word) =>
    filter.mayHold(hashesOf(word)),
  );
  assert.ok(kept.length < 50, `${kept.length} of 500`);
});
