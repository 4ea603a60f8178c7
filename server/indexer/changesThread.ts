// The main thread's side of the change worker.

import type { ChangeQuestion } from '../discover/gitSides.ts';
import { defineError } from '../errors.ts';
import type { ChangesAnswer, ChangesQuestion, Occurrences, WorkspaceChanges } from './changesMessages.ts';
import type { IndexOptions } from './messages.ts';
import { QuestionThread } from './questionThread.ts';
import type { LoadTexts } from './wordThread.ts';

/** The thread said something else than it was asked. */
const ChangesFailed = defineError(
  'CHANGES_FAILED',
  () => 'The changes could not be looked at: another question was answered. Try again.',
);

/** Asks about changes in a thread of its own. */
export class ChangesThread {
  readonly #options: () => IndexOptions;
  readonly #scratch: string;
  readonly #thread: QuestionThread<ChangesQuestion, ChangesAnswer>;
  readonly #loadTexts: LoadTexts;
  #snapshot: string | undefined;

  /** `scratch` is a folder of ours that nobody else writes to; `idleMs`: how long the thread is kept after a question. */
  constructor(
    options: () => IndexOptions,
    scratch: string,
    loadTexts: LoadTexts,
    idleMs: number,
    onRest: () => void,
  ) {
    this.#options = options;
    this.#loadTexts = loadTexts;
    this.#scratch = scratch;
    this.#thread = new QuestionThread(() => {
      const { entryFile, assetsDir } = options();
      return { entryFile, workerData: { role: 'changes', assetsDir }, idleMs, onRest };
    });
  }

  /** What changed, see WorkspaceChanges. Rejects with NO_GIT, UNKNOWN_REVISION, GIT_FAILED or THREAD_ENDED. */
  async compare(question: ChangeQuestion, signal: AbortSignal): Promise<WorkspaceChanges> {
    const options = this.#options();
    const answer = await this.#thread.ask(
      { type: 'compare', options, scratch: this.#scratch, question },
      signal,
    );
    if (!('changes' in answer)) throw ChangesFailed();
    return answer.changes;
  }

  /** Where names stand in the texts of the index, outside of comments. Rejects with THREAD_ENDED. */
  async findOccurrences(names: readonly string[], signal: AbortSignal): Promise<Occurrences> {
    if (names.length === 0) return { found: [], isComplete: true };
    let { snapshot, files } = await this.#loadTexts(this.#snapshot);
    for (;;) {
      this.#snapshot = snapshot;
      const texts = files === undefined ? {} : { texts: files };
      const answer = await this.#thread.ask(
        { type: 'occurrences', options: this.#options(), names, snapshot, ...texts },
        signal,
      );
      if ('occurrences' in answer) return answer.occurrences;
      // The thread was started anew.
      if (!('lacks' in answer) || files !== undefined) throw ChangesFailed();
      ({ snapshot, files } = await this.#loadTexts(undefined));
    }
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
