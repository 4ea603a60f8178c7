import { join } from 'node:path';
import type { LoadText } from './gitConfig.ts';
import type { GitRepository } from './gitRepository.ts';

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** A branch as a path below the repository; no part of it leads elsewhere. */
const BRANCH = /^ref: (refs\/heads\/(?!.*(?:\.\.|\/\/|\\))[^\s:?*[~^]+)\s*$/;

/**
 * The commit of HEAD, read from the files of a repository where it stands in them plainly. Undefined when only git can tell:
 * where references are stored in another way, or there is no commit yet.
 */
export function findHeadCommit({ gitDir, commonDir }: GitRepository, load: LoadText): string | undefined {
  const head = load(join(gitDir, 'HEAD'))?.trim();
  if (head === undefined || OBJECT_ID.test(head)) return head;
  const branch = BRANCH.exec(head)?.[1];
  if (branch === undefined) return undefined;
  const loose = load(join(commonDir, ...branch.split('/')))?.trim();
  if (loose !== undefined) return OBJECT_ID.test(loose) ? loose : undefined;
  return findPacked(load(join(commonDir, 'packed-refs')) ?? '', branch);
}

/** Lines of packed-refs are an id, a blank and a name. */
function findPacked(text: string, branch: string): string | undefined {
  const end = text.indexOf(` ${branch}\n`);
  if (end < 0) return undefined;
  const id = text.slice(text.lastIndexOf('\n', end) + 1, end);
  return OBJECT_ID.test(id) ? id : undefined;
}
