import { runChangesWorker } from '../indexer/changesWorker.ts';
import { runCheckWorker } from '../indexer/checkWorker.ts';
import { runMentionWorker } from '../indexer/mentionWorker.ts';
import { runTextWorker } from '../indexer/textWorker.ts';
import { runWordWorker } from '../indexer/wordWorker.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'answering'> = {
  check: runCheckWorker,
  changes: runChangesWorker,
  texts: runTextWorker,
  mentions: runMentionWorker,
  words: runWordWorker,
};

/** Runs the role of this thread, one that answers from the tree. */
export function run(): void {
  runRole(runners);
}
