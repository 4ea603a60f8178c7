import { emptyManifest, type ProjectManifest } from '../manifest.ts';
import { baseNameOf } from '../projectPaths.ts';
import { parseToml, tomlAt } from '../toml.ts';

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
  };
}
