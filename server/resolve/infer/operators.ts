// Which function an operator means, where functions can be declared for its sign: a member of the class of its first operand, or
// one that stands in the class or the package of any of them, or around. Operands that lead to objects are no objects.

import { AS_OPERATOR, BindingKind, Led, Op } from '../../facts/expressions.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { joinFunctions } from '../calls/index.ts';
import { NONE, NO_NAME } from '../program/index.ts';
import type { BindingId, Columns, ExprId, NameId, SymbolId } from '../program/index.ts';
import {
  Kind,
  NOTHING,
  UNKNOWN,
  answer,
  asInstance,
  kindOf,
  lastName,
  nameId,
  payloadOf,
} from '../types/index.ts';
import type { Answer } from '../types/index.ts';
import { bindingsOf } from './bindings.ts';
import { fittingObject } from './constness.ts';
import type { Infer } from './context.ts';
import { findScope, packageScope } from './names.ts';
import { standInFor, standInMethod } from './standIns.ts';
import { classOfInstance, functionsIn, ownFunctions } from './receivers.ts';
import { fittingTemporaries } from './temporaries.ts';

const ENUM = NODE_KINDS.indexOf('Enum');
/** Chains of members and calls beyond these are not followed. */
const MAX_STEPS = 12;
/** Types within types beyond these say nothing of what leads to an object. */
const MAX_WRAPPERS = 4;

/** An operand of an operator. */
interface Operand {
  readonly expression: ExprId;
  /** The class of the workspace that it is an object of, -1 for none. */
  readonly class_: SymbolId;
  readonly isPointer: boolean;
  readonly reason: number;
}

/** Whether the sign of an operator stands for a callee. */
export function isOperator(columns: Columns, callee: ExprId): boolean {
  const op = columns.op(callee);
  return op === Op.name ? columns.b(callee) === AS_OPERATOR : isOnOperand(columns, callee);
}

/** Whether a callee is a member that the sign of an operator calls. */
export function isOnOperand(columns: Columns, callee: ExprId): boolean {
  if (callee < 0 || columns.op(callee) !== Op.member) return false;
  const object = columns.a(callee);
  return object >= 0 && columns.op(object) === Op.led && columns.b(object) >= Led.operand;
}

/** The operand on which `call` is, where its sign calls nothing of the project; else nothing. */
export function nextOperand(infer: Infer, call: ExprId): Answer {
  const { columns } = infer;
  return infer.calleeAt(call).type === UNKNOWN ? infer.explain(columns.a(columns.a(call))) : NOTHING;
}

/** The second operand of `call`, where its sign calls nothing of the first one, which is of the library; else nothing. */
export function otherOperand(infer: Infer, call: ExprId): Answer {
  const { columns } = infer;
  if (infer.calleeAt(call).type !== UNKNOWN) return NOTHING;
  const first = infer.evaluate(columns.a(columns.a(call)));
  const base = kindOf(first) === Kind.generic ? infer.values.getGeneric(first).base : first;
  return kindOf(base) === Kind.externalInstance
    ? operand(infer, infer.explain(columns.listValue(columns.b(call), 0)))
    : NOTHING;
}

/** What signs are called on: of a class that is what its metaclass has. */
export function operand(infer: Infer, found: Answer): Answer {
  if (kindOf(found.type) !== Kind.class) return found;
  const symbol = payloadOf(found.type);
  const { metaclassKeyword } = infer.rulesOf(infer.columns.symbol(symbol, 'body')).classes;
  if (metaclassKeyword === undefined) return found;
  return answer(asInstance(infer.types, infer.classes.metaclassOf(symbol)), found.reason);
}

