// The tables of a fleet: one definition for the Parquet files, for DuckDB and for ClickHouse. What the columns mean is in
// docs/FLEET.md. A type is one that all engines have: there are no truth values, dates are texts (ISO 8601, UTC), and an absent
// text is ''.

/** Raised whenever a table below changes: data of another version is refused by its name. */
export const FLEET_SCHEMA = 1;

export type ColumnType = 'text' | 'u64' | 'u32' | 'u8';

export interface TableDefinition {
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** How rows are sorted, within a file and in an engine. */
  readonly order: readonly string[];
  /** The column whose value says which shard has a row. */
  readonly shardBy: string;
}

export const TABLES = {
  /** One row. */
  repositories: {
    columns: {
      repository: 'text',
      commit_id: 'text',
      exported_at: 'text',
      indexed_at: 'text',
      program: 'text',
      files: 'u32',
      symbols: 'u32',
      edges: 'u32',
      not_listed: 'text',
    },
    order: ['repository'],
    shardBy: 'repository',
  },
  /** A row for each manifest with a name, whose `requires` is '', and one for each package that a manifest asks for. */
  packages: {
    columns: {
      repository: 'text',
      path: 'text',
      manager: 'text',
      package: 'text',
      version: 'text',
      requires: 'text',
      accepts: 'text',
    },
    order: ['manager', 'requires', 'package', 'path'],
    shardBy: 'repository',
  },
  files: {
    columns: {
      repository: 'text',
      path: 'text',
      language: 'text',
      lines: 'u32',
      bytes: 'u32',
      status: 'text',
      owners: 'text',
    },
    order: ['path'],
    shardBy: 'repository',
  },
  symbols: {
    columns: {
      repository: 'text',
      symbol_key: 'u64',
      symbol: 'text',
      manager: 'text',
      package: 'text',
      version: 'text',
      kind: 'text',
      name: 'text',
      qualified: 'text',
      path: 'text',
      line: 'u32',
      end_line: 'u32',
      exported: 'u8',
      test: 'u8',
      deprecated: 'u8',
      body_key: 'u64',
      owners: 'text',
    },
    order: ['path', 'line', 'symbol'],
    shardBy: 'symbol_key',
  },
  /** Names by which other repositories reach a symbol, or, where `symbol_key` is 0, something of another package. */
  names: {
    columns: {
      repository: 'text',
      name_key: 'u64',
      manager: 'text',
      package: 'text',
      version: 'text',
      name: 'text',
      member: 'u8',
      kind: 'text',
      path: 'text',
      line: 'u32',
      deprecated: 'u8',
      symbol_key: 'u64',
      top_key: 'u64',
      other_package: 'text',
      other_name: 'text',
    },
    order: ['name_key', 'symbol_key'],
    shardBy: 'name_key',
  },
  edges: {
    columns: {
      repository: 'text',
      target_key: 'u64',
      source_key: 'u64',
      source: 'text',
      kind: 'text',
      tier: 'text',
      reason: 'text',
      path: 'text',
      line: 'u32',
      test: 'u8',
      owners: 'text',
      outside: 'u8',
      manager: 'text',
      package: 'text',
      name: 'text',
      accepts: 'text',
    },
    order: ['target_key', 'path', 'line', 'source', 'kind', 'reason'],
    shardBy: 'target_key',
  },
} as const satisfies Readonly<Record<string, TableDefinition>>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** A cell by the type of its column. */
export type Cell<Type extends ColumnType> = Type extends 'text'
  ? string
  : Type extends 'u64'
    ? bigint
    : number;

/** One row, by the names of the columns. */
export type RowOf<Table extends TableName> = {
  readonly [Column in keyof (typeof TABLES)[Table]['columns']]: Cell<
    (typeof TABLES)[Table]['columns'][Column] & ColumnType
  >;
};

export function columnsOf(table: TableName): readonly (readonly [name: string, type: ColumnType])[] {
  return Object.entries(TABLES[table].columns);
}
