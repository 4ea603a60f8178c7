// The main thread's side of the index worker: one request at a time, and the life of the thread. It starts with the first
// request and ends when nothing was asked of it for a while, with all it knows.

import { Worker } from 'node:worker_threads';
import { CodedError, defineError } from '../errors.ts';
import type { GraphDefinitions, GraphDelta } from '../graph.ts';
import type { IndexProgress } from '../protocol/status.ts';
import type { GenerationCounts } from '../store/writeGeneration.ts';
import { INDEXING_LIMITS } from './messages.ts';
import type {
  Adoption,
  IndexAnswer,
  IndexOptions,
  IndexRequest,
  IndexWorkerData,
  PhaseTimes,
  StoredIndex,
  Taken,
  Update,
} from './messages.ts';

import { RunTooLong, RunWatch } from './runWatch.ts';
import { WorkMark } from './workMark.ts';

/** The index thread ended without an outcome. */
const IndexerDied = defineError(
  'INDEXER_DIED',
  (exitCode: number) =>
    `Indexing ended unexpectedly (exit code ${exitCode}). The last index stays in use; run it again.`,
);

/** Between edits it waits with what it has; more room for garbage made no run cheaper. */
const LIMITS = { ...INDEXING_LIMITS, maxYoungGenerationSizeMb: 24 };

/** A thread that takes longer to save what it parsed is broken off: that can be parsed again. */
const CLOSE_PATIENCE_MS = 1000;

/** What a whole index run gives. */
export interface BuildResult {
  readonly counts: GenerationCounts;
  readonly sourceBytes: number;
  readonly phases: PhaseTimes;
  readonly taken: Taken;
  readonly adoption?: Adoption;
}

/** What an update gives, and for which state of the tree. */
export interface UpdateResult {
  readonly update: Update;
  readonly taken: Taken;
}

