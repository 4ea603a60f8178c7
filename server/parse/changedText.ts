// Tells a tree where its text was changed, so that the parser reads anew only what stands there. The texts are equally long.

import { Edit } from 'web-tree-sitter';
import type { Point, Tree } from 'web-tree-sitter';

/** Changes that are so near to each other are one. */
const NEAR = 64;
/** Each is looked for from the root on: with more of them it is cheaper to read all anew. */
const MOST_CHANGES = 2000;

/** Marks in `tree`, which was made of `before`, what is different in `after`; false when that is too much. */
export function markChanges(tree: Tree, before: string, after: string): boolean {
  const changes = listChanges(before, after);
  if (changes.length > MOST_CHANGES) return false;
  const pointAt = pointsOf(before);
  for (const { start, end } of changes) {
    const startPosition = pointAt(start);
    const endPosition = pointAt(end);
    tree.edit(
      new Edit({
        startIndex: start,
        oldEndIndex: end,
        newEndIndex: end,
        startPosition,
        oldEndPosition: endPosition,
        newEndPosition: endPosition,
      }),
    );
  }
  return true;
}

function listChanges(before: string, after: string): { start: number; end: number }[] {
  const changes: { start: number; end: number }[] = [];
  for (let at = 0; at < before.length; at++) {
    if (before.charCodeAt(at) === after.charCodeAt(at)) continue;
    const last = changes.at(-1);
    if (last && at - last.end < NEAR) last.end = at + 1;
    else changes.push({ start: at, end: at + 1 });
  }
  return changes;
}

/** Offset → row and column, for offsets that only grow. */
function pointsOf(text: string): (at: number) => Point {
  let row = 0;
  let lineStart = 0;
  return (at) => {
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < at; end = text.indexOf('\n', lineStart)) {
      row++;
      lineStart = end + 1;
    }
    return { row, column: at - lineStart };
  };
}
