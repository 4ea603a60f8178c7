// What the servers of one workspace wrote into their common log, piece by piece. The log is only appended to, so the order
// of its lines is the order in which they were written, whoever wrote them. Judges nothing.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** One line of the log. */
export interface LogLine {
  readonly pid: number;
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Reads a log that grows and is rotated (`file` becomes `file.1`). */
export class LogTail {
  readonly #file: string;
  #inode = 0;
  #offset = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** The lines since the last call, oldest first; nothing while there is no log. */
  read(): LogLine[] {
    const now = readFrom(this.#file, this.#inode, this.#offset);
    if (!now) return [];
    const lines: LogLine[] = [];
    if (now.inode !== this.#inode && this.#inode !== 0) {
      const rest = readFrom(`${this.#file}.1`, this.#inode, this.#offset);
      if (rest?.inode === this.#inode) lines.push(...parse(rest.text));
    }
    const whole = now.text.slice(0, now.text.lastIndexOf('\n') + 1);
    this.#offset = (now.inode === this.#inode ? this.#offset : 0) + Buffer.byteLength(whole);
    this.#inode = now.inode;
    return [...lines, ...parse(whole)];
  }
}

/** The text from `offset` if the file still is `inode`, else from its beginning. */
function readFrom(file: string, inode: number, offset: number): { inode: number; text: string } | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const { ino, size } = fstatSync(descriptor);
    const from = ino === inode ? offset : 0;
    const bytes = Buffer.alloc(Math.max(0, size - from));
    const read = readSync(descriptor, bytes, 0, bytes.length, from);
    return { inode: ino, text: bytes.toString('utf8', 0, read) };
  } finally {
    closeSync(descriptor);
  }
}

function parse(text: string): LogLine[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogLine);
}
