import { SymbolFlag } from '../graph.ts';
import {
  EDGE_KINDS,
  NODE_KINDS,
  REASONS,
  TIERS,
  type EdgeKind,
  type NodeKind,
  type Tier,
} from '../protocol/graph.ts';

/** The stored number of a node kind. */
export function kindNumber(kind: NodeKind): number {
  return NODE_KINDS.indexOf(kind);
}

/** The stored number of an edge kind. */
export function edgeNumber(kind: EdgeKind): number {
  return EDGE_KINDS.indexOf(kind);
}

/** The tier of a stored reason. */
export function tierOf(reason: number): Tier {
  return REASONS[reason]?.tier ?? 'possible';
}

/** Position in TIERS: 0 is the most certain. */
export function tierRank(tier: Tier): number {
  return TIERS.indexOf(tier);
}

/** Whether who asks for edges of `tiers` wants one of this reason: what is confirmed is as good as what is exact. */
export function isOfTier(reason: number, tiers: readonly Tier[]): boolean {
  const tier = tierOf(reason);
  return tiers.includes(tier) || (tier === 'confirmed' && tiers.includes('exact'));
}

/** What a call can reach: the kinds a `possible` edge is offered for. */
export const CALLABLE_KINDS: readonly NodeKind[] = ['Function', 'Method', 'Class'];
export const CALLABLE_NUMBERS: ReadonlySet<number> = new Set(CALLABLE_KINDS.map(kindNumber));
/** Kinds with a body of their own that is called as a whole. */
export const FUNCTION_NUMBERS: ReadonlySet<number> = new Set([kindNumber('Function'), kindNumber('Method')]);

/** SQL that holds for symbols with a name of their own; functions without one are reached through those around them. */
export function isNamedSql(symbol: string): string {
  return `${symbol}.flags & ${SymbolFlag.nameless} = 0`;
}

export const CALLS = edgeNumber('CALLS');
export const EXTERNAL = kindNumber('External');
/** The stored number of the only reason no edge row has: it is derived from unresolved sites. */
export const NAME_ONLY = REASONS.findIndex(({ name }) => name === 'name-only');

/** Order of kinds in an answer: what is called or instantiated first, containers and values after, leaves last. */
export function kindWeight(kind: number): number {
  switch (NODE_KINDS[kind]) {
    case 'Class':
    case 'Interface':
    case 'Enum':
    case 'Type':
    case 'Function':
    case 'Method':
      return 0;
    case 'External':
      return 2;
    default:
      return 1;
  }
}
