// The hook of the Claude Code plugin, run as Claude Code runs it, beside the built product.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { loadPluginTexts, makePluginFiles } from '../../extension/claude/pluginFiles.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { requireCondition } from '../require.ts';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const skip = requireCondition(process.platform !== 'win32', 'the hook is a script for a POSIX shell');
const source = join(import.meta.dirname, '..', '..', 'media', 'claude-plugin');

/** A product in a folder whose name a shell has to be told with care. */
function createProduct(t: TestContext): Product {
  const base = join(tmpdir(), `Anna's $HOME ${randomUUID()}`);
  const product = new Product(t, { base, folder: "Anna's shop" });
  product.writeAll(SHOP);
  return product;
}

/**
 * Runs the hook of an event in a folder, as the plugin declares it, and returns what it prints. No program but the shell is
 * on its PATH: whatever it does, the shell does. It succeeds and complains of nothing, always.
 */
async function runHook(product: Product, folder: string, event = 'SessionStart'): Promise<string> {
  const options = { version: '1.0.0', entry: undefined, isConnected: true, hintsFrom: product.cacheRoot };
  const files = makePluginFiles(loadPluginTexts(source), options);
  const { hooks } = JSON.parse(files.get('hooks/hooks.json') ?? '') as {
    hooks: Record<string, { hooks: { type: string; command: string }[] }[]>;
  };
  const [hook] = hooks[event]?.flatMap((group) => group.hooks) ?? [];
  assert.equal(hook?.type, 'command');
  const bin = join(product.base, 'only sh');
  if (!existsSync(bin)) {
    mkdirSync(bin);
    symlinkSync('/bin/sh', join(bin, 'sh'));
  }
  const { code, stdout, stderr } = await product.runProgram(
    '/bin/sh',
    ['-c', 'cd "$1" && PATH=$2 && eval "$3"', 'sh', folder, bin, hook.command],
    { CBM_CACHE_DIR: '', CLAUDE_PLUGIN_ROOT: source },
  );
  assert.deepEqual([code, stderr], [0, '']);
  return stdout;
}

test(
  'a folder with an index and a server gets one line, in its subfolders and through links too',
  { skip },
  async (t) => {
    const product = createProduct(t);
    await product.get(['index', product.root]);
    const link = join(product.base, 'link');
    symlinkSync(product.root, link);
    for (const folder of [product.root, join(product.root, 'service', 'shop'), link]) {
      const printed = await runHook(product, folder, 'SubagentStart');
      assert.equal(printed.trimEnd().split('\n').length, 1);
      const { hookSpecificOutput } = JSON.parse(printed) as {
        hookSpecificOutput: { hookEventName: string; additionalContext: string };
      };
      assert.equal(hookSpecificOutput.hookEventName, 'SubagentStart');
      assert.match(hookSpecificOutput.additionalContext, /codebase-memory.*explore/);
      assert.doesNotMatch(hookSpecificOutput.additionalContext, /\n/);
    }
  },
);

test(
  'a folder without an index, and one whose server is away, get nothing, and no server starts',
  { skip },
  async (t) => {
    const product = createProduct(t);
    assert.equal(await runHook(product, product.root), '', 'there is no cache');
    await product.get(['index', product.root]);
    const neighbour = `${product.root}-2`;
    mkdirSync(neighbour);
    for (const folder of [neighbour, product.base, '/'])
      assert.equal(await runHook(product, folder), '', folder);
    await product.get(['stop', product.root]);
    assert.equal(await runHook(product, product.root), '');
    assert.equal(existsSync(getWorkspaceFiles(product.workspaceDir).discovery), false);
  },
);

test('a server that left its note behind when it died is away', { skip }, async (t) => {
  const product = createProduct(t);
  await product.get(['index', product.root]);
  const { discovery } = getWorkspaceFiles(product.workspaceDir);
  const note = readFileSync(discovery, 'utf8');
  product.defer(() => writeFileSync(discovery, note));
  // Above what Linux lets a process have; a killed process answers until it is collected.
  for (const pid of ['4194305', '0x1', '""']) {
    writeFileSync(discovery, note.replace(/"pid": \d+/, `"pid": ${pid}`));
    assert.equal(await runHook(product, product.root), '', pid);
  }
});
