import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';

import { findFileSystem } from '../ownership/fileSystem.ts';

/** File systems count time in steps, up to 2 seconds: in a folder that changed just now, more can change unnoticed. */
const SETTLED_MS = 5000;

const IF_THERE = { throwIfNoEntry: false } as const;

interface Listing {
  readonly entries: Dirent[];
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
  #before = new Map<string, Listing>();
  #now = new Map<string, Listing>();

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

  /** The entries of a folder, as `readdirSync` gives them, and its errors. */
  list(folder: string): Dirent[] {
    const stats = this.#device === undefined ? undefined : lstatSync(folder, IF_THERE);
    if (!stats || stats.dev !== this.#device) return readdirSync(folder, { withFileTypes: true });
    const { ino: inode, mtimeMs, ctimeMs } = stats;
    let listing = this.#before.get(folder);
    if (listing?.inode !== inode || listing.mtimeMs !== mtimeMs || listing.ctimeMs !== ctimeMs) {
      const now = Date.now();
      listing = { entries: readdirSync(folder, { withFileTypes: true }), inode, mtimeMs, ctimeMs };
      if (now - Math.max(mtimeMs, ctimeMs) < this.#settledMs) return listing.entries;
    }
    this.#now.set(folder, listing);
    return listing.entries;
  }
}
