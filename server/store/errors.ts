import { defineError } from '../errors.ts';

/** Another process holds the database: never a sign of damage. */
export const GenerationBusy = defineError(
  'STORE_BUSY',
  (file: string) =>
    `Another process has ${file} open. Connect to its server instead of starting a second one.`,
  75,
);

/** The file is no database, or its content fails SQLite's check. */
export const GenerationDamaged = defineError(
  'STORE_DAMAGED',
  (file: string, verdict: string) =>
    `The index ${file} is damaged (${verdict}). It is built again by itself; ask again in a moment.`,
);

/** The file can't be opened or read for a reason that lies outside it, such as too many open files. */
export const GenerationUnreadable = defineError(
  'STORE_UNREADABLE',
  (file: string, why: string) => `The index ${file} cannot be read: ${why}. Mend that, then ask again.`,
);

/** The file is a database of an older version of this program; it is left as it is and a new one built beside it. */
export const GenerationForeign = defineError(
  'STORE_SCHEMA',
  (file: string, found: number, wanted: number) =>
    `The index ${file} has schema ${found}, this version reads ${wanted}. A new one is built beside it; ask again in a moment.`,
);

/** The file is a database of a newer version of this program: neither read, replaced nor deleted. */
export const GenerationNewer = defineError(
  'STORE_SCHEMA_NEWER',
  (file: string, found: number, wanted: number) =>
    `The index ${file} has schema ${found}, this version reads ${wanted}. Update Codebase Memory.`,
);

/** A write to a database that was opened without an owner. */
export const ReadOnlyGeneration = defineError(
  'STORE_READ_ONLY',
  (file: string) => `${file} was opened for reading only.`,
);

/** What was to be read in several pieces has changed between two of them. */
export const SnapshotGone = defineError(
  'SNAPSHOT_GONE',
  () => 'The index changed while it was read. Ask again from the beginning.',
);

/** A query used up its time. */
export const QueryTimedOut = defineError(
  'QUERY_TIMEOUT',
  (budgetMs: number) => `The query was stopped after ${budgetMs} ms. Narrow it and ask again.`,
);

/** A question the store thread has no handler for. */
export const UnknownQuery = defineError(
  'UNKNOWN_QUERY',
  (query: string) => `There is no query named ${query}.`,
);

/** The store was asked after it was closed, or its thread ended. */
export const StoreClosed = defineError('STORE_CLOSED', (why: string) => `The index is not open: ${why}.`);
