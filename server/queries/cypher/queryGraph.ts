// A Cypher query as a question to the store: compiled, run within its time and row cap, and its values made readable.

import { SymbolFlag } from '../../graph.ts';
import { EDGE_KINDS, type NodeKind } from '../../protocol/graph.ts';
import { CodedError } from '../../errors.ts';
import { QueryTimedOut } from '../../store/errors.ts';
import type { Generation } from '../../store/generation.ts';
import { QueryTooLarge, QueryTooSlow } from '../errors.ts';
import { suggestNames } from '../suggest.ts';
import { getSymbol } from '../symbols.ts';
import { findKeyed, type SymbolKey } from '../callsBetween.ts';
import { compileQuery, type CompiledQuery, type ObservedRow } from './compile.ts';
import { explainRefusals } from './refusal.ts';
import { beginQuery } from './sqlFunctions.ts';
import type { CypherQuery } from './syntax.ts';
import type { ValueType } from './values.ts';

/** The time a query may take in the store thread. */
export const QUERY_BUDGET_MS = 3000;
/** Rows after which a query is stopped. */
export const MAX_QUERY_ROWS = 10_000;

/** A node in an answer. */
export interface NodeValue {
  readonly label: NodeKind;
  readonly qualified_name: string;
  readonly file: string;
  readonly line: number;
}

/** A relationship in an answer. */
export interface RelationshipValue {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly line: number;
}

/** A value of a row: what JSON has; nodes, relationships and paths as objects. */
export type RowValue =
  | string
  | number
  | boolean
  | null
  | NodeValue
  | RelationshipValue
  | readonly RowValue[]
  | { readonly [key: string]: unknown };

/** A call that was seen running; `isKnown` says that the index has it too. */
export interface SeenCall {
  readonly caller: SymbolKey;
  readonly callee: SymbolKey;
  readonly count: number;
  readonly isKnown: boolean;
}

export interface QueryGraphInput {
  readonly query: CypherQuery;
  /** What a query that speaks of it is answered with. */
  readonly seen?: readonly SeenCall[];
  /** Rows that are given at most; all are counted, up to the cap. */
  readonly limit: number;
  readonly offset: number;
  readonly maxRows: number;
}

export interface QueryGraphAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly RowValue[])[];
  /** Rows there are, up to the cap. */
  readonly total: number;
  /** There may be more: the cap was reached. */
  readonly isCapped: boolean;
  readonly notes: readonly string[];
}

/** Answers a query. Throws CYPHER for one that can't be answered, QUERY_TIMEOUT and CYPHER_TOO_LARGE. */
export function queryGraph(generation: Generation, input: QueryGraphInput): QueryGraphAnswer {
  const { query, limit, offset, maxRows, seen = [] } = input;
  const observed = seen.flatMap((call) => findEnds(generation, call));
  const compiled = explainRefusals(query.text, () => compileQuery(query, observed));
  beginQuery(generation);
  const cap = Math.min(maxRows, MAX_QUERY_ROWS);
  const page: unknown[][] = [];
  let total = 0;
  let isCapped = false;
  for (const row of run(generation, compiled)) {
    generation.checkDeadline();
    if (total === cap) {
      isCapped = true;
      break;
    }
    if (total >= offset && page.length < limit) page.push(row);
    total += 1;
  }
  const reader = new ValueReader(generation);
  const notes = total === 0 ? [...compiled.notes, ...explainNothing(generation, query)] : compiled.notes;
  const types = compiled.columns.map(({ type }) => type);
  return {
    columns: compiled.columns.map(({ name }) => name),
    rows: page.map((row) => row.map((value, at) => reader.read(value, types[at]!))),
    total,
    isCapped,
    notes,
  };
}

/** A call of an initializer is one of its class too. */
function findEnds(generation: Generation, { caller, callee, count, isKnown }: SeenCall): ObservedRow[] {
  const source = findKeyed(generation, caller);
  const target = findKeyed(generation, callee);
  if (source === undefined || target === undefined) return [];
  const sql = `SELECT parent FROM symbol WHERE id = ? AND flags & ${SymbolFlag.initializer} <> 0`;
  const targets = [target, ...generation.values<number>(sql).all(target)];
  return targets.map((id) => ({ source, target: id, count, is_known: isKnown }));
}

