// How far an edit reaches: what is known of the tree for that, and what an edit makes of it.

import type { GraphDelta, GraphFile } from '../graph.ts';
import { directoriesOf } from '../languages/projectPaths.ts';
import {
  changesPackage,
  compareLinks,
  findAffected,
  fingerprintAttachments,
  fingerprintBuilds,
  fingerprintExtensions,
  fingerprintLinks,
  fingerprintStructure,
} from '../resolve/dependencies/index.ts';
import type {
  Definitions,
  EditReach,
  FileChange,
  Fingerprints,
  Links,
} from '../resolve/dependencies/index.ts';
import { compareReferable } from '../resolve/edges/index.ts';
import type { Resolution } from '../resolve/graph/index.ts';
import type { SourceEntries } from './sourceFacts.ts';
import type { FileId } from '../resolve/program/index.ts';
import { listFileIds } from '../resolve/program/index.ts';

/** Whether two trees are written in the same languages: some rules of each count for the whole program. */
export function hasSameLanguages(before: SourceEntries, after: SourceEntries): boolean {
  return listLanguages(before) === listLanguages(after);
}

function listLanguages(entries: SourceEntries): string {
  const ids = new Set<string>();
  for (const { facts } of entries.values()) if (facts) ids.add(facts.language.id);
  return [...ids].sort().join();
}

/** What edits are judged by, for one state of the tree. */
export interface Reach {
  /** Path → where its imports lead, the edges that its types have by their structure, the types of its methods. */
  readonly links: Links;
  readonly structure: Fingerprints;
  readonly attachments: Fingerprints;
  /** Name of a type → its extensions. */
  readonly extensions: Fingerprints;
  /** Path → what the default build lacks of it. */
  readonly builds: Fingerprints;
  /** See ReferableNames. */
  readonly referable: Uint8Array;
  /** Path → what its edges depend on in other files. */
  readonly lookups: ReadonlyMap<string, Int32Array>;
}

/** What the tree is now; `ids` are those of the nodes. */
interface TreeNow {
  readonly entries: SourceEntries;
  readonly resolution: Resolution;
  readonly ids: Int32Array;
}

/** What can be said of a program by itself. */
export function takeReach(resolution: Resolution, ids: Int32Array, lookups: Reach['lookups']): Reach {
  return { ...takeStructure(resolution, ids), links: fingerprintLinks(resolution), lookups };
}

function takeStructure(
  resolution: Resolution,
  ids: Int32Array,
): Pick<Reach, 'structure' | 'attachments' | 'extensions' | 'builds' | 'referable'> {
  return {
    structure: fingerprintStructure(resolution, ids),
    attachments: fingerprintAttachments(resolution, ids),
    extensions: fingerprintExtensions(resolution, ids),
    builds: fingerprintBuilds(resolution),
    referable: resolution.referable,
  };
}

/**
 * The files whose edges can differ after an edit, and what the next one is judged by; its `lookups` are to be renewed when
 * those files are resolved. `isRelinked` tells that files came or went, or how they are configured is new.
 */
export function followEdit(
  before: { readonly entries: SourceEntries; readonly reach: Reach },
  now: TreeNow,
  edit: { readonly changes: readonly FileChange[]; readonly isRelinked: boolean },
  definitions: Definitions,
): { affected: Set<string>; reach: Reach } {
  const { resolution, ids } = now;
  const { files } = resolution.program;
  const { changes } = edit;
  const isRelinked = edit.isRelinked || changes.some((change) => changesPackage(change, definitions));
  const changed = new Set(changes.map((change) => (change.after ?? change.before)?.path));
  const links = isRelinked
    ? fingerprintLinks(resolution)
    : fingerprintLinks(resolution, before.reach.links, (path) => changed.has(path));
  const moved = compareLinks(before.reach.links, links);
  const movedFiles = listFileIds(resolution.program).filter((at) => moved.has(files[at]!.path));
  const readers = movedFiles.length === 0 ? [] : [...resolution.readersOf(movedFiles)];
  const reach = { ...takeStructure(resolution, ids), links, lookups: before.reach.lookups };
  const affected = findAffected(
    before.reach.lookups,
    {
      changes,
      moved,
      readers: readers.map((at) => files[at]!),
      starReaders: findStarReaders(resolution),
      revalued: files.filter(
        ({ path }) =>
          differs(before.reach.attachments, reach.attachments, path) ||
          differs(before.reach.builds, reach.builds, path),
      ),
      extended: [...new Set([...before.reach.extensions.keys(), ...reach.extensions.keys()])].filter((name) =>
        differs(before.reach.extensions, reach.extensions, name),
      ),
      modules: compareModuleNames(before.entries, now.entries),
      referable: compareReferable(before.reach.referable, reach.referable),
    },
    definitions,
  );
  for (const { path } of files)
    if (differs(before.reach.structure, reach.structure, path)) affected.add(path);
  return { affected, reach };
}

/** Paths → the files that take all names of one of these, at any depth. */
function findStarReaders(resolution: Resolution): EditReach['starReaders'] {
  const { files } = resolution.program;
  let indices: ReadonlyMap<string, FileId> | undefined;
  return (paths) => {
    indices ??= new Map(listFileIds(resolution.program).map((at) => [files[at]!.path, at]));
    const some = paths.flatMap((path) => indices!.get(path) ?? []);
    return Array.from(resolution.starReadersOf(some), (at) => files[at]!.path);
  };
}

/** The look-ups of files, by path. */
export function mapLookups(
  files: readonly GraphFile[],
  lookups: readonly Int32Array[],
): Map<string, Int32Array> {
  return new Map(files.map(({ path }, at) => [path, lookups[at]!]));
}

/** The look-ups of the files that are left, with those of a delta in the place of older ones. */
export function renewLookups(
  before: ReadonlyMap<string, Int32Array>,
  entries: SourceEntries,
  { files, lookups }: GraphDelta,
): Map<string, Int32Array> {
  const renewed = new Map([...before].filter(([path]) => entries.has(path)));
  files.forEach(({ path }, at) => renewed.set(path, lookups[at]!));
  return renewed;
}

/** Names by which files and folders can be found as modules that only one of two trees has. */
function compareModuleNames(before: SourceEntries, after: SourceEntries): string[] {
  const names = new Set<string>();
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const) {
    const cameOrWent = [...one.keys()].filter((path) => !other.has(path));
    if (cameOrWent.length === 0) continue;
    const kept = directoriesOf([...other.keys()]);
    for (const path of cameOrWent) {
      const parts = path.split('/');
      const file = parts.pop()!;
      names.add(file.replace(/\.[^.]*$/, ''));
      // A file can be the face of its folder.
      names.add(parts.at(-1) ?? '');
      parts.forEach((folder, depth) => {
        if (!kept.has(parts.slice(0, depth + 1).join('/'))) names.add(folder);
      });
    }
  }
  return [...names];
}

function differs(before: Fingerprints, after: Fingerprints, key: string): boolean {
  return before.get(key) !== after.get(key);
}
