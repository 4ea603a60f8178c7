import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { CODE_ENGINE, createSandbox } from './support/sandbox.ts';

/** Threads can't be nicer than that. */
const NICEST = 19;

/** How nice a thread is: the 19th field of its stat, counted behind the name, which may hold spaces. */
function nicenessOf(pid: number, thread: string): number {
  const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

test(
  'threads that index give way to those that answer, also where all of it was started to give way to others',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const sandbox = createSandbox(t);
    sandbox.write('shop.ts', 'export function buy() {}\n');
    await promisify(execFile)('nice', ['-n', '7', process.execPath, sandbox.entry, 'index', sandbox.root], {
      env: { ...sandbox.environment, ...CODE_ENGINE },
    });
    const { pid } = sandbox.discovery();
    const threads = readdirSync(`/proc/${pid}/task`);
    const main = nicenessOf(pid, String(pid));
    assert.ok(main >= 7);
    assert.ok(threads.filter((thread) => nicenessOf(pid, thread) === main).length > 1);
    // The index thread is kept for a while after a run.
    if (main < NICEST) assert.ok(threads.some((thread) => nicenessOf(pid, thread) > main));
  },
);
