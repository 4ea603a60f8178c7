// The packages of a project: every package.json, by directory and by name.

import type { ProjectFiles } from '../language.ts';
import { baseNameOf, directoryOf, isVisibleFrom, isWithin, sharedDepth } from '../projectPaths.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from './json.ts';
import { findWorkspaceMembers } from './workspaces.ts';

/** A package.json of the project. */
export interface Package {
  readonly directory: string;
  readonly name: string | undefined;
  readonly manifest: JsonObject;
  readonly isMember: boolean;
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Finds packages by place and by name. */
export class Packages {
  readonly #byDirectory = new Map<string, Package>();
  readonly #byName = new Map<string, Package[]>();
  readonly #scopes = new Map<string, Package | undefined>();

  constructor(project: ProjectFiles) {
    const isMember = findWorkspaceMembers(project);
    for (const file of project.configFiles) {
      if (baseNameOf(file) !== 'package.json') continue;
      const manifest = parseJsonObject(project.readConfig(file));
      if (manifest === undefined) continue;
      const directory = directoryOf(file);
      const name = typeof manifest['name'] === 'string' ? manifest['name'] : undefined;
      const found: Package = { directory, name, manifest, isMember: isMember(directory) };
      this.#byDirectory.set(directory, found);
      if (name === undefined) continue;
      const namesakes = this.#byName.get(name);
      if (namesakes === undefined) this.#byName.set(name, [found]);
      else namesakes.push(found);
    }
  }

  /** The package whose package.json lies in exactly this directory. */
  at(directory: string): Package | undefined {
    return this.#byDirectory.get(directory);
  }

  /** The package that a directory belongs to: the nearest package.json above. */
  scopeOf(directory: string): Package | undefined {
    if (this.#scopes.has(directory)) return this.#scopes.get(directory);
    const own = this.#byDirectory.get(directory);
    const scope = own ?? (directory === '' ? undefined : this.scopeOf(directoryOf(directory)));
    this.#scopes.set(directory, scope);
    return scope;
  }

  /** The packages around a directory, nearest first. */
  scopesAround(directory: string): Package[] {
    const scopes: Package[] = [];
    for (let scope = this.scopeOf(directory); scope !== undefined;) {
      scopes.push(scope);
      scope = scope.directory === '' ? undefined : this.scopeOf(directoryOf(scope.directory));
    }
    return scopes;
  }

  /** Packages of the project that an import of `name` can mean: the importing one, workspace members, the nearest. */
  named(name: string, fromDirectory: string): readonly Package[] {
    const namesakes = this.#byName.get(name);
    if (namesakes === undefined) return [];
    const isOwn = (candidate: Package) => isWithin(fromDirectory, candidate.directory);
    const rank = (candidate: Package) =>
      (isOwn(candidate) ? 1e6 : 0) +
      (candidate.isMember ? 1e3 : 0) +
      sharedDepth(candidate.directory, fromDirectory);
    return namesakes
      .filter(({ directory, isMember }) => isMember || isVisibleFrom(directory, fromDirectory))
      .sort((left, right) => rank(right) - rank(left) || left.directory.length - right.directory.length);
  }

  /** Whether a package around the directory lists `name` among its dependencies. */
  isDependency(name: string, fromDirectory: string): boolean {
    return this.scopesAround(fromDirectory).some(({ manifest }) =>
      DEPENDENCIES.some((field) => {
        const dependencies = manifest[field];
        return isJsonObject(dependencies) && Object.hasOwn(dependencies, name);
      }),
    );
  }
}
