// What questions ask of an engine: rows, by SQL that all engines take. A statement is put together here, so that a question is
// written once. Kept to what ClickHouse 18 takes too: one table, no WITH, no window, no join.

import type { TableName } from './tables.ts';

/** A commit that can be asked about. */
export interface VisibleCommit {
  readonly repository: string;
  readonly commit: string;
  readonly exportedAt: string;
  readonly indexedAt: string;
}

/** `manager package` of what a question is about: repositories that have nothing to do with these can be passed over. */
export type Scope = readonly string[] | undefined;

/** An engine with the commits that were there when it was opened. */
export interface FleetEngine {
  readonly name: string;
  /** By repository. */
  readonly commits: readonly VisibleCommit[];
  /**
   * Who is asked when rows of a table are; `relation` says what repositories may have to do with a scope. Edges are asked of those
   * that may lead to one of `targets`, where these are given.
   */
  from(table: TableName, scope: Scope, relation: Relation, targets?: readonly bigint[]): string;
  /** Which rows of it belong to the commits. */
  readonly visible: string;
  /** How a row is compared with those of another statement: `IN`, and `NOT IN`. */
  readonly within: string;
  readonly without: string;
  quote(text: string): string;
  /** Numbers of 64 bits are texts. Rejects with FLEET_ENGINE_FAILED. */
  rows(sql: string): Promise<unknown[][]>;
  close(): Promise<void>;
}

/** They offer the packages, use them, or hand them on. */
export type Relation = 'offers' | 'uses' | 'handsOn';

/** One statement over one table. */
export interface Selection {
  readonly columns: readonly string[];
  readonly from: TableName;
  readonly scope?: Scope;
  readonly relation?: Relation;
  /** Edges that lead to one of these. */
  readonly targets?: readonly bigint[];
  readonly where?: readonly string[];
  readonly isDistinct?: boolean;
  readonly groupBy?: readonly string[];
  readonly having?: string;
  readonly orderBy?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
}

/** The statement as text. */
export function writeSelection(engine: FleetEngine, selection: Selection): string {
  const {
    columns,
    from,
    scope,
    relation = 'uses',
    targets,
    where = [],
    isDistinct,
    groupBy,
    having,
    orderBy,
  } = selection;
  return [
    `SELECT ${isDistinct === true ? 'DISTINCT ' : ''}${columns.join(', ')} FROM ${engine.from(from, scope, relation, targets)}`,
    `WHERE ${[engine.visible, ...(targets ? [isOneOf('target_key', targets)] : []), ...where].join(' AND ')}`,
    ...(groupBy ? [`GROUP BY ${groupBy.join(', ')}`] : []),
    ...(having === undefined ? [] : [`HAVING ${having}`]),
    ...(orderBy ? [`ORDER BY ${orderBy.join(', ')}`] : []),
    ...(selection.limit === undefined
      ? []
      : [`LIMIT ${selection.limit}${selection.offset ? ` OFFSET ${selection.offset}` : ''}`]),
  ].join(' ');
}

/** The rows of a statement. */
export function select(engine: FleetEngine, selection: Selection): Promise<unknown[][]> {
  return engine.rows(writeSelection(engine, selection));
}

/** The rows of a statement from `offset` on, and how many it has in all. */
export async function selectPage(
  engine: FleetEngine,
  selection: Selection & { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: unknown[][]; readonly total: number }> {
  const { limit, offset } = selection;
  const rows = await select(engine, selection);
  const isLast = rows.length < limit && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : await count(engine, selection) };
}

async function count(engine: FleetEngine, selection: Selection): Promise<number> {
  const { limit: _limit, offset: _offset, orderBy: _orderBy, ...whole } = selection;
  const [row] = await engine.rows(`SELECT count(*) FROM (${writeSelection(engine, whole)}) AS counted`);
  return Number(row?.[0] ?? 0);
}

/** `column` is one of the keys; false where there is none. */
export function isOneOf(column: string, keys: Iterable<bigint>): string {
  const list = [...keys];
  return list.length === 0 ? '1 = 0' : `${column} IN (${list.join(', ')})`;
}

/** A number that came as a text or as a number. */
export function toNumber(cell: unknown): number {
  return Number(cell);
}

export function toText(cell: unknown): string {
  return String(cell);
}

export function toKey(cell: unknown): bigint {
  return BigInt(String(cell));
}
