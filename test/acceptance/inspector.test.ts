// The command line of the MCP inspector as a client that was written by others, against a real server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const packages = join(import.meta.dirname, '..', '..', 'node_modules', '@modelcontextprotocol');
const inspector = join(packages, 'inspector', 'clients', 'launcher', 'build', 'index.js');

test('the MCP inspector lists the tools and calls one', async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  await product.get(['index', product.root]);

  const listed = (await inspect(product, '--method tools/list')) as { tools: { name: string }[] };
  assert.deepEqual(
    listed.tools.map(({ name }) => name),
    [
      'explore',
      'search_graph',
      'trace_path',
      'get_code_snippet',
      'detect_changes',
      'get_architecture',
      'search_code',
      'index_status',
    ],
  );

  const called = (await inspect(
    product,
    '--method tools/call --tool-name search_graph --tool-arg name_pattern=PriceTag --tool-arg limit=5 --tool-arg format=json',
  )) as { content: { text: string }[] };
  const answer = JSON.parse(called.content[0]!.text) as { results: { file: string; line: number }[] };
  const [found] = answer.results;
  assert.deepEqual([found?.file, found?.line], ['web/src/view.tsx', 7]);
});

async function inspect(product: Product, args: string): Promise<unknown> {
  const { endpoint, token } = product.discovery;
  const connection = ['--transport', 'http', '--header', `Authorization: Bearer ${token}`];
  const command = [inspector, '--cli', endpoint, ...connection, ...args.split(' ')];
  const { code, stdout, stderr } = await product.runProgram(process.execPath, command);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}
