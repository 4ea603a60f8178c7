// What git says has changed: files and the lines of them. The one place that runs git; it reads and never writes, and no
// program runs that the configuration of a repository names for diffs or for watching. Filters of its attributes do: without
// them git could not tell what has changed.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { defineError, messageOf } from '../errors.ts';

export const NoGit = defineError(
  'NO_GIT',
  (root: string, why: string) =>
    `git can't tell what has changed in ${root}: ${why}. It has to be installed, and the folder in a git work tree with a commit.`,
);

export const UnknownRevision = defineError(
  'UNKNOWN_REVISION',
  (name: string) => `git knows no commit "${name}" here. Pass a branch, a tag or a commit such as HEAD~3.`,
);

/** Changed lines of a file as it is now, 1-based and inclusive. */
export interface ChangedLines {
  readonly from: number;
  readonly to: number;
  /** Lines were taken away between `from` and `to`, which are next to each other and did not change. */
  readonly isGap: boolean;
}

/** A changed file; the path is relative to the root with `/`. */
export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'deleted' | 'untracked';
  /** Undefined when all of it counts. */
  readonly lines: readonly ChangedLines[] | undefined;
}

/** What differs between a commit and the files on disk. */
export interface GitChanges {
  /** The commit, in full. */
  readonly base: string;
  /** By path. */
  readonly files: readonly ChangedFile[];
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const run = promisify(execFile);
/** What would point git at another repository than that of the folder. */
const FOREIGN = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX'];
const CONFIG = ['core.quotePath=false', 'core.fsmonitor=false', 'color.ui=false'];

/**
 * The files below `root` that differ from a commit: from HEAD, or, with `since`, from where HEAD left that revision, so
 * that only this side's changes count. What is not committed counts in both cases. Rejects with NO_GIT or UNKNOWN_REVISION.
 */
export async function findGitChanges(
  root: string,
  since: string | undefined,
  signal: AbortSignal,
): Promise<GitChanges> {
  const git = createGit(root, signal);
  try {
    const base = await findBase(git, since);
    const compared = ['--no-ext-diff', '--no-textconv', '--no-renames', '--relative', base, '--', '.'];
    const [names, patch, untracked] = await Promise.all([
      git(['diff', '--name-status', '-z', ...compared]),
      git(['diff', '-U0', '--src-prefix=a/', '--dst-prefix=b/', ...compared]),
      git(['ls-files', '--others', '--exclude-standard', '-z', '--', '.']),
    ]);
    const lines = parsePatch(patch);
    const files = [...parseNames(names, lines), ...untracked.split('\0').filter(Boolean).map(describeNew)];
    return { base, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UnknownRevision.code) throw error;
    throw NoGit.from(error, root, firstLine(error));
  }
}

type Git = (args: readonly string[]) => Promise<string>;

function createGit(root: string, signal: AbortSignal): Git {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  for (const name of FOREIGN) delete env[name];
  const settings = CONFIG.flatMap((setting) => ['-c', setting]);
  return async (args) => {
    const options = { cwd: root, env, signal, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true };
    return (await run('git', [...settings, ...args], options)).stdout;
  };
}

async function findBase(git: Git, since: string | undefined): Promise<string> {
  const head = (await git(['rev-parse', '--verify', 'HEAD'])).trim();
  if (since === undefined) return head;
  const named = await git([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${since}^{commit}`,
  ]).catch((cause: unknown) => {
    throw UnknownRevision.from(cause, since);
  });
  // Histories without a common commit are compared as they are.
  return git(['merge-base', named.trim(), head]).then(
    (commit) => commit.trim(),
    () => named.trim(),
  );
}

function parseNames(text: string, lines: ReadonlyMap<string, readonly ChangedLines[]>): ChangedFile[] {
  const parts = text.split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const path = parts[at + 1]!;
    const status = parts[at] === 'A' ? 'added' : parts[at] === 'D' ? 'deleted' : 'modified';
    files.push({ path, status, lines: status === 'modified' ? lines.get(path) : undefined });
  }
  return files;
}

function describeNew(path: string): ChangedFile {
  return { path, status: 'untracked', lines: undefined };
}

/** The changed lines of each file in a patch without context. A path that git had to quote is left out. */
export function parsePatch(patch: string): Map<string, ChangedLines[]> {
  const found = new Map<string, ChangedLines[]>();
  let lines: ChangedLines[] | undefined;
  let left = 0;
  for (const line of patch.split('\n')) {
    // Text that was added may look like a header: what a hunk has announced is passed over.
    if (left > 0) {
      if (!line.startsWith('\\')) left--;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      const [removed, start, added] = [Number(hunk[1] ?? 1), Number(hunk[2]), Number(hunk[3] ?? 1)];
      left = removed + added;
      if (added > 0) lines?.push({ from: start, to: start + added - 1, isGap: false });
      else lines?.push({ from: start, to: start + 1, isGap: true });
    } else if (line.startsWith('diff --git ')) lines = undefined;
    else if (line.startsWith('+++ b/')) {
      lines = [];
      // git ends a path with a tab when there is a space in it.
      found.set(line.slice('+++ b/'.length).replace(/\t$/, ''), lines);
    }
  }
  return found;
}

function firstLine(error: unknown): string {
  const told = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return (told || messageOf(error)).split('\n', 1)[0]!;
}
