import { QuestionThread } from '../indexer/questionThread.ts';
import type { Reviewed, ReviewJob } from './messages.ts';

/** Reviews in a thread that exists as long. Rejects with the coded error of the review. */
export async function runReview(entryFile: string, job: ReviewJob): Promise<Reviewed> {
  const thread = new QuestionThread<ReviewJob, Reviewed>(() => ({
    entryFile,
    workerData: { role: 'review' },
    idleMs: 600_000,
    onRest: () => {},
  }));
  try {
    return await thread.ask(job, new AbortController().signal);
  } finally {
    await thread.close();
  }
}