/** The function that the operator called `name` means on the arguments of `call`. */
export function calledOperator(infer: Infer, call: ExprId, name: NameId): Answer {
  const { columns } = infer;
  const list = columns.b(call);
  const operands = Array.from({ length: columns.listLength(list) }, (_, at) =>
    operandAt(infer, columns.listValue(list, at)),
  );
  const objects = operands.filter((one) => one.class_ >= 0 && !one.isPointer);
  const [first] = operands;
  if (objects.length === 0 || first === undefined) return NOTHING;
  const scope = columns.scopeOf(call);
  const arguments_ = operands.map(({ expression }, at) => ({
    at,
    name: NO_NAME,
    expression,
    isSpread: false,
  }));
  const isOnObject = first.class_ >= 0 && !first.isPointer;
  const members = isOnObject
    ? nearestMembers(infer, first.class_, name).filter((one) => !infer.classes.hasFlag(one, 'static'))
    : [];
  const ofObject = infer.bindCall.taking(
    scope,
    members.filter((one) => agrees(infer, one, operands.slice(1))),
    call,
    arguments_.slice(1),
  );
  const found =
    ofObject.length > 0
      ? fittingObject(infer, call, ofObject, first.expression)
      : infer.bindCall.taking(
          scope,
          freeFunctions(infer, call, objects, name).filter(
            (one) => agrees(infer, one, operands) && isDeclaredFor(infer, one, operands),
          ),
          call,
          arguments_,
        );
  const operandsTaken = ofObject.length > 0 ? operands.slice(1) : operands;
  const meant = fittingTemporaries(
    infer,
    found,
    operandsTaken.map(({ expression }) => expression),
  );
  return meant.length === 1 ? answer(joinFunctions(infer.values, meant), objects[0]!.reason) : NOTHING;
}

function operandAt(infer: Infer, expression: ExprId): Operand {
  if (expression < 0) return { expression, class_: NONE, reason: 0, isPointer: false };
  const { type, reason } = infer.explain(expression);
  const class_ = kindOf(type) === Kind.parameter ? NONE : classOfInstance(infer, type);
  return { expression, class_, reason, isPointer: class_ >= 0 && leadsToObject(infer, expression, 0) };
}

/** What stands in for the object that an expression gives, which was found to be `found`: itself where it only leads to one. */
export function behindObject(infer: Infer, expression: ExprId, found: Answer): Answer {
  const behind = standInFor(infer, infer.columns.scopeOf(expression), found.type, NO_NAME);
  return behind === UNKNOWN || leadsToObject(infer, expression, 0) ? found : answer(behind, found.reason);
}

/** The function that gives what stands in for the object of an expression, and its name; undefined where none does. */
export function standInAt(
  infer: Infer,
  expression: ExprId,
): { readonly method: SymbolId; readonly name: NameId; readonly reason: number } | undefined {
  const { standInMember } = infer.rulesOf(infer.columns.scopeOf(expression)).classes;
  const name = standInMember === undefined ? undefined : nameId(infer.types, standInMember);
  if (name === undefined) return undefined;
  const { type, reason } = infer.explain(expression);
  const method = standInMethod(infer, type, name);
  return method < 0 || leadsToObject(infer, expression, 0) ? undefined : { method, name, reason };
}

/** The members of that name of the most derived class that has one. */
function nearestMembers(infer: Infer, class_: SymbolId, name: NameId): readonly SymbolId[] {
  const { ownMembers } = infer.rulesOf(infer.columns.symbol(class_, 'body')).classes;
  const isOwn = ownMembers?.includes(infer.program.strings[name]!) === true;
  const { classes } = infer.classes.lineage(class_);
  for (const one of isOwn ? [class_] : classes) {
    const own = ownFunctions(infer, one, name);
    if (own.length > 0) return own;
  }
  return [];
}

/** Functions of that name that are no members: those of the packages of operands and around, and what their classes hold as friends. */
function freeFunctions(
  infer: Infer,
  call: ExprId,
  objects: readonly Operand[],
  name: NameId,
): readonly SymbolId[] {
  const { columns, modules } = infer;
  const scope = columns.scopeOf(call);
  const file = columns.fileOf(scope);
  const found = new Set<SymbolId>();
  const keys = new Set(modules.enclosingPackages(scope).map(({ key }) => key));
  for (const { class_ } of objects)
    for (const one of infer.classes.lineage(class_).classes) {
      const [around] = modules.enclosingPackages(columns.symbol(one, 'body'));
      if (around) keys.add(around.key);
      for (const friend of ownFunctions(infer, one, name)) found.add(friend);
    }
  for (const key of keys)
    for (const one of functionsIn(infer, modules.partsOf(key), name, file)) found.add(one);
  return [...found];
}

