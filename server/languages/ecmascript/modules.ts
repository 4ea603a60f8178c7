// Where the imports of TypeScript and JavaScript files lead. Owns the order of the steps: relative paths, `paths` of a
// tsconfig, Node's built-in modules, baseUrl, packages of the project, dependencies. What each step finds is decided in
// the files beside this one. Module kinds and resolution modes are not told apart: what any of them accepts is found.

import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../language.ts';
import { childOf, directoryOf, isWithin, joinPath } from '../projectPaths.ts';
import { type EntryRequest, PackageEntries } from './packageEntry.ts';
import { Packages } from './packages.ts';
import { flavourOf, SourceFiles } from './sourceFiles.ts';
import { isBuiltin, splitSpecifier } from './specifiers.ts';
import { findTsconfigs, type ModuleOptions, type Tsconfigs } from './tsconfig.ts';

/** Resolves the specifiers of import, export … from, require and import() in TypeScript and JavaScript files. */
export function createModuleResolver(project: ProjectFiles): ModuleResolver {
  return new EcmascriptModules(project);
}

// What a registry accepts, or once did: https://docs.npmjs.com/cli/configuring-npm/package-json#name
const PACKAGE_NAME = /^(?:@[^/@$~]+\/)?[^/@$~.][^/]*$/;

// Bundlers' customary names for the sources of the importing package; none of them can be the name of a package.
const ALIASES: readonly { readonly prefix: string; readonly directories: readonly string[] }[] = [
  { prefix: '@/', directories: ['src', ''] },
  { prefix: '~/', directories: ['src', 'app', ''] },
  { prefix: '@@/', directories: [''] },
  { prefix: '~~/', directories: [''] },
  { prefix: '$lib/', directories: ['src/lib'] },
];

interface Importer {
  readonly directory: string;
  readonly options: ModuleOptions | undefined;
  readonly request: EntryRequest;
  readonly found: Map<string, ModuleTarget | undefined>;
}

class EcmascriptModules implements ModuleResolver {
  readonly #files: SourceFiles;
  readonly #packages: Packages;
  readonly #entries: PackageEntries;
  readonly #tsconfigs: Tsconfigs;
  readonly #importers = new Map<string, Importer>();

  constructor(project: ProjectFiles) {
    this.#files = new SourceFiles((path) => project.has(path));
    this.#packages = new Packages(project);
    this.#tsconfigs = findTsconfigs(project);
    this.#entries = new PackageEntries(this.#files, (directory) => this.#tsconfigs.optionsOf(directory));
  }

  resolve(specifier: string, fromPath: string): ModuleTarget | undefined {
    const importer = this.#importerOf(fromPath);
    const { found } = importer;
    if (!found.has(specifier)) found.set(specifier, this.#find(specifier, importer));
    return found.get(specifier);
  }

  #importerOf(path: string): Importer {
    const directory = directoryOf(path);
    const flavour = flavourOf(path);
    const isRequire = /\.c[jt]s$/.test(path);
    const key = `${directory}\0${flavour}${isRequire}`;
    let importer = this.#importers.get(key);
    if (importer === undefined) {
      const options = this.#tsconfigs.optionsOf(directory);
      const request = { flavour, isRequire, customConditions: options?.customConditions ?? [] };
      this.#importers.set(key, (importer = { directory, options, request, found: new Map() }));
    }
    return importer;
  }

  #find(specifier: string, importer: Importer): ModuleTarget | undefined {
    // What loaders are told beside the path: `raw-loader!./x`, `./x?worker`.
    const plain = specifier.slice(specifier.lastIndexOf('!') + 1).replace(/(?!^)[?].*$/, '');
    if (/^\.\.?(?:\/|$)/.test(plain)) return toFile(this.#findRelative(plain, importer));
    if (plain.startsWith('/')) return toFile(this.#findRooted(plain, importer));
    return this.#findBare(plain, importer);
  }

  #findRelative(specifier: string, importer: Importer): string | undefined {
    const path = joinPath(importer.directory, specifier);
    if (path === undefined) return undefined;
    const isDirectory = /(?:^|\/)\.{0,2}$/.test(specifier);
    const find = (at: string) =>
      isDirectory ? this.#findDirectory(at, importer) : this.#findModule(at, importer);
    const found = find(path);
    if (found !== undefined) return found;
    const rootDirs = importer.options?.rootDirs ?? [];
    const around = rootDirs.filter((root) => isWithin(path, root)).sort((a, b) => b.length - a.length)[0];
    if (around === undefined) return undefined;
    const rest = path.slice(around === '' ? 0 : around.length + 1);
    for (const root of rootDirs) {
      const other = root === around ? undefined : find(childOf(root, rest));
      if (other !== undefined) return other;
    }
    return undefined;
  }

