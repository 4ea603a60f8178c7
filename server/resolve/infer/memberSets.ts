// What is called on a variable taken together, in languages in which names tell: all members that one file names of a variable of
// a function, or of a field of a class. Knows what is written, not what it means.

import { Op } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import type { ExprId, FileId, NameId } from '../program/index.ts';
import type { Infer } from './context.ts';
import { findScope } from './names.ts';

const NONE: ReadonlySet<NameId> = new Set();

/**
 * The names of the members that are asked of the variable or field that an expression reads, and of all variables of the file that
 * are called so; none for other expressions.
 */
export function membersNamed(
  infer: Infer,
  object: ExprId,
): { readonly own: ReadonlySet<NameId>; readonly namesakes: ReadonlySet<NameId> } {
  const { columns } = infer;
  const file = columns.fileOf(columns.scopeOf(object));
  // What others ask in their files no look-up tells: it counts for the edges of the file alone.
  if (file !== infer.contexts.passing.file) return { own: NONE, namesakes: NONE };
  let known = infer.memberSets.get(file);
  if (!known) infer.memberSets.set(file, (known = readSets(infer, file)));
  const key = keyOf(infer, object);
  const own = key === undefined ? undefined : known.get(key);
  const namesakes = known.get(keyOfNamesakes(infer, object));
  return { own: own ?? NONE, namesakes: namesakes ?? NONE };
}

/** Stands for all variables that are called as the one that an expression reads; below all keys of single ones. */
function keyOfNamesakes({ columns }: Infer, object: ExprId): number {
  let at = object;
  while (at >= 0 && columns.op(at) === Op.guarded) at = columns.a(at);
  const op = at < 0 ? Op.unknown : columns.op(at);
  return op === Op.name ? -1 - columns.a(at) : op === Op.member ? -1 - columns.b(at) : 0.5;
}

function readSets(infer: Infer, file: FileId): ReadonlyMap<number, ReadonlySet<NameId>> {
  const { columns } = infer;
  const { expressions } = infer.program.firstRow;
  const sets = new Map<number, Set<NameId>>();
  for (let expression = expressions[file]!; expression < expressions[file + 1]!; expression++) {
    if (columns.op(expression) !== Op.member) continue;
    const key = keyOf(infer, columns.a(expression));
    if (key === undefined) continue;
    for (const one of [key, keyOfNamesakes(infer, columns.a(expression))]) {
      const names = sets.get(one);
      if (names) names.add(columns.b(expression));
      else sets.set(one, new Set([columns.b(expression)]));
    }
  }
  return sets;
}

/** Tells variables of functions, and fields of classes, apart; undefined for what is neither. */
function keyOf(infer: Infer, object: ExprId): number | undefined {
  const { columns } = infer;
  let at = object;
  while (at >= 0 && columns.op(at) === Op.guarded) at = columns.a(at);
  if (at < 0) return undefined;
  if (columns.op(at) === Op.name) {
    if (/^\p{Lu}/u.test(infer.program.strings[columns.a(at)]!)) return undefined;
    const scope = findScope(infer, columns.scopeOf(at), columns.a(at), columns.position(at));
    return scope < 0 ? undefined : keyOfName(scope, columns.a(at));
  }
  if (columns.op(at) !== Op.member || columns.op(columns.a(at)) !== Op.self) return undefined;
  const around = infer.classes.enclosingClass(columns.scopeOf(at));
  return around && keyOfName(columns.symbol(around.symbol, 'body'), columns.b(at));
}
