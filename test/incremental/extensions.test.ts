// Functions and members that are written outside of the type that they are for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDumps } from './mirror.ts';
import { mirrorTree } from './mirroredTree.ts';

const extension = (receiver: string) =>
  `package shop\nimport org.outside.*\nfun ${receiver}.label(): String = "a"\n`;

test('an extension for another type is no longer what other files call on the first', async (t) => {
  const { mirror, write } = await mirrorTree(t, {
    'Labels.kt': extension('Node'),
    'Shelf.kt': 'package shop\nclass Shelf\n',
    'Use.kt': 'package shop\nimport org.outside.*\nfun use(node: Node) { node.label() }\n',
  });
  const edges = () =>
    mirror.dump().filter((line) => /Function shop\.use .*\tCALLS\t.* Labels\.kt/.test(line)).length;
  assert.equal(edges(), 1);
  for (const [receiver, count] of [
    ['Shelf', 0],
    ['Node', 1],
    ['Shelf', 0],
  ] as const) {
    write('Labels.kt', extension(receiver));
    await mirror.update();
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
    assert.equal(edges(), count, receiver);
  }
});

test('a type of the library for which a trait is implemented is used without an edge to the implementation', async (t) => {
  const { mirror, write } = await mirrorTree(t, {
    'lib.rs': 'pub mod shop;\npub mod user;\n',
    'shop.rs': 'pub trait Sized2 { fn size(&self); }\nimpl<T> Sized2 for Vec<T> { fn size(&self) {} }\n',
    'user.rs':
      'use crate::shop::Sized2;\npub fn use_it() { let all = names().collect::<Vec<u8>>(); let some: Vec<u8> = all; some.size(); }\n',
  });
  const edges = () => mirror.dump().filter((line) => /^edge\t.*use_it /.test(line));
  assert.match(edges().join('\n'), /CALLS\t.*size shop\.rs:2/);
  assert.doesNotMatch(edges().join('\n'), /USES_TYPE/);
  write('shop.rs', 'pub trait Sized2 { fn size(&self); }\n');
  await mirror.update();
  assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
});
