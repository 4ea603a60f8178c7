// The functions of Cypher as a table: how many arguments, what SQL, what type. What SQLite lacks is a function of
// sqlFunctions.ts. Aggregates are here too; clauses.ts decides what they are aggregated over.

import {
  getNodeProperty,
  getRelationshipProperty,
  labelSql,
  NODE_PROPERTY_NAMES,
  RELATIONSHIP_PROPERTY_NAMES,
  typeSql,
} from './graphNames.ts';
import { Refusal, suggestOf } from './refusal.ts';
import { throughId, throughJson, type Statement } from './scope.ts';
import { partsOf, type Expression, type ExpressionOf } from './syntax.ts';
import {
  ANY,
  asJson,
  BOOLEAN,
  commonType,
  describeKind,
  FLOAT,
  INTEGER,
  listOf,
  MAP,
  NODE,
  RELATIONSHIP,
  TEXT,
  type Compiled,
  type ValueType,
} from './values.ts';

type Kind = ValueType['kind'];

/** A function: how it is written in SQL, given its arguments. */
interface CypherFunction {
  /** What each argument must be; `any` values pass everywhere. The last one is repeated up to `most`. */
  readonly takes: readonly (readonly Kind[])[];
  /** Arguments that can be left out. */
  readonly optional?: number;
  readonly most?: number;
  readonly make: (statement: Statement, args: readonly Compiled[]) => Compiled;
}

const ANYTHING: readonly Kind[] = [];
const TEXTS: readonly Kind[] = ['text'];
const NUMBERS: readonly Kind[] = ['integer', 'float'];
const LISTS: readonly Kind[] = ['list'];

function simple(
  takes: readonly (readonly Kind[])[],
  type: ValueType,
  sql: (...args: string[]) => string,
): CypherFunction {
  return { takes, make: (_, args) => ({ type, sql: sql(...args.map((arg) => arg.sql)) }) };
}

function ofList(sql: (list: string) => string): CypherFunction {
  return {
    takes: [LISTS],
    make: (_, [list]) => ({ sql: sql(list!.sql), type: list!.type.kind === 'list' ? list!.type.of : ANY }),
  };
}

/** Counts a list, or the characters of a text. */
function sizeOf({ sql, type }: Compiled): string {
  if (type.kind === 'text') return `length(${sql})`;
  if (type.kind === 'path') return `json_array_length(${sql}, '$.r')`;
  return type.kind === 'list' ? `json_array_length(${sql})` : `cypher_size(${sql})`;
}

