// Where a member is found when it is asked of an object: in the class around a place and in what that inherits from.

import { NODE_KINDS } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { edgeNumber, kindNumber } from './vocabulary.ts';

const BASE_KINDS = [edgeNumber('INHERITS'), edgeNumber('IMPLEMENTS')].join(', ');
const CLASS_LIKE = new Set(['Class', 'Interface', 'Enum', 'Type']);
const CLASS_NUMBERS = NODE_KINDS.flatMap((kind) => (CLASS_LIKE.has(kind) ? [kindNumber(kind)] : []));
const MAX_CLASSES = 1000;

/** Whether symbols of this stored kind have members and bases. */
export function isClassLike(kind: number): boolean {
  return CLASS_NUMBERS.includes(kind);
}

/** The innermost class around a line of a file. */
export function findClassAt(generation: Generation, path: string, line: number): number | undefined {
  return generation
    .values<number>(
      `SELECT id FROM symbol WHERE file = (SELECT id FROM file WHERE path = ?) AND kind IN (${CLASS_NUMBERS.join(', ')})
       AND start_line <= ? AND end_line >= ? ORDER BY start_line DESC, end_line, id DESC LIMIT 1`,
    )
    .get(path, line, line);
}

/** Members named `name` of the class, or of the nearest of its bases that has any. */
export function findMembers(generation: Generation, owner: number, name: number): readonly number[] {
  const members = generation.values<number>(
    'SELECT id FROM symbol WHERE parent = ? AND name = ? ORDER BY id',
  );
  for (const level of walkLevels(generation, [owner], 'up')) {
    const found = level.flatMap((id) => members.all(id, name));
    if (found.length > 0) return found;
  }
  return [];
}

/** Classes by distance over bases (`up`) or over what inherits from them (`down`); the first level is `from`. */
export function walkLevels(
  generation: Generation,
  from: readonly number[],
  direction: 'up' | 'down',
): (readonly number[])[] {
  const next = generation.values<number>(
    direction === 'up'
      ? `SELECT target FROM edge WHERE source = ? AND kind IN (${BASE_KINDS})`
      : `SELECT source FROM edge WHERE target = ? AND kind IN (${BASE_KINDS})`,
  );
  const known = new Set(from);
  const levels: (readonly number[])[] = [];
  for (let level = from; level.length > 0 && known.size <= MAX_CLASSES;) {
    generation.checkDeadline();
    levels.push(level);
    const found = new Set(level.flatMap((id) => next.all(id)).filter((id) => !known.has(id)));
    for (const id of found) known.add(id);
    level = [...found];
  }
  return levels;
}
