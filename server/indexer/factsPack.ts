// The form in which facts of files lie on disk: one immutable file per index run, with a table of contents, the strings
// and the integers. A file that is not whole is as good as none.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { A_OPERAND, B_OPERAND, Operand } from '../facts/operands.ts';
import { Column, FACT_TABLE_NAMES, FACT_TABLES, widthOf } from '../facts/tables.ts';
import type { FileGap } from '../protocol/fileGap.ts';

/** "CBMF", and the version of this form. */
const MAGIC = 0x43_42_4d_46;
const VERSION = 2;
/** Magic, version, bytes of contents, strings and integers, checksum of all that follows. */
const HEADER_BYTES = 24;

/** The facts of one file over a string table. */
export interface PackedFacts {
  /** Says of which content, see factsKey. */
  readonly key: string;
  readonly lines: number;
  /** What is missing although it was parsed. */
  readonly problems: readonly FileGap[];
  readonly facts: Int32Array;
}

/** An entry of the table of contents: where the integers of a key begin and how many they are. */
type Contents = readonly (readonly [
  key: string,
  lines: number,
  problems: readonly FileGap[],
  at: number,
  length: number,
])[];

/** Calls `visit` with the offset of every string number in packed facts. */
export function forEachString(facts: Int32Array, visit: (at: number) => void): void {
  let first = FACT_TABLE_NAMES.length;
  FACT_TABLE_NAMES.forEach((name, index) => {
    const width = widthOf(name);
    const end = first + facts[index]! * width;
    FACT_TABLES[name].forEach((column, offset) => {
      if (!column.endsWith(':string')) return;
      for (let at = first + offset; at < end; at += width) visit(at);
    });
    if (name === 'expressions') {
      for (let at = first; at < end; at += width) {
        const op = facts[at + Column.expressions.op]!;
        if (A_OPERAND[op] === Operand.name) visit(at + Column.expressions.a);
        if (B_OPERAND[op] === Operand.name) visit(at + Column.expressions.b);
      }
    }
    // Lists are a count followed by (keyword, value) pairs.
    if (name === 'argumentLists') {
      for (let at = first; at < end; at += 1 + 2 * facts[at]!)
        for (let pair = 0; pair < facts[at]!; pair++) visit(at + 1 + 2 * pair);
    }
    first = end;
  });
}

/** Throws when packed facts are not as long as their tables, or name a string that a table of `strings` has not. */
export function assertSound(facts: Int32Array, strings: number): void {
  let end = FACT_TABLE_NAMES.length;
  FACT_TABLE_NAMES.forEach((name, index) => {
    const first = end;
    end += Math.max(0, facts[index]!) * widthOf(name);
    // A list of less than nothing would be gone through for ever.
    if (name === 'argumentLists')
      for (let at = first; at < end; at += 1 + 2 * facts[at]!) assertTrue(facts[at]! >= 0);
  });
  assertTrue(end === facts.length);
  forEachString(facts, (at) => assertTrue(facts[at]! >= 0 && facts[at]! < strings));
}

function assertTrue(isSound: boolean): void {
  if (!isSound) throw new Error('the facts of the pack are broken');
}

/**
 * The bytes of a pack, in pieces that follow each other: the facts are not copied. `entries` lie in `facts` in this order, without
 * gaps; they are over `strings`, which holds no more than they use.
 */
export function encodePack(
  entries: readonly PackedFacts[],
  facts: Int32Array,
  strings: readonly string[],
): Buffer[] {
  let at = 0;
  const contents: Contents = entries.map(({ key, lines, problems, facts: own }) => {
    const from = at;
    at += own.length;
    return [key, lines, problems, from, own.length];
  });
  const contentsBytes = padded(Buffer.from(JSON.stringify(contents)));
  const stringBytes = padded(Buffer.from(JSON.stringify(strings)));
  const body = [contentsBytes, stringBytes, Buffer.from(facts.buffer, facts.byteOffset, facts.byteLength)];
  const checksum = body.reduce((sum, part) => crc32(part, sum), 0);
  const header = Buffer.alloc(HEADER_BYTES);
  const fields = [MAGIC, VERSION, contentsBytes.length, stringBytes.length, at * 4, checksum];
  fields.forEach((field, index) => header.writeUInt32LE(field, index * 4));
  return [header, ...body];
}

