// The thread for SCIP, with all that only SCIP needs. Of what it opened last it can be asked.

import { parentPort } from 'node:worker_threads';
import { serveQuestions } from '../indexer/questionThread.ts';
import { exportIndex } from './exportIndex.ts';
import { ImportedIndex } from './importedIndex.ts';
import type { ScipAnswer, ScipJob } from './messages.ts';

/** Does jobs until it is told to close. */
export function runScipWorker(): void {
  let index: ImportedIndex | undefined;
  serveQuestions<ScipJob, ScipAnswer<ScipJob>>(parentPort!, async (job, signal) => {
    switch (job.type) {
      case 'export':
        return exportIndex(job, signal);
      case 'open':
        index = new ImportedIndex(job);
        return index.opened;
      default:
        return index?.answer(job) ?? [];
    }
  });
}
