// The thread for fleets, with all that only fleets need.

import { parentPort } from 'node:worker_threads';
import { serveQuestions } from '../indexer/questionThread.ts';
import { askFleet } from './askFleet.ts';
import { exportCommit } from './exportCommit.ts';
import { loadFleet } from './load.ts';
import type { FleetJob, FleetJobAnswer } from './messages.ts';

/** Does jobs until it is told to close. */
export function runFleetWorker(): void {
  serveQuestions<FleetJob, FleetJobAnswer<FleetJob>>(parentPort!, (job, signal) => {
    switch (job.type) {
      case 'export':
        return exportCommit(job, signal);
      case 'load':
        return loadFleet(job, signal);
      default:
        return askFleet(job, signal);
    }
  });
}
