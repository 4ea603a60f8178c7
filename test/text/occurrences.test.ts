import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../server/languages/index.ts';
import { findOccurrences } from '../../server/text/occurrences.ts';
import { packOccurrences, unpackOccurrences } from '../../server/text/packedOccurrences.ts';

/** Language → text with the name X → what each X is: the look of code after its receiver, else the place. */
const SAMPLES: Readonly<Record<string, readonly (readonly [text: string, seen: string])[]>> = {
  python: [
    ['X()', 'call'],
    ['self.X()', 'own call'],
    ['cls.X', 'own read'],
    ['a.self.X', 'other read'],
    ['f(X, a)', 'passed'],
    ['f(a.X)', 'other passed'],
    ['f(X=X)', 'key passed'],
    ['@X\ndef f(): pass', 'decorator'],
    ['@a.X(1)\ndef f(): pass', 'other decorator'],
    ['a = [X, b]', 'entry'],
    ['a = {"x": X}', 'entry'],
    ['if (X): pass', 'read'],
    ['X = 1', 'declare'],
    ['a.X += 1', 'other write'],
    ['X == 1', 'read'],
    ['def f(X: int): pass', 'key'],
    ['global X', 'outer'],
    ['from a import (\n  b,\n  X as c,\n)', 'import'],
    ['import X.y', 'import'],
    ['for X in y: pass', 'declare'],
    ['"X" # X', 'text comment'],
    ['f"{X}"', 'read'],
  ],
  typescript: [
    ['new X()', 'construct'],
    ['new a.X()', 'other construct'],
    ['this.X = 1', 'own write'],
    ['X++', 'write'],
    ['--X', 'write'],
    ['(X) => 1', 'read'],
    ['f(X => 1)', 'read'],
    ['a?.X?.()', 'other call'],
    ['X`a`', 'call'],
    ['import { X } from "X"', 'import text'],
    ['import type { a, X } from "a"', 'import'],
    ['export { X }', 'import'],
    ['export * as X from "a"', 'import'],
    ['const { X } = require("a")', 'import'],
    ['const a = { X: X }', 'key entry'],
    ['const a = { X }', 'shorthand'],
    ['const { a, X = 1 } = b', 'shorthand'],
    ['f({ X }, "X")', 'shorthand text'],
    ['let X = 1', 'declare'],
    ['<X a={X} />', 'element passed'],
    ['<b X={1} X="a" />', 'shorthand shorthand'],
    ['</X>', 'element'],
    ['a < X', 'read'],
    ['f<X>(a)', 'read'],
    ['[...X]', 'read'],
    ['$X X$', 'part part'],
    ['a ? X : b', 'read'],
  ],
  go: [
    ['X := 1', 'declare'],
    ['&X{a: 1}', 'construct'],
    ['T{X: X}', 'key entry'],
    ['map[string]T{"a": X}', 'entry'],
    ['p.X(a)', 'other call'],
  ],
  c: [
    ['{ .X = X, }', 'other key entry'],
    ['s->X = 3;', 'other write'],
    ['f(&X)', 'passed'],
    ['#include "X.h"', 'text'],
  ],
};

for (const [id, samples] of Object.entries(SAMPLES)) {
  test(`what stands around a name in ${id} tells how it is used`, () => {
    const { lexis } = languages.find((language) => language.id === id)!;
    for (const [text, seen] of samples) {
      const found = findOccurrences(text, 'X', lexis).map(({ place, look, receiver }) =>
        place === 'code' ? (receiver === 'none' ? look : `${receiver} ${look}`) : place,
      );
      assert.equal(found.join(' '), seen, text);
    }
  });
}

test('lines, columns and what a name is reached through survive the way between threads', () => {
  const { lexis } = languages.find(({ id }) => id === 'python')!;
  const occurrences = findOccurrences('import shop\r\n\r\n  shop.X()\nshop.a.X', 'X', lexis);
  assert.deepEqual(
    occurrences.map(({ line, column, through, throughLine }) => [line, column, through, throughLine]),
    [
      [3, 8, 'shop', 1],
      [4, 8, 'a', 0],
    ],
  );
  const found = [
    { file: 'a.py', occurrences: [] },
    { file: 'b.py', occurrences },
  ];
  assert.deepEqual(unpackOccurrences(packOccurrences(found)), found);
});

/** Text → line of the import of what `X` is reached through, and the name that it is imported by. */
const THROUGH: Readonly<Record<string, readonly (readonly [text: string, place: string])[]>> = {
  python: [
    ['import shop.cart as c\nc.X', '1 '],
    ['from shop import cart\ncart.X', '1 cart'],
    ['from shop import (\n  a,\n  cart as c,\n)\nc.X', '3 cart'],
    ['cart.X', '0 '],
  ],
  typescript: [
    [`import * as cart from './cart';\ncart.X`, '1 '],
    [`import { cart } from './cart';\ncart.X`, '0 '],
    [`const cart = require('./cart');\ncart.X`, '1 '],
    [`const { cart } = require('./cart');\ncart.X`, '0 '],
  ],
  go: [['import (\n\t"shop/cart"\n)\nfunc f() { cart.X }', '2 ']],
};

for (const [id, samples] of Object.entries(THROUGH)) {
  test(`an import in ${id} says whether a name can be that of a module`, () => {
    const { lexis } = languages.find((language) => language.id === id)!;
    for (const [text, place] of samples) {
      const found = findOccurrences(text, 'X', lexis).at(-1)!;
      assert.equal(`${found.throughLine} ${found.throughName}`, place, text);
    }
  });
}
