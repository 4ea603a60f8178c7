// Readings of several questions, all answered from one state of the index: an id of one state is another symbol's in the
// next. Knows neither what is asked nor what changes the rows.
import { CodedError } from '../errors.ts';
import type { SnapshotAnswer, StoreClient } from '../store/client.ts';
import { SnapshotGone } from '../store/errors.ts';
import type { Hold } from './hold.ts';

/** Readings that no change waits for, before changes are made to wait: a single answer is rarely overtaken twice. */
const FREE_ATTEMPTS = 2;
/** A change that waited for one reading may come in the middle of the next. */
const HELD_ATTEMPTS = 3;

/** Puts a question to the store; rejects with SNAPSHOT_GONE when the rows are not those of the answers before. */
export type AskOne = (query: string, input: unknown, options?: { budgetMs?: number }) => Promise<unknown>;

type Source = Pick<StoreClient, 'askOf'>;

/**
 * The result of `read`, which runs anew when the rows change between two of its questions. Rejects with SNAPSHOT_GONE when
 * they do so again and again. With `isLong` changes wait for the first reading too. `onAnswer` is called as each answer comes
 * in, before it can be known that the store has gone on to newer rows.
 */
export async function readOneState<Result>(
  store: Source,
  hold: Hold,
  read: (ask: AskOne) => Promise<Result>,
  { isLong = false, onAnswer }: { isLong?: boolean; onAnswer?: (() => void) | undefined } = {},
): Promise<Result> {
  const free = isLong ? 0 : FREE_ATTEMPTS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reading = () => read(askOfOne(store, onAnswer));
      return await (attempt <= free ? reading() : hold.during(reading));
    } catch (error) {
      const isGone = error instanceof CodedError && error.code === SnapshotGone.code;
      if (!isGone || attempt === free + HELD_ATTEMPTS) throw error;
    }
  }
}

function askOfOne(store: Source, onAnswer?: () => void): AskOne {
  let known: string | undefined;
  return async (query, input, options) => {
    const { value, snapshot }: SnapshotAnswer = await store.askOf(query, input, known, options);
    onAnswer?.();
    known ??= snapshot;
    // Of two questions asked side by side both may come before the first answer.
    if (snapshot !== known) throw SnapshotGone();
    return value;
  };
}
