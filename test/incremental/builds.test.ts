// What the default build has of a file can change without the file: conditions ask for names that others define.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDumps } from './mirror.ts';
import { mirrorTree } from './mirroredTree.ts';

const TREE = {
  'config.h': '#define FAST 1\n',
  'steps.h':
    '#include "config.h"\n#if FAST\nstatic inline void step(void) {}\n#else\nstatic inline void step(void) {}\n#endif\n' +
    '#ifdef SLOW\n#include "slow.h"\n#else\n#include "quick.h"\n#endif\n',
  'quick.h': 'static inline void wait_for(void) {}\n',
  'slow.h': 'static inline void wait_for(void) {}\n',
  'main.c': '#include "steps.h"\nvoid run(void) { step(); wait_for(); }\n',
};

test('an edit of a name that conditions ask for reaches those who use what they decide', async (t) => {
  const { mirror, write } = await mirrorTree(t, TREE);
  /** Lines of the dump that say what `run` calls. */
  const calls = () => mirror.dump().filter((line) => line.includes('CALLS') && line.includes('main.c'));
  const seen = [calls().join()];
  for (const config of ['#define FAST 0\n', '#define FAST 0\n#define SLOW\n', '#define FAST 1\n']) {
    write('config.h', config);
    await mirror.update();
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
    seen.push(calls().join());
  }
  assert.equal(new Set(seen).size, 3, seen.join('\n'));
  assert.equal(seen[0], seen[3]);
});
