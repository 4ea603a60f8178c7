import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { defineError, messageOf } from './errors.ts';
import { EXIT_CODES } from './protocol/exitCodes.ts';

const PIECE_BYTES = 262_144;

/** The folder for temporary files is missing, full or closed. */
const TempNotWritable = defineError(
  'TEMP_NOT_WRITABLE',
  (folder: string, why: string) =>
    `No temporary file can be written in ${folder}: ${why}. Set TMPDIR to a folder that exists and has room.`,
  EXIT_CODES.cacheNotWritable.code,
);

/** Text that is held back until all of it is there; in a private temporary file, for it may be larger than memory. */
export interface Spool extends Disposable {
  add(text: string): void;
  /** Forgets what was added. */
  clear(): void;
  /** All of it, in pieces. */
  read(): Iterable<string>;
}

/**
 * Makes an empty spool; its file is gone when it is disposed of, or when the process ends. Throws TEMP_NOT_WRITABLE, and so
 * does adding to it.
 */
export function createSpool(): Spool {
  const directory = explained(() => mkdtempSync(join(tmpdir(), 'codebase-memory-')));
  const descriptor = explained(() => openSync(join(directory, 'spool'), 'a+', 0o600));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  // Where an open file can be deleted, nothing of it is left behind however the process ends.
  if (process.platform !== 'win32') remove();
  return {
    add: (text) => explained(() => writeFileSync(descriptor, text)),
    clear: () => ftruncateSync(descriptor),
    *read() {
      const buffer = Buffer.allocUnsafe(PIECE_BYTES);
      // A character may lie across two pieces.
      const decoder = new StringDecoder('utf8');
      for (let position = 0; ;) {
        const read = readSync(descriptor, buffer, 0, PIECE_BYTES, position);
        if (read === 0) return;
        position += read;
        yield decoder.write(buffer.subarray(0, read));
      }
    },
    [Symbol.dispose]() {
      closeSync(descriptor);
      remove();
    },
  };
}

function explained<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw TempNotWritable.from(error, tmpdir(), messageOf(error));
  }
}
