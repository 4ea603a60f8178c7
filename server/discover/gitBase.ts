// The commit that a branch began from: what a change is compared with. Says in words what a clone lacks for that.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineError } from '../errors.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import { resolveRevisions } from './gitObjects.ts';
import { findGitProgram, runGit } from './gitProgram.ts';
import { findRepositoryAround } from './gitRepository.ts';
import { makeGitView } from './gitView.ts';
import { hasControlCharacters, realPathOrResolved, toIndexPath } from './paths.ts';
import { RulesReader } from './rulesReader.ts';

const NoRepository = defineError(
  'NO_REPOSITORY',
  (root: string) =>
    `${root} is in no git repository, so there is no state to compare it with. Compare with a list of what is known instead: --baseline <file>.`,
);

const NoGitProgram = defineError(
  'NO_GIT_PROGRAM',
  () => 'There is no git on the PATH. Install it, outside of the folder that is checked.',
);

const NoCommit = defineError(
  'NO_COMMIT',
  (root: string) => `${root} has no commit yet, so there is nothing to compare with. Commit first.`,
);

const NoMainBranch = defineError(
  'NO_MAIN_BRANCH',
  (tried: readonly string[]) =>
    `There is no main branch here (${tried.join(', ')}). Name what to compare with: --base <commit or branch>.`,
);

const UnknownBase = defineError('UNKNOWN_BASE', (name: string, isShallow: boolean) =>
  isShallow
    ? `This clone is shallow and does not have "${name}". Fetch it first, as with \`git fetch --unshallow origin\`, or have CI check out all of the history.`
    : `git knows no commit "${name}" here. Fetch it, as with \`git fetch origin\`, or name another one with --base.`,
);

const NothingInCommon = defineError('NOTHING_IN_COMMON', (name: string, isShallow: boolean) =>
  isShallow
    ? `This clone is shallow and does not have the commit at which HEAD left "${name}". Run \`git fetch --unshallow origin\`, or have CI check out all of the history.`
    : `HEAD and "${name}" have no commit in common. Name another one with --base.`,
);

/** Where the main branch is looked for, the likeliest first. */
const MAIN_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** What a change is compared with. */
export interface GitBase {
  readonly commit: string;
  /** What it was found by: the name that was given, or that of the main branch. */
  readonly name: string;
  /** That of HEAD. */
  readonly head: string;
  /** The root below the top of the work tree, '' when it is the top. */
  readonly below: string;
}

/**
 * The commit at which HEAD left `name`, or the main branch where none is named. `scratch`: a folder of ours for the view of the
 * repository. Rejects with a coded error that says what to do.
 */
export async function findGitBase(
  root: string,
  name: string | undefined,
  { scratch, excludedDirs }: { readonly scratch: string; readonly excludedDirs: readonly string[] },
  signal: AbortSignal,
): Promise<GitBase> {
  const real = realPathOrResolved(root);
  const rules = new RulesReader(new ForbiddenFiles(excludedDirs, []));
  const repository = findRepositoryAround(real, rules.load);
  if (!repository) throw NoRepository(root);
  const program = findGitProgram(real);
  if (program === undefined) throw NoGitProgram();
  const { environment, cwd } = makeGitView(repository, scratch, rules);
  const run = { program, environment, cwd, signal };
  const isShallow = existsSync(join(repository.commonDir, 'shallow'));
  if (name !== undefined && (name.trim() === '' || hasControlCharacters(name)))
    throw UnknownBase(JSON.stringify(name).slice(1, -1), isShallow);
  const wanted = name === undefined ? MAIN_BRANCHES : [name];
  const [head, ...found] = await resolveRevisions(
    run,
    ['HEAD', ...wanted].map((one) => `${one}^{commit}`),
  );
  if (head === undefined) throw NoCommit(root);
  const at = found.findIndex((one) => one !== undefined);
  if (at < 0)
    throw name === undefined ? NoMainBranch(MAIN_BRANCHES.map(shorten)) : UnknownBase(name, isShallow);
  const label = name ?? shorten(wanted[at]!);
  const commit = await runGit(run, ['merge-base', found[at]!, head]).catch((error: unknown) => {
    signal.throwIfAborted();
    throw NothingInCommon.from(error, label, isShallow);
  });
  return {
    commit: commit.toString().trim(),
    name: label,
    head,
    below: toIndexPath(repository.workTree, real),
  };
}

function shorten(reference: string): string {
  return reference.replace(/^refs\/(?:remotes|heads)\//, '');
}
