// MATCH, OPTIONAL MATCH, and patterns within expressions → SQL. Relationships of one hop are joined; a path of variable
// length is a recursive table that carries the row it began with.

import { compileExpression, condition } from './expressions.ts';
import { JoinBuilder, keyOf, stepConditions, stepsOf, stepTable, type Join } from './joins.ts';
import { planMatch, type MatchPlan, type PlannedPath, type Walk } from './matchPlan.ts';
import { Refusal } from './refusal.ts';
import {
  relationshipBinding,
  relationshipJson,
  type Binding,
  type Context,
  type Scope,
  type Statement,
} from './scope.ts';
import { addStage, columnsOf, keptList, selectList, stageOf, type Column, type Stage } from './stage.ts';
import { variablesOf, type Expression, type ExpressionOf, type MatchClause } from './syntax.ts';
import { BOOLEAN, INTEGER, listOf, NODE, PATH, RELATIONSHIP, TEXT, type Compiled } from './values.ts';

/** Names of columns that are not the caller's. */
const ROW = ' row';
const SEEN = ' seen';

/** The context of a statement, with patterns in expressions. */
export function createContext(statement: Statement): Context {
  const context: Context = {
    statement,
    subquery: (expression, scope) => compileSubquery(context, expression, scope),
  };
  return context;
}

/** The rows after a MATCH. `ignoresRepetition` when nobody can tell how often a row is there. */
export function compileMatch(
  context: Context,
  clause: MatchClause,
  stage: Stage,
  ignoresRepetition: boolean,
): Stage {
  if (!clause.isOptional) return new MatchCompiler(context, clause, stage, ignoresRepetition).compile([]);
  const numbered = numberRows(context.statement, stage);
  const matched = new MatchCompiler(context, clause, numbered, ignoresRepetition).compile([ROW]);
  return addUnmatched(context.statement, numbered, matched);
}

/** Gives each row a number, by which it is found again. */
function numberRows(statement: Statement, { table, scope }: Stage): Stage {
  const row: Binding = { sql: 'row_number() OVER ()', type: INTEGER };
  const columns = columnsOf(statement, new Map([...scope, [ROW, row]]), [...scope.keys(), ROW]);
  const sql = `SELECT ${keptList(columns)} ${table === undefined ? '' : `FROM ${table}`}`;
  return addStage(statement, columns, sql, true);
}

/** Adds the rows for which nothing was matched, with nulls for what would have been. */
function addUnmatched(statement: Statement, before: Stage, matched: Stage): Stage {
  const names = [...matched.scope.keys()].filter((name) => name !== ROW);
  const columns = columnsOf(statement, matched.scope, names);
  const rest = columns.map(({ name, column }) => `${before.scope.get(name)?.sql ?? 'NULL'} AS ${column}`);
  return addStage(
    statement,
    columns,
    `SELECT ${selectList(columns)} FROM ${matched.table}
     UNION ALL SELECT ${rest.join(', ') || '1'} FROM ${before.table}
     WHERE ${before.scope.get(ROW)!.sql} NOT IN (SELECT ${matched.scope.get(ROW)!.sql} FROM ${matched.table})`,
  );
}

/** Compiles one MATCH, stage after stage. */
class MatchCompiler {
  readonly #context: Context;
  readonly #clause: MatchClause;
  readonly #plan: MatchPlan;
  readonly #start: Stage;
  /** Whether walks look for what can be reached, not for all the ways there. */
  readonly #onlyReaches: boolean;
  readonly #hasWalks: boolean;
  /** Names made by the plan that are still wanted. */
  readonly #wanted = new Set<string>();
  readonly #pending: Set<Expression>;

