// The defect that started all this, brought about on purpose: a mapped database is cut while a query reads it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findCrashes } from '../../server/ownership/crashes.ts';
import { getWorkspaceFiles } from '../../server/ownership/paths.ts';
import { BridgeClient, CODE_ENGINE, createSandbox, dialWindow, isRunning, until } from './support/sandbox.ts';
import type { Sandbox } from './support/sandbox.ts';

/** Enough for the query to take seconds. */
const FILES = 60;
/** Compares each function with each other one, so that the database is read all the time. */
const LONG_QUERY =
  "MATCH (a:Function), (b:Function) WHERE a.qualified_name ENDS WITH b.name + 'x' RETURN count(a) AS pairs";
/** Processor time of the server after which the query is certainly under way. */
const WORK_TICKS = 30;
/** What is read at the moment of the cut may lie in SQLite's own memory: then it is noticed later, without a death. */
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

/** Processor time of a process in ticks of the kernel, a hundredth of a second. */
function readTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Cuts the database while the server stands still in the middle of its work. Whether the server died of it. */
async function cutWhileReading(sandbox: Sandbox): Promise<boolean> {
  const { pid } = sandbox.discovery();
  const window = await dialWindow(sandbox);
  await window.request('settings/set', { toolProfile: 'full' });
  const before = readTicks(pid);
  const over = new AbortController();
  const keepReading = async () => {
    while (!over.signal.aborted)
      await window.request('query/run', { tool: 'query_graph', arguments: { query: LONG_QUERY } });
  };
  // Dies with the server.
  const reading = keepReading().catch(() => {});
  await until(() => readTicks(pid) > before + WORK_TICKS);
  const name = readdirSync(sandbox.workspaceDir).find((one) => /^graph-\d+\.db$/.test(one)) ?? '';
  process.kill(pid, 'SIGSTOP');
  truncateSync(join(sandbox.workspaceDir, name), 0);
  process.kill(pid, 'SIGCONT');
  over.abort();
  // Either the server dies, or it notices.
  await reading;
  window.close();
  await until(() => !isRunning(pid) || sandbox.log().some(({ event }) => event === 'generation harmed'));
  return !isRunning(pid);
}

const skip = process.platform !== 'linux' && 'the time that a process takes is read from /proc';

test(
  'a real SIGBUS costs one restart and no answer; mmap is off afterwards, and the status says why',
  { skip },
  async (t) => {
    const sandbox = createSandbox(t);
    Object.assign(sandbox.environment, CODE_ENGINE);
    writeProject(sandbox);
    let signal: string | undefined;
    let attempts = 0;
    for (let attempt = 0; attempt < ATTEMPTS && signal === undefined; attempt += 1) {
      // The bridge starts the server, so it is the parent that sees how it ends.
      const bridge = new BridgeClient(sandbox.start(['mcp', sandbox.root]));
      assert.equal((await bridge.call('search_graph', { query: 'f7x7' }))['total'], 1);
      const { pid } = sandbox.discovery();
      attempts += 1;
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
    t.diagnostic(`attempts: ${attempts}`);
    assert.equal(signal, 'it was ended by SIGBUS');
  },
);

async function loadLive(sandbox: Sandbox) {
  const window = await dialWindow(sandbox);
  return window.request('status/get', {}).finally(() => window.close());
}