  /** `/src/x`, as development servers take it: from the root of the package. */
  #findRooted(specifier: string, importer: Importer): string | undefined {
    const directories = this.#packages.scopesAround(importer.directory).map(({ directory }) => directory);
    for (const directory of [...directories, '']) {
      const found = this.#findModule(childOf(directory, specifier.slice(1)), importer);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #findBare(specifier: string, importer: Importer): ModuleTarget | undefined {
    const scheme = /^([a-z][a-z\d+.-]*):(.*)$/i.exec(specifier);
    if (scheme !== null) return toExternalOfScheme(scheme[1] ?? '', scheme[2] ?? '', specifier);

    const mapped = this.#findMapped(specifier, importer);
    if (mapped.path !== undefined && (mapped.isExact || !isBuiltin(specifier))) return toFile(mapped.path);
    if (isBuiltin(specifier)) return { kind: 'external', package: 'node', path: specifier };
    if (specifier.startsWith('#')) return this.#findSubpathImport(specifier, importer);

    const baseUrl = importer.options?.baseUrl;
    const based = baseUrl === undefined ? undefined : joinPath(baseUrl, specifier);
    const found = based === undefined ? undefined : this.#findModule(based, importer);
    return found === undefined ? this.#findPackage(specifier, importer, mapped.isMapped) : toFile(found);
  }

  #findMapped(
    specifier: string,
    importer: Importer,
  ): { path: string | undefined; isExact: boolean; isMapped: boolean } {
    const mapping = importer.options?.paths.find(({ prefix, suffix }) => {
      if (suffix === undefined) return specifier === prefix;
      return (
        specifier.length >= prefix.length + suffix.length &&
        specifier.startsWith(prefix) &&
        specifier.endsWith(suffix)
      );
    });
    if (mapping === undefined) return { path: undefined, isExact: false, isMapped: false };
    const { prefix, suffix, targets } = mapping;
    const isExact = suffix === undefined;
    const rest = isExact ? '' : specifier.slice(prefix.length, specifier.length - suffix.length);
    for (const target of targets) {
      const found = this.#findModule(
        target.replace('*', () => rest),
        importer,
      );
      if (found !== undefined) return { path: found, isExact, isMapped: true };
    }
    const isOurs = prefix !== '' && targets.some((target) => !/(?:^|\/)node_modules(?:\/|$)/.test(target));
    return { path: undefined, isExact, isMapped: isOurs };
  }

  #findSubpathImport(specifier: string, importer: Importer): ModuleTarget | undefined {
    const scope = this.#packages.scopeOf(importer.directory);
    if (scope === undefined) return undefined;
    for (const target of this.#entries.findImportTargets(scope, specifier, importer.request)) {
      if (target.startsWith('#')) continue;
      const found = target.startsWith('./')
        ? toFile(this.#entries.findSource(scope.directory, target, importer.request.flavour))
        : this.#findBare(target, importer);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #findPackage(specifier: string, importer: Importer, isMapped: boolean): ModuleTarget | undefined {
    const [name, subpath] = splitSpecifier(specifier);
    for (const candidate of this.#packages.named(name, importer.directory)) {
      const found = this.#entries.find(candidate, subpath, importer.request);
      if (found !== undefined) return toFile(found);
      // A member without that file is broken or not built; another package of that name may be an example's.
      if (candidate.isMember) return undefined;
    }
    if (!PACKAGE_NAME.test(name)) return toFile(this.#findAliased(specifier, importer));
    const isDependency = this.#packages.isDependency(name, importer.directory);
    if (isMapped && !isDependency) return undefined;
    // Loaders of scripts take a name without a package for a file beside the importing one.
    const isScript = importer.request.flavour === 'javascript';
    const sibling = isDependency || !isScript ? undefined : this.#findSibling(specifier, importer);
    if (sibling !== undefined) return toFile(sibling);
    return { kind: 'external', package: name, path: specifier };
  }

  #findSibling(specifier: string, importer: Importer): string | undefined {
    const path = joinPath(importer.directory, specifier);
    return path === undefined ? undefined : this.#files.findFile(path, importer.request.flavour);
  }

  #findAliased(specifier: string, importer: Importer): string | undefined {
    const alias = ALIASES.find(({ prefix }) => `${specifier}/`.startsWith(prefix));
    if (alias === undefined) return undefined;
    const rest = specifier.slice(alias.prefix.length);
    for (const scope of this.#packages.scopesAround(importer.directory)) {
      for (const directory of alias.directories) {
        const found = this.#findModule(childOf(childOf(scope.directory, directory), rest), importer);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #findModule(path: string, importer: Importer): string | undefined {
    return this.#files.findFile(path, importer.request.flavour) ?? this.#findDirectory(path, importer);
  }

  #findDirectory(path: string, importer: Importer): string | undefined {
    const { flavour } = importer.request;
    const own = this.#packages.at(path);
    return own === undefined ? this.#files.findIndex(path, flavour) : this.#entries.findMain(own, flavour);
  }
}

function toFile(path: string | undefined): ModuleTarget | undefined {
  return path === undefined ? undefined : { kind: 'file', path };
}

/** `node:fs`, `npm:name@1/x`, `https://host/x` and what runtimes and bundlers provide under names of their own. */
function toExternalOfScheme(scheme: string, rest: string, specifier: string): ModuleTarget {
  if (scheme === 'node') return { kind: 'external', package: 'node', path: rest };
  if (scheme === 'npm' || scheme === 'jsr') {
    const name = /^\/?((?:@[^/]+\/)?[^/@]+)/.exec(rest)?.[1] ?? rest;
    return { kind: 'external', package: name, path: specifier };
  }
  const host = /^\/\/([^/]+)/.exec(rest)?.[1];
  return { kind: 'external', package: host ?? scheme, path: specifier };
}
