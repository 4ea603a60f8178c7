// What was found since answers were last forgotten, so that it is found once. What an entry means is said where it is made.

import type { Program, Room, ScopeId, SymbolId } from '../program/index.ts';
import type { Answer } from '../types/index.ts';

/** Names that are handed on from module to module more often than this are given up. */
export const MAX_HANDED_ON = 100;
/** Deeper than any look-up of a name that is handed on. */
export const NO_CUT: number = MAX_HANDED_ON;

/** What a file exports under a name; final where nothing was met that had not ended. */
export interface Exported {
  readonly found: Answer;
  /** Depth of the outermost look-up that was met again, and its number; likewise of evaluations. */
  readonly cut: number;
  readonly cutRun: number;
  readonly cycle: number;
  readonly cycleRun: number;
}

/** A join that was made or runs. */
export interface Join {
  state: 'running' | 'done' | 'undecided';
  /** Where it began. */
  depth: number;
  found: Answer;
  /** What left it undecided. */
  cycle: number;
}

/** Look-ups of what files export. */
class HandedOn {
  /** File and name of the look-ups that run → how deep they stand. */
  readonly depths = new Map<number, number>();
  /** Depth → number of the look-up, 0 for none. */
  readonly runs = new Int32Array(MAX_HANDED_ON + 1);
  /** Depth of the outermost look-up that was met again. */
  cut: number = NO_CUT;
  readonly exported = new Map<number, Exported>();

  /** Forgets every answer. */
  forget(): void {
    this.exported.clear();
    this.depths.clear();
    this.runs.fill(0);
    this.cut = NO_CUT;
  }
}

/** The answers of one evaluator. */
export class Answers {
  /** Expression → `running`, `done` or `undecided` of Cycles, any lower number when nothing was noted. */
  readonly state: Uint16Array;
  readonly startDepth: Uint8Array;
  readonly memo: Int32Array;
  readonly reasons: Uint8Array;
  /** The same of what functions return. */
  readonly returnState: Uint16Array;
  readonly returnDepth: Uint8Array;
  readonly returnMemo: Int32Array;
  readonly imports = new HandedOn();
  /** First row of many and what is made of them → the join. */
  readonly joins = new Map<number, Join>();
  /** Object literals whose spread parts are being asked for a member. */
  readonly spreading = new Set<ScopeId>();
  /** Function → whether it gives its receiver back. */
  readonly fluent = new Map<SymbolId, boolean>();

  constructor({ tables }: Program, room: Room) {
    const expressions = tables.expressions.rows;
    const symbols = tables.symbols.rows;
    this.state = room.shorts('state', expressions).fill(0);
    this.startDepth = room.bytes('startDepth', expressions);
    this.memo = room.ints('memo', expressions);
    this.reasons = room.bytes('reasons', expressions);
    this.returnState = room.shorts('returnState', symbols).fill(0);
    this.returnDepth = room.bytes('returnDepth', symbols);
    this.returnMemo = room.ints('returnMemo', symbols);
  }

  /** Forgets every answer; what is noted by states is old already when `isNumbered` says so. */
  forget(isNumbered: boolean): void {
    if (!isNumbered) {
      this.state.fill(0);
      this.returnState.fill(0);
    }
    this.imports.forget();
    this.joins.clear();
    this.spreading.clear();
    this.fluent.clear();
  }
}
