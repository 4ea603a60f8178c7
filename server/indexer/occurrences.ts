// Where names stand in the texts of the index: for names that are gone, of which the graph knows nothing any more.

import { hash } from 'node:crypto';
import { basename } from 'node:path';
import type { ReadGate } from '../discover/readGate.ts';
import { SourceNames } from '../discover/sourceNames.ts';
import { CodedError } from '../errors.ts';
import { languageTable } from '../languages/table.ts';
import type { IndexedText } from '../text/wordSearch.ts';
import type { Occurrence, Occurrences } from './changesMessages.ts';
import type { Outliner } from './outlineText.ts';
import { createWordFinder, MAX_TEXT } from './wordLines.ts';
import type { WordLine } from './wordLines.ts';

const MAX_OCCURRENCES = 2000;
/** A name in so many files that it says little: no more of them are read for what it is called there. */
const MAX_ALIAS_FILES = 200;

const languageNames = new SourceNames(languageTable);

/** What was found in one text. */
interface Searched {
  /** Hex SHA-1 of the text. */
  readonly hash: string;
  readonly found: readonly Occurrence[];
  /** Whether it was looked what the file calls the names; `none`: there is nothing to look for. */
  readonly aliases: 'read' | 'skipped' | 'none';
}

/** Finds names in texts. What it found is kept for who asks for the same names again, in texts that are still the same. */
export class NameFinder {
  readonly #outliner: Outliner;
  #texts: readonly Pick<IndexedText, 'path' | 'hash'>[] = [];
  #names = '';
  readonly #kept = new Map<string, Searched>();

  constructor(outliner: Outliner) {
    this.#outliner = outliner;
  }

  /** Sets which files there are, each with the hash of the text that the index was made of. */
  setTexts(texts: readonly Pick<IndexedText, 'path' | 'hash'>[]): void {
    this.#texts = texts;
  }

  /** Where `names` stand, also under the names that a file imports them as. */
  async find(names: readonly string[], gate: ReadGate, signal: AbortSignal): Promise<Occurrences> {
    const key = names.join('\n');
    if (key !== this.#names) this.#kept.clear();
    this.#names = key;
    const findLines = createWordFinder(names);
    const wanted = new Set(names);
    const found: Occurrence[] = [];
    let aliasFiles = 0;
    for (const { path, hash: indexed } of this.#texts) {
      signal.throwIfAborted();
      if (found.length >= MAX_OCCURRENCES)
        return { found: found.slice(0, MAX_OCCURRENCES), isComplete: false };
      const wantsAliases = aliasFiles < MAX_ALIAS_FILES;
      const kept = this.#kept.get(path);
      const isKept = kept?.hash === indexed && !(kept.aliases === 'skipped' && wantsAliases);
      const searched = isKept
        ? kept
        : await this.#search(path, gate, findLines, wantsAliases ? wanted : undefined);
      if (!searched) continue;
      if (searched.hash === indexed) this.#kept.set(path, searched);
      found.push(...searched.found);
      if (searched.aliases === 'read') aliasFiles++;
    }
    return { found, isComplete: true };
  }

  /** Searches one text; undefined when it can't be read. With `wanted` also for what the file calls these names. */
  async #search(
    file: string,
    gate: ReadGate,
    findLines: (text: string) => WordLine[],
    wanted: ReadonlySet<string> | undefined,
  ): Promise<Searched | undefined> {
    const bytes = readOrNothing(gate, file);
    if (!bytes) return undefined;
    const text = bytes.toString();
    const found = findLines(text).map(({ line, name, text: written }) => ({
      file,
      line,
      name,
      text: written,
    }));
    const language = languageNames.findLanguage(basename(file));
    const searched = { hash: hash('sha1', bytes, 'hex'), found };
    if (found.length === 0 || language === undefined) return { ...searched, aliases: 'none' };
    if (!found.some(mayRename)) return { ...searched, aliases: 'none' };
    if (!wanted) return { ...searched, aliases: 'skipped' };
    const imports = await this.#outliner.listImports({ path: file, language, bytes });
    const aliases = new Map(
      imports.flatMap(({ name, local }): [string, string][] =>
        wanted.has(name) && local !== '' && local !== name ? [[local, name]] : [],
      ),
    );
    if (aliases.size > 0)
      for (const alias of createWordFinder([...aliases.keys()])(text))
        found.push({ file, ...alias, name: aliases.get(alias.name)! });
    return { ...searched, aliases: 'read' };
  }
}

/** What follows a name that is imported under another one: only then it is worth to parse the file. */
const RENAMED = /^\s+as\s/;

function mayRename({ text, name }: Occurrence): boolean {
  if (text.length === MAX_TEXT) return true;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (RENAMED.test(text.slice(at + name.length, at + name.length + 20))) return true;
  return false;
}

function readOrNothing(gate: ReadGate, file: string): Buffer | undefined {
  try {
    return gate.readBytes(file);
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
