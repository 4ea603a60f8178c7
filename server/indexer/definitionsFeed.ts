// Hands out what parsed files define while the first index is being built. Whoever takes it asks for each piece, so what is
// under way stays small; when nobody asks, nothing is made.

import type { Strings } from '../facts/builder.ts';
import type { GraphDefinitions } from '../graph.ts';
import { outlineFiles } from '../resolve/graph/index.ts';
import type { SourceEntry } from './sourceFacts.ts';

/** A tree that is smaller in both ways is indexed before an answer about a part of it would be of use. */
const LEAST_FILES = 1000;
const LEAST_BYTES = 8 * 1024 * 1024;
/** A piece holds so many files: some 10 ms of work here, and twice as much where it is taken; more when many wait. */
const PIECE_FILES = 400;
const LONGEST_PIECE_FILES = 2000;
/** What is left when parsing ends is handed out at once, because resolving leaves no time for it, up to so many files. */
const LAST_FILES = 5000;

/** The parsed files of one run of which nothing was handed out yet. */
export class DefinitionsFeed {
  readonly #send: (definitions: GraphDefinitions) => void;
  readonly #strings: Strings;
  readonly #isWorthwhile: boolean;
  #waiting: SourceEntry[] = [];
  #nextId = 0;
  #isAsked = false;
  #isTaken = false;

  /** For a run over so many files and bytes; the facts of its files are over `strings`. */
  constructor(files: number, bytes: number, strings: Strings, send: (definitions: GraphDefinitions) => void) {
    this.#isWorthwhile = files >= LEAST_FILES || bytes >= LEAST_BYTES;
    this.#strings = strings;
    this.#send = send;
  }

  /** These files have been parsed. */
  add(entries: readonly SourceEntry[]): void {
    if (!this.#isWorthwhile) return;
    this.#waiting.push(...entries);
    if (this.#isAsked) this.#handPiece();
  }

  /** One piece is wanted, now or when there is one. */
  ask(): void {
    this.#isTaken = true;
    this.#isAsked = true;
    this.#handPiece();
  }

  /** Everything has been parsed, and nothing will be heard for a while. */
  finish(): void {
    if (this.#isTaken) this.#hand(LAST_FILES);
  }

  #handPiece(): void {
    this.#hand(Math.min(LONGEST_PIECE_FILES, Math.max(PIECE_FILES, this.#waiting.length / 8)));
  }

  #hand(limit: number): void {
    const files = this.#waiting.splice(0, limit);
    if (files.length === 0) return;
    this.#isAsked = false;
    const definitions = outlineFiles(files, this.#strings, this.#nextId);
    this.#nextId += definitions.symbols.count;
    this.#send(definitions);
  }
}
