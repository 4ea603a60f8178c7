// Which functions a file defines by macros can change without the file: the macros stand in others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDumps } from './mirror.ts';
import { mirrorTree } from './mirroredTree.ts';

const TREE = {
  'def.h': '#define DEF(n) int n##_init(void) { return 0; }\n',
  'other.h': '#define DEF(n) int n##_late(void) { return 0; }\n',
  'all.h': '#include "def.h"\n',
  'used.c': '#include "all.h"\nDEF(disk)\nDEF(net)\n',
  'main.c':
    'int disk_init(void);\nint run(void) { return disk_init() + net_init() + disk_late() + disk_exit(); }\n',
};

test('an edit of a macro, or of what is included, reaches the files that use it and those that call what it defines', async (t) => {
  const { mirror, write } = await mirrorTree(t, TREE);
  /** Names of what `run` calls in used.c. */
  const calls = () =>
    mirror
      .dump()
      .flatMap((line) => /main\.run .*\tCALLS\t\w+ used\.(\w+)/.exec(line)?.[1] ?? [])
      .sort()
      .join(' ');
  assert.equal(calls(), 'disk_init net_init');
  const edits: [name: string, text: string, called: string][] = [
    ['def.h', '#define DEF(n) int n##_exit(void) { return 0; }\n', 'disk_exit'],
    ['all.h', '#include "other.h"\n', 'disk_late'],
    ['used.c', '\n#include "all.h"\nDEF(net)\n', ''],
    ['used.c', '#include "all.h"\nDEF(disk)\n', 'disk_late'],
    ['all.h', '', ''],
    [
      'all.h',
      '#define DEF(n) DEF2(n, init)\n#define DEF2(n, what) int n##_##what(void) { return 0; }\n',
      'disk_init',
    ],
  ];
  for (const [name, text, called] of edits) {
    write(name, text);
    await mirror.update();
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
    assert.equal(calls(), called);
    await mirror.restart();
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
  }
});
