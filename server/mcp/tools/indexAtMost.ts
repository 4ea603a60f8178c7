import { setTimeout as sleep } from 'node:timers/promises';
import type { ToolCall } from '../tool.ts';

/** The longest that a tool waits for an index run: an answer has to be in time for the deadline of all tools. */
export const MAX_WAIT_MS = 15_000;

/**
 * Begins an index run and waits for its end, at most so long; the run goes on in any case. Resolves with whether it has
 * ended. Rejects with the coded error of a run that failed in time.
 */
export async function indexAtMost(
  call: Pick<ToolCall, 'requestIndex'>,
  isFresh: boolean,
  patienceMs: number,
): Promise<boolean> {
  const ended = call.requestIndex(isFresh).then(() => true);
  // A failure that comes later is shown by the status.
  ended.catch(() => {});
  const patience = new AbortController();
  try {
    return await Promise.race([ended, sleep(patienceMs, false, { signal: patience.signal })]);
  } finally {
    patience.abort();
  }
}
