import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWordFinder } from '../../server/indexer/wordLines.ts';

function find(names: readonly string[], text: string): string[] {
  return createWordFinder(names)(text).map(({ name, line }) => `${name}:${line}`);
}

test('names are found as whole words, line by line, once a line, in the order of the text', () => {
  const text = 'save(save)\r\nunsaved = save_all\nx.save; größe\nsave$ $save\nlast = größe𝒳 + größe';
  assert.deepEqual(find(['größe', 'save', 'last'], text), [
    'save:1',
    'save:3',
    'größe:3',
    'last:5',
    'größe:5',
  ]);
});

test('names that hold a hyphen are found among others', () => {
  assert.deepEqual(find(['my-mod', 'run'], "import './my-mod'\nrun()\nmy-module"), ['my-mod:1', 'run:2']);
});

test('lines that are nothing but a comment count as none', () => {
  assert.deepEqual(find(['save'], '# save\n  // save\nx = 1  # save'), ['save:3']);
});

test('hundreds of names cost one pass, and none is lost among those that share a bit', () => {
  const names = Array.from({ length: 3000 }, (_, at) => `name${at}`);
  const text = names.join('\n');
  assert.deepEqual(
    find(names, `${text}\nother1 name3000`),
    names.map((name, at) => `${name}:${at + 1}`),
  );
});