function* run(generation: Generation, { sql, parameters }: CompiledQuery): IterableIterator<unknown[]> {
  try {
    yield* generation.iterateOnce<unknown[]>(sql, parameters);
  } catch (thrown) {
    throw explainFailure(thrown) ?? thrown;
  }
}

/** Time that is used up, and SQLite's own limits: on nesting, on joined tables, on the size of a value. */
function explainFailure(thrown: unknown): Error | undefined {
  if (thrown instanceof CodedError && thrown.code === QueryTimedOut.code)
    return QueryTooSlow.from(thrown, QUERY_BUDGET_MS);
  const message = thrown instanceof Error ? thrown.message : '';
  const limit =
    /too (?:large|big|many|long|deep)|at most \d+ tables|parser stack|maximum depth|integer overflow|out of memory/i.exec(
      message,
    );
  return limit ? QueryTooLarge.from(thrown, `SQLite says: ${message}`) : undefined;
}

/** What the query asks for by a name that nothing has. */
function explainNothing(generation: Generation, { parts }: CypherQuery): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { key, left, right, value: given } = value as Readonly<Record<string, unknown>>;
    if (key === 'name') addText(given, names);
    if ((left as { key?: unknown } | undefined)?.key === 'name') addText(right, names);
    for (const member of Object.values(value)) visit(member);
  };
  visit(parts);
  const known = generation.values<number>(
    'SELECT 1 FROM name n JOIN symbol s ON s.name = n.id WHERE n.text = ? LIMIT 1',
  );
  return [...names]
    .filter((name) => known.get(name) === undefined)
    .slice(0, 3)
    .map((name) => {
      const similar = suggestNames(generation, name, 3);
      return `Nothing is called "${name}".${similar.length > 0 ? ` Similar: ${similar.join(', ')}.` : ''}`;
    });
}

/** A comparison by pattern is no name. */
function addText(expression: unknown, names: Set<string>): void {
  const { type, value } = (expression ?? {}) as { type?: unknown; value?: unknown };
  if (type === 'literal' && typeof value === 'string' && /^[\p{L}\p{N}_$]+$/u.test(value)) names.add(value);
}

/** Turns values of SQL into values of answers. Each node is looked up once. */
class ValueReader {
  readonly #generation: Generation;
  readonly #nodes = new Map<number, NodeValue>();

  constructor(generation: Generation) {
    this.#generation = generation;
  }

  read(value: unknown, type: ValueType): RowValue {
    if (value === null || value === undefined) return null;
    switch (type.kind) {
      case 'node':
        return this.#node(Number(value));
      case 'boolean':
        return Number(value) !== 0;
      case 'relationship':
        return this.#relationship(fromJson(value));
      case 'path': {
        const { r } = fromJson(value) as { r: readonly unknown[] };
        return r.map((step) => this.#relationship(step));
      }
      case 'list': {
        const items = fromJson(value);
        return Array.isArray(items) ? items.map((item) => this.read(item, type.of)) : null;
      }
      case 'map':
        return fromJson(value) as RowValue;
      default:
        return value as RowValue;
    }
  }

  #node(id: number): NodeValue {
    let node = this.#nodes.get(id);
    if (!node) {
      const { kind, qualified_name, file, line } = getSymbol(this.#generation, id);
      node = { label: kind, qualified_name, file, line };
      this.#nodes.set(id, node);
    }
    return node;
  }

  #relationship(value: unknown): RelationshipValue {
    const [source, kind, target, line] = value as [number, number, number, number];
    return {
      from: this.#node(source).qualified_name,
      type: EDGE_KINDS[kind]!,
      to: this.#node(target).qualified_name,
      line,
    };
  }
}

/** JSON that SQL made; a value within a list is taken out of it already. */
function fromJson(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}
