// What a Cypher query is after parsing. Plain data: it goes from the thread that parses to the thread that has the
// database. `at` is the offset in the query where a part begins, for messages.

/** A whole query: its parts, joined by UNION. */
export interface CypherQuery {
  readonly text: string;
  readonly parts: readonly (readonly Clause[])[];
  /** Whether the union between part i and i + 1 keeps duplicates. */
  readonly keepsDuplicates: readonly boolean[];
}

export type Clause = MatchClause | UnwindClause | ProjectionClause;

export interface MatchClause {
  readonly type: 'match';
  readonly at: number;
  readonly isOptional: boolean;
  readonly paths: readonly PathPattern[];
  readonly where: Expression | undefined;
}

export interface UnwindClause {
  readonly type: 'unwind';
  readonly at: number;
  readonly list: Expression;
  readonly variable: string;
}

/** WITH or RETURN. */
export interface ProjectionClause {
  readonly type: 'with' | 'return';
  readonly at: number;
  readonly isDistinct: boolean;
  /** `*`: all variables come first. */
  readonly takesAll: boolean;
  readonly items: readonly ProjectionItem[];
  readonly order: readonly SortItem[];
  readonly skip: Expression | undefined;
  readonly limit: Expression | undefined;
  readonly where: Expression | undefined;
}

export interface ProjectionItem {
  readonly value: Expression;
  /** What the column is called: the alias, else the text of the expression. */
  readonly name: string;
  readonly hasAlias: boolean;
}

export interface SortItem {
  readonly value: Expression;
  readonly isDescending: boolean;
}

/** A chain of nodes with relationships between them: one more node than relationships. */
export interface PathPattern {
  readonly at: number;
  readonly variable: string | undefined;
  readonly nodes: readonly NodePattern[];
  readonly relationships: readonly RelationshipPattern[];
}

export type Properties = readonly { readonly key: string; readonly value: Expression; readonly at: number }[];

export interface NodePattern {
  readonly at: number;
  readonly variable: string | undefined;
  /** All of the outer list, each of them one of the inner one. */
  readonly labels: readonly (readonly Named[])[];
  readonly properties: Properties;
  readonly where: Expression | undefined;
}

export interface RelationshipPattern {
  readonly at: number;
  readonly variable: string | undefined;
  /** One of these; any when it is empty. */
  readonly types: readonly Named[];
  readonly direction: 'out' | 'in' | 'both';
  /** Of a path of variable length. */
  readonly hops: { readonly min: number; readonly max: number | undefined } | undefined;
  readonly properties: Properties;
  readonly where: Expression | undefined;
}

/** A name of the graph as the caller wrote it, with its place. */
export interface Named {
  readonly name: string;
  readonly at: number;
}

export type ComparisonOperator = '=' | '<>' | '<' | '>' | '<=' | '>=';
export type TextOperator = 'STARTS WITH' | 'ENDS WITH' | 'CONTAINS' | '=~';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';
export type Quantifier = 'all' | 'any' | 'none' | 'single';

interface Infix<Type, Operator> {
  readonly type: Type;
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

/** An expression; each kind has what it needs and its place. */
export type Expression = { readonly at: number } & (
  | { readonly type: 'literal'; readonly value: string | number | boolean | null; readonly isFloat?: boolean }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'map'; readonly entries: Properties }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'property'; readonly of: Expression; readonly key: string }
  | { readonly type: 'index'; readonly of: Expression; readonly index: Expression }
  | {
      readonly type: 'slice';
      readonly of: Expression;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
    }
  | { readonly type: 'labels'; readonly of: Expression; readonly labels: readonly (readonly Named[])[] }
  | { readonly type: 'and' | 'or' | 'xor'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'not'; readonly of: Expression }
  | { readonly type: 'negative'; readonly of: Expression }
  | { readonly type: 'isNull'; readonly of: Expression; readonly isNegated: boolean }
  | { readonly type: 'in'; readonly of: Expression; readonly list: Expression }
  | Infix<'comparison', ComparisonOperator>
  | Infix<'text', TextOperator>
  | Infix<'arithmetic', ArithmeticOperator>
  | {
      readonly type: 'case';
      readonly subject: Expression | undefined;
      readonly branches: readonly { readonly when: Expression; readonly value: Expression }[];
      readonly otherwise: Expression | undefined;
    }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly isDistinct: boolean;
      /** `count(*)`. */
      readonly takesAll: boolean;
      readonly arguments: readonly Expression[];
    }
  | {
      readonly type: 'comprehension';
      readonly variable: string;
      readonly list: Expression;
      readonly where: Expression | undefined;
      readonly value: Expression | undefined;
    }
  | {
      readonly type: 'quantified';
      readonly quantifier: Quantifier;
      readonly variable: string;
      readonly list: Expression;
      readonly where: Expression;
    }
  | {
      readonly type: 'exists' | 'count';
      readonly paths: readonly PathPattern[];
      readonly where: Expression | undefined;
    }
);
export type ExpressionOf<Type extends Expression['type']> = Extract<Expression, { readonly type: Type }>;

/** The parts of an expression that are evaluated in its scope; patterns and comprehensions bring variables of their own. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.map(({ value }) => value);
    case 'property':
    case 'labels':
    case 'not':
    case 'negative':
    case 'isNull':
      return [expression.of];
    case 'index':
      return [expression.of, expression.index];
    case 'slice':
      return [expression.of, expression.from, expression.to].filter((part) => part !== undefined);
    case 'in':
      return [expression.of, expression.list];
    case 'and':
    case 'or':
    case 'xor':
    case 'comparison':
    case 'text':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'case':
      return [
        expression.subject,
        ...expression.branches.flatMap(({ when, value }) => [when, value]),
        expression.otherwise,
      ].filter((part) => part !== undefined);
    case 'call':
      return expression.arguments;
    case 'comprehension':
      return [expression.list, expression.where, expression.value].filter((part) => part !== undefined);
    case 'quantified':
      return [expression.list, expression.where];
    case 'exists':
    case 'count':
      return [
        expression.where,
        ...expression.paths.flatMap((path) => path.nodes.flatMap(conditionsOf)),
        ...expression.paths.flatMap((path) => path.relationships.flatMap(conditionsOf)),
      ].filter((part) => part !== undefined);
    default:
      return [];
  }
}

function conditionsOf({ properties, where }: NodePattern | RelationshipPattern): readonly Expression[] {
  const values = properties.map(({ value }) => value);
  return where ? [where, ...values] : values;
}

/** The variables that an expression reads; what it defines itself may be among them. */
export function variablesOf(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (each: Expression): void => {
    if (each.type === 'variable') found.add(each.name);
    if (each.type === 'exists' || each.type === 'count') {
      for (const { nodes, relationships } of each.paths)
        for (const { variable } of [...nodes, ...relationships])
          if (variable !== undefined) found.add(variable);
    }
    for (const part of partsOf(each)) visit(part);
  };
  visit(expression);
  return found;
}
