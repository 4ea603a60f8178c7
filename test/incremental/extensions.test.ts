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

test('a type has the implementation that another file makes by a name which means it now', async (t) => {
  const { mirror, write } = await mirrorTree(t, {
    'lib.rs': 'pub mod cart;\npub mod kept;\npub mod named;\npub mod shelf;\npub mod shop;\n',
    'shop.rs': 'pub trait Sized2 { fn size(&self) {} }\n',
    'cart.rs': 'pub struct Cart;\n',
    'shelf.rs': 'pub struct Shelf;\n',
    'named.rs': 'pub use crate::shelf::Shelf as Holder;\n',
    'kept.rs': 'use crate::named::Holder;\nuse crate::shop::Sized2;\n\nimpl Sized2 for Holder {}\n',
  });
  const implementers = () =>
    mirror.dump().flatMap((line) => /^edge\tClass crate::\w+::(\w+) .*\tIMPLEMENTS\t/.exec(line)?.[1] ?? []);
  assert.deepEqual(implementers(), ['Shelf']);
  for (const type of ['Cart', 'Shelf', 'Cart']) {
    write('named.rs', `pub use crate::${type.toLowerCase()}::${type} as Holder;\n`);
    await mirror.update();
    assert.deepEqual(implementers(), [type]);
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
  }
});

test('what stands in an implementation, outside of its functions, is a use of its own file', async (t) => {
  const { mirror, write } = await mirrorTree(t, {
    'lib.rs': 'pub mod cart;\npub mod priced;\npub mod shop;\n',
    'shop.rs': 'pub trait Priced { const PRICE: Money; }\n\npub struct Money;\n',
    'cart.rs': 'pub struct Cart;\n',
    'priced.rs':
      'use crate::cart::Cart;\nuse crate::shop::{Money, Priced};\n\nimpl Priced for Cart {\n    const PRICE: Money = Money;\n}\n',
  });
  const uses = () =>
    mirror
      .dump()
      .filter((line) => /^edge\t.*\t(?:USES_TYPE|REFERENCES)\tClass crate::shop::Money .*\t5\t/.test(line));
  const before = uses();
  assert.deepEqual(
    before.map((line) => line.split('\t')[1]),
    ['Module crate::priced priced.rs:1', 'Module crate::priced priced.rs:1'],
  );
  write('cart.rs', 'pub struct Other;\n\npub struct Cart;\n');
  await mirror.update();
  assert.deepEqual(uses(), before);
  assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
});
