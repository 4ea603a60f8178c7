// The packages that are installed beside the project: which folder one has, which file declares what a module of it exports,
// and where an import within such a file leads. Every file is read once.

import type { InstalledFiles } from '../../language.ts';
import { childOf, directoryOf, joinPath } from '../../projectPaths.ts';
import { parseJsonObject } from '../json.ts';
import { findTargets, toSubpathMap } from '../packageMap.ts';
import { splitSpecifier } from '../specifiers.ts';
import { readDeclarations } from './readDeclarations.ts';
import type { DeclarationFile } from './syntax.ts';

/** What one package may take: files beyond that are taken as absent. */
const MAX_FILES = 300;
const MAX_BYTES = 2_000_000;
/** What all of them may take together. */
const MAX_ALL_BYTES = 8_000_000;
const ENDINGS: readonly string[] = [
  '.d.ts',
  '.d.mts',
  '.d.cts',
  '/index.d.ts',
  '/index.d.mts',
  '/index.d.cts',
];
const CONDITIONS: ReadonlySet<string> = new Set(['types', 'import', 'node', 'require', 'default', 'module']);

/** A declaration file of a package. */
export interface InstalledFile {
  readonly path: string;
  readonly package: InstalledPackage;
  readonly file: DeclarationFile;
}

/** A package that declares types. */
export interface InstalledPackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  files: number;
  bytes: number;
}

/** The package in which others declare the types of one. */
function typesOf(name: string): string {
  return `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;
}

/** Knows the packages of one project. */
export class InstalledPackages {
  private readonly source: InstalledFiles;
  private readonly packages = new Map<string, InstalledPackage | undefined>();
  private readonly files = new Map<string, InstalledFile | undefined>();
  private bytes = 0;
  /** Package → its folder. */
  private folders: ReadonlyMap<string, string> | undefined;

  constructor(source: InstalledFiles) {
    this.source = source;
  }

  /** The package that declares the types of `name`: itself, or the one that others wrote for it. */
  find(name: string): InstalledPackage | undefined {
    if (!this.packages.has(name)) {
      const own = this.installed(name, name);
      const isTyped = own !== undefined && this.entryOf(own, '') !== undefined;
      this.packages.set(name, isTyped ? own : (this.installed(name, typesOf(name)) ?? own));
    }
    return this.packages.get(name);
  }

  /** The packages that were found. */
  get names(): readonly string[] {
    return [...this.packages].flatMap(([name, found]) => (found ? [name] : []));
  }

  /** The manifests that say whether and in which version a package and its types are installed. */
  manifestsOf(name: string): readonly string[] {
    return [name, typesOf(name)].map((folderName) => {
      return `${this.folderOf(folderName) ?? `node_modules/${folderName}`}/package.json`;
    });
  }

  private installed(name: string, folderName: string): InstalledPackage | undefined {
    const folder = this.folderOf(folderName);
    const manifest =
      folder === undefined ? undefined : parseJsonObject(this.source.read(`${folder}/package.json`));
    return folder !== undefined && manifest ? { name, folder, manifest, files: 0, bytes: 0 } : undefined;
  }

  /** Where a package is installed, first of all beside the root. */
  private folderOf(name: string): string | undefined {
    this.folders ??= this.listFolders();
    return this.folders.get(name);
  }

  private listFolders(): Map<string, string> {
    const found = new Map<string, string>();
    const add = (folder: string, name: string) => {
      if (!found.has(name)) found.set(name, `${folder}/${name}`);
    };
    for (const folder of this.source.folders) {
      const modules = childOf(folder, 'node_modules');
      for (const name of this.source.list(modules)) {
        if (!name.startsWith('@')) add(modules, name);
        else for (const inner of this.source.list(`${modules}/${name}`)) add(modules, `${name}/${inner}`);
      }
    }
    return found;
  }

  /** The file that declares what `name/subpath` exports. */
  entry(name: string, subpath: string): InstalledFile | undefined {
    const found = this.find(name);
    return found && this.entryOf(found, subpath);
  }

  private entryOf(of: InstalledPackage, subpath: string): InstalledFile | undefined {
    const map = toSubpathMap(of.manifest['exports']);
    const targets =
      map && findTargets(map, subpath === '' ? '.' : `./${subpath}`, (one) => CONDITIONS.has(one));
    for (const target of targets ?? []) {
      const file = this.declaring(of, childOf(of.folder, target.replace(/^\.\//, '')));
      if (file) return file;
    }
    if (subpath !== '') return this.declaring(of, childOf(of.folder, subpath));
    for (const field of ['types', 'typings', 'main']) {
      const target = of.manifest[field];
      const path = typeof target === 'string' ? joinPath(of.folder, target) : undefined;
      const file = path === undefined ? undefined : this.declaring(of, path);
      if (file) return file;
    }
    return this.declaring(of, childOf(of.folder, 'index'));
  }

  /** The module that `specifier` names in a file of a package. */
  resolve(from: InstalledFile, specifier: string): InstalledFile | undefined {
    if (!specifier.startsWith('.')) return this.entry(...splitSpecifier(specifier.replace(/^node:/, '')));
    const path = joinPath(directoryOf(from.path), specifier);
    return path === undefined ? undefined : this.declaring(from.package, path);
  }

  /** The declarations of what a path names, with whatever ending it is written. */
  private declaring(of: InstalledPackage, path: string): InstalledFile | undefined {
    if (/\.d\.[cm]?ts$/.test(path)) return this.load(of, path);
    const plain = path.replace(/\.([cm]?)[jt]sx?$/, '');
    const flavour = /\.([cm])[jt]s$/.exec(path)?.[1];
    const endings = flavour === undefined ? ENDINGS : [`.d.${flavour}ts`, ...ENDINGS];
    for (const ending of endings) {
      const found = this.load(of, plain + ending);
      if (found) return found;
    }
    return plain === path ? undefined : this.load(of, `${path}.d.ts`);
  }

  private load(of: InstalledPackage, path: string): InstalledFile | undefined {
    if (!this.files.has(path)) this.files.set(path, this.read(of, path));
    return this.files.get(path);
  }

  private read(of: InstalledPackage, path: string): InstalledFile | undefined {
    if (of.files >= MAX_FILES || of.bytes >= MAX_BYTES || this.bytes >= MAX_ALL_BYTES) return undefined;
    const text = this.source.read(path);
    if (text === undefined || text.length > MAX_BYTES) return undefined;
    of.files++;
    of.bytes += text.length;
    this.bytes += text.length;
    return { path, package: of, file: readDeclarations(text) };
  }
}
