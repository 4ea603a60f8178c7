import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';

import { findFileSystem } from '../ownership/fileSystem.ts';
import type { KeptContents } from './folderContents.ts';
import type { RootScope } from './ignoreScope.ts';
import type { LanguageTable } from './sourceNames.ts';

/** File systems count time in steps, up to 2 seconds: in a folder that changed just now, more can change unnoticed. */
const SETTLED_MS = 5000;

const IF_THERE = { throwIfNoEntry: false } as const;

/** What a folder holds. */
export interface Listing {
  readonly entries: readonly Dirent[];
  /** What the last walk made of it. */
  kept?: KeptContents | undefined;
}

interface TimedListing extends Listing {
  readonly inode: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/**
 * What folders hold, kept from one walk over a tree to the next: to look at a folder's time costs a third of reading the
 * folder. Where that time is not known to tell of every entry that comes, goes or gets another name, folders are read.
 */
export class FolderListings {
  readonly #device: number | undefined;
  readonly #settledMs: number;
  #before = new Map<string, TimedListing>();
  #now = new Map<string, TimedListing>();
  #key: string | undefined;
  #languages: LanguageTable | undefined;
  #root: RootScope | undefined;

  /** `root` is the top of the tree; folders of other file systems below it are read, and those that changed just now. */
  constructor(root: string, settledMs = SETTLED_MS) {
    this.#settledMs = settledMs;
    this.#device = findFileSystem(root).isKnownLocal ? statSync(root).dev : undefined;
  }

  /** A walk begins: of folders that it does not meet nothing is kept. */
  begin(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  /**
   * The rules to walk by: those of the walk before when `key`, which says all else they are made of, and `languages` are the same,
   * so that what was made by them counts still; else `root`.
   */
  keepRoot(key: string, languages: LanguageTable, root: RootScope): RootScope {
    if (key !== this.#key || languages !== this.#languages) this.#root = root;
    [this.#key, this.#languages] = [key, languages];
    return this.#root ?? root;
  }

  /** The entries of a folder, as `readdirSync` gives them, and its errors. */
  list(folder: string): Listing {
    const stats = this.#device === undefined ? undefined : lstatSync(folder, IF_THERE);
    if (!stats || stats.dev !== this.#device)
      return { entries: readdirSync(folder, { withFileTypes: true }) };
    const { ino: inode, mtimeMs, ctimeMs } = stats;
    let listing = this.#before.get(folder);
    if (listing?.inode !== inode || listing.mtimeMs !== mtimeMs || listing.ctimeMs !== ctimeMs) {
      const now = Date.now();
      listing = { entries: readdirSync(folder, { withFileTypes: true }), inode, mtimeMs, ctimeMs };
      if (now - Math.max(mtimeMs, ctimeMs) < this.#settledMs) return listing;
    }
    this.#now.set(folder, listing);
    return listing;
  }
}
