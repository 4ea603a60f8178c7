import { defineError } from '../errors.ts';
import { EXIT_CODES } from '../protocol/exitCodes.ts';

/** Another process holds the lock of the workspace. */
export const OwnedElsewhere = defineError(
  'OWNED_ELSEWHERE',
  (workspaceDir: string) =>
    `Another server owns the index in ${workspaceDir}. Connect to it instead of starting a second one; ` +
    '`codebase-memory status` shows it, `codebase-memory stop` ends it.',
  EXIT_CODES.ownedElsewhere.code,
);

/** The cache directory can't be made, is not ours, or can't be written. */
export const CacheNotWritable = defineError(
  'CACHE_NOT_WRITABLE',
  (directory: string, why: string) =>
    `The cache directory ${directory} cannot be written: ${why}. ` +
    'Free some space or correct its permissions, or set CBM_CACHE_DIR to another directory.',
  EXIT_CODES.cacheNotWritable.code,
);

/** The locks of the cache do not hold for all that can reach it. */
export const CacheWithoutLocks = defineError(
  'CACHE_WITHOUT_LOCKS',
  (directory: string, type: string, option: string, instead: string) =>
    `The cache directory ${directory} is on ${type}, mounted with ${option}: locks hold for one machine alone there, and two ` +
    `could write the same index. Set CBM_CACHE_DIR to a folder on a disk of this machine, such as ${instead}.`,
  EXIT_CODES.cacheNotWritable.code,
);

/** Something in the cache that decides who is trusted is another user's. */
export const CacheNotPrivate = defineError(
  'CACHE_NOT_PRIVATE',
  (file: string) =>
    `${file} is not believed: it, or the folder it lies in, belongs to another user or is no plain file. ` +
    'Remove it if nobody else uses it, or set CBM_CACHE_DIR to a folder of your own.',
  EXIT_CODES.cacheNotWritable.code,
);

/** The socket of a server has no place: in the cache its path is too long. */
export const NoRuntimeFolder = defineError(
  'NO_RUNTIME_FOLDER',
  (workspaceDir: string, temporary: string) =>
    `The path of a socket in ${workspaceDir} is too long, and no folder for it can be made in ${temporary} or /tmp. ` +
    'Set TMPDIR to a folder that can be written, or CBM_CACHE_DIR to a shorter path.',
  EXIT_CODES.cacheNotWritable.code,
);

/** The running Node would crash on loading better-sqlite3. */
export const NodeTooOld = defineError(
  'NODE_TOO_OLD',
  (version: string) =>
    `Node ${version} cannot run the server: it needs Node 22.14 or newer. ` +
    'Run `npm install` in the codebase-memory folder (it brings a suitable Node), or install a newer Node.',
);

/** This process is not the owner any more: another one has taken over, or the cache directory is gone. */
export const Fenced = defineError(
  'FENCED',
  (why: string) => `Nothing was written: ${why}. This server ends; the next request starts or finds another.`,
);

/** The last servers of the workspace all died early; no further one is started for now. */
export const CrashLoop = defineError(
  'CRASH_LOOP',
  (count: number, how: string) =>
    `The server ended unexpectedly ${count} times within 10 minutes (last: ${how}) and is not started again for now. ` +
    '`codebase-memory doctor` shows what is known; `codebase-memory stop` forgets the crashes, so that the next ' +
    'command tries again.',
);
