import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findGitChanges } from '../../server/discover/gitChanges.ts';
import type { ChangedFile } from '../../server/discover/changedFiles.ts';
import { findGitProgram, streamGit } from '../../server/discover/gitProgram.ts';
import type { ChangeQuestion } from '../../server/discover/gitSides.ts';
import { parseRange } from '../../server/discover/gitSides.ts';
import { makeOverlay } from '../../server/discover/overlay.ts';
import type { Overlay } from '../../server/discover/overlay.ts';
import { ReadGate } from '../../server/discover/readGate.ts';
import { temporaryDirectory } from '../store/graphBuilder.ts';
import { commitAll, git } from './repository.ts';

/** What is asked of the folder `root`, with the changes of its files in short. */
async function ask(
  t: Parameters<typeof temporaryDirectory>[0],
  root: string,
  question: ChangeQuestion = { kind: 'disk' },
  overlays: readonly Overlay[] = [],
) {
  const source = {
    root,
    scratch: temporaryDirectory(t),
    gate: new ReadGate(root, { dirs: [], files: [] }, undefined, overlays),
    overlays,
    excludedDirs: [],
    maxFileSizeBytes: 1_000_000,
  };
  const changes = await findGitChanges(source, question, new AbortController().signal);
  const { base, files, notes } = changes;
  return {
    base,
    files,
    short: files.map(shorten),
    kinds: notes.map(({ kind, paths }) => [kind, paths.join(' ')]),
  };
}

function shorten({ path, status, from, before, after, reason }: ChangedFile): string {
  const sides = `${before?.toString().trim() ?? '-'} > ${after?.toString().trim() ?? '-'}`;
  return `${status} ${from === undefined ? '' : `${from} `}${path}: ${sides}${reason && ` (${reason})`}`;
}

test('changed, added, deleted, renamed and untracked files are told with both texts', async (t) => {
  const root = temporaryDirectory(t);
  mkdirSync(join(root, 'sub'));
  for (const name of ['same.py', 'edited.py', 'sub/ä "b.py', 'gone.py', 'old.py'])
    writeFileSync(join(root, name), `text of ${name}\n`);
  writeFileSync(join(root, '.gitignore'), 'ignored.py\n');
  commitAll(root);
  writeFileSync(join(root, 'edited.py'), 'edited\n');
  writeFileSync(join(root, 'sub/ä "b.py'), 'quoted\n');
  rmSync(join(root, 'gone.py'));
  renameSync(join(root, 'old.py'), join(root, 'new.py'));
  writeFileSync(join(root, 'ignored.py'), 'x');
  writeFileSync(join(root, 'staged.py'), 'staged\n');
  git(root, 'add', 'new.py', 'staged.py');
  writeFileSync(join(root, 'fresh.py'), 'x');
  const { base, short } = await ask(t, root);
  assert.equal(base, git(root, 'rev-parse', 'HEAD').trim());
  assert.deepEqual(short, [
    'modified edited.py: text of edited.py > edited',
    'untracked fresh.py: - > x',
    'deleted gone.py: text of gone.py > -',
    'renamed old.py new.py: text of old.py > text of old.py',
    'added staged.py: - > staged',
    'modified sub/ä "b.py: text of sub/ä "b.py > quoted',
  ]);
});

test('a stage, a commit, a range and a branch are compared each with its own other side', async (t) => {
  const root = temporaryDirectory(t);
  const write = (text: string) => writeFileSync(join(root, 'a.py'), `${text}\n`);
  write('one');
  commitAll(root);
  git(root, 'checkout', '--quiet', '-b', 'side');
  write('two');
  commitAll(root);
  git(root, 'checkout', '--quiet', 'main');
  writeFileSync(join(root, 'theirs.py'), 'theirs\n');
  commitAll(root);
  git(root, 'checkout', '--quiet', 'side');
  write('three');
  git(root, 'add', '.');
  write('four');
  const short = async (question: ChangeQuestion) => (await ask(t, root, question)).short;
  assert.deepEqual(await short({ kind: 'staged' }), ['modified a.py: two > three']);
  assert.deepEqual(await short({ kind: 'disk' }), ['modified a.py: two > four']);
  assert.deepEqual(await short({ kind: 'disk', since: 'main' }), ['modified a.py: one > four']);
  assert.deepEqual(await short({ kind: 'commit', commit: 'HEAD' }), ['modified a.py: one > two']);
  assert.deepEqual(await short({ kind: 'commit', commit: 'main~1' }), ['added a.py: - > one']);
  assert.deepEqual(await short(parseRange('main..side')!), [
    'modified a.py: one > two',
    'deleted theirs.py: theirs > -',
  ]);
  assert.deepEqual(await short(parseRange('main...')!), ['modified a.py: one > two']);
});

test('paths are of the folder that is asked, and a repository without a commit has everything new', async (t) => {
  const top = temporaryDirectory(t);
  const root = join(top, 'part');
  mkdirSync(root);
  git(top, 'init', '--quiet');
  writeFileSync(join(root, 'a.py'), 'a\n');
  writeFileSync(join(top, 'outside.py'), 'o\n');
  git(top, 'add', '.');
  const { base, short } = await ask(t, root);
  assert.deepEqual([base, short], ['', ['added a.py: - > a']]);
});

