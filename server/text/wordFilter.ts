// Which files can hold a word, without reading them again: a few bits per word and file (a Bloom filter). Never says no to
// a word that is there; says yes to one in thirty that is not.

import { isWordAt } from './wordMarks.ts';

const BITS_PER_WORD = 8;
const PROBES = 3;
const FIRST_HASH = 0x811c9dc5;

/** The words of one text. */
export class WordFilter {
  readonly #bits: Uint8Array;

  constructor(text: string) {
    const hashes = hashWords(text);
    this.#bits = new Uint8Array(Math.max(8, Math.ceil((hashes.size * BITS_PER_WORD) / 8)));
    for (const hash of hashes) {
      for (let probe = 0; probe < PROBES; probe++) {
        const bit = this.#bitOf(hash, probe);
        this.#bits[bit >> 3]! |= 1 << (bit & 7);
      }
    }
  }

  get bytes(): number {
    return this.#bits.length;
  }

  /** False when the text does not hold all of these words, given by `hashesOf`. */
  mayHold(hashes: Iterable<number>): boolean {
    for (const hash of hashes) {
      for (let probe = 0; probe < PROBES; probe++) {
        const bit = this.#bitOf(hash, probe);
        if ((this.#bits[bit >> 3]! & (1 << (bit & 7))) === 0) return false;
      }
    }
    return true;
  }

  #bitOf(hash: number, probe: number): number {
    const step = (Math.imul(hash, 0x9e3779b1) >>> 0) | 1;
    return ((hash + Math.imul(probe, step)) >>> 0) % (this.#bits.length * 8);
  }
}

/** What to ask filters for `name`: one number per word in it, none when it holds no word character. */
export function hashesOf(name: string): ReadonlySet<number> {
  return hashWords(name);
}

function hashWords(text: string): Set<number> {
  const hashes = new Set<number>();
  let hash = FIRST_HASH;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    if (isWordAt(text, at)) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      length++;
    } else if (length > 0) {
      hashes.add(hash >>> 0);
      hash = FIRST_HASH;
      length = 0;
    }
  }
  if (length > 0) hashes.add(hash >>> 0);
  return hashes;
}
