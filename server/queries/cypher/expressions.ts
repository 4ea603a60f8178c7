// Expressions → SQL. Types are known beforehand as far as they can be; what can't be right is refused with its place,
// and what is null in Cypher is NULL here. Patterns within expressions are handed to the context.

import { compileCall } from './functions.ts';
import { getNodeProperty, getRelationshipProperty, labelConditions } from './graphNames.ts';
import { Refusal } from './refusal.ts';
import {
  getBinding,
  throughId,
  throughJson,
  type Binding,
  type Context,
  type Scope,
  type Statement,
} from './scope.ts';
import type { Expression, ExpressionOf, TextOperator } from './syntax.ts';
import { partsOf } from './syntax.ts';
import {
  ANY,
  asJson,
  BOOLEAN,
  commonType,
  describeKind,
  FLOAT,
  INTEGER,
  isNumeric,
  listOf,
  MAP,
  TEXT,
  type Compiled,
  type ValueType,
} from './values.ts';

/** Longer than anything a person writes becomes. */
const MAX_SQL_LENGTH = 200_000;

/** The SQL of an expression in a scope. */
export function compileExpression(context: Context, expression: Expression, scope: Scope): Compiled {
  const compiled = compileAny(context, expression, scope);
  if (compiled.sql.length > MAX_SQL_LENGTH)
    throw new Refusal(expression.at, 'this expression is too large', 'Take it apart with WITH.');
  return compiled;
}

function compileAny(context: Context, expression: Expression, scope: Scope): Compiled {
  context.statement.countExpression(expression.at);
  const compile = (part: Expression): Compiled => compileExpression(context, part, scope);
  const { statement } = context;
  switch (expression.type) {
    case 'literal':
      return compileLiteral(statement, expression);
    case 'list': {
      const items = expression.items.map(compile);
      return {
        sql: `json_array(${items.map(asJson).join(', ')})`,
        type: listOf(commonType(items.map(({ type }) => type))),
      };
    }
    case 'map': {
      const entries = expression.entries.map(
        ({ key, value }) => `${statement.parameter(key)}, ${asJson(compile(value))}`,
      );
      return { sql: `json_object(${entries.join(', ')})`, type: MAP };
    }
    case 'variable': {
      const { sql, type } = getBinding(scope, expression.name, expression.at);
      return { sql, type };
    }
    case 'property':
      return compileProperty(context, expression, scope);
    case 'labels':
      return compileLabels(context, expression, scope);
    case 'index': {
      const list = expectList(compile(expression.of), expression.at);
      const index = compile(expression.index).sql;
      return { sql: `cypher_item(${list.sql}, ${index})`, type: elementOf(list.type) };
    }
    case 'slice': {
      const list = expectList(compile(expression.of), expression.at);
      const from = expression.from ? compile(expression.from).sql : 'NULL';
      const to = expression.to ? compile(expression.to).sql : 'NULL';
      return { sql: `cypher_slice(${list.sql}, ${from}, ${to})`, type: list.type };
    }
    case 'and':
    case 'or': {
      const { left, right } = expression;
      const word = expression.type.toUpperCase();
      return {
        sql: `(${condition(context, left, scope)} ${word} ${condition(context, right, scope)})`,
        type: BOOLEAN,
      };
    }
    case 'xor': {
      const left = condition(context, expression.left, scope);
      const right = condition(context, expression.right, scope);
      return { sql: `((${left}) <> (${right}))`, type: BOOLEAN };
    }
    case 'not':
      return { sql: `(NOT ${condition(context, expression.of, scope)})`, type: BOOLEAN };
    case 'negative': {
      const of = compile(expression.of);
      return { sql: `(- ${of.sql})`, type: isNumeric(of.type) ? of.type : ANY };
    }
    case 'isNull': {
      const word = expression.isNegated ? 'IS NOT NULL' : 'IS NULL';
      return { sql: `(${compile(expression.of).sql} ${word})`, type: BOOLEAN };
    }
    case 'in':
      return compileIn(context, expression, scope);
    case 'comparison': {
      const quick = compileQuick(context, expression, scope);
      if (quick) return quick;
      const { operator, left, right } = expression;
      return { sql: `(${compile(left).sql} ${operator} ${compile(right).sql})`, type: BOOLEAN };
    }
    case 'text': {
      const quick = compileQuick(context, expression, scope);
      if (quick) return quick;
      return {
        sql: TEXT_TESTS[expression.operator](compile(expression.left).sql, compile(expression.right).sql),
        type: BOOLEAN,
      };
    }
    case 'arithmetic':
      return compileArithmetic(context, expression, scope);
    case 'case':
      return compileCase(context, expression, scope);
    case 'call':
      return compileCall(context.statement, expression, compile);
    case 'comprehension':
    case 'quantified':
      return compileOverList(context, expression, scope);
    default:
      return context.subquery(expression, scope);
  }
}

