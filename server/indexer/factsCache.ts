// Parsed facts on disk, by content: what was parsed once is not parsed again, not after a restart, not in another worktree
// of the same repository. Any process may add a pack; packs are never changed, and whoever misses one parses again.

import {
  closeSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { basename, extname, join } from 'node:path';
import type { StringTable } from '../facts/builder.ts';
import type { FileGap } from '../protocol/fileGap.ts';
import type { FileFacts } from '../resolve/program/index.ts';
import { assertSound, encodePack, FactsPack, forEachString, hashKey } from './factsPack.ts';
import type { PackedFacts } from './factsPack.ts';
import { makeFolder } from '../ownership/paths.ts';

/** All packs together take no more; the least recently used go first. Those of the Linux source fit. */
const CACHE_BYTES = 2048 * 1024 * 1024;
/** Packs of former versions of the program are kept for as long as somebody may go back. */
const FORMER_MS = 3 * 86_400_000;

/** A cached file: its facts over the common strings. */
export interface CachedFacts {
  readonly lines: number;
  readonly problems: readonly FileGap[];
  readonly facts: Int32Array;
  readonly strings: Int32Array;
}

/** The facts of a file to be kept under a key. */
export interface KeyedFacts {
  readonly key: string;
  readonly lines: number;
  readonly problems: readonly FileGap[];
  readonly facts: Pick<FileFacts, 'facts' | 'strings'>;
}

/** The bytes of a pack of `files`, in pieces; `table` holds their common strings. */
export function packFacts(files: readonly KeyedFacts[], table: StringTable): Buffer[] {
  // 0 for a string that the pack has not yet, else one more than its number there.
  const numbers = new Int32Array(table.strings.length);
  const strings: string[] = [];
  const all = new Int32Array(files.reduce((sum, { facts }) => sum + facts.facts.length, 0));
  let end = 0;
  const entries: PackedFacts[] = files.map(({ key, lines, problems, facts: { facts, strings: common } }) => {
    const own = all.subarray(end, (end += facts.length));
    own.set(facts);
    forEachString(own, (at) => {
      const number = common[own[at]!]!;
      if (numbers[number] === 0) numbers[number] = strings.push(table.strings[number]!);
      own[at] = numbers[number]! - 1;
    });
    return { key, lines, problems, facts: own };
  });
  return encodePack(entries, all, strings);
}

/** What facts depend on: the bytes, the grammar, the name that the module gets, and what counts as source. */
export function factsKey(path: string, language: string, hash: string, includeGenerated: boolean): string {
  const extension = extname(path);
  // Some extensions two languages have.
  return `${hash} ${language} ${extension} ${basename(path, extension)}${includeGenerated ? ' generated' : ''}`;
}

/**
 * The cache in `folder`, for facts that this version of the program extracts: `fingerprint` names it. `pulled`: a folder
 * with packs from elsewhere that are read too, and only there: nobody else is served from them.
 */
export class FactsCache {
  readonly #root: string;
  readonly #folder: string;
  readonly #pulled: string | undefined;
  readonly #strings: StringTable;
  readonly #packs = new Map<string, FactsPack>();

  constructor(folder: string, fingerprint: string, strings: StringTable, pulled?: string) {
    this.#root = folder;
    this.#folder = join(folder, fingerprint);
    this.#pulled = pulled && join(pulled, fingerprint);
    this.#strings = strings;
  }

  get isEmpty(): boolean {
    return (
      this.#listPacks().length === 0 && (this.#pulled === undefined || listFiles(this.#pulled).length === 0)
    );
  }

  /** Those of `keys` that are known, with their facts. Never throws: what can't be read is not known. */
  find(keys: Iterable<string>): Map<string, CachedFacts> {
    const found = new Map<string, CachedFacts>();
    const wanted = new Map(Array.from(keys, (key) => [key, hashKey(key)]));
    const names = this.#listPacks();
    this.#forgetOthers(names);
    for (const name of names) {
      if (wanted.size === 0) break;
      const pack = this.#open(name);
      if (!pack?.hasAny(wanted.values())) continue;
      try {
        this.#take(pack, wanted, found, false);
        const now = new Date();
        utimesSync(join(this.#folder, name), now, now);
      } catch {
        rmSync(join(this.#folder, name), { force: true });
      }
    }
    if (this.#pulled !== undefined && wanted.size > 0) this.#findPulled(this.#pulled, wanted, found);
    return found;
  }

  /** What others have packed is looked at before it is used: a number beyond its table would be read as one of another. */
  #findPulled(folder: string, wanted: Map<string, number>, found: Map<string, CachedFacts>): void {
    for (const { path, name } of listFiles(folder)) {
      if (wanted.size === 0) return;
      if (!name.endsWith('.facts')) continue;
      try {
        const pack = new FactsPack(path);
        if (pack.hasAny(wanted.values())) this.#take(pack, wanted, found, true);
      } catch {
        rmSync(path, { force: true });
      }
    }
  }

  #take(
    pack: FactsPack,
    wanted: Map<string, number>,
    found: Map<string, CachedFacts>,
    isForeign: boolean,
  ): void {
    const { entries, strings } = pack.read(wanted);
    if (isForeign) for (const { facts } of entries) assertSound(facts, strings.length);
    const numbers = Int32Array.from(strings, (text) => this.#strings.intern(text));
    for (const { key, lines, problems, facts } of entries) {
      found.set(key, { lines, problems, facts, strings: numbers });
      wanted.delete(key);
    }
  }

  /** Adds facts as one pack and makes room for it. Never throws: without a cache everything works, only slower. */
  add(files: readonly KeyedFacts[]): void {
    if (files.length === 0) return;
    try {
      makeFolder(this.#folder, 0o700);
      const name = `${randomUUID()}.facts`;
      const file = join(this.#folder, name);
      writePieces(`${file}.tmp`, packFacts(files, this.#strings));
      renameSync(`${file}.tmp`, file);
      this.#dropWithin(name);
      this.#makeRoom();
    } catch {
      // A full or read-only disk, for one.
    }
  }

  /** A tree that is parsed anew again and again must not leave a pack of itself each time. */
  #dropWithin(name: string): void {
    const newest = this.#open(name);
    if (!newest) return;
    for (const [other, pack] of this.#packs) {
      if (other === name || !pack.isWithin(newest)) continue;
      this.#packs.delete(other);
      rmSync(join(this.#folder, other), { force: true });
    }
  }

  /** Packs that are gone, by whomever, are let go of. */
  #forgetOthers(names: readonly string[]): void {
    const there = new Set(names);
    for (const name of this.#packs.keys()) if (!there.has(name)) this.#packs.delete(name);
  }

  #open(name: string): FactsPack | undefined {
    const known = this.#packs.get(name);
    if (known) return known;
    try {
      const pack = new FactsPack(join(this.#folder, name));
      this.#packs.set(name, pack);
      return pack;
    } catch {
      return undefined;
    }
  }

  /** Names of the packs, the latest first. */
  #listPacks(): string[] {
    return listFiles(this.#folder)
      .filter(({ name }) => name.endsWith('.facts'))
      .sort((a, b) => b.mtimeMs - a.mtimeMs)
      .map(({ name }) => name);
  }

  #makeRoom(): void {
    const files = listFolders(this.#root).flatMap((name) => listFiles(join(this.#root, name)));
    let bytes = 0;
    for (const { path, sizeBytes, mtimeMs } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      bytes += sizeBytes;
      const isFormer = !path.startsWith(this.#folder) && Date.now() - mtimeMs > FORMER_MS;
      if (bytes > CACHE_BYTES || isFormer) rmSync(path, { force: true });
    }
  }
}

function writePieces(file: string, pieces: readonly Buffer[]): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

function listFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

function listFiles(folder: string): { name: string; path: string; sizeBytes: number; mtimeMs: number }[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats?.isFile() ? [{ name, path, sizeBytes: stats.size, mtimeMs: stats.mtimeMs }] : [];
    });
  } catch {
    return [];
  }
}
