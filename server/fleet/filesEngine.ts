// DuckDB over the Parquet files of a folder. Which files a question needs is told from the manifests, before any is opened.

import type { DuckDb } from './duckdb.ts';
import { quoteText } from './duckdb.ts';
import { listCommits, pathOf } from './dataFolder.ts';
import type { StoredCommit } from './dataFolder.ts';
import { BadFleetData, EngineFailed } from './errors.ts';
import type { FleetEngine, Relation, Scope } from './engine.ts';
import { mayHaveKey } from './keyFilter.ts';
import { columnsOf, type TableName } from './tables.ts';

/** Opens the folder. Throws BAD_FLEET_DATA. */
export function openFiles(data: string, duck: DuckDb): FleetEngine {
  const commits = listCommits(data);
  return {
    name: 'DuckDB',
    commits,
    visible: '1 = 1',
    within: 'IN',
    without: 'NOT IN',
    quote: quoteText,
    from: (table, scope, relation, targets) => listFiles(commits, table, scope, relation, targets),
    async rows(sql) {
      try {
        return await duck.rows(sql);
      } catch (error) {
        const broken = error instanceof Error ? /'([^']*\.parquet)'/.exec(error.message)?.[1] : undefined;
        if (broken !== undefined && error instanceof Error && error.name === EngineFailed.code)
          throw BadFleetData.from(error, broken, 'is broken: export that commit again');
        throw error;
      }
    },
    close: () => duck.close(),
  };
}

function listFiles(
  commits: readonly StoredCommit[],
  table: TableName,
  scope: Scope,
  relation: Relation,
  targets: readonly bigint[] | undefined,
): string {
  const wanted = scope && new Set(scope);
  const has = (packages: readonly string[]) => packages.some((one) => wanted!.has(one));
  const needed = commits.filter(
    (commit) =>
      commit.files[table].rows > 0 &&
      (!wanted || has(commit[relation]) || (relation === 'uses' && has(commit.offers))) &&
      (!targets || commit.targets === undefined || mayHaveKey(commit.targets, targets)),
  );
  if (needed.length > 0)
    return `read_parquet([${needed.map((commit) => quoteText(pathOf(commit, table))).join(', ')}])`;
  // No row, with the columns that a statement names.
  const columns = columnsOf(table).map(([name, type]) => `${type === 'text' ? "''" : '0'} AS ${name}`);
  return `(SELECT ${columns.join(', ')} WHERE 1 = 0) AS nothing`;
}
