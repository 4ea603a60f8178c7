// WITH, RETURN and UNWIND → SQL: what each row becomes, grouped, sorted and cut.

import { compileExpression, condition } from './expressions.ts';
import { aggregatesIn, ignoresRepetition, isAggregate, refuseAggregates } from './functions.ts';
import { Refusal } from './refusal.ts';
import { columnBinding, visibleNames, type Binding, type Context, type Scope } from './scope.ts';
import { addStage, columnsOf, keptList, selectList, type Column, type Stage } from './stage.ts';
import {
  partsOf,
  type Clause,
  type Expression,
  type ProjectionClause,
  type SortItem,
  type UnwindClause,
} from './syntax.ts';
import { ANY, asJson, isBulky, type Compiled } from './values.ts';

/** A SELECT and the columns that it gives. */
export interface Projection {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** What a WITH or RETURN makes of the rows of a stage. */
export function compileProjection(
  context: Context,
  clause: ProjectionClause,
  { table, scope }: Stage,
): Projection {
  const { statement } = context;
  const columns: Column[] = clause.takesAll ? columnsOf(statement, scope, visibleNames(scope)) : [];
  if (clause.takesAll && columns.length === 0 && clause.items.length === 0)
    throw new Refusal(clause.at, 'there is no variable that * could mean', 'Name what is returned.');
  const grouped = clause.items.some(({ value }) => hasAggregate(value));
  const keys = clause.items.filter(({ value }) => !hasAggregate(value)).map(({ value }) => value);
  for (const { value, name, hasAlias } of clause.items) {
    if (clause.type === 'with' && !hasAlias && value.type !== 'variable')
      throw new Refusal(value.at, 'in WITH an expression has to have a name', `Nearest: ${name} AS x.`);
    if (columns.some((column) => column.name === name))
      throw new Refusal(value.at, `two columns are called ${name}`, 'Give one another name with AS.');
    if (hasAggregate(value)) checkGrouping(value, keys);
    const binding: Binding = compileExpression(context, value, scope);
    columns.push({ name, column: statement.fresh('v'), binding });
  }
  const parts = [
    `SELECT ${clause.isDistinct ? 'DISTINCT ' : ''}${grouped ? groupedList(clause, columns) : list(clause, columns)}`,
    ...(table === undefined ? [] : [`FROM ${table}`]),
    ...groupBy(clause, columns, grouped),
    ...orderBy(context, clause, columns, scope, grouped),
    ...limit(clause),
  ];
  return { sql: parts.join('\n'), columns };
}

/** Rows that are only passed on are not kept, so nothing is weighed. */
function list(clause: ProjectionClause, columns: readonly Column[]): string {
  return clause.isDistinct || clause.order.length > 0 || clause.type === 'with'
    ? keptList(columns)
    : selectList(columns);
}

/** What rows are grouped by is kept while they are; aggregates weigh what they collect. */
function groupedList(clause: ProjectionClause, columns: readonly Column[]): string {
  const offset = columns.length - clause.items.length;
  return columns
    .map(({ column, binding }, index) => {
      const item = clause.items[index - offset];
      const isKey = !item || !hasAggregate(item.value);
      return `${isKey && isBulky(binding.type) ? `cypher_weigh(${binding.sql})` : binding.sql} AS ${column}`;
    })
    .join(', ');
}

function groupBy(clause: ProjectionClause, columns: readonly Column[], grouped: boolean): string[] {
  if (!grouped) return [];
  const offset = columns.length - clause.items.length;
  const keys = columns.flatMap((_, index) => {
    const item = clause.items[index - offset];
    return !item || !hasAggregate(item.value) ? [index + 1] : [];
  });
  return keys.length > 0 ? [`GROUP BY ${keys.join(', ')}`] : [];
}

function orderBy(
  context: Context,
  clause: ProjectionClause,
  columns: readonly Column[],
  scope: Scope,
  grouped: boolean,
): string[] {
  if (clause.order.length === 0) return [];
  // A name of the projection hides a variable of the same name.
  const own = new Map(columns.map(({ name, column, binding }) => [name, { ...binding, sql: column }]));
  const all = new Map([...(clause.isDistinct || grouped ? [] : scope), ...own.entries()]);
  const sorted = clause.order.map(({ value, isDescending }: SortItem) => {
    const at = clause.items.findIndex((item) => isSame(item.value, value));
    const named = at < 0 ? undefined : columns[columns.length - clause.items.length + at];
    const sql = named ? named.column : orderSql(context, value, all, clause, grouped);
    return `${sql} ${isDescending ? 'DESC NULLS FIRST' : 'ASC NULLS LAST'}`;
  });
  return [`ORDER BY ${sorted.join(', ')}`];
}

function orderSql(
  context: Context,
  value: Expression,
  scope: Scope,
  clause: ProjectionClause,
  grouped: boolean,
): string {
  if (hasAggregate(value))
    throw new Refusal(
      value.at,
      'an aggregate in ORDER BY has to be a column',
      'Return it AS a name, and sort by the name.',
    );
  // Nodes that are columns can be asked for their properties, though they are only numbers there.
  const rowless = new Map([...scope].map(([name, { sql, type }]) => [name, { sql, type }]));
  try {
    return compileExpression(context, value, clause.isDistinct || grouped ? rowless : scope).sql;
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || (!clause.isDistinct && !grouped)) throw thrown;
    throw new Refusal(
      thrown.at,
      `${thrown.message}, after DISTINCT or aggregates`,
      'Sort by a column of it.',
    );
  }
}

