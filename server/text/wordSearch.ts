// Finds a name in the texts of the index. Keeps a filter of the words of each text, by its hash, so that after the first
// search only files are read that hold the name; everything told about them is from their text of now.

import { extname } from 'node:path';
import type { ReadGate, SourceText } from '../discover/readGate.ts';
import { CodedError } from '../errors.ts';
import { languages } from '../languages/index.ts';
import type { Lexis } from '../languages/lexis.ts';
import { findOccurrences } from './occurrences.ts';
import { packOccurrences, type FileOccurrences, type PackedOccurrences } from './packedOccurrences.ts';
import { hashesOf, WordFilter } from './wordFilter.ts';

/** A file of the index, with the hash of the text that the index was made of. */
export interface IndexedText {
  readonly path: string;
  readonly hash: string;
  readonly language: string;
}

/** Filters take at most so much; files beyond are read for every search. */
const MAX_FILTER_BYTES = 32 * 1024 * 1024;

const LEXIS_BY_EXTENSION: ReadonlyMap<string, Lexis> = new Map(
  languages.flatMap(({ extensions, lexis }) =>
    Object.keys(extensions).map((extension) => [extension, lexis] as const),
  ),
);
const LEXIS_BY_LANGUAGE: ReadonlyMap<string, Lexis> = new Map(languages.map(({ id, lexis }) => [id, lexis]));

/** The texts of one workspace. Lives as long as its thread. */
export class WordSearch {
  #files: readonly IndexedText[] = [];
  readonly #filters = new Map<string, { readonly hash: string; readonly filter: WordFilter }>();
  #filterBytes = 0;

  /** Sets which files there are; filters of texts that are still the same are kept. */
  setFiles(files: readonly IndexedText[]): void {
    this.#files = files;
    const hashOf = new Map(files.map(({ path, hash }) => [path, hash]));
    for (const [path, { hash, filter }] of this.#filters) {
      if (hashOf.get(path) === hash) continue;
      this.#filters.delete(path);
      this.#filterBytes -= filter.bytes;
    }
  }

  /** Every occurrence of `name`; fewer when `budgetMs` runs out, which `searched` tells. Reads through `gate`. */
  find(name: string, gate: Pick<ReadGate, 'read'>, budgetMs: number): PackedOccurrences {
    const hashes = hashesOf(name);
    const endMs = performance.now() + budgetMs;
    const found: FileOccurrences[] = [];
    const unreadable: string[] = [];
    const changed: string[] = [];
    let searched = 0;
    for (const file of this.#files) {
      if (performance.now() > endMs) break;
      searched++;
      const filter = this.#filters.get(file.path)?.filter;
      if (filter && !filter.mayHold(hashes)) continue;
      const source = readOrSkip(gate, file.path);
      if (!source) {
        unreadable.push(file.path);
        continue;
      }
      if (!filter && source.hash === file.hash) this.#remember(file, source.text);
      const occurrences = findOccurrences(source.text, name, lexisOf(file));
      if (occurrences.length === 0) continue;
      found.push({ file: file.path, occurrences });
      if (source.hash !== file.hash) changed.push(file.path);
    }
    return { ...packOccurrences(found), unreadable, changed, searched, total: this.#files.length };
  }

  #remember({ path, hash }: IndexedText, text: string): void {
    if (this.#filterBytes >= MAX_FILTER_BYTES) return;
    const filter = new WordFilter(text);
    this.#filterBytes += filter.bytes;
    this.#filters.set(path, { hash, filter });
  }
}

function lexisOf({ path, language }: IndexedText): Lexis | undefined {
  return LEXIS_BY_EXTENSION.get(extname(path)) ?? LEXIS_BY_LANGUAGE.get(language);
}

function readOrSkip(gate: Pick<ReadGate, 'read'>, path: string): SourceText | undefined {
  try {
    return gate.read(path);
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
