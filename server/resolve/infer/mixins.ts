// Functions that make a class of the class that they are given: `class extends Parent {…}`, `class T(Parent)`.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { NONE } from '../program/index.ts';
import type { AnyId, BindingId, ExprId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, kindOf, payloadOf } from '../types/index.ts';
import type { Infer } from './context.ts';
import { bindingsOf } from './bindings.ts';
import { findScope } from './names.ts';

/** Names that are handed on more often than this before they reach a call are given up. */
const MAX_STEPS = 8;

/** Of a base that a call made, which gave `made`, a class: the arguments that it was given for bases of that class. */
export function basesGiven(infer: Infer, type: ExprId, made: SymbolId): readonly ExprId[] {
  const { columns } = infer;
  let around = columns.symbol(made, 'scope');
  while (around >= 0 && columns.scopeKind(around) === ScopeKind.block) around = columns.scopeParent(around);
  const maker = around < 0 ? NONE : columns.scopeOwner(around);
  if (
    maker < 0 ||
    columns.symbol(maker, 'body') !== around ||
    around === infer.modules.moduleScope[columns.fileOf(around)]
  )
    return [];
  const call = callBehind(infer, type);
  if (call < 0) return [];
  const given: ExprId[] = [];
  for (const base of infer.classes.basesOf(made)) {
    if (columns.op(base.type) !== Op.name) continue;
    const name = columns.a(base.type);
    const index = infer.contexts.indexOfParameter(maker, name);
    const value = index < 0 ? NONE : columns.argument(columns.b(call), index, name);
    if (value >= 0) given.push(value);
  }
  return given;
}

/**
 * The call that an expression is or names, -1 for none. What the names mean was looked up when the class was found, so nothing
 * is noted here.
 */
export function callBehind(infer: Infer, expression: ExprId): ExprId {
  const { columns, modules } = infer;
  let at = expression;
  for (let steps = 0; steps < MAX_STEPS && at >= 0; steps++) {
    if (columns.op(at) === Op.call || columns.op(at) === Op.construct) return at;
    if (columns.op(at) !== Op.name) return NONE;
    let name = columns.a(at);
    let scope: ScopeId = findScope(infer, columns.scopeOf(at), name, columns.position(at));
    at = NONE;
    for (let handed = 0; handed < MAX_STEPS && scope >= 0; handed++) {
      const row: BindingId | undefined = bindingsOf(infer, scope, name).at(-1);
      scope = NONE;
      if (row === undefined) break;
      const kind = columns.binding(row, 'kind');
      const payload = columns.binding(row, 'payload');
      if (kind === BindingKind.value || kind === BindingKind.alias) at = payload;
      if (kind !== BindingKind.import) break;
      const target = modules.targetOf(payload);
      if (kindOf(target) !== Kind.module) break;
      name = modules.importCell(payload, 'name') as AnyId;
      scope = modules.exportsScope[payloadOf(target)]!;
    }
  }
  return NONE;
}
