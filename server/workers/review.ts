import { runReviewWorker } from '../review/reviewWorker.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'review'> = { review: runReviewWorker };

/** Runs the role of this thread, one that compares two states of the index. */
export function run(): void {
  runRole(runners);
}
