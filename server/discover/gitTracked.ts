import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../errors.ts';
import { ForbiddenFiles } from './forbiddenFiles.ts';
import { GITLINK, parseIndexEntries } from './gitEntries.ts';
import { findGitProgram, runGit } from './gitProgram.ts';
import { findRepositoryAround } from './gitRepository.ts';
import { makeGitView } from './gitView.ts';
import { isInside, realPathOrResolved, toIndexPath } from './paths.ts';
import { RulesReader } from './rulesReader.ts';

/** Listing an index takes milliseconds; one that can't be read must not hold up a search. */
const BUDGET_MS = 5000;

/** The files below a root that git tracks, kept until its index changes. */
export class GitTracked {
  readonly #root: string;
  readonly #scratch: string;
  readonly #excludedDirs: readonly string[];
  #known: { readonly key: string; readonly paths: readonly string[] } | undefined;

  /** `scratch`: a folder of ours for the view of the repository; `excludedDirs`: where nothing is read. */
  constructor(root: string, scratch: string, excludedDirs: readonly string[]) {
    this.#root = realPathOrResolved(root);
    this.#scratch = scratch;
    this.#excludedDirs = excludedDirs;
  }

  /** Paths relative to the root; none where git has nothing to say. Submodules are not looked into. */
  async list(signal: AbortSignal): Promise<readonly string[]> {
    const rules = new RulesReader(new ForbiddenFiles(this.#excludedDirs, []));
    const repository = findRepositoryAround(this.#root, rules.load);
    const program = repository && findGitProgram(this.#root);
    if (!repository || program === undefined) return [];
    const index = statSync(join(repository.gitDir, 'index'), { throwIfNoEntry: false });
    const key = `${repository.gitDir} ${index?.ino} ${index?.size} ${index?.mtimeMs} ${index?.ctimeMs}`;
    if (this.#known?.key === key) return this.#known.paths;
    try {
      const { environment, cwd } = makeGitView(repository, this.#scratch, rules);
      const below = toIndexPath(repository.workTree, this.#root) || '.';
      const run = { program, environment, cwd, signal, budgetMs: BUDGET_MS };
      const output = await runGit(run, ['ls-files', '-v', '--stage', '-z', '--', below]);
      const paths = parseIndexEntries(output.toString()).flatMap(({ path, mode }) => {
        const absolute = join(repository.workTree, path);
        return mode !== GITLINK && isInside(absolute, this.#root) ? [toIndexPath(this.#root, absolute)] : [];
      });
      this.#known = { key, paths };
      return paths;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CodedError) return [];
      throw error;
    }
  }
}
