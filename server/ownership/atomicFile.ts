import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CacheNotWritable } from './errors.ts';
import { findPrivateText } from './privateFile.ts';

/**
 * Replaces `file` in one step, readable by this user only unless `mode` says otherwise: a reader sees the old content or the new one, never a part.
 * Throws what the file system says, leaving the old file, and CACHE_NOT_WRITABLE when a folder has its place.
 */
export function writeFileAtomically(file: string, content: string | Uint8Array, mode = 0o600): void {
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      // Unlike a single write, this one goes on after a part, or throws: a disk that fills up takes parts.
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory())
      throw CacheNotWritable.from(
        error,
        dirname(file),
        `a folder has the place of the file ${basename(file)}`,
      );
    throw error;
  }
}

/** The JSON object in `file`; undefined when it is missing, unreadable, not an object, or not written by this user alone. */
export function findJsonFile(file: string): Record<string, unknown> | undefined {
  const found = findPrivateText(file);
  return typeof found === 'object' ? parseJsonObject(found.text) : undefined;
}

/** The JSON object that a text is; undefined when it is none. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
