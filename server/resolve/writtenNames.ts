// Every name that stands in a file: much cheaper to know than what the file defines.

import { Op, ScopeKind } from '../facts/expressions.ts';
import { A_OPERAND, B_OPERAND, Operand } from '../facts/operands.ts';
import type { Mentions } from './definitionPrint.ts';
import { FactsReader } from './factsReader.ts';
import type { FileFacts } from './program.ts';

/** What such a scope binds is no member of anything that another file could have too. */
const OWN_SCOPES: ReadonlySet<number> = new Set([
  ScopeKind.module,
  ScopeKind.function,
  ScopeKind.arrow,
  ScopeKind.block,
]);

/** The names that stand in a file. */
export interface WrittenNames extends Mentions {
  /** Names of other files can be meant without an import that names them. */
  readonly isOpen: boolean;
}

/**
 * Every name that stands in a file, and those that its imports can stand for unwritten. `star` is the number of '*'. A name
 * that the file only binds for itself is looked up by nobody; a member of a class can replace one of another file.
 */
export function listNames(file: FileFacts, star: number, implicit: readonly number[]): WrittenNames {
  const facts = new FactsReader(file);
  const plain = new Set<number>();
  const reached = new Set<number>(facts.rows('imports') > 0 ? implicit : []);
  const imported = new Set<number>();
  for (let row = 0; row < facts.rows('imports'); row++) imported.add(facts.text('imports', row, 'name'));
  const isOpen = imported.has(star) || file.language.binding.moduleUnit !== 'file';
  for (const name of imported) reached.add(name);
  for (let row = 0; row < facts.rows('memberAssignments'); row++)
    reached.add(facts.text('memberAssignments', row, 'name'));
  for (const table of ['symbols', 'bindings'] as const)
    for (let row = 0; row < facts.rows(table); row++) {
      const scope = facts.cell(table, row, 'scope');
      const kind = scope < 0 ? ScopeKind.module : facts.cell('scopes', scope, 'kind');
      const isMember =
        !OWN_SCOPES.has(kind) || (table === 'symbols' && facts.cell(table, row, 'receiver') >= 0);
      if (isMember || isOpen) reached.add(facts.text(table, row, 'name'));
    }
  for (let row = 0; row < facts.rows('expressions'); row++) {
    const op = facts.cell('expressions', row, 'op');
    const names = op === Op.name ? plain : reached;
    if (A_OPERAND[op] === Operand.name) names.add(facts.string(facts.cell('expressions', row, 'a')));
    if (B_OPERAND[op] === Operand.name) names.add(facts.string(facts.cell('expressions', row, 'b')));
  }
  return { plain, reached, isOpen };
}
