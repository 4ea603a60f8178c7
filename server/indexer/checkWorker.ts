// The check worker: compares the tree with what the index knows of its files. A thread of its own, so that walking a
// large tree never delays an answer; between checks it keeps what folders hold.

import { parentPort, workerData } from 'node:worker_threads';
import { compareWithIndex, takeChanges } from '../discover/compareWithIndex.ts';
import { FolderListings } from '../discover/folderListings.ts';
import type { IndexedFile } from '../discover/compareWithIndex.ts';
import { ReadGate } from '../discover/readGate.ts';
import { messageOf } from '../errors.ts';
import { ConfigProblems } from './configProblems.ts';
import { changedConfigs, discoverSources, hashConfigs } from './discoverSources.ts';
import type { CheckAnswer, CheckRequest, CheckWorkerData, Taken } from './messages.ts';

/** Answers every request with the paths that differ. */
export function runCheckWorker(): void {
  const { options } = workerData as CheckWorkerData;
  const port = parentPort!;
  let listings: FolderListings | undefined;
  const problems = new ConfigProblems();
  const known = new Map<string, IndexedFile>();
  let taken: Taken = { indexedAtMs: 0, configs: {}, manifests: [] };
  port.on('message', (request: CheckRequest) => {
    if (request.type === 'close') {
      port.close();
      return;
    }
    if (request.type === 'files') known.clear();
    if (request.type === 'files' || request.type === 'changes') {
      takeChanges(
        known,
        request.type === 'files' ? { written: request.files, removed: [] } : request.changes,
      );
      taken = request.taken;
      return;
    }
    const { dirs, files } = request.settings.forbidden;
    const forbidden = { dirs: [...dirs], files: [...files] };
    const gate = new ReadGate(options.root, forbidden, undefined, request.settings.overlays);
    let answer: CheckAnswer;
    try {
      const discovery = discoverSources(
        { ...options, ...request.settings },
        (listings ??= new FolderListings(options.root)),
        problems,
      );
      const { added, removed, changed, skipped } = compareWithIndex(
        discovery,
        [...known.values()],
        gate,
        taken.indexedAtMs,
      );
      const before = new Map(Object.entries(taken.configs));
      const configs = changedConfigs(before, hashConfigs(discovery, gate, before.keys()));
      const paths = [...added, ...changed].map(({ path }) => path).concat(removed, skipped, configs);
      answer = { dirtyFiles: paths.sort() };
    } catch (error) {
      answer = { dirtyFiles: [], failure: messageOf(error) };
    }
    port.postMessage(answer);
  });
}
