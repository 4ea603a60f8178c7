// The record of the run that owns a workspace, `run.json`. It is written by the process that holds the lock before it
// touches anything else, and removed at a clean end. That one file says three things: whether the last run ended well,
// which process the holder is, and (its epoch) who may write. The epoch has to be looked up outside the database: a
// connection in exclusive mode keeps its view of the log in memory and would never see a second owner's epoch in there.
import { readFileSync, rmSync } from 'node:fs';
import { codeOf } from '../errors.ts';
import { findJsonFile, writeFileAtomically } from './atomicFile.ts';
import { findProcessIdentity } from './processIdentity.ts';

/** One run of a server. */
export interface RunRecord {
  readonly epoch: string;
  readonly pid: number;
  /** As `findProcessIdentity` names it; null where the system does not tell. */
  readonly process: string | null;
  readonly version: string;
  /** ISO time. */
  readonly startTime: string;
  /** Bytes of the database the run may have mapped: decides whether SIGBUS is a suspect when it ends badly. */
  readonly mmapBytes: number;
}

/** The record of this process as owner. */
export function describeRun(epoch: string, version: string, startTime: string, mmapBytes: number): RunRecord {
  const { pid } = process;
  return { epoch, pid, process: findProcessIdentity(pid) ?? null, version, startTime, mmapBytes };
}

/** Writes the record in one step: from then on an earlier owner is fenced off. */
export function writeRunRecord(file: string, record: RunRecord): void {
  writeFileAtomically(file, `${JSON.stringify(record)}\n`);
}

/** The record of the run that owns the workspace, or that ended without removing it. */
export function findRunRecord(file: string): RunRecord | undefined {
  const value = findJsonFile(file);
  if (typeof value?.['epoch'] !== 'string' || typeof value['pid'] !== 'number') return undefined;
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : '');
  return {
    epoch: value['epoch'],
    pid: value['pid'],
    process: text('process') || null,
    version: text('version'),
    startTime: text('startTime'),
    mmapBytes: Number(value['mmapBytes'] ?? 0),
  };
}

/** Removes the record of the run with this epoch; another run's stays. */
export function removeRunRecord(file: string, epoch: string): void {
  if (findRunRecord(file)?.epoch === epoch) rmSync(file, { force: true });
}

/**
 * Why the run with `epoch` may not write any more, undefined while it may. Throws when the record can't be read for a
 * passing reason, such as too many open files: that is no loss of ownership.
 */
export function findFence(file: string, epoch: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return 'the record of this run was deleted';
    throw error;
  }
  return text.includes(`"epoch":"${epoch}"`) ? undefined : 'another run owns the workspace';
}
