// The main thread's side of the check worker: one check at a time.

import { Worker } from 'node:worker_threads';
import type { IndexedFile } from '../discover/compareWithIndex.ts';
import type { CheckAnswer, CheckRequest, CheckWorkerData, IndexOptions } from './messages.ts';

/** Compares the tree with a list of indexed files, in a thread that starts with the first check. */
export class FreshnessCheck {
  private readonly options: () => IndexOptions;
  private worker: Worker | undefined;
  private files: CheckRequest | undefined;
  private running: Promise<readonly string[]> | undefined;

  constructor(options: () => IndexOptions) {
    this.options = options;
  }

  /** Sets what later checks compare with; `indexedAtMs` is when the index run began. */
  setIndexed(files: readonly IndexedFile[], indexedAtMs: number): void {
    this.files = { type: 'files', files, indexedAtMs };
    this.worker?.postMessage(this.files);
  }

  /** Paths that were added, changed or removed since, sorted. Rejects when the root cannot be listed. */
  run(): Promise<readonly string[]> {
    this.running ??= this.ask().finally(() => (this.running = undefined));
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
      const { maxFileSizeBytes, exclude, includeGenerated, forbidden } = this.options();
      const request: CheckRequest = {
        type: 'check',
        settings: { maxFileSizeBytes, exclude, includeGenerated, forbidden },
      };
      worker.postMessage(request);
    });
  }

  private start(): Worker {
    const options = this.options();
    const workerData: CheckWorkerData = { role: 'check', options };
    const worker = new Worker(options.entryFile, { workerData });
    worker.unref();
    worker.on('error', () => {});
    worker.on('exit', () => (this.worker = undefined));
    if (this.files) worker.postMessage(this.files);
    return worker;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }
}
