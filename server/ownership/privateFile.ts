// Reads what only this user can have written. What lies in the cache decides which server is believed, where a token goes
// and which process is ended, so a file or folder that another user owns or may write says nothing.
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../errors.ts';

/** The texts that are read here have some hundred bytes; `crashes.json` has the most. */
const MAX_BYTES = 262_144;

/** Whose a file or folder is: `foreign` when another user owns it, `open` when others may write it. */
export type Privacy = 'private' | 'foreign' | 'open';

/** Whose the folder is; undefined when there is none. What is no folder, such as a link to one, is `foreign`. */
export function findFolderPrivacy(folder: string): Privacy | undefined {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return undefined;
  return found.isDirectory() ? judge(found) : 'foreign';
}

/** The text of a small file, see `findPrivateFile`. */
export function findPrivateText(file: string): { text: string } | Exclude<Privacy, 'private'> | undefined {
  const found = findPrivateFile(file, MAX_BYTES);
  return Buffer.isBuffer(found) ? { text: found.toString() } : found;
}

/**
 * What is in a regular file that only this user can have written, in a folder of which the same holds; undefined when it
 * is missing, unreadable or larger than that, and `foreign` or `open` when it is not believed. Never waits, whatever lies there.
 */
export function findPrivateFile(
  file: string,
  maxBytes: number,
): Buffer | Exclude<Privacy, 'private'> | undefined {
  let descriptor: number | undefined;
  try {
    const folder = findFolderPrivacy(dirname(file));
    if (folder !== 'private') return folder;
    descriptor = openSync(
      file,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    const found = fstatSync(descriptor);
    if (!found.isFile()) return 'foreign';
    if (found.size > maxBytes) return undefined;
    const privacy = judge(found);
    return privacy === 'private' ? readFileSync(descriptor) : privacy;
  } catch (error) {
    return codeOf(error) === 'ELOOP' ? 'foreign' : undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** On Windows the folders of a user are closed to others by inheritance, and there are no such numbers. */
function judge({ uid, mode }: Stats): Privacy {
  if (process.platform === 'win32') return 'private';
  if (uid !== process.getuid?.()) return 'foreign';
  return (mode & 0o022) === 0 ? 'private' : 'open';
}
