// The real Claude Code client with the lines that `serve` prints, word by word, in a shell. It has a home of its own and
// an environment that holds nothing else; it is only told about servers and asked whether they answer: no model is called.
import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { CLAUDE_ALONE, skipWithoutClaude as skip, writeClaudeShim } from './support/claude.ts';
import { Product } from './support/product.ts';
import type { Run } from './support/product.ts';
import { SHOP } from './support/sample.ts';
import { serveUntilPrinted } from './support/serving.ts';

test(
  'the printed lines, for the bridge and for HTTP, make `claude mcp list` say Connected',
  { skip },
  async (t) => {
    // A folder that a line printed without quotes would break at.
    const product = new Product(t, { folder: "Anna's shop" });
    product.writeAll(SHOP);
    const runShell = installClaude(product);
    const [bridgeLine, httpLine] = await printConnectLines(product);
    for (const line of [bridgeLine, httpLine]) {
      const added = await runShell(line);
      assert.equal(added.code, 0, added.stderr);
      const listed = await runShell('claude mcp list');
      assert.match(listed.stdout, /^codebase-memory: .* - ✔ Connected$/m, listed.stdout + listed.stderr);
      const got = await runShell('claude mcp get codebase-memory');
      assert.match(got.stdout, /✔ Connected/);
      assert.equal((await runShell('claude mcp remove codebase-memory')).code, 0);
    }
  },
);

test('the bridge of Claude Code starts the server that nobody runs', { skip }, async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const runShell = installClaude(product);
  const [bridgeLine] = await printConnectLines(product);
  await product.get(['stop', product.root]);
  assert.equal((await runShell(bridgeLine)).code, 0);
  assert.match((await runShell('claude mcp list')).stdout, /✔ Connected/);
  assert.equal((await product.run(['status', product.root])).code, 0);
});

test('with a wrong token Claude Code is not connected', { skip }, async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const runShell = installClaude(product);
  const [, httpLine] = await printConnectLines(product);
  const { token } = product.discovery;
  assert.equal((await runShell(httpLine.replace(token, token.toUpperCase()))).code, 0);
  assert.doesNotMatch((await runShell('claude mcp list')).stdout, /✔ Connected/);
});

/** Puts `claude` on the PATH of a shell in the product's surroundings. */
function installClaude(product: Product): (line: string) => Promise<Run> {
  const folder = join(product.base, 'bin');
  writeClaudeShim(folder);
  const path = `${folder}${delimiter}${product.environment['PATH']}`;
  return (line) => product.runProgram('/bin/sh', ['-c', line], { ...CLAUDE_ALONE, PATH: path });
}

/** The two lines of `serve` that connect Claude Code, as a person would copy them. */
async function printConnectLines(product: Product): Promise<[string, string]> {
  const shown = await serveUntilPrinted(product);
  const lines = shown.split('\n').filter((line) => line.trim().startsWith('claude mcp add'));
  const [bridgeLine, httpLine] = lines;
  assert.ok(bridgeLine && httpLine && lines.length === 2, shown);
  return [bridgeLine.trim(), httpLine.trim()];
}
