// Folders in which there is nothing to index, and what is found by other means than its suffix.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { test } from 'node:test';
import { requireCondition } from '../require.ts';
import { Product } from './support/product.ts';
import { serveUntilPrinted } from './support/serving.ts';

test('a folder without a file says so, and offers no connection', async (t) => {
  const shown = await serveUntilPrinted(new Product(t));
  assert.match(shown, /^Indexed +nothing\n +There is no file here to index\.\n/);
  assert.doesNotMatch(shown, /claude mcp add/);
});

test('a folder of other languages says which there are and which are known', async (t) => {
  const product = new Product(t);
  for (const name of ['a.zig', 'b.zig', 'build.lock']) product.write(name, 'x');
  const shown = await serveUntilPrinted(product);
  assert.match(shown, /No file here is in a language that is indexed\. There are: 2 × \.zig, 1 × \.lock\./);
  assert.match(shown, /these suffixes: .*\.py\b.*\./);
  assert.doesNotMatch(shown, /claude mcp add/);
});

test('tools say that nothing is indexed, and not that a name is missing', async (t) => {
  const product = new Product(t);
  product.write('a.zig', 'fn main() {}\n');
  for (const query of [
    ['explore', '--arg', 'query=main'],
    ['search_graph', '--arg', 'query=main'],
    ['trace_path', '--arg', 'function_name=main'],
    ['get_code_snippet', '--arg', 'qualified_name=main'],
    ['index_status'],
    ['get_architecture'],
  ]) {
    const answer = await product.get(['query', ...query, '--folder', product.root]);
    assert.match(answer, /No file here is in a language that is indexed\. There are: 1 × \.zig\./, query[0]);
  }
});

const skip = requireCondition(process.platform !== 'win32', 'Windows has no executable bit');

test('a script without a suffix and a .pyw file are indexed and called', { skip }, async (t) => {
  const product = new Product(t);
  product.write('shop.py', 'def open_shop():\n    return 1\n');
  product.write('window.pyw', 'from shop import open_shop\n\nopen_shop()\n');
  const script = product.write('run', '#!/usr/bin/env python3\nfrom shop import open_shop\n\nopen_shop()\n');
  chmodSync(script, 0o755);
  await product.get(['index', product.root]);
  const traced = await product.query('trace_path', { function_name: 'open_shop', direction: 'inbound' });
  assert.deepEqual(
    (traced['rows'] as { site_file: string }[]).map(({ site_file }) => site_file),
    ['run', 'window.pyw'],
  );
});
