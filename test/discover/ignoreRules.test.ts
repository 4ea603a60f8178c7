import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { IgnoreRules } from '../../server/discover/ignoreRules.ts';
import { type Tree, addFiles, createTree, discoverIn, gitRepository, listPaths, onlyPosix } from './tree.ts';

test('patterns of a nested file hold below its folder', () => {
  const text = '\ufeff# comment\r\n\r\nfoo\n/bar\nbaz/\na/b\n!keep \n*.x\\ \n\\#h\n!\n/\n';
  const rules = IgnoreRules.empty(false).withPatterns('keep\n', '').withPatterns(text, 's[1]/t');
  const verdicts: Record<string, string> = {
    foo: 'unmatched',
    's[1]/foo': 'unmatched',
    's1/t/foo': 'unmatched',
    's[1]/t/': 'unmatched',
    's[1]/t/foo': 'ignored',
    's[1]/t/deep/foo': 'ignored',
    's[1]/t/bar': 'ignored',
    's[1]/t/deep/bar': 'unmatched',
    's[1]/t/baz': 'unmatched',
    's[1]/t/deep/baz/': 'ignored',
    's[1]/t/a/b': 'ignored',
    's[1]/t/deep/a/b': 'unmatched',
    keep: 'ignored',
    's[1]/t/keep': 'included',
    's[1]/t/1.x ': 'ignored',
    's[1]/t/1.x': 'unmatched',
    's[1]/t/#h': 'ignored',
  };
  for (const [path, verdict] of Object.entries(verdicts)) assert.equal(rules.test(path), verdict, path);
});

