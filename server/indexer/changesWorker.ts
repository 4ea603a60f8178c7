// The change worker: asks git what has changed, compares the definitions of both sides, and finds where names stand that
// are gone. A thread of its own, because all of that reads and parses files; between questions it keeps its grammars.

import { parentPort, workerData } from 'node:worker_threads';
import { findGitChanges } from '../discover/gitChanges.ts';
import { GitMemory } from '../discover/gitMemory.ts';
import type { ChangesAnswer, ChangesQuestion, ChangesWorkerData } from './changesMessages.ts';
import { compareChanges } from './compareChanges.ts';
import { NameFinder } from './occurrences.ts';
import { Outliner } from './outlineText.ts';
import { serveQuestions } from './questionThread.ts';
import { createGate } from './gate.ts';

/** Answers questions until it is told to close. */
export function runChangesWorker(): void {
  const { assetsDir } = workerData as ChangesWorkerData;
  const outliner = new Outliner(assetsDir);
  const memory = new GitMemory();
  const finder = new NameFinder(outliner);
  let snapshot = '';
  serveQuestions<ChangesQuestion, ChangesAnswer>(parentPort!, async (question, signal) => {
    const { options } = question;
    const gate = createGate(options);
    if (question.type === 'occurrences') {
      if (question.texts) {
        finder.setTexts(question.texts);
        ({ snapshot } = question);
      }
      if (snapshot !== question.snapshot) return { lacks: 'texts' };
      return { occurrences: await finder.find(question.names, gate, signal) };
    }
    const { root, forbidden, maxFileSizeBytes, overlays = [] } = options;
    const { scratch } = question;
    const source = { root, scratch, gate, overlays, excludedDirs: forbidden.dirs, maxFileSizeBytes };
    const changes = await findGitChanges(source, question.question, signal, memory);
    return { changes: await compareChanges(changes, outliner, options) };
  });
}
