// A foreign SQLite program that found the files of the cache: opens every database it sees, tries to read, write, lock,
// vacuum and checkpoint it, and tells what it got away with. It knows nothing of ours but the directory.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { findKernelLockOwners } from '../../server/ownership/kernelLocks.ts';
import { createRandom } from './random.ts';

/** One attempt that SQLite did not refuse. */
export interface Trespass {
  readonly file: string;
  readonly what: string;
  /** The process that held the file all the time, so that it should have been refused; null when nobody did. */
  readonly holder: number | null;
}

/** What it did since it was asked before. */
export interface ForeignReport {
  readonly attempts: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly trespasses: readonly Trespass[];
}

const [directory = '', seed = '1'] = process.argv.slice(2);
const random = createRandom(Number(seed));
const LONGEST_PAUSE_MS = 30;

const ATTEMPTS: readonly (readonly [what: string, attempt: (db: Database.Database) => unknown])[] = [
  ['read', (db) => db.prepare('SELECT count(*) FROM meta').get()],
  ['write', (db) => db.exec('DELETE FROM symbol')],
  ['lock', (db) => db.exec('BEGIN EXCLUSIVE; COMMIT')],
  [
    'checkpoint',
    (db) => {
      const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (row?.busy !== 0) throw new Error('busy');
    },
  ],
  ['vacuum', (db) => db.exec('VACUUM')],
  ['change the journal of', (db) => db.pragma('journal_mode = DELETE')],
];

let attempts = 0;
let refusals: Record<string, number> = {};
let trespasses: Trespass[] = [];

/** Nobody holds a file that is still empty: between its making and its lock there is a moment, and nothing to be harmed. */
function findHolders(file: string): readonly number[] {
  const { ino, size } = statSync(file, { bigint: true });
  return size === 0n ? [] : (findKernelLockOwners(ino) ?? []);
}

function tryOne(file: string): void {
  const [what, attempt] = random.pick(ATTEMPTS);
  attempts += 1;
  let db: Database.Database | undefined;
  try {
    const before = findHolders(file);
    db = new Database(file, { fileMustExist: true, timeout: 0 });
    attempt(db);
    db.close();
    const after = findHolders(file);
    trespasses.push({ file, what, holder: before.find((pid) => after.includes(pid)) ?? null });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    refusals[code] = (refusals[code] ?? 0) + 1;
  } finally {
    db?.close();
  }
}

function work(): void {
  try {
    const databases = readdirSync(directory).filter((name) => /\.db(?:\.tmp)?$/.test(name));
    if (databases.length > 0) tryOne(join(directory, random.pick(databases)));
  } catch {
    // The directory is being made or unmade.
  }
  setTimeout(work, random.between(1, LONGEST_PAUSE_MS));
}

process.on('message', () => {
  process.send?.({ attempts, refusals, trespasses } satisfies ForeignReport);
  [attempts, refusals, trespasses] = [0, {}, []];
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
work();
