import { parentPort } from 'node:worker_threads';
import { serveQuestions } from '../indexer/questionThread.ts';
import { optimizeLess } from '../memory.ts';
import type { Reviewed, ReviewJob } from './messages.ts';
import { reviewTree } from './review.ts';

/** Reviews what it is asked to, until it is told to close. */
export function runReviewWorker(): void {
  // Its process is a command: most of the work is over before the best code would pay.
  optimizeLess();
  serveQuestions<ReviewJob, Reviewed>(parentPort!, reviewTree);
}
