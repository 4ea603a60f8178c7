// The text worker: searches the texts of the workspace. A thread of its own, so that reading many files delays no answer.

import { parentPort } from 'node:worker_threads';
import { serveQuestions } from './questionThread.ts';
import type { TextAnswer, TextQuestion } from './textMessages.ts';
import { WorkspaceTexts } from './textSearch.ts';

/** Answers questions until it is told to close. */
export function runTextWorker(): void {
  const texts = new WorkspaceTexts();
  serveQuestions<TextQuestion, TextAnswer>(parentPort!, (question, signal) => texts.search(question, signal));
}