/** The SQL of an expression that is asked whether it holds. Refuses what is no condition. */
export function condition(context: Context, expression: Expression, scope: Scope): string {
  const { sql, type } = compileExpression(context, expression, scope);
  if (type.kind === 'boolean' || type.kind === 'any') return sql;
  if (expression.type === 'literal' && expression.value === null) return sql;
  throw new Refusal(
    expression.at,
    `${describeKind(type.kind)} is no condition`,
    'Compare it, or ask IS NOT NULL.',
  );
}

function compileLiteral(statement: Statement, { value, isFloat = false }: ExpressionOf<'literal'>): Compiled {
  const sql = statement.parameter(value, isFloat);
  if (typeof value === 'string') return { sql, type: TEXT };
  if (typeof value === 'boolean') return { sql, type: BOOLEAN };
  if (typeof value === 'number')
    return { sql, type: Number.isSafeInteger(value) && !isFloat ? INTEGER : FLOAT };
  return { sql, type: ANY };
}

function elementOf(type: ValueType): ValueType {
  return type.kind === 'list' ? type.of : ANY;
}

function expectList(value: Compiled, at: number): Compiled {
  if (value.type.kind === 'list' || value.type.kind === 'any') return value;
  throw new Refusal(
    at,
    `${describeKind(value.type.kind)} is no list`,
    value.type.kind === 'text' ? 'Use substring().' : '',
  );
}

function compileProperty(
  context: Context,
  { of, key, at }: ExpressionOf<'property'>,
  scope: Scope,
): Compiled {
  const { statement } = context;
  const binding: Binding =
    of.type === 'variable' ? getBinding(scope, of.name, of.at) : compileExpression(context, of, scope);
  const { row } = binding;
  switch (binding.type.kind) {
    case 'node': {
      const { sql, type } = getNodeProperty(key, at);
      return { type, sql: row ? sql(row) : throughId(statement, binding.sql, sql) };
    }
    case 'relationship': {
      const { sql, type } = getRelationshipProperty(key, at);
      return { type, sql: row ? sql(row) : throughJson(statement, binding.sql, sql) };
    }
    case 'map':
    case 'any':
      return { sql: `cypher_entry(${binding.sql}, ${statement.parameter(key)})`, type: ANY };
    default:
      throw new Refusal(
        at,
        `${describeKind(binding.type.kind)} has no properties`,
        binding.type.kind === 'list' ? 'Take its items with UNWIND, or [x IN list | x.name].' : '',
      );
  }
}

function compileLabels(context: Context, { of, labels, at }: ExpressionOf<'labels'>, scope: Scope): Compiled {
  const binding = of.type === 'variable' ? getBinding(scope, of.name, of.at) : undefined;
  if (binding?.type.kind !== 'node')
    throw new Refusal(at, 'only a node has labels', 'For a relationship compare type(r).');
  const sql = (row: string): string => labelConditions(row, labels);
  const { row } = binding;
  return { sql: row ? sql(row) : throughId(context.statement, binding.sql, sql), type: BOOLEAN };
}

function compileIn(context: Context, expression: ExpressionOf<'in'>, scope: Scope): Compiled {
  const quick = compileQuick(context, expression, scope);
  if (quick) return quick;
  const of = compileExpression(context, expression.of, scope).sql;
  return { sql: `(${of} IN ${listSql(context, expression.list, scope)})`, type: BOOLEAN };
}

/** The right side of SQL's IN. */
function listSql(context: Context, list: Expression, scope: Scope): string {
  if (list.type === 'list')
    return `(${list.items.map((item) => compileExpression(context, item, scope).sql).join(', ')})`;
  const { sql } = expectList(compileExpression(context, list, scope), list.at);
  return `(SELECT value FROM json_each(${sql}))`;
}

/** Whether an expression means the same on every row. */
export function isConstant(expression: Expression): boolean {
  if (['variable', 'exists', 'count'].includes(expression.type)) return false;
  return partsOf(expression).every(isConstant);
}

/**
 * A test of a node's name or file against something constant: asked of the distinct names or files, once, so that an index
 * gives the symbols.
 */
