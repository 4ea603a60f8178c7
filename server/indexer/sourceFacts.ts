// What an index thread remembers of the tree between runs: for each file what the store keeps of it, its facts, and the
// ids of its symbols in the database. With it an edit costs the files that it touches.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IndexedFile } from '../discover/compareWithIndex.ts';
import type { Discovery, SourceFile } from '../discover/discovery.ts';
import { UNSAVED_MTIME_MS } from '../discover/overlay.ts';
import { StringTable } from '../facts/builder.ts';
import { WHOLE_FILE } from '../graph.ts';
import type { GraphFile } from '../graph.ts';
import { languages } from '../languages/index.ts';
import { listRuleNames } from '../languages/ruleNames.ts';
import { languageNumber } from '../languages/table.ts';
import { gapOf } from '../protocol/fileGap.ts';
import type { FileGap, GapCause } from '../protocol/fileGap.ts';
import type { ReadGate } from '../discover/readGate.ts';
import type { FileFacts } from '../resolve/program/index.ts';
import { factsKey, FactsCache } from './factsCache.ts';
import type { IndexOptions, ParsedFileReport } from './messages.ts';
import { isLarge, ParseQueue } from './parseOrder.ts';
import { parseFiles } from './parsePool.ts';
import type { PoolFile } from './parsePool.ts';
import { createGate } from './gate.ts';
import { SourceParser } from './sourceParser.ts';

/**
 * Up to so many bytes are parsed in this thread: each other one has to load, and to optimise, the same code once more, which
 * for a tree of this size is a fifth of all that its index costs.
 */
const FEW_BYTES = 8 * 1024 * 1024;
/** So many files go ahead when many are to be found in the cache. */
const FIRST_FILES = 24;
/** Reading more files than these, to find them in the cache, takes so long that the first ones go ahead. */
const MANY_FILES = 1000;
const HASHED_AT_ONCE = 256;

/** Little enough to lose, much enough to write at once. */
const SAVE_BYTES = 24 * 1024 * 1024;

/** One file of the workspace. */
export interface SourceEntry {
  readonly file: GraphFile;
  /** Undefined for a file that was skipped. */
  readonly facts: FileFacts | undefined;
}

/** Files by path. */
export type SourceEntries = ReadonlyMap<string, SourceEntry>;

/** Parses files and remembers their strings. What was parsed before, by whomever, comes from the cache. */
export class SourceFacts {
  readonly strings = new StringTable();
  #cache: FactsCache | undefined;
  /** Parsed, but not in the cache yet. */
  #unsaved = new Map<string, SourceEntry>();
  #parser: SourceParser | undefined;
  /** Identity: facts parsed in this thread are over the common table already. */
  #identity = new Int32Array(0);
  readonly #saveBytes: number;

  /** During a run facts are saved each time that `saveBytes` of sources were parsed. */
  constructor(saveBytes = SAVE_BYTES) {
    for (const name of listRuleNames()) this.strings.intern(name);
    this.#saveBytes = saveBytes;
  }

