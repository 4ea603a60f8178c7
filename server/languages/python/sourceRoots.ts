// The directories that Python may search for top-level names, as far as the tree tells: what packaging files configure,
// and the directories that hold top packages. Which of them counts for a file is decided in modules.ts.

import type { ProjectFiles } from '../language.ts';
import { isVendoredFolder } from '../copiedPaths.ts';
import { ancestorsOf, baseNameOf, childOf, directoriesOf, directoryOf, joinPath } from '../projectPaths.ts';
import { readPackageConfig } from './packageConfig.ts';

/** A place where top-level names are found. */
export interface SourceRoot {
  readonly directory: string;
  /** Known from a packaging file or by convention, not only because a package lies there. */
  readonly isDeclared: boolean;
  /** Lies inside a regular package: serves only the files below it. */
  readonly isPrivate: boolean;
}

/** One top-level name in one root; `path` is the module without its extension, or the directory of the package. */
export interface TopLevel {
  readonly root: SourceRoot;
  readonly path: string;
}

/** The packages of a project and where their top-level names are. */
export interface SourceRoots {
  /** Every directory with Python files below it. */
  readonly directories: ReadonlySet<string>;
  /** Directories with an `__init__`. */
  readonly packages: ReadonlySet<string>;
  readonly topLevels: ReadonlyMap<string, readonly TopLevel[]>;
  /** The root that makes the dotted name of a package, undefined for a directory that is no package. */
  rootOfPackage(directory: string): SourceRoot | undefined;
  /** The root that searches exactly this directory. */
  rootAt(directory: string): SourceRoot | undefined;
}

const PACKAGING_FILES = new Set(['pyproject.toml', 'setup.cfg', 'setup.py']);

const OWN_NAME: SourceRoot = { directory: '', isDeclared: true, isPrivate: false };

/** Finds the source roots of a project and indexes the names that can be imported from each. */
export function findSourceRoots(project: ProjectFiles): SourceRoots {
  const directories = directoriesOf(project.paths);
  const packages = new Set<string>();
  for (const path of project.paths) {
    if (/(?:^|\/)__init__\.pyi?$/.test(path)) packages.add(directoryOf(path));
  }
  const { roots, named } = findDeclaredRoots(project, directories, packages);
  const topOf = (directory: string): string => {
    const parent = directoryOf(directory);
    return directory !== '' && packages.has(parent) ? topOf(parent) : directory;
  };
  for (const directory of packages) {
    const parent = directoryOf(directory);
    if (directory === '' || packages.has(parent) || roots.has(parent)) continue;
    const isPrivate = ancestorsOf(parent).some((ancestor) => packages.has(ancestor));
    roots.set(parent, { directory: parent, isDeclared: false, isPrivate });
  }
  for (const directory of directories) {
    // What lies there for itself is put on the path by code that is not read.
    if (packages.has(directory) || roots.has(directory) || !isVendoredFolder(directory)) continue;
    roots.set(directory, { directory, isDeclared: false, isPrivate: false });
  }
  return {
    directories,
    packages,
    topLevels: indexTopLevels(project.paths, directories, roots, named),
    rootOfPackage(directory) {
      if (!packages.has(directory)) return undefined;
      const top = topOf(directory);
      return top === '' ? OWN_NAME : roots.get(directoryOf(top));
    },
    rootAt: (directory) => roots.get(directory),
  };
}

interface NamedPackage {
  readonly name: string;
  readonly directory: string;
}

/** Roots by convention and by packaging files, and packages that are not named like their directory. */
function findDeclaredRoots(
  project: ProjectFiles,
  directories: ReadonlySet<string>,
  packages: ReadonlySet<string>,
): { roots: Map<string, SourceRoot>; named: NamedPackage[] } {
  const roots = new Map<string, SourceRoot>();
  const named: NamedPackage[] = [];
  const declare = (directory: string | undefined) => {
    if (directory === undefined || !directories.has(directory)) return;
    roots.set(directory, { directory, isDeclared: true, isPrivate: false });
  };
  const declareWithSrc = (directory: string) => {
    declare(directory);
    const src = childOf(directory, 'src');
    if (!packages.has(src)) declare(src);
  };
  // A root that is a package itself is imported under its own name from outside, unless it is packaged from here.
  if (packages.has('')) named.push({ name: project.rootName, directory: '' });
  else declareWithSrc('');

  const readable = new Set(project.configFiles);
  for (const file of new Set([...project.configFiles, ...project.paths])) {
    const name = baseNameOf(file);
    if (!PACKAGING_FILES.has(name)) continue;
    const directory = directoryOf(file);
    // Packages may carry a setup.py of their own (numpy.distutils), which does not make them a place to search.
    if (!packages.has(directory) || (directory === '' && name !== 'setup.py')) declareWithSrc(directory);
    const text = readable.has(file) ? project.readConfig(file) : undefined;
    if (text === undefined) continue;
    const locations = readPackageConfig(name, text);
    for (const path of locations.directories) declare(joinPath(directory, path));
    for (const [packageName, path] of locations.packages) {
      const target = joinPath(directory, path);
      if (target !== undefined && directories.has(target))
        named.push({ name: packageName, directory: target });
    }
  }
  return { roots, named };
}

function indexTopLevels(
  paths: readonly string[],
  directories: ReadonlySet<string>,
  roots: ReadonlyMap<string, SourceRoot>,
  named: readonly NamedPackage[],
): Map<string, TopLevel[]> {
  const topLevels = new Map<string, TopLevel[]>();
  const add = (name: string, root: SourceRoot | undefined, path: string) => {
    if (root === undefined) return;
    const places = topLevels.get(name);
    if (places === undefined) topLevels.set(name, [{ root, path }]);
    else if (!places.some((place) => place.path === path)) places.push({ root, path });
  };
  for (const { name, directory } of named) {
    add(name, directory === '' ? OWN_NAME : { ...OWN_NAME, directory: directoryOf(directory) }, directory);
  }
  for (const directory of directories) {
    if (directory !== '') add(baseNameOf(directory), roots.get(directoryOf(directory)), directory);
  }
  for (const path of paths) {
    const module = path.replace(/\.pyi?$/, '');
    if (baseNameOf(module) !== '__init__') add(baseNameOf(module), roots.get(directoryOf(path)), module);
  }
  return topLevels;
}
