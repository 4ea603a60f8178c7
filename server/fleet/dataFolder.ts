// A folder with the data of a fleet: a folder per repository and commit, `<repository>/<commit>/`, with Parquet files and a
// manifest that names them. Only what a manifest names is there: it is written last and replaced in one step, so no reader ever
// sees half of a commit, whatever happened to who wrote it.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../ownership/atomicFile.ts';
import { BadFleetData } from './errors.ts';
import { FLEET_SCHEMA, TABLE_NAMES, type TableName } from './tables.ts';

const MANIFEST = 'manifest.json';
/** So long files that no manifest names can belong to somebody who still writes. */
const ABANDONED_MS = 24 * 3600 * 1000;

/** One commit of a repository. */
export interface CommitManifest {
  readonly schema: number;
  readonly repository: string;
  readonly commit: string;
  /** When it was exported and when the tree was indexed, ISO 8601. */
  readonly exportedAt: string;
  readonly indexedAt: string;
  readonly program: string;
  /** Names of the files beside the manifest, with their sizes. */
  readonly files: Readonly<
    Record<TableName, { readonly name: string; readonly bytes: number; readonly rows: number }>
  >;
  /** `manager package` of what is used of others. */
  readonly uses: readonly string[];
  /** The same of what is offered to others under names of its own. */
  readonly offers: readonly string[];
  /** The same of packages that it hands on, or whose classes it extends: their names are reached by its own, too. */
  readonly handsOn: readonly string[];
  /** The filter of what its edges lead to; commits that were exported earlier have none. */
  readonly targets?: string;
  /** Packages that have more names than are listed. */
  readonly notListed: readonly string[];
}

/** A commit in a folder. */
export interface StoredCommit extends CommitManifest {
  readonly folder: string;
}

/** A folder to write the files of one commit into, and how they become visible. */
export interface OpenCommit {
  readonly folder: string;
  /** The name of a table's file. */
  fileOf(table: TableName): string;
  publish(
    manifest: Omit<CommitManifest, 'files' | 'schema'>,
    rows: Readonly<Record<TableName, number>>,
  ): void;
  /** Takes back what was written. */
  discard(): void;
}

/** Opens the place of a commit in a folder of data, which is made when it is not there. */
export function openCommit(data: string, repository: string, commit: string): OpenCommit {
  const folder = join(data, encodeURIComponent(repository), encodeURIComponent(commit));
  mkdirSync(folder, { recursive: true });
  const run = randomBytes(4).toString('hex');
  const fileOf = (table: TableName): string => `${table}-${run}.parquet`;
  const remove = (isOurs: (name: string) => boolean): void => {
    for (const name of readdirSync(folder)) if (isOurs(name)) rmSync(join(folder, name), { force: true });
  };
  return {
    folder,
    fileOf,
    publish(manifest, rows) {
      const before = existsSync(join(folder, MANIFEST)) ? readManifest(join(folder, MANIFEST)) : undefined;
      const files = Object.fromEntries(
        TABLE_NAMES.map((table) => {
          const name = fileOf(table);
          return [table, { name, bytes: statSync(join(folder, name)).size, rows: rows[table] }];
        }),
      ) as CommitManifest['files'];
      const text = JSON.stringify({ schema: FLEET_SCHEMA, ...manifest, files });
      writeFileAtomically(join(folder, MANIFEST), `${text}\n`, 0o644);
      const old = new Set(Object.values(before?.files ?? {}).map(({ name }) => name));
      remove((name) => old.has(name) || (!name.includes(run) && isAbandoned(join(folder, name))));
    },
    discard: () => remove((name) => name.includes(run)),
  };
}

function isAbandoned(file: string): boolean {
  return !file.endsWith(MANIFEST) && Date.now() - statSync(file).mtimeMs > ABANDONED_MS;
}

/** The commit of each repository that was exported last, by repository. Throws BAD_FLEET_DATA for a folder without any. */
export function listCommits(data: string): StoredCommit[] {
  if (!existsSync(data))
    throw BadFleetData(
      data,
      'is not there. Write data into it with `codebase-memory export --format parquet --out`',
    );
  const latest = new Map<string, StoredCommit>();
  for (const repository of foldersIn(data)) {
    for (const commit of foldersIn(join(data, repository))) {
      const folder = join(data, repository, commit);
      const file = join(folder, MANIFEST);
      if (!existsSync(file)) continue;
      const found = { ...readManifest(file), folder };
      const known = latest.get(found.repository);
      if (!known || known.exportedAt < found.exportedAt) latest.set(found.repository, found);
    }
  }
  if (latest.size === 0)
    throw BadFleetData(
      data,
      'holds no commit. Write one into it with `codebase-memory export --format parquet --out`',
    );
  return [...latest.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1));
}

/** The path of a table's file. Throws BAD_FLEET_DATA for one that is not as it was written. */
export function pathOf({ folder, files, repository }: StoredCommit, table: TableName): string {
  const { name, bytes } = files[table];
  const path = join(folder, name);
  const there = statSync(path, { throwIfNoEntry: false })?.size;
  if (there === bytes) return path;
  const why = there === undefined ? 'is missing' : `has ${there} bytes, not ${bytes}`;
  throw BadFleetData(path, `${why}: export ${repository} again`);
}

function readManifest(file: string): CommitManifest {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw BadFleetData.from(error, file, 'is no manifest that can be read: export that commit again');
  }
  const { schema, files } = (read ?? {}) as Partial<CommitManifest>;
  if (schema !== FLEET_SCHEMA)
    throw BadFleetData(
      file,
      `has tables of version ${String(schema)}, and this program reads ${FLEET_SCHEMA}: ` +
        (Number(schema) > FLEET_SCHEMA ? 'update the program' : 'export that commit again'),
    );
  if (TABLE_NAMES.some((table) => typeof files?.[table]?.name !== 'string'))
    throw BadFleetData(file, 'lacks a table: export that commit again');
  return read as CommitManifest;
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
