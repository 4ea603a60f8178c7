// The tests that a change may break, asked for as a window asks a real server with the real engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commitAll } from '../discover/repository.ts';
import { CODE_ENGINE, createSandbox, dialWindow } from './support/sandbox.ts';

const FILES = {
  'shop/prices.py': 'def price(name):\n    return 1\n\n\ndef other():\n    return 2\n',
  'shop/cart.py':
    'from shop.prices import price\n\n\ndef total(names):\n    return sum(price(name) for name in names)\n',
  'tests/test_cart.py':
    'import unittest\nfrom shop.cart import total\nfrom shop.prices import other\n\n\n' +
    'class CartTest(unittest.TestCase):\n    def test_total(self):\n        total([])\n\n    def test_other(self):\n        other()\n',
  'tests/test_prices.py': 'from shop.prices import price\n\n\ndef test_price():\n    price(1)\n',
};

test('the tests that a change may break are told with the way from each to the change', async (t) => {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  for (const [path, text] of Object.entries(FILES)) sandbox.write(path, text);
  commitAll(sandbox.root);
  assert.equal((await sandbox.run(['index', sandbox.root])).code, 0);
  const window = await dialWindow(sandbox);
  t.after(() => window.close());
  assert.deepEqual(await window.request('tests/affected', {}), []);

  sandbox.write('shop/prices.py', FILES['shop/prices.py'].replace('return 1', 'return 3'));
  await window.request('index/run', { full: false });
  const affected = await window.request('tests/affected', {});
  assert.deepEqual(
    affected.map(({ file, name, line, way }) => [file, name, line, way]),
    [
      ['tests/test_cart.py', 'test_total', 7, ['shop.cart.total', 'shop.prices.price']],
      ['tests/test_prices.py', 'test_price', 4, ['shop.prices.price']],
    ],
  );
  const command = await window.request('tests/command', {
    file: 'tests/test_prices.py',
    names: ['test_price'],
  });
  assert.deepEqual(command, { framework: 'pytest', command: 'python -m pytest tests/test_prices.py' });
  assert.equal(
    await window.request('tests/command', { file: 'shop/cart.py', names: [] }).then((one) => one?.framework),
    'pytest',
  );
  await assert.rejects(window.request('tests/command', { file: '../x_test.py', names: [] }), {
    code: /^FILE_/,
  });
});

test('a folder without a repository says that there are no changes to be told', async (t) => {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  sandbox.write('a.py', 'def f():\n    pass\n');
  assert.equal((await sandbox.run(['index', sandbox.root])).code, 0);
  const window = await dialWindow(sandbox);
  t.after(() => window.close());
  await assert.rejects(window.request('tests/affected', {}), { code: 'NO_GIT' });
});
