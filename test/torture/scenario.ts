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
  /** What a round is; `rounds` unless the scenario goes by time. */
  readonly unit?: 'seconds';
  /** True when it keeps two cores busy or measures times: then nothing runs beside it but what waits. */
  readonly isHeavy?: boolean;
  /** True when it waits most of the time: then it runs beside the others. */
  readonly isWaiting?: boolean;
  run(arena: Arena, rounds: number): Promise<Outcome>;
}