  /**
   * Parses `files` in this order, `preferred` ones first, or takes what the cache has for their content unless `isFresh`;
   * the result is in path order. `onEntries` hears of each file once.
   */
  async parse(
    files: readonly SourceFile[],
    options: IndexOptions,
    isFresh: boolean,
    onEntries: (entries: readonly SourceEntry[]) => void = () => {},
    preferred: ReadonlySet<string> = new Set(),
  ): Promise<SourceEntry[]> {
    const cache = isFresh ? undefined : this.#openCache(options);
    if (cache && !cache.isEmpty && files.length > MANY_FILES) {
      // Those that matter most, before all the others are read to be found.
      const first = await this.parse(files.slice(0, FIRST_FILES), options, isFresh, onEntries, preferred);
      const rest = await this.#findOrParse(files.slice(FIRST_FILES), options, cache, onEntries, preferred);
      return sortByPath([...first, ...rest]);
    }
    return sortByPath(await this.#findOrParse(files, options, cache, onEntries, preferred));
  }

  async #findOrParse(
    files: readonly SourceFile[],
    options: IndexOptions,
    cache: FactsCache | undefined,
    onEntries: (entries: readonly SourceEntry[]) => void,
    preferred: ReadonlySet<string>,
  ): Promise<SourceEntry[]> {
    const cached = await this.#findCached(files, options, cache);
    if (cached.size > 0) onEntries([...cached.values()]);
    const parsed = await this.#parse(
      files.filter(({ path }) => !cached.has(path)),
      options,
      onEntries,
      preferred,
    );
    return [...cached.values(), ...parsed];
  }

  /** Has the facts of these files saved with the next, except those of texts that may never be on disk. */
  remember(entries: readonly SourceEntry[]): void {
    // Of a file that is edited again and again only the last text is worth keeping, and room.
    for (const entry of entries)
      if (entry.file.mtimeMs !== UNSAVED_MTIME_MS) this.#unsaved.set(entry.file.path, entry);
  }

  /**
   * The entries of files with these contents, undefined when one of those that have facts is neither in the cache nor an
   * overlay.
   */
  async recall(files: readonly GraphFile[], options: IndexOptions): Promise<SourceEntry[] | undefined> {
    const { includeGenerated, overlays = [] } = options;
    const texts = new Map(overlays.map(({ path, hash }) => [path, hash]));
    const keys = new Map(
      files.flatMap((file) =>
        file.status === 'skipped'
          ? []
          : [[file, factsKey(file.path, file.language, file.hash, includeGenerated)] as const],
      ),
    );
    const found = this.#openCache(options)?.find(keys.values());
    const entries: SourceEntry[] = [];
    for (const file of files) {
      const key = keys.get(file);
      const cached = key === undefined ? undefined : found?.get(key);
      if (key !== undefined && !cached) {
        if (texts.get(file.path) !== file.hash) return undefined;
        entries.push(...(await this.#parseHere([file], options)));
        continue;
      }
      const language = languages[languageNumber.get(file.language) ?? -1];
      if (cached && !language) return undefined;
      // What was noted when its edges were made is not a fact of the file.
      const own = cached ? { ...file, ...describeProblems(cached.problems) } : file;
      entries.push({ file: own, facts: cached && { path: file.path, language: language!, ...cached } });
    }
    return entries;
  }

  /** Parses a file in this thread, whatever is known of it. */
  async parseAnew(file: GraphFile, options: IndexOptions): Promise<SourceEntry> {
    const [entry] = await this.#parseHere([file], options);
    return entry!;
  }

  /** Puts what was parsed since into the cache. */
  save({ includeGenerated }: IndexOptions): void {
    const fresh = [...this.#unsaved.values()].flatMap(({ file, facts }) => {
      const { path, language, hash, lines, reason, cause, gapLine } = file;
      if (!facts) return [];
      const problems = cause === '' ? [] : [{ cause, reason, line: gapLine }];
      return [{ key: factsKey(path, language, hash, includeGenerated), lines, problems, facts }];
    });
    this.#unsaved = new Map();
    this.#cache?.add(fresh);
  }

  #openCache({ cache }: IndexOptions): FactsCache | undefined {
    if (cache) this.#cache ??= new FactsCache(cache.folder, cache.fingerprint, this.strings, cache.pulled);
    return this.#cache;
  }

  /** Reads and hashes the files to find them; not when there is nothing to be found. Other messages are heard meanwhile. */
  async #findCached(
    files: readonly SourceFile[],
    options: IndexOptions,
    cache: FactsCache | undefined,
  ): Promise<Map<string, SourceEntry>> {
    const entries = new Map<string, SourceEntry>();
    const saved = files.filter(({ mtimeMs }) => mtimeMs !== UNSAVED_MTIME_MS);
    if (!cache || saved.length === 0 || cache.isEmpty) return entries;
    const gate = createGate(options);
    const keys = new Map<string, { file: SourceFile; hash: string }[]>();
    for (const [at, file] of saved.entries()) {
      if (at % HASHED_AT_ONCE === HASHED_AT_ONCE - 1) await nextTurn();
      const hash = hashOrNothing(gate, file.path);
      const key = factsKey(file.path, file.language, hash, options.includeGenerated);
      if (hash !== '') keys.set(key, [...(keys.get(key) ?? []), { file, hash }]);
    }
    for (const [key, { lines, problems, facts, strings }] of cache.find(keys.keys())) {
      for (const { file, hash } of keys.get(key) ?? []) {
        const { path, language, sizeBytes, mtimeMs } = file;
        const report = { path, language: languageNumber.get(language)!, hash, sizeBytes, mtimeMs, lines };
        entries.set(
          path,
          makeEntry({ ...report, length: 0, skipped: undefined, problems }, file, facts, strings),
        );
      }
    }
    return entries;
  }

  async #parse(
    files: readonly SourceFile[],
    options: IndexOptions,
    onEntries: (entries: readonly SourceEntry[]) => void,
    preferred: ReadonlySet<string>,
  ): Promise<SourceEntry[]> {
    if (areFew(files, options)) {
      const entries: SourceEntry[] = [];
      const queue = new ParseQueue(files, preferred);
      while (!queue.isEmpty) {
        const done = await this.#parseHere(queue.take(), options);
        this.remember(done);
        onEntries(done);
        entries.push(...done);
        // Other messages are heard between batches.
        if (!queue.isEmpty) await nextTurn();
      }
      return entries;
    }
    const parsed: PoolFile[] = [];
    const found = new Map(files.map((file) => [file.path, file]));
    const entryOf = ({ report, facts, strings }: PoolFile) =>
      makeEntry(report, found.get(report.path)!, facts, strings.ints);
    // Saving copies: in smaller parts where memory is limited.
    const saveBytes = options.memoryLimitBytes ? this.#saveBytes / 4 : this.#saveBytes;
    let unsavedBytes = 0;
    const hear = (done: readonly PoolFile[]) => {
      const fresh = done.map(entryOf);
      this.remember(fresh);
      onEntries(fresh);
      unsavedBytes += done.reduce((sum, { report }) => sum + report.sizeBytes, 0);
      if (unsavedBytes < saveBytes) return;
      // Whatever ends this process, the next run goes on from here.
      unsavedBytes = 0;
      this.save(options);
    };
    try {
      await parseFiles(files, options, hear, this.strings, parsed, preferred);
    } catch (error) {
      this.save(options);
      throw error;
    }
    return parsed.map(entryOf);
  }

  async #parseHere(files: readonly SourceFile[], options: IndexOptions): Promise<SourceEntry[]> {
    if (this.#parser) this.#parser.configure(options);
    else this.#parser = new SourceParser(options, this.strings, true);
    const entries: SourceEntry[] = [];
    for (const file of files) {
      const { path, language } = file;
      const { report, facts } = await this.#parser.parse({ path, language: languageNumber.get(language)! });
      entries.push(makeEntry(report, file, facts, this.#ownStrings()));
    }
    return entries;
  }

  #ownStrings(): Int32Array {
    const { length } = this.strings.strings;
    if (this.#identity.length < length) this.#identity = new Int32Array(2 * length).map((_, index) => index);
    return this.#identity;
  }
}

/**
 * Whether these files are parsed in this thread. Not where memory is limited, or a file is so large that its tree would stay as
 * memory of this thread: other threads end.
 */
function areFew(files: readonly SourceFile[], { memoryLimitBytes = 0, workers }: IndexOptions): boolean {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= FEW_BYTES / 16) return true;
  return workers === 0 && bytes <= FEW_BYTES && memoryLimitBytes === 0 && !files.some(isLarge);
}

