// What people do all day, one edit at a time: how many files it makes the index write, and that what it writes is what an
// index made from nothing holds.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareDumps, Mirror } from './mirror.ts';

const LIBRARY = `import os


def open_cart(owner, limit=10):
    cart = Cart(owner)
    cart.limit = limit
    return cart


def make_opener(name):
    def opener(value):
        return Cart(value)
    return opener


class Cart:
    def __init__(self, owner):
        self.owner = owner

    def total(self):
        amount = len(self.owner)
        return amount


class Basket(Cart):
    def empty(self):
        return Cart(self.owner)
`;

/** Uses all of the library, and has names of its own that are called like things there. */
const USER = `from library import make_opener, open_cart


def run():
    cart = open_cart('me', 3)
    return cart.total()


def open_two():
    return make_opener('x')('y').total()
`;

const BYSTANDER = `def spare(os, cart, amount):
    opener = os
    collections = opener
    return collections
`;

/** The edit, what it changes in the library, and how many of the three files are written. */
const EDITS: readonly (readonly [title: string, from: string, to: string, files: number])[] = [
  ['an import is added', 'import os\n', 'import os\nimport collections\n', 1],
  ['an import is removed', 'import os\n', '', 1],
  ['a function is added', '\n\nclass Cart:', '\n\ndef fresh(cart):\n    return cart\n\n\nclass Cart:', 1],
  ['a local variable is renamed', /\bcart\b/g.source, 'basket', 1],
  ['a local variable of a method is renamed', /\bamount\b/g.source, 'sum_of_all', 1],
  [
    'a parameter without a type is renamed',
    'open_cart(owner, limit=10):\n    cart = Cart(owner)',
    'open_cart(holder, limit=10):\n    cart = Cart(holder)',
    1,
  ],
  ['a parameter without a type is added', 'limit=10)', 'limit=10, extra=None)', 1],
  ['a statement is added', '    cart.limit = limit\n', '    cart.limit = limit\n    print(cart)\n', 1],
  ['another thing is returned', '    return cart\n', '    return Basket(owner)\n', 2],
  ['a returned inner function returns another thing', 'return Cart(value)', 'return Basket(value)', 2],
  ['a parameter gets a type', 'def open_cart(owner,', 'def open_cart(owner: str,', 2],
  ['a method is renamed', 'def total(', 'def sum_up(', 2],
  ['a class is renamed', /\bCart\b/g.source, 'Wagon', 2],
];

for (const [title, from, to, wanted] of EDITS) {
  test(`when ${title}, ${wanted === 1 ? 'its file alone is written' : 'its user is written too'}`, async (t) => {
    const root = join(mkdtempSync(join(tmpdir(), 'codebase-memory-typical-')), 'tree');
    mkdirSync(root);
    const mirror = new Mirror(root);
    t.after(() => {
      mirror.close();
      rmSync(join(root, '..'), { recursive: true, force: true });
    });
    const file = join(root, 'library.py');
    for (const [name, text] of Object.entries({ library: LIBRARY, user: USER, bystander: BYSTANDER }))
      writeFileSync(join(root, `${name}.py`), text);
    await mirror.update();
    const text = readFileSync(file, 'utf8');
    const edited = text.replaceAll(from.startsWith('\\b') ? new RegExp(from, 'gm') : from, to);
    assert.notEqual(edited, text);
    writeFileSync(file, edited);
    const { step, files } = await mirror.update();
    assert.deepEqual(compareDumps(mirror.dump(), await mirror.dumpAnew()), []);
    assert.deepEqual({ step, files }, { step: 'delta', files: wanted });
  });
}
