import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ReadGate } from '../../server/discover/readGate.ts';
import { assetsDir } from '../../server/entry.ts';
import { NameFinder } from '../../server/indexer/occurrences.ts';
import { Outliner } from '../../server/indexer/outlineText.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';

const NEVER = new AbortController().signal;

/** A finder over `files`, and what it finds of names as `file:line name`. */
function openFiles(t: TestContext, files: Readonly<Record<string, string>>) {
  const root = temporaryDirectory(t);
  const gate = new ReadGate(root, { dirs: [], files: [] });
  const finder = new NameFinder(new Outliner(assetsDir));
  const texts = new Map<string, string>();
  const write = (path: string, text: string) => {
    writeFileSync(join(root, path), text);
    texts.set(path, hash('sha1', text));
    finder.setTexts([...texts].map(([file, sha1]) => ({ path: file, hash: sha1 })));
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const find = async (...names: string[]) => {
    const { found } = await finder.find(names, gate, NEVER);
    return found.map(({ file, line, name }) => `${file}:${line} ${name}`);
  };
  return { root, write, find };
}

test('a name is found under the name that a file imports it as, in whichever way that is written', async (t) => {
  const { find } = openFiles(t, {
    'a.py': 'from shop import save as keep\n\nkeep()\n',
    'b.py': 'from shop import (\n    load,\n    save  as   other,\n)\nother()\n',
    'd.ts': "import { save as write } from './shop';\nwrite();\n",
    'e.py': 'from shop import save\nsave()\n',
  });
  assert.deepEqual(await find('save'), [
    'a.py:1 save',
    'a.py:1 save',
    'a.py:3 save',
    'b.py:3 save',
    'b.py:3 save',
    'b.py:5 save',
    'd.ts:1 save',
    'd.ts:1 save',
    'd.ts:2 save',
    'e.py:1 save',
    'e.py:2 save',
  ]);
});

test('texts that are still the same are not read again, others and other names are', async (t) => {
  const { root, write, find } = openFiles(t, { 'a.py': 'save()\nload()\n', 'b.py': 'load()\n' });
  assert.deepEqual(await find('save'), ['a.py:1 save']);
  rmSync(join(root, 'a.py'));
  assert.deepEqual(await find('save'), ['a.py:1 save'], 'as the index has it');
  write('b.py', 'load()\nsave()\n');
  assert.deepEqual(await find('save'), ['a.py:1 save', 'b.py:2 save']);
  assert.deepEqual(await find('load'), ['b.py:1 load']);
});

test('a text that is another than that of the index is read each time', async (t) => {
  const { root, find } = openFiles(t, { 'a.py': 'save()\n' });
  writeFileSync(join(root, 'a.py'), '\nsave()\n');
  assert.deepEqual(await find('save'), ['a.py:2 save']);
  writeFileSync(join(root, 'a.py'), '\n\nsave()\n');
  assert.deepEqual(await find('save'), ['a.py:3 save']);
});
