// An index that took edits one by one equals one made from nothing: the same edits on real trees of every language.
// `npm run incremental -- --data <folder> --edits 10000` is the long form, on any tree.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { StepLimits } from '../../server/resolve/program/index.ts';
import { createRandom } from '../torture/random.ts';
import { compareDumps, Mirror } from './mirror.ts';
import { RandomEdits } from './randomEdits.ts';

const projectRoot = join(import.meta.dirname, '..', '..');

/** What each tree is, and after how many edits the dumps are compared: every one where that is cheap. */
const TREES = [
  { language: 'Python', folder: 'test/languages/python', edits: 30, every: 2 },
  { language: 'Go', folder: 'test/languages/go', edits: 30, every: 2 },
  { language: 'C', folder: 'test/languages/c', edits: 30, every: 2 },
  { language: 'JavaScript', folder: 'node_modules/express/lib', edits: 30, every: 2 },
  { language: 'TypeScript', folder: 'node_modules/zod/src/v3', edits: 50, every: 5 },
];

/** So often what is known is taken up anew, as by a server that was started again. */
const RESTART_EVERY = 7;

for (const { language, folder, edits, every } of TREES) {
  test(`after each of ${edits} random edits of a ${language} tree the index equals one made from nothing`, async (t) => {
    const { root, mirror } = await openMirror(t, folder);
    const random = new RandomEdits(root, createRandom(20_261_123));
    const history: string[] = [];
    let deltas = 0;
    for (let round = 1; round <= edits; round++) {
      history.push(random.edit());
      if (round % RESTART_EVERY === 0) await mirror.restart();
      const { step } = await mirror.update();
      if (step === 'delta') deltas++;
      if (round % every !== 0) continue;
      const differences = compareDumps(mirror.dump(), await mirror.dumpAnew());
      assert.deepEqual(differences, [], `after edit ${round}: ${history.slice(-every).join('; ')}`);
    }
    assert.ok(deltas > edits / 2, `only ${deltas} of ${edits} edits were taken as deltas`);
  });
}

test('an include that goes or leads elsewhere reaches every file that reads it', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-includes-'));
  const mirror = new Mirror(root);
  t.after(() => {
    mirror.close();
    rmSync(root, { recursive: true, force: true });
  });
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  // The names of `deep.h` stand in none of the files that are edited.
  write('deep.h', 'static inline int deep(void) { return 1; }\n');
  write('middle.h', '#include "deep.h"\nint middle;\n');
  write('outer.h', '#include "middle.h"\n');
  write('main.c', '#include "outer.h"\nint use(void) { return deep(); }\n');
  for (let other = 0; other < 8; other++) write(`other${other}.c`, `int other${other}(void) { return 0; }\n`);
  await mirror.update();
  const edits: readonly (() => void)[] = [
    () => write('middle.h', 'int middle;\n'),
    () => write('middle.h', '#include "deep.h"\nint middle;\n'),
    () => renameSync(join(root, 'deep.h'), join(root, 'deeper.h')),
    () => renameSync(join(root, 'deeper.h'), join(root, 'deep.h')),
  ];
  for (const [index, edit] of edits.entries()) {
    edit();
    const { step } = await mirror.update();
    assert.equal(step, 'delta');
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), [], `after edit ${index + 1}`);
  }
});

test('after each of random edits of a tree in which files hit budgets the index equals one made from nothing', async (t) => {
  const { root, mirror } = await openMirror(t, 'test/languages/javascript', {
    least: 400,
    perRow: 2,
    lookup: 30,
  });
  const random = new RandomEdits(root, createRandom(20_261_129));
  let told = 0;
  for (let round = 1; round <= 25; round++) {
    const what = random.edit();
    if (round % RESTART_EVERY === 0) await mirror.restart();
    await mirror.update();
    const dump = mirror.dump();
    told += Number(dump.some((line) => line.includes('too many steps')));
    assert.deepEqual(compareDumps(dump, await mirror.dumpAnew()), [], `after edit ${round}: ${what}`);
  }
  assert.ok(told > 5, `files hit budgets after ${told} edits only`);
});

async function openMirror(
  t: TestContext,
  folder: string,
  limits?: StepLimits,
): Promise<{ root: string; mirror: Mirror }> {
  const root = mkdtempSync(join(tmpdir(), 'codebase-memory-edits-'));
  const mirror = new Mirror(root, limits);
  t.after(() => {
    mirror.close();
    rmSync(root, { recursive: true, force: true });
  });
  cpSync(join(projectRoot, folder), root, { recursive: true, filter: isNoTest });
  await mirror.update();
  return { root, mirror };
}

/** Tests of a package are large, and nobody imports them. */
function isNoTest(path: string): boolean {
  return !/[/\\](?:tests|benchmarks)$/.test(path);
}
