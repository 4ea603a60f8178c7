// Which database file is the current one. A generation is published by renaming current.json: a crash at any moment
// leaves the old generation or the new one, complete. Knows nothing of what is inside a database.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { findJsonFile, writeFileAtomically } from '../ownership/atomicFile.ts';
import { getWorkspaceFiles } from '../ownership/paths.ts';
import type { GenerationFile } from './engine.ts';

/** What the store keeps beside a database: the checksums of its pages. */
const SUMS = '-sums';
const GENERATION_NAME = /^graph-(\d+)\.db/;

/** A generation as current.json names it, with the version of its format. */
export interface PublishedGeneration extends GenerationFile {
  readonly schema: number;
}

/** The published generation; undefined when there is none or its file is gone. */
export function findCurrentGeneration(workspaceDir: string): PublishedGeneration | undefined {
  const current = findJsonFile(getWorkspaceFiles(workspaceDir).current);
  if (typeof current?.['generation'] !== 'number' || typeof current['file'] !== 'string') return undefined;
  if (typeof current['schema'] !== 'number') return undefined;
  const file = join(workspaceDir, basename(current['file']));
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  return { generation: current['generation'], file, schema: current['schema'] };
}

/** A name no generation ever had, higher than every number found in the directory. */
export function nextGeneration(workspaceDir: string): GenerationFile {
  let highest = Number(findJsonFile(getWorkspaceFiles(workspaceDir).current)?.['generation'] ?? 0);
  for (const name of readdirSync(workspaceDir)) {
    const number = GENERATION_NAME.exec(name)?.[1];
    if (number) highest = Math.max(highest, Number(number));
  }
  return { generation: highest + 1, file: join(workspaceDir, `graph-${highest + 1}.db`) };
}

/** The name a generation is built under before it is complete. */
export function getTemporaryFile(generation: GenerationFile): GenerationFile {
  return { generation: generation.generation, file: `${generation.file}.tmp` };
}

/** Gives a complete temporary file its name, and before it what lies beside it. */
export function nameGeneration(generation: GenerationFile): void {
  const temporary = getTemporaryFile(generation).file;
  // An engine need not keep sums of its pages.
  if (existsSync(temporary + SUMS)) renameSync(temporary + SUMS, generation.file + SUMS);
  renameSync(temporary, generation.file);
}

/** Makes `generation` the current one in one step, durable before this returns. */
export function publishGeneration(workspaceDir: string, published: PublishedGeneration, epoch: string): void {
  const { generation, schema } = published;
  const current = { schema, generation, file: basename(published.file), epoch };
  writeFileAtomically(getWorkspaceFiles(workspaceDir).current, `${JSON.stringify(current)}\n`);
  if (process.platform === 'win32') return;
  const directory = openSync(workspaceDir, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Deletes what an earlier server left half-made, and generations that are not `keep`. Returns the deleted names. */
export function sweepLeftovers(workspaceDir: string, keep: GenerationFile | undefined): string[] {
  const swept: string[] = [];
  for (const name of readdirSync(workspaceDir)) {
    const number = GENERATION_NAME.exec(name)?.[1];
    const isOldGeneration = number !== undefined && Number(number) !== keep?.generation;
    if (!isOldGeneration && !name.endsWith('.tmp') && !name.includes('.tmp-')) continue;
    rmSync(join(workspaceDir, name), { force: true, recursive: true });
    swept.push(name);
  }
  return swept;
}

/** Deletes a database and what SQLite keeps beside it; what can't be deleted is left to the next sweep. */
export function deleteGeneration({ file }: GenerationFile): void {
  for (const suffix of ['', '-wal', '-journal', SUMS]) {
    try {
      rmSync(file + suffix, { force: true });
    } catch {
      // An open handle of another program, for one.
    }
  }
}

/** The code of anything that was thrown, '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Whether an error says that there is no room left, on the disk or for this user. */
export function isDiskFull(error: unknown): boolean {
  return /^(?:SQLITE_FULL|ENOSPC|EDQUOT)$/.test(codeOf(error));
}

/** Whether an error says that a file can't grow though there is room: a limit of the process, or a broken disk. */
export function isWriteRefused(error: unknown): boolean {
  return /^(?:SQLITE_IOERR_\w+|EFBIG|EIO)$/.test(codeOf(error));
}

/** Whether an error says that a database is broken, as opposed to busy, foreign or unreadable. */
export function isDamage(error: unknown): boolean {
  return /DAMAGED|CORRUPT|NOTADB/.test(codeOf(error));
}

/**
 * Moves a broken database out of the way, for a person to look at; only the last one is kept. It must be closed. Never
 * throws: what can't be moved is swept later.
 */
export function keepDamagedFile({ file }: GenerationFile, workspaceDir: string): void {
  try {
    for (const { name } of listDamagedFiles(workspaceDir)) rmSync(join(workspaceDir, name), { force: true });
    renameSync(file, join(workspaceDir, `corrupt-${Date.now()}.db`));
  } catch {
    // It was deleted meanwhile, for one.
  }
  deleteGeneration({ generation: 0, file });
}

/** Clears what a published generation replaces, all of it closed by now: `damaged` is kept for a person to look at. */
export function clearReplaced(
  workspaceDir: string,
  replaced: readonly (GenerationFile | undefined)[],
  damaged: GenerationFile | undefined,
): void {
  if (damaged) keepDamagedFile(damaged, workspaceDir);
  for (const generation of replaced) {
    if (generation && generation.file !== damaged?.file) deleteGeneration(generation);
  }
}

/** The broken databases that were kept. */
export function listDamagedFiles(workspaceDir: string): { name: string; time: string }[] {
  return readdirSync(workspaceDir).flatMap((name) => {
    const time = /^corrupt-(\d+)\.db$/.exec(name)?.[1];
    return time ? [{ name, time: new Date(Number(time)).toISOString() }] : [];
  });
}
