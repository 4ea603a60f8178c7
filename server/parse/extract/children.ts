// Ways of picking the children of a record that several roles share.

import type { Slot } from '../../languages/language.ts';
import type { Extraction } from './context.ts';
import { visit } from './walk.ts';

/** The child in `slot`, or the first child when the grammar has no such field. */
export function slotOrFirst(x: Extraction, record: number, slot: Slot): number {
  return x.tree.slotField(record, slot) === 0 ? x.tree.firstChild(record) : x.tree.slot(record, slot);
}

/** Visits every child but the two given. */
export function visitOthers(x: Extraction, record: number, first: number, second = -1): void {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record)) {
    if (child !== first && child !== second) visit(x, child);
  }
}

/** How many places of a list are left empty between the end of one part, or its start, and the next part. */
export function emptyPlaces(x: Extraction, list: number, before: number, part: number): number {
  if (x.rules.library.sparseLists !== true) return 0;
  const from = before < 0 ? x.tree.start(list) : x.tree.end(before);
  const between = x.tree.textBetween(from, x.tree.start(part)).replace(/\/\*.*?\*\/|\/\/.*/gs, '');
  const commas = between.split(',').length - 1;
  return Math.max(0, before < 0 ? commas : commas - 1);
}
