// Functions that make a class of the class that they are given: `class extends Parent {…}`, `class T(Parent)`.

import { Op, ScopeKind } from '../../facts/expressions.ts';
import type { Infer } from './context.ts';

/** Of a base that is a call which made `made`, a class: the arguments that it was given for bases of that class. */
export function basesGiven(infer: Infer, type: number, made: number): readonly number[] {
  const { columns } = infer;
  if (columns.op(type) !== Op.call) return [];
  let around = columns.symbol(made, 'scope');
  while (around >= 0 && columns.scopeKind(around) === ScopeKind.block) around = columns.scopeParent(around);
  const maker = around < 0 ? -1 : columns.scopeOwner(around);
  if (maker < 0 || columns.symbol(maker, 'body') !== around) return [];
  const given: number[] = [];
  for (const base of infer.classes.basesOf(made)) {
    if (columns.op(base.type) !== Op.name) continue;
    const name = columns.a(base.type);
    const index = infer.contexts.indexOfParameter(maker, name);
    const value = index < 0 ? -1 : columns.argument(columns.b(type), index, name);
    if (value >= 0) given.push(value);
  }
  return given;
}
