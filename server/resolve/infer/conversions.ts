// Functions that a class declares to make a value of another type of one of it, or the reverse, and that run unnamed.

import { Place } from '../program/index.ts';
import type { SymbolId } from '../program/index.ts';
import type { Infer } from './context.ts';
import { ownFunctions } from './receivers.ts';

/** The functions of a class that make a value of the type called `name` without being called. */
export function convertersOf(infer: Infer, owner: SymbolId, name: string): readonly SymbolId[] {
  const { columns, program } = infer;
  const { conversionPrefix, impliedConversions } =
    program.files[columns.fileOfSymbol(owner)]!.language.rules.classes;
  if (conversionPrefix === undefined) return [];
  const called = conversionPrefix + name;
  infer.lookups.noteTexts(Place.referable, '', called);
  const id = program.numbers.get(called);
  if (id === undefined) return [];
  return [owner, ...infer.partsOf(owner)]
    .flatMap((part) => ownFunctions(infer, part, id))
    .filter((one) => impliedConversions?.test(program.strings[columns.symbol(one, 'signature')]!) === true);
}
