// The word worker: finds names in the texts of the index. A thread of its own, so that reading many files delays no
// answer; it keeps the filters of words between questions.

import { parentPort, workerData } from 'node:worker_threads';
import type { Overlay } from '../discover/overlay.ts';
import { messageOf } from '../errors.ts';
import type { PackedOccurrences } from '../text/packedOccurrences.ts';
import { WordSearch, type IndexedText } from '../text/wordSearch.ts';
import type { IndexOptions } from './messages.ts';
import { createGate } from './gate.ts';

/** `workerData` of the word worker. */
export interface WordWorkerData {
  readonly role: 'words';
  readonly options: IndexOptions;
}

/** Main thread → word worker: which files there are, without an answer; or a name to find. */
export type WordRequest =
  | { readonly type: 'files'; readonly files: readonly IndexedText[] }
  | {
      readonly type: 'find';
      readonly id: number;
      readonly name: string;
      readonly budgetMs: number;
      readonly forbidden: IndexOptions['forbidden'];
      readonly overlays: readonly Overlay[];
    }
  | { readonly type: 'close' };

/** Word worker → main thread. */
export type WordAnswer =
  | { readonly id: number; readonly found: PackedOccurrences }
  | { readonly id: number; readonly failure: string };

/** Answers one question after another until it is closed. */
export function runWordWorker(): void {
  const { options } = workerData as WordWorkerData;
  const port = parentPort!;
  const search = new WordSearch();
  port.on('message', (request: WordRequest) => {
    if (request.type === 'close') port.close();
    else if (request.type === 'files') search.setFiles(request.files);
    else {
      const { id, name, budgetMs, forbidden, overlays } = request;
      try {
        const found = search.find(name, createGate({ ...options, forbidden, overlays }), budgetMs);
        const answer: WordAnswer = { id, found };
        port.postMessage(answer, [found.rows.buffer]);
      } catch (error) {
        const answer: WordAnswer = { id, failure: messageOf(error) };
        port.postMessage(answer);
      }
    }
  });
}
