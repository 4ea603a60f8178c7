// Who holds the lock of a workspace, as a client sees it from outside, and how a holder that hangs is ended. Opens
// nothing that the holder has locked. Ends only the one process that wrote the run record, verified by pid, start time
// and user; where the system does not tell these, nobody is ended.
import { statSync } from 'node:fs';
import { writeExitNote } from '../ownership/exitNote.ts';
import { findKernelLockOwners } from '../ownership/kernelLocks.ts';
import { getWorkspaceFiles } from '../ownership/paths.ts';
import { endProcess, isSameProcess } from '../ownership/processIdentity.ts';
import { findRunRecord } from '../ownership/runRecord.ts';

/** SIGTERM has this long before SIGKILL follows. */
const TERM_GRACE_MS = 2000;

/** A living process that owns a workspace. */
export interface Holder {
  readonly pid: number;
  readonly process: string;
  readonly epoch: string;
}

/** The living owner; undefined when there is none or it can't be verified. */
export function findHolder(workspaceDir: string): Holder | undefined {
  const files = getWorkspaceFiles(workspaceDir);
  const record = findRunRecord(files.run);
  if (!record?.process || !isSameProcess(record.pid, record.process)) return undefined;
  const lock = statSync(files.lock, { bigint: true, throwIfNoEntry: false });
  const owners = lock && findKernelLockOwners(lock.ino);
  // A list without anybody may be a file system that shows no locks; one with another process is not about this one.
  if (!lock || (owners && !owners.includes(record.pid))) return undefined;
  return { pid: record.pid, process: record.process, epoch: record.epoch };
}

/** Ends a holder that does not answer, and leaves a note for the server that follows. */
export async function endHolder(workspaceDir: string, holder: Holder, unansweredMs: number): Promise<void> {
  const { pid } = holder;
  const signal = await endProcess(pid, holder.process, TERM_GRACE_MS);
  if (!signal) return;
  const seconds = Math.round(unansweredMs / 1000);
  const note = `it held the lock and did not answer for ${seconds} s, so a client ended it by ${signal}`;
  writeExitNote(getWorkspaceFiles(workspaceDir).exitNote, { pid, code: null, signal, note });
}
