// Which files must never be opened as source, because opening and closing the lock file or the database drops this
// process's POSIX locks on them without a word. Compares paths and (dev, ino) by stat alone: nothing is opened here.

import { type Stats, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { isInside, realPathOrResolved } from './paths.ts';

/** How long the list of the files in the forbidden folders is believed; only hard links are compared with it. */
const listedForMs = 1000;

/** The cache of the index: everything below `dirs`, and `files` (lock, database, WAL) under whatever name they appear. */
export class ForbiddenFiles {
  readonly #dirs: readonly string[];
  readonly #files: readonly string[];
  #linked = new Set<string>();
  #listedAtMs = -Infinity;

  constructor(dirs: readonly string[], files: readonly string[]) {
    this.#dirs = dirs.map(realPathOrResolved);
    this.#files = [...files];
  }

  /** True for a folder or file in a forbidden folder. `realPath` is absolute and free of links. */
  hasPath(realPath: string): boolean {
    return this.#dirs.some((dir) => isInside(realPath, dir));
  }

  /** True when this inode is a forbidden file under another name: a hard link or a second mount. */
  hasIdentity(stats: Stats): boolean {
    for (const file of this.#files) {
      const forbidden = statSync(file, { throwIfNoEntry: false });
      if (forbidden !== undefined && forbidden.ino === stats.ino && forbidden.dev === stats.dev) return true;
    }
    return stats.nlink > 1 && this.#linkedIdentities().has(identityOf(stats));
  }

  #linkedIdentities(): Set<string> {
    const nowMs = performance.now();
    if (nowMs - this.#listedAtMs > listedForMs) {
      this.#linked = new Set(this.#dirs.flatMap((dir) => listIdentities(dir, 3)));
      this.#listedAtMs = nowMs;
    }
    return this.#linked;
  }
}

/** The cache is at most two folders deep; the depth keeps a mistaken folder from being walked whole. */
function listIdentities(dir: string, depth: number): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return depth > 1 ? listIdentities(path, depth - 1) : [];
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats === undefined ? [] : [identityOf(stats)];
    });
  } catch {
    // A folder that can't be listed holds no file this process has open.
    return [];
  }
}

function identityOf(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}
