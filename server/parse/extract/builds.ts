// Conditions under which a build has the names and imports of a file, in languages that say so within it.

import type { FactsBuilder } from '../../facts/builder.ts';
import { Column, NO_NUMBER } from '../../facts/tables.ts';
import type { BuildParts } from '../../languages/language.ts';

/** Notes which of the module's symbols and imports stand in conditional parts, and what the file defines for conditions. */
export function noteConditions(
  facts: FactsBuilder,
  moduleScope: number,
  { conditions, switches }: BuildParts,
): void {
  const { tables, strings } = facts;
  const { symbols, imports } = tables;
  const numbers = conditions.map(({ condition }) => strings.intern(condition));
  const conditionAt = (position: number): number => {
    let low = 0;
    let high = conditions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (conditions[middle]!.start <= position) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : numbers[low - 1]!;
  };
  for (const { name, value, at } of switches)
    tables.switches.add(
      strings.internPart(name),
      value === undefined ? NO_NUMBER : value | 0,
      conditionAt(at),
    );
  if (conditions.length === 0) return;
  for (let row = 0; row < symbols.rows; row++) {
    if (symbols.get(row, Column.symbols.scope) !== moduleScope) continue;
    const condition = conditionAt(symbols.get(row, Column.symbols.position));
    if (condition !== 0) tables.conditions.add(row, -1, condition);
  }
  for (let row = 0; row < imports.rows; row++) {
    const condition = conditionAt(imports.get(row, Column.imports.position));
    if (condition !== 0) tables.conditions.add(-1, row, condition);
  }
}
