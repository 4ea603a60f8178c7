import { emptyManifest, type ImportedAs, type ProjectManifest } from '../manifest.ts';
import { baseNameOf, directoryOf } from '../projectPaths.ts';
import { parseToml, tomlAt, type TomlValue } from '../toml.ts';

/** Reads a Cargo.toml; undefined for other files. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (baseNameOf(path) !== 'Cargo.toml') return undefined;
  const table = parseToml(text);
  const name = tomlAt(table, 'package', 'name');
  const version = tomlAt(table, 'package', 'version');
  const dependencies = tomlAt(table, 'dependencies');
  return {
    ...emptyManifest(path),
    name: typeof name === 'string' ? name : '',
    ...(typeof version === 'string' ? { version } : {}),
    tests: ['cargo test'],
    dependsOn: dependencies instanceof Map ? [...dependencies.keys()] : [],
    ranges: Object.fromEntries(
      (dependencies instanceof Map ? [...dependencies] : []).map(([one, asked]) => [one, rangeOf(asked)]),
    ),
  };
}

/** `"1.2"` and `{ version = "1.2" }`: without an operator a caret is meant. */
function rangeOf(asked: TomlValue): string {
  const version = asked instanceof Map ? asked.get('version') : asked;
  if (typeof version !== 'string') return '';
  return /^\d/.test(version) ? `^${version}` : version;
}

/** What other packages import of a crate goes through its root. */
export function importedAs(path: string, manifest: ProjectManifest | undefined): ImportedAs[] {
  if (manifest === undefined) return [];
  const directory = directoryOf(manifest.path);
  const isRoot = path === (directory === '' ? 'src/lib.rs' : `${directory}/src/lib.rs`);
  return isRoot ? [{ package: manifest.name.replaceAll('-', '_'), below: '', specifier: undefined }] : [];
}
