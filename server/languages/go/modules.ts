// Where the imports of Go files lead. Owns the rules of the go command for finding a package: the standard library,
// the module itself, vendor directories, replacements, workspaces; and GOPATH where there is no go.mod. Versions are not
// looked at: a module that is in the tree is taken for every version of it. Build constraints are not known here.

import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../language.ts';
import {
  ancestorsOf,
  baseNameOf,
  childOf,
  directoryOf,
  isVisibleFrom,
  isWithin,
  joinPath,
  sharedDepth,
} from '../projectPaths.ts';
import { type GoModFile, parseGoMod } from './goMod.ts';
import { guessModulePath, isStandardPackage } from './packageNames.ts';

/** Resolves Go import paths to package directories; each import path is looked up once per module. */
export function createModuleResolver(project: ProjectFiles): ModuleResolver {
  return new GoPackages(project);
}

interface GoModule {
  readonly directory: string;
  readonly path: string;
  readonly requires: ReadonlySet<string>;
  /** Module path → directory in the tree. */
  readonly replaces: ReadonlyMap<string, string>;
}

interface Workspace {
  readonly directory: string;
  readonly members: ReadonlySet<string>;
  readonly replaces: ReadonlyMap<string, string>;
}

class GoPackages implements ModuleResolver {
  readonly #rootName: string;
  /** Directories with at least one file that can be imported. */
  readonly #packages = new Set<string>();
  readonly #hasVendor: boolean;
  readonly #modulesByDirectory = new Map<string, GoModule>();
  readonly #modulesByPath = new Map<string, GoModule[]>();
  readonly #workspaces: Workspace[] = [];
  /** Directories that hold import paths as they are written: GOPATH/src, or a tree of repositories. */
  readonly #pathRoots: readonly string[];
  readonly #standardRoot: string | undefined;
  readonly #moduleOfDirectory = new Map<string, GoModule | undefined>();
  readonly #found = new Map<string, Map<string, ModuleTarget | undefined>>();

  constructor(project: ProjectFiles) {
    this.#rootName = project.rootName;
    for (const path of project.paths) {
      if (path.endsWith('.go') && !path.endsWith('_test.go')) this.#packages.add(directoryOf(path));
    }
    this.#hasVendor = [...this.#packages].some((directory) => `/${directory}`.includes('/vendor/'));
    for (const file of project.configFiles) this.#readConfig(file, project.readConfig(file));
    this.#pathRoots = findPathRoots(this.#packages, this.#rootName);
    this.#standardRoot =
      this.#modulesByPath.get('std')?.[0]?.directory ??
      this.#pathRoots.find(
        (root) => isVisibleFrom(root, '') && looksLikeStandardLibrary(this.#packages, root),
      );
  }

  resolve(specifier: string, fromPath: string): ModuleTarget | undefined {
    const fromDirectory = directoryOf(fromPath);
    const module = this.#moduleOf(fromDirectory);
    // Within a module every file sees the same packages; without one, vendor directories depend on the place.
    const context =
      module === undefined || specifier.startsWith('.') ? `/${fromDirectory}` : module.directory;
    let found = this.#found.get(context);
    if (found === undefined) this.#found.set(context, (found = new Map()));
    if (!found.has(specifier)) found.set(specifier, this.#find(specifier, fromDirectory, module));
    return found.get(specifier);
  }

  #readConfig(file: string, text: string | undefined): void {
    const directory = directoryOf(file);
    if (text === undefined) return;
    if (baseNameOf(file) === 'go.mod') {
      const parsed = parseGoMod(text);
      if (parsed.module === undefined) return;
      const module: GoModule = {
        directory,
        path: parsed.module,
        requires: new Set(parsed.requires),
        replaces: localReplaces(parsed, directory),
      };
      this.#modulesByDirectory.set(directory, module);
      const namesakes = this.#modulesByPath.get(module.path);
      if (namesakes === undefined) this.#modulesByPath.set(module.path, [module]);
      else namesakes.push(module);
    } else if (baseNameOf(file) === 'go.work') {
      const parsed = parseGoMod(text);
      const members = parsed.uses.map((use) => joinPath(directory, use)).filter((use) => use !== undefined);
      const replaces = localReplaces(parsed, directory);
      this.#workspaces.push({ directory, members: new Set(members), replaces });
    }
  }

