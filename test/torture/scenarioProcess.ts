// One scenario in a process of its own, so that neither its signals nor its waiting disturbs another one. Sends the report
// to whoever started it.
import { runScenario } from './runScenario.ts';
import type { ScenarioOptions } from './runScenario.ts';
import { SCENARIOS } from './scenarios.ts';

process.once('message', ({ name, options }: { name: string; options: ScenarioOptions }) => {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario "${name}".`);
  void runScenario(scenario, options).then((report) =>
    // After a failure some of its actors may still be at work; nobody is interested in them any more.
    process.send?.(report, () => process.exit(0)),
  );
});
