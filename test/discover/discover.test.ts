import assert from 'node:assert/strict';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeOverlay } from '../../server/discover/overlay.ts';

import {
  addFiles,
  createTree,
  discoverIn,
  gitRepository,
  listPaths,
  listSkipped,
  onlyPosix,
  withoutPrivileges,
} from './tree.ts';

test('what is open and on no disk yet belongs to the files of a folder that is there, once', (t) => {
  const root = createTree(t, { 'a.py': '', 'sub/b.py': '' });
  const overlays = ['a.py', 'new.py', 'sub/new.py', 'missing/new.py'].map((path) => makeOverlay(path, 'x\n'));
  assert.deepEqual(listPaths(discoverIn(root, { overlays })), ['a.py', 'new.py', 'sub/b.py', 'sub/new.py']);
});

test('files of a known language are listed with language, size and time, sorted by code unit', (t) => {
  const root = createTree(t, {
    'b.py': 'x = 1\n',
    'a/z.ts': '',
    'B.go': '',
    'a.js': '',
    'README.md': '',
    noext: '',
  });
  const { files, ignoredCount } = discoverIn(root);
  assert.deepEqual(
    files.map(({ path, language, sizeBytes }) => [path, language, sizeBytes]),
    [
      ['B.go', 'go', 0],
      ['a.js', 'javascript', 0],
      ['a/z.ts', 'typescript', 0],
      ['b.py', 'python', 6],
    ],
  );
  assert.ok(files.every((file) => file.mtimeMs > 0));
  assert.equal(ignoredCount, 0);
});

test('extensions: exact case first, then lower case; two dots; a dot file has none', (t) => {
  const root = createTree(t, { 'a.c': '', 'a.C': '', 'a.PY': '', 'a.blade.php': '', 'a.php': '', '.py': '' });
  assert.deepEqual(Object.fromEntries(discoverIn(root).files.map((file) => [file.path, file.language])), {
    'a.C': 'cpp',
    'a.PY': 'python',
    'a.blade.php': 'blade',
    'a.c': 'c',
  });
});

test(
  'an executable without a suffix has the language that its first line names',
  { skip: onlyPosix },
  (t) => {
    const scripts = {
      env: '#!/usr/bin/env python3\n',
      options: '#!/usr/bin/env -S FOO=1 python3.11 -u\n',
      direct: '#! /usr/local/bin/python\n',
      crlf: '#!/usr/bin/python3 -E\r\nx = 1\r\n',
    };
    const others = {
      shell: '#!/bin/sh\npython3 x\n',
      none: 'python\n',
      env_alone: '#!/usr/bin/env\n',
      empty: '',
    };
    const root = createTree(t, { ...scripts, ...others, text: scripts.env, '.hidden': scripts.env });
    for (const name of [...Object.keys(scripts), ...Object.keys(others), '.hidden'])
      chmodSync(join(root, name), 0o755);
    const { files } = discoverIn(root);
    assert.deepEqual(
      files.map(({ path, language }) => [path, language]),
      Object.keys(scripts)
        .toSorted()
        .map((path) => [path, 'python']),
    );
  },
);

test('what no language claims is counted by suffix, most files first', (t) => {
  const root = createTree(t, {
    'a.rs': '',
    'b.RS': '',
    LICENSE: '',
    'c.py': '',
    '.profile': '',
    'd.tar.gz': '',
  });
  assert.deepEqual(discoverIn(root).others, [
    { suffix: '.rs', files: 2 },
    { suffix: '', files: 1 },
    { suffix: '.gz', files: 1 },
  ]);
});

test('configuration files are listed by name and by pattern, and ignored like any file', (t) => {
  const root = createTree(t, {
    'go.mod': '',
    'tsconfig.json': '',
    'web/tsconfig.build.json': '',
    'web/package.json': '',
    'web/tsconfig.txt': '',
    'old/package.json': '',
    '.gitignore': 'old/\n',
  });
  assert.deepEqual(discoverIn(root).configFiles, [
    'go.mod',
    'tsconfig.json',
    'web/package.json',
    'web/tsconfig.build.json',
  ]);
});

