// Where Rust's module words lead: crates by their manifests, files of modules by their place, as the compiler finds them
// (https://doc.rust-lang.org/reference/items/modules.html, https://doc.rust-lang.org/cargo/guide/project-layout.html).

import type { ModuleResolver, ModuleTarget, ProjectFiles } from '../language.ts';
import { baseNameOf, directoryOf } from '../projectPaths.ts';
import { parseToml, tomlAt } from '../toml.ts';
import type { TomlTable, TomlValue } from '../toml.ts';

/** Begins the specifier of a module that is declared in a file, and of one whose file is named. */
export const CHILD_MODULE = 'mod ';
export const PATH_MODULE = 'path ';

/** Crates that come with the compiler: what they declare is found under the name of the first. */
const STANDARD = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);
const DEPENDENCY_TABLES = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/** A package as its manifest says it. */
interface Package {
  readonly folder: string;
  /** Its name as others depend on it. */
  readonly title: string;
  /** The name by which code calls its library, and the file of that, '' for none. */
  readonly name: string;
  readonly library: string;
  /** Files with which a crate begins. */
  readonly roots: ReadonlySet<string>;
  /** Names of the crates that it depends on → names of their packages. */
  readonly dependencies: ReadonlyMap<string, string>;
}

export function createModuleResolver(project: ProjectFiles): ModuleResolver {
  const crates = new Crates(project);
  return { resolve: (specifier, fromPath) => crates.resolve(specifier, fromPath) };
}

class Crates {
  private readonly project: ProjectFiles;
  private readonly packages = new Map<string, Package>();
  /** Name of a library, and of its package → its file. */
  private readonly libraries = new Map<string, { readonly path: string; readonly package: string }>();
  private readonly librariesByPackage = new Map<string, string>();
  private readonly rootOf = new Map<string, string | undefined>();
  private readonly packageOfFolder = new Map<string, Package | undefined>();
  private readonly declaredByPrograms = new Map<string, ReadonlySet<string>>();

  constructor(project: ProjectFiles) {
    this.project = project;
    for (const path of project.configFiles) {
      if (baseNameOf(path) !== 'Cargo.toml') continue;
      const table = parseToml(project.readConfig(path) ?? '');
      const folder = directoryOf(path);
      if (tomlAt(table, 'package') instanceof Map)
        this.packages.set(folder, this.readPackage(folder, table, project.readConfig(path) ?? ''));
    }
    for (const { name, title, library } of this.packages.values()) {
      if (library === '') continue;
      const key = title.replaceAll('-', '_');
      if (!this.libraries.has(name)) this.libraries.set(name, { path: library, package: key });
      if (!this.librariesByPackage.has(title)) this.librariesByPackage.set(title, library);
    }
  }

