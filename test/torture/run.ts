// `npm run torture [-- --long] [--only name]… [--seed n] [--rounds n]`: torments the program and prints what held.
// Exits with 1 when an invariant was violated. Ends only processes that it started, by pid.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { messageOf } from '../../server/errors.ts';
import { Arena } from './arena.ts';
import { damage } from './damage.ts';
import { diskFull } from './diskFull.ts';
import { killedOwner } from './killedOwner.ts';
import { lockRacers } from './lockRacers.ts';
import { oldWay, ourWay } from './oldWay.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { sigbusMatrix } from './sigbusMatrix.ts';
import { stoppedOwner } from './stoppedOwner.ts';

const SCENARIOS: readonly Scenario[] = [
  oldWay,
  ourWay,
  lockRacers,
  killedOwner,
  sigbusMatrix,
  stoppedOwner,
  diskFull,
  damage,
];

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string' },
    rounds: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const unknown = values.only.find((name) => SCENARIOS.every((scenario) => scenario.name !== name));
if (unknown !== undefined) {
  process.stderr.write(
    `No scenario "${unknown}". The scenarios are: ${SCENARIOS.map(({ name }) => name).join()}\n`,
  );
  process.exit(2);
}
print(`seed ${seed} (repeat with --seed ${seed}), Node ${process.versions.node}`);
for (const scenario of SCENARIOS) {
  if (values.only.length === 0 || values.only.includes(scenario.name)) await runScenario(scenario);
}

async function runScenario(scenario: Scenario): Promise<void> {
  const arena = new Arena(seed, values.long);
  const began = performance.now();
  // A session that fails before anybody waits for it is a finding, not the end of the harness.
  const noteFailure = (error: unknown): void => arena.violate(`failed: ${messageOf(error)}`);
  process.on('unhandledRejection', noteFailure);
  let outcome: Outcome = { rounds: 0, result: 'did not finish' };
  try {
    const rounds = Number(values.rounds ?? (values.long ? scenario.longRounds : scenario.shortRounds));
    outcome = await scenario.run(arena, rounds);
  } catch (error) {
    arena.violate(`stopped by: ${messageOf(error)}`);
  }
  await arena.close();
  process.off('unhandledRejection', noteFailure);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const verdict = arena.violations.length === 0 ? 'held' : 'VIOLATED';
  print(
    `${scenario.name}: ${verdict} · ${outcome.rounds} rounds · ${seconds} s · load ${loadavg()[0]?.toFixed(1)} · ${outcome.result}\n` +
      `  invariant: ${scenario.invariant}`,
  );
  for (const violation of arena.violations.slice(0, 20)) print(`  VIOLATED: ${violation}`);
  if (arena.violations.length > 0) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