/** Whole words, so that the integers are aligned; JSON does not mind spaces. */
function padded(bytes: Buffer): Buffer {
  const rest = (4 - (bytes.length % 4)) % 4;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(rest, ' ')]);
}

/** What a pack is asked by: a number for each key, which two keys seldom share. */
export function hashKey(key: string): number {
  return crc32(key);
}

/** An open pack. It keeps numbers for its keys, as a busy day makes hundreds of packs, and a key is a hundred bytes. */
export class FactsPack {
  readonly #file: string;
  readonly #hashes: Set<number>;
  readonly #sizes: readonly [contents: number, strings: number, facts: number, checksum: number];

  /** Reads the table of contents. Throws when the file is no pack of this version or is not whole. */
  constructor(file: string) {
    this.#file = file;
    const descriptor = openSync(file, 'r');
    try {
      const header = readBytes(descriptor, 0, HEADER_BYTES);
      const [magic, version, contents, strings, facts, checksum] = Array.from({ length: 6 }, (_, index) =>
        header.readUInt32LE(index * 4),
      ) as [number, number, number, number, number, number];
      const isWhole = fstatSync(descriptor).size === HEADER_BYTES + contents + strings + facts;
      if (magic !== MAGIC || version !== VERSION || !isWhole) throw new Error('not a whole pack of facts');
      this.#sizes = [contents, strings, facts, checksum];
      const listed = JSON.parse(readBytes(descriptor, HEADER_BYTES, contents).toString()) as Contents;
      this.#hashes = new Set(listed.map(([key]) => hashKey(key)));
    } finally {
      closeSync(descriptor);
    }
  }

  /** Whether it seems to have one of the keys with these numbers. */
  hasAny(hashes: Iterable<number>): boolean {
    for (const hash of hashes) if (this.#hashes.has(hash)) return true;
    return false;
  }

  /** Whether `other` seems to have all that this one has. */
  isWithin(other: FactsPack): boolean {
    for (const hash of this.#hashes) if (!other.#hashes.has(hash)) return false;
    return true;
  }

  /** Those of `keys` that it has, and the strings of its facts. Throws when the bytes are not those that were written. */
  read(keys: Pick<ReadonlySet<string>, 'has'>): {
    readonly entries: PackedFacts[];
    readonly strings: string[];
  } {
    const [contents, strings, facts, checksum] = this.#sizes;
    const descriptor = openSync(this.#file, 'r');
    let body: Buffer;
    try {
      body = readBytes(descriptor, HEADER_BYTES, contents + strings + facts);
    } finally {
      closeSync(descriptor);
    }
    if (crc32(body) !== checksum) throw new Error('the bytes of the pack have changed');
    const ints = new Int32Array(body.buffer, body.byteOffset + contents + strings, facts / 4);
    const entries: PackedFacts[] = [];
    const listed = JSON.parse(body.subarray(0, contents).toString()) as Contents;
    for (const [key, lines, problems, at, length] of listed) {
      if (keys.has(key)) entries.push({ key, lines, problems, facts: ints.subarray(at, at + length) });
    }
    return {
      entries,
      strings: JSON.parse(body.subarray(contents, contents + strings).toString()) as string[],
    };
  }
}

/** Exactly `length` bytes, in a buffer of their own whose start is aligned. */
function readBytes(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let done = 0; done < length;) {
    const count = readSync(descriptor, bytes, done, length - done, position + done);
    if (count === 0) throw new Error('the pack ends too early');
    done += count;
  }
  return bytes;
}