const FUNCTIONS: Readonly<Record<string, CypherFunction>> = {
  id: {
    takes: [['node', 'relationship']],
    make: (_, [of]) => ({ sql: of!.sql, type: of!.type.kind === 'node' ? INTEGER : TEXT }),
  },
  labels: {
    takes: [['node']],
    make: (statement, [node]) => ({
      sql: `CASE WHEN ${node!.sql} IS NOT NULL THEN json_array(${throughId(statement, node!.sql, labelSql)}) END`,
      type: listOf(TEXT),
    }),
  },
  label: {
    takes: [['node']],
    make: (statement, [node]) => ({ sql: throughId(statement, node!.sql, labelSql), type: TEXT }),
  },
  type: {
    takes: [['relationship']],
    make: (statement, [of]) => ({
      sql: throughJson(statement, of!.sql, (row) => typeSql(`${row}.kind`)),
      type: TEXT,
    }),
  },
  startnode: simple([['relationship']], NODE, (r) => `json_extract(${r}, '$[0]')`),
  endnode: simple([['relationship']], NODE, (r) => `json_extract(${r}, '$[2]')`),
  nodes: simple([['path']], listOf(NODE), (p) => `json_extract(${p}, '$.n')`),
  relationships: simple([['path']], listOf(RELATIONSHIP), (p) => `json_extract(${p}, '$.r')`),
  keys: {
    takes: [['node', 'relationship', 'map']],
    make: (_, [of]) => ({ sql: keysSql(of!), type: listOf(TEXT) }),
  },
  properties: {
    takes: [['node', 'relationship', 'map']],
    make: (statement, [of]) => ({ sql: propertiesSql(statement, of!), type: MAP }),
  },
  size: { takes: [['list', 'text']], make: (_, [of]) => ({ sql: sizeOf(of!), type: INTEGER }) },
  length: { takes: [['path', 'list', 'text']], make: (_, [of]) => ({ sql: sizeOf(of!), type: INTEGER }) },
  isempty: { takes: [['list', 'text']], make: (_, [of]) => ({ sql: `(${sizeOf(of!)} = 0)`, type: BOOLEAN }) },
  coalesce: {
    takes: [ANYTHING],
    most: 20,
    make: (_, args) => ({
      sql: args.length === 1 ? args[0]!.sql : `coalesce(${args.map(({ sql }) => sql).join(', ')})`,
      type: commonType(args.map(({ type }) => type)),
    }),
  },
  exists: simple([ANYTHING], BOOLEAN, (value) => `(${value} IS NOT NULL)`),
  tolower: simple([TEXTS], TEXT, (text) => `cypher_lower(${text})`),
  toupper: simple([TEXTS], TEXT, (text) => `cypher_upper(${text})`),
  tostring: {
    takes: [ANYTHING],
    make: (_, [value]) => ({
      sql:
        value!.type.kind === 'boolean'
          ? `CASE ${value!.sql} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`
          : `CAST(${value!.sql} AS TEXT)`,
      type: TEXT,
    }),
  },
  tointeger: simple(
    [['text', 'integer', 'float', 'boolean']],
    INTEGER,
    (value) => `cypher_number(${value}, 1)`,
  ),
  tofloat: simple([['text', 'integer', 'float']], FLOAT, (value) => `cypher_number(${value}, 0)`),
  toboolean: simple(
    [['text', 'boolean', 'integer']],
    BOOLEAN,
    (value) =>
      `CASE lower(${value}) WHEN 'true' THEN 1 WHEN '1' THEN 1 WHEN 'false' THEN 0 WHEN '0' THEN 0 END`,
  ),
  trim: simple([TEXTS], TEXT, (text) => `trim(${text})`),
  ltrim: simple([TEXTS], TEXT, (text) => `ltrim(${text})`),
  rtrim: simple([TEXTS], TEXT, (text) => `rtrim(${text})`),
  reverse: {
    takes: [['text', 'list']],
    make: (_, [of]) => ({
      sql: `cypher_reverse(${of!.sql}, ${of!.type.kind === 'list' ? 1 : 0})`,
      type: of!.type,
    }),
  },
  substring: {
    takes: [TEXTS, NUMBERS, NUMBERS],
    optional: 1,
    make: (_, [text, from, count]) => ({
      sql: `substr(${text!.sql}, max(0, ${from!.sql}) + 1${count ? `, max(0, ${count.sql})` : ''})`,
      type: TEXT,
    }),
  },
  left: simple([TEXTS, NUMBERS], TEXT, (text, count) => `substr(${text}, 1, max(0, ${count}))`),
  right: simple([TEXTS, NUMBERS], TEXT, (text, count) => `cypher_right(${text}, ${count})`),
  replace: simple([TEXTS, TEXTS, TEXTS], TEXT, (text, from, to) => `cypher_replace(${text}, ${from}, ${to})`),
  split: simple([TEXTS, TEXTS], listOf(TEXT), (text, by) => `cypher_split(${text}, ${by})`),
  range: {
    takes: [NUMBERS, NUMBERS, NUMBERS],
    optional: 1,
    make: (_, [from, to, step]) => ({
      sql: `cypher_range(${from!.sql}, ${to!.sql}, ${step?.sql ?? '1'})`,
      type: listOf(INTEGER),
    }),
  },
  head: ofList((list) => `json_extract(${list}, '$[0]')`),
  last: ofList((list) => `json_extract(${list}, '$[#-1]')`),
  tail: {
    takes: [LISTS],
    make: (_, [list]) => ({ sql: `cypher_slice(${list!.sql}, 1, NULL)`, type: list!.type }),
  },
  abs: { takes: [NUMBERS], make: (_, [of]) => ({ sql: `abs(${of!.sql})`, type: of!.type }) },
  sign: simple([NUMBERS], INTEGER, (of) => `sign(${of})`),
  round: simple([NUMBERS], FLOAT, (of) => `round(${of})`),
  floor: simple([NUMBERS], FLOAT, (of) => `floor(${of})`),
  ceil: simple([NUMBERS], FLOAT, (of) => `ceil(${of})`),
  sqrt: simple([NUMBERS], FLOAT, (of) => `sqrt(${of})`),
};

const ALIASES: Readonly<Record<string, string>> = {
  lower: 'tolower',
  upper: 'toupper',
  rels: 'relationships',
  char_length: 'size',
  character_length: 'size',
  elementid: 'id',
  ceiling: 'ceil',
};

type Aggregate = (value: Compiled, distinct: string) => Compiled;

const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  count: ({ sql }, distinct) => ({ sql: `count(${distinct}${sql})`, type: INTEGER }),
  sum: ({ sql, type }, distinct) => ({ sql: `ifnull(sum(${distinct}${sql}), 0)`, type: numberLike(type) }),
  avg: ({ sql }, distinct) => ({ sql: `avg(${distinct}${sql})`, type: FLOAT }),
  min: ({ sql, type }) => ({ sql: `min(${sql})`, type }),
  max: ({ sql, type }) => ({ sql: `max(${sql})`, type }),
  collect: ({ sql, type }, distinct) => ({
    sql: `json_group_array(${distinct}${asJson({ sql: `cypher_weigh(${sql})`, type })}) FILTER (WHERE ${sql} IS NOT NULL)`,
    type: listOf(type),
  }),
};

function numberLike(type: ValueType): ValueType {
  return type.kind === 'integer' || type.kind === 'float' ? type : ANY;
}

