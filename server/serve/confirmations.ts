// Between what language servers say of call sites and the index: which sites are worth asking about next, whether the text
// that an answer was given for is still there, and what is laid over the edges. Windows ask; nothing here waits for them.

import { hash } from 'node:crypto';
import { extname } from 'node:path/posix';
import { isInstalledPath } from '../discover/vendored.ts';
import { ConfirmedCalls, siteKey } from '../evidence/confirmedCalls.ts';
import type { ConfirmedSite, FileEvidence } from '../evidence/confirmedCalls.ts';
import type {
  AnsweredSite,
  ConfirmedCounts,
  DefinedPlace,
  ImportedCounts,
  JudgedSite,
  RpcRequests,
  SitesToConfirm,
} from '../protocol/rpc.ts';
import type { Queries } from '../queries/client.ts';
import type { NamedPlace } from '../queries/callSites.ts';
import type { SymbolKey } from '../queries/callsBetween.ts';
import type { SymbolRow } from '../queries/symbols.ts';
import type { Hold } from './hold.ts';

/** Files that answers spoke of; beyond this the one that was spoken of longest ago is forgotten. */
const MAX_ASKED = 500;
/** Files of the workspace whose symbols are called most, for when nothing else is left to ask about. */
const MAX_BUSY = 300;
/** So long nobody else is given the sites that a window asks about. */
const LENT_MS = 30_000;
/**
 * A language server that is still reading the workspace says little: a call that it could not tell is asked about again, after one
 * minute, two, four and eight.
 */
const MAX_TRIES = 5;
const RETRY_MS = 60_000;
const RETRY_GROWTH = 2;
/** Files judged in one question to the store, so that others are answered in between. */
const FILES_AT_ONCE = 40;

/** Who said what was imported, before the name of the tool. */
const IMPORTED = 'imported from ';

/** A name at the beginning of a text, in any language. */
const NAME = /^[\p{ID_Continue}$]+/u;

/** A text of now, as the index and windows have it. */
interface CurrentText {
  readonly text: string;
  readonly hash: string;
}

/** Sites of a text that nothing was said of: how often they were asked about, and when that is worth while again. */
interface Tried {
  readonly hash: string;
  readonly sites: Map<string, { readonly times: number; readonly againMs: number }>;
}

export interface ConfirmationsOptions {
  /** The file of the evidence. */
  readonly path: string;
  readonly queries: Queries;
  readonly hold: Hold;
  /** Throws a coded error for what can't be read. */
  readonly readText: (file: string) => CurrentText;
}

/** The confirmations of one workspace; makes no file before something is said. */
export class Confirmations {
  readonly #evidence: ConfirmedCalls;
  readonly #queries: Queries;
  readonly #hold: Hold;
  readonly #readText: (file: string) => CurrentText;
  /** File → how often an answer spoke of it; the last at the end. */
  readonly #asked = new Map<string, number>();
  /** File → until when a window asks about it. */
  readonly #lent = new Map<string, number>();
  /** File → the text of which every site was answered. */
  readonly #done = new Map<string, string>();
  /** File → sites of a text that nothing was said of. */
  readonly #tried = new Map<string, Tried>();

  constructor({ path, queries, hold, readText }: ConfirmationsOptions) {
    this.#evidence = new ConfirmedCalls(path);
    this.#hold = hold;
    this.#queries = queries;
    this.#readText = readText;
  }

  /** An answer spoke of these files: their calls come first. */
  noteAsked(files: readonly string[]): void {
    for (const file of new Set(files)) {
      const count = this.#asked.get(file) ?? 0;
      this.#asked.delete(file);
      this.#asked.set(file, count + 1);
    }
    for (const file of this.#asked.keys()) {
      if (this.#asked.size <= MAX_ASKED) break;
      this.#asked.delete(file);
    }
  }

  /**
   * Sites of one file of which nothing is known yet, at most `max`: of what was asked about, then of the files in `shown`,
   * then of what is called most. Files that end in one of `without` are left out. Null when there is nothing to ask.
   */
  async next(
    shown: readonly string[],
    without: readonly string[],
    max: number,
  ): Promise<SitesToConfirm | null> {
    const asked = [...this.#asked].sort(([, a], [, b]) => b - a).map(([file]) => file);
    const first = await this.#firstOpen([...asked, ...shown], without, max);
    if (first) return first;
    return this.#firstOpen(await this.#queries.listBusyFiles({ limit: MAX_BUSY }), without, max);
  }

  #triesOf(file: string, textHash: string): Tried['sites'] {
    let tried = this.#tried.get(file);
    if (tried?.hash !== textHash) this.#tried.set(file, (tried = { hash: textHash, sites: new Map() }));
    return tried.sites;
  }

  #isLent(file: string): boolean {
    const until = this.#lent.get(file) ?? 0;
    if (until <= Date.now()) this.#lent.delete(file);
    return until > Date.now();
  }

