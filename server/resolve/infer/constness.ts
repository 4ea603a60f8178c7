// Whether what a function is called on may be changed, where functions that take the same differ by that: what the declarations
// on the way to the object say, and the function around.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import type { LanguageRules } from '../../languages/language.ts';
import type { CallRules } from '../../languages/rules/callRules.ts';
import { NONE } from '../program/index.ts';
import type { BindingId, ExprId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, kindOf, lastName, payloadOf } from '../types/index.ts';
import { bindingsOf } from './bindings.ts';
import type { Infer } from './context.ts';
import { findScope, packageScope } from './names.ts';

type Constness = NonNullable<CallRules['constness']>;

/** Chains of members and calls beyond these are not followed. */
const MAX_STEPS = 12;

/** Of several functions of one name those that are called on such an object as a call has, or on `operand`; all where none differs by that. */
export function fittingObject(
  infer: Infer,
  call: ExprId,
  functions: readonly SymbolId[],
  operand: ExprId = NONE,
): readonly SymbolId[] {
  const { columns } = infer;
  const rules = infer.rulesOf(columns.scopeOf(call));
  const { constness } = rules.calls;
  if (constness === undefined || functions.length < 2) return functions;
  const constant = functions.filter((one) => isForConstant(infer, one, rules, constness));
  if (constant.length === 0 || constant.length === functions.length) return functions;
  const callee = columns.a(call);
  const object = operand < 0 && columns.op(callee) === Op.member ? columns.a(callee) : operand;
  const isConstant =
    object >= 0
      ? isConstantObject(infer, object, rules, constness, 0)
      : isInConstant(infer, columns.scopeOf(call), rules, constness);
  return isConstant ? constant : functions.filter((one) => !constant.includes(one));
}

function isForConstant(
  infer: Infer,
  symbol: SymbolId,
  { names }: LanguageRules,
  constness: Constness,
): boolean {
  const signature = infer.program.strings[infer.columns.symbol(symbol, 'signature')]!;
  return names.shapeOf !== undefined && constness.isConstant(names.shapeOf(signature));
}

/** Whether the method around a scope is called on what may not be changed. */
function isInConstant(infer: Infer, scope: ScopeId, rules: LanguageRules, constness: Constness): boolean {
  const { columns } = infer;
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const parent = columns.scopeParent(at);
    const isMethod = parent >= 0 && columns.scopeKind(parent) === ScopeKind.class;
    if (isMethod && columns.scopeKind(at) === ScopeKind.function)
      return isForConstant(infer, columns.scopeOwner(at), rules, constness);
  }
  return false;
}

/** Whether the object that an expression gives may not be changed. */
function isConstantObject(
  infer: Infer,
  expression: ExprId,
  rules: LanguageRules,
  constness: Constness,
  steps: number,
): boolean {
  const { columns } = infer;
  if (expression < 0 || steps > MAX_STEPS) return false;
  switch (columns.op(expression)) {
    case Op.self:
      return isInConstant(infer, columns.scopeOf(expression), rules, constness);
    case Op.name: {
      const scope = columns.scopeOf(expression);
      const name = columns.a(expression);
      let at: ScopeId = findScope(infer, scope, name, columns.position(expression));
      if (at < 0) at = packageScope(infer, scope, name);
      if (at < 0) return false;
      const row = bindingsOf(infer, at, name).at(-1);
      if (row === undefined) return false;
      const said = saidBy(infer, typeOf(infer, row), constness);
      const isMember = columns.scopeKind(at) === ScopeKind.class;
      return said ?? (isMember && isInConstant(infer, scope, rules, constness));
    }
    case Op.member: {
      const object = columns.a(expression);
      let owner = infer.evaluate(object);
      if (kindOf(owner) === Kind.generic) owner = infer.values.getGeneric(owner).base;
      const row =
        kindOf(owner) === Kind.instance
          ? infer.classes.findMember(payloadOf(owner), columns.b(expression))?.bindings.at(-1)
          : undefined;
      const said = row === undefined ? undefined : saidBy(infer, typeOf(infer, row), constness);
      return said ?? isConstantObject(infer, object, rules, constness, steps + 1);
    }
    case Op.subscript:
    case Op.led:
      return isConstantObject(infer, columns.a(expression), rules, constness, steps + 1);
    case Op.call: {
      const { type } = infer.calleeAt(expression);
      const result = kindOf(type) === Kind.function ? columns.symbol(payloadOf(type), 'result') : NONE;
      return saidBy(infer, result, constness) === true;
    }
    case Op.instance:
    case Op.cast:
      return saidBy(infer, columns.a(expression), constness) === true;
    default:
      return false;
  }
}

function typeOf(infer: Infer, row: BindingId): ExprId {
  const kind = infer.columns.binding(row, 'kind');
  const isTyped = kind === BindingKind.value || kind === BindingKind.parameter;
  return isTyped ? infer.columns.binding(row, 'type') : NONE;
}

/** What a declared type says; undefined where that depends on what the object is a part of. */
function saidBy(infer: Infer, type: ExprId, { constant, reached }: Constness): boolean | undefined {
  if (type < 0 || infer.columns.op(type) !== Op.generic) return undefined;
  const name = lastName(infer.types, infer.columns.a(type));
  return name === constant ? true : name === reached ? false : undefined;
}
