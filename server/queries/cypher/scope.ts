// What is kept while a query becomes SQL: the values that it was given, fresh names, and which variable means what. The SQL
// holds nothing that the caller wrote: every value of the query is a parameter.

import { Refusal, suggestOf } from './refusal.ts';
import type { ExpressionOf } from './syntax.ts';
import type { Compiled, ValueType } from './values.ts';

/** What a parameter can be; whole numbers are bigint, because SQLite would take a number for a float. */
export type ParameterValue = string | number | bigint | null;

/** What a variable means at a place of the query. */
export interface Binding extends Compiled {
  /** The row that it is, where the tables are at hand: of `symbol` for a node, of `edge` for a relationship. */
  readonly row?: string;
}

/** Variables by name. Names that begin with a space are not the caller's. */
export type Scope = ReadonlyMap<string, Binding>;

/** Each is compiled to some SQL. */
const MAX_EXPRESSIONS = 5000;
/** Of all its patterns. */
const MAX_VARIANTS = 40;

/** The parameters and fresh names of one statement. */
export class Statement {
  readonly parameters: Record<string, ParameterValue> = {};
  /** Common table expressions, in order. */
  readonly tables: string[] = [];
  /** The query speaks of what was seen running: calls that only that knows are walked too. */
  readonly withObserved: boolean;
  /** What the answer has to tell about how the query was read. */
  readonly notes: Set<string> = new Set();
  #last = 0;
  #expressions = 0;
  #variants = 0;

  constructor({ withObserved = false } = {}) {
    this.withObserved = withObserved;
  }

  fresh(prefix: string): string {
    this.#last += 1;
    return `${prefix}${this.#last}`;
  }

  /** Refuses a query whose patterns can be walked in too many ways: SQLite plans each. */
  countVariants(variants: number, at: number): void {
    this.#variants += variants;
    if (this.#variants > MAX_VARIANTS)
      throw new Refusal(at, 'too many relationships without type or direction', 'Say :CALLS, and ->.');
  }

  /** Refuses a query that has become too many expressions. */
  countExpression(at: number): void {
    this.#expressions += 1;
    if (this.#expressions > MAX_EXPRESSIONS)
      throw new Refusal(at, 'the query is too large', 'Ask in several queries.');
  }

  /** SQL for a value of the query. */
  parameter(value: string | number | boolean | null, isFloat = false): string {
    const name = this.fresh('p');
    this.parameters[name] =
      typeof value === 'boolean'
        ? BigInt(value)
        : typeof value === 'number' && Number.isSafeInteger(value) && !isFloat
          ? BigInt(value)
          : value;
    return `@${name}`;
  }
}

/** What it takes to compile an expression. */
export interface Context {
  readonly statement: Statement;
  /** Compiles a pattern within an expression, in the scope of the expression. */
  readonly subquery: (expression: ExpressionOf<'exists' | 'count'>, scope: Scope) => Compiled;
}

/** What a variable means. Refuses one that nothing has defined. */
export function getBinding(scope: Scope, name: string, at: number): Binding {
  const binding = scope.get(name);
  if (binding) return binding;
  const known = visibleNames(scope);
  const advice = known.length > 0 ? suggestOf(name, 'the variables', known) : 'Define it with MATCH.';
  throw new Refusal(at, `the variable ${name} is not defined here`, advice);
}

/** The variables that the caller named. */
export function visibleNames(scope: Scope): string[] {
  return [...scope.keys()].filter((name) => !name.startsWith(' '));
}

/** SQL that gives a property of a row of a table whose id is `id`. */
export function throughId(statement: Statement, id: string, sql: (row: string) => string): string {
  const row = statement.fresh('s');
  return `(SELECT ${sql(row)} FROM symbol ${row} WHERE ${row}.id = ${id})`;
}

/** SQL that gives something of a relationship that is JSON: its columns stand there in the order of the table. */
export function throughJson(statement: Statement, json: string, sql: (row: string) => string): string {
  const row = statement.fresh('r');
  const columns = RELATIONSHIP_COLUMNS.map((name, at) => `json_extract(j, '$[${at}]') AS ${name}`);
  return `(SELECT ${sql(row)} FROM (SELECT ${columns.join(', ')} FROM (SELECT ${json} AS j)) ${row})`;
}

const RELATIONSHIP_COLUMNS = ['source', 'kind', 'target', 'line', 'reason', 'site_name'] as const;

/** A relationship as JSON. */
export function relationshipJson(row: string): string {
  return `json_array(${RELATIONSHIP_COLUMNS.map((name) => `${row}.${name}`).join(', ')})`;
}

/** A binding for a row of `symbol`. */
export function nodeBinding(row: string): Binding {
  return { sql: `${row}.id`, type: { kind: 'node' }, row };
}

/** A binding for a row of `edge`. */
export function relationshipBinding(row: string): Binding {
  return { sql: relationshipJson(row), type: { kind: 'relationship' }, row };
}

/** A binding for a column that a table of the statement has. */
export function columnBinding(table: string, column: string, type: ValueType): Binding {
  return { sql: `${table}.${column}`, type };
}
