// Discovery with the options of an index run, of the whole tree or of hinted files, and the state of the configuration files
// that resolution reads.

import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { discover } from '../discover/discover.ts';
import type { Discovery, SourceFile } from '../discover/discovery.ts';
import type { FolderListings } from '../discover/folderListings.ts';
import type { ReadGate } from '../discover/readGate.ts';
import type { ProjectManifest } from '../languages/manifest.ts';
import { readManifest } from '../languages/manifests.ts';
import { languageTable } from '../languages/table.ts';
import { ConfigProblems } from './configProblems.ts';
import type { IndexOptions } from './messages.ts';
import { createGate } from './gate.ts';

/** What belongs to the workspace under `options`; `listings` and `problems` are what is known from an earlier look. */
export function discoverSources(
  options: IndexOptions,
  listings?: FolderListings,
  problems = new ConfigProblems(),
): Discovery {
  const discovery = discover({
    root: options.root,
    excludedDirs: options.forbidden.dirs,
    maxFileSizeBytes: options.maxFileSizeBytes,
    exclude: options.exclude,
    includeGenerated: options.includeGenerated,
    languages: languageTable,
    overlays: options.overlays,
    listings,
  });
  const unread = problems.find(options.root, discovery.configFiles, createGate(options));
  if (unread.length === 0) return discovery;
  const skipped = [...discovery.skipped, ...unread].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...discovery, skipped };
}

/** The hinted files as they are on disk; undefined when one is not among those that belonged to the workspace. */
export function findHinted(
  { files, isByText }: Discovery,
  { root, overlays = [] }: IndexOptions,
  hints: readonly string[],
): SourceFile[] | undefined {
  const wanted = new Set(hints);
  const unsaved = new Map(overlays.map((overlay) => [overlay.path, overlay]));
  const found: SourceFile[] = [];
  for (const file of files) {
    if (!wanted.has(file.path)) continue;
    // An edit can change whose it is.
    if (isByText && languageTable.sharedExtensions.has(extname(file.path))) return undefined;
    const overlay = unsaved.get(file.path);
    if (overlay) {
      found.push({ ...file, sizeBytes: overlay.sizeBytes, mtimeMs: overlay.mtimeMs });
      continue;
    }
    const stats = statSync(join(root, file.path), { throwIfNoEntry: false });
    if (!stats?.isFile()) return undefined;
    found.push({ ...file, sizeBytes: stats.size, mtimeMs: stats.mtimeMs });
  }
  return found.length === wanted.size ? found : undefined;
}

/**
 * Configuration file → hash of its bytes; '' for one that can't be read. `others` are looked at too, belonging to it or not; of a
 * folder, which ends in `/`, the names in it count.
 */
export function hashConfigs(
  { configFiles }: Pick<Discovery, 'configFiles'>,
  gate: ReadGate,
  others: Iterable<string> = [],
): Map<string, string> {
  return new Map([...new Set([...configFiles, ...others])].map((path) => [path, hashOf(gate, path)]));
}

/** What the manifests of packages among the configuration files say; none of those that can't be read. */
export function readManifests({ configFiles }: Discovery, gate: ReadGate): ProjectManifest[] {
  return configFiles.flatMap((path) => {
    try {
      return readManifest(path, gate.read(path).text) ?? [];
    } catch {
      return [];
    }
  });
}

/** Configuration files that were added, changed or removed between two states, sorted. */
export function changedConfigs(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}

function hashOf(gate: ReadGate, path: string): string {
  try {
    // Of a folder the names count, but for what is made when programs run and while one is being installed.
    if (path.endsWith('/')) {
      const names = gate.list(path).filter((name) => !/^(?:__pycache__$|[.~])/.test(name));
      return hash('sha1', names.join('\n'), 'hex');
    }
    return gate.hashFile(path);
  } catch {
    return '';
  }
}
