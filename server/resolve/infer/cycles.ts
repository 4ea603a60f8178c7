// Evaluations that run and need themselves. What is met again is unknown until it ends; what was found unknown because of
// that is evaluated anew afterwards, and this tells when.

import { UNKNOWN } from '../types/index.ts';
import type { Value } from '../types/index.ts';

const MAX_STATE = 0xffff;
/** More than this is not evaluated anew in one file. */
const MAX_REPEATS = 50_000;
/** Deeper than any evaluation. */
export const NO_CYCLE = 0xff;
/** A cycle as the memo keeps it: a part of the number of the evaluation that began it, and how deep that stands. */
const DEPTH_BITS = 8;
const RUN_BITS = 23;
const RUN_MASK = 2 ** RUN_BITS - 1;

/** The evaluations that run, by depth. */
export class Cycles {
  /** How the tables of answers note that something runs or is done since the last `forget`; lower numbers are older. */
  running = 1;
  done = 2;
  /** Found unknown because a cycle around it had not ended: evaluated again once it has. The memo tells the cycle. */
  undecided = 3;
  depth = 0;
  /** Depth at which the outermost evaluation began that was met again. */
  outermost: number = NO_CYCLE;
  /** Depth → number of the evaluation that runs there, 0 for none. */
  readonly runningAt = new Int32Array(256);
  runs = 0;
  /** Evaluations that were repeated since the last `forget`. */
  private repeats = 0;

  /** Makes what is noted in tables of states old; false when these have to be emptied for that. */
  forget(): boolean {
    this.running += 3;
    this.done += 3;
    this.undecided += 3;
    const fits = this.undecided <= MAX_STATE;
    if (!fits) {
      this.running = 1;
      this.done = 2;
      this.undecided = 3;
    }
    this.repeats = 0;
    this.runs = 0;
    // What was under way when the steps were used up.
    this.depth = 0;
    this.outermost = NO_CYCLE;
    this.runningAt.fill(0);
    return fits;
  }

  /** An evaluation that runs is needed by itself: unknown, and so is what depends on it until it ends. */
  meetAgain(depth: number): Value {
    this.outermost = Math.min(this.outermost, depth);
    return UNKNOWN;
  }

  /** Begins an evaluation; the answer belongs to `leave`. */
  enter(): number {
    const outer = this.outermost;
    this.outermost = NO_CYCLE;
    this.runningAt[this.depth] = ++this.runs;
    this.depth++;
    return outer;
  }

  /** Ends an evaluation. The cycle that a result of `unknown` is due to, as the memo keeps it; 0 when it is final. */
  leave(value: number, outer: number): number {
    this.depth--;
    this.runningAt[this.depth] = 0;
    const own = this.outermost < this.depth ? this.outermost : NO_CYCLE;
    this.outermost = Math.min(own, outer);
    if (value !== UNKNOWN || own === NO_CYCLE || this.repeats >= MAX_REPEATS) return 0;
    return ((this.runningAt[own]! & RUN_MASK) << DEPTH_BITS) | own;
  }

  /** Whether the cycle has ended that made something undecided; it goes on to be a part of it otherwise. */
  isOver(cycle: number): boolean {
    const depth = cycle & NO_CYCLE;
    if ((this.runningAt[depth]! & RUN_MASK) === cycle >>> DEPTH_BITS) {
      this.meetAgain(depth);
      return false;
    }
    this.repeats++;
    return true;
  }
}
