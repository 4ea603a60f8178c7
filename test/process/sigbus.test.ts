// The defect that started all this, brought about on purpose: a mapped database is cut while a query reads it.
import assert from 'node:assert/strict';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findCrashes } from '../../server/ownership/crashes.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { BridgeClient, CODE_ENGINE, createSandbox, dialWindow, isRunning, until } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

/** Enough for a dump to be under way for some time. */
const FILES = 60;
/** The process may be stopped between two queries: then nothing is read of what was cut. */
const ATTEMPTS = 12;

function writeProject(sandbox: Sandbox): void {
  for (let file = 0; file < FILES; file += 1) {
    const lines = Array.from(
      { length: 60 },
      (_, at) => `export function f${file}x${at}() { return f${file}x${(at + 1) % 60}(); }\n`,
    );
    sandbox.write(`part${file}.ts`, lines.join(''));
  }
}

/** Reads dumps without a pause until the server is gone. */
async function keepReading(sandbox: Sandbox): Promise<void> {
  const window = await dialWindow(sandbox);
  try {
    for (;;) {
      const { dump } = await window.request('dump/open', { format: 'canonical' });
      while ((await window.request('dump/read', { dump })).text !== null);
    }
  } finally {
    window.close();
  }
}

/** Cuts the database while the server stands still in the middle of its work. Whether the server died of it. */
async function cutWhileReading(sandbox: Sandbox): Promise<boolean> {
  const { pid } = sandbox.discovery();
  const readers = [keepReading(sandbox), keepReading(sandbox)].map((reader) => reader.catch(() => {}));
  await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100));
  const name = readdirSync(sandbox.workspaceDir).find((one) => /^graph-\d+\.db$/.test(one)) ?? '';
  process.kill(pid, 'SIGSTOP');
  truncateSync(join(sandbox.workspaceDir, name), 0);
  process.kill(pid, 'SIGCONT');
  // Either the server dies, or it notices and tells the readers.
  await Promise.all(readers);
  await until(() => !isRunning(pid) || sandbox.log().some(({ event }) => event === 'generation harmed'));
  return !isRunning(pid);
}

test('a real SIGBUS costs one restart and no answer; mmap is off afterwards, and the status says why', async (t) => {
  const sandbox = createSandbox(t);
  Object.assign(sandbox.environment, CODE_ENGINE);
  writeProject(sandbox);
  let signal: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS && signal === undefined; attempt += 1) {
    // The bridge starts the server, so it is the parent that sees how it ends.
    const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
    assert.equal((await bridge.call('search_graph', { query: 'f7x7' }))['total'], 1);
    const { pid } = sandbox.discovery();
    const hasDied = await cutWhileReading(sandbox);
    assert.equal((await bridge.call('search_graph', { query: 'f7x7' }))['total'], 1);
    if (hasDied) {
      const how = findCrashes(getWorkspaceFiles(sandbox.workspaceDir).crashes).at(-1);
      assert.equal(how?.pid, pid);
      signal = how?.how;
      const status = await loadLive(sandbox);
      assert.equal(status.sqlite.mmap.bytes, 0);
      assert.match(status.sqlite.mmap.whyOff ?? '', /died of SIGBUS while the database was mapped/);
      assert.match(status.warnings.join('\n'), /mmap is off for this run/);
      assert.equal(status.problem, null);
    }
    assert.equal(await bridge.end(), 0);
    await sandbox.run(['stop', sandbox.root]);
  }
  assert.equal(signal, 'it was ended by SIGBUS');
});

async function loadLive(sandbox: Sandbox) {
  const window = await dialWindow(sandbox);
  return window.request('status/get', {}).finally(() => window.close());
}
