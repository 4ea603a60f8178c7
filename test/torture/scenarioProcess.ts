// One scenario in a process of its own, so that neither its signals nor its waiting disturbs another one. Sends the report
// to whoever started it. When that one is gone, or gives the scenario up, everything that was started here is ended.
import { runScenario } from './runScenario.ts';
import type { ScenarioOptions } from './runScenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** Longer than it takes to end a few processes; then they are left, because whoever waits has gone. */
const CLEANING_MS = 60_000;

process.once('message', ({ name, options }: { name: string; options: ScenarioOptions }) => {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario "${name}".`);
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<void>();
  process.once('disconnect', () => {
    giveUp();
    setTimeout(() => process.exit(1), CLEANING_MS).unref();
  });
  void runScenario(scenario, options, givenUp).then((report) => {
    // After a failure some of its actors may still be at work; nobody is interested in them any more.
    if (process.connected) process.send?.(report, () => process.exit(0));
    else process.exit(1);
  });
});
