// The options of tsconfig.json and jsconfig.json that decide where imports lead, with `extends` applied.
// Which files a configuration includes is not looked at: the nearest one above a file counts. `extends` of packages is
// not followed, those are not in the workspace. Reference: https://www.typescriptlang.org/tsconfig

import { eachCircle } from '../../circles.ts';
import type { ProjectFiles } from '../language.ts';
import { childOf, directoryOf, joinPath } from '../projectPaths.ts';
import { isJsonObject, type JsonObject, parseJsonObject, stringsOf } from './json.ts';

/** `paths`: a specifier of the form prefix + anything + suffix is looked for at each target, `*` replaced. */
export interface PathMapping {
  readonly prefix: string;
  /** Undefined for a key without `*`, which matches only itself. */
  readonly suffix: string | undefined;
  /** Relative to the root of the project. */
  readonly targets: readonly string[];
}

/** All paths are relative to the root of the project. */
export interface ModuleOptions {
  readonly baseUrl: string | undefined;
  /** Most specific first: exact keys, then by length of the prefix. */
  readonly paths: readonly PathMapping[];
  readonly rootDirs: readonly string[];
  readonly customConditions: readonly string[];
  /** Directories of compiled files → directory of their sources, when both are configured. */
  readonly outputs: readonly { readonly from: string; readonly to: string }[];
}

/** Reads configurations when they are asked for, each once. */
export interface Tsconfigs {
  /** Options for the files of a directory; undefined without a configuration above it. */
  optionsOf(directory: string): ModuleOptions | undefined;
}

interface Setting {
  readonly value: unknown;
  /** Directory of the file that says so: relative paths start there. */
  readonly directory: string;
}
type Settings = ReadonlyMap<string, Setting>;

/** The options that matter here. */
const USED = [
  'baseUrl',
  'paths',
  'rootDir',
  'rootDirs',
  'outDir',
  'declarationDir',
  'customConditions',
] as const;

/** Stands for the directory of the configuration that was asked for, not of the one that says so. */
const CONFIG_DIR = '${configDir}';

// A directory may keep its options in a base file for the packages below it (Nx); its own files get them too.
const NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

/** Finds the configurations of a project. Broken files and cycles of `extends` are left out. */
export function findTsconfigs(project: ProjectFiles): Tsconfigs {
  const files = new Set(project.configFiles);
  const parsed = new Map<string, JsonObject | undefined>();
  const optionsByDirectory = new Map<string, ModuleOptions | undefined>();

  const read = (path: string): JsonObject | undefined => {
    if (!parsed.has(path)) parsed.set(path, parseJsonObject(project.readConfig(path)));
    return parsed.get(path);
  };

  const basesOf = (path: string): string[] => {
    const directory = directoryOf(path);
    return stringsOf(read(path)?.['extends']).flatMap((base) => {
      const basePath = /^\.\.?(\/|$)/.test(base) ? joinPath(directory, base) : undefined;
      if (basePath === undefined) return [];
      return [basePath, `${basePath}.json`].find((candidate) => files.has(candidate)) ?? [];
    });
  };

  const known = new Map<string, Settings>();
  const settingsOf = (path: string): Settings => {
    eachCircle(
      path,
      basesOf,
      (done) => known.has(done),
      (circle) => {
        const within = new Set(circle);
        for (const one of circle) {
          const settings = new Map<string, Setting>();
          // One that extends itself at any depth is broken: it says what it says itself.
          for (const base of basesOf(one).filter((each) => !within.has(each)))
            for (const [name, setting] of known.get(base)!) settings.set(name, setting);
          const own = read(one)?.['compilerOptions'];
          const directory = directoryOf(one);
          if (isJsonObject(own))
            for (const name of USED) if (name in own) settings.set(name, { value: own[name], directory });
          known.set(one, settings);
        }
      },
    );
    return known.get(path)!;
  };

  /** A configuration that only lists others for the same directory (as Vite's templates do) has their options. */
  const settingsWithReferences = (path: string): Settings => {
    const settings = settingsOf(path);
    const references = read(path)?.['references'];
    if (settings.has('paths') || settings.has('baseUrl') || !Array.isArray(references)) return settings;
    const directory = directoryOf(path);
    for (const reference of references) {
      const target = isJsonObject(reference) ? reference['path'] : undefined;
      const file = typeof target === 'string' ? joinPath(directory, target) : undefined;
      if (file === undefined || !files.has(file) || directoryOf(file) !== directory) continue;
      const referenced = settingsOf(file);
      if (referenced.has('paths') || referenced.has('baseUrl')) return referenced;
    }
    return settings;
  };

  // Packages of one repository often inherit one long list of paths.
  const sharedPaths = new Map<unknown, { base: string | undefined; paths: readonly PathMapping[] }>();
  const pathsOf: typeof readPaths = (setting, baseUrl, leafDirectory) => {
    const shared = sharedPaths.get(setting?.value);
    if (shared !== undefined && shared.base === baseUrl) return shared.paths;
    const paths = readPaths(setting, baseUrl, leafDirectory);
    if (!JSON.stringify(setting?.value ?? '').includes(CONFIG_DIR)) {
      sharedPaths.set(setting?.value, { base: baseUrl, paths });
    }
    return paths;
  };

  const optionsOf = (directory: string): ModuleOptions | undefined => {
    if (optionsByDirectory.has(directory)) return optionsByDirectory.get(directory);
    const file = NAMES.map((name) => childOf(directory, name)).find(
      (path) => files.has(path) && read(path) !== undefined,
    );
    let options: ModuleOptions | undefined;
    if (file !== undefined) options = toModuleOptions(settingsWithReferences(file), directory, pathsOf);
    else if (directory !== '') options = optionsOf(directoryOf(directory));
    optionsByDirectory.set(directory, options);
    return options;
  };
  return { optionsOf };
}

