import { runScipWorker } from '../scip/scipWorker.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'scip'> = { scip: runScipWorker };

/** Runs the role of this thread, one that writes and reads indexes of SCIP. */
export function run(): void {
  runRole(runners);
}
