// From where the data of a fleet is to the answer of one question.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDb } from './duckdb.ts';
import { openFiles } from './filesEngine.ts';
import type { FleetAnswer, QueryJob } from './messages.ts';
import { answerQuestion } from './questions.ts';

/** Asks the folder. Rejects with the coded errors of engines, data and questions. */
export async function askFleet({ data, question }: QueryJob, signal: AbortSignal): Promise<FleetAnswer> {
  const scratch = mkdtempSync(join(tmpdir(), 'codebase-memory-fleet-'));
  const duck = await DuckDb.open(scratch);
  const interrupt = (): void => duck.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await answerQuestion(openFiles(data, duck), question);
  } finally {
    signal.removeEventListener('abort', interrupt);
    duck.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
