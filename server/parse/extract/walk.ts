// The one walk over the records of a file: each is handed to what its role does, which comes back here for what is below.

import { Column, NEVER } from '../../facts/tables.ts';
import type { CompiledKinds } from '../kinds.ts';
import { RECORD_SIZE, R_NEXT } from '../records.ts';
import type { CompiledRoles, Extraction, RoleHandlers } from './context.ts';

/** Finds for each node type of a grammar what its role does. */
export function compileRoles(compiled: CompiledKinds, handlers: RoleHandlers): CompiledRoles {
  return {
    handlers,
    visitors: compiled.rules.map((rule) => rule && handlers.visitors[rule.role]),
    expressers: compiled.rules.map((rule) => rule && handlers.expressers[rule.role]),
  };
}

/** Visits a record as a statement. */
export function visit(x: Extraction, record: number): void {
  const { roles } = x;
  if (x.leftOut.size > 0 && x.leftOut.delete(record)) {
    visitLeftOut(x, record);
    return;
  }
  const kind = x.tree.kindOf(record);
  const visitor = roles.visitors[kind];
  if (visitor) {
    visitor(x, record, x.compiled.rules[kind]!);
    return;
  }
  const expresser = roles.expressers[kind];
  if (expresser) expresser(x, record, x.compiled.rules[kind]!);
  else visitChildren(x, record);
}

/** Visits what the default build lacks: the names that it binds count where nothing else binds them. */
function visitLeftOut(x: Extraction, record: number): void {
  const { bindings } = x.facts.tables;
  const first = bindings.rows;
  visit(x, record);
  for (let row = first; row < bindings.rows; row++)
    if (bindings.get(row, Column.bindings.scope) === x.scope) bindings.set(row, Column.bindings.reach, NEVER);
}

export function visitChildren(x: Extraction, record: number): void {
  const { ints } = x.tree;
  const end = ints[record + R_NEXT]!;
  for (let child = record + RECORD_SIZE; child < end; child = ints[child + R_NEXT]!) visit(x, child);
}

/** The expression that a record stands for, -1 for none or when its value is not followed; visits what is below. */
export function express(x: Extraction, record: number): number {
  if (record < 0) return -1;
  const { roles } = x;
  const kind = x.tree.kindOf(record);
  const expresser = roles.expressers[kind];
  if (expresser) {
    const rule = x.compiled.rules[kind]!;
    const value = expresser(x, record, rule);
    return x.guards.length > 0 && !x.isType ? roles.handlers.guarded(x, record, rule, value) : value;
  }
  visit(x, record);
  return -1;
}

/** The type that a record stands for, -1 for none or one that is not followed. */
export function expressType(x: Extraction, record: number): number {
  if (record < 0) return -1;
  const wasType = x.isType;
  x.isType = true;
  const expression = express(x, record);
  x.isType = wasType;
  return expression;
}
