import assert from 'node:assert/strict';
import { linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { ReadGate } from '../../server/discover/readGate.ts';
import { Overlays } from '../../server/serve/overlays.ts';
import type { BufferOwner } from '../../server/serve/overlays.ts';

const MAX_BYTES = 1000;

/** A workspace with `a.py` on disk, its overlays, and the paths whose changes were told. */
function openOverlays(t: TestContext) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'codebase-memory-overlays-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'root');
  for (const folder of ['root', 'root/cache', 'outside']) mkdirSync(join(base, folder));
  writeFileSync(join(root, 'a.py'), 'disk\n');
  const overlays = new Overlays({
    gate: new ReadGate(root, { dirs: [join(root, 'cache')], files: [] }),
    extensions: ['.py'],
    isSource: (path) => path.endsWith('.py'),
    maxBytes: () => MAX_BYTES,
  });
  const changes: string[] = [];
  overlays.onChange = (paths) => changes.push(...paths);
  return { base, root, overlays, changes, file: join(root, 'a.py') };
}

function openWindow(): BufferOwner & { close(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { closed: promise, close: resolve };
}

test('the text of a window stands in the place of its file until the buffer is closed', (t) => {
  const { overlays, changes, file } = openOverlays(t);
  const window = openWindow();
  assert.deepEqual(overlays.change(window, { path: file, version: 1, text: 'typed\n' }), {
    isOverlaid: true,
  });
  assert.equal(overlays.find('a.py')?.text, 'typed\n');
  assert.deepEqual(
    overlays.list().map(({ path }) => path),
    ['a.py'],
  );
  overlays.close(window, file);
  assert.equal(overlays.find('a.py'), undefined);
  assert.deepEqual(changes, ['a.py', 'a.py']);
});

test('a text that is on disk is no overlay and ends the one before', (t) => {
  const { overlays, file } = openOverlays(t);
  const window = openWindow();
  overlays.change(window, { path: file, version: 1, text: 'typed\n' });
  assert.deepEqual(overlays.change(window, { path: file, version: 2, text: 'disk\n' }), {
    isOverlaid: false,
  });
  assert.deepEqual(overlays.list(), []);
});

test('a version from before is ignored', (t) => {
  const { overlays, file } = openOverlays(t);
  const window = openWindow();
  overlays.change(window, { path: file, version: 5, text: 'new\n' });
  overlays.change(window, { path: file, version: 4, text: 'old\n' });
  assert.equal(overlays.find('a.py')?.text, 'new\n');
});

test('a window that goes takes its texts along, and only its own', async (t) => {
  const { root, overlays, file } = openOverlays(t);
  const [one, other] = [openWindow(), openWindow()];
  overlays.change(one, { path: file, version: 1, text: 'one\n' });
  overlays.change(one, { path: join(root, 'new.py'), version: 1, text: 'one\n' });
  overlays.change(other, { path: file, version: 1, text: 'other\n' });
  other.close();
  await other.closed;
  assert.equal(overlays.find('a.py')?.text, 'one\n');
  one.close();
  await one.closed;
  assert.deepEqual(overlays.list(), []);
});

test('of two windows the most recent edit wins, and it is told that the versions differ', (t) => {
  const { overlays, file } = openOverlays(t);
  const [one, other] = [openWindow(), openWindow()];
  overlays.change(one, { path: file, version: 9, text: 'one\n' });
  assert.deepEqual(overlays.listDiffering(), []);
  overlays.change(other, { path: file, version: 1, text: 'other\n' });
  assert.equal(overlays.find('a.py')?.text, 'other\n');
  assert.deepEqual(overlays.listDiffering(), ['a.py']);
  overlays.change(one, { path: file, version: 10, text: 'other\n' });
  assert.deepEqual(overlays.listDiffering(), []);
});

test('what one window has saved is more recent than what another showed before', (t) => {
  const { overlays, file } = openOverlays(t);
  const [one, other] = [openWindow(), openWindow()];
  overlays.change(other, { path: file, version: 1, text: 'other\n' });
  overlays.change(one, { path: file, version: 1, text: 'one\n' });
  writeFileSync(file, 'one\n');
  overlays.close(one, file);
  assert.equal(overlays.find('a.py'), undefined);
  assert.deepEqual(overlays.listDiffering(), ['a.py']);
  overlays.change(other, { path: file, version: 2, text: 'other again\n' });
  assert.equal(overlays.find('a.py')?.text, 'other again\n');
});

test('what a window closes without saving leaves the text of the other', (t) => {
  const { overlays, file } = openOverlays(t);
  const [one, other] = [openWindow(), openWindow()];
  overlays.change(other, { path: file, version: 1, text: 'other\n' });
  overlays.change(one, { path: file, version: 1, text: 'one\n' });
  overlays.close(one, file);
  assert.equal(overlays.find('a.py')?.text, 'other\n');
});

test('only source files of the workspace are taken, by name and by real path', (t) => {
  const { base, root, overlays, file } = openOverlays(t);
  const outside = join(base, 'outside', 'b.py');
  writeFileSync(outside, '');
  symlinkSync(outside, join(root, 'link.py'));
  symlinkSync(join(base, 'outside'), join(root, 'folder'));
  symlinkSync(join(base, 'nothing.py'), join(root, 'broken.py'));
  mkdirSync(join(root, 'folder.py'));
  writeFileSync(join(root, 'cache', 'c.py'), '');
  linkSync(join(root, 'cache', 'c.py'), join(root, 'hard.py'));
  const refused: Readonly<Record<string, string>> = {
    [outside]: 'FILE_OUTSIDE_ROOT',
    [join(root, '..', 'outside', 'new.py')]: 'FILE_OUTSIDE_ROOT',
    [join(root, 'link.py')]: 'FILE_OUTSIDE_ROOT',
    [join(root, 'folder', 'new.py')]: 'FILE_OUTSIDE_ROOT',
    [join(root, 'broken.py')]: 'FILE_MISSING',
    [join(root, 'nowhere', 'new.py')]: 'FILE_MISSING',
    [join(root, 'folder.py')]: 'FILE_NOT_REGULAR',
    [join(root, 'cache', 'c.py')]: 'FILE_FORBIDDEN',
    [join(root, 'cache', 'new.py')]: 'FILE_FORBIDDEN',
    [join(root, 'hard.py')]: 'FILE_FORBIDDEN',
    [join(root, 'a.txt')]: 'BUFFER_NOT_SOURCE',
    'a.py': 'BUFFER_INVALID',
  };
  for (const [path, code] of Object.entries(refused))
    assert.throws(() => overlays.change(openWindow(), { path, version: 1, text: 'typed\n' }), { code }, path);
  const huge = 'é'.repeat(MAX_BYTES / 2 + 1);
  const window = openWindow();
  overlays.change(window, { path: file, version: 1, text: 'typed\n' });
  const tooLarge = { code: 'BUFFER_TOO_LARGE' };
  assert.throws(() => overlays.change(window, { path: file, version: 2, text: huge }), tooLarge);
  assert.deepEqual(overlays.list(), []);
});

test('a workspace that was opened through a link has the same files', (t) => {
  const { base, root, overlays } = openOverlays(t);
  symlinkSync(root, join(base, 'linked'));
  for (const name of ['a.py', 'new.py'])
    overlays.change(openWindow(), { path: join(base, 'linked', name), version: 1, text: 'typed\n' });
  assert.deepEqual(
    overlays.list().map(({ path }) => path),
    ['a.py', 'new.py'],
  );
});
