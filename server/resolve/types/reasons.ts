// Reasons as numbers, and how they combine along a chain of steps.

import { REASONS } from '../../protocol/graph.ts';
import type { Reason } from '../../protocol/graph.ts';
import { UNKNOWN } from './values.ts';
import type { Value } from './values.ts';

/** Name of a reason → its stored number. */
export const ReasonId = Object.fromEntries(REASONS.map(({ name }, index) => [name, index])) as Record<
  Reason,
  number
>;

const isExact = Uint8Array.from(REASONS, ({ tier }) => (tier === 'exact' ? 1 : 0));

/** The reason for a step `next` from something known for `reason`: the first inference on the way is what counts. */
export function chain(reason: number, next: number): number {
  return isExact[reason] === 1 ? next : reason;
}

/** Of two ways to the same answer, the one that can be trusted less. */
export function weaker(a: number, b: number): number {
  return isExact[a] === 1 && isExact[b] === 0 ? b : a;
}

/** What something is, a value, and the reason: by which kind of step that was found. */
export interface Answer {
  readonly type: Value;
  readonly reason: number;
}

/** A value that was found for `reason`. */
export function answer(type: Value, reason: number): Answer {
  return { type, reason };
}

/** Nothing is known of what is asked for. */
export const NOTHING: Answer = { type: UNKNOWN, reason: ReasonId.local };
