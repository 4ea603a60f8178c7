// What cProfile and pstats write: a dictionary in Python's marshal format, of functions as (file, line, name) and what is
// known of them, their callers last. Only the types that such a file has are read; sizes are checked before they are used.

import { PairCounter, type CallPair, type Frame } from './frames.ts';

const FLAG_REFERENCE = 0x80;
const MAX_DEPTH = 20;

/** The pairs of a profile; undefined when the bytes are none. */
export function readPythonProfile(bytes: Buffer): CallPair[] | undefined {
  let entries: unknown;
  try {
    entries = new MarshalReader(bytes).read(0);
  } catch (error) {
    if (error instanceof NotMarshal || error instanceof RangeError) return undefined;
    throw error;
  }
  if (!(entries instanceof Map)) return undefined;
  const counter = new PairCounter();
  for (const [key, stats] of entries as Map<unknown, unknown>) {
    const callee = frameOf(key);
    const callers: unknown = Array.isArray(stats) ? stats[4] : undefined;
    if (!callee || !(callers instanceof Map)) return undefined;
    for (const [from, value] of callers as Map<unknown, unknown>) {
      const caller = frameOf(from);
      const [, calls] = Array.isArray(value) ? (value as unknown[]) : [undefined, value];
      if (caller && typeof calls === 'number') counter.add(caller, callee, calls, 'call');
    }
  }
  return counter.list();
}

function frameOf(key: unknown): Frame | undefined {
  if (!Array.isArray(key)) return undefined;
  const [file, line, name] = key as unknown[];
  if (typeof file !== 'string' || typeof line !== 'number' || typeof name !== 'string') return undefined;
  // Functions of the interpreter have no file: `~`.
  return { name, file: file === '~' ? '' : file, line };
}

class NotMarshal extends Error {}

class MarshalReader {
  readonly #bytes: Buffer;
  readonly #references: unknown[] = [];
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new NotMarshal();
    const byte = this.#bytes.readUInt8(this.#at++);
    const isReferred = (byte & FLAG_REFERENCE) !== 0;
    // A container takes its number before what is in it.
    const slot = isReferred ? this.#references.push(undefined) - 1 : -1;
    const value = this.#readValue(String.fromCharCode(byte & ~FLAG_REFERENCE), depth);
    if (slot >= 0) this.#references[slot] = value;
    return value;
  }

  #readValue(type: string, depth: number): unknown {
    switch (type) {
      case '0':
        return END;
      case 'N':
        return null;
      case 'T':
        return true;
      case 'F':
        return false;
      case 'i':
        return this.#int();
      case 'g':
        this.#at += 8;
        return this.#bytes.readDoubleLE(this.#at - 8);
      case 'l':
        return this.#long();
      case 'z':
      case 'Z':
        return this.#text(this.#bytes.readUInt8(this.#at++));
      case 's':
      case 't':
      case 'u':
      case 'a':
      case 'A':
        return this.#text(this.#int());
      case ')':
        return this.#list(this.#bytes.readUInt8(this.#at++), depth);
      case '(':
      case '[':
        return this.#list(this.#int(), depth);
      case '{':
        return this.#map(depth);
      case 'r':
        return this.#references[this.#int()];
      default:
        throw new NotMarshal();
    }
  }

  #int(): number {
    this.#at += 4;
    return this.#bytes.readInt32LE(this.#at - 4);
  }

  /** Digits of 15 bits, the sign in their number. */
  #long(): number {
    const size = this.#int();
    let value = 0;
    for (let digit = 0; digit < Math.abs(size); digit++) {
      value += this.#bytes.readUInt16LE(this.#at) * 2 ** (15 * digit);
      this.#at += 2;
    }
    return size < 0 ? -value : value;
  }

  #text(length: number): string {
    if (length < 0 || this.#at + length > this.#bytes.length) throw new NotMarshal();
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  #list(length: number, depth: number): unknown[] {
    if (length < 0 || length > this.#bytes.length - this.#at) throw new NotMarshal();
    return Array.from({ length }, () => this.read(depth + 1));
  }

  #map(depth: number): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    for (let key = this.read(depth + 1); key !== END; key = this.read(depth + 1))
      map.set(key, this.read(depth + 1));
    return map;
  }
}

/** Ends a dictionary. */
const END = Symbol('end of dictionary');
