import assert from 'node:assert/strict';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { TreeWatcher } from '../../server/watch/treeWatcher.ts';

/** A watched folder; `nextChange` resolves with the next call of `onChange`. */
async function watchFolder(t: TestContext, burstFiles?: number, remote?: string, unheardMs?: number) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'codebase-memory-watch-')));
  for (const folder of ['src', 'node_modules', 'src/node_modules', 'cache', '.git', '.git/logs'])
    mkdirSync(join(root, folder));
  const told: (readonly string[] | undefined)[] = [];
  let hear: (() => void) | undefined;
  const watcher = new TreeWatcher({
    root,
    excludedDirs: [join(root, 'cache')],
    isSource: (name) => name.endsWith('.py'),
    isConfig: (name) => name === 'setup.py',
    onChange: (paths) => {
      told.push(paths);
      hear?.();
    },
    onState: () => {},
    remote,
    ...(burstFiles === undefined ? {} : { burstFiles }),
    ...(unheardMs === undefined ? {} : { unheardMs }),
  });
  // A watcher keeps no process alive, and a test can wait for nothing but one.
  const alive = setInterval(() => {}, 60_000);
  t.after(async () => {
    clearInterval(alive);
    await watcher.close();
    rmSync(root, { recursive: true, force: true });
  });
  await watcher.start();
  const nextChange = () => new Promise<void>((resolve) => (hear = resolve));
  return { root, watcher, nextChange, told };
}

test('a saved source file is told', async (t) => {
  const { root, watcher, nextChange, told } = await watchFolder(t);
  assert.equal(watcher.state, 'watching');
  const change = nextChange();
  writeFileSync(join(root, 'src', 'a.py'), 'x = 1\n');
  await change;
  assert.deepEqual(told, [undefined], 'a new file is a reason to look at the tree');
  const edit = nextChange();
  writeFileSync(join(root, 'src', 'a.py'), 'x = 2\n');
  await edit;
  assert.deepEqual(told.at(-1), ['src/a.py']);
  const setUp = nextChange();
  writeFileSync(join(root, 'setup.py'), 'x = 1\n');
  await setUp;
  assert.equal(told.at(-1), undefined);
});

test('a folder that is moved into the tree and a switched branch are told', async (t) => {
  const { root, nextChange } = await watchFolder(t);
  const moved = nextChange();
  renameSync(join(root, 'src'), join(root, 'lib'));
  await moved;
  const switched = nextChange();
  writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/other\n');
  await switched;
});

test('after a burst the tree is looked at as a whole, and once more when it is quiet: events may have been lost', async (t) => {
  const { root, nextChange, told } = await watchFolder(t, 10);
  // Many more than make a burst: events of them can come in pieces.
  const files = Array.from({ length: 300 }, (_, at) => join(root, 'src', `a${at}.py`));
  const looks = () => told.filter((paths) => paths === undefined).length;
  const isLookedAt = async (count: number): Promise<void> => {
    while (looks() < count) await nextChange();
  };
  for (const file of files) writeFileSync(file, 'x = 1\n');
  await isLookedAt(2);
  // Now they are known: these are changes of plain sources, which alone are no reason to look at the tree.
  for (const file of files) writeFileSync(file, 'x = 2\n');
  await isLookedAt(4);
  assert.equal(told.at(-1), undefined);
});

test('files that are no sources, installed packages and the cache are not told', async (t) => {
  const { root, nextChange, told } = await watchFolder(t);
  const last = join(root, 'src', 'last.py');
  const creation = nextChange();
  writeFileSync(last, 'x = 1\n');
  await creation;
  const change = nextChange();
  // Any of these, told as new, would be a reason to look at the tree as a whole.
  for (const path of [
    'src/notes.txt',
    'node_modules/a.py',
    'src/node_modules/a.py',
    'cache/a.py',
    '.git/index.py',
    '.git/logs/HEAD',
  ])
    writeFileSync(join(root, path), 'x = 1\n');
  // Events come in order: what had been told of the files before would have been told by now.
  writeFileSync(last, 'x = 2\n');
  await change;
  assert.deepEqual(told.slice(1), [['src/last.py']]);
});

test('a tree that cannot be watched is looked at regularly, and the state says why', async (t) => {
  const watcher = new TreeWatcher({
    root: join(tmpdir(), 'codebase-memory-no-such-folder'),
    excludedDirs: [],
    isSource: () => true,
    isConfig: () => false,
    onChange: () => {},
    onState: () => {},
  });
  t.after(() => watcher.close());
  await watcher.start();
  assert.match(watcher.state, /^checking every 3 s: the tree can't be watched/);
});

test('on a file system that others change the tree is looked at often, and the state says why', async (t) => {
  const { watcher } = await watchFolder(t, undefined, 'NFS');
  assert.equal(watcher.state, 'watching, and checking every 10 s: NFS tells of no changes made elsewhere');
});

test('where changes are found of which the system told nothing, the tree is looked at often, and the state says so', async (t) => {
  const unheardMs = 30;
  const { root, watcher, nextChange } = await watchFolder(t, undefined, undefined, unheardMs);
  const file = join(root, 'src', 'a.py');
  const creation = nextChange();
  writeFileSync(file, 'x = 1\n');
  await creation;
  await pause(2 * unheardMs);
  for (const took of [1, 2, 3]) watcher.noteLook(['src/a.py'], took);
  assert.equal(watcher.state, 'watching', 'the change was told');
  // Whoever writes to a file under a name outside of the tree is not heard in it.
  const outside = `${root}-outside.py`;
  t.after(() => rmSync(outside, { force: true }));
  linkSync(file, outside);
  const changeUnheard = async (text: string) => {
    writeFileSync(outside, text);
    await pause(2 * unheardMs);
  };
  await changeUnheard('x = 2\n');
  watcher.noteLook(['src/a.py'], 5);
  watcher.noteLook(['src/a.py'], 5);
  assert.equal(watcher.state, 'watching', 'one event can be lost');
  await changeUnheard('x = 3\n');
  watcher.noteLook(['src/a.py'], 5);
  assert.equal(watcher.state, 'checking every 3 s: the system did not tell of changes that were made here');
  watcher.noteLook([], 2000);
  assert.match(watcher.state, /^checking every 60 s: /, 'looking takes a twentieth of the time');
  watcher.noteLook([], 60_000);
  assert.match(watcher.state, /^checking every 300 s: /);
});

test('files that were changed before, are gone, or have just been changed say nothing of events', async (t) => {
  const { root, watcher } = await watchFolder(t, undefined, undefined, 60_000);
  const outside = `${root}-outside.py`;
  t.after(() => rmSync(outside, { force: true }));
  for (const at of [1, 2, 3]) {
    writeFileSync(outside, `x = ${at}\n`);
    rmSync(join(root, 'src', 'a.py'), { force: true });
    linkSync(outside, join(root, 'src', 'a.py'));
    const long = new Date(Date.now() - 3_600_000 + at);
    if (at > 1) utimesSync(outside, long, long);
    watcher.noteLook(['src/a.py', 'src/gone.py'], 1);
  }
  assert.equal(watcher.state, 'watching');
});

test('on a file system that others change it is looked less often where a look takes long', async (t) => {
  const { watcher } = await watchFolder(t, undefined, 'NFS');
  watcher.noteLook([], 200);
  assert.match(watcher.state, /^watching, and checking every 10 s: NFS/);
  watcher.noteLook([], 1400);
  assert.match(watcher.state, /^watching, and checking every 30 s: NFS/);
});
