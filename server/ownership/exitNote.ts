// How a server ended, as seen by the process that started it or that had to end it. A server that dies by a signal can't
// say so itself; its parent, if it still lives, can. Only a hint for the next server: the note may be missing or late.
import { findJsonFile, writeFileAtomically } from './atomicFile.ts';

/** One end of a server process. */
export interface ExitNote {
  readonly pid: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** What a person should know beside the signal. */
  readonly note: string;
}

/** Leaves the note; silent when it can't be written. */
export function writeExitNote(file: string, note: ExitNote): void {
  try {
    writeFileAtomically(file, `${JSON.stringify(note)}\n`);
  } catch {
    // The next server then knows less, which it has to cope with anyway.
  }
}

/** The note about the process `pid`, if one was left. */
export function findExitNote(file: string, pid: number): ExitNote | undefined {
  const found = findJsonFile(file);
  if (found?.['pid'] !== pid) return undefined;
  const { code, signal, note } = found;
  return {
    pid,
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
    note: typeof note === 'string' ? note : '',
  };
}