  #find(specifier: string, fromDirectory: string, module: GoModule | undefined): ModuleTarget | undefined {
    // Both are the compiler's own.
    if (specifier === 'C' || specifier === 'unsafe') return external(specifier, specifier);
    if (specifier.startsWith('./') || specifier.startsWith('../')) {
      return this.#package(joinPath(fromDirectory, specifier));
    }
    const standard = isStandardPackage(specifier) || module?.path === 'std';
    if (standard && this.#standardRoot !== undefined) {
      const target = this.#package(childOf(this.#standardRoot, specifier));
      if (target !== undefined) return target;
    }
    if (module === undefined) return this.#findWithoutModule(specifier, fromDirectory);
    return this.#findInModules(specifier, module);
  }

  #findInModules(specifier: string, module: GoModule): ModuleTarget | undefined {
    const own = this.#packageOfModule(module.directory, restOf(specifier, module.path));
    if (own !== undefined) return own;
    const workspace = this.#workspaceOf(module);
    const vendored = this.#findVendored(specifier, [
      module.directory,
      workspace?.directory ?? module.directory,
    ]);
    if (vendored !== undefined) return vendored;

    let isOurs = false;
    // The longest module path that has the package provides it.
    for (let prefix = specifier; prefix !== ''; prefix = directoryOf(prefix)) {
      const directory = this.#directoryOfModule(prefix, module, workspace);
      if (directory !== undefined) {
        isOurs = true;
        const target = this.#packageOfModule(directory, restOf(specifier, prefix));
        if (target !== undefined) return target;
      } else if (module.requires.has(prefix)) return external(prefix, specifier);
    }
    if (isOurs) return undefined;
    return external(isStandardPackage(specifier) ? specifier : guessModulePath(specifier), specifier);
  }

  #findWithoutModule(specifier: string, fromDirectory: string): ModuleTarget | undefined {
    const vendored = this.#findVendored(specifier, ancestorsOf(fromDirectory));
    if (vendored !== undefined) return vendored;
    if (isStandardPackage(specifier)) return external(specifier, specifier);
    for (const root of this.#pathRoots) {
      if (!isVisibleFrom(root, fromDirectory)) continue;
      const target = this.#package(childOf(root, specifier));
      if (target !== undefined) return target;
    }
    // A repository that was checked out below GOPATH/src: its import path ends with the name of the root.
    const elements = specifier.split('/');
    for (let at = elements.indexOf(this.#rootName); at >= 0; at = elements.indexOf(this.#rootName, at + 1)) {
      const target = this.#package(elements.slice(at + 1).join('/'));
      if (target !== undefined) return target;
    }
    const namesakes = this.#modulesByPath.size > 0 ? this.#findInTree(specifier, fromDirectory) : undefined;
    return namesakes ?? external(guessModulePath(specifier), specifier);
  }

  #findInTree(specifier: string, fromDirectory: string): ModuleTarget | undefined {
    for (let prefix = specifier; prefix !== ''; prefix = directoryOf(prefix)) {
      const directory = this.#nearestModule(prefix, fromDirectory)?.directory;
      if (directory === undefined) continue;
      const target = this.#packageOfModule(directory, restOf(specifier, prefix));
      if (target !== undefined) return target;
    }
    return undefined;
  }

  #findVendored(specifier: string, directories: readonly string[]): ModuleTarget | undefined {
    if (!this.#hasVendor) return undefined;
    for (const directory of directories) {
      const target = this.#package(childOf(childOf(directory, 'vendor'), specifier));
      if (target !== undefined) return target;
    }
    return undefined;
  }

  #directoryOfModule(path: string, from: GoModule, workspace: Workspace | undefined): string | undefined {
    if (path === from.path) return from.directory;
    const members = this.#modulesByPath
      .get(path)
      ?.filter((module) => workspace?.members.has(module.directory));
    return (
      members?.[0]?.directory ??
      workspace?.replaces.get(path) ??
      from.replaces.get(path) ??
      this.#nearestModule(path, from.directory)?.directory
    );
  }

  #nearestModule(path: string, fromDirectory: string): GoModule | undefined {
    const near = this.#modulesByPath
      .get(path)
      ?.filter((module) => isVisibleFrom(module.directory, fromDirectory));
    if (near === undefined || near.length <= 1) return near?.[0];
    const depth = (module: GoModule) => sharedDepth(module.directory, fromDirectory);
    return near.reduce((best, module) => (depth(module) > depth(best) ? module : best));
  }

  #workspaceOf(module: GoModule): Workspace | undefined {
    const around = this.#workspaces.filter((workspace) => workspace.members.has(module.directory));
    return around.findLast((workspace) => isWithin(module.directory, workspace.directory)) ?? around[0];
  }

  #moduleOf(directory: string): GoModule | undefined {
    if (this.#moduleOfDirectory.has(directory)) return this.#moduleOfDirectory.get(directory);
    const own = this.#modulesByDirectory.get(directory);
    const module = own ?? (directory === '' ? undefined : this.#moduleOf(directoryOf(directory)));
    this.#moduleOfDirectory.set(directory, module);
    return module;
  }

  #packageOfModule(moduleDirectory: string, rest: string | undefined): ModuleTarget | undefined {
    if (rest === undefined) return undefined;
    const directory = childOf(moduleDirectory, rest);
    // A directory below a nested go.mod belongs to that module, whatever its path looks like.
    const owner = this.#moduleOf(directory)?.directory ?? moduleDirectory;
    return isWithin(moduleDirectory, owner) ? this.#package(directory) : undefined;
  }

  #package(directory: string | undefined): ModuleTarget | undefined {
    if (directory === undefined || !this.#packages.has(directory)) return undefined;
    return { kind: 'directory', path: directory };
  }
}

function external(packageName: string, path: string): ModuleTarget {
  return { kind: 'external', package: packageName, path };
}

/** What follows the path of a module in an import path; undefined when the module cannot hold it. */
function restOf(importPath: string, modulePath: string): string | undefined {
  return isWithin(importPath, modulePath) ? importPath.slice(modulePath.length + 1) : undefined;
}

function localReplaces(file: GoModFile, directory: string): Map<string, string> {
  const local = new Map<string, string>();
  for (const [path, target] of file.replaces) {
    if (!/^\.\.?(\/|$)/.test(target)) continue;
    const inTree = joinPath(directory, target);
    if (inTree !== undefined) local.set(path, inTree);
  }
  return local;
}

function findPathRoots(packages: ReadonlySet<string>, rootName: string): string[] {
  const roots = new Set<string>(['']);
  for (const directory of packages) {
    for (const ancestor of ancestorsOf(directory)) {
      if (baseNameOf(ancestor) === 'src') roots.add(ancestor);
    }
  }
  const sorted = [...roots].sort();
  return rootName === 'src' ? sorted : [...sorted.slice(1), ''];
}

/** A GOROOT/src without its go.mod: nothing else holds these packages side by side. */
function looksLikeStandardLibrary(packages: ReadonlySet<string>, root: string): boolean {
  return (
    ['errors', 'fmt', 'net/http', 'os', 'strings'].filter((name) => packages.has(childOf(root, name)))
      .length > 2
  );
}