/**
 * Whether an operator function is declared for the class of one of its operands. Where only constants of enumerations are given, the
 * language has a meaning of its own, which counts before what they could be converted for.
 */
function isDeclaredFor(infer: Infer, symbol: SymbolId, operands: readonly Operand[]): boolean {
  const { columns } = infer;
  if (operands.some(({ class_ }) => class_ >= 0 && columns.symbol(class_, 'kind') !== ENUM)) return true;
  return operands.some(({ class_ }, at) => class_ >= 0 && infer.bindCall.classTaken(symbol, at) === class_);
}

/** Whether a function takes objects where such are given, and what leads to them elsewhere. */
function agrees(infer: Infer, symbol: SymbolId, operands: readonly Operand[]): boolean {
  return operands.every(({ class_, isPointer: given }, at) => {
    const taken = class_ < 0 ? undefined : infer.bindCall.takesPointer(symbol, at);
    return taken === undefined || taken === given;
  });
}

/** Whether an expression gives what leads to an object and not the object, as far as declarations say so. */
export function leadsToObject(infer: Infer, expression: ExprId, steps: number): boolean {
  const { columns } = infer;
  if (expression < 0 || steps > MAX_STEPS) return false;
  const a = columns.a(expression);
  switch (columns.op(expression)) {
    case Op.self:
      return infer.rulesOf(columns.scopeOf(expression)).types.pointerGeneric !== undefined;
    case Op.led:
      return columns.b(expression) === Led.to;
    case Op.instance:
    case Op.cast:
      return isPointerType(infer, a);
    case Op.choice:
    case Op.guarded:
      return leadsToObject(infer, a, steps + 1);
    case Op.otherwise: {
      const { type } = infer.calleeAt(a);
      return kindOf(type) === Kind.function
        ? leadsToObject(infer, a, steps + 1)
        : leadsToObject(infer, columns.b(expression), steps + 1);
    }
    case Op.call: {
      const { type } = infer.calleeAt(expression);
      return (
        kindOf(type) === Kind.function && isPointerType(infer, columns.symbol(payloadOf(type), 'result'))
      );
    }
    case Op.name: {
      const scope = columns.scopeOf(expression);
      let at = findScope(infer, scope, a, columns.position(expression));
      if (at < 0) at = packageScope(infer, scope, a);
      return at >= 0 && isPointerBinding(infer, bindingsOf(infer, at, a).at(-1), steps);
    }
    case Op.member: {
      const class_ = classOfInstance(infer, infer.evaluate(a));
      const member = class_ < 0 ? undefined : infer.classes.findMember(class_, columns.b(expression));
      return isPointerBinding(infer, member?.bindings.at(-1), steps);
    }
    default:
      return false;
  }
}

/** The same of what a name is bound to: as its type says, or else its value. */
function isPointerBinding(infer: Infer, row: BindingId | undefined, steps: number): boolean {
  if (row === undefined) return false;
  const { columns } = infer;
  const kind = columns.binding(row, 'kind');
  if (kind !== BindingKind.value && kind !== BindingKind.parameter) return false;
  const type = columns.binding(row, 'type');
  if (type >= 0) return isPointerType(infer, type);
  return kind === BindingKind.value && leadsToObject(infer, columns.binding(row, 'payload'), steps + 1);
}

function isPointerType(infer: Infer, type: ExprId): boolean {
  const { columns } = infer;
  let at = type;
  for (let steps = 0; at >= 0 && columns.op(at) === Op.generic && steps < MAX_WRAPPERS; steps++) {
    const { pointerGeneric, transparentGenerics } = infer.rulesOf(columns.scopeOf(at)).types;
    const name = lastName(infer.types, columns.a(at));
    if (pointerGeneric !== undefined && name === pointerGeneric) return true;
    // What is put into a container does not make it lead anywhere.
    if (!transparentGenerics.includes(name)) return false;
    at = columns.listLength(columns.b(at)) === 1 ? columns.listValue(columns.b(at), 0) : NONE;
  }
  return false;
}
