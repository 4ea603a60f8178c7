// The main thread's side of the mention worker.

import { Worker } from 'node:worker_threads';
import type { Mentions } from '../discover/mentions.ts';
import { defineError } from '../errors.ts';
import type { IndexOptions } from './messages.ts';
import type { MentionAnswer, MentionWorkerData } from './mentionWorker.ts';

/** The text of the workspace could not be looked through. */
const MentionsFailed = defineError(
  'MENTIONS_FAILED',
  (reason: string) => `The text of the workspace could not be searched: ${reason}. Try again.`,
);

/** Looks for `names` in the text of the workspace, in a thread that lives as long. Rejects with MENTIONS_FAILED. */
export function findMentions(
  options: IndexOptions,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Mentions> {
  return new Promise((resolve, reject) => {
    const workerData: MentionWorkerData = { role: 'mentions', options, names };
    const worker = new Worker(options.entryFile, { workerData });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', (answer: MentionAnswer) => {
      if ('found' in answer) resolve(answer.found);
      else reject(MentionsFailed(answer.failure));
    });
    worker.once('error', (error) => reject(MentionsFailed.from(error, error.message)));
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(MentionsFailed('the thread ended'));
    });
  });
}
