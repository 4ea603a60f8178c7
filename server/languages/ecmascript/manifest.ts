// package.json and tsconfig.json as a newcomer reads them.

import { emptyManifest, type ImportedAs, type ProjectManifest } from '../manifest.ts';
import { baseNameOf, directoryOf, joinPath } from '../projectPaths.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from './json.ts';
import { toSubpathMap } from './packageMap.ts';
import { withoutExtension } from './sourceFiles.ts';

const ENTRY_FIELDS = ['main', 'module', 'types', 'typings', 'browser', 'exports'] as const;
/** What a package gives that names no entry. */
const DEFAULT_ENTRY = 'index.js';
/** Names of scripts that run tests, in whole or in part. */
const TEST_SCRIPT = /^test(?:$|:(?!watch|coverage|update))/;
/** What `npm init` writes for want of tests. */
const NO_TESTS = /no test specified/;
/** Sources are published too, beside what was made of them; '' is the package's own folder. */
const NO_OUTPUT = /^(?:|src|sources?|app|packages)$/;
const MAX_TESTS = 4;
/** Of the entries of a package: any file can be imported by its path. */
const EVERY_PATH = '*';

/** Reads a package.json, or the folders that a tsconfig.json builds into; undefined for other files. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  const name = baseNameOf(path);
  const isPackage = name === 'package.json';
  if (!isPackage && !/^(?:ts|js)config.*\.json$/.test(name)) return undefined;
  const document = parseJsonObject(text);
  if (!document) return undefined;
  return isPackage ? readPackage(path, document) : readCompilerOptions(path, document);
}

function readPackage(path: string, manifest: JsonObject): ProjectManifest {
  const directory = directoryOf(path);
  const within = (target: string): string[] => {
    const found = joinPath(directory, target);
    return found === undefined || found === '' ? [] : [found];
  };
  const name = typeof manifest['name'] === 'string' ? manifest['name'] : '';
  const entries = ENTRY_FIELDS.flatMap((field) => stringsIn(manifest[field]));
  const isLibrary = name !== '' && manifest['private'] !== true && manifest['bin'] === undefined;
  const given = entries.length === 0 && isLibrary ? [DEFAULT_ENTRY] : entries;
  const published = stringsIn(manifest['files']).filter((file) => !file.startsWith('!'));
  const folders = [...entries, ...published, ...stringsIn(manifest['bin'])].map(firstFolder);
  const scripts = isJsonObject(manifest['scripts']) ? manifest['scripts'] : {};
  return {
    path,
    name,
    ...(typeof manifest['version'] === 'string' ? { version: manifest['version'] } : {}),
    commands: readBins(manifest['bin'], name).flatMap(([command, target]) =>
      within(target).map((file) => ({ name: command, target: file })),
    ),
    library: [...new Set(given.filter((entry) => !entry.includes('*')).flatMap(within))],
    tests: Object.entries(scripts)
      .filter(([script, line]) => TEST_SCRIPT.test(script) && !NO_TESTS.test(String(line)))
      .slice(0, MAX_TESTS)
      .map(([script]) => (script === 'test' ? 'npm test' : `npm run ${script}`)),
    dependsOn: isJsonObject(manifest['dependencies']) ? Object.keys(manifest['dependencies']) : [],
    ranges: readRanges(manifest),
    ...(manifest['exports'] === undefined ? {} : { entries: readSubpaths(manifest['exports']) }),
    outputs: [...new Set(folders)].filter((folder) => !NO_OUTPUT.test(folder)).flatMap(within),
  };
}

/** What is needed, by whomever: those to run come last, as they decide. */
function readRanges(manifest: JsonObject): Record<string, string> {
  const ranges: Record<string, string> = {};
  for (const field of ['devDependencies', 'optionalDependencies', 'peerDependencies', 'dependencies']) {
    const listed = manifest[field];
    if (!isJsonObject(listed)) continue;
    for (const [name, range] of Object.entries(listed)) if (typeof range === 'string') ranges[name] = range;
  }
  return ranges;
}

/** The subpaths that a manifest exports; `*` where a pattern lets others in. */
function readSubpaths(exported: unknown): string[] {
  const keys = Object.keys(toSubpathMap(exported) ?? {}).filter((key) => !key.endsWith('.json'));
  return [...new Set(keys.map((key) => (/[*]|\/$/.test(key) ? EVERY_PATH : key.replace(/^\.\/?/, ''))))];
}

/** How other packages can import a file: as one of the entries, or by its path. */
export function importedAs(path: string, manifest: ProjectManifest | undefined): ImportedAs[] {
  if (manifest === undefined) return [];
  const { name, entries = ['', EVERY_PATH] } = manifest;
  const directory = directoryOf(manifest.path);
  const inside = directory === '' ? path : path.slice(directory.length + 1);
  const stem = withoutExtension(inside);
  const paths = entries.includes(EVERY_PATH) ? [inside, stem, stem.replace(/(?:^|\/)index$/, '')] : [];
  const ways = new Set([...entries.filter((entry) => entry !== EVERY_PATH), ...paths]);
  return [...ways].map((below) => ({
    package: name,
    below,
    specifier: below === '' ? name : `${name}/${below}`,
    isByPath: !entries.includes(below),
  }));
}

function readCompilerOptions(path: string, document: JsonObject): ProjectManifest {
  const options = isJsonObject(document['compilerOptions']) ? document['compilerOptions'] : {};
  const outputs = [options['outDir'], options['declarationDir']].flatMap((folder) => {
    const found = typeof folder === 'string' ? joinPath(directoryOf(path), folder) : undefined;
    return found === undefined || found === '' || found === directoryOf(path) ? [] : [found];
  });
  return { ...emptyManifest(path), outputs };
}

function readBins(bin: unknown, name: string): [command: string, target: string][] {
  if (typeof bin === 'string') return [[name.slice(name.lastIndexOf('/') + 1), bin]];
  return isJsonObject(bin)
    ? Object.entries(bin).flatMap(([command, target]): [string, string][] =>
        typeof target === 'string' ? [[command, target]] : [],
      )
    : [];
}

/** All strings in a value, however deep: targets of conditions and subpaths. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

/** `./dist/esm/index.js` → dist; '' for a file of the package's own folder. */
function firstFolder(target: string): string {
  const parts = target.replace(/^\.?\//, '').split('/');
  const isFolder = parts.length > 1 || !/\.[^.]+$/.test(parts[0]!);
  return isFolder && !/[*{}]/.test(parts[0]!) ? parts[0]! : '';
}
