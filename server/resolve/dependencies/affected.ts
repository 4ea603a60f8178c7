// Which files an edit reaches: those that looked up what it changed. What a file looked up while its edges were made is
// complete, because nothing is remembered from one file to the next; so nothing has to be followed from name to name.

import { INDEXED } from '../../facts/expressions.ts';
import type { StringTable } from '../../facts/builder.ts';
import type { Language } from '../../languages/language.ts';
import { directoryOf } from '../../languages/projectPaths.ts';
import { describeFile } from './definitions.ts';
import type { Definition, FileDefinitions } from './definitions.ts';
import { addTo, lookupKey, Place, Steps } from '../program/index.ts';
import type { compareLinks } from './fingerprints.ts';
import type { FileFacts } from '../program/index.ts';

/** With more changed keys than these it is cheaper to look at each that a file has. */
const FEW_KEYS = 40;

/** With more names than these, counted once per file that gets them, all names that those files take count as changed. */
const MANY_STARRED = 100_000;

/** Two versions of a file; undefined where there is none. */
export interface FileChange {
  readonly before: FileFacts | undefined;
  readonly after: FileFacts | undefined;
}

/** What an edit changed; names are string numbers. */
export interface EditReach {
  readonly changes: readonly FileChange[];
  /** Path → imports that lead elsewhere now. */
  readonly moved: ReturnType<typeof compareLinks>;
  /** Files that read one of these through includes, themselves among them. */
  readonly readers: readonly FileFacts[];
  /** Files whose methods belong to other types now. */
  readonly reattached: readonly FileFacts[];
  /** Path → the files that take all names of that file, at any depth. */
  readonly starReaders: ReadonlyMap<string, readonly string[]>;
  /** Names by which a module can be found now and could not, or the other way round. */
  readonly modules: readonly string[];
  /** Names that functions and classes have now and had not, or the other way round. */
  readonly referable: readonly number[];
}

/** Describes files, each version once. */
export class Definitions {
  readonly #names: StringTable;
  readonly #known = new WeakMap<FileFacts, FileDefinitions>();
  readonly #byName = new WeakMap<FileDefinitions, Map<number, Definition[]>>();
  readonly #star: number;
  readonly #steps: Steps;

  constructor(names: StringTable, steps = new Steps()) {
    this.#steps = steps;
    this.#names = names;
    this.#star = names.intern('*');
  }

  of(file: FileFacts): FileDefinitions {
    let known = this.#known.get(file);
    if (!known) {
      known = describeFile(file, this.#star, this.#unnamedMembers(file.language), this.#steps);
      this.#known.set(file, known);
    }
    return known;
  }

  /** The definitions of a file that are called `name`, those by which other members are reached left out. */
  namesakes(file: FileFacts, name: number): readonly Definition[] {
    const known = this.of(file);
    let byName = this.#byName.get(known);
    if (!byName) {
      this.#byName.set(known, (byName = new Map()));
      for (const definition of known.definitions)
        if (definition.owner === 0) addTo(byName, definition.name, definition);
    }
    return byName.get(name) ?? [];
  }

  get strings(): readonly string[] {
    return this.#names.strings;
  }

  /** Whether an import of this name takes all names. */
  isStar(name: number): boolean {
    return name === this.#star;
  }

  /** Members through which others are reached without being named: the prototype, and what stands under any index. */
  #unnamedMembers({ binding: { prototypeMember, prototypeLink } }: Language): ReadonlySet<number> {
    const names = [INDEXED, prototypeMember, prototypeLink].filter((name) => name !== undefined);
    return new Set(names.map((name) => this.#names.intern(name)));
  }
}

/** The files whose edges can differ after an edit; `lookups` has for each path what its edges depended on before. */
export function findAffected(
  lookups: ReadonlyMap<string, Int32Array>,
  reach: EditReach,
  definitions: Definitions,
): Set<string> {
  const keys = new ChangedKeys(definitions, reach.starReaders);
  const { strings } = definitions;
  const affected = new Set<string>();
  for (const { before, after } of reach.changes) {
    keys.addDifferences(before, after);
    if (after) affected.add(after.path);
  }
  for (const [path, links] of reach.moved) {
    keys.add(Place.link, path, '', '');
    for (const { specifier, name } of links) {
      keys.add(Place.link, path, strings[name]!, strings[specifier]!);
      if (definitions.isStar(name)) keys.addStars(path);
    }
  }
  for (const file of reach.readers) {
    affected.add(file.path);
    // Where all names of a file are included, what any of them means can have changed.
    if (file.language.binding.moduleUnit === 'program') keys.addAll(file);
  }
  for (const file of reach.reattached) {
    affected.add(file.path);
    keys.addAll(file);
  }
  for (const name of reach.modules) keys.add(Place.tree, '', '', name);
  keys.add(Place.unsure, '', '', '');
  for (const name of reach.referable) keys.add(Place.referable, '', '', strings[name]!);
  for (const [path, own] of lookups) if (keys.meets(own)) affected.add(path);
  return affected;
}

/** Whether a file says that it belongs to another package than before. */
export function changesPackage({ before, after }: FileChange, definitions: Definitions): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    definitions.of(before).print !== definitions.of(after).print
  );
}

