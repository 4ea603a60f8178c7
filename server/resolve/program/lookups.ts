// What the edges of a file depend on in others: each name that was looked up there while they were made, found or not. An
// edit elsewhere can change these edges only through a name that is among them.

import { directoryOf } from '../../languages/projectPaths.ts';
import { NO_NAME } from './ids.ts';
import type { FileId, NameId } from './ids.ts';
import type { Program } from './program.ts';

/** Where a name was looked up. */
export const Place = {
  /** Among the top-level names of one file. */
  top: 1,
  /** Among the members of one class, object or namespace of a file. */
  member: 2,
  /** Among the names that one function of a file binds. */
  local: 3,
  /** Among the members that a file assigns to objects. */
  assigned: 4,
  /** Among the names that the files of a directory share, and the methods that stand there. */
  package: 5,
  attached: 6,
  /** Among the names of all files that are linked. */
  linkage: 7,
  /** Not a name: where an import of a file leads, and from which modules a file takes all names. */
  link: 8,
  stars: 9,
  /** Among the files and folders of the tree, as the name of a module. */
  tree: 10,
  /** Whether any file gives a function or class this name. */
  referable: 11,
  /** Not known in full: any edit can matter. */
  unsure: 12,
  /** Among the names that a file takes from others all at once; `stars` tells whether these are still the same. */
  starred: 13,
  /** Among the names that files declare for all others, or add to modules. */
  ambient: 14,
  /** Among the functions that are called as if they were methods of what they are called on. */
  extension: 15,
} as const;

export type Place = (typeof Place)[keyof typeof Place];

/**
 * The key of a look-up: `where` is a path of a file or directory, `holder` the name of the class or function, '' where there
 * is none. Two keys can be the same by accident; then a file is resolved again without need.
 */
export function lookupKey(place: Place, where: string, holder: string, name: string): number {
  return keyOf(place, mix(hashText(where), hashText(holder)), hashText(name));
}

/** Room for the names of so many strings that edits bring. */
const SPARE_NAMES = 1024;

/** Notes look-ups, one file at a time. */
export class Lookups {
  /** The file whose edges are being made, -1 for none: then nothing is noted. */
  #file = -1;
  readonly #strings: readonly string[];
  readonly #files: Program['files'];
  /** File → hash of its path and of its directory; name → its hash; 0 until it is asked for. */
  readonly #paths: Int32Array;
  readonly #directories: Int32Array;
  readonly #names: Int32Array;
  /** Key → whether it was noted: open addressing, 0 is free. And the slots in use. */
  #table = new Int32Array(1024);
  #slots = new Int32Array(this.#table.length / 2);
  #count = 0;

  /** `previous` was made over the same strings, of which there can be more now. */
  constructor({ files, strings }: Program, previous?: Lookups) {
    this.#strings = strings;
    this.#files = files;
    this.#paths = new Int32Array(files.length);
    this.#directories = new Int32Array(files.length);
    const known = previous ? previous.#names : new Int32Array(strings.length);
    this.#names = known.length < strings.length ? new Int32Array(strings.length + SPARE_NAMES) : known;
    if (this.#names !== known) this.#names.set(known);
  }

  begin(file: FileId): void {
    this.#file = file;
    this.#empty();
  }

  /** The keys of what was looked up since `begin`, sorted. */
  end(): Int32Array {
    this.#file = -1;
    return this.#list().sort();
  }

  /** Whether a look-up in `file` counts: of the file itself everything is known. */
  isAbroad(file: FileId): boolean {
    return this.#file >= 0 && file !== this.#file;
  }

  /** A look-up in another file; `holder` and `name` are numbers of strings, -1 for a name that no table has. */
  noteIn(file: FileId, place: Place, holder: NameId, name: NameId): void {
    if (!this.isAbroad(file) || name < 0) return;
    const path = (this.#paths[file] ||= hashText(this.#files[file]!.path));
    this.#note(keyOf(place, mix(path, this.#hashOf(holder)), this.#hashOf(name)));
  }

  /** A look-up among what a file takes from others all at once: of the file itself only its own imports are known. */
  noteStarred(file: FileId, name: NameId): void {
    if (this.#file < 0 || name < 0) return;
    const path = (this.#paths[file] ||= hashText(this.#files[file]!.path));
    const where = mix(path, this.#hashOf(NO_NAME));
    this.#note(keyOf(Place.stars, where, this.#hashOf(NO_NAME)));
    this.#note(keyOf(Place.starred, where, this.#hashOf(name)));
  }

  /** A look-up among what the files in the directory of `file` share. */
  noteShared(file: FileId, place: Place, name: NameId): void {
    if (this.#file < 0) return;
    const directory = (this.#directories[file] ||= hashText(directoryOf(this.#files[file]!.path)));
    this.#note(keyOf(place, mix(directory, this.#hashOf(NO_NAME)), this.#hashOf(name)));
  }

  /** A look-up that no file or directory limits. */
  noteAnywhere(place: Place, name: NameId): void {
    if (this.#file >= 0) this.#note(keyOf(place, this.#anywhere, this.#hashOf(name)));
  }

  /** Not everything was noted that the file depends on. */
  noteUnsure(): void {
    this.noteTexts(Place.unsure, '', '');
  }

  noteTexts(place: Place, where: string, name: string): void {
    if (this.#file >= 0) this.#note(lookupKey(place, where, '', name));
  }

  get #anywhere(): number {
    return mix(this.#hashOf(NO_NAME), this.#hashOf(NO_NAME));
  }

  #hashOf(name: NameId): number {
    return (this.#names[name] ||= hashText(this.#strings[name]!));
  }

  #note(key: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let at = key & mask;
    while (table[at] !== 0) {
      if (table[at] === key) return;
      at = (at + 1) & mask;
    }
    table[at] = key;
    this.#slots[this.#count++] = at;
    if (this.#count === this.#slots.length) this.#grow();
  }

  #list(): Int32Array {
    return this.#slots.subarray(0, this.#count).map((slot) => this.#table[slot]!);
  }

  #grow(): void {
    const keys = this.#list();
    this.#table = new Int32Array(this.#table.length * 2);
    this.#slots = new Int32Array(this.#table.length / 2);
    this.#count = 0;
    for (const key of keys) this.#note(key);
  }

  #empty(): void {
    for (let at = 0; at < this.#count; at++) this.#table[this.#slots[at]!] = 0;
    this.#count = 0;
  }
}

function keyOf(place: Place, where: number, name: number): number {
  return mix(mix(place, where), name) || 1;
}

/** Never 0, the same in every process. */
function hashText(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash || 1;
}

/** Mixes a number into a hash. */
export function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}
