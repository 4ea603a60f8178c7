import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRenames } from '../../server/discover/changedFiles.ts';
import type { ChangedFile } from '../../server/discover/changedFiles.ts';

/** A changed file as `status path: before > after`, where `-` is nothing. */
function parse(text: string): ChangedFile {
  const [, status = '', path = '', before = '', after = ''] = /^(\w+) (\S+): (.*) > (.*)$/.exec(text) ?? [];
  const [old, now] = [before, after].map((side) => (side === '-' ? undefined : Buffer.from(side)));
  return { path, status: status as ChangedFile['status'], before: old, after: now, reason: '' };
}

for (const [title, files, found] of [
  [
    'what came with the text of what went was moved',
    ['deleted a: text > -', 'added b: - > text', 'untracked c: - > other'],
    ['a b', ' c'],
  ],
  ['an untracked file too', ['deleted a: text > -', 'untracked b: - > text'], ['a b']],
  ['a copy of a file that was edited was not', ['modified a: text > new', 'added b: - > text'], [' a', ' b']],
  [
    'a file that was edited into what went was not',
    ['deleted a: text > -', 'modified b: old > text'],
    [' a', ' b'],
  ],
  ['empty files are nobody else', ['deleted a:  > -', 'added b: - > '], [' a', ' b']],
  [
    'a file goes to one place only',
    ['deleted a: text > -', 'added b: - > text', 'added c: - > text'],
    ['a b', ' c'],
  ],
  [
    'two files of one text go to two places',
    ['deleted a: text > -', 'deleted b: text > -', 'added c: - > text', 'added d: - > text'],
    ['a c', 'b d'],
  ],
] as const)
  test(title, () => {
    const renamed = findRenames(files.map(parse));
    assert.deepEqual(renamed.map(({ path, from = '' }) => `${from} ${path}`).toSorted(), found.toSorted());
  });
