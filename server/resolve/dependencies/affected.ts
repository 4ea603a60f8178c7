// Which files an edit reaches: those that looked up what it changed. What a file looked up while its edges were made is
// complete, because nothing is remembered from one file to the next; so nothing has to be followed from name to name.

import { INDEXED } from '../../facts/expressions.ts';
import type { StringTable } from '../../facts/builder.ts';
import { PACKAGE_VARIANT } from '../../languages/language.ts';
import type { Language } from '../../languages/language.ts';
import { directoryOf } from '../../languages/projectPaths.ts';
import { FileDefinitions } from './definitions.ts';
import type { Definition } from './definitions.ts';
import { addTo, lookupKey, mix, Place, Steps } from '../program/index.ts';
import type { compareLinks } from './fingerprints.ts';
import type { FileFacts } from '../program/index.ts';

/** With more changed keys than these it is cheaper to look at each that a file has. */
const FEW_KEYS = 40;

/** Of fewer definitions each is compared, whoever looks it up. */
const FEW_DEFINITIONS = 2000;

/**
 * With more names than these, counted once per file that gets them, all names that those files take count as changed; and with
 * more such files, counted once per file whose names they take, these are looked for together.
 */
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
  /** Files whose methods belong to other types now, or of which the default build has other parts. */
  readonly revalued: readonly FileFacts[];
  /** The files that take all names of one of some files, at any depth. */
  readonly starReaders: (paths: readonly string[]) => readonly string[];
  /** Names of types that have other extensions now. */
  readonly extended: readonly string[];
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
      known = new FileDefinitions(file, this.#star, this.#unnamedMembers(file.language), this.#steps);
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

  /** The modules of which a file has all files of its project take all names. */
  sharedStars(file: FileFacts): string {
    const mark = file.language.rules.modules.sharedImportMark;
    if (mark === undefined) return '';
    const specifiers = this.of(file)
      .stars.split(',')
      .map((number) => this.strings[Number(number)]!);
    return specifiers.filter((specifier) => specifier.startsWith(mark)).join();
  }

  get strings(): readonly string[] {
    return this.#names.strings;
  }

  /** Whether an import of this name takes all names. */
  isStar(name: number): boolean {
    return name === this.#star;
  }

  /** Members through which others are reached without being named: the prototype, and what stands under any index. */
  #unnamedMembers({ rules: { classes } }: Language): ReadonlySet<number> {
    const { prototypeMember, prototypeLink } = classes;
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
  const changed = new Set(reach.changes.map(({ before, after }) => (after ?? before)?.path));
  const keys = new ChangedKeys(definitions, reach.starReaders, () => others(lookups, changed));
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
    const { moduleUnit, includesShow } = file.language.rules.modules;
    if (moduleUnit === 'program' || includesShow === true) keys.addAll(file);
  }
  for (const file of reach.revalued) {
    affected.add(file.path);
    keys.addAll(file);
  }
  for (const name of reach.extended) keys.add(Place.attached, '', '', name);
  for (const name of reach.modules) keys.add(Place.tree, '', '', name);
  keys.add(Place.unsure, '', '', '');
  for (const name of reach.referable) keys.add(Place.referable, '', '', strings[name]!);
  keys.addRestOfStars();
  for (const [path, own] of lookups) if (keys.meets(own)) affected.add(path);
  return affected;
}

/**
 * Whether a file says that it belongs to other packages than before, or imports something else for all files; one that could not be
 * read before or can't be now, as it holds other bytes than text, belonged or belongs to none.
 */
export function changesPackage({ before, after }: FileChange, definitions: Definitions): boolean {
  return (
    before === undefined ||
    after === undefined ||
    definitions.of(before).print !== definitions.of(after).print ||
    definitions.sharedStars(before) !== definitions.sharedStars(after)
  );
}

/** The look-ups of the files that were not changed themselves. */
function* others(
  lookups: ReadonlyMap<string, Int32Array>,
  changed: ReadonlySet<string | undefined>,
): Iterable<Int32Array> {
  for (const [path, own] of lookups) if (!changed.has(path)) yield own;
}

/** Keys of what an edit changed. */
class ChangedKeys {
  readonly #definitions: Definitions;
  readonly #starReaders: EditReach['starReaders'];
  /** What the edges of other files depend on. */
  readonly #lookups: () => Iterable<Int32Array>;
  readonly #keys = new Set<number>();
  readonly #readers = new Map<string, readonly string[]>();
  #starredKeys = 0;
  /** Files of which everything counts as changed for those who take all their names. */
  readonly #manyStars = new Set<string>();

