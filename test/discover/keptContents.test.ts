import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { DiscoverOptions } from '../../server/discover/discovery.ts';
import { FolderListings } from '../../server/discover/folderListings.ts';
import { makeOverlay } from '../../server/discover/overlay.ts';
import { createTree, discoverIn, gitRepository, onlyPosix } from './tree.ts';

/** One change to the tree, by name; the options are those of the walks that follow. */
type Change = (change: { readonly root: string; options: Partial<DiscoverOptions> }) => void;

/** Changes what is at these paths; the folders around them have other times, as the clock of a file system is too coarse to promise. */
const alter =
  (paths: readonly string[], act: (...paths: string[]) => void): Change =>
  ({ root }) => {
    const absolute = paths.map((path) => join(root, path));
    for (const path of absolute) mkdirSync(dirname(path), { recursive: true });
    const isNew = !absolute.every((path) => existsSync(path));
    act(...absolute);
    if (isNew || !absolute.every((path) => existsSync(path)))
      for (const path of absolute) utimesSync(dirname(path), (time += 1), time);
  };
let time = 1_000_000;

const write = (path: string, text = ''): Change => alter([path], (file) => writeFileSync(file, text));
const remove = (path: string): Change => alter([path], (file) => rmSync(file, { recursive: true }));
const rename = (from: string, to: string): Change => alter([from, to], renameSync);
const link = (path: string, target: string): Change =>
  alter([path], (place) => {
    rmSync(place, { force: true });
    symlinkSync(target, place);
  });
const set =
  (options: Partial<DiscoverOptions>): Change =>
  (change) => {
    change.options = { ...change.options, ...options };
  };

const CHANGES: readonly (readonly [string, Change])[] = [
  ['nothing changes', () => {}],
  ['a file grows', write('lib/deep/a.py', 'x = 1\n')],
  ['a file comes', write('lib/deep/b.py')],
  ['a file gets another name', rename('lib/deep/b.py', 'lib/deep/c.ts')],
  ['a file goes', remove('lib/deep/c.ts')],
  ['a file grows beyond the limit', set({ maxFileSizeBytes: 3 })],
  ['the limit is raised', set({ maxFileSizeBytes: 1024 * 1024 })],
  ['a rule comes at the root', write('.gitignore', 'deep/\n')],
  ['a rule at the root changes', write('.gitignore', '*.ts\n')],
  ['a rule comes below', write('lib/.gitignore', 'a.*\n')],
  ['a rule below changes', write('lib/.gitignore', '!a.*\nother.py\n')],
  ['a rule of ours outranks it', write('lib/.cbmignore', '!other.py\n')],
  ['rules go', remove('lib/.gitignore')],
  ['rules of the repository change', write('.git/info/exclude', 'lib/deep/\n')],
  ['its configuration names other rules', write('.git/config', '[core]\n\texcludesFile = .rules\n')],
  ['those rules come', write('.rules', 'lib/*.py\n')],
  ['they are of no use any more', write('.git/config', '[core]\n')],
  ['no rules of the repository are left', remove('.git/info/exclude')],
  ['a setting excludes', set({ exclude: ['lib/deep/'] })],
  ['it excludes something else', set({ exclude: ['*.js'] })],
  ['minified code is taken too', set({ includeGenerated: true })],
  ['and left out again', set({ includeGenerated: false })],
  [
    'a folder of the cache is left out',
    (change) => set({ excludedDirs: [join(change.root, 'lib/deep')] })(change),
  ],
  ['it is no cache any more', set({ excludedDirs: [] })],
  ['a script gets a first line', write('lib/tool', '#!/usr/bin/env python3\n')],
  ['a repository comes inside', write('lib/deep/.git/HEAD', 'ref: refs/heads/main\n')],
  ['it has rules', write('lib/deep/.git/info/exclude', 'a.py\n')],
  ['its rules change', write('lib/deep/.git/info/exclude', '')],
  ['an unsaved text comes', set({ overlays: [makeOverlay('lib/deep/new.py', 'x = 1\n')] })],
  [
    'another one',
    set({ overlays: [makeOverlay('lib/deep/a.py', 'x = 123\n'), makeOverlay('lib/n.py', '')] }),
  ],
  ['they go', set({ overlays: [] })],
  ['a folder becomes an environment', write('env/pyvenv.cfg')],
  ['a folder gets another name', rename('env', 'other')],
  ['a folder of another name becomes one', write('tools/pyvenv.cfg')],
  ['it is none any more', remove('tools/pyvenv.cfg')],
  ['a vendored folder is too large', set({ maxVendoredFiles: 1 })],
  ['it has room', set({ maxVendoredFiles: 10 })],
  ['all files are taken', set({ takesAll: true })],
  ['only sources are taken', set({ takesAll: false })],
];

const LINKS: readonly (readonly [string, Change])[] = [
  ['a link comes', link('way', 'lib/deep')],
  ['what it leads to goes away', rename('lib/deep', 'node_modules')],
  ['and is an ordinary folder', rename('node_modules', 'ordinary')],
  ['it leads elsewhere', link('way', 'ordinary')],
  ['its rules come', write('.git/info/exclude', 'ordinary/\n')],
  ['the link gets another name', rename('way', 'road')],
  ['its rules go', write('.git/info/exclude', '')],
];

const TREE = {
  ...gitRepository,
  '.git/info/exclude': '',
  'lib/deep/a.py': '',
  'lib/other.py': '',
  'lib/page.ts': '',
  'lib/page.min.js': '',
  'lib/page.js': '',
  'lib/tool': '',
  'lib/notes.txt': '',
  'env/inner/site-packages/a.py': '',
  'tools/inner/site-packages/a.py': '',
  'vendor/a.py': '',
  'vendor/b/b.py': '',
  'package.json': '{}',
};

for (const [label, changes, skip] of [
  ['files, rules and settings', CHANGES, false],
  ['links', LINKS, onlyPosix],
] as const)
  test(`a walk that goes on with what was kept finds what a first one finds: ${label}`, { skip }, (t) => {
    const root = createTree(t, TREE);
    const listings = new FolderListings(root, 0);
    const change = { root, options: {} as Partial<DiscoverOptions> };
    for (const [what, make] of changes) {
      make(change);
      const found = discoverIn(root, { ...change.options, listings });
      assert.deepEqual(found, discoverIn(root, change.options), what);
      assert.deepEqual(discoverIn(root, { ...change.options, listings }), found, `${what}, again`);
    }
  });
