// The thread for fleets, with all that only fleets need.

import { parentPort } from 'node:worker_threads';
import { serveQuestions } from '../indexer/questionThread.ts';
import { exportCommit } from './exportCommit.ts';
import type { FleetAnswer, FleetJob } from './messages.ts';

/** Does jobs until it is told to close. */
export function runFleetWorker(): void {
  serveQuestions<FleetJob, FleetAnswer<FleetJob>>(parentPort!, (job, signal) => exportCommit(job, signal));
}