  sample(count: number, seed: number): Promise<readonly SitesToConfirm[]> {
    return this.#queries.sampleCallSites({ count, seed });
  }

  async #firstOpen(
    files: readonly string[],
    without: readonly string[],
    max: number,
  ): Promise<SitesToConfirm | null> {
    const wanted = [...new Set(files)].filter((file) => !without.includes(extname(file)));
    const hashes = await this.#queries.listFileHashes({ files: wanted });
    for (const [at, file] of wanted.entries()) {
      const current = hashes[at]!;
      if (current === '' || this.#done.get(file) === current || this.#isLent(file)) continue;
      const known = new Set(this.#evidence.files().get(file)?.sites.map(siteKey));
      const sites = await this.#queries.listCallSites({ file });
      const tried = this.#triesOf(file, current);
      const left = sites.filter((site) => {
        const key = siteKey(site);
        return !known.has(key) && (tried.get(key)?.times ?? 0) < MAX_TRIES;
      });
      const open = left.filter((site) => (tried.get(siteKey(site))?.againMs ?? 0) <= Date.now());
      if (open.length > 0) {
        this.#lent.set(file, Date.now() + LENT_MS);
        return { file, hash: current, sites: open.slice(0, max) };
      }
      if (left.length === 0) this.#done.set(file, current);
    }
    return null;
  }

  /**
   * Takes what a language server said of sites of a file, for the text of which the hash is given, and says what that comes
   * to; nothing of another text is believed.
   */
  async take(
    file: string,
    textHash: string,
    by: string,
    answers: readonly AnsweredSite[],
  ): Promise<ConfirmedCounts> {
    const nothing = { confirmed: 0, refuted: 0, added: 0 };
    this.#lent.delete(file);
    const text = await this.#findIndexed(file, textHash);
    if (!text) return nothing;
    const sites = (await this.#describe(file, text, by, answers)).filter(saysSomething);
    const told = new Set(sites.map(siteKey));
    const tried = this.#triesOf(file, textHash);
    for (const site of answers) {
      const key = siteKey(site);
      const times = site.isUnwritten ? MAX_TRIES : (tried.get(key)?.times ?? 0) + 1;
      if (!told.has(key))
        tried.set(key, { times, againMs: Date.now() + RETRY_MS * RETRY_GROWTH ** (times - 1) });
    }
    const all = await this.#addTo(file, text, sites);
    this.#evidence.set(new Map([[file, { hash: textHash, sites: all }]]));
    const judged = await this.#queries.judgeCallSites({ file, sites });
    await this.#hold.wait();
    await this.#queries.layConfirmed({ files: [{ file, sites: all }] });
    return countJudged(judged);
  }

  /** All call sites of a file as it is in the index; null when there is none of it. */
  async sitesOf(file: string): Promise<SitesToConfirm | null> {
    const [textHash = ''] = await this.#queries.listFileHashes({ files: [file] });
    if (textHash === '') return null;
    return { file, hash: textHash, sites: await this.#queries.listCallSites({ file }) };
  }

  /** Judges, and takes, what a part of an imported index says of its files. */
  async import({
    by,
    files,
    isKept,
    isTrusted,
    isMore,
  }: RpcRequests['confirm/import']['params']): Promise<ImportedCounts> {
    const passedOver: string[] = [];
    const judged: JudgedSite[] = [];
    const taken = new Map<string, FileEvidence>();
    const readRow = this.#createRowReader();
    for (const { file, hash: textHash, sites: answers } of files) {
      const text = await this.#findIndexed(file, textHash);
      if (!text) {
        passedOver.push(file);
        continue;
      }
      const described = await this.#describe(file, text, IMPORTED + by, answers, readRow);
      const sites = described.filter(saysSomething);
      const verdicts = await this.#queries.judgeCallSites({ file, sites });
      judged.push(...verdicts);
      if (!isKept) continue;
      const contradicting = new Set(isTrusted ? [] : verdicts.filter(isRefuting).map(siteKey));
      const believed = sites.map((site) =>
        contradicting.has(siteKey(site)) ? Object.assign({}, site, { isUnclear: true }) : site,
      );
      taken.set(file, { hash: textHash, sites: await this.#addTo(file, text, believed) });
    }
    if (isKept) {
      this.#evidence.set(taken, isMore);
      await this.#hold.wait();
      await this.#queries.layConfirmed({
        files: [...taken].map(([file, { sites }]) => ({ file, sites })),
      });
    }
    const added = countJudged(isTrusted ? judged : judged.filter((site) => !isRefuting(site))).added;
    return {
      ...countJudged(judged),
      added,
      sites: judged.length,
      passedOver,
      differing: judged.filter((site) => site.missing.length > 0 || isRefuting(site)),
    };
  }

  /** Forgets what was imported, and lays the rest anew. */
  async forgetImported(): Promise<{ readonly sites: number }> {
    let forgotten = 0;
    const left = new Map<string, FileEvidence>();
    for (const [file, { hash: textHash, sites }] of this.#evidence.files()) {
      const kept = sites.filter((site) => !isImported(site));
      if (kept.length === sites.length) continue;
      forgotten += sites.length - kept.length;
      left.set(file, { hash: textHash, sites: kept });
    }
    this.#evidence.set(left);
    await this.#hold.wait();
    await this.#queries.layConfirmed({ files: [...left].map(([file, { sites }]) => ({ file, sites })) });
    return { sites: forgotten };
  }

  /** What is known of a file with these sites in it, of which the last is believed. */
  async #addTo(
    file: string,
    text: CurrentText,
    sites: readonly ConfirmedSite[],
  ): Promise<readonly ConfirmedSite[]> {
    const before = this.#evidence.files().get(file)?.sites ?? [];
    const replaced = new Set(sites.map(siteKey));
    const kept = before.filter((site) => !replaced.has(siteKey(site)));
    return [...(await this.#stillThere(file, text, kept)), ...sites];
  }

  /** How the edges of the index stand to what was said of a text that it holds; nothing of another one. */
  async judge(file: string, textHash: string, answers: readonly AnsweredSite[]): Promise<JudgedSite[]> {
    const text = await this.#findIndexed(file, textHash);
    if (!text) return [];
    const sites = await this.#describe(file, text, '', answers);
    return this.#queries.judgeCallSites({ file, sites });
  }

  /** The text of a file when it is the one with this hash, on both sides. */
  async #findIndexed(file: string, textHash: string): Promise<CurrentText | undefined> {
    const text = this.#find(file);
    if (text?.hash !== textHash) return undefined;
    const [indexed] = await this.#queries.listFileHashes({ files: [file] });
    return indexed === textHash ? text : undefined;
  }

  /** What was said, in the words of the index. Sites of which the symbol around is gone are left out. */
  async #describe(
    file: string,
    text: CurrentText,
    by: string,
    answers: readonly AnsweredSite[],
    readRow = this.#createRowReader(),
  ): Promise<ConfirmedSite[]> {
    const callers = await this.#hashSymbols(
      file,
      text,
      answers.map(({ caller }) => caller),
    );
    const locate = await this.#locate(
      answers.flatMap(({ places }) => places.flatMap((place) => [place, ...(place.given?.places ?? [])])),
      readRow,
    );
    return answers.flatMap(({ caller, offset, name, places, isUnsure = false }): ConfirmedSite[] => {
      const found = places.map(locate);
      const given = places.flatMap(({ given: what }) =>
        (what?.places ?? []).flatMap((place) => {
          const at = locate(place);
          return typeof at === 'string' ? [] : [{ ...at, isCalled: what!.isCalled }];
        }),
      );
      const callerHash = callers.get(caller);
      if (callerHash === undefined) return [];
      return [
        {
          caller,
          hash: callerHash,
          offset,
          name,
          answers: found.filter((one) => typeof one !== 'string'),
          given,
          isOutside: found.includes('outside'),
          isUnclear: isUnsure || found.length === 0 || found.includes('unclear'),
          by,
        },
      ];
    });
  }

  /** A reader of the symbol that each of these places means. */
  async #locate(
    places: readonly DefinedPlace[],
    readRow: (file: string, line: number) => string,
  ): Promise<(place: DefinedPlace) => SymbolKey | 'outside' | 'unclear'> {
    const inside = places.filter(({ file }) => file !== '');
    const symbols = await this.#queries.locateDefinitions({
      places: inside.map(({ file, line, character }): NamedPlace => {
        const [name = ''] = NAME.exec(readRow(file, line).slice(character)) ?? [];
        return { file, line, name };
      }),
    });
    const known = new Map(inside.map((place, at) => [place, symbols[at]]));
    return (place) => known.get(place) ?? (liesOutside(place) ? 'outside' : 'unclear');
  }

  /** Rows of files by 1-based number, '' where there is none. Reads each file once. */
  #createRowReader(): (file: string, line: number) => string {
    const known = new Map<string, readonly string[]>();
    return (file, line) => {
      let rows = known.get(file);
      if (!rows) known.set(file, (rows = this.#find(file)?.text.split(/\r?\n/) ?? []));
      return rows[line - 1] ?? '';
    };
  }

  /**
   * The index has changed: what was said of texts that are no more is forgotten, and the rest is judged by the edges of now,
   * all of it when `isAll`.
   */
  async refresh(isAll: boolean): Promise<void> {
    if (this.#evidence.size === 0) return;
    const known = this.#evidence.files();
    const files = [...known.keys()];
    const hashes = await this.#queries.listFileHashes({ files });
    const changed = files.filter((file, at) => known.get(file)!.hash !== hashes[at]);
    const renewed = new Map<string, FileEvidence>();
    for (const file of changed) {
      const text = this.#find(file);
      // The index is behind the disk: it will come here again.
      if (text && text.hash !== hashes[files.indexOf(file)]) continue;
      const sites = text ? await this.#stillThere(file, text, known.get(file)!.sites) : [];
      renewed.set(file, { hash: text?.hash ?? '', sites });
    }
    this.#evidence.set(renewed);
    const isTouched = ({ sites }: FileEvidence) =>
      sites.some(({ answers }) => answers.some((answer) => renewed.has(answer.file)));
    const laid = files.filter(
      (file) => isAll || renewed.has(file) || (renewed.size > 0 && isTouched(known.get(file)!)),
    );
    for (let from = 0; from < laid.length; from += FILES_AT_ONCE) {
      await this.#hold.wait();
      await this.#queries.layConfirmed({
        files: laid.slice(from, from + FILES_AT_ONCE).map((file) => ({
          file,
          sites: this.#evidence.files().get(file)?.sites ?? [],
        })),
      });
    }
  }

  /** Those of which the symbol around has the text of then. */
  async #stillThere(
    file: string,
    text: CurrentText,
    sites: readonly ConfirmedSite[],
  ): Promise<ConfirmedSite[]> {
    const callers = await this.#hashSymbols(
      file,
      text,
      sites.map(({ caller }) => caller),
    );
    return sites.filter((site) => callers.get(site.caller) === site.hash);
  }

  async #hashSymbols(
    file: string,
    { text }: CurrentText,
    names: readonly string[],
  ): Promise<Map<string, string>> {
    const keys = [...new Set(names)].map((name) => ({ name, file }));
    const symbols = await this.#queries.findSymbols({ keys });
    const lines = text.split(/\r?\n/);
    const hashOf = ({ start_line, end_line }: SymbolRow) =>
      hash('sha1', lines.slice(start_line - 1, end_line).join('\n'));
    return new Map(symbols.flatMap((symbol, at) => (symbol ? [[keys[at]!.name, hashOf(symbol)]] : [])));
  }

  #find(file: string): CurrentText | undefined {
    try {
      return this.#readText(file);
    } catch {
      // Gone, or not to be read: nothing can be said of it.
      return undefined;
    }
  }
}

/** Whether a place without a symbol is none of the workspace's own. */
function liesOutside({ file }: DefinedPlace): boolean {
  return file === '' || isInstalledPath(file);
}

function isImported({ by }: ConfirmedSite): boolean {
  return by.startsWith(IMPORTED);
}

function saysSomething({ answers, given, isOutside }: ConfirmedSite): boolean {
  return answers.length > 0 || given.length > 0 || isOutside;
}

function isRefuting({ edges }: JudgedSite): boolean {
  return edges.some(({ verdict }) => verdict === 'refuted');
}

function countJudged(judged: readonly JudgedSite[]): ConfirmedCounts {
  const edges = judged.flatMap((site) => site.edges);
  return {
    confirmed: edges.filter(({ verdict }) => verdict === 'confirmed').length,
    refuted: edges.filter(({ verdict }) => verdict === 'refuted').length,
    added: judged.reduce((sum, { missing }) => sum + missing.length, 0),
  };
}