  constructor(
    definitions: Definitions,
    starReaders: EditReach['starReaders'],
    lookups: () => Iterable<Int32Array>,
  ) {
    this.#definitions = definitions;
    this.#starReaders = starReaders;
    this.#lookups = lookups;
  }

  addDifferences(before: FileFacts | undefined, after: FileFacts | undefined): void {
    const old = before && this.#definitions.of(before);
    const fresh = after && this.#definitions.of(after);
    const file = after ?? before;
    if (!file) return;
    if (old?.stars !== fresh?.stars) this.addStars(file.path);
    if (old?.print !== fresh?.print && file.language.rules.modules.nestedPackages === true)
      for (const { clause } of [old, fresh].filter((side) => side !== undefined)) this.#addPackage(clause);
    if (old && fresh && old.print !== fresh.print) {
      this.addAll(before);
      this.addAll(file);
      return;
    }
    if (!this.#isAnybodyLooking()) return;
    const sides = [before, after].filter((side) => side !== undefined);
    const wanted = this.#findWanted(sides);
    const oldPrints = wanted.printsOf(old);
    const freshPrints = wanted.printsOf(fresh);
    const isSame = (key: number) => oldPrints.get(key) === freshPrints.get(key);
    for (const side of sides)
      for (const definition of this.#definitions.of(side).definitions) {
        const key = keyOf(definition);
        if (!wanted.hasKey(key)) continue;
        const { holder, place } = definition;
        // What a function gives, and what stands in it and mentions such a name, is in the fingerprint of the function.
        const isHeld = place === Place.local && holder !== 0 && isSame(nameKey(holder));
        if (!isHeld && !isSame(key)) this.#addDefinition(side, definition);
      }
    old?.rest();
    fresh?.rest();
  }

  /** The package that a file says it is came, or went: each part of its name can have been looked up. */
  #addPackage(clause: number): void {
    const [name] = this.#definitions.strings[clause]!.split(PACKAGE_VARIANT);
    for (const part of name!.split('.')) this.add(Place.tree, '', '', part);
  }

  /** Whether any other file has looked up anything. */
  #isAnybodyLooking(): boolean {
    for (const own of this.#lookups()) if (own.length > 0) return true;
    return false;
  }

