// What an edit reaches, asked of the built product in a real repository.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commitAll } from '../discover/repository.ts';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

function namesOf(rows: unknown): string[] {
  return (rows as { qualified_name: string }[]).map(({ qualified_name }) => qualified_name);
}

test('an edit is told with the symbols it touches and their users, before and after it is committed', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  commitAll(product.root);
  await product.get(['index', product.root]);
  const ask = async (args: Record<string, unknown>) => {
    const answer = await product.query('detect_changes', { wait_fresh_ms: 10_000, ...args });
    return {
      files: (answer['changed_files'] as { file: string }[]).map(({ file }) => file),
      changed: namesOf(answer['changed_symbols']),
      impacted: namesOf(answer['impacted']),
    };
  };
  assert.deepEqual(await ask({}), { files: [], changed: [], impacted: [] });
  product.write('service/shop/prices.py', 'RATE = 2\n\ndef price_of(item):\n    return RATE * len(item)\n');
  const edit = {
    files: ['service/shop/prices.py'],
    changed: ['service.shop.prices.RATE', 'service.shop.prices.price_of'],
    impacted: ['service.shop.cart.Cart.total', 'service.main.checkout'],
  };
  assert.deepEqual(await ask({}), edit);
  commitAll(product.root);
  assert.deepEqual(await ask({}), { files: [], changed: [], impacted: [] });
  assert.deepEqual(await ask({ since: 'HEAD~1' }), edit);
  assert.deepEqual(await ask({ commit: 'HEAD' }), edit);
  assert.deepEqual(await ask({ since: 'HEAD~1..HEAD', file: 'service/shop/prices.py' }), edit);
  assert.deepEqual((await ask({ since: 'HEAD~1', depth: 1 })).impacted, ['service.shop.cart.Cart.total']);
  assert.deepEqual(await ask({ since: 'HEAD~1', file: 'service/main.py' }), {
    files: [],
    changed: [],
    impacted: [],
  });
  const unknown = ['query', 'detect_changes', '--arg', 'since=nope', '--folder', product.root];
  const { stdout, stderr } = await product.run(unknown);
  assert.match(stdout + stderr, /UNKNOWN_REVISION: git knows no commit "nope" here/);
});
