// Which relations answer a question: what was asked for, or what a thing of its kind has. A question about who uses
// something is never answered with calls that such a thing cannot have.

import type { NodeKind } from '../../protocol/graph.ts';
import type { Relation } from '../../queries/relatives.ts';
import type { Use } from './account.ts';

export const MODES = [
  'callers',
  'callees',
  'references',
  'implementers',
  'overrides',
  'hierarchy',
  'constructions',
  'tests',
  'path',
  'calls',
] as const;
export type Mode = (typeof MODES)[number];
export type TraceDirection = 'inbound' | 'outbound' | 'both';

/** The parts of an answer, in their order. */
export interface Plan {
  /** Callers, callees or both. */
  readonly calls?: TraceDirection;
  /** Without calls nothing is said of them. */
  readonly areCallsOptional?: boolean;
  readonly relatives?: Relation;
  /** Sites of these uses; `instead` of callers when there are none. */
  readonly sites?: { readonly uses: ReadonlySet<Use> | 'all'; readonly isInstead: boolean };
  /** Every occurrence of the name is accounted for. */
  readonly isAccounted: boolean;
}

const CONSTRUCTIONS: ReadonlySet<Use> = new Set(['construct', 'element']);
const WITH_CALLS: ReadonlySet<NodeKind> = new Set(['Function', 'Method', 'Class', 'External']);
const WITH_MEMBERS: ReadonlySet<NodeKind> = new Set(['Module', 'File', 'Package', 'Enum', 'Class']);

/** What answers `mode` for a thing of `kind`; without a mode what such a thing has. */
export function planAnswer(mode: Mode | undefined, kind: NodeKind, direction: TraceDirection): Plan {
  const all = { uses: 'all', isInstead: false } as const;
  switch (mode) {
    case 'calls':
      return { calls: direction, isAccounted: false };
    case 'callers':
      return { calls: 'inbound', sites: { uses: 'all', isInstead: true }, isAccounted: true };
    case 'callees':
      return { calls: 'outbound', isAccounted: false };
    case 'references':
      return { sites: all, isAccounted: true };
    case 'constructions':
      return { sites: { uses: CONSTRUCTIONS, isInstead: false }, isAccounted: true };
    case 'implementers':
    case 'overrides':
    case 'hierarchy':
      return { relatives: mode, isAccounted: false };
    default:
  }
  if (direction === 'outbound') return { calls: 'outbound', isAccounted: false };
  if (WITH_CALLS.has(kind))
    return {
      calls: direction,
      areCallsOptional: kind === 'Class',
      sites: { uses: 'all', isInstead: true },
      isAccounted: direction === 'inbound',
    };
  return {
    ...(direction === 'both' && WITH_MEMBERS.has(kind) ? { calls: 'outbound', areCallsOptional: true } : {}),
    ...(kind === 'Interface' ? { relatives: 'implementers' } : {}),
    sites: all,
    isAccounted: true,
  };
}
