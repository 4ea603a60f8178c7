// All ignore rules that hold in one folder: those of git (global excludes, info/exclude, .gitignore files) and our own
// on top (.cbmignore files, then the `exclude` setting). Knows how the sets combine and where they start; the files
// are handed in as text by the walk.

import { join } from 'node:path';

import { type LoadText, globalExcludesFile, loadGitConfig } from './gitConfig.ts';
import { type GitRepository, findRepositoryAround } from './gitRepository.ts';
import { IgnoreRules, type Verdict } from './ignoreRules.ts';
import { toIndexPath } from './paths.ts';
import type { RulesReader } from './rulesReader.ts';

/** Immutable; entering a folder makes the scope of that folder. Paths are relative to the root, folders end in `/`. */
export class IgnoreScope {
  readonly #git: IgnoreRules;
  /** What turns a path below our root into one below the top of the git work tree. */
  readonly #gitBase: GitBase;
  readonly #cbmIgnore: IgnoreRules;
  readonly #exclude: IgnoreRules;
  readonly #own: IgnoreRules;

  constructor(git: IgnoreRules, gitBase: GitBase, cbmIgnore: IgnoreRules, exclude: IgnoreRules) {
    this.#git = git;
    this.#gitBase = gitBase;
    this.#cbmIgnore = cbmIgnore;
    this.#exclude = exclude;
    this.#own = cbmIgnore.withRules(exclude);
  }

  /** What `.cbmignore` and the setting say; `included` is a wish that outranks every other rule. */
  testOwn(path: string): Verdict {
    return this.#own.test(path);
  }

  /** Whether git's rules leave the path out. */
  isIgnoredByGit(path: string): boolean {
    if (this.#git.isEmpty) return false;
    return this.#git.test(this.#gitBase.prefix + path.slice(this.#gitBase.strip)) === 'ignored';
  }

  /** The scope inside `folder` ('' for the root), which holds these ignore files. */
  enter(folder: string, gitIgnore: string | undefined, cbmIgnore: string | undefined): IgnoreScope {
    if (gitIgnore === undefined && cbmIgnore === undefined) return this;
    const below = folder === '' ? '' : `${folder}/`;
    const gitFolder = (this.#gitBase.prefix + below.slice(this.#gitBase.strip)).replace(/\/$/, '');
    return new IgnoreScope(
      this.#git.withPatterns(gitIgnore ?? '', gitFolder),
      this.#gitBase,
      this.#cbmIgnore.withPatterns(cbmIgnore ?? '', folder),
      this.#exclude,
    );
  }

  /** The scope of a repository of its own in `folder`: git's rules from above end here. */
  enterRepository(folder: string, repository: GitRepository, load: LoadText): IgnoreScope {
    return this.#withGit(loadRepositoryRules(repository.workTree, repository, load), folder);
  }

  /** The scope of a folder that git ignores and a rule of ours brought back: git's rules from above end here. */
  enterReincluded(folder: string): IgnoreScope {
    return this.#withGit(IgnoreRules.empty(false), folder);
  }

  #withGit(rules: IgnoreRules, folder: string): IgnoreScope {
    return new IgnoreScope(rules, { prefix: '', strip: folder.length + 1 }, this.#cbmIgnore, this.#exclude);
  }
}

interface GitBase {
  readonly prefix: string;
  readonly strip: number;
}

/** Where a discovery starts: the rules around the root and the repository it lies in. */
export interface RootScope {
  readonly scope: IgnoreScope;
  readonly repository: GitRepository | undefined;
}

/**
 * The rules that hold at `root` before its own files are read. A root below the top of its work tree gets the rules of
 * the folders above, unless these ignore it: who names a folder wants it.
 */
export function loadRootScope(root: string, exclude: readonly string[], rulesReader: RulesReader): RootScope {
  const { load, loadInTree } = rulesReader;
  const repository = findRepositoryAround(root, load);
  const own = IgnoreRules.empty(false);
  const excludeRules = own.withPatterns(exclude.join('\n'), '');
  const atRoot = { prefix: '', strip: 0 };
  if (repository === undefined || repository.workTree === root) {
    const rules = loadRepositoryRules(root, repository, load);
    return { scope: new IgnoreScope(rules, atRoot, own, excludeRules), repository };
  }

  const { workTree } = repository;
  let rules = loadRepositoryRules(workTree, repository, load);
  const prefix = `${toIndexPath(workTree, root)}/`;
  for (const folder of listFoldersAbove(prefix)) {
    rules = rules.withPatterns(loadInTree(join(workTree, folder, '.gitignore')) ?? '', folder);
  }
  if (rules.test(prefix) === 'ignored') {
    const globalRules = loadRepositoryRules(root, undefined, load);
    return { scope: new IgnoreScope(globalRules, atRoot, own, excludeRules), repository };
  }
  return { scope: new IgnoreScope(rules, { prefix, strip: 0 }, own, excludeRules), repository };
}

/** `a/b/c/` → '', `a`, `a/b`. */
function listFoldersAbove(prefix: string): string[] {
  const parts = prefix.split('/').slice(0, -2);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

function loadRepositoryRules(
  workTree: string,
  repository: GitRepository | undefined,
  load: LoadText,
): IgnoreRules {
  const commonDir = repository?.commonDir;
  const config = loadGitConfig(load, commonDir === undefined ? undefined : join(commonDir, 'config'));
  const configuredCase = config.get('core.ignorecase');
  const isCaseInsensitive =
    configuredCase === undefined
      ? process.platform === 'win32' || process.platform === 'darwin'
      : configuredCase.toLowerCase() === 'true';
  const rules = IgnoreRules.empty(isCaseInsensitive).withPatterns(
    load(globalExcludesFile(config, workTree)) ?? '',
    '',
  );
  return commonDir === undefined
    ? rules
    : rules.withPatterns(load(join(commonDir, 'info', 'exclude')) ?? '', '');
}
