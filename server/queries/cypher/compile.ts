// A query → one statement. Owns the order of clauses and the union of parts.

import { asksForProperties, OBSERVED_TABLE, speaksOfObserved } from './graphNames.ts';
import { compileMatch, createContext } from './match.ts';
import {
  compileProjection,
  compileUnwind,
  compileWith,
  toleratesRepetition,
  type Projection,
} from './project.ts';
import { Refusal } from './refusal.ts';
import { Statement, type Context, type ParameterValue } from './scope.ts';
import { FIRST_STAGE, type Stage } from './stage.ts';
import type { Clause, CypherQuery } from './syntax.ts';
import { commonType, type ValueType } from './values.ts';

/** SQL that gives the rows of a query. It holds no word of the query: those are parameters. */
export interface CompiledQuery {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[];
  /** How the query was read, where that is not obvious. */
  readonly notes: readonly string[];
}

/** A call that was seen running, between symbols by id. */
export interface ObservedRow {
  readonly source: number;
  readonly target: number;
  readonly count: number;
  readonly is_known: boolean;
}

/** Compiles a query; `observed` is looked at where the query speaks of it. Throws a Refusal for what can't be answered. */
export function compileQuery(query: CypherQuery, observed: readonly ObservedRow[] = []): CompiledQuery {
  const withObserved = speaksOfObserved(query.text);
  const statement = new Statement({
    withObserved: withObserved && observed.some(({ is_known }) => !is_known),
  });
  if (withObserved || asksForProperties(query.text)) addObserved(statement, observed);
  const context = createContext(statement);
  const parts = query.parts.map((clauses) => compilePart(context, clauses));
  const [first, ...others] = parts;
  const names = first!.columns.map(({ name }) => name);
  for (const [index, { columns }] of others.entries()) {
    const differs = columns.length !== names.length || columns.some(({ name }, at) => name !== names[at]);
    if (differs) {
      const at = query.parts[index + 1]!.at(-1)!.at;
      throw new Refusal(at, 'the parts of a UNION have other columns', `Return ${names.join(', ')} in each.`);
    }
  }
  const body =
    others.length === 0
      ? first!.sql
      : parts
          .map(({ sql }, index) => {
            const word = query.keepsDuplicates[index - 1] ? 'UNION ALL' : 'UNION';
            return `${index === 0 ? '' : `${word} `}SELECT * FROM (${sql})`;
          })
          .join('\n');
  const tables = statement.tables.length > 0 ? `WITH RECURSIVE ${statement.tables.join(',\n')}\n` : '';
  return {
    sql: `${tables}${body}`,
    parameters: statement.parameters,
    columns: names.map((name, at) => ({
      name,
      type: commonType(parts.map(({ columns }) => columns[at]!.binding.type)),
    })),
    notes: [...statement.notes],
  };
}

function addObserved(statement: Statement, observed: readonly ObservedRow[]): void {
  const rows = statement.parameter(
    JSON.stringify(observed.map((row) => [row.source, row.target, row.count, Number(row.is_known)])),
  );
  const columns = ['source', 'target', 'count', 'is_known'];
  const values = columns.map((name, at) => `json_extract(value, '$[${at}]') AS ${name}`);
  statement.tables.push(
    `${OBSERVED_TABLE} AS MATERIALIZED (SELECT ${values.join(', ')} FROM json_each(${rows}))`,
  );
}

function compilePart(context: Context, clauses: readonly Clause[]): Projection {
  let stage: Stage = FIRST_STAGE;
  for (const [index, clause] of clauses.entries()) {
    switch (clause.type) {
      case 'match':
        stage = compileMatch(context, clause, stage, toleratesRepetition(clauses.slice(index + 1)));
        break;
      case 'unwind':
        stage = compileUnwind(context, clause, stage);
        break;
      case 'with':
        stage = compileWith(context, clause, stage);
        break;
      case 'return':
        return compileProjection(context, clause, stage);
    }
  }
  throw new Refusal(clauses.at(-1)!.at, 'the query has no RETURN');
}
