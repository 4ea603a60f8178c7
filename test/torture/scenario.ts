import type { Arena } from './arena.ts';

/** What a scenario did; what went wrong is told to the arena. */
export interface Outcome {
  readonly rounds: number;
  /** What was measured, for the table. */
  readonly result: string;
}

/** One way of tormenting the program, with what must hold meanwhile. */
export interface Scenario {
  readonly name: string;
  readonly invariant: string;
  readonly shortRounds: number;
  readonly longRounds: number;
  run(arena: Arena, rounds: number): Promise<Outcome>;
}
