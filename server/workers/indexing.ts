import { runIndexWorker } from '../indexer/indexWorker.ts';
import { runParseWorker } from '../indexer/parseWorker.ts';
import { runRole } from './roles.ts';
import type { GroupRunners } from './roles.ts';

const runners: GroupRunners<'indexing'> = { index: runIndexWorker, parse: runParseWorker };

/** Runs the role of this thread, one that makes the index. */
export function run(): void {
  runRole(runners);
}