function toModuleOptions(
  settings: Settings,
  leafDirectory: string,
  pathsOf: typeof readPaths,
): ModuleOptions {
  const pathAt = (name: string) => {
    const setting = settings.get(name);
    return setting === undefined ? undefined : locate(setting.value, setting.directory, leafDirectory);
  };
  const baseUrl = pathAt('baseUrl');
  const rootDirs = settings.get('rootDirs');
  const rootDir = pathAt('rootDir');
  const outputs = ['outDir', 'declarationDir'].map(pathAt).filter((output) => output !== undefined);
  return {
    baseUrl,
    paths: pathsOf(settings.get('paths'), baseUrl, leafDirectory),
    rootDirs: stringsOf(rootDirs?.value)
      .map((path) => locate(path, rootDirs?.directory ?? '', leafDirectory))
      .filter((path) => path !== undefined),
    customConditions: stringsOf(settings.get('customConditions')?.value),
    outputs: rootDir === undefined ? [] : outputs.map((from) => ({ from, to: rootDir })),
  };
}

/** A path of a configuration, relative to the root of the project; undefined when it lies outside of it. */
function locate(value: unknown, directory: string, leafDirectory: string): string | undefined {
  if (typeof value !== 'string' || value.startsWith('/')) return undefined;
  if (!value.startsWith(CONFIG_DIR)) return joinPath(directory, value);
  return joinPath(leafDirectory, value.slice(CONFIG_DIR.length));
}

function readPaths(
  setting: Setting | undefined,
  baseUrl: string | undefined,
  leafDirectory: string,
): readonly PathMapping[] {
  if (setting === undefined || !isJsonObject(setting.value)) return [];
  const base = baseUrl ?? setting.directory;
  const mappings: PathMapping[] = [];
  for (const [pattern, value] of Object.entries(setting.value)) {
    const targets = stringsOf(value)
      .map((target) => locate(target, base, leafDirectory))
      .filter((target) => target !== undefined);
    const [prefix = '', suffix, ...more] = pattern.split('*');
    if (more.length === 0 && targets.length > 0) mappings.push({ prefix, suffix, targets });
  }
  const rank = ({ prefix, suffix }: PathMapping) => (suffix === undefined ? 1e6 : prefix.length);
  return mappings.sort((left, right) => rank(right) - rank(left));
}
