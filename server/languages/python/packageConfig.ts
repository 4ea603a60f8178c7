// What the packaging files of a Python project say about where its packages are. Reads only that: pyproject.toml of
// setuptools, Poetry, Hatch, PDM, uv, Maturin, pytest and pyright; setup.cfg; and the literal arguments of a setup.py.

import { parseToml, tomlAt, type TomlTable, type TomlValue } from '../toml.ts';

/** Places of packages, as paths relative to the directory of the file that was read. */
export interface PackageLocations {
  /** Directories whose modules and packages are imported by their own names. */
  readonly directories: string[];
  /** Top-level package → its directory, where the two are named differently. */
  readonly packages: Map<string, string>;
}

/** Reads a pyproject.toml, setup.cfg or setup.py, told apart by `name`; what cannot be read says nothing. */
export function readPackageConfig(name: string, text: string): PackageLocations {
  const locations: PackageLocations = { directories: [], packages: new Map() };
  if (name === 'pyproject.toml') readPyproject(parseToml(text), locations);
  else if (name === 'setup.cfg') readSetupCfg(text, locations);
  else if (name === 'setup.py') readSetupPy(text, locations);
  return locations;
}

const DIRECTORY_KEYS: readonly (readonly string[])[] = [
  ['tool', 'setuptools', 'packages', 'find', 'where'],
  ['tool', 'pdm', 'build', 'package-dir'],
  ['tool', 'pdm', 'package-dir'],
  ['tool', 'uv', 'build-backend', 'module-root'],
  ['tool', 'maturin', 'python-source'],
  ['tool', 'pytest', 'ini_options', 'pythonpath'],
  ['tool', 'pyright', 'extraPaths'],
];

function readPyproject(document: TomlTable, locations: PackageLocations): void {
  for (const keys of DIRECTORY_KEYS) locations.directories.push(...stringsOf(tomlAt(document, ...keys)));
  readPackageDir(tomlAt(document, 'tool', 'setuptools', 'package-dir'), locations);
  const poetry = tomlAt(document, 'tool', 'poetry', 'packages');
  for (const entry of Array.isArray(poetry) ? poetry : []) {
    if (entry instanceof Map) locations.directories.push(...stringsOf(entry.get('from')));
  }
  for (const keys of [['build', 'targets', 'wheel'], ['build']]) {
    const hatch = tomlAt(document, 'tool', 'hatch', ...keys);
    if (!(hatch instanceof Map)) continue;
    for (const path of stringsOf(hatch.get('packages'))) {
      locations.directories.push(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    }
    readSources(hatch.get('sources'), locations);
  }
}

/** `package-dir` of setuptools: package → directory, where '' stands for all packages. */
function readPackageDir(value: TomlValue | undefined, { directories, packages }: PackageLocations): void {
  if (!(value instanceof Map)) return;
  for (const [name, path] of value) {
    if (typeof path !== 'string') continue;
    if (name === '') directories.push(path);
    else if (!name.includes('.')) packages.set(name, path);
  }
}

/** `sources` of Hatch: directories, or directory → where it ends up. */
function readSources(value: TomlValue | undefined, { directories, packages }: PackageLocations): void {
  if (!(value instanceof Map)) directories.push(...stringsOf(value));
  else {
    for (const [path, name] of value) {
      if (name === '') directories.push(path);
      else if (typeof name === 'string' && /^\w+$/.test(name)) packages.set(name, path);
    }
  }
}

function stringsOf(value: TomlValue | undefined): string[] {
  if (typeof value === 'string') return value.split(/\s+/);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function readSetupCfg(text: string, { directories, packages }: PackageLocations): void {
  let section = '';
  let key = '';
  for (const line of text.split('\n')) {
    const header = /^\[(.+)\]/.exec(line);
    if (header !== null) section = header[1] ?? '';
    let value = line.trim();
    const pair = /^([\w-]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (pair !== null) [, key = '', value = ''] = pair;
    if (value === '' || value.startsWith('#') || header !== null) continue;
    if (section === 'options' && key.replace('-', '_') === 'package_dir') {
      const [name = '', path = ''] = value.split('=').map((part) => part.trim());
      if (name === '') directories.push(path);
      else if (!name.includes('.')) packages.set(name, path);
    } else if (
      (section === 'options.packages.find' && key === 'where') ||
      (section === 'tool:pytest' && key === 'pythonpath')
    ) {
      directories.push(...value.split(/\s+/));
    }
  }
}

function readSetupPy(text: string, { directories, packages }: PackageLocations): void {
  for (const call of text.matchAll(/\bfind_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?(['"])(.*?)\1/g)) {
    directories.push(call[2] ?? '');
  }
  for (const argument of text.matchAll(/\bpackage_dir\s*=\s*\{([^{}]*)\}/g)) {
    for (const pair of (argument[1] ?? '').matchAll(/(['"])(.*?)\1\s*:\s*(['"])(.*?)\3/g)) {
      const [, , name = '', , path = ''] = pair;
      if (name === '') directories.push(path);
      else if (!name.includes('.')) packages.set(name, path);
    }
  }
}
