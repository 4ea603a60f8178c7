// What a comparison of two states of the tree answers: files with both contents. Knows no git.

import { compareContents } from './sameContent.ts';

/** A changed file; paths are relative to the root with `/`. */
export interface ChangedFile {
  readonly path: string;
  /** `renamed`: moved as it is from `from`, content unchanged. */
  readonly status: 'added' | 'modified' | 'deleted' | 'untracked' | 'renamed';
  readonly from?: string;
  /** The contents of both sides; undefined where there is none, or none to be had. */
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
  /** Why a content is not known, or is none to compare; '' when all is known. */
  readonly reason: string;
  /** A content is not in this clone, or was not compared for its size or number: nothing can be said of the file. */
  readonly isUnknown?: true;
}

/** What could not be found out, or does not count. */
export interface ChangeNote {
  readonly kind: /** Not looked into: a repository within, and why. */
    | 'repository'
    /** What git does not track could not be listed. */
    | 'untracked'
    /** git was told not to look at these files. */
    | 'unwatched'
    /** A filter of the repository stands between these files and what git stores; it was not run. */
    | 'filtered'
    /** They wait to be merged. */
    | 'unmerged'
    /** Only their mode, or how their lines end, has changed. */
    | 'mode'
    | 'line-ends'
    /** There are more changed files than are compared. */
    | 'too-many';
  readonly paths: readonly string[];
  readonly why: string;
}

/** The answer to a question about changes. */
export interface GitChanges {
  /** The commit that was compared with, '' when there is none yet. */
  readonly base: string;
  /** The commit that it was compared to, or what else. */
  readonly to: string;
  /** By path. */
  readonly files: readonly ChangedFile[];
  readonly notes: readonly ChangeNote[];
}

/** Joins what went with what came when the content is the same. */
export function findRenames(files: readonly ChangedFile[]): ChangedFile[] {
  const gone = files.filter(({ status, before }) => status === 'deleted' && before && before.byteLength > 0);
  const moved = new Map<ChangedFile, ChangedFile>();
  for (const file of files) {
    if ((file.status !== 'added' && file.status !== 'untracked') || !file.after) continue;
    const { after } = file;
    const from = gone.find(
      (one) => ![...moved.values()].includes(one) && compareContents(one.before!, after) !== 'different',
    );
    if (from) moved.set(file, from);
  }
  const gonePaths = new Set([...moved.values()].map(({ path }) => path));
  return files.flatMap((file): ChangedFile[] => {
    if (file.status === 'deleted' && gonePaths.has(file.path)) return [];
    const from = moved.get(file);
    return from ? [{ ...file, status: 'renamed', from: from.path, before: from.before }] : [file];
  });
}
