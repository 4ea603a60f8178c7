// What a class or method stands in relation to: what implements it, what overrides it, its bases and what inherits from
// it. Owns which edges that are and their order; calls and uses are not its business.

import type { NodeKind, Tier } from '../protocol/graph.ts';
import type { Generation } from '../store/generation.ts';
import { isClassLike } from './lineage.ts';
import { getSymbol } from './symbols.ts';
import { edgeNumber, tierOf, tierRank } from './vocabulary.ts';

/** `implementers`: what is below, of a method what overrides it. `hierarchy`: both ways. `overrides`: methods, both ways. */
export type Relation = 'implementers' | 'overrides' | 'hierarchy';

/** How a row stands to what it was reached from. */
export type RelativeRole = 'base' | 'subclass' | 'implements' | 'overrides' | 'overridden by';

/** A symbol that stands in the relation. */
export interface Relative {
  readonly role: RelativeRole;
  readonly hop: number;
  readonly name: string;
  readonly kind: NodeKind;
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
  /** What it was reached from. */
  readonly via: string;
  readonly tier: Tier;
}

export interface RelativesInput {
  readonly ids: readonly number[];
  readonly relation: Relation;
  /** `inbound`: what is below; `outbound`: what is above. */
  readonly direction: 'inbound' | 'outbound' | 'both';
  readonly depth: number;
}

type Step = readonly [id: number, kind: number, reason: number];

const INHERITS = edgeNumber('INHERITS');
const IMPLEMENTS = edgeNumber('IMPLEMENTS');
const OVERRIDES = edgeNumber('OVERRIDES');

/** Everything in the relation within `depth` steps, above before below, nearest first. */
export function findRelatives(
  generation: Generation,
  { ids, relation, direction, depth }: RelativesInput,
): Relative[] {
  const kindOf = generation.values<number>('SELECT kind FROM symbol WHERE id = ?');
  const classes = ids.filter((id) => isClassLike(kindOf.get(id) ?? -1));
  const methods = ids.filter((id) => !classes.includes(id));
  const rows: Relative[] = [];
  const wantsAbove = relation !== 'implementers' && direction !== 'inbound';
  const wantsBelow = relation === 'implementers' || direction !== 'outbound';
  if (relation !== 'overrides') {
    if (wantsAbove) rows.push(...walk(generation, classes, 'outbound', [INHERITS, IMPLEMENTS], depth));
    if (wantsBelow) rows.push(...walk(generation, classes, 'inbound', [INHERITS, IMPLEMENTS], depth));
  }
  const membersOf = generation.values<number>('SELECT id FROM symbol WHERE parent = ? ORDER BY id');
  const overriding =
    relation === 'overrides' ? [...methods, ...classes.flatMap((id) => membersOf.all(id))] : methods;
  if (wantsAbove) rows.push(...walk(generation, overriding, 'outbound', [OVERRIDES], depth));
  if (wantsBelow) rows.push(...walk(generation, overriding, 'inbound', [OVERRIDES], depth));
  return rows;
}

function walk(
  generation: Generation,
  roots: readonly number[],
  direction: 'inbound' | 'outbound',
  kinds: readonly number[],
  depth: number,
): Relative[] {
  const [from, to] = direction === 'inbound' ? ['target', 'source'] : ['source', 'target'];
  const next = generation.tuples<Step>(
    `SELECT ${to}, kind, reason FROM edge WHERE ${from} = ? AND kind IN (${kinds.join(', ')}) ORDER BY ${to}`,
  );
  const known = new Set(roots);
  const rows: Relative[] = [];
  let level: readonly number[] = roots;
  for (let hop = 1; hop <= depth && level.length > 0; hop++) {
    const found = new Map<number, Relative>();
    for (const via of level) {
      generation.checkDeadline();
      for (const [id, kind, reason] of next.all(via)) {
        if (known.has(id)) continue;
        const tier = tierOf(reason);
        const earlier = found.get(id);
        if (earlier && tierRank(earlier.tier) <= tierRank(tier)) continue;
        const { name, kind: symbolKind, qualified_name, file, line } = getSymbol(generation, id);
        const role = roleOf(kind, direction);
        const parent = getSymbol(generation, via).qualified_name;
        found.set(id, { role, hop, name, kind: symbolKind, qualified_name, file, line, via: parent, tier });
      }
    }
    for (const id of found.keys()) known.add(id);
    rows.push(...[...found.values()].sort((a, b) => (a.qualified_name < b.qualified_name ? -1 : 1)));
    level = [...found.keys()];
  }
  return rows;
}

function roleOf(kind: number, direction: 'inbound' | 'outbound'): RelativeRole {
  if (kind === OVERRIDES) return direction === 'inbound' ? 'overridden by' : 'overrides';
  if (direction === 'outbound') return 'base';
  return kind === IMPLEMENTS ? 'implements' : 'subclass';
}
