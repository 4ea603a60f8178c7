// Where the imports of Python files lead. Owns the order of Python's search: the root of the importing file's own
// package or the directory of its script, the standard library, then the other source roots, the nearest first.
// Does not know what is installed, nor what code does to sys.path.

import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../language.ts';
import { childOf, directoryOf, isVisibleFrom, isWithin, joinPath, sharedDepth } from '../projectPaths.ts';
import { findSourceRoots, type SourceRoots, type TopLevel } from './sourceRoots.ts';
import { isStandardModule } from './standardModules.ts';

/**
 * Resolves dotted and relative module names. A name that must be in the project but is not (a generated or broken
 * module) is undefined; the answer for a namespace package is its directory.
 */
export function createModuleResolver(project: ProjectFiles): ModuleResolver {
  return new PythonModules(project);
}

class PythonModules implements ModuleResolver {
  readonly #project: ProjectFiles;
  readonly #roots: SourceRoots;
  readonly #found = new Map<string, Map<string, ModuleTarget | undefined>>();

  constructor(project: ProjectFiles) {
    this.#project = project;
    this.#roots = findSourceRoots(project);
  }

  resolve(specifier: string, fromPath: string): ModuleTarget | undefined {
    const directory = directoryOf(fromPath);
    let found = this.#found.get(directory);
    if (found === undefined) this.#found.set(directory, (found = new Map()));
    if (!found.has(specifier)) {
      const isRelative = specifier.startsWith('.');
      found.set(
        specifier,
        isRelative ? this.#findRelative(specifier, directory) : this.#findAbsolute(specifier, directory),
      );
    }
    return found.get(specifier);
  }

  #findRelative(specifier: string, fromDirectory: string): ModuleTarget | undefined {
    const name = specifier.replace(/^\.+/, '');
    const levels = specifier.length - name.length - 1;
    const base = joinPath(fromDirectory, '../'.repeat(levels));
    return base === undefined ? undefined : this.#locate(childOf(base, name.replaceAll('.', '/')));
  }

  #findAbsolute(specifier: string, fromDirectory: string): ModuleTarget | undefined {
    const dot = specifier.indexOf('.');
    const name = dot < 0 ? specifier : specifier.slice(0, dot);
    const rest = dot < 0 ? '' : specifier.slice(dot + 1).replaceAll('.', '/');
    const places = name === '__future__' ? [] : this.#placesOf(name, fromDirectory);

    let namespace: ModuleTarget | undefined;
    for (const { path } of places) {
      const target = this.#locate(childOf(path, rest));
      if (target?.kind === 'file') return target;
      // A regular package in a later place wins over a namespace in an earlier one.
      namespace ??= target;
    }
    if (namespace !== undefined) return namespace;
    if (places.some(({ path }) => this.#locate(path)?.kind === 'file')) return undefined;
    if (name === this.#project.rootName && rest !== '' && !isStandardModule(name)) {
      // A namespace package whose directory is the indexed root.
      const target = this.#locate(rest);
      if (target?.kind === 'file') return target;
    }
    return { kind: 'external', package: name, path: specifier };
  }

  /** Where a top-level name may be, for files of a directory, in the order of the search. */
  #placesOf(name: string, fromDirectory: string): TopLevel[] {
    const ownPackage = this.#roots.rootOfPackage(fromDirectory);
    const own = ownPackage ?? this.#roots.rootAt(fromDirectory);
    const isStandard = isStandardModule(name);
    const places = (this.#roots.topLevels.get(name) ?? []).filter(({ root, path }) => {
      const isAround = root === own || isWithin(fromDirectory, root.directory);
      if (!isStandard) return isAround || (!root.isPrivate && isVisibleFrom(root.directory, fromDirectory));
      // Only what the search finds before the standard library hides it, and a namespace package never does.
      const isFirst = root === own || (isAround && own?.isDeclared !== true);
      return isFirst && root.isDeclared && this.#locate(path)?.kind === 'file';
    });
    if (places.length > 1) {
      const rank = ({ root }: TopLevel) =>
        sharedDepth(root.directory, fromDirectory) * 2 + (root.isDeclared ? 1 : 0);
      places.sort((left, right) => rank(right) - rank(left) || (left.path < right.path ? -1 : 1));
    }
    if (ownPackage === undefined) this.#addScriptDirectory(places, name, fromDirectory, isStandard);
    return places;
  }

  /** A file outside of packages may be run as a script: Python then searches its directory first. */
  #addScriptDirectory(places: TopLevel[], name: string, directory: string, isStandard: boolean): void {
    const path = childOf(directory, name);
    if (places.some((place) => place.path === path)) return;
    const target = this.#locate(path);
    if (target === undefined || (isStandard && target.kind !== 'file')) return;
    const isInPackage = this.#isInPackage(directory);
    const place = { root: { directory, isDeclared: false, isPrivate: true }, path };
    if (!isInPackage) places.unshift(place);
    else if (!isStandard) places.push(place);
  }

  #isInPackage(directory: string): boolean {
    if (this.#roots.packages.has(directory)) return true;
    return directory !== '' && this.#isInPackage(directoryOf(directory));
  }

  /** The module or package at a path without extension. */
  #locate(path: string): ModuleTarget | undefined {
    const candidates =
      path === ''
        ? ['__init__.py', '__init__.pyi']
        : [`${path}/__init__.py`, `${path}.py`, `${path}/__init__.pyi`, `${path}.pyi`];
    for (const candidate of candidates) {
      if (this.#project.has(candidate)) return { kind: 'file', path: candidate };
    }
    return this.#roots.directories.has(path) ? { kind: 'directory', path } : undefined;
  }
}
