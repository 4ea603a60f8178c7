import { type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import type { LoadText } from './gitConfig.ts';
import { realPathOrResolved } from './paths.ts';

/** A git work tree, as far as ignore rules go. Nothing is asked of git itself: only files are read. */
export interface GitRepository {
  /** The folder that holds `.git`. */
  readonly workTree: string;
  /** The folder with what belongs to this work tree alone: `HEAD` and `index`. */
  readonly gitDir: string;
  /** The repository all its work trees share: holds `config` and `info/exclude`. */
  readonly commonDir: string;
  /** True for a work tree added with `git worktree add`. */
  readonly isLinkedWorkTree: boolean;
}

/** The repository whose work tree has its top at `folder`; undefined when there is none or it is damaged. */
export function findRepositoryAt(folder: string, load: LoadText): GitRepository | undefined {
  const dotGit = join(folder, '.git');
  const stats = findStats(dotGit);
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) {
    if (findStats(join(dotGit, 'HEAD')) === undefined) return undefined;
    const gitDir = realPathOrResolved(dotGit);
    return { workTree: folder, gitDir, commonDir: gitDir, isLinkedWorkTree: false };
  }
  // A submodule or a linked work tree: a file that names the folder with the data.
  const target = /^gitdir:\s*(.+?)\s*$/m.exec(load(dotGit) ?? '')?.[1];
  if (target === undefined) return undefined;
  const gitDir = realPathOrResolved(resolve(folder, target));
  const shared = load(join(gitDir, 'commondir'))?.trim();
  const commonDir =
    shared === undefined || shared === '' ? gitDir : realPathOrResolved(resolve(gitDir, shared));
  const isLinkedWorkTree = commonDir !== gitDir && basename(dirname(gitDir)) === 'worktrees';
  return { workTree: folder, gitDir, commonDir, isLinkedWorkTree };
}

/** The repository that `folder` lies in: its own or that of the nearest folder above. */
export function findRepositoryAround(folder: string, load: LoadText): GitRepository | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const repository = findRepositoryAt(at, load);
    if (repository !== undefined || dirname(at) === at) return repository;
  }
}

function findStats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A loop of links or a folder above that can't be searched: no repository we could read.
    return undefined;
  }
}
