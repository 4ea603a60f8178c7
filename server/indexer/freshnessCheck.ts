// The main thread's side of the check worker: one check at a time.

import { Worker } from 'node:worker_threads';
import { takeChanges } from '../discover/compareWithIndex.ts';
import type { FileChanges, IndexedFile } from '../discover/compareWithIndex.ts';
import { THREAD_LIMITS } from '../memory.ts';
import type { CheckAnswer, CheckRequest, CheckWorkerData, IndexOptions, Taken } from './messages.ts';

/** A check that takes longer is broken off when the thread is to end. */
const CLOSE_PATIENCE_MS = 1000;

/** Compares the tree with a list of indexed files, in a thread that starts with a check and ends some time after the last. */
export class FreshnessCheck {
  private readonly options: () => IndexOptions;
  private worker: Worker | undefined;
  private known: { files: Map<string, IndexedFile>; taken: Taken } | undefined;
  private running: Promise<readonly string[]> | undefined;
  private readonly idleMs: number;
  private readonly onRest: () => void;
  private idle: NodeJS.Timeout | undefined;

  /** `idleMs`: how long the thread is kept when nothing is asked of it; `onRest` hears that it has ended because of that. */
  constructor(options: () => IndexOptions, idleMs: number, onRest: () => void) {
    this.options = options;
    this.idleMs = idleMs;
    this.onRest = onRest;
  }

  /** Sets what later checks compare with. */
  setIndexed(files: readonly IndexedFile[], taken: Taken): void {
    this.known = { files: new Map(files.map((file) => [file.path, file])), taken };
    this.worker?.postMessage({ type: 'files', files, taken } satisfies CheckRequest);
  }

  /** The same, when nothing but `changes` is other than it was. */
  takeChanges(changes: FileChanges, taken: Taken): void {
    if (!this.known) throw new Error('there is nothing to compare with yet');
    takeChanges(this.known.files, changes);
    this.known.taken = taken;
    this.worker?.postMessage({ type: 'changes', changes, taken } satisfies CheckRequest);
  }

  /** How many files later checks compare with. */
  get indexedFiles(): number {
    return this.known?.files.size ?? 0;
  }

  /** Paths that were added, changed or removed since, sorted. Rejects when the root cannot be listed. */
  run(): Promise<readonly string[]> {
    clearTimeout(this.idle);
    this.running ??= this.ask().finally(() => {
      this.running = undefined;
      this.rest();
    });
    return this.running;
  }

  private ask(): Promise<readonly string[]> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error('the check thread ended'));
      worker.once('exit', onExit);
      worker.once('message', ({ dirtyFiles, failure }: CheckAnswer) => {
        worker.off('exit', onExit);
        if (failure === undefined) resolve(dirtyFiles);
        else reject(new Error(failure));
      });
      const { maxFileSizeBytes, exclude, includeGenerated, forbidden, overlays = [] } = this.options();
      const request: CheckRequest = {
        type: 'check',
        settings: { maxFileSizeBytes, exclude, includeGenerated, forbidden, overlays },
      };
      worker.postMessage(request);
    });
  }

  private rest(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      const { worker } = this;
      if (!worker || this.running) return;
      this.worker = undefined;
      worker.once('exit', this.onRest);
      const request: CheckRequest = { type: 'close' };
      worker.postMessage(request);
    }, this.idleMs);
    this.idle.unref();
  }

  private start(): Worker {
    // The texts of now come with each check.
    const options = { ...this.options(), overlays: [] };
    const workerData: CheckWorkerData = { role: 'check', options };
    const worker = new Worker(options.entryFile, { workerData, resourceLimits: THREAD_LIMITS });
    worker.unref();
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    if (this.known) {
      const { files, taken } = this.known;
      worker.postMessage({ type: 'files', files: [...files.values()], taken } satisfies CheckRequest);
    }
    return worker;
  }

  /** Ends the thread after the check that it is in; waits for that only so long. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    if (!worker) return;
    // Its end is waited for now, so it must keep the process alive.
    worker.ref();
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    const request: CheckRequest = { type: 'close' };
    worker.postMessage(request);
    const giveUp = setTimeout(() => void worker.terminate(), CLOSE_PATIENCE_MS);
    await Promise.race([exited, pause(2 * CLOSE_PATIENCE_MS)]).finally(() => clearTimeout(giveUp));
  }
}

/** Resolves after `milliseconds` without keeping the process alive. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
