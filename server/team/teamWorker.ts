// The thread for artifacts: started for one job, with all that only artifacts need.

import { parentPort } from 'node:worker_threads';
import { serveQuestions } from '../indexer/questionThread.ts';
import { inspectArtifact } from './inspect.ts';
import type { TeamAnswer, TeamJob } from './messages.ts';
import { pullArtifact } from './pull.ts';
import { pushArtifact } from './push.ts';

/** Does jobs until it is told to close. */
export function runTeamWorker(): void {
  serveQuestions<TeamJob, TeamAnswer<TeamJob>>(parentPort!, (job, signal) => {
    switch (job.type) {
      case 'pull':
        return pullArtifact(job, signal);
      case 'push':
        return pushArtifact(job, signal);
      default:
        return inspectArtifact(job, signal);
    }
  });
}
