import { emptyManifest, type ImportedAs, type ProjectManifest } from '../manifest.ts';
import { baseNameOf, directoryOf } from '../projectPaths.ts';

/** Reads a go.mod; undefined for other files. */
export function readManifest(path: string, text: string): ProjectManifest | undefined {
  if (baseNameOf(path) !== 'go.mod') return undefined;
  const direct = text.split('\n').filter((line) => !line.includes('// indirect'));
  const required = [...direct.join('\n').matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+(v\S+)/gm)];
  return {
    ...emptyManifest(path),
    name: /^module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? '',
    dependsOn: required.map(([, name]) => name!),
    // The least version: https://go.dev/ref/mod#minimal-version-selection
    ranges: Object.fromEntries(required.map(([, name, version]) => [name!, `>=${version!.slice(1)}`])),
  };
}

/** The package of a file is its folder below that of the module. */
export function importedAs(path: string, manifest: ProjectManifest | undefined): ImportedAs[] {
  if (manifest === undefined) return [];
  const directory = directoryOf(manifest.path);
  const folder = directoryOf(path);
  const below = directory === '' ? folder : folder.slice(directory.length + 1);
  const specifier = below === '' ? manifest.name : `${manifest.name}/${below}`;
  return [{ package: manifest.name, below, specifier }];
}
