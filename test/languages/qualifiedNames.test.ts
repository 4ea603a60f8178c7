import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endsInName, lastPart, ownerOf, ownerParts, partsOf } from '../../server/languages/qualifiedNames.ts';
import { modulePathOf } from '../../server/languages/rust/modulePath.ts';

test('a qualified name is taken apart in the notation of any language', () => {
  const expected: readonly [string, string, string][] = [
    ['shop.cart.Cart.save', 'shop.cart.Cart', 'save'],
    ['a::b::Q::operator[]', 'a::b::Q', 'operator[]'],
    ['a::Q::operator std::string', 'a::Q', 'operator std::string'],
    ['a::Q::~Q', 'a::Q', '~Q'],
    ['Shop::Cart#empty?', 'Shop::Cart', 'empty?'],
    ['Shop::Cart#<=>', 'Shop::Cart', '<=>'],
    ['Shop::Cart.build', 'Shop::Cart', 'build'],
    [String.raw`App\Shop\Cart::$count`, String.raw`App\Shop\Cart`, '$count'],
    [String.raw`App\total`, 'App', 'total'],
    ['A.#secret', 'A', '#secret'],
    ['std:vector.push_back', 'std:vector', 'push_back'],
    ['main', '', 'main'],
  ];
  for (const [name, owner, last] of expected)
    assert.deepEqual([ownerOf(name), lastPart(name)], [owner, last], name);
  assert.deepEqual(partsOf(String.raw`App\Shop\Cart::sum`), ['App', 'Shop', 'Cart', 'sum']);
  assert.deepEqual(ownerParts('main'), []);
});

test('a name ends in another where a part begins', () => {
  assert.ok(endsInName('Shop::Cart#add', 'Cart#add'));
  assert.ok(endsInName('add', 'add'));
  assert.ok(!endsInName('Shop::MyCart#add', 'Cart#add'));
});

test('the module that a file of Rust is follows from its place in the package', () => {
  const expected = {
    'src/lib.rs': 'crate',
    'src/main.rs': 'crate',
    'crates/net/src/tcp.rs': 'crate::tcp',
    'src/net/mod.rs': 'crate::net',
    'src/net/tcp.rs': 'crate::net::tcp',
    'src/tests/deep.rs': 'crate::tests::deep',
    'src/bin/tool.rs': 'crate',
    'src/bin/tool/main.rs': 'crate',
    'src/bin/tool/args.rs': 'crate::args',
    'tests/whole.rs': 'crate',
    'tests/common/mod.rs': 'crate::common',
    'examples/show/main.rs': 'crate',
    'build.rs': 'crate',
  };
  for (const [path, module] of Object.entries(expected)) assert.equal(modulePathOf(path), module, path);
});
