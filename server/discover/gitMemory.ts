// What is remembered of repositories from one comparison to the next, each under a key that says all that it depends on: the
// contents of objects by their id, what an index lists by the identity of its file, and which files a filter stands before by
// that of the files that say so.

import { statSync } from 'node:fs';
import type { IndexEntry } from './gitEntries.ts';
import type { GitObject } from './gitObjects.ts';

/** Contents of so many bytes are kept; what was needed last goes last. */
const MAX_OBJECT_BYTES = 16 * 1024 * 1024;
/** Repositories and submodules of which something is kept. */
const MAX_REPOSITORIES = 64;

type KnownObject = Extract<GitObject, { readonly bytes: Buffer }>;

/** A value with the key that it holds for. */
interface Kept<Value> {
  readonly key: string;
  readonly value: Value;
}

/** Remembers between comparisons; lives as long as the thread that makes them. */
export class GitMemory {
  readonly #objects = new Map<string, KnownObject>();
  #objectBytes = 0;
  readonly #entries = new Map<string, Kept<readonly IndexEntry[]>>();
  readonly #filters = new Map<string, Kept<readonly (readonly [path: string, filter: string])[]>>();

  /** The object `id` of the repository with its data in `folder`. */
  findObject(folder: string, id: string): KnownObject | undefined {
    const key = `${folder}\n${id}`;
    const object = this.#objects.get(key);
    if (!object) return undefined;
    this.#objects.delete(key);
    this.#objects.set(key, object);
    return object;
  }

  keepObject(folder: string, object: KnownObject): void {
    const key = `${folder}\n${object.id}`;
    if (this.#objects.has(key)) return;
    this.#objects.set(key, object);
    this.#objectBytes += object.bytes.byteLength;
    for (const [oldest, { bytes }] of this.#objects) {
      if (this.#objectBytes <= MAX_OBJECT_BYTES) break;
      this.#objects.delete(oldest);
      this.#objectBytes -= bytes.byteLength;
    }
  }

  /** What `list` says of an index, kept while `key` stays. */
  async entriesOf(
    index: string,
    key: string,
    list: () => Promise<readonly IndexEntry[]>,
  ): Promise<readonly IndexEntry[]> {
    return remember(this.#entries, index, key, list);
  }

  /** What `find` says of filters in a work tree, kept while `key` stays. */
  async filtersOf(
    workTree: string,
    key: string,
    find: () => Promise<readonly (readonly [path: string, filter: string])[]>,
  ): Promise<readonly (readonly [path: string, filter: string])[]> {
    return remember(this.#filters, workTree, key, find);
  }
}

async function remember<Value>(
  kept: Map<string, Kept<Value>>,
  name: string,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(name);
  if (known?.key === key) return known.value;
  const value = await make();
  kept.delete(name);
  kept.set(name, { key, value });
  const [oldest] = kept.keys();
  if (kept.size > MAX_REPOSITORIES && oldest !== undefined) kept.delete(oldest);
  return value;
}

/** Tells one state of a file from every other: git writes its files anew and renames them. '' for none. */
export function identify(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}` : '';
}
