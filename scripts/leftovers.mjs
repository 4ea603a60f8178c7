// What a run of tests leaves behind: files in the temporary folder that was its own, and processes that were started with
// that folder in their environment and still run.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Servers end by themselves once their last client has gone; they are given this many looks. */
const LOOKS = 50;
const LOOK_PAUSE_MS = 200;

/** What Node, and the product where a path is too long for a socket, keep for the next time. */
const KEPT = [/^node-compile-cache$/, /^codebase-memory-\d+$/, /^v8-compile-cache/];

/**
 * Names what is left of a run whose temporary folder was `folder`, then ends those processes and removes the folder.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function clearLeftovers(folder) {
  let processes = listProcesses(folder);
  for (let looks = 0; looks < LOOKS && processes.length > 0; looks += 1) {
    await wait(LOOK_PAUSE_MS);
    processes = listProcesses(folder);
  }
  const files = readdirSync(folder).filter((name) => !KEPT.some((pattern) => pattern.test(name)));
  for (const { pid } of processes) endProcess(pid);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  return [
    ...processes.map(({ pid, command }) => `process ${pid}: ${command}`),
    ...files.map((name) => join(folder, name)),
  ];
}

/**
 * Processes that have `folder` in their environment. Only Linux lets one look.
 * @param {string} folder
 * @returns {{ pid: number, command: string }[]}
 */
export function listProcesses(folder) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const environment = readFileSync(join('/proc', name, 'environ'), 'latin1');
        if (!environment.includes(folder)) return [];
        const command = readFileSync(join('/proc', name, 'cmdline'), 'utf8')
          .replaceAll('\0', ' ')
          .trim();
        // A process that has ended and waits to be collected has no command line.
        return command === '' ? [] : [{ pid: Number(name), command }];
      } catch {
        return []; // It has just ended, or is somebody else's.
      }
    });
}

/** @param {number} pid */
export function endProcess(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
  }
}
