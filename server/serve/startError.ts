// How a detached server that could not start tells the process that started it, which does not see its output.
import { rmSync } from 'node:fs';
import { CodedError, messageOf } from '../errors.ts';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';
import { getWorkspaceFiles } from '../ownership/paths.ts';

/** Leaves the reason in the workspace's cache directory, if that can be written at all. */
export function writeStartError(workspaceDir: string, thrown: unknown): void {
  const { code, exitCode } = thrown instanceof CodedError ? thrown : { code: 'INTERNAL', exitCode: 1 };
  try {
    writeFileAtomically(
      getWorkspaceFiles(workspaceDir).startError,
      JSON.stringify({ code, exitCode, message: messageOf(thrown), time: new Date().toISOString() }),
    );
  } catch {
    // The exit code still says what kind of failure it was.
  }
}

/** The reason the last server left; undefined when it started well. */
export function findStartError(workspaceDir: string): CodedError | undefined {
  const found = findJsonFile(getWorkspaceFiles(workspaceDir).startError);
  if (typeof found?.['code'] !== 'string' || typeof found['message'] !== 'string') return undefined;
  return new CodedError(found['code'], found['message'], Number(found['exitCode'] ?? 1));
}

/** Forgets the reason: a server runs, or a new attempt begins. */
export function clearStartError(workspaceDir: string): void {
  const { startError, startTicket } = getWorkspaceFiles(workspaceDir);
  for (const file of [startError, startTicket]) rmSync(file, { force: true });
}
