// From a package's manifest to the source file that an import of it means. Manifests name what gets published; that is
// often compiled and not in the tree, so a target that is missing is taken back to the source it was made of.

import { childOf, isWithin, joinPath } from '../projectPaths.ts';
import { isJsonObject } from './json.ts';
import { findTargets, toSubpathMap } from './packageMap.ts';
import type { Package } from './packages.ts';
import { type Flavour, type SourceFiles, withoutExtension } from './sourceFiles.ts';
import type { ModuleOptions } from './tsconfig.ts';

/** How an import asks for a package. */
export interface EntryRequest {
  readonly flavour: Flavour;
  readonly isRequire: boolean;
  readonly customConditions: readonly string[];
}

// Directories that compilers and bundlers write into.
const OUTPUT =
  /^(?:dist|lib|libs|build|built|out|output|es\d*|_?esm\d*|_?cjs|commonjs|umd|amd|types|typings|dts|node|browser|bundles?|modern|legacy|fesm\d*|publish|dist[-._].*)$/i;
const BUILD_SUFFIX =
  /[.-](?:min|umd|esm|es|cjs|mjs|iife|prod|dev|production|development|common|global|module|modern|legacy|bundle|node|browser)$/;
const SOURCE_DIRECTORIES = ['src', 'source', 'lib', ''];
const ENTRY_FIELDS: Readonly<Record<Flavour, readonly string[]>> = {
  typescript: ['types', 'typings', 'module', 'main', 'source'],
  javascript: ['module', 'main', 'source', 'types', 'typings'],
};
/** What pages get in place of the entry, which may be that of a package that names none. */
const PAGE_ENTRY = 'browser';

/** Finds the source files behind the entries of packages. */
export class PackageEntries {
  readonly #files: SourceFiles;
  readonly #optionsOf: (directory: string) => ModuleOptions | undefined;

  constructor(files: SourceFiles, optionsOf: (directory: string) => ModuleOptions | undefined) {
    this.#files = files;
    this.#optionsOf = optionsOf;
  }

  /** The file that `name/subpath` means, '' being the package itself. */
  find(source: Package, subpath: string, request: EntryRequest): string | undefined {
    const { directory, manifest } = source;
    const { flavour } = request;
    const map = toSubpathMap(manifest['exports']);
    const targets =
      map === undefined
        ? undefined
        : findTargets(map, subpath === '' ? '.' : `./${subpath}`, conditionsOf(request));
    if (targets?.length === 0) return undefined;
    for (const target of targets ?? []) {
      const found = target.startsWith('./') ? this.findSource(directory, target, flavour) : undefined;
      if (found !== undefined) return found;
    }
    if (subpath === '')
      return this.findMain(source, flavour) ?? this.#findAmongSources(directory, 'index', flavour);
    const path = joinPath(directory, subpath);
    if (path === undefined) return undefined;
    return (
      this.#findModule(path, flavour) ??
      this.findSource(directory, subpath, flavour) ??
      this.#findAmongSources(directory, subpath, flavour)
    );
  }

  /** The file that the entry fields of a manifest name, without `exports`, or the index of its directory. */
  findMain({ directory, manifest }: Package, flavour: Flavour): string | undefined {
    const ofField = (field: string): string | undefined => {
      const target = manifest[field];
      return typeof target === 'string' ? this.findSource(directory, target, flavour) : undefined;
    };
    for (const field of ENTRY_FIELDS[flavour]) {
      const found = ofField(field);
      if (found !== undefined) return found;
    }
    return this.#files.findIndex(directory, flavour) ?? ofField(PAGE_ENTRY);
  }

  /** Targets of a subpath import (`#x`): files of the package, or specifiers of other packages. */
  findImportTargets(source: Package, specifier: string, request: EntryRequest): string[] {
    const map = source.manifest['imports'];
    return isJsonObject(map) ? (findTargets(map, specifier, conditionsOf(request)) ?? []) : [];
  }

  /** The source of a file that a manifest names, relative to the directory of the package. */
  findSource(directory: string, target: string, flavour: Flavour): string | undefined {
    const path = joinPath(directory, target);
    if (path === undefined) return undefined;
    const found = this.#findModule(path, flavour) ?? this.#findModule(withoutExtension(path), flavour);
    if (found !== undefined) return found;
    for (const { from, to } of this.#optionsOf(directory)?.outputs ?? []) {
      if (from === to || !isWithin(path, from)) continue;
      const compiled = path.slice(from === '' ? 0 : from.length + 1);
      const source = this.#findModule(childOf(to, withoutExtension(compiled)), flavour);
      if (source !== undefined) return source;
    }
    return this.#findUncompiled(directory, path.slice(directory === '' ? 0 : directory.length + 1), flavour);
  }

  /** Guesses by convention: `dist/esm/x.min.js` is made of `src/x.ts`. */
  #findUncompiled(directory: string, path: string, flavour: Flavour): string | undefined {
    const segments = withoutExtension(path).split('/');
    const stems = [segments.pop() ?? ''];
    for (let stem = stems[0] ?? ''; BUILD_SUFFIX.test(stem); stems.push(stem))
      stem = stem.replace(BUILD_SUFFIX, '');
    const outputs = segments.findIndex((segment) => !OUTPUT.test(segment));
    const lastOutput = outputs < 0 ? segments.length : outputs;
    for (let from = lastOutput === 0 ? Infinity : 1; from <= lastOutput; from++) {
      const inner = segments.slice(from).join('/');
      for (const stem of stems) {
        const found = this.#findAmongSources(directory, childOf(inner, stem), flavour);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #findAmongSources(directory: string, path: string, flavour: Flavour): string | undefined {
    for (const sources of SOURCE_DIRECTORIES) {
      const found = this.#findModule(childOf(childOf(directory, sources), path), flavour);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #findModule(path: string, flavour: Flavour): string | undefined {
    return this.#files.findFile(path, flavour) ?? this.#files.findIndex(path, flavour);
  }
}

function conditionsOf({
  flavour,
  isRequire,
  customConditions,
}: EntryRequest): (condition: string) => boolean {
  return (condition) => {
    if (condition === 'types' || condition.startsWith('types@')) return flavour === 'typescript';
    if (condition === 'import') return !isRequire;
    if (condition === 'require') return isRequire;
    return (
      condition === 'source' ||
      condition === 'module' ||
      condition === 'node' ||
      condition === 'default' ||
      customConditions.includes(condition)
    );
  };
}
