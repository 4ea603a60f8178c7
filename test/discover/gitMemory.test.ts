// What is remembered between comparisons must never be what was.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { findGitChanges } from '../../server/discover/gitChanges.ts';
import { findHeadCommit } from '../../server/discover/gitHead.ts';
import { GitMemory } from '../../server/discover/gitMemory.ts';
import { findRepositoryAt } from '../../server/discover/gitRepository.ts';
import { ForbiddenFiles } from '../../server/discover/forbiddenFiles.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { RulesReader } from '../../server/discover/rulesReader.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';
import { commitAll, git } from './repository.ts';

const NEVER = new AbortController().signal;
const { load } = new RulesReader(new ForbiddenFiles([], []));

function openTree(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = temporaryDirectory(t);
  const root = join(folder, 'tree');
  mkdirSync(root);
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  for (const [path, text] of Object.entries(files)) write(path, text);
  commitAll(root);
  const memory = new GitMemory();
  const ask = async () => {
    const gate = new ReadGate(root, { dirs: [], files: [] });
    const source = { root, scratch: join(folder, 'views'), gate, overlays: [], excludedDirs: [] };
    const { files: changed, notes } = await findGitChanges(
      { ...source, maxFileSizeBytes: 1_000_000 },
      { kind: 'disk' },
      NEVER,
      memory,
    );
    return [
      ...changed.map(({ path, status, before }) => `${status} ${path} ${before?.toString().trim() ?? '-'}`),
      ...notes.flatMap(({ kind, paths }) => paths.map((path) => `${kind} ${path}`)),
    ];
  };
  return { root, write, ask };
}

test('what was committed, told to be ignored or given a filter since the last question is seen', async (t) => {
  const { root, write, ask } = openTree(t, { 'a.py': 'a = 1\n', 'b.py': 'b = 1\n' });
  write('a.py', 'a = 2\n');
  assert.deepEqual(await ask(), ['modified a.py a = 1']);
  commitAll(root);
  write('a.py', 'a = 3\n');
  assert.deepEqual(await ask(), ['modified a.py a = 2']);
  git(root, 'update-index', '--assume-unchanged', 'b.py');
  assert.deepEqual(await ask(), ['modified a.py a = 2', 'unwatched b.py']);
  git(root, 'update-index', '--no-assume-unchanged', 'b.py');
  write('.gitattributes', '*.py filter=shout\n');
  assert.deepEqual(await ask(), ['untracked .gitattributes -', 'modified a.py a = 2', 'filtered a.py']);
  write('.gitattributes', '*.js filter=shout\n');
  assert.deepEqual(await ask(), ['untracked .gitattributes -', 'modified a.py a = 2']);
  rmSync(join(root, '.gitattributes'));
  writeFileSync(join(root, '.git', 'info', 'attributes'), 'a.py filter=shout\n');
  assert.deepEqual(await ask(), ['modified a.py a = 2', 'filtered a.py']);
});

test('attributes that only the index has are asked for', async (t) => {
  const { root, write, ask } = openTree(t, { 'a.py': 'a = 1\n', '.gitattributes': '*.py filter=shout\n' });
  rmSync(join(root, '.gitattributes'));
  write('a.py', 'a = 2\n');
  assert.deepEqual(await ask(), [
    'deleted .gitattributes *.py filter=shout',
    'modified a.py a = 1',
    'filtered a.py',
  ]);
});

test('the commit of HEAD is read where it stands plainly: on a branch, packed, detached', (t) => {
  const { root, write } = openTree(t, { 'a.py': 'a = 1\n' });
  const read = () => findHeadCommit(findRepositoryAt(root, load)!, load);
  const told = () => git(root, 'rev-parse', 'HEAD').trim();
  assert.equal(read(), told());
  git(root, 'checkout', '--quiet', '-b', 'feature/one');
  write('a.py', 'a = 2\n');
  commitAll(root);
  assert.equal(read(), told());
  git(root, 'pack-refs', '--all');
  assert.equal(read(), told());
  git(root, 'checkout', '--quiet', '--detach', 'HEAD~1');
  assert.equal(read(), told());
});

test('where HEAD leads elsewhere, or nowhere yet, nothing is read', (t) => {
  const { root } = openTree(t, { 'a.py': 'a = 1\n' });
  const repository = findRepositoryAt(root, load)!;
  for (const head of [
    'ref: refs/heads/none',
    'ref: refs/heads/../../config',
    'ref: refs/heads/a//b',
    'ref: /etc/passwd',
    'ref: refs/tags/v1',
    'abc',
    '',
  ]) {
    writeFileSync(join(root, '.git', 'HEAD'), `${head}\n`);
    assert.equal(findHeadCommit(repository, load), undefined, head);
  }
});