  private readPackage(folder: string, table: TomlTable, text: string): Package {
    const { project } = this;
    const within = (path: string) => (folder === '' ? path : `${folder}/${path}`);
    const textAt = (...keys: string[]) => {
      const value = tomlAt(table, ...keys);
      return typeof value === 'string' ? value : undefined;
    };
    const title = textAt('package', 'name') ?? '';
    const name = textAt('lib', 'name') ?? title;
    const library = within(textAt('lib', 'path') ?? 'src/lib.rs');
    const roots = new Set<string>();
    const add = (path: string) => {
      if (project.has(path)) roots.add(path);
    };
    add(library);
    add(within('src/main.rs'));
    add(within(textAt('package', 'build') ?? 'build.rs'));
    for (const [, path] of text.matchAll(/^\s*path\s*=\s*"([^"\n]+\.rs)"/gm)) add(within(path!));
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const path of project.paths) {
      if (!path.startsWith(prefix)) continue;
      const below = path.slice(prefix.length);
      if (/^(?:src\/bin|tests|benches|examples)\/(?:[^/]+\.rs|[^/]+\/main\.rs)$/.test(below)) roots.add(path);
    }
    return {
      folder,
      title,
      name: name.replaceAll('-', '_'),
      library: project.has(library) ? library : '',
      roots,
      dependencies: readDependencies(table),
    };
  }

  resolve(specifier: string, fromPath: string): ModuleTarget | undefined {
    if (specifier.startsWith(CHILD_MODULE))
      return this.file(this.childOf(fromPath, specifier.slice(CHILD_MODULE.length)));
    if (specifier.startsWith(PATH_MODULE))
      return this.file(this.namedFile(fromPath, specifier.slice(PATH_MODULE.length)));
    if (specifier === 'self') return this.file(fromPath);
    if (specifier === 'crate') return this.file(this.rootFor(fromPath));
    if (specifier === 'super' || specifier.startsWith('super::')) {
      let at: string | undefined = fromPath;
      for (const _ of specifier.split('::')) at = at === undefined ? undefined : this.parentOf(at);
      return this.file(at);
    }
    return this.crate(specifier, fromPath);
  }

  private file(path: string | undefined): ModuleTarget | undefined {
    return path === undefined ? undefined : { kind: 'file', path };
  }

  /** A crate by its name: of the workspace, of the compiler, or one that the package depends on. */
  private crate(name: string, fromPath: string): ModuleTarget | undefined {
    if (STANDARD.has(name)) return { kind: 'external', package: 'std', path: 'std' };
    const own = this.packageOf(fromPath);
    if (own?.name === name && own.library !== '') return this.file(own.library);
    const named = own?.dependencies.get(name);
    const library = this.librariesByPackage.get(named ?? '');
    if (library !== undefined) return this.file(library);
    if (named !== undefined) return { kind: 'external', package: named, path: named };
    // The library of a package in the workspace can have another name.
    const other = this.libraries.get(name);
    const isDependency = own === undefined || (other !== undefined && own.dependencies.has(other.package));
    return other !== undefined && isDependency ? this.file(other.path) : undefined;
  }

  private packageOf(path: string): Package | undefined {
    const folder = directoryOf(path);
    if (this.packageOfFolder.has(folder)) return this.packageOfFolder.get(folder);
    let at = folder;
    let found = this.packages.get(at);
    while (!found && at !== '') {
      at = directoryOf(at);
      found = this.packages.get(at);
    }
    this.packageOfFolder.set(folder, found);
    return found;
  }

  /** The folder in which the files of modules lie that a file declares. */
  private folderOf(path: string): string {
    const isFace = baseNameOf(path) === 'mod.rs' || this.isRoot(path);
    return isFace ? directoryOf(path) : path.replace(/\.rs$/, '');
  }

  private isRoot(path: string): boolean {
    const own = this.packageOf(path);
    if (own) return own.roots.has(path);
    return baseNameOf(path) === 'lib.rs' || baseNameOf(path) === 'main.rs';
  }

  private childOf(path: string, name: string): string | undefined {
    const base = join(this.folderOf(path), name);
    return [`${base}.rs`, `${base}/mod.rs`].find((one) => this.project.has(one));
  }

  /** A file that is named by its path, from the folder of the file or of the module in which that is said. */
  private namedFile(path: string, written: string): string | undefined {
    const at = written.indexOf('//');
    const from = at < 0 ? directoryOf(path) : join(this.folderOf(path), written.slice(0, at));
    const named = normalize(join(from, at < 0 ? written : written.slice(at + 2)));
    return this.project.has(named) ? named : undefined;
  }

  /** The file of the module that declares the one of a file. */
  private parentOf(path: string): string | undefined {
    if (this.isRoot(path)) return undefined;
    const module = baseNameOf(path) === 'mod.rs' ? directoryOf(path) : path.replace(/\.rs$/, '');
    const folder = directoryOf(module);
    const root = this.rootFor(path);
    if (root !== undefined && directoryOf(root) === folder) return root;
    return [`${folder}.rs`, join(folder, 'mod.rs'), join(folder, 'lib.rs'), join(folder, 'main.rs')].find(
      (one) => this.project.has(one),
    );
  }

  /** The file with which the crate of a file begins. */
  private rootFor(path: string): string | undefined {
    if (this.isRoot(path)) return path;
    if (this.rootOf.has(path)) return this.rootOf.get(path);
    const root = this.findRoot(path);
    this.rootOf.set(path, root);
    return root;
  }

  /** Of the roots in folders around a file those of the nearest. A program that declares the module has it, else the library. */
  private findRoot(path: string): string | undefined {
    const own = this.packageOf(path);
    for (let folder = directoryOf(path); ; folder = directoryOf(folder)) {
      const inFolder = own
        ? [...own.roots].filter((root) => directoryOf(root) === folder)
        : ['lib.rs', 'main.rs'].map((name) => join(folder, name)).filter((one) => this.project.has(one));
      const program = inFolder.find((root) => baseNameOf(root) === 'main.rs');
      const others = inFolder.filter((root) => root !== program);
      if (program !== undefined && (others.length === 0 || this.declares(program, path, folder)))
        return program;
      if (others.length > 0) return others.find((root) => root === own?.library) ?? others[0];
      if (folder === '' || folder === own?.folder) return undefined;
    }
  }

  /** Whether a program declares the module at its top in which a file lies. */
  private declares(program: string, path: string, folder: string): boolean {
    let names = this.declaredByPrograms.get(program);
    if (!names) {
      const text = this.project.configFiles.includes(program) ? this.project.readConfig(program) : undefined;
      names = new Set(
        Array.from(
          (text ?? '').matchAll(/^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(?:r#)?(\w+)\s*;/gm),
          ([, name]) => name!,
        ),
      );
      this.declaredByPrograms.set(program, names);
    }
    const below = folder === '' ? path : path.slice(folder.length + 1);
    return names.has(below.replace(/\.rs$/, '').split('/')[0]!);
  }
}

function readDependencies(table: TomlTable): Map<string, string> {
  const dependencies = new Map<string, string>();
  const add = (one: TomlValue | undefined) => {
    for (const name of DEPENDENCY_TABLES) {
      const list = one instanceof Map ? one.get(name) : undefined;
      if (!(list instanceof Map)) continue;
      for (const [key, value] of list) {
        const renamed = value instanceof Map ? value.get('package') : undefined;
        dependencies.set(key.replaceAll('-', '_'), typeof renamed === 'string' ? renamed : key);
      }
    }
  };
  add(table);
  const targets = table.get('target');
  if (targets instanceof Map) for (const target of targets.values()) add(target);
  return dependencies;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
