// What a grammar could not read of a text. An error may have everything in it: where a grammar never finds its way back, the
// root is one, with all that was read as its children. So an error is judged by what it lost, not by where it begins and ends.

import type { Node, Tree } from 'web-tree-sitter';
import type { TextRange } from '../languages/language.ts';
import type { FileGap } from '../protocol/fileGap.ts';

/** A part of a text, by offsets and by 1-based lines. */
export interface ErrorRange extends TextRange {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What was lost, with what the grammar made of it, which is there as long as its tree is. */
export interface LostRange extends ErrorRange {
  readonly node: Node;
}

/** How many places are named before the rest is counted. */
const NAMED_RANGES = 5;

/** Both in the order of the text. */
export interface SyntaxErrors {
  /** What went wrong, outermost only; of a root that is an error as a whole, what it lost. */
  readonly errors: ErrorRange[];
  /** What stands in errors and belongs to nothing that was read. */
  readonly lost: LostRange[];
}

/** How much was lost in errors: for comparing two trees of one text. */
export function measureLost(lost: readonly ErrorRange[]): number {
  return lost.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

/**
 * Which lines were lost; undefined when all that `isName` was read all the same. A mark that is too much
 * or missing loses nothing, but for the end of a block: what follows seems to stand within.
 */
export function describeErrors(
  lost: readonly LostRange[],
  isName: (node: Node) => boolean,
): FileGap | undefined {
  const isLost = (node: Node) =>
    isName(node) || (node.isMissing && node.type === '}') || (node.isError && /[\p{L}_]/u.test(node.text));
  const ranges: { first: number; last: number }[] = [];
  for (const { firstLine, lastLine, node } of lost) {
    if (!isLost(node)) continue;
    const before = ranges.at(-1);
    if (before && firstLine <= before.last + 1) before.last = Math.max(before.last, lastLine);
    else ranges.push({ first: firstLine, last: lastLine });
  }
  if (ranges.length === 0) return undefined;
  const named = ranges
    .slice(0, NAMED_RANGES)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  const more = ranges.length - named.length;
  const isOneLine = ranges.length === 1 && ranges[0]!.first === ranges[0]!.last;
  const places = `${named.join(', ')}${more > 0 ? ` and ${more} more places` : ''}`;
  const reason = `syntax not understood in ${isOneLine ? 'line' : 'lines'} ${places}`;
  return { cause: 'syntax', reason, line: ranges[0]!.first };
}

/** What a grammar could not read. */
export function listErrors(tree: Tree): SyntaxErrors {
  const errors: ErrorRange[] = [];
  const lost: LostRange[] = [];
  const cursor = tree.walk();
  /** For each node on the way down whether it is an error. */
  const way: boolean[] = [];
  const isOutermost = () => !way.includes(true, 1);
  for (let goesOn = true; goesOn;) {
    const node = cursor.currentNode;
    // Each question is a call into the parser: most nodes are answered by the first.
    const isFaulty = node.hasError;
    const isError = isFaulty && node.isError;
    if (isFaulty && cursor.gotoFirstChild()) {
      if (isError && isOutermost() && way.length > 0) errors.push(rangeOf(node));
      way.push(isError);
      continue;
    }
    // A token in an error belongs to nothing that was read; a construct in it was read as a whole.
    const isToken = way.at(-1) === true && !node.isExtra && node.childCount === 0;
    if (isToken || isError || (isFaulty && node.isMissing)) {
      const range = rangeOf(node);
      if (isOutermost()) errors.push(range);
      lost.push({ ...range, node });
    }
    while (!cursor.gotoNextSibling()) {
      if (way.pop() === undefined || !cursor.gotoParent()) {
        goesOn = false;
        break;
      }
    }
  }
  cursor.delete();
  return { errors, lost };
}

function rangeOf({ startIndex: start, endIndex: end, startPosition, endPosition }: Node): ErrorRange {
  return { start, end, firstLine: startPosition.row + 1, lastLine: endPosition.row + 1 };
}
