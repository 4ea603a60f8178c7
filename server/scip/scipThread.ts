import { QuestionThread } from '../indexer/questionThread.ts';
import type { ScipAnswer, ScipJob } from './messages.ts';

/** A thread that is asked about indexes of SCIP until it is closed. */
export class ScipThread {
  readonly #thread: QuestionThread<ScipJob, ScipAnswer<ScipJob>>;

  constructor(entryFile: string) {
    this.#thread = new QuestionThread(() => ({
      entryFile,
      workerData: { role: 'scip' },
      idleMs: 600_000,
      onRest: () => {},
    }));
  }

  /** Rejects with the coded error of the job. */
  ask<Job extends ScipJob>(job: Job): Promise<ScipAnswer<Job>> {
    return this.#thread.ask(job, new AbortController().signal) as Promise<ScipAnswer<Job>>;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
