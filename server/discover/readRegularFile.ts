import { constants, closeSync, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';

import {
  FileForbidden,
  FileMissing,
  FileNotRegular,
  FileTooLarge,
  FileUnreadable,
  systemCodeOf,
} from './errors.ts';
import type { ForbiddenFiles } from './forbiddenFiles.ts';

// Windows has neither flag; there, links need a privilege and pipes live outside the file system.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of a regular file and its stat from before they were read. */
export interface FileBytes {
  readonly bytes: Buffer;
  readonly stats: Stats;
}

/**
 * Reads a whole regular file. `realPath` must be free of links; a link, pipe, device, forbidden or larger file throws
 * a coded error naming `path`, and neither of them is ever opened.
 */
export function readRegularFile(
  realPath: string,
  path: string,
  forbidden: ForbiddenFiles,
  limitBytes: number,
): FileBytes {
  return open(realPath, path, forbidden, limitBytes, (descriptor, stats) => ({
    bytes: callSystem(path, () => readBytes(descriptor, stats.size)),
    stats,
  }));
}

/** The first bytes of a regular file of any size, under the same conditions. */
export function readBeginning(
  realPath: string,
  path: string,
  forbidden: ForbiddenFiles,
  bytes: number,
): Buffer {
  return open(realPath, path, forbidden, Infinity, (descriptor, stats) =>
    callSystem(path, () => readBytes(descriptor, Math.min(stats.size, bytes))),
  );
}

function open<Result>(
  realPath: string,
  path: string,
  forbidden: ForbiddenFiles,
  limitBytes: number,
  read: (descriptor: number, stats: Stats) => Result,
): Result {
  const before = callSystem(path, () => lstatSync(realPath));
  if (!before.isFile()) throw FileNotRegular(path, kindOf(before));
  if (forbidden.hasPath(realPath) || forbidden.hasIdentity(before)) throw FileForbidden(path);
  if (before.size > limitBytes) throw FileTooLarge(path, before.size, limitBytes);

  const descriptor = callSystem(path, () => openSync(realPath, openFlags));
  const stats = fstatSync(descriptor);
  const isSame = stats.isFile() && stats.ino === before.ino && stats.dev === before.dev;
  if (!isSame) {
    // Swapped between the two calls. Closing a swapped-in lock file would drop our locks: leaking it is the safe way.
    if (forbidden.hasIdentity(stats)) throw FileForbidden(path);
    closeSync(descriptor);
    throw FileUnreadable(path, 'it was replaced while being opened');
  }
  try {
    return read(descriptor, stats);
  } finally {
    closeSync(descriptor);
  }
}

/** At most `sizeBytes`: what is appended meanwhile shows up as a changed stat and is read the next time. */
function readBytes(descriptor: number, sizeBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  let length = 0;
  while (length < sizeBytes) {
    const count = readSync(descriptor, bytes, length, sizeBytes - length, length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

function callSystem<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw FileMissing.from(error, path);
    throw FileUnreadable.from(error, path, code ?? 'unknown error');
  }
}

/** What a directory entry or stat is, in one word for a person. */
export function kindOf(entry: Pick<Stats, 'isFIFO' | 'isSocket' | 'isDirectory' | 'isSymbolicLink'>): string {
  if (entry.isFIFO()) return 'named pipe';
  if (entry.isSocket()) return 'socket';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'symbolic link' : 'device';
}
