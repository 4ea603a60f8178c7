// The change worker: asks git what has changed, compares the definitions of both sides, and finds where names stand that
// are gone. A thread of its own, because all of that reads and parses files; between questions it keeps its grammars.

import { parentPort, workerData } from 'node:worker_threads';
import { findGitChanges } from '../discover/gitChanges.ts';
import { CodedError, messageOf } from '../errors.ts';
import type { ChangesAnswer, ChangesRequest, ChangesWorkerData } from './changesMessages.ts';
import { compareChanges } from './compareChanges.ts';
import { findOccurrences } from './occurrences.ts';
import { Outliner } from './outlineText.ts';
import { createGate } from './sourceParser.ts';

/** Answers questions until it is told to close. */
export function runChangesWorker(): void {
  const { assetsDir } = workerData as ChangesWorkerData;
  const port = parentPort!;
  const outliner = new Outliner(assetsDir);
  const given = new Map<number, AbortController>();
  let work = Promise.resolve();

  const answer = async (request: ChangesRequest & { id: number }): Promise<void> => {
    const abort = given.get(request.id);
    try {
      if (request.type === 'compare') {
        const changes = await compare(request, outliner, abort!.signal);
        port.postMessage({ id: request.id, changes } satisfies ChangesAnswer);
      } else if (request.type === 'occurrences') {
        const occurrences = await findOccurrences(
          request,
          createGate(request.options),
          outliner,
          abort!.signal,
        );
        port.postMessage({ id: request.id, occurrences } satisfies ChangesAnswer);
      }
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'INTERNAL';
      const failure = { code, message: messageOf(error) };
      port.postMessage({ id: request.id, failure } satisfies ChangesAnswer);
    } finally {
      given.delete(request.id);
    }
  };

  port.on('message', (request: ChangesRequest) => {
    if (request.type === 'close') port.close();
    else if (request.type === 'cancel') given.get(request.id)?.abort();
    else {
      given.set(request.id, new AbortController());
      work = work.then(() => answer(request));
    }
  });
}

async function compare(
  { options, scratch, question }: ChangesRequest & { type: 'compare' },
  outliner: Outliner,
  signal: AbortSignal,
) {
  const { root, forbidden, maxFileSizeBytes, overlays = [] } = options;
  const source = {
    root,
    scratch,
    gate: createGate(options),
    overlays,
    excludedDirs: forbidden.dirs,
    maxFileSizeBytes,
  };
  return compareChanges(await findGitChanges(source, question, signal), outliner, options);
}
