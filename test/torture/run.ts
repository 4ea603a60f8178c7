// `npm run torture [-- --long] [--only name]… [--seed n] [--rounds n]`: torments the program and prints what held.
// Exits with 1 when an invariant was violated; times are told and judged by nobody. Ends only processes that it started, by pid.
import { parseArgs } from 'node:util';
import { messageOf } from '../../server/errors.ts';
import { Lanes, spawnScenario } from './lanes.ts';
import { formatResult } from './runScenario.ts';
import type { Report } from './runScenario.ts';
import { SCENARIOS } from './scenarios.ts';

const SHOWN = 20;

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
const began = performance.now();
const lanes = new Lanes();
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
const selected = SCENARIOS.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
await Promise.all(
  selected.map(async (scenario) => {
    try {
      const options = { seed, isLong: values.long, rounds };
      printReport(await lanes.take(scenario, () => spawnScenario(scenario, options)));
    } catch (error) {
      print(`${scenario.name}: VIOLATED · ${messageOf(error)}`);
      process.exitCode = 1;
    }
  }),
);
print(`${selected.length} scenarios in ${Math.round((performance.now() - began) / 1000)} s`);

function printReport(report: Report): void {
  const { name, invariant, violations } = report;
  const verdict = violations.length > 0 ? 'VIOLATED' : 'held';
  print(`${name}: ${verdict} · ${formatResult(report)}\n  invariant: ${invariant}`);
  for (const violation of violations.slice(0, SHOWN)) print(`  VIOLATED: ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
