// What a worker thread of each role runs. The imports are dynamic so that a thread evaluates only its own role.

import { parentPort, workerData } from 'node:worker_threads';

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
  mentions: async () => (await import('./indexer/mentionWorker.ts')).runMentionWorker(),
  parse: async () => (await import('./indexer/parseWorker.ts')).runParseWorker(),
};

/** Runs the role this thread was started for. */
export function runWorker(): Promise<void> {
  const { role } = workerData as { role: string };
  const run = ROLES[role];
  return run ? run() : Promise.reject(new Error(`No such worker role: ${role}.`));
}
