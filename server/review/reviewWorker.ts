import { parentPort } from 'node:worker_threads';
import { serveQuestions } from '../indexer/questionThread.ts';
import type { Reviewed, ReviewJob } from './messages.ts';
import { reviewTree } from './review.ts';

/** Reviews what it is asked to, until it is told to close. */
export function runReviewWorker(): void {
  serveQuestions<ReviewJob, Reviewed>(parentPort!, reviewTree);
}
