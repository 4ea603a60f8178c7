// What a name means within the declaration files of packages: through scopes, imports, and exports that are handed on.

import { isBuiltin } from '../specifiers.ts';
import type { InstalledFile, InstalledPackages } from './installed.ts';
import type { Origin, Written, WrittenScope, WrittenType } from './syntax.ts';

/** Names are handed on so often; longer ways are circles. */
const MAX_STEPS = 24;

const ABSENT: Meaning = { kind: 'known', full: '' };

/** A scope and what is around it. */
export interface Place {
  readonly scope: WrittenScope;
  readonly file: InstalledFile;
  readonly parent: Place | undefined;
  /** Of a namespace or of a module that is declared by its name. */
  readonly name: string;
}

/** What a name means. */
export type Meaning =
  | {
      readonly kind: 'declared';
      readonly place: Place;
      readonly name: string;
      readonly written: readonly Written[];
    }
  | { readonly kind: 'module'; readonly place: Place }
  /** Of a module of the runtime, which has an outline of its own; '' for what is not installed. */
  | { readonly kind: 'known'; readonly full: string };

/** Looks names up. */
export class DeclaredNames {
  private readonly packages: InstalledPackages;
  private readonly tops = new Map<InstalledFile, Place>();
  private readonly inner = new Map<WrittenScope, Place>();
  /** The names that a module is being asked for. */
  private readonly asked = new Map<WrittenScope, Set<string>>();
  /** What files add to other files of their package. */
  private readonly added = new Set<InstalledFile>();

  constructor(packages: InstalledPackages) {
    this.packages = packages;
  }

  /** The module that a file is. */
  moduleOf(file: InstalledFile): Place {
    const known = this.tops.get(file);
    if (known) return known;
    const place: Place = { scope: scopeOf(file), file, parent: undefined, name: '' };
    this.tops.set(file, place);
    this.takeReferences(file);
    return place;
  }

  /** Joins the files that belong to one: what they declare for modules of the package is declared there. */
  private takeReferences(of: InstalledFile): void {
    for (const path of of.file.references) {
      const file = this.packages.resolve(of, path.startsWith('.') ? path : `./${path}`);
      if (!file || this.added.has(file)) continue;
      this.added.add(file);
      for (const [specifier, scope] of file.file.modules) {
        const target = specifier.startsWith('.') ? this.packages.resolve(file, specifier) : undefined;
        if (target) addTo(wholeNamespace(scopeOf(target)) ?? scopeOf(target), scope);
      }
      this.takeReferences(file);
    }
  }

  /** The scope of a namespace that a place declares. */
  namespaceIn(place: Place, scope: WrittenScope, name: string): Place {
    const known = this.inner.get(scope);
    if (known) return known;
    const made: Place = { scope, file: place.file, parent: place, name };
    this.inner.set(scope, made);
    return made;
  }

  /** What a module name means for a file. */
  module(from: InstalledFile, specifier: string): Place | undefined {
    const file = this.packages.resolve(from, specifier);
    return file && this.moduleOf(file);
  }

  /** What a dotted name means at a place; undefined for what all files know, or nothing does. */
  find(place: Place, dotted: string, steps = 0): Meaning | undefined {
    const [first = '', ...rest] = dotted.split('.');
    let found = this.findName(place, first, steps);
    for (const name of rest) found = found && this.memberOf(found, name, steps + 1);
    return found;
  }

  private findName(place: Place, name: string, steps: number): Meaning | undefined {
    if (steps > MAX_STEPS) return undefined;
    for (let at: Place | undefined = place; at; at = at.parent) {
      const written = at.scope.declared.get(name);
      if (written) return this.followed({ kind: 'declared', place: at, name, written }, steps);
      const origin = at.scope.imports.get(name);
      if (origin) {
        const known = knownIn(origin);
        if (known) return known;
        const module = this.module(at.file, origin.from);
        if (!module) return ABSENT;
        return origin.name === '*'
          ? { kind: 'module', place: module }
          : this.exported(module, origin.name, steps + 1);
      }
    }
    return undefined;
  }

  /** What stands behind a name that is only another one. */
  private followed(meaning: Meaning, steps: number): Meaning | undefined {
    if (meaning.kind !== 'declared') return meaning;
    const [only] = meaning.written;
    if (meaning.written.length > 1 || only?.kind !== 'other') return meaning;
    return only.name === meaning.name ? undefined : this.find(meaning.place, only.name, steps + 1);
  }

