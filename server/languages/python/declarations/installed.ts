// The packages that are installed in environments of the workspace: where these are, which file declares a module, and the
// outline of one, written when it is first asked for. Nothing is ever run, and nothing outside of an environment is read.

import type { InstalledFiles, InstalledHooks } from '../../language.ts';
import { childOf, directoryOf, joinPath } from '../../projectPaths.ts';
import { isStandardModule } from '../standardModules.ts';
import type { ModuleSource } from './names.ts';
import { OutlineWriter } from './outline.ts';
import { readDeclarations } from './readDeclarations.ts';
import type { WrittenModule } from './syntax.ts';

/** A larger file is taken as absent. */
const MAX_BYTES = 1_000_000;
/** What was read is let go of when so many characters are known; it is read again when it is needed. */
const MAX_READ = 16_000_000;
const MARKER = 'pyvenv.cfg';
/** How environments are called by those who make them, the usual names first. */
const USUAL_NAMES: readonly string[] = ['.venv', 'venv', 'env'];
const ENVIRONMENT = /^\.?(?:v?env|virtualenv)(?:$|[-_.\d])/i;
const MAX_ENVIRONMENTS = 8;

/** The packages of modules that files of the project import. */
export const installed: InstalledHooks = {
  isPackage: (specifier) => /^[\p{L}_]/u.test(specifier) && !isStandardModule(topOf(specifier)),
  outline(_, files) {
    const packages = new InstalledModules(files);
    const none = { text: '', packages: [] };
    return packages.isEmpty ? none : { ...none, moduleText: (module) => packages.text(module) };
  },
  manifests: (specifiers, files) => (specifiers.length === 0 ? [] : listManifests(files)),
};

function topOf(module: string): string {
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}

/** The environments of a workspace, those beside its root first. */
function findEnvironments(files: InstalledFiles): string[] {
  const found: string[] = [];
  for (const folder of files.folders) {
    const names = files.list(folder).filter((name) => ENVIRONMENT.test(name));
    const usual = USUAL_NAMES.filter((name) => names.includes(name));
    for (const name of new Set([...usual, ...names])) {
      const path = childOf(folder, name);
      if (files.read(`${path}/${MARKER}`) !== undefined) found.push(path);
      if (found.length === MAX_ENVIRONMENTS) return found;
    }
  }
  return found;
}

/** The folders of an environment that hold folders of packages. */
function librariesOf(environment: string, files: InstalledFiles): string[] {
  const versions = files.list(`${environment}/lib`).filter((name) => /^(?:python|pypy)3?[.\d]*$/.test(name));
  return [...versions.toReversed().map((name) => `${environment}/lib/${name}`), `${environment}/Lib`];
}

/** The folders in which modules are sought, in order. */
function findSites(files: InstalledFiles): string[] {
  const sites: string[] = [];
  for (const environment of findEnvironments(files)) {
    for (const library of librariesOf(environment, files)) {
      const site = `${library}/site-packages`;
      if (files.list(site).length > 0) sites.push(site, ...placesBeside(site, files));
    }
  }
  return sites;
}

/** What files in a folder of packages add to it: only folders within. */
function placesBeside(site: string, files: InstalledFiles): string[] {
  return files
    .list(site)
    .filter((name) => name.endsWith('.pth'))
    .flatMap((name) => (files.read(`${site}/${name}`) ?? '').slice(0, MAX_BYTES).split('\n'))
    .flatMap((line) => {
      const path = line.trim();
      if (path === '' || /^(?:#|import[ \t]|[/\\]|[A-Za-z]:)/.test(path)) return [];
      const folder = joinPath(site, path);
      return folder?.startsWith(`${site}/`) === true ? [folder] : [];
    });
}

/** What changes when an environment is made or removed, and when a package in one is. */
function listManifests(files: InstalledFiles): readonly string[] {
  const all = new Set<string>();
  for (const folder of files.folders)
    for (const name of USUAL_NAMES) all.add(childOf(folder, `${name}/${MARKER}`));
  for (const environment of findEnvironments(files)) {
    all.add(`${environment}/${MARKER}`).add(`${environment}/lib/`);
    // Whoever installs a package leaves its version in a name there.
    for (const library of librariesOf(environment, files)) all.add(`${library}/site-packages/`);
  }
  return [...all].sort();
}

/** Reads modules of environments. */
class InstalledModules implements ModuleSource {
  private readonly files: InstalledFiles;
  private readonly sites: readonly string[];
  private readonly writer: OutlineWriter;
  private readonly names = new Map<string, ReadonlySet<string>>();
  private readonly paths = new Map<string, string | undefined>();
  private readonly texts = new Map<string, string | undefined>();
  private readonly modules = new Map<string, WrittenModule | undefined>();
  private charsRead = 0;

  constructor(files: InstalledFiles) {
    this.files = files;
    this.sites = findSites(files);
    this.writer = new OutlineWriter(this, { publicNames: new Map(), isWhole: true });
  }

  get isEmpty(): boolean {
    return this.sites.length === 0;
  }

  isKnown(full: string): boolean {
    return isStandardModule(topOf(full));
  }

  /** What stands below the line of a module in its outline. */
  text(name: string): string | undefined {
    if (!this.texts.has(name)) {
      const module = this.module(name);
      const text = module && this.writer.module(module);
      this.texts.set(name, text?.slice(text.indexOf('\n') + 1));
    }
    return this.texts.get(name);
  }

  module(name: string): WrittenModule | undefined {
    if (!this.modules.has(name)) {
      const path = this.pathOf(name);
      const text = path === undefined ? undefined : this.files.read(path);
      if (this.charsRead > MAX_READ) {
        this.modules.clear();
        this.charsRead = 0;
      }
      this.charsRead += text?.length ?? 0;
      const isPackage = path !== undefined && /\/__init__\.pyi?$/.test(path);
      this.modules.set(
        name,
        path === undefined || text === undefined || text.length > MAX_BYTES
          ? undefined
          : readDeclarations(text, name, isPackage, path.endsWith('.pyi')),
      );
    }
    return this.modules.get(name);
  }

  /** The file that declares a module: a stub of another package before the package itself. */
  private pathOf(name: string): string | undefined {
    if (this.paths.has(name)) return this.paths.get(name);
    const top = topOf(name);
    const rest = name.slice(top.length).replaceAll('.', '/');
    let found: string | undefined;
    if (!isStandardModule(top) && !/[^\p{L}\p{N}_.]|\.\.|\.$/u.test(name))
      for (const site of this.sites)
        found ??= this.fileAt(`${site}/${top}-stubs${rest}`) ?? this.fileAt(`${site}/${top}${rest}`);
    this.paths.set(name, found);
    return found;
  }

  private fileAt(path: string): string | undefined {
    const candidates = [`${path}/__init__.pyi`, `${path}.pyi`, `${path}/__init__.py`, `${path}.py`];
    return candidates.find((one) => this.has(one));
  }

  private has(path: string): boolean {
    const folder = directoryOf(path);
    return this.namesIn(folder).has(path.slice(folder.length + 1));
  }

  private namesIn(folder: string): ReadonlySet<string> {
    let known = this.names.get(folder);
    if (!known) {
      // What is not named in the folder around is not looked for.
      const isThere = this.sites.includes(folder) || this.has(folder);
      this.names.set(folder, (known = new Set(isThere ? this.files.list(folder) : [])));
    }
    return known;
  }
}
