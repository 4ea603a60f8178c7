// A process that owns, or believes it owns, a workspace. Does what it is told, with the guards it was given, and answers
// with what came out or with the code of the error.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_GUARDS } from '../../../server/ownership/guards.ts';
import type { Guards } from '../../../server/ownership/guards.ts';
import { acquireLock } from '../../../server/ownership/lock.ts';
import type { WorkspaceLock } from '../../../server/ownership/lock.ts';
import { describeRun, writeRunRecord } from '../../../server/ownership/runRecord.ts';
import { openGeneration } from '../../../server/store/generation.ts';
import type { Generation } from '../../../server/store/generation.ts';

const [directory = '', epoch = '', guardsText = '{}'] = process.argv.slice(2);
const guards: Guards = { ...ALL_GUARDS, ...(JSON.parse(guardsText) as Partial<Guards>) };
const lockFile = join(directory, 'lock.db');
const database = join(directory, 'graph-1.db');
const runFile = join(directory, 'run.json');
let lock: WorkspaceLock | undefined;
let generation: Generation | undefined;

const acts: Readonly<Record<string, () => unknown>> = {
  lock: () => {
    lock = acquireLock(lockFile, directory, guards);
    return 'won';
  },
  findLoss: () => lock?.findLoss() ?? 'owner',
  // What a read of the file as source text does: POSIX locks of the whole process go with the descriptor.
  readLock: () => readFileSync(lockFile).length,
  readDatabase: () => readFileSync(database).length,
  replaceLock: () => {
    renameSync(lockFile, `${lockFile}.old`);
    writeFileSync(lockFile, '');
  },
  open: () => {
    writeRunRecord(runFile, describeRun(epoch, '1.0.0', '', 0));
    const fence = { epoch, runFile, isOn: guards.epochFence };
    generation = openGeneration(database, { mmapBytes: 0, fence });
    lock?.include(database);
  },
  write: () =>
    generation?.write((db) => {
      db.prepare("INSERT INTO meta VALUES ('write ' || ? || (SELECT count(*) FROM meta), ?)").run(
        epoch,
        epoch,
      );
    }),
  close: () => generation?.close(),
};

process.on('message', (act: string) => {
  let outcome: unknown;
  try {
    outcome = acts[act]?.() ?? 'done';
  } catch (error) {
    outcome = error instanceof Error && 'code' in error ? error.code : String(error);
  }
  process.send?.(outcome);
});
process.send?.('ready');
