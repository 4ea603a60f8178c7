// What is known of a value before the query runs: its type decides how it is written in SQL and shown afterwards.

/** The type of a value. Nodes are numbers of symbols; relationships, paths, lists and maps are JSON in SQL. */
export type ValueType =
  | {
      readonly kind:
        | 'node'
        | 'relationship'
        | 'path'
        | 'boolean'
        | 'integer'
        | 'float'
        | 'text'
        | 'map'
        | 'any';
    }
  | { readonly kind: 'list'; readonly of: ValueType };

export const NODE: ValueType = { kind: 'node' };
export const RELATIONSHIP: ValueType = { kind: 'relationship' };
export const PATH: ValueType = { kind: 'path' };
export const BOOLEAN: ValueType = { kind: 'boolean' };
export const INTEGER: ValueType = { kind: 'integer' };
export const FLOAT: ValueType = { kind: 'float' };
export const TEXT: ValueType = { kind: 'text' };
export const MAP: ValueType = { kind: 'map' };
export const ANY: ValueType = { kind: 'any' };

export function listOf(of: ValueType): ValueType {
  return { kind: 'list', of };
}

/** An expression in SQL with what is known of its value. */
export interface Compiled {
  readonly sql: string;
  readonly type: ValueType;
}

/** SQL of a value that stands inside of JSON: JSON stays JSON, and a condition is true or false, not a number. */
export function asJson({ sql, type }: Compiled): string {
  if (type.kind === 'boolean') return `json(CASE ${sql} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)`;
  return isJson(type) ? `json(${sql})` : sql;
}

/** Whether values of the type are JSON in SQL. */
function isJson({ kind }: ValueType): boolean {
  return kind === 'list' || kind === 'map' || kind === 'relationship' || kind === 'path';
}

/** Whether a value of the type can be of any size; the others are a few bytes. */
export function isBulky({ kind }: ValueType): boolean {
  return kind === 'text' || kind === 'any' || kind === 'list' || kind === 'map' || kind === 'path';
}

export function isNumeric({ kind }: ValueType): boolean {
  return kind === 'integer' || kind === 'float';
}

/** The type of a value that is of one of these. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first, ...rest] = types;
  if (!first) return ANY;
  return rest.every((type) => isSame(type, first)) ? first : types.every(isNumeric) ? FLOAT : ANY;
}

function isSame(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'list' && b.kind === 'list') return isSame(a.of, b.of);
  return a.kind === b.kind;
}

/** How a message names a type. */
export function describeKind(kind: ValueType['kind']): string {
  if (kind === 'any') return 'a value';
  return kind === 'integer' ? 'an integer' : `a ${kind}`;
}
