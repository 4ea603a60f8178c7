// A file that holds other bytes than text for a while, as when a program writes it piece by piece.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDumps } from './mirror.ts';
import { mirrorTree } from './mirroredTree.ts';

test('who links a package in follows its first file to other bytes and back', async (t) => {
  const first = 'package shop.parts\nclass First\n';
  const { mirror, write } = await mirrorTree(t, {
    'A.kt': first,
    'B.kt': 'package shop.parts\nclass Second\n',
    'Use.kt': 'package shop\nimport shop.parts.Missing\nfun use(it: Missing) {}\n',
  });
  const leadsTo = () =>
    mirror
      .dump()
      .flatMap((line) => /^edge\tModule \S+ Use\.kt:1\tIMPORTS\tModule \S+ (\S+\.kt)/.exec(line)?.[1] ?? []);
  assert.deepEqual(leadsTo(), ['A.kt']);
  for (const [text, path] of [
    [`${first}\0\0\0`, 'B.kt'],
    [first, 'A.kt'],
  ] as const) {
    write('A.kt', text);
    await mirror.update();
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
    assert.deepEqual(leadsTo(), [path]);
  }
});