  /** Of which definitions it matters whether they have changed: in a large file those that others look up. */
  #findWanted(sides: readonly FileFacts[]): WantedPrints {
    const count = sides.reduce((sum, side) => sum + this.#definitions.of(side).definitions.length, 0);
    if (count <= FEW_DEFINITIONS) return new WantedPrints();
    const readers = Math.max(...sides.map((side) => this.#readersOf(side.path).length));
    if (count * readers > MANY_STARRED) return new WantedPrints();
    const eachKey = (side: FileFacts, definition: Definition, use: (key: number) => void) => {
      for (const one of this.#meant(side, definition)) {
        this.#eachKey(side, one, use);
        if (one.place !== Place.top) continue;
        const name = this.#definitions.strings[one.name]!;
        for (const reader of this.#readersOf(side.path)) use(lookupKey(Place.starred, reader, '', name));
      }
    };
    const candidates = new Set<number>();
    for (const side of sides)
      for (const definition of this.#definitions.of(side).definitions)
        eachKey(side, definition, (key) => candidates.add(key));
    const asked = new Set<number>();
    for (const own of this.#lookups()) for (const key of own) if (candidates.has(key)) asked.add(key);
    const keys = new Set<number>();
    const holders = new Set<number>();
    for (const side of asked.size === 0 ? [] : sides)
      for (const definition of this.#definitions.of(side).definitions) {
        let isAsked = false;
        eachKey(side, definition, (key) => (isAsked ||= asked.has(key)));
        if (!isAsked) continue;
        keys.add(keyOf(definition));
        if (definition.place === Place.local) holders.add(definition.holder);
      }
    return new WantedPrints(keys, holders);
  }

  /** All names of a file. */
  addAll(file: FileFacts): void {
    for (const definition of this.#definitions.of(file).definitions) this.#addDefinition(file, definition);
  }

  #addDefinition(file: FileFacts, definition: Definition): void {
    for (const one of this.#meant(file, definition)) {
      this.#eachKey(file, one, (key) => this.#keys.add(key));
      if (one.place === Place.top) this.#addStarred(file.path, this.#definitions.strings[one.name]!);
    }
  }

  /** A definition, and those of the object that it changes without being named. */
  #meant(file: FileFacts, definition: Definition): readonly Definition[] {
    const { owner } = definition;
    return owner === 0 ? [definition] : [definition, ...this.#definitions.namesakes(file, owner)];
  }

  /** The keys under which other files can have looked up a definition, other than by taking all names. */
  #eachKey(file: FileFacts, definition: Definition, use: (key: number) => void): void {
    const { path, language } = file;
    const { strings } = this.#definitions;
    const { place } = definition;
    const name = strings[definition.name]!;
    const { moduleUnit, nestedPackages } = language.rules.modules;
    if (definition.isAmbient && language.rules.modules.sharedNamespace !== undefined)
      // Without a name: whether there is anything of the kind.
      for (const one of [name, '']) use(lookupKey(Place.ambient, '', '', one));
    if (definition.isExtension) use(lookupKey(Place.extension, '', '', name));
    if (place === Place.attached)
      use(lookupKey(place, moduleUnit === 'directory' ? directoryOf(path) : '', '', name));
    else use(lookupKey(place, path, strings[definition.holder]!, name));
    if (place === Place.top && moduleUnit === 'directory')
      use(lookupKey(Place.package, directoryOf(path), '', name));
    if ((place === Place.top || definition.isAmbient) && moduleUnit === 'package') {
      use(lookupKey(Place.package, '', '', name));
      if (nestedPackages === true)
        for (const part of name.split('.')) use(lookupKey(Place.tree, '', '', part));
    }
    if (place === Place.top && moduleUnit === 'program') use(lookupKey(Place.linkage, '', '', name));
    if (place === Place.assigned && moduleUnit === 'program') use(lookupKey(place, '', '', name));
  }

  /** A file takes all names of other files than before: so does everybody who takes all of its names. */
  addStars(path: string): void {
    this.add(Place.stars, path, '', '');
    if (this.#isMuch) this.#manyStars.add(path);
    else for (const reader of this.#countReaders(path)) this.add(Place.stars, reader, '', '');
  }

  /** A name means something else for those who take all names of its file. */
  #addStarred(path: string, name: string): void {
    if (this.#isMuch) this.#manyStars.add(path);
    else for (const reader of this.#countReaders(path)) this.add(Place.starred, reader, '', name);
  }

  /** What was left to be looked for together. */
  addRestOfStars(): void {
    const readers = this.#manyStars.size === 0 ? [] : this.#starReaders([...this.#manyStars]);
    for (const reader of readers) this.add(Place.stars, reader, '', '');
  }

  get #isMuch(): boolean {
    return this.#starredKeys > MANY_STARRED;
  }

  #countReaders(path: string): readonly string[] {
    const readers = this.#readersOf(path);
    this.#starredKeys += readers.length;
    return readers;
  }

  #readersOf(path: string): readonly string[] {
    let readers = this.#readers.get(path);
    if (!readers) this.#readers.set(path, (readers = this.#starReaders([path])));
    return readers;
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

/** Fingerprints of those definitions of which it matters whether they have changed; of all when nothing else is said. */
class WantedPrints {
  readonly #keys: ReadonlySet<number> | undefined;
  readonly #holders: ReadonlySet<number> | undefined;

  /** Keys of definitions, and names of functions in which some of them stand. */
  constructor(keys?: ReadonlySet<number>, holders?: ReadonlySet<number>) {
    this.#keys = keys;
    this.#holders = holders;
  }

  hasKey(key: number): boolean {
    return this.#keys?.has(key) ?? true;
  }

  /** All definitions of one name in one place together, in their order; and for each name all that have it anywhere. */
  printsOf(file: FileDefinitions | undefined): Map<number, number> {
    const prints = new Map<number, number>();
    const add = (key: number, print: number) =>
      prints.set(key, Math.imul(prints.get(key) ?? 17, 0x0100_0193) ^ print);
    file?.definitions.forEach((definition, at) => {
      const key = keyOf(definition);
      if (this.hasKey(key)) add(key, file.printOf(at));
      if (this.#holders?.has(definition.name) ?? true) add(nameKey(definition.name), file.printOf(at));
    });
    return prints;
  }
}

/** Two keys can be the same by accident; then a change of one counts as a change of the other too. */
function keyOf({ name, place, holder, owner }: Definition): number {
  return mix(mix(mix(mix(1, place), name), holder), owner);
}

function nameKey(name: number): number {
  return mix(mix(2, 0), name);
}
