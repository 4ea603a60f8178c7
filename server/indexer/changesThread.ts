// The main thread's side of the change worker.

import { Worker } from 'node:worker_threads';
import type { ChangeQuestion } from '../discover/gitSides.ts';
import { CodedError, defineError } from '../errors.ts';
import { THREAD_LIMITS } from '../memory.ts';
import type {
  ChangesAnswer,
  ChangesRequest,
  ChangesWorkerData,
  Occurrences,
  WorkspaceChanges,
} from './changesMessages.ts';
import type { IndexOptions } from './messages.ts';

/** The thread that looks for changes ended before it had answered. */
export const ChangesFailed = defineError(
  'CHANGES_FAILED',
  (why: string) =>
    `The changes could not be looked at: ${why}. Try again, or ask about one file or a smaller range.`,
);

/** A question that was given up has so long to end what it runs. */
const CANCEL_PATIENCE_MS = 1000;

type Question =
  | Omit<ChangesRequest & { type: 'compare' }, 'id'>
  | Omit<ChangesRequest & { type: 'occurrences' }, 'id'>;

/** Asks about changes in a thread that starts with a question and ends some time after the last. */
export class ChangesThread {
  readonly #options: () => IndexOptions;
  readonly #scratch: string;
  readonly #idleMs: number;
  readonly #waiting = new Map<number, (answer: ChangesAnswer | Error) => void>();
  #worker: Worker | undefined;
  #nextId = 1;
  #idle: NodeJS.Timeout | undefined;

  /** `scratch` is a folder of ours that nobody else writes to; `idleMs`: how long the thread is kept after a question. */
  constructor(options: () => IndexOptions, scratch: string, idleMs: number) {
    this.#options = options;
    this.#scratch = scratch;
    this.#idleMs = idleMs;
  }

  /** What changed, see WorkspaceChanges. Rejects with NO_GIT, UNKNOWN_REVISION, GIT_FAILED or CHANGES_FAILED. */
  async compare(question: ChangeQuestion, signal: AbortSignal): Promise<WorkspaceChanges> {
    const options = this.#options();
    const answer = await this.#ask({ type: 'compare', options, scratch: this.#scratch, question }, signal);
    if (!('changes' in answer)) throw ChangesFailed('another question was answered');
    return answer.changes;
  }

  /** Where names stand in files, outside of comments. Rejects with CHANGES_FAILED. */
  async findOccurrences(
    names: readonly string[],
    files: readonly string[],
    signal: AbortSignal,
  ): Promise<Occurrences> {
    if (names.length === 0 || files.length === 0) return { found: [], isComplete: true };
    const answer = await this.#ask({ type: 'occurrences', options: this.#options(), names, files }, signal);
    if (!('occurrences' in answer)) throw ChangesFailed('another question was answered');
    return answer.occurrences;
  }

  async #ask(question: Question, signal: AbortSignal): Promise<ChangesAnswer> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const id = this.#nextId++;
    let giveUp: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      worker.postMessage({ type: 'cancel', id } satisfies ChangesRequest);
      // A file that is being parsed hears nothing.
      giveUp = setTimeout(() => void worker.terminate(), CANCEL_PATIENCE_MS);
      giveUp.unref();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answer = await new Promise<ChangesAnswer>((resolve, reject) => {
        this.#waiting.set(id, (told) => (told instanceof Error ? reject(told) : resolve(told)));
        worker.postMessage({ ...question, id } satisfies ChangesRequest);
      });
      if ('failure' in answer) throw new CodedError(answer.failure.code, answer.failure.message, 1);
      return answer;
    } finally {
      this.#waiting.delete(id);
      clearTimeout(giveUp);
      signal.removeEventListener('abort', cancel);
      this.#rest();
    }
  }

  #start(): Worker {
    const { entryFile, assetsDir } = this.#options();
    const workerData: ChangesWorkerData = { role: 'changes', assetsDir };
    const worker = new Worker(entryFile, {
      workerData,
      resourceLimits: { ...THREAD_LIMITS, stackSizeMb: 32 },
    });
    worker.unref();
    const end = (error: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const settle of this.#waiting.values()) settle(error);
    };
    worker.on('message', (answer: ChangesAnswer) => this.#waiting.get(answer.id)?.(answer));
    worker.on('error', (error) => end(ChangesFailed.from(error, error.message)));
    worker.on('exit', () => end(ChangesFailed('the thread ended')));
    return worker;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => void this.close(), this.#idleMs);
    this.#idle.unref();
  }

  /** Ends the thread, after what git does for it has been ended. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    worker.ref();
    for (const id of this.#waiting.keys())
      worker.postMessage({ type: 'cancel', id } satisfies ChangesRequest);
    worker.postMessage({ type: 'close' } satisfies ChangesRequest);
    const giveUp = setTimeout(() => void worker.terminate(), CANCEL_PATIENCE_MS);
    await exited.finally(() => clearTimeout(giveUp));
  }
}
