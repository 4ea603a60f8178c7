// What a repository is called among others, and which commit of it a folder holds.

import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { findAncestors } from '../discover/gitAncestors.ts';
import { findGitChanges } from '../discover/gitChanges.ts';
import { findRepositoryAround } from '../discover/gitRepository.ts';
import { ForbiddenFiles } from '../discover/forbiddenFiles.ts';
import { realPathOrResolved } from '../discover/paths.ts';
import { ReadGate } from '../discover/readGate.ts';
import { RulesReader } from '../discover/rulesReader.ts';
import type { Generation } from '../store/generation.ts';
import { NotExported } from './errors.ts';

const MAX_FILE_BYTES = 64 * 1024 * 1024;

interface Tree {
  readonly root: string;
  readonly scratch: string;
  readonly excludedDirs: readonly string[];
}

/** Host and path of the remote `origin`, as in `github.com/team/shop`; the name of the folder where there is none. */
export function nameRepository({ root, excludedDirs }: Tree, below: string): string {
  const real = realPathOrResolved(root);
  const rules = new RulesReader(new ForbiddenFiles([...excludedDirs], []));
  const repository = findRepositoryAround(real, rules.load);
  const config = repository && rules.load(join(repository.commonDir, 'config'));
  const origin = /^\[remote "origin"\][^[]*?^\s*url\s*=\s*(\S+)\s*$/m.exec(config ?? '')?.[1];
  const name = origin === undefined ? basename(real) : shortenAddress(origin);
  return origin !== undefined && below !== '' ? `${name}/${below}` : name;
}

/** `git@host:team/shop.git` and `https://user:token@host/team/shop` → host/team/shop. */
export function shortenAddress(address: string): string {
  return address
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?:\d+\/)?(?!\/)/, '$1/')
    .replace(/\.git\/?$/, '')
    .replace(/^\/+|\/+$/g, '');
}

/**
 * The commit that the files are of; of a folder without commits, or when `isAnyTree` and they are not as they were committed,
 * a name made of what they hold. Rejects with NOT_EXPORTED.
 */
export async function nameCommit(
  tree: Tree,
  generation: Generation,
  isAnyTree: boolean,
  signal: AbortSignal,
): Promise<{ readonly commit: string; readonly below: string }> {
  const { root, scratch, excludedDirs } = tree;
  const ancestors = await findAncestors(root, { scratch, excludedDirs, most: 1 }, signal);
  const ofContent = () => ({ commit: `tree-${hashTree(generation)}`, below: ancestors?.below ?? '' });
  if (!ancestors) return ofContent();
  const gate = new ReadGate(root, { dirs: [...excludedDirs], files: [] });
  const source = { root, scratch, gate, overlays: [], excludedDirs, maxFileSizeBytes: MAX_FILE_BYTES };
  const { files } = await findGitChanges(source, { kind: 'disk' }, signal);
  const indexed = new Set(generation.values<string>('SELECT path FROM file').all());
  const other = files.filter(({ path, status }) => status !== 'untracked' || indexed.has(path));
  if (other.length === 0) return { commit: ancestors.commits[0]!, below: ancestors.below };
  if (isAnyTree) return ofContent();
  throw NotExported(
    `${other.length} files are not as they were committed, such as ${other[0]!.path}. Commit them, or pass --any-tree`,
  );
}

function hashTree(generation: Generation): string {
  const hash = createHash('sha1');
  for (const [path, content] of generation
    .tuples<[string, string]>('SELECT path, hash FROM file ORDER BY path')
    .iterate())
    hash.update(`${path}\0${content}\n`);
  return hash.digest('hex');
}
