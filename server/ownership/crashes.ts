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
  /** Set when it counts no more. Kept here and not as a time, because clocks are set back. */
  readonly isForgiven?: true;
}

/** So many crashes within this time, without a useful run between them, stop the reviving. */
const CRASH_LIMIT = 5;
export const CRASH_WINDOW_MS = 600_000;

const KEPT = 20;

/** Adds a crash. */
export function recordCrash(file: string, crash: Crash): void {
  save(file, [...findCrashes(file), crash].slice(-KEPT));
}

/** The crashes that are remembered, oldest first. */
export function findCrashes(file: string): readonly Crash[] {
  const found = findJsonFile(file)?.['crashes'];
  const crashes = Array.isArray(found) ? (found as Crash[]) : [];
  return crashes.filter((crash) => typeof crash?.time === 'string');
}

/** The crashes that make it pointless to start another server now; undefined while there is hope. */
export function findCrashLoop(file: string, nowMs: number = Date.now()): readonly Crash[] | undefined {
  const counted = findCrashes(file).filter(({ time, isForgiven }) => {
    const ageMs = nowMs - Date.parse(time);
    // What has not happened yet is of a time when the clock was wrong.
    return !isForgiven && ageMs >= 0 && ageMs < CRASH_WINDOW_MS;
  });
  return counted.length >= CRASH_LIMIT ? counted : undefined;
}

/** Starts the count anew; the crashes stay for `doctor`. Returns how many counted; writes nothing when none did. */
export function forgiveCrashes(file: string): number {
  const crashes = findCrashes(file);
  const { length } = crashes.filter(({ isForgiven }) => !isForgiven);
  if (length > 0) {
    save(
      file,
      crashes.map((crash): Crash => Object.assign({}, crash, { isForgiven: true })),
    );
  }
  return length;
}

function save(file: string, crashes: readonly Crash[]): void {
  writeFileAtomically(file, `${JSON.stringify({ crashes })}\n`);
}
