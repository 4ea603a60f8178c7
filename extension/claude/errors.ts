import { defineError } from '../../server/errors.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Claude Code's file is not what Claude Code itself could read. `where` is a line and column, or what is wrong. */
export const ConfigInvalid = defineError('CLAUDE_CONFIG_INVALID', (file: string, where: string) =>
  t(
    "{file} can't be edited: {where}. Nothing was written. Claude Code can't read it like this either: " +
      'correct it, or move it aside, then connect again.',
    { file, where },
  ),
);

/** Claude Code's file is marked read-only, or its folder does not let a new version in. */
export const ConfigReadOnly = defineError('CLAUDE_CONFIG_READ_ONLY', (file: string, why: string) =>
  t(
    "{file} can't be written ({why}). Nothing was changed. Make it writable, or copy the configuration and add it " +
      'where you keep that file.',
    { file, why },
  ),
);

/** Somebody else holds the lock of the file. */
export const ConfigBusy = defineError('CLAUDE_CONFIG_BUSY', (file: string, seconds: number) =>
  t(
    '{file} has been locked by another program for {seconds} seconds. Nothing was written. Try again in a moment; ' +
      'if no Claude Code runs, delete {file}.lock.',
    { file, seconds },
  ),
);

/** Something that is no lock has the name of the lock. */
export const ConfigLockInvalid = defineError('CLAUDE_CONFIG_LOCK_INVALID', (file: string) =>
  t(
    '{file}.lock is in the way: a lock is a folder, so no Claude Code has made it. Nothing was written. ' +
      'Delete it, then connect again.',
    { file },
  ),
);

/** The file is no longer the one that was looked at. */
export const ConfigChanged = defineError('CLAUDE_CONFIG_CHANGED', (file: string) =>
  t(
    '{file} keeps changing while you look at it. Nothing was written. Let Claude Code finish, then connect again.',
    { file },
  ),
);

/** An HTTP entry needs the address of a server that runs. */
export const EndpointUnknown = defineError('CLAUDE_ENDPOINT_UNKNOWN', (folder: string) =>
  t(
    "The server of {folder} does not run, so its address can't be written down. Wait until it is ready, or set " +
      'codebaseMemory.claude.registration to "bridge", which needs no address.',
    { folder },
  ),
);

/** A file that was to be written does not let a new version in. */
export const FileNotWritable = defineError('FILE_NOT_WRITABLE', (file: string, why: string) =>
  t("{file} can't be written ({why}). Nothing was changed. Make it writable, then try again.", {
    file,
    why,
  }),
);

/** The files are no longer those that were looked at. */
export const FilesChanged = defineError('FILES_CHANGED', (place: string) =>
  t('{place} keeps changing while you look at it. Nothing was written. Try again in a moment.', { place }),
);

/** A file that text was to be added to holds none. */
export const FileNotText = defineError('FILE_NOT_TEXT', (file: string, why: string) =>
  t("{file} can't be used: {why}. Nothing was written. Move it aside, then try again.", { file, why }),
);