function compileQuick(
  context: Context,
  expression: ExpressionOf<'comparison' | 'text' | 'in'>,
  scope: Scope,
): Compiled | undefined {
  const [tested, against] =
    expression.type === 'in' ? [expression.of, expression.list] : [expression.left, expression.right];
  if (tested.type !== 'property' || tested.of.type !== 'variable') return undefined;
  const binding = scope.get(tested.of.name);
  if (binding?.type.kind !== 'node' || !binding.row) return undefined;
  if (!isConstant(against) || (against.type === 'literal' && against.value === null)) return undefined;
  const { name } = getNodeProperty(tested.key, tested.at);
  const [table, column] = name === 'name' ? ['name', 'text'] : ['file', 'path'];
  if (name !== 'name' && name !== 'file') return undefined;
  const test = (): string | undefined => {
    if (expression.type === 'in') return `${column} IN ${listSql(context, against, scope)}`;
    const { sql } = compileExpression(context, against, scope);
    if (expression.type === 'text') return TEXT_TESTS[expression.operator](column, sql);
    return expression.operator === '=' ? `${column} = ${sql}` : undefined;
  };
  const sql = test();
  if (sql === undefined) return undefined;
  return { sql: `(${binding.row}.${name} IN (SELECT id FROM ${table} WHERE ${sql}))`, type: BOOLEAN };
}

const TEXT_TESTS: Readonly<Record<TextOperator, (text: string, wanted: string) => string>> = {
  'STARTS WITH': (text, wanted) => `cypher_starts(${text}, ${wanted})`,
  'ENDS WITH': (text, wanted) => `cypher_ends(${text}, ${wanted})`,
  CONTAINS: (text, wanted) => `(instr(${text}, ${wanted}) > 0)`,
  '=~': (text, wanted) => `cypher_matches(${text}, ${wanted})`,
};

function compileArithmetic(
  context: Context,
  { operator, left, right, at }: ExpressionOf<'arithmetic'>,
  scope: Scope,
): Compiled {
  const a = compileExpression(context, left, scope);
  const b = compileExpression(context, right, scope);
  const numeric = commonType([a.type, b.type]);
  if (operator === '+') {
    if (a.type.kind === 'list' || b.type.kind === 'list') {
      const of = commonType([a.type, b.type].map((type) => (type.kind === 'list' ? type.of : type)));
      return { sql: `cypher_join_lists(${wrapList(a)}, ${wrapList(b)})`, type: listOf(of) };
    }
    if (a.type.kind === 'text' || b.type.kind === 'text')
      return { sql: `cypher_concat(${a.sql}, ${b.sql})`, type: TEXT };
    if (!isNumeric(numeric)) return { sql: `cypher_add(${a.sql}, ${b.sql})`, type: ANY };
  }
  for (const { type } of [a, b]) {
    if (!isNumeric(type) && type.kind !== 'any')
      throw new Refusal(at, `${operator} takes numbers, not ${describeKind(type.kind)}`);
  }
  if (operator === '^') return { sql: `pow(${a.sql}, ${b.sql})`, type: FLOAT };
  return { sql: `(${a.sql} ${operator} ${b.sql})`, type: isNumeric(numeric) ? numeric : ANY };
}

function wrapList(value: Compiled): string {
  return value.type.kind === 'list' ? value.sql : `json_array(${asJson(value)})`;
}

function compileCase(
  context: Context,
  { subject, branches, otherwise }: ExpressionOf<'case'>,
  scope: Scope,
): Compiled {
  const values = branches.map(({ value }) => compileExpression(context, value, scope));
  const last = otherwise && compileExpression(context, otherwise, scope);
  const given = subject && compileExpression(context, subject, scope).sql;
  const whens = branches.map(({ when }, at) => {
    const test =
      given === undefined ? condition(context, when, scope) : compileExpression(context, when, scope).sql;
    return `WHEN ${test} THEN ${values[at]!.sql}`;
  });
  const all = last ? [...values, last] : values;
  const known = all.filter(({ sql, type }) => type.kind !== 'any' || !sql.startsWith('@'));
  return {
    sql: `CASE ${given ?? ''} ${whens.join(' ')} ${last ? `ELSE ${last.sql}` : ''} END`,
    type: commonType(known.map(({ type }) => type)),
  };
}

function compileOverList(
  context: Context,
  expression: ExpressionOf<'comprehension' | 'quantified'>,
  scope: Scope,
): Compiled {
  const list = expectList(compileExpression(context, expression.list, scope), expression.list.at);
  const row = context.statement.fresh('j');
  const item = { sql: `${row}.value`, type: elementOf(list.type) };
  const inner: Scope = new Map([...scope, [expression.variable, item]]);
  const test = expression.where ? condition(context, expression.where, inner) : '1';
  const from = `FROM json_each(${list.sql}) ${row} WHERE cypher_tick(${row}.value)`;
  if (expression.type === 'comprehension') {
    const value = expression.value ? compileExpression(context, expression.value, inner) : item;
    return {
      sql: `(SELECT json_group_array(${asJson(value)}) ${from} AND ${test})`,
      type: listOf(value.type),
    };
  }
  const holds = `count(*) FILTER (WHERE ${test})`;
  const tests = {
    any: `${holds} > 0`,
    none: `${holds} = 0`,
    single: `${holds} = 1`,
    all: `${holds} = count(*)`,
  };
  return { sql: `(SELECT ${tests[expression.quantifier]} ${from})`, type: BOOLEAN };
}
