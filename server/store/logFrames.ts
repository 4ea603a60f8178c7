// What SQLite's write-ahead log holds, read the way SQLite reads it after a crash: frame by frame, as far as the chain of
// checksums holds. Format: https://sqlite.org/fileformat2.html#the_write_ahead_log. Only the database file itself is
// locked, so this file may be opened and closed beside SQLite. Writes nothing.

import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { sumPage } from './pageSums.ts';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const FRAMES_AT_ONCE = 64;
/** The lowest bit tells the order of the bytes in the words that the checksums add up. */
const MAGIC = 0x37_7f_06_82;
const NATIVE_BIT = endianness() === 'BE' ? 1 : 0;

/** The committed part of a log. */
export interface LogContent {
  /** Frames up to the last commit. */
  readonly frames: number;
  /** The checksum of the newest content of each page, by page number from 1. */
  readonly sums: ReadonlyMap<number, number>;
  /** Size of the database in pages after the last commit, 0 when there is none. */
  readonly databasePages: number;
}

const NOTHING: LogContent = { frames: 0, sums: new Map(), databasePages: 0 };

/** Reads the log of `database`; one that is missing, empty or not a log of this page size holds nothing. */
export function readLog(database: string, pageSize: number): LogContent {
  let descriptor: number;
  try {
    descriptor = openSync(`${database}-wal`, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NOTHING;
    throw error;
  }
  try {
    return readFrames(descriptor, pageSize);
  } finally {
    closeSync(descriptor);
  }
}

function readFrames(descriptor: number, pageSize: number): LogContent {
  const header = Buffer.allocUnsafeSlow(HEADER_BYTES);
  if (readSync(descriptor, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return NOTHING;
  const magic = header.readUInt32BE(0);
  if ((magic & ~1) !== MAGIC || header.readUInt32BE(8) !== pageSize) return NOTHING;
  const chain = new Chain((magic & 1) !== NATIVE_BIT);
  chain.add(header, 0, 24);
  if (!chain.matches(header, 24)) return NOTHING;

  const frameBytes = FRAME_HEADER_BYTES + pageSize;
  const buffer = Buffer.allocUnsafeSlow(FRAMES_AT_ONCE * frameBytes);
  const sums = new Map<number, number>();
  let uncommitted: [number, number][] = [];
  let frames = 0;
  let committed = 0;
  let databasePages = 0;
  for (let position = HEADER_BYTES; ; position += buffer.length) {
    const read = readSync(descriptor, buffer, 0, buffer.length, position);
    const whole = Math.floor(read / frameBytes);
    for (let index = 0; index < whole; index += 1) {
      const at = index * frameBytes;
      const isOfThisLog = header.compare(buffer, at + 8, at + 16, 16, 24) === 0;
      chain.add(buffer, at, 8);
      chain.add(buffer, at + FRAME_HEADER_BYTES, pageSize);
      if (!isOfThisLog || !chain.matches(buffer, at + 16)) return { frames: committed, sums, databasePages };
      frames += 1;
      const page = buffer.subarray(at + FRAME_HEADER_BYTES, at + frameBytes);
      uncommitted.push([buffer.readUInt32BE(at), sumPage(page)]);
      const pagesAfter = buffer.readUInt32BE(at + 4);
      if (pagesAfter === 0) continue;
      for (const [number, sum] of uncommitted) sums.set(number, sum);
      uncommitted = [];
      committed = frames;
      databasePages = pagesAfter;
    }
    if (whole < FRAMES_AT_ONCE) return { frames: committed, sums, databasePages };
  }
}

/** SQLite's running checksum over a log: each value covers everything before it. */
class Chain {
  readonly #isSwapped: boolean;
  #first = 0;
  #second = 0;

  constructor(isSwapped: boolean) {
    this.#isSwapped = isSwapped;
  }

  add(buffer: Buffer<ArrayBuffer>, offset: number, bytes: number): void {
    const source = this.#isSwapped ? Buffer.from(buffer.subarray(offset, offset + bytes)).swap32() : buffer;
    const start = this.#isSwapped ? source.byteOffset : source.byteOffset + offset;
    const words = new Uint32Array(source.buffer, start, bytes / 4);
    let first = this.#first;
    let second = this.#second;
    for (let at = 0; at < words.length; at += 2) {
      first = (first + words[at]! + second) | 0;
      second = (second + words[at + 1]! + first) | 0;
    }
    this.#first = first;
    this.#second = second;
  }

  matches(buffer: Buffer, offset: number): boolean {
    return buffer.readInt32BE(offset) === this.#first && buffer.readInt32BE(offset + 4) === this.#second;
  }
}
