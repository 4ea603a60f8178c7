// Each command line that a document or a `--help` shows, run as it stands there by a shell in a home of its own: it does
// what it is shown for.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../server/cli/commands.ts';
import { requireTool } from '../require.ts';
import { Product, program } from './support/product.ts';
import type { Run } from './support/product.ts';
import { SHOP, SHOP_CALLS } from './support/sample.ts';

const skip = requireTool('bash', 'install it to run what the documents show');
const projectRoot = join(import.meta.dirname, '..', '..');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(projectRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What stands for something of the reader's own. */
const PLACES: Readonly<Record<string, string>> = {
  '<symbol>': 'checkout',
  '<command>': 'index',
  '<shell>': 'bash',
  '<tool>': 'index_status',
  '[folder]': '',
};

/** What has to be so after a command, in the order in which a person would come to them. */
const EFFECTS: Readonly<Record<string, (run: Run, product: Product, line: string) => unknown>> = {
  async completions({ stdout }, product, line) {
    const script = line.includes('~/.bashrc') ? readFileSync(join(product.home, '.bashrc'), 'utf8') : stdout;
    assert.match(script, /checkpoint/);
    if (!line.includes('~/.bashrc')) return;
    const asked = await product.runProgram('bash', ['-c', '. ~/.bashrc; complete -p codebase-memory']);
    assert.equal(asked.code, 0, asked.stderr);
  },
  index({ stdout }, product) {
    assert.match(stdout, /10 files/);
    assert.ok(product.discovery.pid);
  },
  status: ({ stdout }) => assert.match(stdout, /^Indexed +10 files/m),
  query: ({ stdout }) => assert.match(stdout, /main/),
  dead: ({ stdout }) => assert.match(stdout, /\S/),
  tests: ({ stdout }) => assert.match(stdout, /\S/),
  dump({ stdout }, _product, line) {
    if (!line.includes('--edges')) return assert.match(stdout, /service\.main\.checkout/);
    const rows = stdout.trimEnd().split('\n');
    const inside = rows.filter((row) => !row.includes('external'));
    for (const row of rows) assert.equal(row.split('\t')[6], 'CALLS', row);
    assert.ok(inside.length >= SHOP_CALLS.length);
  },
  headers({ stdout }, product) {
    const { Authorization } = JSON.parse(stdout) as Record<string, string>;
    assert.equal(Authorization, `Bearer ${product.discovery.token}`);
  },
  checkpoint: ({ stdout }) => assert.match(stdout, /TRUNCATE/),
  doctor: ({ stdout }) => assert.match(stdout, /^Lock +held by process/m),
  stop: (_run, product) => assert.throws(() => product.discovery, /No server/),
  clear: (_run, product) =>
    assert.deepEqual(
      readdirSync(product.workspaceDir).filter((name) => name.startsWith('graph-')),
      [],
    ),
};

test('every command line that is shown does what it is shown for', { skip }, async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  mkdirSync(join(product.home, 'src'));
  symlinkSync(product.root, join(product.home, 'src', 'shop'));
  const bin = join(product.home, 'bin');
  mkdirSync(bin);
  const launcher = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  writeFileSync(join(bin, 'codebase-memory'), launcher, { mode: 0o755 });
  const environment = { PATH: `${bin}:${product.environment['PATH']}` };
  const shown = listShown();
  for (const { name } of COMMANDS) assert.ok(shown.has(name), `${name} is shown nowhere`);

  for (const [name, verify] of Object.entries(EFFECTS)) {
    for (const line of shown.get(name) ?? []) {
      const run = await product.runProgram('bash', ['-c', concrete(line, product)], environment);
      assert.equal(run.code, 0, `${line}: ${run.stderr}`);
      await verify(run, product, line);
    }
  }
});

test('what is shown and goes on is there until it is left', { skip }, async (t) => {
  const product = new Product(t);
  product.writeAll(SHOP);
  const serve = product.start(['serve', product.root]);
  serve.stdout.setEncoding('utf8');
  let said = '';
  for await (const chunk of serve.stdout) {
    said += String(chunk);
    if (said.includes('Ctrl-C leaves.')) break;
  }
  assert.match(said, /^ *claude mcp add codebase-memory -- node .*codebase-memory\.mjs mcp /m);
  serve.kill('SIGINT');
  assert.deepEqual(await once(serve, 'exit'), [0, null]);
  const session = product.openBridge();
  await session.initialize();
  assert.match(
    JSON.stringify(await session.call('search_graph', { query: 'checkout' })),
    /service\/main\.py/,
  );
  assert.equal(await session.end(), 0);
  assert.ok(existsSync(product.workspaceDir));
});

/** The lines by command: those that stand alone in a block of code, and examples; what explains them is cut off. */
function listShown(): Map<string, Set<string>> {
  const shown = new Map<string, Set<string>>();
  for (const file of DOCUMENTS) {
    const text = readFileSync(join(projectRoot, file), 'utf8');
    const blocks = [...text.matchAll(/^```[a-z]*\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
    for (const [, line = '', name = ''] of blocks
      .join('\n')
      .matchAll(/^ {0,2}(codebase-memory ([a-z]+)(?: \S+)*)/gm)) {
      shown.set(name, (shown.get(name) ?? new Set()).add(line));
    }
  }
  return shown;
}

function concrete(line: string, product: Product): string {
  const filled = Object.entries(PLACES).reduce((text, [place, word]) => text.replaceAll(place, word), line);
  // The port of an example is nobody's.
  return filled.replace(/http:\/\/127\.0\.0\.1:\d+\/mcp/, () => product.discovery.endpoint);
}
