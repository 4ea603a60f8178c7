// Which type is written for a variable: at it, or at the declaration that holds several.

import type { Extraction } from './context.ts';

/** The declaration around a variable that tells the type of all variables in it. */
export function typedDeclaration(x: Extraction, record: number): number | undefined {
  const parent = x.tree.parentOf(record);
  return parent >= 0 && x.tree.ruleOf(parent).role === 'declare' && x.tree.slotField(parent, 'type') !== 0
    ? parent
    : undefined;
}

/** The record of the type that is written for a variable, -1 for none. */
export function writtenType(x: Extraction, record: number): number {
  const own = x.tree.slot(record, 'type');
  const around = own >= 0 ? undefined : typedDeclaration(x, record);
  const type = around === undefined ? own : x.tree.slot(around, 'type');
  const { inferredTypes } = x.rules.types;
  return type >= 0 && inferredTypes?.includes(x.tree.text(type)) === true ? -1 : type;
}
