import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../errors.ts';
import { GenerationUnreadable } from './errors.ts';

/**
 * SQLite says "unable to open database file" of every reason; this finds the reason. Opens the directory, for opening the
 * database itself could drop its locks. Anything else that was thrown is returned as it is.
 */
export function explainOpenFailure(thrown: unknown, file: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (!code.startsWith('SQLITE_CANTOPEN')) return thrown;
  try {
    closeSync(openSync(dirname(file), 'r'));
  } catch (reason) {
    return GenerationUnreadable.from(thrown, file, messageOf(reason));
  }
  return GenerationUnreadable.from(
    thrown,
    file,
    `${messageOf(thrown)}; too many open files, a full disk or missing permission may be the reason`,
  );
}