test('configuration that a build writes counts where version control leaves it out, and not where the person does', (t) => {
  const root = createTree(t, {
    '.gitignore': 'build/\nout/\nbuilt.json\nlogs/\n',
    'built.json': '',
    'build/built.json': '',
    'build/package.json': '',
    'build/debug/built.json': '',
    'build/debug/deep/built.json': '',
    'out/built.json': '',
    'logs/a.log': '',
  });
  const languages = {
    extensionToLanguage: new Map<string, string>(),
    configFiles: ['built.json', 'package.json'],
    builtConfigFiles: ['built.json'],
  };
  const { configFiles } = discoverIn(root, { languages, exclude: ['out/'] });
  assert.deepEqual(configFiles, ['build/built.json', 'build/debug/built.json', 'built.json']);
});

test('repositories, installed packages and caches of tools are never walked', (t) => {
  const root = createTree(t, {
    'a.py': '',
    '.git/hooks/b.py': '',
    '.hg/b.py': '',
    '.svn/b.py': '',
    'web/node_modules/x/b.js': '',
    'bower_components/b.js': '',
    'pkg/__pycache__/b.py': '',
    '.tox/b.py': '',
  });
  const discovery = discoverIn(root, { includeGenerated: true });
  assert.deepEqual(listPaths(discovery), ['a.py']);
  assert.deepEqual(discovery.skipped, []);
});

test('a build folder is left out only when a rule says so', (t) => {
  const root = createTree(t, { 'build/a.py': '', 'target/b.py': '', '.gitignore': 'target/\n' });
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['build/a.py']);
  assert.equal(discovery.ignoredCount, 1);
});

test('a virtual environment is recognised by its marker, not by its name', (t) => {
  const root = createTree(t, {
    '.venv/pyvenv.cfg': '',
    '.venv/lib/site-packages/x.py': '',
    'tools/env/pyvenv.cfg': '',
    'tools/env/x.py': '',
    'venv/module.py': '',
    'lib/site-packages/django.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(root)), ['lib/site-packages/django.py', 'venv/module.py']);
});

test('in a root that is itself a virtual environment only the installed packages are left out', (t) => {
  const root = createTree(t, {
    'pyvenv.cfg': '',
    'app/a.py': '',
    'lib/python3/site-packages/x.py': '',
    'lib/python3/dist-packages/x.py': '',
  });
  assert.deepEqual(listPaths(discoverIn(root)), ['app/a.py']);
});

test('vendored code is taken, and of web libraries among assets the name, or all on request', (t) => {
  const root = createTree(t, {
    'a.go': '',
    'vendor/x/x.go': '',
    'svc/go.mod': '',
    'svc/vendor/y.go': '',
    'src/lib/vendor/format.js': '',
    'web/static/vendor/jquery.js': '',
    'deep/third_party/z.py': '',
  });
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), [
    'a.go',
    'deep/third_party/z.py',
    'src/lib/vendor/format.js',
    'svc/vendor/y.go',
    'vendor/x/x.go',
  ]);
  assert.deepEqual(listSkipped(discovery), {
    'web/static/vendor/': 'web libraries that were copied in (by the name of its folder)',
  });
  assert.equal(discoverIn(root, { includeGenerated: true }).files.length, 6);
});

test(
  'a vendored folder of too many files is left out as a whole and named, or taken on request',
  { skip: onlyPosix },
  (t) => {
    const root = createTree(t, {
      'a.py': '',
      'few/third_party/b/b.py': '',
      'many/third_party/b.py': '',
      'many/third_party/.gitignore': 'e.py',
      'many/third_party/x/c.py': '',
      'many/third_party/x/big.min.js': '',
      'many/third_party/x/e.py': '',
      'many/third_party/x/third_party/d.py': '',
      'many/z.py': '',
    });
    symlinkSync('many/third_party/x', join(root, 'link'));
    const discovery = discoverIn(root, { maxVendoredFiles: 2 });
    assert.deepEqual(listPaths(discovery), ['a.py', 'few/third_party/b/b.py', 'many/z.py']);
    assert.deepEqual(listSkipped(discovery), { 'many/third_party/': 'vendored code of more than 2 files' });
    assert.equal(discoverIn(root, { maxVendoredFiles: 3 }).files.length, 6);
    assert.equal(discoverIn(root, { maxVendoredFiles: 2, includeGenerated: true }).files.length, 7);
  },
);

