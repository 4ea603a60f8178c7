// Names that macros put together. Which they are is only known where the macro and its use meet, in another file or not.

import type { FactsBuilder } from '../../facts/builder.ts';
import { Column } from '../../facts/tables.ts';
import type { Paste } from '../../languages/language.ts';

/** Notes what macros define of their arguments, and where macros are used; `pastes` are in the order of the text. */
export function notePastes(
  { tables, strings }: FactsBuilder,
  source: string,
  pastes: readonly Paste[],
): void {
  let line = 0;
  let seen = 0;
  for (const { macro, kind, text, isStatic, at } of pastes) {
    for (; seen < at; seen++) if (source.charCodeAt(seen) === 10) line++;
    const row = tables.pastes.add(strings.internPart(macro), strings.internPart(text), kind);
    tables.pastes.set(row, Column.pastes.isStatic, Number(isStatic));
    tables.pastes.set(row, Column.pastes.line, line);
    tables.pastes.set(row, Column.pastes.position, at);
  }
}
