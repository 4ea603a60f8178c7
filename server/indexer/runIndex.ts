// Starts an index run from the main thread and follows it.

import { Worker } from 'node:worker_threads';
import { CodedError, defineError } from '../errors.ts';
import type { IndexProgress } from '../protocol/status.ts';
import type { GenerationCounts } from '../store/writeGeneration.ts';
import { INDEXING_LIMITS } from './messages.ts';
import type { BuildMessage, BuildWorkerData, PhaseTimes } from './messages.ts';

/** The build thread ended without an outcome. */
export const IndexerDied = defineError(
  'INDEXER_DIED',
  (exitCode: number) =>
    `Indexing ended unexpectedly (exit code ${exitCode}). The last index stays in use; run it again.`,
);

/** What an index run gives. */
export interface IndexResult {
  readonly counts: GenerationCounts;
  readonly sourceBytes: number;
  readonly phases: PhaseTimes;
}

/** Indexes into `data.generationFile`. Rejects with a coded error; a half-written file is the caller's to delete. */
export function runIndex(
  data: Omit<BuildWorkerData, 'role'>,
  onProgress: (progress: IndexProgress) => void,
): Promise<IndexResult> {
  return new Promise((resolve, reject) => {
    const workerData: BuildWorkerData = { ...data, role: 'build' };
    const worker = new Worker(data.options.entryFile, { workerData, resourceLimits: INDEXING_LIMITS });
    let outcome: (() => void) | undefined;
    worker.on('message', (message: BuildMessage) => {
      if (message.type === 'progress') onProgress(message.progress);
      else if (message.type === 'failed')
        outcome = () => reject(new CodedError(message.code, message.message, 1));
      else outcome = () => resolve(message);
    });
    worker.on('error', (error) => (outcome = () => reject(error)));
    worker.on('exit', (exitCode) => (outcome ?? (() => reject(IndexerDied(exitCode))))());
  });
}
