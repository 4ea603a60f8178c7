// The tree as it was at the base, laid over the one of now: texts of before in the place of files, and files that were not
// there yet left out. Nothing is written and no other tree is made.

import type { GitChanges } from '../discover/changedFiles.ts';
import { decodeText } from '../discover/decodeText.ts';
import { makeFormerText } from '../discover/overlay.ts';
import type { Overlay } from '../discover/overlay.ts';

/** What makes the tree of now that of before. */
export interface FormerTree {
  readonly overlays: readonly Overlay[];
  /** Patterns of files that were not there. */
  readonly exclude: readonly string[];
  /** Path of now → path of before, of files that moved as they are. */
  readonly movedFrom: ReadonlyMap<string, string>;
}

/** The tree before `changes`. What has no text counts as what it is now. */
export function describeFormerTree({ files }: Pick<GitChanges, 'files'>): FormerTree {
  const overlays: Overlay[] = [];
  const exclude: string[] = [];
  const movedFrom = new Map<string, string>();
  for (const { path, status, from, before } of files) {
    const text = before && decodeText(before).text;
    if (from !== undefined) movedFrom.set(path, from);
    if (status === 'added' || status === 'untracked' || status === 'renamed') exclude.push(patternOf(path));
    if (text !== undefined) overlays.push(makeFormerText(from ?? path, text));
  }
  return { overlays, exclude, movedFrom };
}

/** A pattern of ignore files that only this path matches. */
function patternOf(path: string): string {
  return `/${path.replaceAll(/[\\*?[\]!# ]/g, String.raw`\$&`)}`;
}
