// The main thread's side of the word worker.

import { Worker } from 'node:worker_threads';
import { defineError } from '../errors.ts';
import { THREAD_LIMITS } from '../memory.ts';
import type { PackedOccurrences } from '../text/packedOccurrences.ts';
import type { IndexedText } from '../text/wordSearch.ts';
import type { IndexOptions } from './messages.ts';
import type { WordAnswer, WordRequest, WordWorkerData } from './wordWorker.ts';

/** The texts of the index could not be searched. */
const WordsFailed = defineError(
  'WORDS_FAILED',
  (reason: string) => `The text of the workspace could not be searched: ${reason}. Try again.`,
);

/** Which files there are, when they are other ones than those of `known`. */
export type LoadTexts = (
  known: string | undefined,
) => Promise<{ readonly snapshot: string; readonly files?: readonly IndexedText[] }>;

interface Question {
  resolve(found: PackedOccurrences): void;
  reject(error: Error): void;
}

/** Finds names in the texts of the index, in a thread that starts with a question and ends some time after the last. */
export class WordThread {
  readonly #options: () => IndexOptions;
  readonly #loadTexts: LoadTexts;
  readonly #idleMs: number;
  readonly #onRest: () => void;
  readonly #questions = new Map<number, Question>();
  #worker: Worker | undefined;
  #snapshot: string | undefined;
  #idle: NodeJS.Timeout | undefined;
  #asked = 0;

  /** `idleMs`: how long the thread is kept when nothing is asked of it; `onRest` hears that it has ended because of that. */
  constructor(options: () => IndexOptions, loadTexts: LoadTexts, idleMs: number, onRest: () => void) {
    this.#options = options;
    this.#loadTexts = loadTexts;
    this.#idleMs = idleMs;
    this.#onRest = onRest;
  }

  /** Every occurrence of `name`, as far as `budgetMs` allows. Rejects with WORDS_FAILED. */
  async find(name: string, budgetMs: number): Promise<PackedOccurrences> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    try {
      const { snapshot, files } = await this.#loadTexts(this.#snapshot);
      // Another question may have told the thread meanwhile; telling it twice does no harm.
      if (files) this.#post(worker, { type: 'files', files });
      this.#snapshot = snapshot;
      const id = ++this.#asked;
      const { forbidden, overlays = [] } = this.#options();
      return await new Promise<PackedOccurrences>((resolve, reject) => {
        this.#questions.set(id, { resolve, reject });
        this.#post(worker, { type: 'find', id, name, budgetMs, forbidden, overlays });
      });
    } finally {
      this.#rest();
    }
  }

  /** Ends the thread; questions under way are rejected. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #post(worker: Worker, request: WordRequest): void {
    worker.postMessage(request);
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const worker = this.#worker;
      if (!worker || this.#questions.size > 0) return;
      this.#forget(worker);
      worker.once('exit', this.#onRest);
      this.#post(worker, { type: 'close' });
    }, this.#idleMs);
    this.#idle.unref();
  }

  #start(): Worker {
    // The texts of now come with each question.
    const options = { ...this.#options(), overlays: [] };
    const workerData: WordWorkerData = { role: 'words', options };
    const worker = new Worker(options.entryFile, { workerData, resourceLimits: THREAD_LIMITS });
    worker.unref();
    worker.on('message', (answer: WordAnswer) => {
      const question = this.#questions.get(answer.id);
      this.#questions.delete(answer.id);
      if ('found' in answer) question?.resolve(answer.found);
      else question?.reject(WordsFailed(answer.failure));
    });
    worker.on('error', (error) => this.#fail(worker, WordsFailed.from(error, error.message)));
    worker.on('exit', () => this.#fail(worker, WordsFailed('the thread ended')));
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#snapshot = undefined;
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) {
      this.#forget(worker);
      for (const question of this.#questions.values()) question.reject(error);
      this.#questions.clear();
    }
  }
}
