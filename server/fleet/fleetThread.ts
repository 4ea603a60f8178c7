import { QuestionThread } from '../indexer/questionThread.ts';
import type { FleetJobAnswer, FleetJob } from './messages.ts';

/** Has a thread do one job for a fleet; it ends with it. Rejects with the coded error of the job. */
export async function runFleetJob<Job extends FleetJob>(
  entryFile: string,
  job: Job,
  signal: AbortSignal = new AbortController().signal,
): Promise<FleetJobAnswer<Job>> {
  const thread = new QuestionThread<FleetJob, FleetJobAnswer<FleetJob>>(() => ({
    entryFile,
    workerData: { role: 'fleet' },
    idleMs: 0,
    onRest: () => {},
  }));
  try {
    return (await thread.ask(job, signal)) as FleetJobAnswer<Job>;
  } finally {
    await thread.close();
  }
}
