import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CODE_ENGINE, createSandbox } from './support/sandbox.ts';

/** How nice a thread is: the 19th field of its stat, counted behind the name, which may hold spaces. */
function nicenessOf(pid: number, thread: string): number {
  const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

test(
  'threads that index give way to those that answer',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const sandbox = createSandbox(t);
    Object.assign(sandbox.environment, CODE_ENGINE);
    sandbox.write('shop.ts', 'export function buy() {}\n');
    await sandbox.run(['index', sandbox.root]);
    const { pid } = sandbox.discovery();
    const threads = readdirSync(`/proc/${pid}/task`);
    const main = nicenessOf(pid, String(pid));
    // The index thread is kept for a while after a run.
    assert.ok(threads.some((thread) => nicenessOf(pid, thread) > main));
    assert.ok(threads.filter((thread) => nicenessOf(pid, thread) === main).length > 1);
  },
);
