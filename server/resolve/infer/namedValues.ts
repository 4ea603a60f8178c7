// Names in languages in which types and modules are named apart from values: where one is bound, and what it is there.

import { ScopeKind } from '../../facts/expressions.ts';
import { NEVER } from '../../facts/tables.ts';
import { isInNamespace, isQualifier, isVariable } from '../scopes/index.ts';
import { Kind, kindOf, NOTHING, UNKNOWN } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import type { BindingId, NameId, ScopeId } from '../program/index.ts';
import { NONE } from '../program/index.ts';

/** The scope that binds a name for what is asked: a type or module, or a value. -1 when none of the file does. */
export function findNamed(
  infer: Infer,
  scope: ScopeId,
  name: NameId,
  position: number,
  asType: boolean,
): ScopeId {
  const { columns, scopes } = infer;
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const kind = columns.scopeKind(at);
    if (kind === ScopeKind.class || kind === ScopeKind.object || kind === ScopeKind.exports) continue;
    const first = scopes.find(at, name);
    if (first < 0) continue;
    const end = scopes.endOf(at, first);
    for (let entry = first; entry < end; entry++) {
      const row = scopes.rows[entry]!;
      if (!isInNamespace(columns, row, asType)) continue;
      const isLate = isVariable(columns, row) && columns.binding(row, 'position') > position;
      if (!isLate || kind === ScopeKind.module || kind === ScopeKind.namespace) return at;
    }
  }
  return NONE;
}

/** What the bindings from entry `from` to `to` of one name hold as what is asked for. */
export function namedValue(
  infer: Infer,
  from: number,
  to: number,
  position: number,
  asType: boolean,
): Answer {
  const { columns, scopes } = infer;
  let variable = -1;
  const items: BindingId[] = [];
  for (let entry = from; entry < to; entry++) {
    const row = scopes.rows[entry]!;
    if (!isInNamespace(columns, row, asType)) continue;
    if (!isVariable(columns, row)) items.push(row);
    else if (position < 0 || columns.binding(row, 'position') <= position) variable = row;
  }
  if (variable >= 0) return infer.explainBinding(variable, asType);
  infer.steps.take(items.length);
  const isBuilt = (row: BindingId) => columns.binding(row, 'reach') !== NEVER;
  const built = items.some(isBuilt) ? items.filter(isBuilt) : items;
  if (asType) built.sort((a, b) => Number(isQualifier(columns, b)) - Number(isQualifier(columns, a)));
  for (const row of built) {
    const found = infer.explainBinding(row, asType);
    if (found.type !== UNKNOWN && canBe(infer, found.type, asType)) return found;
  }
  return NOTHING;
}

/** Whether a value can be what is asked for. */
export function canBe(infer: Infer, value: Value, asType: boolean): boolean {
  if (!asType) return kindOf(value) !== Kind.module && kindOf(value) !== Kind.directory;
  let isType = false;
  infer.values.each(value, (one) => {
    const kind = kindOf(one);
    isType ||= kind !== Kind.function && kind !== Kind.instance && kind !== Kind.callable;
  });
  return isType;
}

/** Whether a name is a local variable where it is read, whatever that holds. */
export function isLocal(infer: Infer, scope: ScopeId, name: NameId): boolean {
  const first = infer.scopes.find(scope, name);
  if (first < 0) return false;
  const end = infer.scopes.endOf(scope, first);
  for (let entry = first; entry < end; entry++)
    if (isVariable(infer.columns, infer.scopes.rows[entry]!)) return true;
  return false;
}
