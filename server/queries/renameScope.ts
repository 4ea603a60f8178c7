// What must be renamed together, and what the graph knows that stands against a new name. Owns the family of a member: the
// members of its name in the classes above and below, and in those that share one of these.

import { SymbolFlag } from '../graph.ts';
import type { Generation } from '../store/generation.ts';
import { isClassLike, walkLevels } from './lineage.ts';
import { getSymbol, type SymbolRow } from './symbols.ts';
import { EXTERNAL } from './vocabulary.ts';

export interface RenameScope {
  /** What was asked about with its family. */
  readonly ids: readonly number[];
  /** Members of other classes that have to be renamed with it. */
  readonly family: readonly SymbolRow[];
  /** Classes outside of the workspace above the family: one may have a member of that name. */
  readonly outside_bases: readonly string[];
  /** Symbols that have the new name where it would come to stand. */
  readonly conflicts: readonly SymbolRow[];
  /** The language or its tools use it by its name. */
  readonly is_implicit: boolean;
  readonly is_member: boolean;
}

/** The scope of renaming the symbols `ids`, which share a name, to `new_name`. */
export function findRenameScope(
  generation: Generation,
  { ids, new_name }: { ids: readonly number[]; new_name: string },
): RenameScope {
  const rowOf = generation.tuples<[parent: number | null, name: number, flags: number, file: number | null]>(
    'SELECT parent, name, flags, file FROM symbol WHERE id = ?',
  );
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  const family = new Set(ids);
  const classes = new Set<number>();
  for (const id of ids) {
    const [parent, name] = rowOf.get(id)!;
    if (parent === null || !isClassLike(kindOf.get(parent)!)) continue;
    for (const one of collectFamily(generation, parent, name)) classes.add(one);
    const members = generation.values<number>('SELECT id FROM symbol WHERE parent = ? AND name = ?');
    for (const one of classes) for (const member of members.all(one, name)) family.add(member);
  }
  const outside = [...classes]
    .flatMap((id) => walkLevels(generation, [id], 'up').flat())
    .filter((id) => kindOf.get(id) === EXTERNAL);
  return {
    ids: [...family],
    family: [...family].filter((id) => !ids.includes(id)).map((id) => getSymbol(generation, id)),
    outside_bases: [...new Set(outside)].map((id) => getSymbol(generation, id).qualified_name),
    conflicts: findConflicts(generation, [...family], classes, new_name),
    is_implicit: ids.some((id) => (rowOf.get(id)![2] & SymbolFlag.implicit) !== 0),
    is_member: classes.size > 0,
  };
}

/** Classes whose member of that name is one with that of `owner`: those above that have it, and all below these. */
function collectFamily(generation: Generation, owner: number, name: number): ReadonlySet<number> {
  const has = generation.values<number>('SELECT 1 FROM symbol WHERE parent = ? AND name = ? LIMIT 1');
  const known = new Set<number>();
  const pending = [owner];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (known.has(id)) continue;
    known.add(id);
    const above = walkLevels(generation, [id], 'up').flat();
    const below = walkLevels(generation, [id], 'down').flat();
    pending.push(...[...above, ...below].filter((one) => has.get(one, name) !== undefined));
  }
  return known;
}

function findConflicts(
  generation: Generation,
  ids: readonly number[],
  classes: ReadonlySet<number>,
  newName: string,
): SymbolRow[] {
  const found = new Set<number>();
  const named = generation.values<number>(
    'SELECT id FROM symbol WHERE parent = ? AND name = (SELECT id FROM name WHERE text = ?)',
  );
  const parentOf = generation.values<number | null>('SELECT parent FROM symbol WHERE id = ?');
  const around = new Set([...classes, ...ids.flatMap((id) => parentOf.get(id) ?? [])]);
  // A member of a class above would be overridden, one of a class below would override.
  for (const id of classes) {
    for (const direction of ['up', 'down'] as const)
      for (const one of walkLevels(generation, [id], direction).flat()) around.add(one);
  }
  for (const one of around) for (const id of named.all(one, newName)) found.add(id);
  return [...found].map((id) => getSymbol(generation, id));
}