/** Without a limit SQLite would leave out the order of a table that is read by others. */
function limit({ skip, limit: most, order, type }: ProjectionClause): string[] {
  if (!skip && !most && (order.length === 0 || type === 'return')) return [];
  const from = skip ? ` OFFSET ${wholeNumber(skip, 'SKIP')}` : '';
  return [`LIMIT ${most ? wholeNumber(most, 'LIMIT') : -1}${from}`];
}

function wholeNumber(expression: Expression, what: string): number {
  if (expression.type === 'literal' && typeof expression.value === 'number') {
    const { value } = expression;
    if (Number.isSafeInteger(value) && value >= 0) return value;
  }
  throw new Refusal(expression.at, `${what} takes a whole number`, `Nearest: ${what} 10.`);
}

/** The stage after a WITH. */
export function compileWith(context: Context, clause: ProjectionClause, stage: Stage): Stage {
  const { sql, columns } = compileProjection(context, clause, stage);
  const next = addStage(context.statement, columns, sql);
  if (!clause.where) return next;
  refuseAggregates(clause.where);
  const kept = columnsOf(context.statement, next.scope, next.scope.keys());
  const where = condition(context, clause.where, next.scope);
  return addStage(context.statement, kept, `SELECT ${selectList(kept)} FROM ${next.table} WHERE ${where}`);
}

/** The stage after an UNWIND: a row for each item; none for null. */
export function compileUnwind(context: Context, clause: UnwindClause, stage: Stage): Stage {
  const { statement } = context;
  refuseAggregates(clause.list);
  const given = compileExpression(context, clause.list, stage.scope);
  if (stage.scope.has(clause.variable))
    throw new Refusal(clause.at, `${clause.variable} is used already`, 'Give the items another name.');
  const source: Compiled =
    given.type.kind === 'list' || given.type.kind === 'any'
      ? given
      : { sql: `json_array(${asJson(given)})`, type: given.type };
  const row = statement.fresh('j');
  const type = given.type.kind === 'list' ? given.type.of : given.type.kind === 'any' ? ANY : given.type;
  const scope = new Map([...stage.scope, [clause.variable, columnBinding(row, 'value', type)]]);
  const columns = columnsOf(statement, scope, scope.keys());
  const from = stage.table === undefined ? '' : `${stage.table}, `;
  return addStage(
    statement,
    columns,
    `SELECT ${selectList(columns)} FROM ${from}json_each(${source.sql}) ${row} WHERE cypher_tick(${row}.value)`,
  );
}

/** Whether rows that are there several times make no difference to what follows. */
export function toleratesRepetition(clauses: readonly Clause[]): boolean {
  const next = clauses.find((clause) => clause.type === 'with' || clause.type === 'return');
  if (!next || !('items' in next)) return false;
  const aggregates = next.items.flatMap(({ value }) => aggregatesIn(value));
  if (aggregates.length > 0) return aggregates.every(ignoresRepetition);
  return next.isDistinct;
}

function hasAggregate(expression: Expression): boolean {
  return aggregatesIn(expression).length > 0;
}

/** What stands beside an aggregate is the same in the whole group only if the group is by it. */
function checkGrouping(expression: Expression, keys: readonly Expression[]): void {
  if (keys.some((key) => isSame(key, expression))) return;
  if (isAggregate(expression)) {
    const nested = expression.arguments.find(hasAggregate);
    if (nested)
      throw new Refusal(nested.at, 'an aggregate of an aggregate', 'Name the inner one in a WITH before.');
    return;
  }
  if (expression.type === 'variable')
    throw new Refusal(
      expression.at,
      `${expression.name} stands beside an aggregate, and the rows are not grouped by it`,
      'Return it as a column too.',
    );
  if (expression.type === 'exists' || expression.type === 'count')
    throw new Refusal(expression.at, 'a pattern stands beside an aggregate', 'Name it in a WITH before.');
  for (const part of partsOf(expression)) checkGrouping(part, keys);
}

/** Whether two expressions are written alike. */
function isSame(a: Expression, b: Expression): boolean {
  return a.type === b.type && JSON.stringify(a, withoutPlace) === JSON.stringify(b, withoutPlace);
}

function withoutPlace(key: string, value: unknown): unknown {
  return key === 'at' ? undefined : value;
}
