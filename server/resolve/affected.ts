// Which files an edit reaches. Resolution goes from name to name: a file can only notice a change through a name that it
// writes itself. So what a changed file defines differently taints names, a definition that mentions a tainted name
// taints its own, and the files that write a tainted name are resolved again.

import { INDEXED } from '../facts/expressions.ts';
import { WHOLE_EXPORT } from '../languages/language.ts';
import type { BindingRules } from '../languages/language.ts';
import { describeFile } from './definitions.ts';
import type { Definition, FileDefinitions } from './definitions.ts';
import { FactsReader } from './factsReader.ts';
import type { FileFacts } from './program.ts';
import { listNames } from './writtenNames.ts';
import type { WrittenNames } from './writtenNames.ts';

/** Interns strings in the table that the facts use. */
export interface NameTable {
  intern(text: string): number;
  readonly strings: readonly string[];
}

/** Two versions of a file; undefined where there is none. */
export interface FileChange {
  readonly before: FileFacts | undefined;
  readonly after: FileFacts | undefined;
}

/** Describes files, each version once. */
export class Definitions {
  readonly #names: NameTable;
  readonly #known = new WeakMap<FileFacts, FileDefinitions>();
  readonly #written = new WeakMap<FileFacts, WrittenNames>();
  readonly #implicitMembers = new Map<BindingRules, ReadonlySet<number>>();
  /** The number of '*'. */
  readonly star: number;
  readonly #unwritten: readonly number[];

  constructor(names: NameTable) {
    this.#names = names;
    this.star = names.intern('*');
    this.#unwritten = ['default', WHOLE_EXPORT].map((name) => names.intern(name));
  }

