import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * The name under which Claude Code keeps what belongs to a folder: the real path of the root of its git repository, of
 * the main one for a work tree, and of the folder itself where there is no repository; with forward slashes on Windows.
 */
export function findProjectKey(folder: string): string {
  const real = realpathSync.native(folder);
  for (let at = real; ; at = dirname(at)) {
    const git = join(at, '.git');
    const found = statSync(git, { throwIfNoEntry: false });
    if (found) return toKey(found.isFile() ? findMainRoot(at, git) : at);
    if (dirname(at) === at) return toKey(real);
  }
}

/** `.git` of a work tree names a folder in the main repository, whose `commondir` leads to the repository itself. */
function findMainRoot(root: string, git: string): string {
  try {
    const gitDir = resolve(root, /^gitdir: (.*)$/m.exec(readFileSync(git, 'utf8'))?.[1]?.trim() ?? '');
    const common = resolve(gitDir, readFileSync(join(gitDir, 'commondir'), 'utf8').trim());
    return basename(common) === '.git' ? realpathSync.native(dirname(common)) : root;
  } catch {
    // A submodule has a `.git` file too, but no `commondir`.
    return root;
  }
}

/** A path as Claude Code writes it. */
export function toKey(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
