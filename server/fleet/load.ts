// From the Parquet files of a folder to the shards of ClickHouse. Batches of commits are written into all tables first; then one row
// each makes them visible. What died before that is not seen, and a repeated load brings the same rows under another number.

import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClickHouse } from './clickhouse.ts';
import { checkName, listLoaded, makeTables } from './clusterTables.ts';
import { listCommits, pathOf } from './dataFolder.ts';
import type { StoredCommit } from './dataFolder.ts';
import { DuckDb, quoteText } from './duckdb.ts';
import { BadQuestion } from './errors.ts';
import { keyOf } from './keys.ts';
import type { LoadedData, LoadJob } from './messages.ts';
import { columnsOf, FLEET_SCHEMA, TABLE_NAMES, TABLES, type TableName } from './tables.ts';

/** A batch is as many commits as have so many edges: small inserts are what ClickHouse takes worst. */
const BATCH_EDGES = 1_000_000;
const BATCH_COMMITS = 500;

/** Loads what is not there yet. */
export async function loadFleet(job: LoadJob, signal: AbortSignal): Promise<LoadedData> {
  const database = checkName('database', job.database);
  const cluster = job.cluster === undefined ? undefined : checkName('cluster', job.cluster);
  if (job.addresses.length > 1 && cluster === undefined)
    throw BadQuestion('Several shards are a cluster: name it with --cluster, as the servers call it.');
  const startedAt = performance.now();
  const commits = listCommits(job.data);
  const duck = await DuckDb.open();
  const shards = job.addresses.map((address) => new ClickHouse(address, signal));
  try {
    for (const shard of shards) await makeTables(shard, database, cluster);
    const there = await listLoaded(shards[0]!, database);
    const known = new Set(there.map(idOf));
    const missing = commits.filter((commit) => !known.has(idOf(commit)));
    let edges = 0;
    for (const batch of makeBatches(missing)) {
      signal.throwIfAborted();
      await loadBatch(duck, shards, database, batch);
      edges += batch.reduce((sum, { files }) => sum + files.edges.rows, 0);
    }
    const removed = job.isPruned ? await prune(shards, database) : 0;
    return {
      database,
      shards: shards.length,
      loaded: missing.length,
      alreadyThere: commits.length - missing.length,
      edges,
      removed,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    for (const shard of shards) await shard.close();
    await duck.close();
  }
}

function idOf({
  repository,
  commit,
  exportedAt,
}: Pick<StoredCommit, 'repository' | 'commit' | 'exportedAt'>): string {
  return `${repository}\0${commit}\0${exportedAt}`;
}

function makeBatches(commits: readonly StoredCommit[]): StoredCommit[][] {
  const batches: StoredCommit[][] = [];
  let edges = Number.POSITIVE_INFINITY;
  for (const commit of commits) {
    const rows = commit.files.edges.rows;
    if (edges + rows > BATCH_EDGES || batches.at(-1)!.length >= BATCH_COMMITS) {
      batches.push([]);
      edges = 0;
    }
    batches.at(-1)!.push(commit);
    edges += rows;
  }
  return batches;
}

async function loadBatch(
  duck: DuckDb,
  shards: readonly ClickHouse[],
  database: string,
  batch: readonly StoredCommit[],
): Promise<void> {
  const loads = batch.map((commit) => ({ ...commit, load: BigInt(`0x${randomBytes(7).toString('hex')}`) }));
  await duck.fill('loads', [
    { name: 'of_repository', type: 'text', cells: loads.map(({ repository }) => repository) },
    { name: 'load_id', type: 'u64', cells: loads.map(({ load }) => load) },
    {
      name: 'shard',
      type: 'u32',
      cells: loads.map(({ repository }) => Number(keyOf(repository) % BigInt(shards.length))),
    },
  ]);
  for (const table of TABLE_NAMES) {
    const paths = loads.filter(({ files }) => files[table].rows > 0).map((commit) => pathOf(commit, table));
    if (paths.length === 0) continue;
    await Promise.all(
      shards.map(async (shard, at) => {
        const file = join(duck.scratch, `${table}-${at}.csv`);
        await duck.run(selectShard(table, paths, at, shards.length, file));
        await shard.insertFile(`${database}.${table}_rows`, file);
        rmSync(file);
      }),
    );
  }
  await duck.run('DROP TABLE loads');
  // All at once or not at all: an insert of few rows is one block.
  const file = join(duck.scratch, 'commits.csv');
  const lines = loads.map(({ load, repository, commit, exportedAt, indexedAt }) =>
    [String(load), repository, commit, exportedAt, indexedAt, String(FLEET_SCHEMA)].map(quoteCell).join(','),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  await shards[0]!.insertFile(`${database}.commits_rows`, file);
}

/** The statement that writes the rows of one shard as comma-separated values. */
function selectShard(
  table: TableName,
  paths: readonly string[],
  at: number,
  shards: number,
  file: string,
): string {
  const { shardBy, order } = TABLES[table];
  const shardOf = columnsOf(table).some(([name, type]) => name === shardBy && type === 'u64')
    ? `${shardBy} % ${shards}`
    : 'shard';
  const columns = columnsOf(table).map(([name]) => name);
  return (
    `COPY (SELECT load_id, ${columns.join(', ')} FROM read_parquet([${paths.map(quoteText).join(', ')}]) ` +
    `JOIN loads ON of_repository = repository WHERE ${shardOf} = ${at} ORDER BY ${order.join(', ')}) ` +
    `TO ${quoteText(file)} (FORMAT csv, HEADER false)`
  );
}

function quoteCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Takes out what no visible commit has: of loads that died, and of commits that later ones replaced. Nobody else may load meanwhile. */
async function prune(shards: readonly ClickHouse[], database: string): Promise<number> {
  const visible = await listLoaded(shards[0]!, database);
  const isOld = `load_id NOT IN (${visible.map(({ load }) => load).join(', ')})`;
  let removed = 0;
  for (const shard of shards) {
    for (const table of [...TABLE_NAMES, 'commits']) {
      const [row] = await shard.rows(`SELECT count(*) FROM ${database}.${table}_rows WHERE ${isOld}`);
      const rows = Number(row?.[0] ?? 0);
      if (rows > 0) await shard.run(`ALTER TABLE ${database}.${table}_rows DELETE WHERE ${isOld}`);
      removed += rows;
    }
  }
  return removed;
}
