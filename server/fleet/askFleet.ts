// From where the data of a fleet is to the answer of one question.

import { ClickHouse } from './clickhouse.ts';
import { checkName, openCluster } from './clusterTables.ts';
import { DuckDb } from './duckdb.ts';
import { openFiles } from './filesEngine.ts';
import type { FleetAnswer, QueryJob } from './messages.ts';
import { answerQuestion } from './questions.ts';

/** Asks the place. Rejects with the coded errors of engines, data and questions. */
export async function askFleet({ place, question }: QueryJob, signal: AbortSignal): Promise<FleetAnswer> {
  if (place.kind === 'folder') return askFiles(place.data, question, signal);
  const database = checkName('database', place.database);
  const server = new ClickHouse(place.address, signal);
  try {
    return await answerQuestion(await openCluster(server, database), question);
  } finally {
    await server.close();
  }
}

async function askFiles(
  data: string,
  question: QueryJob['question'],
  signal: AbortSignal,
): Promise<FleetAnswer> {
  const duck = await DuckDb.open();
  const interrupt = (): void => duck.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await answerQuestion(openFiles(data, duck), question);
  } finally {
    signal.removeEventListener('abort', interrupt);
    await duck.close();
  }
}
