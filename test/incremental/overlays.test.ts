// Unsaved texts: the index of a tree with an overlay equals that of a tree whose file holds the text, and is that of the
// disk again once the overlay is dropped.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { makeOverlay } from '../../server/discover/overlay.ts';
import { compareDumps, Mirror } from './mirror.ts';

const source = join(import.meta.dirname, '..', 'languages', 'python');
const PATH = 'methods.py';
const TYPED = '\n\ndef typed_now(value):\n    return A().run()\n\n\nclass Typed(A):\n    pass\n';

interface Trees {
  readonly root: string;
  readonly mirror: Mirror;
  /** Dump of an index of the same tree after `write` changed its files. */
  dumpOther(write: (root: string) => void): Promise<string[]>;
}

async function openTrees(t: TestContext): Promise<Trees> {
  const base = mkdtempSync(join(tmpdir(), 'codebase-memory-overlays-'));
  const mirrors: Mirror[] = [];
  // The name of the folder is in the graph.
  const copy = (name: string) => {
    const root = join(base, name, 'tree');
    cpSync(source, root, { recursive: true });
    const mirror = new Mirror(root);
    mirrors.push(mirror);
    return { root, mirror };
  };
  t.after(() => {
    for (const mirror of mirrors) mirror.close();
    rmSync(base, { recursive: true, force: true });
  });
  const { root, mirror } = copy('overlaid');
  await mirror.update();
  return {
    root,
    mirror,
    dumpOther(write) {
      const other = copy(`other-${mirrors.length}`);
      write(other.root);
      return other.mirror.dumpAnew();
    },
  };
}

for (const how of ['as a whole', 'at the hinted file']) {
  test(`with an overlay the index equals that of a tree whose file holds the text (looking ${how})`, async (t) => {
    const { root, mirror, dumpOther } = await openTrees(t);
    const hints = how === 'as a whole' ? undefined : [PATH];
    const onDisk = readFileSync(join(root, PATH), 'utf8');
    const texts = [onDisk + TYPED, TYPED, `${onDisk}${TYPED.replaceAll('typed_now', 'typed_new')}`, ''];
    for (const text of texts) {
      mirror.overlays = [makeOverlay(PATH, text)];
      const { step } = await mirror.update(hints);
      assert.equal(step, 'delta');
      const wanted = await dumpOther((other) => writeFileSync(join(other, PATH), text));
      assert.deepEqual(compareDumps(mirror.dump(), wanted), []);
      assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
      assert.equal((await mirror.update(hints)).step, 'unchanged');
    }
    mirror.overlays = [];
    assert.equal((await mirror.update(hints)).step, 'delta');
    assert.deepEqual(compareDumps(mirror.dump(), await dumpOther(() => {})), []);
  });
}

test('a text of the same length is another text', async (t) => {
  const { mirror, dumpOther } = await openTrees(t);
  for (const name of ['typed_now', 'typed_new']) {
    const text = TYPED.replaceAll('typed_now', name);
    mirror.overlays = [makeOverlay(PATH, text)];
    assert.equal((await mirror.update()).step, 'delta');
    const wanted = await dumpOther((other) => writeFileSync(join(other, PATH), text));
    assert.deepEqual(compareDumps(mirror.dump(), wanted), []);
  }
});

test('a file that was never saved belongs to the index as long as it is shown, unless ignore rules leave it out', async (t) => {
  const { mirror, dumpOther } = await openTrees(t);
  const before = mirror.dump();
  mirror.overlays = [makeOverlay('typed.py', TYPED), makeOverlay('node_modules/typed.py', TYPED)];
  await mirror.update(['typed.py']);
  const wanted = await dumpOther((other) => writeFileSync(join(other, 'typed.py'), TYPED));
  assert.deepEqual(compareDumps(mirror.dump(), wanted), []);
  mirror.overlays = [];
  await mirror.update(['typed.py']);
  assert.deepEqual(compareDumps(mirror.dump(), before), []);
});

test('a text that is saved as it was shown costs no parsing', async (t) => {
  const { root, mirror } = await openTrees(t);
  mirror.overlays = [makeOverlay(PATH, TYPED)];
  await mirror.update();
  writeFileSync(join(root, PATH), TYPED);
  mirror.overlays = [];
  const { step, files } = await mirror.update();
  assert.deepEqual({ step, files }, { step: 'delta', files: 0 });
  assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
});
