// pyproject.toml, setup.cfg and setup.py as a newcomer reads them.

import { emptyManifest, type ImportedAs, type ProjectManifest } from '../manifest.ts';
import { baseNameOf, directoryOf } from '../projectPaths.ts';
import { parseToml, tomlAt, type TomlTable, type TomlValue } from '../toml.ts';

const SCRIPT_TABLES: readonly (readonly string[])[] = [
  ['project', 'scripts'],
  ['project', 'gui-scripts'],
  ['tool', 'poetry', 'scripts'],
];
const COMMAND = /([\w.-]+)\s*=\s*([\w.]+:[\w.]+)/g;

/** Reads the packaging files of a project; undefined for other files. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  switch (baseNameOf(path)) {
    case 'pyproject.toml':
      return readPyproject(path, parseToml(text));
    case 'setup.cfg':
      return { ...emptyManifest(path), ...readSetup(text, /^name\s*=\s*([\w.-]+)/m, /\[tool:pytest\]/) };
    case 'setup.py':
      return { ...emptyManifest(path), ...readSetup(text, /\bname\s*=\s*["']([\w.-]+)["']/, undefined) };
    default:
      return undefined;
  }
}

function readPyproject(path: string, document: TomlTable): ProjectManifest {
  const commands: { name: string; target: string }[] = [];
  for (const keys of SCRIPT_TABLES) {
    const table = tomlAt(document, ...keys);
    if (!(table instanceof Map)) continue;
    for (const [name, target] of table) if (typeof target === 'string') commands.push({ name, target });
  }
  const name = tomlAt(document, 'project', 'name') ?? tomlAt(document, 'tool', 'poetry', 'name');
  const version = tomlAt(document, 'project', 'version') ?? tomlAt(document, 'tool', 'poetry', 'version');
  return {
    ...emptyManifest(path),
    ...(typeof version === 'string' ? { version } : {}),
    name: typeof name === 'string' ? name : '',
    commands,
    tests: tomlAt(document, 'tool', 'pytest') === undefined ? [] : ['python -m pytest'],
    dependsOn: requirementsOf(tomlAt(document, 'project', 'dependencies')).map(([one]) => one),
    ranges: Object.fromEntries(requirementsOf(tomlAt(document, 'project', 'dependencies'))),
  };
}

/** `requests[socks] >=2, <3; python_version < "3.9"` → its name and the versions that will do. */
function requirementsOf(value: TomlValue | undefined): [name: string, range: string][] {
  const rows = Array.isArray(value) ? value : [];
  return rows.flatMap((row): [string, string][] => {
    const found = typeof row === 'string' ? /^([\w.-]+)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)/.exec(row) : null;
    return found ? [[found[1]!, found[2]!.trim()]] : [];
  });
}

/** How other packages can import a file: by its path from one of the folders that are commonly roots. */
export function importedAs(path: string, manifest: ProjectManifest | undefined): ImportedAs[] {
  const directory = manifest === undefined ? '' : directoryOf(manifest.path);
  const inside = directory === '' ? path : path.slice(directory.length + 1);
  const module = inside.replace(/\.pyi?$/, '').replace(/(?:^|\/)__init__$/, '');
  const way = module.replace(/^(?:src|lib|python)\//, '');
  const [name = '', ...below] = way.split('/');
  const isModule = way !== '' && way.split('/').every((part) => /^\w+$/.test(part));
  return isModule ? [{ package: name, below: below.join('.'), specifier: way.replaceAll('/', '.') }] : [];
}

/** What stands in a setup.cfg, or as literals in a setup.py. */
function readSetup(text: string, name: RegExp, tests: RegExp | undefined): Partial<ProjectManifest> {
  const at = text.indexOf('console_scripts');
  const version = /\bversion\s*=\s*["']?(\d[\w.+!-]*)["']?\s*(?:,|$)/m.exec(text)?.[1];
  const scripts = at < 0 ? '' : text.slice(at, at + 4000);
  return {
    name: name.exec(text)?.[1] ?? '',
    ...(version === undefined ? {} : { version }),
    commands: [...scripts.matchAll(COMMAND)].map(([, command, target]) => ({
      name: command!,
      target: target!,
    })),
    tests: tests?.test(text) === true ? ['python -m pytest'] : [],
  };
}
