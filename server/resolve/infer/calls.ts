// Calls: what one gives where the callee is not simply the project's own function: calls of `super`, of members of built-in
// collections, of allocators, and what `new` makes. The standard library stands in libraryCalls.ts.

import { Op } from '../../facts/expressions.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NONE } from '../program/index.ts';
import type { ExprId, NameId, SymbolId } from '../program/index.ts';
import {
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  callInstance,
  callSignature,
  chain,
  conditionBehind,
  constructedInstance,
  instanceOf,
  instanceWith,
  kindOf,
  makeValue,
  merged,
  payloadOf,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { calleeAt } from './callees.ts';
import type { Infer } from './context.ts';
import { explainObject } from './declaredFunctions.ts';
import { givenByEnumeration } from './enumerations.ts';
import { builtAt, libraryResult } from './libraryCalls.ts';
import { functionMember } from './members.ts';
import { isOperator } from './operators.ts';
import { superOf } from './self.ts';
import { constructorOf, implicitReceiver } from './names.ts';

/** What a call of `callee` gives. */
export function callOf(infer: Infer, expression: ExprId, callee: ExprId): Answer {
  const { columns } = infer;
  const rules = infer.rulesOf(columns.scopeOf(expression));
  const op = columns.op(callee);
  const isSuper =
    rules.classes.superFunction !== '' &&
    op === Op.name &&
    infer.program.strings[columns.a(callee)] === rules.classes.superFunction;
  if (isSuper)
    return superOf(infer, columns.scopeOf(expression), columns.listValue(columns.b(expression), 0));
  if (rules.modules.importWrappers && (op === Op.name || op === Op.member)) {
    const name = op === Op.name ? columns.a(callee) : columns.b(callee);
    const wrapped = wrappedImport(infer, expression, name, rules);
    if (wrapped.type !== UNKNOWN) return wrapped;
  }
  let receiver = NOTHING;
  if (op === Op.member) {
    receiver = explainObject(infer, columns.a(callee));
    if (
      rules.classes.allocator !== undefined &&
      infer.program.strings[columns.b(callee)] === rules.classes.allocator
    ) {
      const made = allocated(infer, expression);
      if (made.type !== UNKNOWN) return made;
    }
  }
  const ofEnumeration = givenByEnumeration(infer, callee, receiver.type);
  if (ofEnumeration.type !== UNKNOWN) return ofEnumeration;
  const { type: value, reason: known } = calleeAt(infer, expression);
  if (value === UNKNOWN && isOperator(columns, callee)) return NOTHING;
  let reason = known;
  if (kindOf(value) === Kind.external && kindOf(receiver.type) === Kind.function) {
    const given = invoked(infer, receiver, callee);
    if (given.type !== UNKNOWN) return given;
    ({ reason } = given);
  }
  // What a method of a base gives back is the object itself.
  const object =
    kindOf(receiver.type) === Kind.super ? makeValue(Kind.instance, payloadOf(receiver.type)) : receiver.type;
  if (kindOf(merged(infer.types, object)) === Kind.generic) {
    const result = infer.contexts.collectionCalls.resultOf(expression);
    if (result !== UNKNOWN) return answer(result, ReasonId.element);
  }
  if (kindOf(value) === Kind.union && rules.calls.namesTell !== undefined) {
    let joined: Value = UNKNOWN;
    infer.values.each(value, (one) => {
      const given =
        kindOf(one) === Kind.external
          ? (libraryResult(infer, one, expression, reason).type ?? UNKNOWN)
          : infer.explainResult(one, reason, object).type;
      joined = infer.values.join(joined, given);
    });
    return answer(joined, chain(reason, ReasonId.flow));
  }
  if (kindOf(value) === Kind.external) {
    const result = libraryResult(infer, value, expression, reason);
    if (result.type !== undefined) return answer(result.type, result.reason);
    ({ reason } = result);
  }
  if (kindOf(value) === Kind.externalInstance || kindOf(value) === Kind.generic) {
    const called = infer.contexts.outlinedCalls.resultOf(expression, value);
    if (called !== undefined) return answer(called, chain(reason, ReasonId.returned));
    const { base } = kindOf(value) === Kind.generic ? infer.values.getGeneric(value) : { base: UNKNOWN };
    if (kindOf(base) === Kind.instance) {
      const given = infer.explainResult(base, reason, value);
      const bound = infer.generics.ofReceiver(value, payloadOf(base));
      return answer(infer.generics.substitute(given.type, bound), given.reason);
    }
  }
  const made = value === UNKNOWN ? namedClass(infer, callee, rules) : constructedClass(infer, value);
  if (made >= 0) {
    const instance = constructedInstance(infer.types, made);
    return answer(
      infer.generics.instantiate(instance, expression, value),
      chain(reason, ReasonId.constructed),
    );
  }
  const result = infer.explainResult(value, reason, object);
  // What such a call makes has type arguments that are written or follow from what is passed.
  if (kindOf(value) === Kind.class && rules.classes.callConstructs && kindOf(result.type) === Kind.instance) {
    const constructor = constructorOf(infer, payloadOf(value), -1);
    return answer(infer.generics.instantiate(result.type, expression, constructor), result.reason);
  }
  return infer.generics.isOpen(result.type)
    ? answer(boundIn(infer, result.type, expression, value), result.reason)
    : result;
}

/** The class whose constructor a callee is, where a call makes an instance; -1 for others. */
function constructedClass(infer: Infer, callee: Value): SymbolId {
  if (kindOf(callee) !== Kind.function) return NONE;
  const { columns } = infer;
  const { classes, names } = infer.program.files[columns.fileOfSymbol(payloadOf(callee))]!.language.rules;
  if (!classes.callConstructs || names.functionsApart !== true) return NONE;
  const name = infer.program.strings[columns.symbol(payloadOf(callee), 'name')]!;
  const owner = infer.generics.ownerOf(payloadOf(callee));
  const isNamedAsClass = classes.constructorsNamedAsClass === true && owner >= 0;
  if (isNamedAsClass && columns.symbol(owner, 'name') === columns.symbol(payloadOf(callee), 'name'))
    return owner;
  return classes.constructors.includes(name) ? owner : NONE;
}

/** The class that a callee names, where it is not decided which of its constructors is called; -1 for others. */
function namedClass(infer: Infer, callee: ExprId, { calls, classes }: LanguageRules): SymbolId {
  if (calls.onlyDecided !== true || !classes.callConstructs) return NONE;
  const { type } = infer.explain(callee);
  return kindOf(type) === Kind.class ? payloadOf(type) : NONE;
}

/** The module that a wrapper around an import is given. */
function wrappedImport(
  infer: Infer,
  call: ExprId,
  name: NameId,
  { modules: { importWrappers } }: LanguageRules,
): Answer {
  const argument = infer.columns.positionalValue(infer.columns.b(call), 0);
  if (argument < 0 || importWrappers?.includes(infer.program.strings[name]!) !== true) return NOTHING;
  return infer.explain(argument);
}

export function boundIn(infer: Infer, open: Value, call: ExprId, callee: Value, but = -1): Value {
  const { columns, generics } = infer;
  let value: Value = open;
  const written = columns.a(call);
  if (kindOf(callee) === Kind.function && columns.op(written) === Op.member) {
    const owner = generics.ownerOf(payloadOf(callee));
    const receiver = owner < 0 ? UNKNOWN : infer.evaluate(columns.a(written));
    if (receiver !== UNKNOWN) value = generics.substitute(value, generics.ofReceiver(receiver, owner));
  } else if (kindOf(callee) === Kind.function && columns.op(written) === Op.name) {
    const owner = generics.ownerOf(payloadOf(callee));
    const receiver =
      owner < 0
        ? UNKNOWN
        : isOperator(columns, written)
          ? infer.evaluate(columns.listValue(columns.b(call), 0))
          : implicitReceiver(infer, columns.scopeOf(call), owner);
    if (receiver !== UNKNOWN) value = generics.substitute(value, generics.ofReceiver(receiver, owner));
  }
  const result = kindOf(callee) === Kind.function ? columns.symbol(payloadOf(callee), 'result') : NONE;
  if (conditionBehind(infer.types, result) >= 0)
    return instanceWith(infer.types, result, generics.ofCall(call, callee, but));
  if (generics.isOpen(value)) {
    const signature = kindOf(callee) === Kind.instance ? callSignature(infer.types, callee) : callee;
    infer.values.each(signature, (one) => {
      if (generics.isOpen(value)) value = generics.substitute(value, generics.ofCall(call, one, but));
    });
  }
  return value;
}

/** What `new` makes at a call: with the type arguments that it is given, written or not. */
export function constructedAt(infer: Infer, call: ExprId, callee: ExprId): Answer {
  const { generics } = infer;
  const { type: value, reason: known } = infer.explain(callee);
  const { type: made, reason } = constructedBy(infer, value, known);
  if (
    infer.columns.op(callee) === Op.generic &&
    infer.rulesOf(infer.columns.scopeOf(call)).names.functionsApart === true
  )
    return answer(instanceOf(infer.types, callee), reason);
  if (kindOf(value) === Kind.class)
    return answer(generics.instantiate(made, call, constructorOf(infer, payloadOf(value), -1)), reason);
  if (kindOf(made) === Kind.externalInstance) {
    const written = generics.writtenAt(call);
    const isKnown = written.some((one) => one !== UNKNOWN);
    return answer(isKnown ? infer.values.generic(made, written) : builtAt(infer, call, made), reason);
  }
  return answer(generics.isOpen(made) ? boundIn(infer, made, call, value) : made, reason);
}

/** What `f.call(…)` and `f.bind(…)` give: what a call of `f` gives, and `f` itself. */
function invoked(infer: Infer, receiver: Answer, callee: ExprId): Answer {
  const { columns } = infer;
  const rules = infer.rulesOf(columns.scopeOf(callee));
  const how = functionMember(rules, infer.program.strings[columns.b(callee)]!);
  const reason = chain(receiver.reason, ReasonId.returned);
  if (how === 'gives') return answer(receiver.type, reason);
  return how === 'calls' || how === 'applies'
    ? infer.explainResult(receiver.type, reason)
    : answer(UNKNOWN, reason);
}

/** An instance of the class that is the first argument. */
function allocated(infer: Infer, expression: ExprId): Answer {
  const argument = infer.columns.listValue(infer.columns.b(expression), 0);
  if (argument < 0) return NOTHING;
  const { type, reason } = infer.explain(argument);
  if (kindOf(type) !== Kind.class) return NOTHING;
  return answer(makeValue(Kind.instance, payloadOf(type)), chain(reason, ReasonId.constructed));
}

/** What `new value()` gives: an instance, of a function too. */
function constructedBy(infer: Infer, value: Value, reason: number): Answer {
  if (kindOf(value) === Kind.generic) {
    const { base } = infer.values.getGeneric(value);
    if (kindOf(base) !== Kind.instance) return infer.explainResult(value, reason);
    const { type, reason: why } = constructedBy(infer, base, reason);
    return answer(infer.generics.substitute(type, infer.generics.ofReceiver(value, payloadOf(base))), why);
  }
  if (kindOf(value) === Kind.instance) {
    const { constructMember } =
      infer.program.files[infer.columns.fileOfSymbol(payloadOf(value))]!.language.rules.classes;
    return constructMember === undefined
      ? answer(UNKNOWN, reason)
      : callInstance(infer.types, payloadOf(value), reason, constructMember);
  }
  if (kindOf(value) !== Kind.function) return infer.explainResult(value, reason);
  return answer(makeValue(Kind.instance, payloadOf(value)), chain(reason, ReasonId.constructed));
}
