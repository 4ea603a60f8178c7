// "Connect Claude Code…" with the real client, asked in the terminals of two windows and in a plain shell. It has a home of
// its own and is only told about servers and asked whether they answer: no model is called.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { CLAUDE_ALONE, writeClaudeShim } from '../acceptance/support/claude.ts';
import type { Product, Run } from '../acceptance/support/product.ts';
import { until } from '../process/support/sandbox.ts';
import { runMemoryCommand } from './support/installed.ts';
import type { Workbench } from './support/workbench.ts';

const CONNECTED = /^codebase-memory: .* - ✔ Connected$/m;

/** A Claude Code on the PATH of every shell of the product's user. */
export interface ClaudeUser {
  readonly runShell: (line: string) => Promise<Run>;
  /** Its configuration, and what stands in it. */
  readonly file: string;
  readonly before: string;
  /** Notes for agents in the folder of the product. */
  readonly notes: string;
}

/** Prepares it before a window is opened. */
export async function prepareClaude(product: Product): Promise<ClaudeUser> {
  const notes = product.write('CLAUDE.md', '# Shop\n\nUse tabs.');
  const runShell = installClaude(product);
  const file = join(product.home, '.claude.json');
  return { notes, runShell, file, before: await writeOwnFile(file, runShell) };
}

/** Connects from one window and disconnects from the other, to the byte and back. */
export async function testClaudeCode(
  t: TestContext,
  product: Product,
  { notes, runShell, file, before }: ClaudeUser,
  windows: readonly [Workbench, Workbench],
): Promise<void> {
  await t.test(
    'connected, it reaches the server from every terminal; disconnected, its file is as before',
    async () => {
      assert.equal(readFileSync(file, 'utf8'), before, 'nothing is written before it was asked for');

      await runMemoryCommand(windows[0], 'Connect Claude Code…');
      await windows[0].tab('~/.claude.json: now ↔ after').waitFor();
      await windows[0].choice('Write this change').waitFor();
      assert.equal(readFileSync(file, 'utf8'), before, 'nothing is written before the plan was agreed to');
      await windows[0].choice('Write this change').click();
      await windows[0].notification('Claude Code is connected. The entry is written').waitFor();
      const connected = readFileSync(file, 'utf8');
      assert.notEqual(connected, before);

      for (const [index, window] of windows.entries()) {
        assert.match(await listInTerminal(product, window, `list-${index}`), CONNECTED);
      }
      assert.match((await runShell('claude mcp list')).stdout, CONNECTED);
      assert.equal(readFileSync(file, 'utf8'), connected);

      await runMemoryCommand(windows[1], 'Disconnect Claude Code');
      await windows[1].choice('Write this change').click();
      await windows[1].notification('Claude Code is disconnected').waitFor();
      assert.equal(readFileSync(file, 'utf8'), before);
      assert.doesNotMatch((await runShell('claude mcp list')).stdout, /codebase-memory/);
    },
  );

  await t.test(
    'plugin and instructions are written after a look at them, and Disconnect takes both back',
    async () => {
      const [window] = windows;
      const folder = join(product.home, '.claude', 'skills', 'codebase-memory');

      await runMemoryCommand(window, 'Install Claude Code Plugin…');
      await window.choice('With hooks').click();
      await window.tab('~/.claude/skills/codebase-memory: now ↔ after').waitFor();
      await window.choice('Write these files').waitFor();
      assert.equal(existsSync(folder), false, 'nothing is written before the plan was agreed to');
      await window.choice('Write these files').click();
      await window.notification('The plugin is installed').waitFor();
      assert.match((await runShell('claude plugin list')).stdout, /codebase-memory@skills-dir[^]*✔ loaded/);
      assert.match((await runShell('claude mcp list')).stdout, /^plugin:codebase-memory:.* - ✔ Connected$/m);

      await runMemoryCommand(window, 'Add Instructions for Agents…');
      await window.choice('CLAUDE.md').waitFor();
      // The file that is there is chosen already.
      await window.page.keyboard.press('Enter');
      await window.choice('Write this change').click();
      await window.notification('The instructions are written').waitFor();
      assert.match(readFileSync(notes, 'utf8'), /^# Shop\n\nUse tabs\.\n\n<!-- codebase-memory: begin -->\n/);
      assert.equal(existsSync(join(product.root, 'AGENTS.md')), false);

      await runMemoryCommand(window, 'Disconnect Claude Code');
      await window.choice('Remove these files').click();
      await window.choice('Write this change').click();
      await window.notification('Claude Code is disconnected').waitFor();
      assert.equal(existsSync(folder), false);
      assert.equal(readFileSync(notes, 'utf8'), '# Shop\n\nUse tabs.');
    },
  );
}

/** Puts `claude` on the PATH of every shell of the product's user. */
function installClaude(product: Product): (line: string) => Promise<Run> {
  const folder = join(product.home, 'bin');
  writeClaudeShim(folder);
  writeFileSync(join(product.home, '.profile'), 'PATH="$HOME/bin:$PATH"\n');
  return (line) => product.runProgram('/bin/sh', ['-lc', line], CLAUDE_ALONE);
}

/**
 * A configuration as a person may have it: another server, unusual formatting. Claude Code completes it once and then
 * leaves it as it is.
 */
async function writeOwnFile(file: string, runShell: (line: string) => Promise<Run>): Promise<string> {
  assert.equal((await runShell('claude mcp add --scope user other -- true')).code, 0);
  // The first list completes the file too.
  assert.match((await runShell('claude mcp list')).stdout, /^other: /m);
  const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  const text = `${JSON.stringify(content, null, '\t').replaceAll('": ', '" :  ')}\n\n`;
  writeFileSync(file, text);
  assert.match((await runShell('claude mcp list')).stdout, /^other: /m);
  assert.equal(readFileSync(file, 'utf8'), text);
  return text;
}

/** What `claude mcp list` prints in the integrated terminal of a window. */
async function listInTerminal(product: Product, window: Workbench, name: string): Promise<string> {
  const output = join(product.base, `${name}.txt`);
  await window.openTerminal();
  await window.typeInTerminal(`claude mcp list > ${output}.part 2>&1; mv ${output}.part ${output}`);
  await until(() => existsSync(output));
  return readFileSync(output, 'utf8');
}
