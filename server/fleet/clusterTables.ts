// The tables of a fleet in ClickHouse: on each shard one with its rows, and one over all shards. Rows carry the number of the load that
// brought them; they count once the load stands in `commits`, which is written last, in one row for each commit.

import type { ClickHouse } from './clickhouse.ts';
import { quoteForClickHouse } from './clickhouse.ts';
import type { FleetEngine, VisibleCommit } from './engine.ts';
import { BadFleetData, BadQuestion } from './errors.ts';
import { columnsOf, FLEET_SCHEMA, TABLE_NAMES, TABLES, type ColumnType } from './tables.ts';

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'String',
  u64: 'UInt64',
  u32: 'UInt32',
  u8: 'UInt8',
};

const COMMIT_COLUMNS = [
  'load_id UInt64',
  'repository String',
  'commit_id String',
  'exported_at String',
  'indexed_at String',
  'tables UInt32',
];

/** A commit with the number of the load that brought it. */
export interface LoadedCommit extends VisibleCommit {
  readonly load: bigint;
}

/** Names of databases and clusters are written into statements. Throws BAD_FLEET_QUESTION. */
export function checkName(what: string, name: string): string {
  if (/^[A-Za-z_]\w{0,63}$/.test(name)) return name;
  throw BadQuestion(`"${name}" is no name of a ${what}: letters, digits and _ make one.`);
}

/** Makes the tables where they are missing, on one shard; without a cluster it is the only one. */
export async function makeTables(
  shard: ClickHouse,
  database: string,
  cluster: string | undefined,
): Promise<void> {
  await shard.run(`CREATE DATABASE IF NOT EXISTS ${database}`);
  const make = async (table: string, columns: readonly string[], order: readonly string[]) => {
    const list = `(${columns.join(', ')})`;
    await shard.run(
      `CREATE TABLE IF NOT EXISTS ${database}.${table}_rows ${list} ` +
        `ENGINE = MergeTree() PARTITION BY tuple() ORDER BY (${order.join(', ')})`,
    );
    const over =
      cluster === undefined
        ? `Merge(${database}, '^${table}_rows$')`
        : `Distributed(${cluster}, ${database}, ${table}_rows)`;
    await shard.run(`CREATE TABLE IF NOT EXISTS ${database}.${table} ${list} ENGINE = ${over}`);
  };
  for (const table of TABLE_NAMES) {
    const columns = columnsOf(table).map(([name, type]) => `${name} ${TYPES[type]}`);
    await make(table, ['load_id UInt64', ...columns], TABLES[table].order);
  }
  await make('commits', COMMIT_COLUMNS, ['repository', 'load_id']);
}

/** The load of each repository that was exported last, by repository. Rejects for tables of another version. */
export async function listLoaded(server: ClickHouse, database: string): Promise<LoadedCommit[]> {
  const rows = await server.rows(
    `SELECT repository, commit_id, exported_at, indexed_at, load_id, tables FROM ${database}.commits`,
  );
  const latest = new Map<string, LoadedCommit>();
  for (const [repository, commit, exportedAt, indexedAt, load, tables] of rows.map((row) =>
    row.map(String),
  )) {
    if (tables !== String(FLEET_SCHEMA))
      throw BadFleetData(
        `${server.address} ${database}`,
        `has tables of version ${tables}, and this program reads ${FLEET_SCHEMA}: ` +
          'load into another --database with this version, or update the program',
      );
    const one = {
      repository: repository!,
      commit: commit!,
      exportedAt: exportedAt!,
      indexedAt: indexedAt!,
      load: BigInt(load!),
    };
    const known = latest.get(one.repository);
    const isLater =
      !known ||
      known.exportedAt < one.exportedAt ||
      (known.exportedAt === one.exportedAt && known.load < one.load);
    if (isLater) latest.set(one.repository, one);
  }
  return [...latest.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1));
}

/** The engine over all that is loaded. */
export async function openCluster(server: ClickHouse, database: string): Promise<FleetEngine> {
  const commits = await listLoaded(server, database);
  if (commits.length === 0)
    throw BadFleetData(
      `${server.address} ${database}`,
      'holds no commit. Load some with `codebase-memory fleet load`',
    );
  return {
    name: 'ClickHouse',
    commits,
    visible: `load_id IN (${commits.map(({ load }) => load).join(', ')})`,
    within: 'GLOBAL IN',
    without: 'GLOBAL NOT IN',
    quote: quoteForClickHouse,
    from: (table) => `${database}.${table}`,
    rows: (sql) => server.rows(sql),
    close: () => server.close(),
  };
}
