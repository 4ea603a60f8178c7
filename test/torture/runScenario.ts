import { loadavg } from 'node:os';
import { messageOf } from '../../server/errors.ts';
import { Arena } from './arena.ts';
import type { Outcome, Scenario } from './scenario.ts';

/** What became of one scenario. */
export interface Report extends Outcome {
  readonly name: string;
  readonly invariant: string;
  readonly unit: string;
  readonly seed: number;
  readonly seconds: number;
  readonly load: number;
  /** What must never happen and did. */
  readonly violations: readonly string[];
}

/** How a scenario is run: `rounds` instead of its own short or long form. */
export interface ScenarioOptions {
  readonly seed: number;
  readonly isLong: boolean;
  readonly rounds?: number | undefined;
}

/**
 * Runs a scenario in this process, which must run no other one meanwhile. Never rejects. When `givenUp` resolves, its processes are
 * ended and its folders removed; what it would have found is of no interest then.
 */
export async function runScenario(
  scenario: Scenario,
  options: ScenarioOptions,
  givenUp?: Promise<unknown>,
): Promise<Report> {
  const { seed, isLong } = options;
  const arena = new Arena(seed, isLong);
  const began = performance.now();
  void givenUp?.then(() => arena.close());
  // A session that fails before anybody waits for it is a finding, not the end of the harness.
  process.on('unhandledRejection', (error) => arena.violate(`failed: ${messageOf(error)}`));
  let outcome: Outcome = { rounds: 0, result: 'did not finish' };
  try {
    outcome = await scenario.run(
      arena,
      options.rounds ?? (isLong ? scenario.longRounds : scenario.shortRounds),
    );
  } catch (error) {
    arena.violate(`stopped by: ${messageOf(error)}`);
  }
  await arena.close();
  const { name, invariant, unit = 'rounds' } = scenario;
  const seconds = (performance.now() - began) / 1000;
  const { violations } = arena;
  return { ...outcome, name, invariant, unit, seed, seconds, load: loadavg()[0] ?? 0, violations };
}

/** One line with what was done and measured. */
export function formatResult({ rounds, unit, seconds, load, result }: Report): string {
  return `${rounds} ${unit} · ${seconds.toFixed(1)} s · load ${load.toFixed(1)} · ${result}`;
}
