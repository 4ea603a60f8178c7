import { runFleetWorker } from '../fleet/fleetWorker.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'fleet'> = { fleet: runFleetWorker };

/** Runs the role of this thread, one that writes or asks the data of a fleet. */
export function run(): void {
  runRole(runners);
}
