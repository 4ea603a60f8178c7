// Which commits the files of a work tree come from.

import { ForbiddenFiles } from './forbiddenFiles.ts';
import { findGitProgram, runGit } from './gitProgram.ts';
import { findRepositoryAround } from './gitRepository.ts';
import { makeGitView } from './gitView.ts';
import { realPathOrResolved, toIndexPath } from './paths.ts';
import { RulesReader } from './rulesReader.ts';

/** The commit of HEAD and those before it, the latest first. */
export interface Ancestors {
  readonly commits: readonly string[];
  /** The root below the top of the work tree, '' when it is the top. */
  readonly below: string;
}

/**
 * At most `most` commits; undefined where the root is in no repository, or has no commit. `scratch`: a folder of ours for the
 * view of the repository. Rejects with GIT_FAILED.
 */
export async function findAncestors(
  root: string,
  { scratch, excludedDirs, most }: { scratch: string; excludedDirs: readonly string[]; most: number },
  signal: AbortSignal,
): Promise<Ancestors | undefined> {
  const real = realPathOrResolved(root);
  const rules = new RulesReader(new ForbiddenFiles(excludedDirs, []));
  const repository = findRepositoryAround(real, rules.load);
  const program = repository && findGitProgram(real);
  if (!repository || program === undefined) return undefined;
  const { environment, cwd } = makeGitView(repository, scratch, rules);
  const run = { program, environment, cwd, signal };
  const output = await runGit(run, ['rev-list', `--max-count=${most}`, 'HEAD', '--']);
  const commits = output
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  if (commits.length === 0) return undefined;
  return { commits, below: toIndexPath(repository.workTree, real) };
}
