// What a newcomer does: clone, `npm start -- <folder>`, on a machine with git, Node and npm only. Installs from the
// registry for real, so it needs the network and about half a minute.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { requireCondition, requireTool } from '../require.ts';
import { FreshClone, isGitWorkTree } from './clone.ts';
import type { RunningCommand } from './clone.ts';

const ENDPOINT = /http:\/\/127\.0\.0\.1:\d+\/\S+/;

const skip =
  requireTool('git', 'install git') ||
  requireTool('npm', 'install Node 20 or newer with npm') ||
  requireCondition(process.platform !== 'win32', 'signals to a process group do not exist on Windows') ||
  requireCondition(isGitWorkTree(), 'this is no git work tree: clone the repository') ||
  requireCondition(await canReachRegistry(), 'the npm registry cannot be reached: check the network');

test('a fresh clone installs, builds and serves; a second start joins; Ctrl-C leaves', { skip }, async () => {
  await using clone = new FreshClone();
  const project = clone.makeFolder('project');
  writeFileSync(
    join(project, 'greet.py'),
    'def greet():\n    return name()\n\ndef name():\n    return "you"\n',
  );
  clone.defer(() => run(clone, 'stop', project));

  // Two at once: one prepares the clone, the other waits for it.
  const first = clone.start('npm', 'start', '--', project);
  const second = clone.start('npm', 'start', '--', '../project');
  const [[endpoint], [joined]] = await Promise.all([first.waitFor(ENDPOINT), second.waitFor(ENDPOINT)]);
  assert.equal(joined, endpoint, 'both are served by one server');
  assert.equal(countMatches(first.output + second.output, /Installing dependencies/g), 1);
  assert.equal(countMatches(first.output + second.output, /Waiting for process/g), 1);
  await first.waitFor(/claude mcp add /);
  await second.waitFor(/Ctrl-C leaves/);
  await leave(second);
  await leave(first);

  const third = clone.start('npm', 'start', '--', project);
  const [rejoined] = await third.waitFor(ENDPOINT);
  assert.equal(rejoined, endpoint, 'the server outlives who started it');
  assert.doesNotMatch(third.output, /Installing|Building/, 'a prepared clone is used as it is');
  await leave(third);

  const missing = clone.start('npm', 'start', '--', '/no/such/folder');
  const code = await missing.ended;
  assert.ok(typeof code === 'number' && code !== 0, missing.output);
  assert.match(missing.output, /\/no\/such\/folder/);
});

/** Ctrl-C. npm runs scripts in a shell, which reports that it was interrupted even when the script ended well. */
async function leave(command: RunningCommand): Promise<void> {
  const outcome = await command.interrupt();
  assert.ok([0, 130, 'SIGINT'].includes(outcome ?? ''), `${String(outcome)}: ${command.output}`);
  assert.match(command.output, /^Left\./m);
  assert.doesNotMatch(command.output, /npm err/i);
}

/** Runs the command line that the clone has built. */
function run(clone: FreshClone, ...options: string[]): Promise<unknown> {
  const node = join(clone.folder, 'node_modules', '.bin', 'node');
  return clone.start(node, join(clone.folder, 'dist', 'codebase-memory.mjs'), ...options).ended;
}

/** Asks as the clone will: with its npm settings and an empty home. */
async function canReachRegistry(): Promise<boolean> {
  await using clone = new FreshClone();
  return (await clone.start('npm', 'view', 'node', 'version').ended) === 0;
}

function countMatches(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
