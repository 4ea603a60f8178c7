// A thread that is there for questions: it starts with the first, answers one after another, and ends some time after the
// last. What is asked and answered is not known here.

import type { MessagePort } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { CodedError, defineError, messageOf } from '../errors.ts';
import { THREAD_LIMITS } from '../memory.ts';

/** The thread that was asked ended before it had answered. */
const ThreadEnded = defineError(
  'THREAD_ENDED',
  (why: string) => `The question could not be answered: ${why}. Try again, or ask for less.`,
);

/** A question that was given up has so long to end what it runs. */
const CANCEL_PATIENCE_MS = 1000;

type Message<Question> =
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

type Reply<Answer> =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly failure: { readonly code: string; readonly message: string } };

/** How the thread is started and kept. */
export interface QuestionThreadOptions {
  readonly entryFile: string;
  /** The role of the worker with what it is given, see workers/roles.ts. */
  readonly workerData: { readonly role: string };
  /** How long the thread is kept after a question. */
  readonly idleMs: number;
  /** Hears that it has ended because nothing was asked. */
  readonly onRest: () => void;
}

/** The main thread's side. */
export class QuestionThread<Question, Answer> {
  readonly #options: () => QuestionThreadOptions;
  readonly #waiting = new Map<number, (reply: Reply<Answer> | Error) => void>();
  #worker: Worker | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: () => QuestionThreadOptions) {
    this.#options = options;
  }

  /** Rejects with the coded error of the thread, or THREAD_ENDED. What it runs ends when the signal says so. */
  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#lastId;
    let giveUp: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      this.#post(worker, { type: 'cancel', id });
      // A thread that is at work hears nothing.
      giveUp = setTimeout(() => void worker.terminate(), CANCEL_PATIENCE_MS);
      giveUp.unref();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const reply = await new Promise<Reply<Answer>>((resolve, reject) => {
        this.#waiting.set(id, (told) => (told instanceof Error ? reject(told) : resolve(told)));
        this.#post(worker, { type: 'ask', id, question });
      });
      if ('failure' in reply) throw new CodedError(reply.failure.code, reply.failure.message, 1);
      return reply.answer;
    } finally {
      this.#waiting.delete(id);
      clearTimeout(giveUp);
      signal.removeEventListener('abort', cancel);
      this.#rest();
    }
  }

  /** Ends the thread after what it runs has been ended. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    worker.ref();
    for (const id of this.#waiting.keys()) this.#post(worker, { type: 'cancel', id });
    this.#post(worker, { type: 'close' });
    const giveUp = setTimeout(() => void worker.terminate(), CANCEL_PATIENCE_MS);
    await exited.finally(() => clearTimeout(giveUp));
  }

  #post(worker: Worker, message: Message<Question>): void {
    worker.postMessage(message);
  }

  #start(): Worker {
    const { entryFile, workerData } = this.#options();
    // Deeply nested code is parsed there too.
    const worker = new Worker(entryFile, {
      workerData,
      resourceLimits: { ...THREAD_LIMITS, stackSizeMb: 32 },
    });
    worker.unref();
    const end = (error: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const settle of this.#waiting.values()) settle(error);
    };
    worker.on('message', (reply: Reply<Answer>) => this.#waiting.get(reply.id)?.(reply));
    worker.on('error', (error) => end(ThreadEnded.from(error, error.message)));
    worker.on('exit', () => end(ThreadEnded('its thread ended')));
    return worker;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#waiting.size > 0 || !this.#worker) return;
    const { idleMs, onRest } = this.#options();
    this.#idle = setTimeout(() => void this.close().then(onRest), idleMs);
    this.#idle.unref();
  }
}

/** What a thread does with a question. */
export type AnswerQuestion<Question, Answer> = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** The thread's side: answers questions in their order until it is told to close. */
export function serveQuestions<Question, Answer>(
  port: MessagePort,
  answer: AnswerQuestion<Question, Answer>,
): void {
  const given = new Map<number, AbortController>();
  let work = Promise.resolve();
  const reply = async (id: number, question: Question, signal: AbortSignal): Promise<void> => {
    try {
      const found = await answer(question, signal);
      port.postMessage({ id, answer: found } satisfies Reply<Answer>);
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'INTERNAL';
      const failure = { code, message: messageOf(error) };
      port.postMessage({ id, failure } satisfies Reply<Answer>);
    } finally {
      given.delete(id);
    }
  };
  port.on('message', (message: Message<Question>) => {
    if (message.type === 'close') port.close();
    else if (message.type === 'cancel') given.get(message.id)?.abort();
    else {
      const abort = new AbortController();
      given.set(message.id, abort);
      work = work.then(() => reply(message.id, message.question, abort.signal));
    }
  });
}
