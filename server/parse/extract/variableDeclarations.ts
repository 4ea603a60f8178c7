// Which type is written for a variable: at it, or at the declaration that holds several.

import type { Extractor } from './extractor.ts';

/** The declaration around a variable that tells the type of all variables in it. */
export function typedDeclaration(x: Extractor, record: number): number | undefined {
  const parent = x.parentOf(record);
  return parent >= 0 && x.ruleOf(parent).role === 'declare' && x.slot(parent, 'type') >= 0
    ? parent
    : undefined;
}

/** The record of the type that is written for a variable, -1 for none. */
export function writtenType(x: Extractor, record: number): number {
  const own = x.slot(record, 'type');
  const around = own >= 0 ? undefined : typedDeclaration(x, record);
  const type = around === undefined ? own : x.slot(around, 'type');
  const { inferredTypes } = x.compiled.language.rules.types;
  return type >= 0 && inferredTypes?.includes(x.text(type)) === true ? -1 : type;
}