/** Refuses aggregates where rows are not grouped. */
export function refuseAggregates(expression: Expression): void {
  const [aggregate] = aggregatesIn(expression);
  if (aggregate)
    throw new Refusal(aggregate.at, `${aggregate.name}() can't stand here`, 'Name it in a WITH before.');
}

/** The aggregates in an expression, the outer ones only. */
export function aggregatesIn(expression: Expression): readonly ExpressionOf<'call'>[] {
  return isAggregate(expression) ? [expression] : partsOf(expression).flatMap(aggregatesIn);
}

/** Whether a call aggregates rows. */
export function isAggregate(expression: Expression): expression is ExpressionOf<'call'> {
  return expression.type === 'call' && Object.hasOwn(AGGREGATES, expression.name.toLowerCase());
}

/** Whether an aggregate gives the same when rows are there several times. */
export function ignoresRepetition({ name, isDistinct }: ExpressionOf<'call'>): boolean {
  return isDistinct || /^(?:min|max)$/i.test(name);
}

/** The names of all functions, as messages and documents write them. */
export const FUNCTION_NAMES: readonly string[] = [
  ...Object.keys(AGGREGATES),
  ...Object.keys(FUNCTIONS).map(
    (name) =>
      ({
        tolower: 'toLower',
        toupper: 'toUpper',
        tostring: 'toString',
        tointeger: 'toInteger',
        tofloat: 'toFloat',
        toboolean: 'toBoolean',
        startnode: 'startNode',
        endnode: 'endNode',
        isempty: 'isEmpty',
      })[name] ?? name,
  ),
];

/** The SQL of a call; `compile` compiles its arguments. */
export function compileCall(
  statement: Statement,
  call: ExpressionOf<'call'>,
  compile: (argument: Expression) => Compiled,
): Compiled {
  const lower = call.name.toLowerCase();
  const name = ALIASES[lower] ?? lower;
  const aggregate = Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name] : undefined;
  if (call.takesAll) {
    if (name !== 'count') throw new Refusal(call.at, `${call.name}(*) means nothing`, 'Use count(*).');
    return { sql: 'count(*)', type: INTEGER };
  }
  const args = call.arguments.map(compile);
  if (aggregate) {
    if (args.length !== 1) throw new Refusal(call.at, `${call.name}() takes one argument`);
    return aggregate(args[0]!, call.isDistinct ? 'DISTINCT ' : '');
  }
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!found) {
    const advice = suggestOf(call.name, 'the functions', FUNCTION_NAMES);
    throw new Refusal(call.at, `there is no function ${call.name}()`, advice);
  }
  if (call.isDistinct)
    throw new Refusal(call.at, `DISTINCT belongs into an aggregate, not into ${call.name}()`);
  checkArguments(call, found, args);
  return found.make(statement, args);
}

function checkArguments(call: ExpressionOf<'call'>, found: CypherFunction, args: readonly Compiled[]): void {
  const most = found.most ?? found.takes.length;
  const least = found.takes.length - (found.optional ?? 0);
  if (args.length < least || args.length > most) {
    const wanted = least === most ? String(least) : `${least} to ${most}`;
    throw new Refusal(
      call.at,
      `${call.name}() takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${args.length}`,
    );
  }
  for (const [index, { type }] of args.entries()) {
    const kinds = found.takes[Math.min(index, found.takes.length - 1)]!;
    if (kinds.length === 0 || type.kind === 'any' || kinds.includes(type.kind)) continue;
    throw new Refusal(
      call.arguments[index]!.at,
      `${call.name}() takes ${kinds.map(describeKind).join(' or ')} here, not ${describeKind(type.kind)}`,
      type.kind === 'boolean' && found === FUNCTIONS['size']
        ? 'Count what fits a path with COUNT { path }.'
        : '',
    );
  }
}

function keysSql({ sql, type }: Compiled): string {
  if (type.kind === 'map') return `(SELECT json_group_array(key) FROM json_each(${sql}))`;
  const names = type.kind === 'node' ? NODE_PROPERTY_NAMES : RELATIONSHIP_PROPERTY_NAMES;
  return `CASE WHEN ${sql} IS NOT NULL THEN json_array(${names.map((name) => `'${name}'`).join(', ')}) END`;
}

function propertiesSql(statement: Statement, { sql, type }: Compiled): string {
  if (type.kind === 'map') return sql;
  const entries = (row: string): string => {
    const isNode = type.kind === 'node';
    const names = isNode ? NODE_PROPERTY_NAMES : RELATIONSHIP_PROPERTY_NAMES;
    const pairs = names.map((name) => {
      const property = isNode ? getNodeProperty(name, 0) : getRelationshipProperty(name, 0);
      const value = property.sql(row);
      return `'${name}', ${asJson({ sql: value, type: property.type })}`;
    });
    return `json_object(${pairs.join(', ')})`;
  };
  return type.kind === 'node' ? throughId(statement, sql, entries) : throughJson(statement, sql, entries);
}
