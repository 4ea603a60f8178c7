// Which scenarios run at the same time: one heavy one or two of the others, and beside them one that mostly waits, each in a
// process of its own.
import { fork } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Report, ScenarioOptions } from './runScenario.ts';
import type { Scenario } from './scenario.ts';

/** What runs at once: a heavy scenario or two of the usual ones, and one that mostly waits. */
const ROOM = 5;
const HEAVY = 4;
const USUAL = 2;
const WAITING = 1;

/** What a scenario may take of a machine that it has alone: a guard against one that never ends. */
const LIMIT_MS = 900_000;
const LOOK_MS = 1000;

/**
 * Runs one scenario in a process of its own; rejects when that process ends without a report. One that takes far too long is
 * given up and cleans up behind itself; on a busy machine its time goes by more slowly.
 */
export function spawnScenario({ name }: Scenario, options: ScenarioOptions): Promise<Report> {
  return new Promise((resolve, reject) => {
    // Flags and environment of a test runner are not for it, nor for what it starts.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = fork(join(import.meta.dirname, 'scenarioProcess.ts'), [], { execArgv: [], env });
    let report: Report | undefined;
    child.on('message', (told: Report) => {
      report = told;
    });
    let usedMs = 0;
    const watch = setInterval(() => {
      usedMs += LOOK_MS / Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
      if (usedMs < LIMIT_MS) return;
      clearInterval(watch);
      child.disconnect();
    }, LOOK_MS);
    watch.unref();
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      if (report && code === 0) resolve(report);
      else reject(new Error(`the process of ${name} ended with ${signal ?? `exit code ${code}`}`));
    });
    child.send({ name, options });
  });
}

/** Gives each scenario its turn. */
export class Lanes {
  readonly #waiting: { load: number; begin: () => void }[] = [];
  #load = 0;

  /** Runs `work` when there is room for it; first come, first served. */
  async take<Result>({ isHeavy, isWaiting }: Scenario, work: () => Promise<Result>): Promise<Result> {
    const load = isHeavy ? HEAVY : isWaiting ? WAITING : USUAL;
    await new Promise<void>((begin) => {
      this.#waiting.push({ load, begin });
      this.#admit();
    });
    try {
      return await work();
    } finally {
      this.#load -= load;
      this.#admit();
    }
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#load + next.load <= ROOM; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#load += next.load;
      next.begin();
    }
  }
}