test('a mode, line ends, a touched file and a pointer of LFS with its contents are no change', async (t) => {
  const root = temporaryDirectory(t);
  const contents = 'large contents\n';
  const sha256 = createHash('sha256').update(contents).digest('hex');
  const pointer = (size: number) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`;
  for (const name of ['mode.py', 'crlf.py', 'touched.py', 'auto.py'])
    writeFileSync(join(root, name), `${name}\nend\n`);
  writeFileSync(join(root, 'lfs.bin'), pointer(contents.length));
  writeFileSync(join(root, 'other.bin'), pointer(contents.length));
  git(root, 'init', '--quiet');
  git(root, 'config', 'core.fileMode', 'true');
  commitAll(root);
  chmodSync(join(root, 'mode.py'), 0o755);
  writeFileSync(join(root, 'crlf.py'), 'crlf.py\r\nend\r\n');
  writeFileSync(join(root, 'touched.py'), 'touched.py\nend\n');
  writeFileSync(join(root, 'lfs.bin'), contents);
  writeFileSync(join(root, 'other.bin'), 'other contents\n');
  const { short, kinds } = await ask(t, root);
  assert.deepEqual(short, ['modified other.bin: - > other contents (a pointer of Git LFS)']);
  if (process.platform !== 'win32') assert.deepEqual(kinds, [['mode', 'mode.py']]);
});

test('what a window shows unsaved stands in the place of the file', async (t) => {
  const root = temporaryDirectory(t);
  for (const name of ['a.py', 'b.py', 'c.py']) writeFileSync(join(root, name), `${name}\n`);
  commitAll(root);
  for (const name of ['b.py', 'c.py', 'new.py']) writeFileSync(join(root, name), 'edited\n');
  const overlays = ['a.py', 'c.py', 'new.py'].map((name) => makeOverlay(name, 'unsaved\n'));
  const { short } = await ask(t, root, { kind: 'disk' }, [...overlays, makeOverlay('b.py', 'b.py\n')]);
  assert.deepEqual(short, [
    'modified a.py: a.py > unsaved',
    'modified c.py: c.py > unsaved',
    'untracked new.py: - > unsaved',
  ]);
});

test('between two commits a repository within that came or went is told as one', async (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, 'a.py'), 'a\n');
  commitAll(root);
  const commit = git(root, 'rev-parse', 'HEAD').trim();
  git(root, 'update-index', '--add', '--cacheinfo', `160000,${commit},inner`);
  git(root, 'commit', '--quiet', '--message', 'with inner');
  for (const range of [`${commit}..HEAD`, `HEAD..${commit}`]) {
    const { short, kinds } = await ask(t, root, parseRange(range));
    assert.deepEqual(short, [], range);
    assert.deepEqual(kinds, [['repository', 'inner']], range);
  }
});

test(
  'a symbolic link that leads elsewhere is told as one',
  { skip: process.platform === 'win32' },
  async (t) => {
    const root = temporaryDirectory(t);
    const link = join(root, 'link.py');
    for (const target of ['a.py', 'b.py']) {
      rmSync(link, { force: true });
      symlinkSync(target, link);
      commitAll(root);
    }
    const question = parseRange('HEAD~1..HEAD');
    assert.deepEqual((await ask(t, root, question)).short, ['modified link.py: - > - (a symbolic link)']);
    rmSync(link);
    writeFileSync(link, 'text\n');
    commitAll(root);
    assert.deepEqual((await ask(t, root, question)).short, ['modified link.py: - > - (a symbolic link)']);
  },
);

test('a file that is taken out of the index alone is still there, and one in conflict is told as such', async (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, 'kept.py'), 'kept\n');
  writeFileSync(join(root, 'both.py'), 'base\n');
  commitAll(root);
  git(root, 'checkout', '--quiet', '-b', 'side');
  writeFileSync(join(root, 'both.py'), 'side\n');
  commitAll(root);
  git(root, 'checkout', '--quiet', 'main');
  writeFileSync(join(root, 'both.py'), 'main\n');
  commitAll(root);
  assert.throws(() => git(root, 'merge', 'side'));
  git(root, 'rm', '--quiet', '--cached', 'kept.py');
  const { files, kinds } = await ask(t, root);
  assert.deepEqual(
    files.map(({ path, status, before }) => [path, status, before?.toString()]),
    [['both.py', 'modified', 'main\n']],
  );
  assert.deepEqual(kinds, [['unmerged', 'both.py']]);
});

test('submodules and repositories within are looked into, each against its own commit', async (t) => {
  const root = temporaryDirectory(t);
  const inner = (name: string) => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 's.py'), 'one\n');
    commitAll(join(root, name));
  };
  inner('sub');
  writeFileSync(join(root, 'a.py'), 'a\n');
  commitAll(root);
  inner('nested');
  writeFileSync(join(root, 'sub', 's.py'), 'two\n');
  writeFileSync(join(root, 'nested', 's.py'), 'three\n');
  assert.deepEqual((await ask(t, root)).short, [
    'modified nested/s.py: one > three',
    'modified sub/s.py: one > two',
  ]);
  commitAll(join(root, 'sub'));
  assert.ok((await ask(t, root)).short.includes('modified sub/s.py: one > two'));
  git(root, 'add', 'sub');
  assert.deepEqual((await ask(t, root, { kind: 'staged' })).short, ['modified sub/s.py: one > two']);
  rmSync(join(root, 'sub'), { recursive: true });
  const { kinds } = await ask(t, root, { kind: 'staged' });
  assert.deepEqual(kinds, [['repository', 'sub']]);
});

test('a linked work tree is asked for its own state', async (t) => {
  const main = temporaryDirectory(t);
  writeFileSync(join(main, 'a.py'), 'one\n');
  commitAll(main);
  const linked = join(temporaryDirectory(t), 'linked');
  git(main, 'worktree', 'add', '--quiet', '-b', 'other', linked);
  writeFileSync(join(linked, 'a.py'), 'two\n');
  commitAll(linked);
  writeFileSync(join(linked, 'a.py'), 'three\n');
  assert.deepEqual((await ask(t, linked)).short, ['modified a.py: two > three']);
  assert.deepEqual((await ask(t, main)).short, []);
});

test('an unknown revision, one that looks like an option, and a folder without git are told as such', async (t) => {
  const root = temporaryDirectory(t);
  await assert.rejects(ask(t, root), { code: 'NO_GIT' });
  writeFileSync(join(root, 'a.py'), 'x');
  commitAll(root);
  const output = join(root, 'written');
  for (const since of ['nope', `--output=${output}`, 'HEAD~9', '', 'HEAD\nHEAD', 'HEAD:a.py'])
    await assert.rejects(ask(t, root, { kind: 'disk', since }), { code: 'UNKNOWN_REVISION' });
  assert.equal(existsSync(output), false);
});

test('what git is told not to look at, and what a filter stands before, is told', async (t) => {
  const root = temporaryDirectory(t);
  for (const name of ['assumed.py', 'filtered.py']) writeFileSync(join(root, name), 'one\n');
  writeFileSync(join(root, '.gitattributes'), 'filtered.py filter=own\n');
  commitAll(root);
  git(root, 'update-index', '--assume-unchanged', 'assumed.py');
  for (const name of ['assumed.py', 'filtered.py']) writeFileSync(join(root, name), 'another\n');
  const { short, kinds } = await ask(t, root);
  assert.deepEqual(short, ['modified filtered.py: one > another']);
  assert.deepEqual(kinds, [
    ['unwatched', 'assumed.py'],
    ['filtered', 'filtered.py'],
  ]);
});

test(
  'git is taken from an absolute folder outside of the workspace, never from within',
  { skip: process.platform === 'win32' },
  (t) => {
    const root = temporaryDirectory(t);
    const outside = temporaryDirectory(t);
    for (const folder of [join(root, 'bin'), outside]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'git'), '#!/bin/sh\n');
      chmodSync(join(folder, 'git'), 0o755);
    }
    assert.equal(findGitProgram(root, `.::${join(root, 'bin')}:relative:${outside}`), join(outside, 'git'));
    assert.equal(findGitProgram(root, `${join(root, 'bin')}:`), undefined);
  },
);

test(
  'git that never ends costs what it was asked for, not the answer',
  { skip: process.platform === 'win32' },
  async (t) => {
    const root = temporaryDirectory(t);
    writeFileSync(join(root, 'a.py'), 'one\n');
    commitAll(root);
    writeFileSync(join(root, 'a.py'), 'another\n');
    // git opens it to read rules, and waits for somebody to write them.
    execFileSync('mkfifo', [join(root, '.gitignore')]);
    const { short, kinds } = await ask(t, root);
    assert.deepEqual(short, ['modified a.py: one > another']);
    assert.deepEqual(kinds, [['untracked', '']]);
    const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    assert.doesNotMatch(left, new RegExp(`ls-files --others.*`));
  },
);

test(
  'what git has started ends with it when the question is given up',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = temporaryDirectory(t);
    const [program, pipe] = [join(folder, 'program'), join(folder, 'pipe')];
    // Whoever reads the pipe has a partner before anything is ended.
    writeFileSync(program, `exec 3> '${pipe}'\nsleep 600 &\necho started\nwait\n`);
    execFileSync('mkfifo', [pipe]);
    const held = once(createReadStream(pipe).resume(), 'end');
    const abort = new AbortController();
    const run = { program, environment: {}, cwd: folder, signal: abort.signal };
    await assert.rejects(
      streamGit({ ...run, program: '/bin/sh' }, [program], undefined, () => abort.abort()),
      {
        code: 'GIT_FAILED',
      },
    );
    // The pipe ends when nobody holds it any more.
    await held;
  },
);
