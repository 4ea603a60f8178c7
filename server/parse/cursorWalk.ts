// The walk through the public TreeCursor: the same records as memoryWalk.ts, at about three times its cost. Used when
// the self-check finds that the private layout has changed, and by that check itself.

import type { Tree } from 'web-tree-sitter';
import type { CompiledKinds } from './kinds.ts';
import type { RecordBuffer } from './records.ts';
import { RECORD_SIZE } from './records.ts';

/** Writes the records of all nodes below the root of `tree` into `output`, replacing what it held. */
export function walkWithCursor(tree: Tree, compiled: CompiledKinds, output: RecordBuffer): void {
  const cursor = tree.walk();
  let ints = output.ints;
  let length = 0;
  // Per depth: the record of that node (-1 for none), the nearest record above it, the field that its children inherit.
  const own: number[] = [-1];
  const parents: number[] = [-1];
  const inheritedFields: number[] = [0];
  let depth = 0;
  let isDone = !cursor.gotoFirstChild();
  if (!isDone) depth = 1;
  parents[1] = -1;
  inheritedFields[1] = 0;
  while (!isDone) {
    const isExtra = cursor.currentNode.isExtra;
    const field = isExtra ? 0 : cursor.currentFieldId || inheritedFields[depth]!;
    const kind = compiled.kindOfSymbol[cursor.nodeTypeId]!;
    own[depth] = -1;
    if (kind !== 0) {
      if (length + RECORD_SIZE > ints.length) ints = output.grow();
      own[depth] = length;
      ints[length] = kind;
      ints[length + 1] = field;
      ints[length + 2] = cursor.startIndex;
      ints[length + 3] = cursor.endIndex;
      ints[length + 4] = cursor.startPosition.row;
      ints[length + 5] = cursor.endPosition.row;
      ints[length + 6] = parents[depth]!;
      length += RECORD_SIZE;
      ints[length - 1] = length;
    }
    if (cursor.gotoFirstChild()) {
      parents[depth + 1] = own[depth]! >= 0 ? own[depth]! : parents[depth]!;
      inheritedFields[depth + 1] = own[depth]! >= 0 ? 0 : field;
      depth++;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      cursor.gotoParent();
      depth--;
      if (depth === 0) {
        isDone = true;
        break;
      }
      if (own[depth]! >= 0) ints[own[depth]! + 7] = length;
    }
  }
  cursor.delete();
  output.length = length;
}
