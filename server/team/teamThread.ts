import { QuestionThread } from '../indexer/questionThread.ts';
import type { TeamAnswer, TeamJob, TeamWorkerData } from './messages.ts';

/** Has a thread do one job with artifacts; it ends with it. Rejects with the coded error of the job. */
export async function runTeamJob<Job extends TeamJob>(
  entryFile: string,
  job: Job,
  signal: AbortSignal = new AbortController().signal,
): Promise<TeamAnswer<Job>> {
  const workerData: TeamWorkerData = { role: 'team' };
  const thread = new QuestionThread<Job, TeamAnswer<Job>>(() => ({
    entryFile,
    workerData,
    idleMs: 0,
    onRest: () => {},
  }));
  try {
    return await thread.ask(job, signal);
  } finally {
    await thread.close();
  }
}