/** Keys of what an edit changed. */
class ChangedKeys {
  readonly #definitions: Definitions;
  readonly #starReaders: EditReach['starReaders'];
  readonly #keys = new Set<number>();
  #starredKeys = 0;

  constructor(definitions: Definitions, starReaders: EditReach['starReaders']) {
    this.#definitions = definitions;
    this.#starReaders = starReaders;
  }

  addDifferences(before: FileFacts | undefined, after: FileFacts | undefined): void {
    const old = before && this.#definitions.of(before);
    const fresh = after && this.#definitions.of(after);
    const file = after ?? before;
    if (!file) return;
    if (old?.stars !== fresh?.stars) this.addStars(file.path);
    if (old && fresh && old.print !== fresh.print) {
      this.addAll(before);
      this.addAll(file);
      return;
    }
    const oldPrints = printsOf(old);
    const freshPrints = printsOf(fresh);
    const isSame = (key: string) => oldPrints.get(key) === freshPrints.get(key);
    for (const side of [before, after].filter((one) => one !== undefined))
      for (const definition of this.#definitions.of(side).definitions) {
        const { holder, place } = definition;
        // What a function gives, and what stands in it and mentions such a name, is in the fingerprint of the function.
        const isHeld = place === Place.local && holder !== 0 && isSame(String(holder));
        if (!isHeld && !isSame(keyOf(definition))) this.#addDefinition(side, definition);
      }
  }

  /** All names of a file. */
  addAll(file: FileFacts): void {
    for (const definition of this.#definitions.of(file).definitions) this.#addDefinition(file, definition);
  }

  #addDefinition(file: FileFacts, definition: Definition): void {
    const { path, language } = file;
    const { strings } = this.#definitions;
    const { place, owner } = definition;
    const name = strings[definition.name]!;
    const { moduleUnit } = language.binding;
    if (place === Place.attached) this.add(place, directoryOf(path), '', name);
    else this.add(place, path, strings[definition.holder]!, name);
    if (place === Place.top) this.#addStarred(path, name);
    if (place === Place.top && moduleUnit === 'directory')
      this.add(Place.package, directoryOf(path), '', name);
    if (place === Place.top && moduleUnit === 'program') this.add(Place.linkage, '', '', name);
    if (place === Place.assigned && moduleUnit === 'program') this.add(place, '', '', name);
    if (owner !== 0)
      for (const namesake of this.#definitions.namesakes(file, owner)) this.#addDefinition(file, namesake);
  }

  /** A file takes all names of other files than before: so does everybody who takes all of its names. */
  addStars(path: string): void {
    this.add(Place.stars, path, '', '');
    for (const reader of this.#starReaders.get(path) ?? []) this.add(Place.stars, reader, '', '');
  }

  /** A name means something else for those who take all names of its file. */
  #addStarred(path: string, name: string): void {
    const readers = this.#starReaders.get(path) ?? [];
    this.#starredKeys += readers.length;
    const isMuch = this.#starredKeys > MANY_STARRED;
    for (const reader of readers)
      if (isMuch) this.add(Place.stars, reader, '', '');
      else this.add(Place.starred, reader, '', name);
  }

  add(place: Place, where: string, holder: string, name: string): void {
    this.#keys.add(lookupKey(place, where, holder, name));
  }

  /** Whether one of some sorted keys is among these. */
  meets(sorted: Int32Array): boolean {
    if (this.#keys.size > FEW_KEYS) return sorted.some((key) => this.#keys.has(key));
    for (const key of this.#keys) if (has(sorted, key)) return true;
    return false;
  }
}

function has(sorted: Int32Array, key: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === key;
}

/** All definitions of one name in one place together, in their order; and for each name all that have it anywhere. */
function printsOf(file: FileDefinitions | undefined): Map<string, number> {
  const prints = new Map<string, number>();
  const add = (key: string, print: number) =>
    prints.set(key, Math.imul(prints.get(key) ?? 17, 0x0100_0193) ^ print);
  for (const definition of file?.definitions ?? []) {
    add(keyOf(definition), definition.print);
    add(String(definition.name), definition.print);
  }
  return prints;
}

function keyOf({ name, place, holder, owner }: Definition): string {
  return `${name} ${place} ${holder} ${owner}`;
}