  constructor(context: Context, clause: MatchClause, start: Stage, ignoresRepetition: boolean) {
    this.#context = context;
    this.#clause = clause;
    this.#start = start;
    const plan = planMatch(context.statement, clause.paths, clause.where, start.scope);
    this.#plan = plan;
    const walks = plan.paths.flatMap((path) => path.walks);
    this.#hasWalks = walks.length > 0;
    const isNamed = plan.paths.some(({ pattern }) => pattern.variable !== undefined);
    this.#onlyReaches =
      ignoresRepetition &&
      !isNamed &&
      walks.every(({ min, pattern }) => min <= 1 && pattern.variable.startsWith(' '));
    this.#pending = new Set(plan.conditions);
    for (const { from, to } of walks) this.#wanted.add(from).add(to);
    for (const { pattern } of plan.paths) {
      if (pattern.variable === undefined) continue;
      for (const { variable } of [...pattern.nodes, ...pattern.relationships]) this.#wanted.add(variable!);
    }
  }

  /** `kept` are names of the first stage that the caller does not see. */
  compile(kept: readonly string[]): Stage {
    const { statement } = this.#context;
    const builder = new JoinBuilder(statement, this.#start.scope);
    for (const { first } of this.#plan.paths) builder.add(first);
    const walks = this.#plan.paths.flatMap((path) => path.walks);
    let stage = this.#emit(builder, this.#start.table, walks.length === 0, kept);
    for (const [index, walk] of walks.entries()) {
      const isLast = index === walks.length - 1;
      stage = this.#emitWalk(walk, stage, isLast, kept);
    }
    return stage;
  }

  /** Makes the stage of a join; the last one has the names of paths, and no names but the caller's. */
  #emit(builder: JoinBuilder, table: string | undefined, isLast: boolean, kept: readonly string[]): Stage {
    const { statement } = this.#context;
    const scope = new Map(builder.scope);
    if (this.#hasWalks && !this.#onlyReaches) {
      const before = scope.get(SEEN)?.sql;
      const keys = builder.relationships.map((name) => keyOf(scope.get(name)!.row!));
      if (before !== undefined) for (const key of keys) builder.where(`instr(${before}, ${key}) = 0`);
      scope.set(SEEN, { sql: [before ?? "''", ...keys].join(' || '), type: TEXT });
    }
    if (isLast) for (const path of this.#plan.paths) this.#namePath(path, scope);
    this.#applyConditions(builder, scope, isLast);
    const names = [...scope.keys()].filter(
      (name) =>
        !name.startsWith(' ') ||
        kept.includes(name) ||
        (!isLast && (this.#wanted.has(name) || name === SEEN)),
    );
    const columns = columnsOf(statement, scope, names);
    const isKept = kept.length > 0 && isLast;
    const sql = joinSql(
      builder.finish(this.#clause.at),
      table,
      isKept ? keptList(columns) : selectList(columns),
    );
    return addStage(statement, columns, sql, isKept);
  }

  /** Each condition holds as soon as what it speaks of is there. */
  #applyConditions(builder: JoinBuilder, scope: Scope, isLast: boolean): void {
    const promised = new Set(this.#plan.paths.flatMap(namesOfPath));
    for (const expression of this.#pending) {
      const isReady = [...variablesOf(expression)].every((name) => scope.has(name) || !promised.has(name));
      if (!isReady && !isLast) continue;
      this.#pending.delete(expression);
      builder.where(condition(this.#context, expression, scope));
    }
  }

  /** Adds a path of variable length and what is joined after it. */
  #emitWalk(walk: Walk, stage: Stage, isLast: boolean, kept: readonly string[]): Stage {
    const { statement } = this.#context;
    const table = statement.fresh('w');
    const carried = columnsOf(statement, stage.scope, stage.scope.keys()).filter(({ name }) => name !== SEEN);
    const isTold = this.#wanted.has(walk.pattern.variable) || !walk.pattern.variable.startsWith(' ');
    const tables = walkTable(this.#context, walk, table, {
      carried,
      source: stage.table!,
      start: stage.scope.get(walk.from)!.sql,
      seen: this.#onlyReaches ? undefined : (stage.scope.get(SEEN)?.sql ?? "''"),
      withTrail: isTold,
    });
    statement.tables.push(tables);
    const scope = new Map(stageOf(table, carried).scope);
    if (!this.#onlyReaches) scope.set(SEEN, { sql: `${table}.seen`, type: TEXT });
    if (isTold) scope.set(walk.pattern.variable, trailBinding(table, this.#isReversed(walk)));
    const known = scope.get(walk.to);
    if (!known) scope.set(walk.to, { sql: `${table}.node`, type: NODE });
    const builder = new JoinBuilder(statement, scope);
    builder.where(`${table}.depth >= ${walk.min}`);
    if (known) builder.where(`${known.sql} = ${table}.node`);
    builder.add(walk.rest);
    return this.#emit(builder, table, isLast, kept);
  }

  #isReversed(walk: Walk): boolean {
    return this.#plan.paths.some(({ walks, isReversed }) => isReversed && walks.includes(walk));
  }

  #namePath({ pattern }: PlannedPath, scope: Map<string, Binding>): void {
    const { variable, nodes, relationships, at } = pattern;
    if (variable === undefined) return;
    if (scope.has(variable))
      throw new Refusal(at, `${variable} is used already`, 'Give the path another name.');
    const pieces = relationships.map((relationship) => `json(${scope.get(relationship.variable!)!.sql})`);
    const start = scope.get(nodes[0]!.variable!)!.sql;
    scope.set(variable, { sql: `cypher_path(${start}, json_array(${pieces.join(', ')}), 0)`, type: PATH });
  }
}

function namesOfPath({ pattern }: PlannedPath): string[] {
  const parts = [...pattern.nodes, ...pattern.relationships].map(({ variable }) => variable!);
  return pattern.variable === undefined ? parts : [...parts, pattern.variable];
}

function trailBinding(table: string, isReversed: boolean): Binding {
  const sql = `${table}.trail`;
  return { sql: isReversed ? `cypher_reverse(${sql}, 1)` : sql, type: listOf(RELATIONSHIP) };
}

function joinSql({ variants }: Join, table: string | undefined, list: string): string {
  const selects = variants.map(({ from, where }) => {
    const tables = table === undefined ? from : [table, ...from];
    return `SELECT ${list} FROM ${tables.join(', ')} WHERE ${where.join(' AND ') || '1'}`;
  });
  return selects.join('\nUNION ALL ');
}

/** What a recursive table begins with. */
interface WalkStart {
  /** Columns that every row brings along. */
  readonly carried: readonly Column[];
  /** The table that the walk begins from; without one it begins from a row around it. */
  readonly source: string | undefined;
  /** The id of the node where it begins. */
  readonly start: string;
  /** Keys of relationships that may not be walked any more; undefined where only what is reached counts. */
  readonly seen: string | undefined;
  readonly withTrail: boolean;
}

/** The recursive table of a path of variable length: `node` is where it has come to, after `depth` hops. */
function walkTable(context: Context, walk: Walk, table: string, begin: WalkStart): string {
  const { pattern, max } = walk;
  const { carried, source, start, seen, withTrail } = begin;
  const names = carried.map(({ column }) => column);
  const extra = [...(seen === undefined ? [] : ['seen']), ...(withTrail ? ['trail'] : [])];
  const first = [
    ...carried.map(({ binding }) => binding.sql),
    start,
    '0',
    ...(seen === undefined ? [] : [seen]),
    ...(withTrail ? [`'[]'`] : []),
  ];
  const steps = stepsOf(pattern, context.statement);
  const onwards = steps.map((step) => {
    const row = context.statement.fresh('e');
    const kept = keptList(stageColumns(carried, table));
    const list = [
      ...(carried.length > 0 ? [kept] : []),
      `${row}.${step.isForward ? 'target' : 'source'}`,
      `${table}.depth + 1`,
      ...(seen === undefined ? [] : [`${table}.seen || ${keyOf(row)}`]),
      ...(withTrail ? [`json_insert(${table}.trail, '$[#]', json(${relationshipJson(row)}))`] : []),
    ];
    const where = [`${table}.depth < ${max}`, ...stepConditions(step, row, `${table}.node`, undefined)];
    if (seen !== undefined) where.push(`instr(${table}.seen, ${keyOf(row)}) = 0`);
    if (!step.isForward && steps.some((other) => other.isForward))
      where.push(`${row}.source <> ${row}.target`);
    where.push(...hopConditions(context, walk, row));
    return `SELECT ${list.join(', ')} FROM ${table} CROSS JOIN ${stepTable(step, row)} WHERE ${where.join(' AND ')}`;
  });
  const union = seen === undefined ? 'UNION' : 'UNION ALL';
  const from = source === undefined ? '' : ` FROM ${source}`;
  return `${table}(${[...names, 'node', 'depth', ...extra].join(', ')}) AS (SELECT ${first.join(', ')}${from}
    ${union} ${onwards.join(`\n${union} `)})`;
}

/** The carried columns as the table itself has them. */
function stageColumns(carried: readonly Column[], table: string): Column[] {
  return carried.map((column) => ({
    ...column,
    binding: { sql: `${table}.${column.column}`, type: column.binding.type },
  }));
}

/** The properties of a path of variable length hold for each hop. */
function hopConditions(context: Context, { pattern }: Walk, row: string): string[] {
  const name = ' hop';
  const scope: Scope = new Map([[name, relationshipBinding(row)]]);
  return pattern.properties.map(({ key, value, at }) => {
    const left: Expression = { type: 'property', at, key, of: { type: 'variable', at, name } };
    return compileExpression(context, { type: 'comparison', at, operator: '=', left, right: value }, scope)
      .sql;
  });
}

/** EXISTS { … }, COUNT { … } and patterns as conditions: a query of its own for each row around it. */
function compileSubquery(
  context: Context,
  expression: ExpressionOf<'exists' | 'count'>,
  scope: Scope,
): Compiled {
  const { statement } = context;
  const plan = planMatch(statement, expression.paths, expression.where, scope);
  const isCount = expression.type === 'count';
  const tables: string[] = [];
  const inner = new Map(scope);
  const conditions: string[] = [];
  const rests: Walk['rest'][] = [];
  for (const { first, walks } of plan.paths) {
    const [walk, second] = walks;
    if (walk && (second || first.nodes.length > 1 || !scope.has(walk.from)))
      throw new Refusal(
        walk.pattern.at,
        'within an expression a path of variable length has to begin or end the pattern, at a variable from outside',
        'Use MATCH for it, then WITH.',
      );
    if (!walk) {
      rests.push(first);
      continue;
    }
    const table = statement.fresh('w');
    const seen = isCount || walk.min > 1 ? "''" : undefined;
    const sql = walkTable(context, walk, table, {
      carried: [],
      source: undefined,
      start: scope.get(walk.from)!.sql,
      seen,
      withTrail: false,
    });
    tables.push(`(WITH RECURSIVE ${sql} SELECT node, depth FROM ${table}) ${table}`);
    conditions.push(`${table}.depth >= ${walk.min}`);
    const known = inner.get(walk.to);
    if (known) conditions.push(`${known.sql} = ${table}.node`);
    else inner.set(walk.to, { sql: `${table}.node`, type: NODE });
    rests.push({ nodes: [first.nodes[0]!], relationships: [] }, walk.rest);
  }
  const builder = new JoinBuilder(statement, inner);
  for (const sql of conditions) builder.where(sql);
  for (const rest of rests) builder.add(rest);
  for (const each of plan.conditions) builder.where(condition(context, each, builder.scope));
  const join = builder.finish(expression.at);
  const selects = join.variants.map(({ from, where }) => {
    const items = [...tables, ...from];
    const source = items.length > 0 ? ` FROM ${items.join(', ')}` : '';
    return `SELECT ${isCount ? 'count(*)' : '1'}${source} WHERE ${where.join(' AND ') || '1'}`;
  });
  if (isCount) return { sql: `(${selects.map((sql) => `(${sql})`).join(' + ')})`, type: INTEGER };
  return { sql: `(${selects.map((sql) => `EXISTS (${sql})`).join(' OR ')})`, type: BOOLEAN };
}
