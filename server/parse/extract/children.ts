// Ways of picking the children of a record that several roles share.

import type { Role, Slot } from '../../languages/language.ts';
import type { Extraction } from './context.ts';
import { visit } from './walk.ts';

/** The child in `slot`, or the first child when the grammar has no such field. */
export function slotOrFirst(x: Extraction, record: number, slot: Slot): number {
  return x.tree.slotField(record, slot) === 0 ? x.tree.firstChild(record) : x.tree.slot(record, slot);
}

/** The first child of a role, -1 for none. */
export function childOfRole(x: Extraction, record: number, role: Role): number {
  let child = x.tree.firstChild(record);
  while (child >= 0 && x.tree.ruleOf(child).role !== role) child = x.tree.nextSibling(child, record);
  return child;
}

/** The child in `slot`; where the grammar has no such field, the first one of a role. */
export function slotOrRole(x: Extraction, record: number, slot: Slot, role: Role): number {
  return x.tree.slotField(record, slot) === 0 ? childOfRole(x, record, role) : x.tree.slot(record, slot);
}

/** The last child that is no comment, -1 for none. */
export function lastChild(x: Extraction, record: number): number {
  let last = -1;
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role !== 'comment') last = child;
  return last;
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