function sortByPath(entries: SourceEntry[]): SourceEntry[] {
  return entries.sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
}

function hashOrNothing(gate: ReadGate, path: string): string {
  try {
    return gate.hashFile(path);
  } catch {
    return '';
  }
}

function makeEntry(
  report: ParsedFileReport,
  found: SourceFile,
  facts: Int32Array | undefined,
  strings: Int32Array,
): SourceEntry {
  const { path, language, hash, sizeBytes, mtimeMs, lines, skipped, problems } = report;
  if (facts === undefined) {
    // A skipped file keeps the size and time of discovery, so that a check sees that it has not changed.
    const file = skippedFile(path, skipped ?? gapOf('given-up', 'it gave no facts'), found.sizeBytes);
    return { file: { ...file, hash, mtimeMs: found.mtimeMs }, facts: undefined };
  }
  const known = languages[language]!;
  const file = { path, language: known.id, hash, sizeBytes, mtimeMs, lines, ...describeProblems(problems) };
  return { file, facts: { path, language: known, facts, strings } };
}

/** The worst first. */
const BY_WEIGHT: readonly GapCause[] = ['given-up', 'syntax', 'encoding', 'left-out'];

function describeProblems(problems: readonly FileGap[]): Pick<GraphFile, keyof typeof WHOLE_FILE> {
  if (problems.length === 0) return WHOLE_FILE;
  return {
    status: 'partial',
    reason: problems.map(({ reason }) => reason).join('; '),
    cause: BY_WEIGHT.find((one) => problems.some(({ cause }) => cause === one))!,
    gapLine: problems.find(({ line }) => line > 0)?.line ?? 0,
  };
}

function skippedFile(path: string, { cause, reason, line }: FileGap, sizeBytes: number): GraphFile {
  const state = { status: 'skipped', reason, cause, gapLine: line } as const;
  return { path, language: '', hash: '', sizeBytes, mtimeMs: 0, lines: 0, ...state };
}

/** Entries for the files that discovery skipped. */
export function skippedEntries({ skipped }: Discovery): SourceEntry[] {
  return skipped.map(({ path, reason, sizeBytes }) => ({
    file: skippedFile(path, gapOf('left-out', reason), sizeBytes),
    facts: undefined,
  }));
}

/** Entries by path, in path order. */
export function sortEntries(entries: Iterable<SourceEntry>): Map<string, SourceEntry> {
  const sorted = sortByPath([...entries]);
  return new Map(sorted.map((entry) => [entry.file.path, entry]));
}

/** The facts of all parsed files, in path order. */
export function listFacts(entries: SourceEntries): FileFacts[] {
  return [...entries.values()].flatMap(({ facts }) => facts ?? []);
}

/** What a comparison with the disk needs to know. */
export function listIndexed(entries: SourceEntries): IndexedFile[] {
  return [...entries.values()].map(({ file }) => file);
}
