import { parentPort } from 'node:worker_threads';
import { queryHandlers } from '../queries/index.ts';
import { serveStore } from '../store/thread.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'store'> = { store: () => serveStore(parentPort!, queryHandlers) };

/** Runs the role of this thread, one with the database. */
export function run(): void {
  runRole(runners);
}
