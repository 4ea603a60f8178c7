// What is compared with what: from a question about changes to the two sides of a comparison.

import { CodedError, defineError } from '../errors.ts';
import { resolveRevisions } from './gitObjects.ts';
import { GitTimedOut, runGit } from './gitProgram.ts';
import { hasControlCharacters } from './paths.ts';
import type { GitRun } from './gitProgram.ts';

const UnknownRevision = defineError(
  'UNKNOWN_REVISION',
  (name: string) => `git knows no commit "${name}" here. Pass a branch, a tag or a commit such as HEAD~3.`,
);

/** Which changes are asked for. Revisions are what git takes for a commit. */
export type ChangeQuestion =
  /** The files on disk against HEAD, or, with `since`, against where HEAD left that revision. */
  | { readonly kind: 'disk'; readonly since?: string | undefined }
  /** What would be committed now against HEAD. */
  | { readonly kind: 'staged' }
  /** What a commit did to its first parent. */
  | { readonly kind: 'commit'; readonly commit: string }
  /** One commit against another; `isSymmetric`: against where the second left the first. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly isSymmetric: boolean };

/** Two sides; a commit by its id, '' for nothing at all. */
export interface Sides {
  readonly from: string;
  readonly to: 'disk' | 'index' | { readonly commit: string };
}

/** Reads `A..B` and `A...B`, an open end being HEAD; undefined for a single revision. */
export function parseRange(text: string): (ChangeQuestion & { kind: 'range' }) | undefined {
  const match = /^(.*?)(\.\.\.?)(?!\.)(.*)$/.exec(text);
  if (!match) return undefined;
  const [, from, dots, to] = match;
  return { kind: 'range', from: from || 'HEAD', to: to || 'HEAD', isSymmetric: dots === '...' };
}

/**
 * Finds the commits that a question names; `head` is that of HEAD where it is known. Rejects with UNKNOWN_REVISION or
 * GIT_FAILED.
 */
export async function findSides(
  run: GitRun,
  question: ChangeQuestion,
  head: string | undefined,
): Promise<Sides> {
  const findHead = async () => head ?? (await resolveRevisions(run, ['HEAD^{commit}']))[0] ?? '';
  switch (question.kind) {
    case 'staged':
      return { from: await findHead(), to: 'index' };
    case 'disk': {
      const { since } = question;
      if (since === undefined) return { from: await findHead(), to: 'disk' };
      const [named, own] = await getCommits(run, [since, 'HEAD']);
      return { from: await findMergeBase(run, named!, own!), to: 'disk' };
    }
    case 'commit': {
      const [commit] = await getCommits(run, [question.commit]);
      const [parent] = await resolveRevisions(run, [`${commit}^1^{commit}`]);
      return { from: parent ?? '', to: { commit: commit! } };
    }
    case 'range': {
      const [from, to] = await getCommits(run, [question.from, question.to]);
      const base = question.isSymmetric ? await findMergeBase(run, from!, to!) : from!;
      return { from: base, to: { commit: to! } };
    }
    default:
      return question satisfies never;
  }
}

async function getCommits(run: GitRun, names: readonly string[]): Promise<string[]> {
  for (const name of names)
    if (name.trim() === '' || hasControlCharacters(name))
      throw UnknownRevision(JSON.stringify(name).slice(1, -1));
  const ids = await resolveRevisions(
    run,
    names.map((name) => `${name}^{commit}`),
  );
  return ids.map((id, at) => {
    if (id === undefined) throw UnknownRevision(names[at]!);
    return id;
  });
}

/** Histories without a common commit are compared as they are. */
async function findMergeBase(run: GitRun, from: string, to: string): Promise<string> {
  try {
    return (await runGit(run, ['merge-base', from, to])).toString().trim() || from;
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof CodedError && error.code === GitTimedOut.code) throw error;
    return from;
  }
}
