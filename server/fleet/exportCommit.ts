// From a copy of a generation to the Parquet files of its commit.

import { join } from 'node:path';
import { parseTaken } from '../indexer/taken.ts';
import { WorkspaceIndex } from '../indexer/workspaceIndex.ts';
import type { PublicNames } from '../indexer/workspaceIndex.ts';
import { loadStoredIndex } from '../queries/storedIndex.ts';
import { openGeneration } from '../store/generation.ts';
import type { Generation } from '../store/generation.ts';
import { sealGeneration } from '../store/sealGeneration.ts';
import { readCommit } from './commitRows.ts';
import type { CommitColumns } from './commitRows.ts';
import { listCommits, openCommit, pathOf } from './dataFolder.ts';
import { DuckDb, quoteText } from './duckdb.ts';
import { NotExported } from './errors.ts';
import { makeKeyFilter } from './keyFilter.ts';
import type { ExportCommitJob, ExportedCommit } from './messages.ts';
import { nameCommit, nameRepository } from './repositoryName.ts';
import { columnsOf, TABLE_NAMES, TABLES, type TableName } from './tables.ts';

/** What is skipped at once by the least and the greatest value of a column. */
const GROUP_ROWS = 20_480;

/** Writes the commit; says what is in it. */
export async function exportCommit(job: ExportCommitJob, signal: AbortSignal): Promise<ExportedCommit> {
  // Before anything is read: without it nothing can be written.
  const duck = await DuckDb.open();
  try {
    return await exportWith(duck, job, signal);
  } finally {
    await duck.close();
  }
}

async function exportWith(duck: DuckDb, job: ExportCommitJob, signal: AbortSignal): Promise<ExportedCommit> {
  const { root, file: copy, data, excludedDirs, maker } = job;
  sealGeneration(copy);
  const generation = openGeneration(copy, { mmapBytes: 0 });
  try {
    const { commit, below } = await nameCommit(job, generation, job.isAnyTree, signal);
    const repository = job.repository ?? nameRepository(job, below);
    const names = await listNames(job, generation);
    const exportedAt = new Date().toISOString();
    const { columns, indexedAt, uses, offers, handsOn, changed } = await readCommit(
      { generation, names, root, excludedDirs, repository, commit, exportedAt, program: maker.program },
      signal,
    );
    const place = openCommit(data, repository, commit);
    try {
      for (const table of TABLE_NAMES) {
        signal.throwIfAborted();
        await writeTable(duck, table, columns, join(place.folder, place.fileOf(table)));
      }
      const rows = Object.fromEntries(TABLE_NAMES.map((table) => [table, columns[table].rows]));
      place.publish(
        {
          repository,
          commit,
          exportedAt,
          indexedAt,
          program: maker.program,
          uses,
          offers,
          handsOn,
          targets: makeKeyFilter(columns.edges.cells['target_key'] as bigint[]),
          notListed: names.cut,
        },
        rows as Record<TableName, number>,
      );
    } catch (error) {
      place.discard();
      throw error;
    }
    const commits = listCommits(data);
    const published = commits.find((one) => one.repository === repository)!;
    for (const table of TABLE_NAMES) pathOf(published, table);
    return {
      folder: place.folder,
      repository,
      commit,
      files: columns.files.rows,
      symbols: columns.symbols.rows,
      names: columns.names.rows,
      edges: columns.edges.rows,
      outside: (columns.edges.cells['outside'] as number[]).reduce((sum, one) => sum + one, 0),
      bytes: Object.values(published.files).reduce((sum, { bytes }) => sum + bytes, 0),
      repositories: commits.length,
      changed,
      notListed: names.cut,
    };
  } finally {
    generation.close();
  }
}

/** The names by which others reach what the packages of the workspace offer. */
async function listNames(
  { root, entryFile, excludedDirs, cache, maker, sources }: ExportCommitJob,
  generation: Generation,
): Promise<PublicNames> {
  const { meta, ...stored } = loadStoredIndex(generation);
  const index = new WorkspaceIndex();
  const options = {
    root,
    entryFile,
    cache,
    ...sources,
    forbidden: { dirs: excludedDirs, files: [] },
    includeGenerated: maker.includeGenerated,
    workers: 0,
  };
  if (await index.recall(options, { ...stored, taken: parseTaken(meta) })) return index.publicNames();
  throw NotExported(
    'what was parsed is not in the cache any more, or the configuration has changed since; ' +
      'run `codebase-memory index --full` first',
  );
}

async function writeTable(
  duck: DuckDb,
  table: TableName,
  columns: CommitColumns,
  file: string,
): Promise<void> {
  const { cells } = columns[table];
  await duck.fill(
    table,
    columnsOf(table).map(([name, type]) => ({ name, type, cells: cells[name]! })),
  );
  await duck.run(
    `COPY (SELECT * FROM ${table} ORDER BY ${TABLES[table].order.join(', ')}) TO ${quoteText(file)} ` +
      `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${GROUP_ROWS})`,
  );
  await duck.run(`DROP TABLE ${table}`);
}
