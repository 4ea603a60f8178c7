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

/** The running Node would crash on loading better-sqlite3. */
export const NodeTooOld = defineError(
  'NODE_TOO_OLD',
  (version: string) =>
    `Node ${version} cannot run the server: it needs Node 22.14 or newer. ` +
    'Run `npm install` in the codebase-memory folder (it brings a suitable Node), or install a newer Node.',
);

/** The lock file was replaced or the lock was lost: writing on would risk two owners. */
export const OwnershipLost = defineError(
  'OWNERSHIP_LOST',
  (why: string) => `The lock on the index was lost (${why}). This server stops; clients start a new one.`,
  EXIT_CODES.ownedElsewhere.code,
);
