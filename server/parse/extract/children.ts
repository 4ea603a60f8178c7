// Ways of picking the children of a record that several roles share.

import type { Slot } from '../../languages/language.ts';
import type { Extractor } from './extractor.ts';

/** The child in `slot`, or the first child when the grammar has no such field. */
export function slotOrFirst(x: Extractor, record: number, slot: Slot): number {
  return x.slotField(record, slot) === 0 ? x.firstChild(record) : x.slot(record, slot);
}

/** Visits every child but the two given. */
export function visitOthers(x: Extractor, record: number, first: number, second = -1): void {
  for (let child = x.firstChild(record); child >= 0; child = x.nextSibling(child, record)) {
    if (child !== first && child !== second) x.visit(child);
  }
}

/** How many places of a list are left empty between the end of one part, or its start, and the next part. */
export function emptyPlaces(x: Extractor, list: number, before: number, part: number): number {
  if (x.compiled.language.rules.library.sparseLists !== true) return 0;
  const from = before < 0 ? x.start(list) : x.end(before);
  const between = x.textBetween(from, x.start(part)).replace(/\/\*.*?\*\/|\/\/.*/gs, '');
  const commas = between.split(',').length - 1;
  return Math.max(0, before < 0 ? commas : commas - 1);
}
