// The ends of servers that were not clean, newest last, in the workspace's cache directory. Written by the process that
// holds the lock; read by every client before it starts a server, so that a server that cannot live is not revived
// for ever. A run that proved useful clears the count: being killed now and then is no crash loop.
import { findJsonFile, writeFileAtomically } from './atomicFile.ts';

/** One server that ended without saying why. */
export interface Crash {
  /** ISO time at which it was noticed. */
  readonly time: string;
  readonly pid: number;
  readonly version: string;
  readonly startTime: string;
  /** What is known of the cause, for a person. */
  readonly how: string;
}

/** So many crashes within this time, without a useful run between them, stop the reviving. */
export const CRASH_LIMIT = 5;
export const CRASH_WINDOW_MS = 600_000;

const KEPT = 20;

interface CrashHistory {
  readonly forgivenAt: string;
  readonly crashes: readonly Crash[];
}

/** Adds a crash. */
export function recordCrash(file: string, crash: Crash): void {
  const { forgivenAt, crashes } = loadHistory(file);
  save(file, { forgivenAt, crashes: [...crashes, crash].slice(-KEPT) });
}

/** The crashes that are remembered, oldest first. */
export function findCrashes(file: string): readonly Crash[] {
  return loadHistory(file).crashes;
}

/** The crashes that make it pointless to start another server now; undefined while there is hope. */
export function findCrashLoop(file: string, nowMs: number = Date.now()): readonly Crash[] | undefined {
  const counted = findCounted(loadHistory(file)).filter(
    ({ time }) => nowMs - Date.parse(time) < CRASH_WINDOW_MS,
  );
  return counted.length >= CRASH_LIMIT ? counted : undefined;
}

/** Starts the count anew; the crashes stay for `doctor`. Returns how many counted; writes nothing when none did. */
export function forgiveCrashes(file: string): number {
  const history = loadHistory(file);
  const { length } = findCounted(history);
  if (length > 0) save(file, { ...history, forgivenAt: new Date().toISOString() });
  return length;
}

function findCounted({ forgivenAt, crashes }: CrashHistory): Crash[] {
  return crashes.filter(({ time }) => time > forgivenAt);
}

function loadHistory(file: string): CrashHistory {
  const found = findJsonFile(file);
  const crashes = Array.isArray(found?.['crashes']) ? (found['crashes'] as Crash[]) : [];
  return {
    forgivenAt: typeof found?.['forgivenAt'] === 'string' ? found['forgivenAt'] : '',
    crashes: crashes.filter((crash) => typeof crash?.time === 'string'),
  };
}

function save(file: string, history: CrashHistory): void {
  writeFileAtomically(file, `${JSON.stringify(history)}\n`);
}
