// What a worker thread of each role runs. The imports are dynamic so that a thread evaluates only its own role.

import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

/** Threads that only prepare what is asked later, and how much nicer they are than those that answer. */
const NICENESS: Readonly<Record<string, number>> = { index: 5, parse: 10, mentions: 5 };

const NICEST = 19;

const ROLES: Readonly<Record<string, () => Promise<void>>> = {
  store: async () => {
    const [{ serveStore }, { queryHandlers }] = await Promise.all([
      import('./store/thread.ts'),
      import('./queries/index.ts'),
    ]);
    serveStore(parentPort!, queryHandlers);
  },
  index: async () => (await import('./indexer/indexWorker.ts')).runIndexWorker(),
  check: async () => (await import('./indexer/checkWorker.ts')).runCheckWorker(),
  changes: async () => (await import('./indexer/changesWorker.ts')).runChangesWorker(),
  texts: async () => (await import('./indexer/textWorker.ts')).runTextWorker(),
  mentions: async () => (await import('./indexer/mentionWorker.ts')).runMentionWorker(),
  words: async () => (await import('./indexer/wordWorker.ts')).runWordWorker(),
  parse: async () => (await import('./indexer/parseWorker.ts')).runParseWorker(),
};

/** Runs the role this thread was started for. */
export function run(): Promise<void> {
  const { role } = workerData as { role: string };
  const runRole = ROLES[role];
  yieldToOthers(NICENESS[role] ?? 0);
  return runRole ? runRole() : Promise.reject(new Error(`No such worker role: ${role}.`));
}

/** Lowers the priority of this thread. On Linux a process id of 0 means the thread that calls; elsewhere the process. */
function yieldToOthers(niceness: number): void {
  if (niceness === 0 || process.platform !== 'linux') return;
  try {
    setPriority(Math.min(NICEST, getPriority() + niceness));
  } catch {
    // Where that is forbidden, the thread runs as the others do.
  }
}
