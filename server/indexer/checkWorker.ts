// The check worker: compares the tree with what the index knows of its files. A thread of its own, so that walking a
// large tree never delays an answer; it keeps nothing between checks.

import { parentPort, workerData } from 'node:worker_threads';
import { compareWithIndex } from '../discover/compareWithIndex.ts';
import type { IndexedFile } from '../discover/compareWithIndex.ts';
import { ReadGate } from '../discover/readGate.ts';
import { messageOf } from '../errors.ts';
import { discoverSources } from './buildWorker.ts';
import type { CheckAnswer, CheckRequest, CheckWorkerData } from './messages.ts';

/** Answers every request with the paths that differ. */
export function runCheckWorker(): void {
  const { options } = workerData as CheckWorkerData;
  const port = parentPort!;
  let known: readonly IndexedFile[] = [];
  let indexedAtMs = 0;
  port.on('message', (request: CheckRequest) => {
    if (request.type === 'close') {
      port.close();
      return;
    }
    if (request.type === 'files') {
      known = request.files;
      indexedAtMs = request.indexedAtMs;
      return;
    }
    const { dirs, files } = request.settings.forbidden;
    const gate = new ReadGate(options.root, { dirs: [...dirs], files: [...files] });
    let answer: CheckAnswer;
    try {
      const { added, removed, changed } = compareWithIndex(
        discoverSources({ ...options, ...request.settings }),
        known,
        gate,
        indexedAtMs,
      );
      const paths = [...added, ...changed].map(({ path }) => path).concat(removed);
      answer = { dirtyFiles: paths.sort() };
    } catch (error) {
      answer = { dirtyFiles: [], failure: messageOf(error) };
    }
    port.postMessage(answer);
  });
}