  of(file: FileFacts): FileDefinitions {
    let known = this.#known.get(file);
    if (!known) {
      known = describeFile(file, this.star, this.#unwritten, this.#unnamedMembers(file));
      this.#known.set(file, known);
    }
    return known;
  }

  /** Members through which others are reached without being named: the prototype, and what stands under any index. */
  #unnamedMembers({ language }: FileFacts): ReadonlySet<number> {
    const { prototypeMember, prototypeLink } = language.binding;
    const names = [INDEXED, prototypeMember, prototypeLink].filter((name) => name !== undefined);
    return new Set(names.map((name) => this.#names.intern(name)));
  }

  /** Every name that stands in a file: much cheaper than what it defines. */
  namesIn(file: FileFacts): WrittenNames {
    let names = this.#written.get(file);
    if (!names) this.#written.set(file, (names = listNames(file, this.star, this.#unwritten)));
    return names;
  }

  /** Members that are reached without being named: constructors, and those by which the language itself uses objects. */
  isImplicitMember(name: number, { language }: FileFacts): boolean {
    const { binding } = language;
    let names = this.#implicitMembers.get(binding);
    if (!names) {
      const { constructors, callMember, protocolMembers } = binding;
      const protocol: string[] = Object.values(protocolMembers ?? {});
      const all = [...constructors, callMember, ...protocol];
      names = new Set(all.map((one) => this.#names.intern(one)));
      this.#implicitMembers.set(binding, names);
    }
    return names.has(name) || binding.implicitMembers?.test(this.#names.strings[name]!) === true;
  }
}

/**
 * The names that a change taints. What is written in a module, an object or a class can be reached from all files, but
 * only its own file, and those that share names with it, mean it by the plain name. What is written in a function is
 * seen in there alone.
 */
class Taint {
  readonly #names = new Set<number>();
  readonly #definitions: Definitions;
  /** Path → names that can be reached and were tainted by definitions of the file. */
  readonly #own = new Map<string, Set<number>>();
  /** Path → local names, each with the name of the function that binds it. */
  readonly #local = new Map<string, Set<string>>();
  /** The same for local imports that lead elsewhere now: nothing that is written tells the function around them. */
  readonly #relinked = new Map<string, Set<string>>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** Whether a file writes a tainted name, or defines one. */
  isIn(file: FileFacts): boolean {
    const { path } = file;
    if (this.#local.has(path) || this.#own.has(path)) return true;
    const { plain, reached, isOpen } = this.#definitions.namesIn(file);
    return haveCommon(reached, this.#names) || (isOpen && haveCommon(plain, this.#names));
  }

  /** Taints what a definition defines; true when that is news. */
  add(definition: Definition, file: FileFacts): boolean {
    const { name, container, isLocal } = definition;
    if (isLocal) return addTo(this.#local, file.path, localKey(definition.holders[0] ?? 0, name));
    const isImplicit = container !== 0 && this.#definitions.isImplicitMember(name, file);
    const tainted = isImplicit ? container : name;
    this.#names.add(tainted);
    return addTo(this.#own, file.path, tainted);
  }

  /** Taints an import that leads elsewhere now. */
  addRelinked(definition: Definition, file: FileFacts): void {
    this.add(definition, file);
    if (definition.isLocal)
      addTo(this.#relinked, file.path, localKey(definition.holders[0] ?? 0, definition.name));
  }

  touches({ name: ownName, holders, mentions }: Definition, file: FileFacts): boolean {
    const { plain, reached } = mentions;
    if (haveCommon(reached, this.#names)) return true;
    const visible = this.#definitions.namesIn(file).isOpen ? this.#names : this.#own.get(file.path);
    if (visible && haveCommon(plain, visible)) return true;
    // A local name is seen in the function that binds it, and in those inside. The function itself mentions all that the
    // local names stand for, so it needs to be told of imports only.
    const { path } = file;
    return (
      isBound(plain, [...holders, 0], this.#local.get(path)) ||
      isBound(plain, [ownName], this.#relinked.get(path))
    );
  }
}

/**
 * The modules of which a file takes or gives on all names at once. Which names those are stands in neither of the files, so
 * what a change of them reaches is not followed. Files that include each other are followed as a whole.
 */
function listStars(file: FileFacts | undefined, star: number): string {
  if (!file || file.language.binding.moduleUnit === 'program') return '';
  const facts = new FactsReader(file);
  const stars: number[] = [];
  for (let row = 0; row < facts.rows('imports'); row++)
    if (facts.text('imports', row, 'name') === star) stars.push(facts.text('imports', row, 'specifier'));
  return stars.join();
}

/**
 * The files of `files` whose edges can differ after `changes`, the changed ones among them. `relinked` are files of which
 * an import leads elsewhere now. Gives up with undefined when they are more than `limit`.
 */
export function findAffected(
  files: readonly FileFacts[],
  changes: readonly FileChange[],
  relinked: ReadonlySet<string>,
  definitions: Definitions,
  limit: number,
): Set<string> | undefined {
  const { star } = definitions;
  if (changes.some(({ before, after }) => listStars(before, star) !== listStars(after, star)))
    return undefined;
  if (files.some((file) => relinked.has(file.path) && listStars(file, star) !== '')) return undefined;
  const taint = new Taint(definitions);
  const affected = new Set<string>();
  for (const { before, after } of changes) {
    taintDifferences(before, after, definitions, taint);
    if (after) affected.add(after.path);
  }
  for (const file of files) {
    if (!relinked.has(file.path)) continue;
    affected.add(file.path);
    // Where all names of a file are included, what any of them means can have changed.
    const isWhole = file.language.binding.moduleUnit === 'program';
    for (const definition of definitions.of(file).definitions)
      if (isWhole || definition.isImport) taint.addRelinked(definition, file);
  }
  for (let spreads = true; spreads;) {
    spreads = false;
    for (const file of files) {
      if (!taint.isIn(file)) continue;
      affected.add(file.path);
      if (affected.size > limit) return undefined;
      for (const definition of definitions.of(file).definitions)
        if (taint.touches(definition, file) && taint.add(definition, file)) spreads = true;
    }
  }
  return affected;
}

function haveCommon(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  for (const name of few) if (many.has(name)) return true;
  return false;
}

function taintDifferences(
  before: FileFacts | undefined,
  after: FileFacts | undefined,
  definitions: Definitions,
  taint: Taint,
): void {
  const old = before && definitions.of(before);
  const fresh = after && definitions.of(after);
  const isWhole = old === undefined || fresh === undefined || old.print !== fresh.print;
  const oldPrints = printsByName(old);
  const freshPrints = printsByName(fresh);
  for (const [side, other, file] of [
    [old, freshPrints, before],
    [fresh, oldPrints, after],
  ] as const) {
    if (!side || !file) continue;
    const own = side === old ? oldPrints : freshPrints;
    for (const definition of side.definitions) {
      const key = keyOf(definition);
      if (isWhole || own.get(key) !== other.get(key)) taint.add(definition, file);
    }
  }
}

/** All definitions of one name together, in their order. */
function printsByName(file: FileDefinitions | undefined): Map<string, string> {
  const prints = new Map<string, string>();
  for (const definition of file?.definitions ?? []) {
    const key = keyOf(definition);
    prints.set(key, `${prints.get(key) ?? ''} ${definition.print}`);
  }
  return prints;
}

function keyOf({ name, isLocal, container, holders }: Definition): string {
  return `${name} ${container} ${isLocal ? (holders[0] ?? 0) : ''}`;
}

/** Whether one of `names` is among `keys` as bound by one of `holders`. */
function isBound(
  names: ReadonlySet<number>,
  holders: readonly number[],
  keys: ReadonlySet<string> | undefined,
): boolean {
  if (!keys) return false;
  return holders.some((holder) => [...names].some((name) => keys.has(localKey(holder, name))));
}

/** Adds `item` to the set at `key`; true when that is news. */
function addTo<Item>(sets: Map<string, Set<Item>>, key: string, item: Item): boolean {
  let set = sets.get(key);
  if (!set) sets.set(key, (set = new Set()));
  if (set.has(item)) return false;
  set.add(item);
  return true;
}

function localKey(holder: number, name: number): string {
  return `${holder} ${name}`;
}