interface Waiting {
  readonly onProgress: (progress: IndexProgress) => void;
  readonly resolve: (answer: IndexAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The thread that knows the tree. */
export class IndexThread {
  readonly #entryFile: string;
  readonly #idleMs: number;
  readonly #onRest: () => void;
  readonly #watch: (onSpent: (seconds: number) => void) => RunWatch;
  #worker: Worker | undefined;
  #waiting: Waiting | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #mark = new WorkMark();
  /** Who waits for facts to be in the cache. */
  readonly #saved: (() => void)[] = [];
  #isWarm = false;
  #isClosed = false;
  /** Called with what files of the build under way define, once per `askDefinitions`. */
  onDefined: (definitions: GraphDefinitions) => void = () => {};

  /**
   * `idleMs`: how long it is kept when nothing is asked of it; `onRest` hears that it has ended because of that. `watch` looks
   * after each run; another one is for tests.
   */
  constructor(
    entryFile: string,
    idleMs: number,
    onRest: () => void,
    watch = (onSpent: (seconds: number) => void) => new RunWatch(onSpent),
  ) {
    this.#entryFile = entryFile;
    this.#idleMs = idleMs;
    this.#onRest = onRest;
    this.#watch = watch;
  }

  /** Whether the thread knows the open generation, so that an update is cheap. */
  get isWarm(): boolean {
    return this.#isWarm;
  }

  /** Writes the tree into `generationFile`. Rejects with a coded error; a half-written file is the caller's to delete. */
  async build(
    request: {
      readonly options: IndexOptions;
      readonly generationFile: string;
      readonly meta: Readonly<Record<string, string>>;
      readonly isFresh: boolean;
      readonly isPulled?: boolean;
    },
    onProgress: (progress: IndexProgress) => void,
  ): Promise<BuildResult> {
    this.#isWarm = false;
    const answer = await this.#ask({ type: 'build', ...request }, onProgress);
    if (answer.type !== 'built') throw new Error(`unexpected answer ${answer.type}`);
    return answer;
  }

  /** Takes up what the open generation holds; false when a new one has to be made. */
  async recall(options: IndexOptions, stored: StoredIndex): Promise<boolean> {
    const answer = await this.#ask({ type: 'recall', options, stored }, () => {});
    this.#isWarm = answer.type === 'recalled' && answer.isWarm;
    return this.#isWarm;
  }

  /** What the generation that was committed last lacks; `hints` as in WorkspaceIndex.update. */
  update(options: IndexOptions, hints?: readonly string[]): Promise<UpdateResult> {
    return this.#askUpdate({ type: 'update', options, hints });
  }

  /** The same with the rows of more files. */
  async extend(paths: readonly string[]): Promise<GraphDelta> {
    const { update } = await this.#askUpdate({ type: 'extend', paths });
    if (update.kind !== 'delta') throw new Error(`unexpected update ${update.kind}`);
    return update.delta;
  }

  /** Asks for a piece of what the build under way has parsed, see `onDefined`. */
  askDefinitions(): void {
    if (this.#worker) this.#send({ type: 'define' });
  }

  /** These files are to be parsed before others in the build under way. */
  prefer(paths: readonly string[]): void {
    if (this.#worker) this.#send({ type: 'prefer', paths });
  }

  /** The database has taken what was built or said last. */
  commit(): void {
    this.#isWarm = true;
    this.#send({ type: 'commit' });
  }

  /** Puts what was parsed into the cache of facts, after the request under way. */
  async save(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    await new Promise<void>((resolve) => {
      this.#saved.push(resolve);
      worker.once('exit', resolve);
      this.#send({ type: 'save' });
    });
  }

  /** It has not, or not for certain. */
  forget(): void {
    this.#isWarm = false;
    if (this.#worker) this.#send({ type: 'forget' });
  }

  /** Ends the thread after it has saved what it parsed; what is under way is broken off, and nothing follows. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (!worker) return;
    if (!this.#waiting) {
      const exited = new Promise((resolve) => worker.once('exit', resolve));
      this.#send({ type: 'end' });
      const giveUp = setTimeout(() => void worker.terminate(), CLOSE_PATIENCE_MS);
      await exited.finally(() => clearTimeout(giveUp));
    }
    await worker.terminate();
  }

  async #askUpdate(request: IndexRequest): Promise<UpdateResult> {
    const answer = await this.#ask(request, () => {});
    if (answer.type !== 'updated') throw new Error(`unexpected answer ${answer.type}`);
    if (answer.update.kind === 'rebuild') this.#isWarm = false;
    return answer;
  }

  #ask(request: IndexRequest, onProgress: (progress: IndexProgress) => void): Promise<IndexAnswer> {
    if (this.#waiting) return Promise.reject(new Error('the index thread is busy'));
    // Whoever waited for the run that was broken off may ask for another one.
    if (this.#isClosed) return Promise.reject(IndexerDied(0));
    clearTimeout(this.#idle);
    this.#mark.set('');
    const watch = this.#watch((seconds) => this.#breakOff(RunTooLong(seconds, this.#mark.path)));
    return new Promise<IndexAnswer>((resolve, reject) => {
      this.#waiting = {
        onProgress: (progress) => {
          watch.noteSize(progress.totalBytes);
          onProgress(progress);
        },
        resolve,
        reject,
      };
      this.#send(request);
    }).finally(() => {
      watch.end();
      this.#rest();
    });
  }

  /** Ends the thread, and what is under way with `why`. */
  #breakOff(why: Error): void {
    const worker = this.#worker;
    const waiting = this.#waiting;
    this.#worker = undefined;
    this.#waiting = undefined;
    this.#isWarm = false;
    void worker?.terminate();
    waiting?.reject(why);
  }

  #send(request: IndexRequest): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(
      'options' in request
        ? { ...request, options: { ...request.options, workMark: this.#mark.buffer } }
        : request,
    );
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#waiting || !this.#worker) return;
      this.#isWarm = false;
      this.#worker.once('exit', this.#onRest);
      this.#send({ type: 'end' });
      this.#worker = undefined;
    }, this.#idleMs);
    this.#idle.unref();
  }

  #start(): Worker {
    const workerData: IndexWorkerData = { role: 'index' };
    const worker = new Worker(this.#entryFile, { workerData, resourceLimits: LIMITS });
    let failure: Error | undefined;
    const settle = (use: (waiting: Waiting) => void) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting) use(waiting);
    };
    worker.on('message', (answer: IndexAnswer) => {
      if (answer.type === 'progress') this.#waiting?.onProgress(answer.progress);
      else if (answer.type === 'defined') this.onDefined(answer.definitions);
      else if (answer.type === 'saved') this.#saved.shift()?.();
      else if (answer.type === 'failed')
        settle(({ reject }) => reject(new CodedError(answer.code, answer.message, 1)));
      else settle(({ resolve }) => resolve(answer));
    });
    worker.on('error', (error) => (failure = error));
    worker.on('exit', (exitCode) => {
      if (this.#worker !== worker && this.#worker !== undefined) return;
      this.#worker = undefined;
      this.#isWarm = false;
      settle(({ reject }) => reject(failure ?? IndexerDied(exitCode)));
    });
    return worker;
  }
}
