import { runTeamWorker } from '../team/teamWorker.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'team'> = { team: runTeamWorker };

/** Runs the role of this thread, one that pushes and pulls artifacts. */
export function run(): void {
  runRole(runners);
}
