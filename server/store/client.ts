// The main thread's side of the store thread: questions out, answers in. Owns the worker and the questions under
// way; knows neither what is asked nor which generation is current.

import { Worker } from 'node:worker_threads';
import { CodedError } from '../errors.ts';
import type { GraphDefinitions, GraphDelta } from '../graph.ts';
import { THREAD_LIMITS } from '../memory.ts';
import type { CheckpointMode } from '../protocol/settings.ts';
import type { CheckpointReport, DatabaseFacts } from '../protocol/status.ts';
import { StoreClosed } from './errors.ts';
import type { Fence } from './fence.ts';
import type { IntegrityCheck } from './generation.ts';
import type { DeltaOutcome } from './writeDelta.ts';
import type { StoreAnswer, StoreNotice, StoreRequest, StoreTuning } from './messages.ts';

/** Time a question may take in the store thread unless the caller says otherwise. */
const DEFAULT_QUERY_BUDGET_MS = 10_000;

export interface StoreOptions {
  /** File the worker runs; it finds `workerData.role === 'store'` there. */
  readonly entryFile: string;
  readonly mmapBytes: number;
  readonly checkpointMode?: CheckpointMode;
  /** Who writes; without it the store only reads. */
  readonly fence?: Fence;
  /** Hears what the thread says unasked. */
  readonly onNotice?: (notice: StoreNotice) => void;
  /** Called once when the thread ends without having been closed. */
  readonly onCrash?: (error: Error) => void;
}

/** An answer and the rows that it is of. */
export interface SnapshotAnswer {
  readonly value: unknown;
  readonly snapshot: string;
}

/** One store thread. Every method rejects with STORE_CLOSED once the thread has ended. */
export interface StoreClient {
  /** Runs the named query in the store thread. Rejects with the query's coded error. */
  ask(query: string, input: unknown, options?: { budgetMs?: number }): Promise<unknown>;
  /**
   * Like `ask`, for an answer that comes in pieces: given the `snapshot` of the piece before, it rejects with SNAPSHOT_GONE
   * unless this one is of the same rows.
   */
  askOf(
    query: string,
    input: unknown,
    snapshot: string | undefined,
    options?: { budgetMs?: number },
  ): Promise<SnapshotAnswer>;
  /**
   * Opens `file` and closes the old generation. Questions asked before are answered from the old one, those asked
   * afterwards from the new one. Resolves, with the new file's meta, when the old file is closed and may be deleted.
   * Rejects with STORE_DAMAGED when the file does not pass `check`.
   */
  switchTo(file: string, check?: IntegrityCheck): Promise<Record<string, string>>;
  /**
   * Takes an edit into the open generation in one transaction, unless that is not `file` any more. Rejects with FENCED when
   * this process does not own the workspace any more.
   */
  update(file: string, delta: GraphDelta, meta: Readonly<Record<string, string>>): Promise<DeltaOutcome>;
  /**
   * Adds definitions of files that nothing is known of yet. While no generation is open, questions are answered from what
   * was added, in the throw-away database `file`; the first `switchTo` ends that.
   */
  define(file: string, definitions: GraphDefinitions): Promise<void>;
  /** Throws away what was added. */
  undefine(): Promise<void>;
  /** Applies to the open generation at once and to those opened later. */
  tune(tuning: StoreTuning): Promise<void>;
  /** Folds the log into the file; undefined when no generation is open. */
  checkpoint(mode: CheckpointMode): Promise<CheckpointReport | undefined>;
  /** Copies the open generation, page by page, into a file that does not exist yet. Rejects with STORE_CLOSED. */
  copyTo(file: string): Promise<void>;
  /** What is open and how; undefined when nothing is. */
  facts(): Promise<DatabaseFacts | undefined>;
  /** 'ok', what is wrong, or undefined when no generation is open. */
  verify(check: 'quick' | 'integrity'): Promise<string | undefined>;
  /** Gives back the memory of what can be read or derived again. */
  rest(): Promise<void>;
  /** Answers what was asked, closes the database and ends the thread. Can be called twice. */
  close(): Promise<void>;
}

type RequestBody = StoreRequest extends infer Request
  ? Request extends StoreRequest
    ? Omit<Request, 'id'>
    : never
  : never;

/** Starts the store thread. It has no generation open until the first `switchTo`. */
export function startStore(options: StoreOptions): StoreClient {
  const worker = new Worker(options.entryFile, {
    workerData: { role: 'store' },
    stdin: false,
    resourceLimits: THREAD_LIMITS,
  });
  const pending = new Map<number, { resolve(answer: SnapshotAnswer): void; reject(error: Error): void }>();
  const { fence } = options;
  let tuning: StoreTuning = {
    mmapBytes: options.mmapBytes,
    checkpointMode: options.checkpointMode ?? 'PASSIVE',
  };
  let lastId = 0;
  let ended: Error | undefined;
  let closing: Promise<void> | undefined;

  const end = (error: Error): void => {
    if (ended) return;
    ended = error;
    for (const waiting of pending.values()) waiting.reject(error);
    pending.clear();
    if (!closing) options.onCrash?.(error);
  };
  worker.on('message', (answer: StoreAnswer | StoreNotice) => {
    if ('notice' in answer) {
      options.onNotice?.(answer);
      return;
    }
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.ok) waiting?.resolve({ value: answer.value, snapshot: answer.snapshot ?? '' });
    else waiting?.reject(new CodedError(answer.error.code, answer.error.message, 1));
  });
  worker.on('error', (cause: Error) => end(StoreClosed.from(cause, `its thread failed (${cause.message})`)));
  worker.on('exit', (code) =>
    end(StoreClosed(closing ? 'it was closed' : `its thread ended with code ${code}`)),
  );

  const exchange = (body: RequestBody): Promise<SnapshotAnswer> => {
    if (ended) return Promise.reject(ended);
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      worker.postMessage({ id, ...body });
    });
  };

  const send = async (body: RequestBody): Promise<unknown> => (await exchange(body)).value;

  return {
    askOf(query, input, snapshot, { budgetMs = DEFAULT_QUERY_BUDGET_MS } = {}) {
      return exchange({ type: 'query', query, input, budgetMs, snapshot });
    },
    ask(query, input, { budgetMs = DEFAULT_QUERY_BUDGET_MS } = {}) {
      return send({ type: 'query', query, input, budgetMs });
    },
    async switchTo(file, check = 'none') {
      // The thread works strictly in order, so every earlier question is answered before the old file closes.
      return (await send({ type: 'switch', file, check, tuning, fence })) as Record<string, string>;
    },
    async update(file, delta, meta) {
      return (await send({ type: 'update', file, delta, meta })) as DeltaOutcome;
    },
    async define(file, definitions) {
      await send({ type: 'define', file, definitions });
    },
    async undefine() {
      await send({ type: 'undefine' });
    },
    async tune(changed) {
      tuning = changed;
      await send({ type: 'tune', tuning });
    },
    async checkpoint(mode) {
      return (await send({ type: 'checkpoint', mode })) as CheckpointReport | undefined;
    },
    async copyTo(file) {
      await send({ type: 'copy', file });
    },
    async facts() {
      return (await send({ type: 'facts' })) as DatabaseFacts | undefined;
    },
    async verify(check) {
      return (await send({ type: 'verify', check })) as string | undefined;
    },
    async rest() {
      await send({ type: 'rest' });
    },
    close() {
      closing ??= (async () => {
        if (ended) return;
        const exited = new Promise((resolve) => worker.once('exit', resolve));
        await send({ type: 'close' });
        await exited;
      })();
      return closing;
    },
  };
}
