import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findGitChanges, parsePatch } from '../../server/discover/gitChanges.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';
import { commitAll, git } from './repository.ts';

const { signal } = new AbortController();

function lines(count: number): string {
  return Array.from({ length: count }, (_, at) => `line ${at + 1}\n`).join('');
}

test('changed, added, deleted, renamed and untracked files are told with the lines that changed', async (t) => {
  const root = temporaryDirectory(t);
  mkdirSync(join(root, 'sub'));
  for (const name of ['same.py', 'edited.py', 'sub/ä b.py', 'gone.py', 'old.py', 'bin'])
    writeFileSync(join(root, name), lines(9));
  writeFileSync(join(root, '.gitignore'), 'ignored.py\n');
  commitAll(root);
  const edited = lines(9)
    .replace('line 2\n', 'line two\nand a half\n')
    .replace('line 7\n', '')
    .replace('line 9\n', '++ b/fake.py\n');
  writeFileSync(join(root, 'edited.py'), edited);
  writeFileSync(join(root, 'sub/ä b.py'), lines(10));
  writeFileSync(join(root, 'bin'), Buffer.from([0, 1, 2]));
  rmSync(join(root, 'gone.py'));
  renameSync(join(root, 'old.py'), join(root, 'new.py'));
  writeFileSync(join(root, 'ignored.py'), 'x');
  git(root, 'add', 'new.py');
  writeFileSync(join(root, 'fresh.py'), 'x');
  const { base, files } = await findGitChanges(root, undefined, signal);
  assert.equal(base, git(root, 'rev-parse', 'HEAD').trim());
  assert.deepEqual(files, [
    { path: 'bin', status: 'modified', lines: undefined },
    {
      path: 'edited.py',
      status: 'modified',
      lines: [
        { from: 2, to: 3, isGap: false },
        { from: 7, to: 8, isGap: true },
        { from: 9, to: 9, isGap: false },
      ],
    },
    { path: 'fresh.py', status: 'untracked', lines: undefined },
    { path: 'gone.py', status: 'deleted', lines: undefined },
    { path: 'new.py', status: 'added', lines: undefined },
    { path: 'old.py', status: 'deleted', lines: undefined },
    { path: 'sub/ä b.py', status: 'modified', lines: [{ from: 10, to: 10, isGap: false }] },
  ]);
});

test('since a branch counts what this side did from where it left, and paths are of the folder that is asked', async (t) => {
  const top = temporaryDirectory(t);
  const root = join(top, 'part');
  mkdirSync(root);
  writeFileSync(join(root, 'a.py'), lines(3));
  commitAll(top);
  const left = git(top, 'rev-parse', 'HEAD').trim();
  git(top, 'checkout', '--quiet', '-b', 'feature');
  writeFileSync(join(root, 'mine.py'), lines(1));
  writeFileSync(join(top, 'outside.py'), lines(1));
  commitAll(top);
  git(top, 'checkout', '--quiet', 'main');
  writeFileSync(join(root, 'theirs.py'), lines(1));
  commitAll(top);
  git(top, 'checkout', '--quiet', 'feature');
  writeFileSync(join(root, 'a.py'), lines(4));
  const { base, files } = await findGitChanges(root, 'main', signal);
  assert.equal(base, left);
  assert.deepEqual(
    files.map(({ path, status }) => [path, status]),
    [
      ['a.py', 'modified'],
      ['mine.py', 'added'],
    ],
  );
});

test('an unknown revision, one that looks like an option, and a folder without git are told as such', async (t) => {
  const root = temporaryDirectory(t);
  await assert.rejects(findGitChanges(root, undefined, signal), { code: 'NO_GIT' });
  writeFileSync(join(root, 'a.py'), 'x');
  commitAll(root);
  const output = join(root, 'written');
  for (const since of ['nope', `--output=${output}`, 'HEAD~9', ''])
    await assert.rejects(findGitChanges(root, since, signal), { code: 'UNKNOWN_REVISION' });
  assert.equal(existsSync(output), false);
});

const skipWithoutShell = process.platform === 'win32' && 'the spy is a shell script';

test('no program runs that a repository names for diffs', { skip: skipWithoutShell }, async (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, 'a.py'), lines(2));
  writeFileSync(join(root, '.gitattributes'), '*.py diff=spy\n');
  commitAll(root);
  const ran = join(root, '.git', 'ran');
  const program = join(root, '.git', 'program');
  writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`);
  chmodSync(program, 0o755);
  for (const name of ['diff.external', 'diff.spy.command', 'diff.spy.textconv', 'core.fsmonitor'])
    git(root, 'config', name, program);
  writeFileSync(join(root, 'a.py'), lines(3));
  const { files } = await findGitChanges(root, undefined, signal);
  assert.equal(files.length, 1);
  assert.equal(existsSync(ran), false);
});

test('text of a change that looks like the head of a file or of a hunk is text', () => {
  const patch = [
    'diff --git a/a.py b/a.py',
    '--- a/a.py',
    '+++ b/a.py',
    '@@ -1,2 +1,3 @@ def f():',
    '--- a/x',
    '-@@ -1 +1 @@',
    '\\ No newline at end of file',
    '+++ b/y',
    '+@@ -9 +9 @@',
    '+z',
    '@@ -8,0 +9 @@',
    '+last',
    '',
  ].join('\n');
  assert.deepEqual(
    [...parsePatch(patch)],
    [
      [
        'a.py',
        [
          { from: 1, to: 3, isGap: false },
          { from: 9, to: 9, isGap: false },
        ],
      ],
    ],
  );
});
