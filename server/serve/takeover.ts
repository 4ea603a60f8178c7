// What a new owner does about the one before, once it holds the lock and before it touches anything else: fence it off,
// outlive it, find out how it ended, and give up if the last ones all ended that way.
import { rmSync } from 'node:fs';
import { CrashLoop } from '../ownership/errors.ts';
import { findCrashLoop, recordCrash } from '../ownership/crashes.ts';
import { findExitNote } from '../ownership/exitNote.ts';
import { endProcess, isOfEarlierBoot, isSameProcess, waitForEnd } from '../ownership/processIdentity.ts';
import type { getWorkspaceFiles } from '../ownership/paths.ts';
import { findRunRecord, removeRunRecord, writeRunRecord } from '../ownership/runRecord.ts';
import type { RunRecord } from '../ownership/runRecord.ts';

/** An owner that has lost its lock notices within two seconds. */
const PREDECESSOR_MS = 5000;

/** How the run before ended. */
export interface LastRun {
  /** What is known of an end that was not clean, null after a clean one. */
  readonly crash: string | null;
  /** Why a mapped page may have been the cause, null when it can't have been. */
  readonly mmapSuspicion: string | null;
}

/**
 * Makes `own` the run that owns the workspace. Resolves when no earlier owner lives any more; throws CRASH_LOOP when
 * starting has become pointless. The caller holds the lock.
 */
export async function takeOver(
  files: ReturnType<typeof getWorkspaceFiles>,
  own: RunRecord,
): Promise<LastRun> {
  const previous = findRunRecord(files.run);
  // First of all: from here on the run before can't commit or publish anything.
  writeRunRecord(files.run, own);
  if (!previous) return { crash: null, mmapSuspicion: null };
  await outlive(previous);
  const lastRun = describeEnd(previous, files.exitNote);
  // It has served its purpose; a later process may have the same number.
  rmSync(files.exitNote, { force: true });
  const { pid, version, startTime } = previous;
  const how = lastRun.crash ?? '';
  recordCrash(files.crashes, { time: new Date().toISOString(), pid, version, startTime, how });
  const loop = findCrashLoop(files.crashes);
  if (loop) {
    removeRunRecord(files.run, own.epoch);
    throw CrashLoop(loop.length, how);
  }
  return lastRun;
}

// Holding the lock while the run before still lives means that it has lost it. It is about to notice, and must not have
// the database open when this process opens it.
async function outlive({ pid, process: identity }: RunRecord): Promise<void> {
  if (pid === process.pid || identity === null || !isSameProcess(pid, identity)) return;
  if (await waitForEnd(pid, identity, PREDECESSOR_MS)) return;
  await endProcess(pid, identity, PREDECESSOR_MS);
}

/**
 * SIGBUS can't be caught, so the process that dies of it leaves no word. Only its parent sees the signal, and often has
 * ended before. The rule is therefore: a run that mapped the database and ended in a way that nobody can explain
 * otherwise is suspected. Mapping is off for one run then, which costs next to nothing.
 */
function describeEnd(previous: RunRecord, exitNote: string): LastRun {
  const mayBeMmap = previous.mmapBytes > 0;
  if (isOfEarlierBoot(previous.process)) {
    return { crash: 'the machine was restarted while the server ran', mmapSuspicion: null };
  }
  const seen = findExitNote(exitNote, previous.pid);
  if (!seen) {
    return {
      crash: 'it ended without a word and nobody saw how',
      mmapSuspicion: mayBeMmap
        ? 'the last server ended without a word while the database was mapped, as it would by SIGBUS'
        : null,
    };
  }
  const how = seen.note || (seen.signal ? `it was ended by ${seen.signal}` : `exit code ${seen.code}`);
  const isSigbus = seen.signal === 'SIGBUS';
  return {
    crash: how,
    mmapSuspicion:
      isSigbus && mayBeMmap ? 'the last server died of SIGBUS while the database was mapped' : null,
  };
}
