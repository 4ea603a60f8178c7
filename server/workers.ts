// A worker thread where the program is not one script: its group is imported on demand.
import { getGroup } from './workers/roles.ts';
import type { WorkerGroup } from './workers/roles.ts';

const GROUPS: Readonly<Record<WorkerGroup, () => Promise<{ readonly run: () => void }>>> = {
  store: () => import('./workers/store.ts'),
  indexing: () => import('./workers/indexing.ts'),
  answering: () => import('./workers/answering.ts'),
  team: () => import('./workers/team.ts'),
  scip: () => import('./workers/scip.ts'),
  fleet: () => import('./workers/fleet.ts'),
  review: () => import('./workers/review.ts'),
};

/** Runs the role this thread was started for. */
export async function run(): Promise<void> {
  const group = await GROUPS[getGroup()]();
  group.run();
}
