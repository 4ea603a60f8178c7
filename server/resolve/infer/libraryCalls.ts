// Functions of the standard library that hand out what they are given, as their language says, and what `new` makes of
// built-in types when they are given something.

import type { BuiltinResult, LanguageRules } from '../../languages/language.ts';
import type { ExprId } from '../program/index.ts';
import {
  Kind,
  ReasonId,
  UNKNOWN,
  answer,
  awaited,
  builtinInstance,
  chain,
  classOf,
  elements,
  instanceOf,
  kindOf,
  makeValue,
  payloadOf,
  positional,
  promiseOf,
  reasonOf,
  typeVariable,
  valuesOf,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import type { Infer } from './context.ts';
import { indexedMembers } from './members.ts';

/** What a call of something of the standard library gives. */
export interface LibraryResult {
  /** Undefined when it is simply something of its own, unknown when nobody can tell. */
  readonly type: Value | undefined;
  readonly reason: number;
}

/** What a call of something of the standard library gives that was found for `known`. */
export function libraryResult(infer: Infer, value: Value, expression: ExprId, known: number): LibraryResult {
  const rules = infer.rulesOf(infer.columns.scopeOf(expression));
  const { builtinPackage, outline } = rules.library;
  const { package: packageName, symbol: name } = infer.values.getExternal(value);
  const how = libraryRule(infer, value, rules);
  const handed = how === undefined ? undefined : handedOut(infer, how, expression);
  // What is made of something is as sure as that, known or not.
  const reason = handed?.reason ?? known;
  if (how !== undefined) {
    if (handed !== undefined && handed.type !== UNKNOWN) return handed;
    if (outline !== undefined) return { type: UNKNOWN, reason };
  }
  const outlined = infer.contexts.outlinedCalls.resultOf(expression, value);
  if (outlined !== undefined) {
    const isMade = infer.types.library.find(value)?.declaration.kind === 'class';
    return { type: outlined, reason: chain(reason, isMade ? ReasonId.constructed : ReasonId.returned) };
  }
  if (outline === undefined) return { type: undefined, reason };
  const isUnsure =
    packageName === builtinPackage ||
    (outline.packagesGiveTheirOwn !== true && isGivenBack(infer, name, expression));
  return { type: isUnsure ? UNKNOWN : undefined, reason };
}

/** Whether a function of a library may give back what it is given of the project; a class makes its own instances. */
function isGivenBack(infer: Infer, symbol: string, expression: ExprId): boolean {
  if (/^\p{Lu}/u.test(symbol.slice(symbol.lastIndexOf('.') + 1))) return false;
  const { columns } = infer;
  const list = columns.b(expression);
  let given = 0;
  for (let index = 0; index < columns.listLength(list); index++) {
    infer.values.each(infer.evaluate(columns.listValue(list, index)), (one) => {
      const kind = kindOf(one);
      if (kind === Kind.class || kind === Kind.instance || kind === Kind.function) given++;
    });
  }
  return given > 0;
}

/** How a function of the standard library hands out what it is given, undefined when it does not. */
export function libraryRule(infer: Infer, value: Value, rules: LanguageRules): BuiltinResult | undefined {
  const { builtinResults, builtinPackage } = rules.library;
  if (!builtinResults) return undefined;
  let known = infer.libraryRules.get(rules);
  if (!known) infer.libraryRules.set(rules, (known = new Map()));
  const cached = known.get(payloadOf(value));
  if (cached !== undefined) return cached === '' ? undefined : cached;
  const { package: packageName, symbol } = infer.values.getExternal(value);
  const name = packageName === builtinPackage ? symbol : `${packageName}.${symbol}`;
  const rule = Object.hasOwn(builtinResults, name) ? builtinResults[name] : undefined;
  known.set(payloadOf(value), rule ?? '');
  return rule;
}

/** What a function gives that hands out what it is given. */
function handedOut(infer: Infer, how: BuiltinResult, expression: ExprId): Answer | undefined {
  const { columns, types } = infer;
  const list = columns.b(expression);
  const argument = columns.listValue(list, 0);
  if (argument < 0 || how === 'unknown') return undefined;
  if (how === 'executed') return executedBy(infer, argument);
  if (how === 'list') return answer(listOfArguments(infer, expression), ReasonId.element);
  if (how === 'instance') return answer(instanceOf(types, argument), ReasonId.constructed);
  const given = infer.explain(argument);
  const value = given.type;
  const byElement = chain(given.reason, ReasonId.element);
  const { builtinPackage } = infer.rulesOf(columns.scopeOf(expression)).library;
  const listOf = (element: Value): Value =>
    element === UNKNOWN ? UNKNOWN : infer.values.generic(emptyList(infer, expression), [element]);
  const tupleOf = (parts: readonly Value[]): Value =>
    parts.every((part) => part === UNKNOWN)
      ? UNKNOWN
      : infer.values.generic(builtinInstance(types, builtinPackage, 'tuple'), parts);
  switch (how) {
    case 'argument':
      return given;
    case 'class': {
      // With its bases and members it makes a class of its own, which has what they have.
      const bases = columns.positionalValue(list, 1);
      if (bases < 0) return answer(classOf(types, value), given.reason);
      return answer(elements(types, infer.evaluate(bases)), ReasonId.element);
    }
    case 'element':
      return answer(elements(types, value), byElement);
    case 'elements': {
      const parts = columns.listLength(list) === 1 ? positional(types, value) : undefined;
      return answer(
        parts ? infer.values.generic(emptyList(infer, expression), parts) : listOf(elements(types, value)),
        byElement,
      );
    }
    case 'numbered':
      return answer(listOf(tupleOf([UNKNOWN, elements(types, value)])), byElement);
    case 'zipped': {
      const parts: Value[] = [];
      for (let index = 0; index < columns.listLength(list); index++)
        parts.push(elements(types, infer.evaluate(columns.listValue(list, index))));
      return answer(listOf(tupleOf(parts)), byElement);
    }
    case 'arguments': {
      let all = value;
      for (let index = 1; index < columns.listLength(list); index++)
        all = infer.values.join(all, infer.evaluate(columns.listValue(list, index)));
      return answer(all, chain(given.reason, ReasonId.returned));
    }
    case 'values':
      return kindOf(value) === Kind.object || kindOf(value) === Kind.instance
        ? answer(listOf(indexedMembers(infer, value)), ReasonId.element)
        : answer(listOf(valuesOf(types, value) === value ? UNKNOWN : valuesOf(types, value)), byElement);
    case 'entries':
      return answer(listOf(tupleOf([UNKNOWN, indexedMembers(infer, value)])), byElement);
    case 'promise':
      return answer(promiseOf(types, builtinPackage, value), byElement);
    case 'rejection':
      return answer(promiseOf(types, builtinPackage, UNKNOWN, value), byElement);
    case 'promise-of-all':
    case 'promise-of-any':
    case 'promise-of-settled':
      return answer(gathered(infer, how, value, expression), byElement);
    case 'type-variable':
      return answer(typeVariable(expression), byElement);
    case 'called':
      return infer.explainResult(value, byElement);
    case 'mapped': {
      const made = infer.explainResult(value, byElement);
      return answer(listOf(made.type), made.reason);
    }
    default:
      return undefined;
  }
}

/** A list of the language of an expression, of which nothing is known. */
export function emptyList(infer: Infer, expression: ExprId): Value {
  const { builtinPackage, listType } = infer.rulesOf(infer.columns.scopeOf(expression)).library;
  return builtinInstance(infer.types, builtinPackage, listType);
}

function listOfArguments(infer: Infer, expression: ExprId): Value {
  const { columns } = infer;
  const list = columns.b(expression);
  const parts: Value[] = [];
  for (let index = 0; index < columns.listLength(list); index++)
    parts.push(infer.evaluate(columns.listValue(list, index)));
  return infer.values.generic(emptyList(infer, expression), parts);
}

/** A promise of the outcomes of the promises in a collection. */
function gathered(infer: Infer, how: BuiltinResult, value: Value, expression: ExprId): Value {
  const { types, values } = infer;
  const { builtinPackage, outcomeTypes = [] } = infer.rulesOf(infer.columns.scopeOf(expression)).library;
  const parts = positional(types, value) ?? [elements(types, value)];
  const joined = (each: (one: Value) => Value): Value =>
    parts.reduce((all, one) => values.join(all, each(one)), UNKNOWN);
  const reasons = joined((one) => reasonOf(types, one));
  if (how === 'promise-of-any')
    return promiseOf(
      types,
      builtinPackage,
      joined((one) => awaited(types, one)),
      reasons,
    );
  const outcome = (one: Value): Value =>
    how === 'promise-of-all'
      ? awaited(types, one)
      : values.join(
          outcomeOf(infer, builtinPackage, outcomeTypes[0], awaited(types, one)),
          outcomeOf(infer, builtinPackage, outcomeTypes[1], reasonOf(types, one)),
        );
  const list = values.generic(emptyList(infer, expression), parts.map(outcome));
  return promiseOf(types, builtinPackage, list, how === 'promise-of-all' ? reasons : UNKNOWN);
}

function outcomeOf(infer: Infer, builtinPackage: string, type: string | undefined, value: Value): Value {
  return value === UNKNOWN || type === undefined
    ? UNKNOWN
    : infer.values.generic(builtinInstance(infer.types, builtinPackage, type), [value]);
}

/** What `new` makes of a type of the library: with what it is given, as far as the language or an outline says how. */
export function builtAt(infer: Infer, call: ExprId, made: Value): Value {
  const { builtinConstructs, builtinPackage } = infer.rulesOf(infer.columns.scopeOf(call)).library;
  const { package: packageName, symbol } = infer.values.getExternal(made);
  const isBuiltIn = packageName === builtinPackage && Object.hasOwn(builtinConstructs ?? {}, symbol);
  const given = isBuiltIn ? handedOut(infer, builtinConstructs![symbol]!, call) : undefined;
  if (kindOf(given?.type ?? UNKNOWN) === Kind.generic) {
    const { parameters, items } = infer.values.getGeneric(given!.type);
    return infer.values.generic(made, parameters, Kind.generic, items);
  }
  const type = makeValue(Kind.external, payloadOf(made));
  if (infer.types.library.find(type)?.declaration.kind !== 'class') return made;
  const built = infer.contexts.outlinedCalls.resultOf(call, type) ?? UNKNOWN;
  return built === UNKNOWN ? made : built;
}

/** A promise of what a function hands to its first parameter, which fails with what it hands to its second. */
function executedBy(infer: Infer, argument: ExprId): Answer {
  const executor = infer.explain(argument);
  if (kindOf(executor.type) !== Kind.function) return answer(UNKNOWN, executor.reason);
  const { builtinPackage } = infer.rulesOf(infer.columns.scopeOf(argument)).library;
  const [value = UNKNOWN, reason = UNKNOWN] = [0, 1].map((index) =>
    infer.contexts.passing.handedTo(payloadOf(executor.type), index),
  );
  return answer(promiseOf(infer.types, builtinPackage, value, reason), executor.reason);
}