test('a package of the project that is about vendors is not vendored', (t) => {
  const root = createTree(t, { 'package.json': '', 'src/shop/vendor/model.ts': '' });
  assert.deepEqual(listPaths(discoverIn(root)), ['src/shop/vendor/model.ts']);
});

test('files that are minified by their name are skipped with a reason, or taken on request; generated ones are taken', (t) => {
  const root = createTree(t, { 'app.min.js': 'x', 'api.pb.go': '', 'api_pb2.py': '', 'mini.js': '' });
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['api.pb.go', 'api_pb2.py', 'mini.js']);
  assert.deepEqual(discovery.skipped[0], {
    path: 'app.min.js',
    reason: 'minified (by its name)',
    sizeBytes: 1,
  });
  assert.equal(discoverIn(root, { includeGenerated: true }).files.length, 4);
});

test('a file above the size limit is skipped with its size', (t) => {
  const root = createTree(t, { 'big.py': 'x'.repeat(101), 'fits.py': 'x'.repeat(100) });
  const discovery = discoverIn(root, { maxFileSizeBytes: 100 });
  assert.deepEqual(listPaths(discovery), ['fits.py']);
  assert.deepEqual(discovery.skipped, [
    { path: 'big.py', reason: 'larger than the size limit of 100 bytes', sizeBytes: 101 },
  ]);
});

test('the excluded folders are not walked wherever they lie', (t) => {
  const root = createTree(t, { 'a.py': '', 'x/cache/b.py': '' });
  const discovery = discoverIn(root, { excludedDirs: [join(root, 'x/cache')] });
  assert.deepEqual(listPaths(discovery), ['a.py']);
});

test('another work tree of the same repository is skipped, a submodule is not', (t) => {
  const root = createTree(t, {
    ...gitRepository,
    'a.py': '',
    'trees/one/a.py': '',
    '.git/worktrees/one/commondir': '../..\n',
    'sub/b.py': '',
    'sub/.git': 'gitdir: ../.git/modules/sub\n',
    '.git/modules/sub/HEAD': '',
  });
  writeFileSync(join(root, 'trees/one/.git'), `gitdir: ${join(root, '.git/worktrees/one')}\n`);
  const discovery = discoverIn(root);
  assert.deepEqual(listPaths(discovery), ['a.py', 'sub/b.py']);
  assert.deepEqual(listSkipped(discovery), { 'trees/one/': 'another work tree of this repository' });
  assert.deepEqual(listPaths(discoverIn(join(root, 'trees/one'))), ['a.py']);
});

test('a folder that may not be listed is skipped with the reason', { skip: onlyPosix }, (t) => {
  const root = createTree(t, { 'a.py': '', 'closed/b.py': '' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'closed'), 0o000);
  const discovery = withoutPrivileges(() => discoverIn(root));
  assert.deepEqual(listPaths(discovery), ['a.py']);
  assert.deepEqual(listSkipped(discovery), { 'closed/': 'unreadable (EACCES)' });
});

test(
  'files of a folder that may be listed but not searched are skipped with the reason',
  { skip: onlyPosix },
  (t) => {
    const root = createTree(t, { 'a.py': '', 'half/b.py': '' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'half'), 0o444);
    const discovery = withoutPrivileges(() => discoverIn(root));
    assert.deepEqual(listSkipped(discovery), { 'half/b.py': 'unreadable (EACCES)' });
  },
);

test('a root that has gone is an error, not an empty workspace', (t) => {
  const root = createTree(t, { 'a.py': '' });
  rmSync(root, { recursive: true });
  assert.throws(() => discoverIn(root), { code: 'ENOENT' });
});

test('two discoveries of one tree are equal', (t) => {
  const root = createTree(t, {});
  addFiles(root, Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`d${n % 7}/f${n}.py`, '#'])));
  assert.deepEqual(discoverIn(root), discoverIn(root));
});