test('in a folder that a later file brings back the rules from above hold for what is in it', (t) => {
  const root = createTree(t, {
    ...gitRepository,
    '.gitignore': 'build/\n*.gen.py\n',
    'a/.gitignore': '!build/\n',
    'a/build/a.py': '',
    'a/build/a.gen.py': '',
    'a/build/deep/a.py': '',
    'b/build/a.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(root)), ['a/build/a.py', 'a/build/deep/a.py']);
});

test('a rule deeper down outranks one above, and an ignored folder stays ignored', (t) => {
  const root = createTree(t, {
    '.gitignore': '*.js\nclosed/\n',
    'a.js': '',
    'keep/.gitignore': '!b.js\n',
    'keep/a.js': '',
    'keep/b.js': '',
    'keep/deep/b.js': '',
    'closed/.gitignore': '!a.py\n',
    'closed/a.py': '',
  });
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['keep/b.js', 'keep/deep/b.js']);
  assert.equal(discovery.ignoredCount, 3);
});

test('rules hold in a folder that is no git repository', (t) => {
  const root = createTree(t, { '.gitignore': '/a.py\n', 'a.py': '', 'b/a.py': '' });
  assert.deepEqual(listPaths(discoverIn(root)), ['b/a.py']);
});

test('info/exclude and the global excludes hold, the repository outranks both', (t) => {
  const root = createTree(t, {
    '.git/HEAD': '',
    '.git/info/exclude': 'private.py\n',
    excludes: '*.local.py\nglobal.py\n',
    '.gitignore': '!global.py\n',
    'private.py': '',
    'a.local.py': '',
    'global.py': '',
    'a.py': '',
  });
  writeFileSync(join(root, '.git/config'), `[core]\n\texcludesFile = "${join(root, 'excludes')}" ; mine\n`);
  assert.deepEqual(listPaths(discoverIn(root)), ['a.py', 'global.py']);
});

test('without configuration the global excludes are in $XDG_CONFIG_HOME/git/ignore', (t) => {
  const root = createTree(t, { 'config/git/ignore': 'b.py\n', 'project/a.py': '', 'project/b.py': '' });
  const before = process.env['XDG_CONFIG_HOME'];
  t.after(() => (process.env['XDG_CONFIG_HOME'] = before));
  process.env['XDG_CONFIG_HOME'] = join(root, 'config');
  assert.deepEqual(listPaths(discoverIn(join(root, 'project'))), ['a.py']);
});

test('a root below the top of its repository gets the rules from above', (t) => {
  const root = createTree(t, {
    ...gitRepository,
    '.git/info/exclude': 'secret.py\n',
    '.gitignore': '/packages/app/gen/\n/top.py\n',
    'packages/.gitignore': 'app/*.tmp.py\n',
    'packages/app/.gitignore': '/own.py\n',
    'packages/app/gen/a.py': '',
    'packages/app/a.tmp.py': '',
    'packages/app/own.py': '',
    'packages/app/secret.py': '',
    'packages/app/top.py': '',
    'packages/app/sub/own.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(join(root, 'packages/app'))), ['sub/own.py', 'top.py']);
});

test('a root that its repository ignores is indexed all the same', (t) => {
  const root = createTree(t, {
    ...gitRepository,
    '.gitignore': '*\n',
    'tmp/p/a.py': '',
    'tmp/p/.gitignore': 'b.py',
    'tmp/p/b.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(join(root, 'tmp/p'))), ['a.py']);
});

test('in a repository inside the root the rules from outside end', (t) => {
  const root = createTree(t, {
    ...gitRepository,
    '.gitignore': 'a.py\n',
    'a.py': '',
    'inner/.git/HEAD': '',
    'inner/.git/info/exclude': '/c.py\n',
    'inner/.gitignore': '/sub/b.py\n',
    'inner/a.py': '',
    'inner/c.py': '',
    'inner/sub/b.py': '',
    'inner/sub/c.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(root)), ['inner/a.py', 'inner/sub/c.py']);
});

test('.cbmignore leaves out more, at any depth', (t) => {
  const root = createTree(t, {
    '.cbmignore': 'legacy/\n',
    'legacy/a.py': '',
    'a.py': '',
    'sub/.cbmignore': '/a.py\n',
    'sub/a.py': '',
    'sub/sub/a.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(root)), ['a.py', 'sub/sub/a.py']);
});

test('.cbmignore brings back what git ignores, what is vendored and what is built in, but never .git', (t) => {
  const root = createTree(t, {
    '.git/HEAD': '',
    '.git/x.py': '',
    '.gitignore': 'gen/\n*.tmp.py\n',
    '.cbmignore': '!gen/\n!a.tmp.py\n!static/vendor/\n!node_modules/\n!.git/\n',
    'gen/deep/a.py': '',
    'gen/.gitignore': 'b.py\n',
    'gen/b.py': '',
    'a.tmp.py': '',
    'b.tmp.py': '',
    'static/vendor/c.py': '',
    'node_modules/d.js': '',
  });
  assert.deepEqual(listPaths(discoverIn(root)), [
    'a.tmp.py',
    'gen/deep/a.py',
    'node_modules/d.js',
    'static/vendor/c.py',
  ]);
});

test('the exclude setting outranks every file', (t) => {
  const root = createTree(t, {
    '.cbmignore': '!a.py\n',
    'a.py': '',
    'sub/.cbmignore': '!b.py',
    'sub/b.py': '',
    'c.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(root, { exclude: ['a.py', 'sub/*.py'] })), ['c.py']);
});

test('core.ignoreCase decides whether case matters', (t) => {
  const root = createTree(t, { '.git/HEAD': '', '.gitignore': 'GEN.py\n', 'gen.py': '' });
  addFiles(root, { '.git/config': '[core]\nignorecase = false\n' });
  assert.equal(discoverIn(root).files.length, 1);
  addFiles(root, { '.git/config': '[core]\nignorecase = true\n' });
  assert.equal(discoverIn(root).files.length, 0);
});

test('without a word of git the file system of the platform decides whether case matters', (t) => {
  const root = createTree(t, { '.git/HEAD': '', '.gitignore': 'GEN.py\n', 'gen.py': '' });
  const isIgnored = ['win32', 'darwin'].includes(process.platform);
  assert.deepEqual(listPaths(discoverIn(root)), isIgnored ? [] : ['gen.py']);
});

/** Small numbers that repeat for one seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const segments = ['a', 'b', 'ab', 'c'];
const patternParts = ['a', 'b', 'ab', 'c', '*', 'a*', '?', '[ab]', '[!a]', '**', '*.py', 'a.py', 'b.py'];

function createRandomTree(seed: number): Tree {
  const random = createRandom(seed);
  const pick = (list: readonly string[]) => list[random(list.length)] ?? '';
  const tree: Record<string, string> = {};
  for (let index = 0; index < 40; index++) {
    const folders = Array.from({ length: random(4) }, () => pick(segments));
    tree[[...folders, `${pick(segments)}.py`].join('/')] = '';
  }
  const folders = new Set(Object.keys(tree).map((path) => path.slice(0, path.lastIndexOf('/') + 1)));
  for (const folder of ['', ...folders]) {
    if (folder !== '' && random(3) > 0) continue;
    const lines = Array.from({ length: 1 + random(4) }, () => {
      const body = Array.from({ length: 1 + random(3) }, () => pick(patternParts)).join('/');
      return `${random(3) === 0 ? '!' : ''}${random(4) === 0 ? '/' : ''}${body}${random(4) === 0 ? '/' : ''}`;
    });
    tree[`${folder}.gitignore`] = `${lines.join('\n')}\n`;
  }
  return tree;
}

test('random trees give the files git gives', { skip: onlyPosix }, (t) => {
  const root = createTree(t, {});
  for (let seed = 1; seed <= 60; seed++) {
    const folder = join(root, String(seed));
    const tree = createRandomTree(seed);
    addFiles(folder, tree);
    execFileSync('git', ['init', '-q', folder]);
    const output = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const expected = output.split('\0').filter((path) => path.endsWith('.py'));
    const rules = Object.entries(tree).filter(([path]) => path.endsWith('.gitignore'));
    assert.deepEqual(
      listPaths(discoverIn(folder)),
      expected.toSorted(),
      `seed ${seed}: ${JSON.stringify(rules)}`,
    );
  }
});
