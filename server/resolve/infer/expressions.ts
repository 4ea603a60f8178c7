// What expressions mean: every expression is evaluated once between two calls of `forget`, cycles end as unknown. What was
// found unknown because a cycle around it had not ended is evaluated anew afterwards.

import { Led, Op, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import type { BindingId, ExprId, ScopeId, SymbolId } from '../program/index.ts';
import {
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  asInstance,
  assertsCondition,
  awaited,
  callInstance,
  chain,
  constructedInstance,
  elementAt,
  elements,
  enteredValue,
  instanceOf,
  isSelfType,
  iteratorOf,
  keysOver,
  kindOf,
  makeValue,
  narrowed,
  payloadOf,
  promiseOf,
  testedBy,
  typeObject,
  weaker,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { callOf, constructedAt } from './calls.ts';
import { componentOf, deconstructed } from './components.ts';
import { givenTo } from './constructions.ts';
import type { Infer } from './context.ts';
import { receiverReturned } from './fluent.ts';
import { importedModule } from './imports.ts';
import { itemAt, literal, literalMap, sequence, withItem } from './literals.ts';
import { fieldAt, memberOf } from './members.ts';
import { heldByEnumeration } from './enumerations.ts';
import { behindObject, nextOperand, operand, otherOperand, leadsToObject } from './operators.ts';
import { receiverAt, superOf } from './self.ts';
import { bindingValue, lookUp, signaturesOf, symbolValue } from './names.ts';

/** Chains of steps longer than this are given up. */
const MAX_DEPTH = 160;

/** What an expression is, and why; `asType` asks for a type where one name can stand for a type and a value. */
export function explain(infer: Infer, expression: ExprId, asType = false): Answer {
  if (expression < 0) return NOTHING;
  const { answers, cycles } = infer;
  const state = answers.state[expression]!;
  if (state === cycles.done) return answer(answers.memo[expression]! as Value, answers.reasons[expression]!);
  if (state === cycles.running)
    return answer(cycles.meetAgain(answers.startDepth[expression]!), ReasonId.local);
  if (cycles.depth > MAX_DEPTH) return NOTHING;
  if (state === cycles.undecided && !cycles.isOver(answers.memo[expression]!)) return NOTHING;
  infer.steps.take();
  answers.state[expression] = cycles.running;
  answers.startDepth[expression] = cycles.depth;
  const outerCycle = cycles.enter();
  const { columns } = infer;
  const isType = asType || (columns.op(expression) === Op.name && columns.b(expression) === 1);
  const found = ownAnswer(infer, expression, compute(infer, expression, isType));
  const cycle = cycles.leave(found.type, outerCycle);
  answers.state[expression] = cycle === 0 ? cycles.done : cycles.undecided;
  answers.memo[expression] = cycle === 0 ? found.type : cycle;
  answers.reasons[expression] = found.reason;
  return found;
}

/** What was found, as the type that the language of an expression has for it. */
function ownAnswer(infer: Infer, expression: ExprId, found: Answer): Answer {
  if (!infer.hasTwins || found.type === UNKNOWN) return found;
  const type = infer.types.library.ownType(found.type, infer.rulesOf(infer.columns.scopeOf(expression)));
  return type === found.type ? found : answer(type, found.reason);
}

function compute(infer: Infer, expression: ExprId, asType: boolean): Answer {
  const { columns } = infer;
  const a = columns.a(expression);
  const b = columns.b(expression);
  const scope = columns.scopeOf(expression);
  switch (columns.op(expression)) {
    case Op.name:
      return lookUp(infer, scope, a, columns.position(expression), asType);
    case Op.member:
      return orHeldByEnumeration(infer, expression, memberOf(infer, a, b, asType));
    case Op.call:
      return callOf(infer, expression, a);
    case Op.construct:
      return constructedAt(infer, expression, a);
    case Op.typeOf:
    case Op.generic:
      return explain(infer, a);
    case Op.taken:
      return answer(infer.contexts.takenAt(a, b), ReasonId.annotation);
    case Op.led: {
      if (b === Led.next) return nextOperand(infer, a);
      if (b === Led.other) return otherOperand(infer, a);
      const found = explain(infer, a);
      if (b === Led.to) return found;
      if (b === Led.operand && infer.rulesOf(scope).classes.metaclassKeyword !== undefined)
        return operand(infer, found);
      return b === Led.standIn ? behindObject(infer, a, found) : ledFrom(infer, found, scope);
    }
    case Op.self:
      return receiverAt(infer, scope);
    case Op.super:
      return superOf(infer, scope);
    case Op.literal:
      return answer(literal(infer, a, scope), ReasonId.builtin);
    case Op.symbol:
      return answer(symbolValue(infer, a), ReasonId.local);
    case Op.await: {
      const found = explain(infer, a);
      return answer(awaited(infer.types, found.type), found.reason);
    }
    case Op.iterate:
      return answer(elements(infer.types, infer.evaluate(a), b === 1), ReasonId.element);
    case Op.enter: {
      const found = explain(infer, a);
      return answer(enteredValue(infer.types, found.type, b === 1), chain(found.reason, ReasonId.returned));
    }
    case Op.element: {
      const found = explain(infer, a);
      const { componentPrefix, deconstructor } = infer.rulesOf(scope).classes;
      if (componentPrefix !== undefined) return componentOf(infer, found, b, componentPrefix);
      const part = deconstructor === undefined ? NOTHING : deconstructed(infer, found, b, deconstructor);
      if (part.type !== UNKNOWN) return part;
      if (isOpaque(infer, found.type, expression)) return found;
      const type = elementAt(infer.types, found.type, b);
      return answer(type, type === UNKNOWN ? found.reason : ReasonId.element);
    }
    case Op.part: {
      const found = explain(infer, a);
      return fieldAt(infer, found.type, b, found.reason);
    }
    case Op.qualifier:
      return explain(infer, a, true);
    case Op.given:
      return givenTo(infer, a, columns.listKey(b, 0), columns.listValue(b, 0));
    case Op.typeParameter:
      return typeParameter(infer, typeObject(infer.types, a), b);
    case Op.key:
      return answer(keysOver(infer.types, infer.evaluate(a)), ReasonId.element);
    case Op.choice: {
      const left = explain(infer, a);
      const right = explain(infer, b);
      return answer(joinedType(infer, scope, left.type, right.type), weaker(left.reason, right.reason));
    }
    case Op.otherwise: {
      const found = explain(infer, a);
      return found.type === UNKNOWN ? explain(infer, b) : found;
    }
    case Op.tested: {
      const found = explain(infer, a);
      return answer(testedBy(infer.types, found.type, b), found.reason);
    }
    case Op.asserted:
      return assertsCondition(infer.types, infer.evaluate(a)) ? explain(infer, b) : NOTHING;
    case Op.typeAlias: {
      // A class with type arguments can be called.
      const named = typeObject(infer.types, a);
      const isClass = kindOf(named) === Kind.class;
      return answer(isClass ? named : makeValue(Kind.variable, expression), ReasonId.local);
    }
    case Op.guarded: {
      const found = explain(infer, a);
      const type = narrowed(infer.types, found.type, infer.evaluate(b));
      return type === found.type ? found : answer(type, chain(found.reason, ReasonId.flow));
    }
    case Op.entries:
      return answer(literalMap(infer, a, b, scope), ReasonId.builtin);
    case Op.withItem: {
      const found = explain(infer, a);
      return answer(withItem(infer, found.type, b, scope), found.reason);
    }
    case Op.range: {
      const found = explain(infer, a);
      return answer(
        infer.collections.range(found.type, infer.program.strings[b]!, infer.rulesOf(scope)),
        found.reason,
      );
    }
    case Op.instance:
      return answer(instanceOf(infer.types, a), ReasonId.constructed);
    case Op.cast:
      return castTo(infer, a, b);
    case Op.rest:
      return answer(infer.contexts.passing.restOf(a, b), ReasonId.flow);
    case Op.result: {
      const found = explain(infer, a);
      return resultOf(infer, found.type, found.reason);
    }
    case Op.sequence:
      return answer(sequence(infer, a, b, scope), ReasonId.builtin);
    case Op.object:
      return answer(makeValue(Kind.object, a), ReasonId.local);
    case Op.subscript: {
      const found = explain(infer, a);
      // `f[T]` with explicit type arguments is still `f`.
      const isItself =
        (isOpaque(infer, found.type, expression) && !hasItems(infer, found.type, scope)) ||
        kindOf(found.type) === Kind.function ||
        (kindOf(found.type) === Kind.class &&
          infer.generics.typeParameters(payloadOf(found.type)).length > 0);
      const declared = isItself ? infer.types.library.subscripted(found.type) : UNKNOWN;
      if (declared !== UNKNOWN) return answer(declared, ReasonId.element);
      if (!isItself && isPointerAt(infer, a, scope)) return found;
      return isItself ? found : answer(itemAt(infer, found.type, b), ReasonId.element);
    }
    case Op.imported:
      return importedModule(infer, a);
    default:
      return NOTHING;
  }
}

/** The object that something from the library leads to, as its outline says; any other value is that object already. */
function ledFrom(infer: Infer, found: Answer, scope: ScopeId): Answer {
  const { standInMember, protocolMembers } = infer.rulesOf(scope).classes;
  const { library } = infer.types;
  const type = library.held(found.type);
  const behind = library.resultOf(type, standInMember);
  const to = behind === UNKNOWN ? library.resultOf(type, protocolMembers?.next) : behind;
  return to === UNKNOWN ? found : answer(to, chain(found.reason, ReasonId.returned));
}

/** Whether an expression gives what leads to objects that stand side by side: each of them is of its type. */
function isPointerAt(infer: Infer, expression: ExprId, scope: ScopeId): boolean {
  return infer.rulesOf(scope).types.pointerGeneric !== undefined && leadsToObject(infer, expression, 0);
}

/** What is either of two values: where types decide so, an instance of the nearest class that is a base of both. */
function joinedType(infer: Infer, scope: ScopeId, a: Value, b: Value): Value {
  if (a !== b && infer.rulesOf(scope).types.joinsToBase === true) {
    const [ours, theirs] = [classUnder(infer, a), classUnder(infer, b)];
    if (ours >= 0 && ours === theirs) return kindOf(a) === Kind.generic ? a : b;
    if (ours >= 0 && theirs >= 0) {
      const above = new Set(infer.classes.lineage(theirs as SymbolId).classes);
      const common = infer.classes.lineage(ours as SymbolId).classes.find((one) => above.has(one));
      if (common === ours) return a;
      if (common !== undefined) return common === theirs ? b : makeValue(Kind.instance, common);
    }
  }
  return infer.values.join(a, b);
}

/** The class of the workspace that a value is an instance of, -1 for other values. */
function classUnder(infer: Infer, value: Value): number {
  const base = kindOf(value) === Kind.generic ? infer.values.getGeneric(value).base : value;
  return kindOf(base) === Kind.instance ? payloadOf(base) : -1;
}

/** What the type parameter number `index` of a generic type is bound by. */
function typeParameter(infer: Infer, type: Value, index: number): Answer {
  if (kindOf(type) !== Kind.class) return NOTHING;
  const around = infer.columns.scopeParent(infer.columns.symbol(payloadOf(type), 'body'));
  const { first, rows } = infer.scopes;
  if (around < 0 || infer.columns.scopeKind(around) !== ScopeKind.block) return NOTHING;
  const row = rows.slice(first[around], first[around + 1]).sort()[index] as BindingId;
  return row === undefined ? NOTHING : bindingValue(infer, row, false);
}

/** In typed code, a part of what an external function gives is external too. */
function isOpaque(infer: Infer, value: Value, expression: ExprId): boolean {
  return (
    kindOf(value) === Kind.externalInstance &&
    infer.rulesOf(infer.columns.scopeOf(expression)).types.typesDecide === true
  );
}

/** Whether the library says that something of it has a member for what stands under an index. */
function hasItems(infer: Infer, value: Value, scope: ScopeId): boolean {
  const { extensionFunctions } = infer.rulesOf(scope).names;
  const subscript = infer.rulesOf(scope).classes.protocolMembers?.subscript;
  const type =
    extensionFunctions === true && subscript !== undefined ? infer.types.library.classOf(value) : undefined;
  return type !== undefined && infer.types.library.memberOf(type, subscript!) !== undefined;
}

/** What calling `value` gives that was found for `reason`. */
export function resultOf(infer: Infer, value: Value, reason: number, receiver = UNKNOWN): Answer {
  const payload = payloadOf(value);
  switch (kindOf(value)) {
    case Kind.function:
      return answer(returned(infer, payload, receiver), chain(reason, ReasonId.returned));
    case Kind.class:
      return answer(constructedInstance(infer.types, payload), chain(reason, ReasonId.constructed));
    case Kind.external:
    case Kind.externalInstance:
      return answer(makeValue(Kind.externalInstance, payload), reason);
    case Kind.parameter:
      return resultOf(infer, infer.generics.boundOf(value), reason, receiver);
    case Kind.callable:
      return answer(infer.values.getGeneric(value).parameters[0]!, chain(reason, ReasonId.returned));
    case Kind.instance:
      return callInstance(infer.types, payload, reason);
    case Kind.union: {
      let joined = UNKNOWN;
      infer.values.each(
        value,
        (one) => (joined = infer.values.join(joined, resultOf(infer, one, reason, receiver).type)),
      );
      return answer(joined, chain(reason, ReasonId.flow));
    }
    default:
      return answer(UNKNOWN, reason);
  }
}

/** What a function returns: its declared type, else the join of its return statements. */
export function returned(infer: Infer, symbol: SymbolId, receiver = UNKNOWN): Value {
  const type = infer.columns.symbol(symbol, 'result');
  if (type >= 0) {
    if (isSelfType(infer.types, type))
      return receiver === UNKNOWN ? UNKNOWN : asInstance(infer.types, receiver);
    const declared = instanceOf(infer.types, type);
    if (declared !== UNKNOWN) return declared;
  }
  const given = receiverReturned(infer, symbol, receiver);
  if (given !== UNKNOWN) return given;
  const overloaded = overloadedResult(infer, symbol);
  if (overloaded !== UNKNOWN) return overloaded;
  const { answers, cycles } = infer;
  const state = answers.returnState[symbol]!;
  if (state === cycles.done) return answers.returnMemo[symbol]! as Value;
  if (state === cycles.running) return cycles.meetAgain(answers.returnDepth[symbol]!);
  if (state === cycles.undecided && !cycles.isOver(answers.returnMemo[symbol]!)) return UNKNOWN;
  answers.returnState[symbol] = cycles.running;
  answers.returnDepth[symbol] = cycles.depth;
  const outerCycle = cycles.enter();
  const value = returnedValue(infer, symbol);
  const cycle = cycles.leave(value, outerCycle);
  answers.returnState[symbol] = cycle === 0 ? cycles.done : cycles.undecided;
  answers.returnMemo[symbol] = cycle === 0 ? value : cycle;
  return value;
}

/** What the return statements of a function give, or an iterator over what it yields. */
function returnedValue(infer: Infer, symbol: SymbolId): Value {
  const { ints, width } = infer.program.tables.returns;
  let given = UNKNOWN;
  let yielded = UNKNOWN;
  let isGenerator = false;
  for (const row of infer.returnRows.of(symbol)) {
    const value = infer.evaluate(ints[row * width + 1]! as ExprId);
    if ((ints[row * width + 2] ?? 0) === 1) {
      isGenerator = true;
      yielded = infer.values.join(yielded, value);
    } else given = infer.values.join(given, value);
  }
  if (isGenerator) {
    const isKnown = yielded !== UNKNOWN || given !== UNKNOWN;
    return isKnown ? iteratorOf(infer.types, yielded, symbol, given) : UNKNOWN;
  }
  const isAsync = (infer.columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
  return isAsync && given !== UNKNOWN ? promised(infer, given, symbol) : given;
}

/** What an asynchronous function gives: a promise, where the language has a type for it. */
function promised(infer: Infer, value: Value, symbol: SymbolId): Value {
  const { builtinPackage, promiseType } =
    infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language.rules.library;
  return promiseType === undefined ? value : promiseOf(infer.types, builtinPackage, value);
}

/** What the signatures of a function that stand before it say it returns. */
function overloadedResult(infer: Infer, symbol: SymbolId): Value {
  let result = UNKNOWN;
  for (const signature of signaturesOf(infer, symbol)) {
    if (signature === symbol) return UNKNOWN;
    result = infer.values.join(result, instanceOf(infer.types, infer.columns.symbol(signature, 'result')));
  }
  return result;
}

/** What a member of an enumeration holds that nobody declares, else what was found. */
function orHeldByEnumeration(infer: Infer, member: ExprId, found: Answer): Answer {
  const { columns } = infer;
  const isOutside = found.type === UNKNOWN || kindOf(found.type) === Kind.external;
  if (!isOutside || columns.a(member) < 0) return found;
  const held = heldByEnumeration(infer, member, columns.b(member), columns.a(member));
  return held.type === UNKNOWN ? found : held;
}

/** What a value is that is said to be of a type: of that, and still the function that it is. */
function castTo(infer: Infer, type: ExprId, value: ExprId): Answer {
  const said = instanceOf(infer.types, type);
  const given = explain(infer, value);
  let functions = UNKNOWN;
  infer.values.each(given.type, (one) => {
    if (kindOf(one) === Kind.function) functions = infer.values.join(functions, one);
  });
  return functions === UNKNOWN
    ? answer(said, ReasonId.constructed)
    : answer(infer.values.join(functions, said), given.reason);
}
