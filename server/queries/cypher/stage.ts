// The rows that a query has at some point: a table of the statement whose columns are the variables. Each clause reads one
// stage and makes the next.

import { columnBinding, type Binding, type Scope, type Statement } from './scope.ts';
import { isBulky } from './values.ts';

/** Rows and what their columns mean. Without a table there is one row without columns. */
export interface Stage {
  readonly table: string | undefined;
  readonly scope: Scope;
}

/** Before the first clause. */
export const FIRST_STAGE: Stage = { table: undefined, scope: new Map() };

/** A column of a stage that is being made: what it is called in SQL, and what it says. */
export interface Column {
  readonly name: string;
  readonly column: string;
  readonly binding: Binding;
}

/** The columns in which variables are handed on. */
export function columnsOf(statement: Statement, scope: Scope, names: Iterable<string>): Column[] {
  return [...names].map((name) => ({ name, column: statement.fresh('v'), binding: scope.get(name)! }));
}

/** The list of SELECT that fills these columns; at least one, because SQL has no rows without columns. */
export function selectList(columns: readonly Column[]): string {
  return columns.map(({ column, binding }) => `${binding.sql} AS ${column}`).join(', ') || '1 AS no_column';
}

/** Like `selectList`, where SQLite keeps the rows: what can be large is weighed. */
export function keptList(columns: readonly Column[]): string {
  const kept = columns.map(({ column, binding }) => {
    const { sql, type } = binding;
    return `${isBulky(type) ? `cypher_weigh(${sql})` : sql} AS ${column}`;
  });
  return kept.join(', ') || '1 AS no_column';
}

/** Adds a table to the statement and gives the stage that it is. */
export function addStage(
  statement: Statement,
  columns: readonly Column[],
  sql: string,
  isMaterialized = false,
): Stage {
  const table = statement.fresh('stage');
  statement.tables.push(`${table} AS ${isMaterialized ? 'MATERIALIZED ' : ''}(${sql})`);
  return stageOf(table, columns);
}

/** The stage of a table that has these columns. */
export function stageOf(table: string, columns: readonly Column[]): Stage {
  return {
    table,
    scope: new Map(
      columns.map(({ name, column, binding }) => [name, columnBinding(table, column, binding.type)]),
    ),
  };
}
