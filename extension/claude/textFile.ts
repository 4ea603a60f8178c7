// Text files of a person that are read and replaced: links are followed, mode and place stay, and a reader sees the old
// text or the new one. Knows nothing of what is in them.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../../server/ownership/paths.ts';
import { t } from '../../server/protocol/l10n.ts';

/** The text of a file, undefined when there is no file. A byte order mark is part of the text. */
export type FileText = string | undefined;

/** A file or its folder does not let a new version in; the message says why. */
class NotWritable extends Error {}

/** What was to be read is no regular file, or holds no UTF-8 text; the message says which. */
export class NotText extends Error {}

/** Reads a file, without waiting whatever lies there. Throws NotText when it is no regular file of UTF-8 text. */
export function loadText(file: string): FileText {
  const bytes = readIfThere(file);
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new NotText(t('it is not UTF-8 text'), { cause: error });
  }
}

/**
 * Replaces a file, making its folder if need be; undefined deletes it. A new file gets `mode`. Nothing is done, and false returned,
 * unless `mayReplace` says so when all that is left is to put the new text in place. Throws NotWritable when the file is marked
 * read-only: renaming over it would succeed, but who marked it did not mean that.
 */
export function replaceText(
  file: string,
  text: FileText,
  mode: number,
  mayReplace: () => boolean = () => true,
): boolean {
  const target = followLinks(file);
  const present = statSync(target, { throwIfNoEntry: false })?.mode;
  if (present !== undefined && (present & 0o200) === 0) throw new NotWritable(t('it is marked read-only'));
  if (text === undefined) {
    if (!mayReplace()) return false;
    rmSync(target, { force: true });
    return true;
  }
  makeFolder(dirname(target));
  const temporary = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode, flush: true });
    if (present !== undefined) chmodSync(temporary, present & 0o777);
    if (!mayReplace()) {
      rmSync(temporary, { force: true });
      return false;
    }
    renameSync(temporary, target);
    return true;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Whether the file system did not do what it was asked: refused, full, or something else is in the way. */
export function isRefusal(error: unknown): boolean {
  return error instanceof NotWritable || (error instanceof Error && 'syscall' in error);
}

/** The code of an error of the file system. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** The file behind all links; a link to a file that does not exist yet counts too. */
function followLinks(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    try {
      return resolve(dirname(file), readlinkSync(file));
    } catch {
      return file;
    }
  }
}

function readIfThere(file: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    // A pipe would otherwise be waited for until somebody writes into it.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(descriptor).isFile()) throw new NotText(t('it is no regular file'));
    return readFileSync(descriptor);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // A socket, and a link that leads to itself.
    if (code === 'ENXIO' || code === 'ELOOP') throw new NotText(t('it is no regular file'), { cause: error });
    throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
