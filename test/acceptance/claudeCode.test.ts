// The real Claude Code client with the line that `serve` prints, word by word, in a shell, and with an entry for HTTP whose
// header comes from `headers`. It has a home of its own and an environment that holds nothing else; it is only told about
// servers and asked whether they answer: no model is called.
import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { CLAUDE_ALONE, skipWithoutClaude as skip, writeClaudeShim } from './support/claude.ts';
import { Product, program } from './support/product.ts';
import type { Run } from './support/product.ts';
import { SHOP } from './support/sample.ts';
import { serveUntilPrinted } from './support/serving.ts';

test(
  'the printed line, and an entry for HTTP that asks for its header, make `claude mcp list` say Connected',
  { skip },
  async (t) => {
    // A folder that a line printed without quotes would break at.
    const product = new Product(t, { folder: "Anna's shop" });
    product.writeAll(SHOP);
    const runShell = installClaude(product);
    for (const line of [await printConnectLine(product), describeHttpEntry(product)]) {
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
  const bridgeLine = await printConnectLine(product);
  await product.get(['stop', product.root]);
  assert.equal((await runShell(bridgeLine)).code, 0);
  assert.match((await runShell('claude mcp list')).stdout, /✔ Connected/);
  assert.equal((await product.run(['status', product.root])).code, 0);
});

test('with a wrong token Claude Code is not connected', { skip }, async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const runShell = installClaude(product);
  await printConnectLine(product);
  const { endpoint, token } = product.discovery;
  const header = `Authorization: Bearer ${token.toUpperCase()}`;
  const line = `claude mcp add codebase-memory --transport http ${endpoint} --header '${header}'`;
  assert.equal((await runShell(line)).code, 0);
  assert.doesNotMatch((await runShell('claude mcp list')).stdout, /✔ Connected/);
});

/** Puts `claude` on the PATH of a shell in the product's surroundings. */
function installClaude(product: Product): (line: string) => Promise<Run> {
  const folder = join(product.base, 'bin');
  writeClaudeShim(folder);
  const path = `${folder}${delimiter}${product.environment['PATH']}`;
  return (line) => product.runProgram('/bin/sh', ['-c', line], { ...CLAUDE_ALONE, PATH: path });
}

/** The line of `serve` that connects Claude Code, as a person would copy it. It holds no token. */
async function printConnectLine(product: Product): Promise<string> {
  const shown = await serveUntilPrinted(product);
  const [line, ...more] = shown.split('\n').filter((each) => each.trim().startsWith('claude mcp add'));
  assert.ok(line && more.length === 0, shown);
  assert.ok(!shown.includes(product.discovery.token));
  return line.trim();
}

/** A word of a line for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The line that adds an entry for HTTP of the kind that the extension writes. */
function describeHttpEntry({ root, discovery: { endpoint } }: Product): string {
  const headersHelper = [process.execPath, program, 'headers', root, '--for', endpoint].map(quote).join(' ');
  const entry = JSON.stringify({ type: 'http', url: endpoint, headersHelper });
  return `claude mcp add-json --scope user codebase-memory ${quote(entry)}`;
}
