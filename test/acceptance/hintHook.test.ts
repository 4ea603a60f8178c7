// The hook of the Claude Code plugin, run as Claude Code runs it, beside the built product.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { requireCondition } from '../require.ts';
import { Product } from './support/product.ts';
import { SHOP } from './support/sample.ts';

const skip = requireCondition(process.platform !== 'win32', 'the hook is a script for a POSIX shell');
const script = join(import.meta.dirname, '..', '..', 'media', 'claude-plugin', 'hooks', 'hint.sh');

/**
 * Runs the hook in a folder and returns what it prints. No program is on its PATH: whatever it does, the shell does.
 * It succeeds and complains of nothing, always.
 */
async function runHook(product: Product, folder: string, event = 'SessionStart'): Promise<string> {
  const line = 'cd "$1" && shift && PATH=/nonexistent && . "$0"';
  const { code, stdout, stderr } = await product.runProgram(
    '/bin/sh',
    ['-c', line, script, folder, event, product.cacheRoot],
    { CBM_CACHE_DIR: '' },
  );
  assert.deepEqual([code, stderr], [0, '']);
  return stdout;
}

test(
  'a folder with an index and a server gets one line, in its subfolders and through links too',
  { skip },
  async (t) => {
    const product = new Product(t, { folder: "Anna's shop" });
    product.writeAll(SHOP);
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
    const product = new Product(t);
    product.writeAll(SHOP);
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
  const product = new Product(t);
  product.writeAll(SHOP);
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
