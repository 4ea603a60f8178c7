import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileMissing } from '../../server/discover/errors.ts';
import type { SourceText } from '../../server/discover/readGate.ts';
import { unpackOccurrences } from '../../server/text/packedOccurrences.ts';
import { WordSearch } from '../../server/text/wordSearch.ts';

/** Texts by path, which can change; the hash of a text is the text. */
function gateOf(texts: Record<string, string>) {
  const read: string[] = [];
  return {
    read(path: string): SourceText {
      read.push(path);
      const text = texts[path];
      if (text === undefined) throw FileMissing(path);
      return { text, hash: text, sizeBytes: text.length, mtimeMs: 0, problems: [] };
    },
    takeRead: () => read.splice(0),
  };
}

function filesOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([path, hash]) => ({ path, hash, language: 'python' }));
}

test('after the first search only files are read that can hold the word', () => {
  const texts = { 'a.py': 'save()', 'b.py': 'load()', 'c.py': 'save' };
  const gate = gateOf(texts);
  const search = new WordSearch();
  search.setFiles(filesOf(texts));
  assert.equal(search.find('load', gate, 1000).files.length, 1);
  assert.deepEqual(gate.takeRead(), ['a.py', 'b.py', 'c.py']);
  assert.deepEqual(search.find('save', gate, 1000).files, ['a.py', 'c.py']);
  assert.deepEqual(gate.takeRead(), ['a.py', 'c.py']);
});

test('a text that changed since it was indexed is told, and a file that is gone', () => {
  const texts: Record<string, string> = { 'a.py': 'save()', 'b.py': 'save' };
  const gate = gateOf(texts);
  const search = new WordSearch();
  search.setFiles(filesOf(texts));
  texts['a.py'] = 'save(save)';
  delete texts['b.py'];
  const found = search.find('save', gate, 1000);
  assert.deepEqual(
    [
      found.changed,
      found.unreadable,
      unpackOccurrences(found).flatMap(({ occurrences }) => occurrences).length,
    ],
    [['a.py'], ['b.py'], 2],
  );
});

test('a file that is indexed anew is read anew', () => {
  const texts: Record<string, string> = { 'a.py': 'load' };
  const gate = gateOf(texts);
  const search = new WordSearch();
  search.setFiles(filesOf(texts));
  assert.equal(search.find('save', gate, 1000).files.length, 0);
  texts['a.py'] = 'save';
  search.setFiles(filesOf(texts));
  assert.equal(search.find('save', gate, 1000).files.length, 1);
});

test('when the time is up the answer says how far it came', () => {
  const texts = { 'a.py': 'save', 'b.py': 'save' };
  const search = new WordSearch();
  search.setFiles(filesOf(texts));
  const { searched, total } = search.find('save', gateOf(texts), -1);
  assert.deepEqual([searched, total], [0, 2]);
});