  /** What a namespace or a module has under a name. */
  memberOf(meaning: Meaning, name: string, steps = 0): Meaning | undefined {
    if (meaning.kind === 'module') return this.exported(meaning.place, name, steps);
    if (meaning.kind === 'known')
      return meaning.full === '' ? ABSENT : { kind: 'known', full: `${meaning.full}.${name}` };
    const namespace = namespaceOf(meaning.written);
    return namespace && this.exported(this.namespaceIn(meaning.place, namespace, meaning.name), name, steps);
  }

  /** What a module exports under a name. */
  exported(module: Place, name: string, steps = 0): Meaning | undefined {
    let asked = this.asked.get(module.scope);
    if (!asked) this.asked.set(module.scope, (asked = new Set()));
    // Modules may hand names on in a circle.
    if (steps > MAX_STEPS || asked.has(name)) return undefined;
    asked.add(name);
    const found = this.searchExports(module, name, steps);
    asked.delete(name);
    return found;
  }

  private searchExports(module: Place, name: string, steps: number): Meaning | undefined {
    const { scope, file } = module;
    if (name === 'default') return this.wholeOf(module, steps) ?? this.exportedPlainly(module, name, steps);
    const own = this.exportedPlainly(module, name, steps);
    if (own) return own;
    const namespace = wholeNamespace(scope);
    if (namespace && scope.whole?.kind === 'value') {
      const found = this.exported(this.namespaceIn(module, namespace, scope.whole.name), name, steps + 1);
      if (found) return found;
    }
    for (const star of scope.stars) {
      const from = this.module(file, star);
      const found = from && this.exported(from, name, steps + 1);
      if (found) return found;
    }
    return undefined;
  }

  private exportedPlainly(module: Place, name: string, steps: number): Meaning | undefined {
    const { scope, file } = module;
    const exported = scope.exports.get(name);
    if (typeof exported === 'string') return this.findName(module, exported, steps + 1);
    if (exported !== undefined) {
      const known = knownIn(exported);
      if (known) return known;
      const from = this.module(file, exported.from);
      if (!from) return undefined;
      return exported.name === '*'
        ? { kind: 'module', place: from }
        : this.exported(from, exported.name, steps + 1);
    }
    const written = scope.declared.get(name);
    return written && this.followed({ kind: 'declared', place: module, name, written }, steps);
  }

  /** What a module is as a whole: a declaration, or the module that it hands on. */
  wholeOf(module: Place, steps = 0): Meaning | undefined {
    const { whole } = module.scope;
    return whole?.kind === 'value' ? this.find(module, whole.name, steps + 1) : undefined;
  }

  /** The names that a module exports, those of other modules too, sorted. */
  namesOf(module: Place, seen = new Set<Place>()): string[] {
    if (seen.has(module)) return [];
    seen.add(module);
    const { scope, file } = module;
    const names = new Set(scope.exports.keys());
    if (scope.exports.size === 0) for (const name of scope.declared.keys()) names.add(name);
    const namespace = wholeNamespace(scope);
    for (const name of namespace?.declared.keys() ?? []) names.add(name);
    for (const star of scope.stars) {
      const from = this.module(file, star);
      if (from) for (const name of this.namesOf(from, seen)) names.add(name);
    }
    return [...names].filter((name) => /^[\w$]+$/.test(name) && name !== 'default').sort();
  }
}

/** What a file declares as a module: what it declares under the name of its package where it is no module itself. */
function scopeOf({ file, package: { name } }: InstalledFile): WrittenScope {
  const { scope, modules } = file;
  const isEmpty = scope.exports.size + scope.stars.length === 0 && scope.whole === undefined;
  return (isEmpty ? modules.get(name) : undefined) ?? scope;
}

/** The namespace that a module is as a whole. */
export function wholeNamespace(scope: WrittenScope): WrittenScope | undefined {
  const name = valueName(scope.whole);
  return name === undefined ? undefined : namespaceOf(scope.declared.get(name) ?? []);
}

function valueName(whole: WrittenType | undefined): string | undefined {
  return whole?.kind === 'value' ? whole.name : undefined;
}

function namespaceOf(written: readonly Written[]): WrittenScope | undefined {
  return written.find((one) => one.kind === 'namespace')?.scope;
}

function addTo(scope: WrittenScope, added: WrittenScope): void {
  for (const [name, written] of added.declared) {
    const known = scope.declared.get(name);
    if (known) known.push(...written);
    else scope.declared.set(name, [...written]);
  }
}

/** What is imported of a module of the runtime, undefined for other modules. */
function knownIn({ from, name }: Origin): Meaning | undefined {
  const plain = from.replace(/^node:/, '');
  if (plain === from && !isBuiltin(from)) return undefined;
  const module = `node.${plain}`;
  return { kind: 'known', full: name === '*' || name === 'default' ? module : `${module}.${name}` };
}
