// Evaluations that run and need themselves. What is met again is unknown until it ends; what was found unknown because of
// that is evaluated anew afterwards, and this tells when.

import { UNKNOWN } from '../types/index.ts';

const MAX_STATE = 0xffff;
/** More than this is not evaluated anew in one file. */
const MAX_REPEATS = 50_000;
/** Deeper than any evaluation. */
export const NO_CYCLE = 0xff;

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
  meetAgain(depth: number): number {
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
    return ((this.runningAt[own]! & 0x7f_ffff) << 8) | own;
  }

  /** Whether the cycle has ended that made something undecided; it goes on to be a part of it otherwise. */
  isOver(cycle: number): boolean {
    const depth = cycle & 0xff;
    if ((this.runningAt[depth]! & 0x7f_ffff) === cycle >>> 8) {
      this.meetAgain(depth);
      return false;
    }
    this.repeats++;
    return true;
  }
}
