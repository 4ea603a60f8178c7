import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const PIECE_BYTES = 262_144;

/** Text that is held back until all of it is there; in a private temporary file, for it may be larger than memory. */
export interface Spool extends Disposable {
  add(text: string): void;
  /** Forgets what was added. */
  clear(): void;
  /** All of it, in pieces. */
  read(): Iterable<string>;
}

/** Makes an empty spool; its file is gone when it is disposed of, or when the process ends. */
export function createSpool(): Spool {
  const directory = mkdtempSync(join(tmpdir(), 'codebase-memory-'));
  const descriptor = openSync(join(directory, 'spool'), 'a+', 0o600);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  // Where an open file can be deleted, nothing of it is left behind however the process ends.
  if (process.platform !== 'win32') remove();
  return {
    add: (text) => writeFileSync(descriptor, text),
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
