// Built-in types with type arguments as collections: what a loop over one gives, what stands at a position, what a promise
// resolves to. Works on values; which types there are is said by the languages.

import { SymbolFlag } from '../../graph.ts';
import type { LanguageRules } from '../../languages/language.ts';
import type { SymbolId } from '../program/index.ts';
import { rulesOfSymbol } from './typeContext.ts';
import type { TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value } from './values.ts';

/** Number of the item of a promise that tells why it failed: no key of a collection. */
const REASON_ITEM = -1;
/** Number of the item of an iterator that it ends with. */
const LAST_ITEM = -2;

/** An instance of the built-in type `name`. */
export function builtinInstance(types: TypeContext, builtinPackage: string, name: string): Value {
  return makeValue(Kind.externalInstance, payloadOf(types.values.external(builtinPackage, name)));
}

/** The rules of the language of which `base` is a built-in type, undefined for other values. */
export function rulesOfBuiltin(types: TypeContext, base: Value): LanguageRules | undefined {
  if (kindOf(base) !== Kind.externalInstance) return undefined;
  return types.rulesByPackage.get(types.values.getExternal(base).package);
}

function nameOf(types: TypeContext, base: Value): string {
  return types.values.getExternal(base).symbol;
}

/** What waiting for a value gives. */
export function awaited(types: TypeContext, value: Value): Value {
  const outlined = types.library.awaited(value);
  if (outlined !== undefined) return outlined;
  if (kindOf(value) !== Kind.generic) return value;
  const { base, parameters } = types.values.getGeneric(value);
  return kindOf(base) === Kind.externalInstance && parameters.length > 0 ? parameters.at(-1)! : value;
}

/** A promise of what `value` gives when it is waited for, and of its failure with `reason`. */
export function promiseOf(types: TypeContext, builtinPackage: string, value: Value, reason = UNKNOWN): Value {
  const promiseType = rulesOfBuiltin(types, builtinInstance(types, builtinPackage, ''))?.library.promiseType;
  if (promiseType === undefined || (value === UNKNOWN && reason === UNKNOWN)) return UNKNOWN;
  let why = reason;
  let resolved = UNKNOWN;
  // A promise that is resolved with a promise is one of what that gives.
  types.values.each(value, (one) => {
    const isSettled = isPromise(types, one);
    resolved = types.values.join(resolved, isSettled ? awaited(types, one) : one);
    if (isSettled) why = types.values.join(why, reasonOf(types, one));
  });
  const items = why === UNKNOWN ? undefined : new Map([[REASON_ITEM, why]]);
  const base = builtinInstance(types, builtinPackage, promiseType);
  return types.values.generic(base, [resolved], Kind.generic, items);
}

function isPromise(types: TypeContext, value: Value): boolean {
  if (kindOf(value) !== Kind.generic) return false;
  const { base } = types.values.getGeneric(value);
  const rules = rulesOfBuiltin(types, base);
  return rules?.library.promiseType !== undefined && nameOf(types, base) === rules.library.promiseType;
}

/** With what a promise fails. */
export function reasonOf(types: TypeContext, value: Value): Value {
  return kindOf(value) === Kind.generic
    ? (types.values.getGeneric(value).items?.get(REASON_ITEM) ?? UNKNOWN)
    : UNKNOWN;
}

/** The type arguments of an iterator over `value`, made in `symbol`, that ends with `last`. */
export function iteratorOf(types: TypeContext, value: Value, symbol: SymbolId, last: Value): Value {
  const { builtinPackage, asyncIterator } = rulesOfSymbol(types, symbol).library;
  const isAsync = (types.columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
  const name = isAsync ? (asyncIterator ?? 'iterator') : 'iterator';
  const items = last === UNKNOWN ? undefined : new Map([[LAST_ITEM, last]]);
  return types.values.generic(builtinInstance(types, builtinPackage, name), [value], Kind.generic, items);
}

/** What an iterator gives at a step: an element, or what it ends with. */
export function stepsOf(types: TypeContext, value: Value): Value {
  const last =
    kindOf(value) === Kind.generic ? types.values.getGeneric(value).items?.get(LAST_ITEM) : undefined;
  return types.values.join(valuesOf(types, value), last ?? UNKNOWN);
}

export function isIterator(types: TypeContext, value: Value): boolean {
  const { base } = types.values.getGeneric(value);
  if (kindOf(base) !== Kind.externalInstance) return false;
  const name = nameOf(types, base);
  return types.iteratorTypes.has(name.slice(name.lastIndexOf('.') + 1));
}

export function isTuple(types: TypeContext, base: Value): boolean {
  return kindOf(base) === Kind.externalInstance && types.tupleTypes.has(nameOf(types, base));
}

function isLiteralList(types: TypeContext, base: Value): boolean {
  return kindOf(base) === Kind.externalInstance && types.listTypes.has(nameOf(types, base));
}

/** The elements of a value one by one, undefined where their positions are not known: a list of one may hold more. */
export function positional(types: TypeContext, value: Value): readonly Value[] | undefined {
  if (kindOf(value) !== Kind.generic) return undefined;
  const { base, parameters } = types.values.getGeneric(value);
  if (isTuple(types, base)) return parameters;
  return isLiteralList(types, base) && parameters.length > 1 ? parameters : undefined;
}

/** Several versions of one collection as one that holds the items of all; other values as they are. */
export function merged(types: TypeContext, value: Value): Value {
  if (kindOf(value) !== Kind.union) return value;
  let base = UNKNOWN;
  let isOne = true;
  const versions: (readonly Value[])[] = [];
  types.values.each(value, (one) => {
    const isGeneric = kindOf(one) === Kind.generic;
    const own = isGeneric ? types.values.getGeneric(one).base : one;
    if (isGeneric) versions.push(types.values.getGeneric(one).parameters);
    // What was put into something is a version of anything.
    if (kindOf(own) === Kind.externalInstance && nameOf(types, own) === '' && base !== UNKNOWN) return;
    const isFirst =
      base === UNKNOWN || (kindOf(base) === Kind.externalInstance && nameOf(types, base) === '');
    isOne &&= isFirst || base === own;
    base = own;
  });
  if (!isOne || versions.length === 0) return value;
  // Lists of one length keep their positions.
  const { length } = versions[0]!;
  const isPositional = versions.every((parameters) => parameters.length === length);
  if (!isPositional && !isLiteralList(types, base)) return value;
  const joined = isPositional
    ? Array.from({ length }, (_, at) =>
        joinOf(
          types,
          versions.map((parameters) => parameters[at]!),
        ),
      )
    : [
        joinOf(
          types,
          versions.map((parameters) => joinOf(types, parameters)),
        ),
      ];
  return types.values.generic(base, joined);
}

/** What iterating over a value gives. */
export function elements(types: TypeContext, value: Value, isAsync = false): Value {
  if (kindOf(value) === Kind.union) {
    const version = merged(types, value);
    return kindOf(version) === Kind.union ? UNKNOWN : elements(types, version, isAsync);
  }
  if (kindOf(value) === Kind.parameter || types.values.isComputed(value)) {
    // It keeps to all of its bounds, of which one says what it gives.
    let found = UNKNOWN;
    types.values.each(types.evaluator.generics.boundOf(value), (bound) => {
      if (kindOf(bound) !== Kind.parameter) found = types.values.join(found, elements(types, bound, isAsync));
    });
    return found;
  }
  if (kindOf(value) !== Kind.generic) return types.evaluator.iteratedInstance(value, isAsync);
  const { base, parameters } = types.values.getGeneric(value);
  if (isTuple(types, base) || isLiteralList(types, base)) return joinOf(types, parameters);
  const outlined = types.library.iterated(value, isAsync);
  if (outlined !== undefined) return outlined;
  const iterated =
    kindOf(base) === Kind.instance ? types.evaluator.iteratedInstance(value, isAsync) : UNKNOWN;
  return iterated === UNKNOWN ? parameters[0]! : iterated;
}

function joinOf(types: TypeContext, parameters: readonly Value[]): Value {
  return parameters.reduce((joined, one) => types.values.join(joined, one), UNKNOWN);
}

/** The elements of a list or set, the values of a map, what a promise resolves to. */
export function valuesOf(types: TypeContext, value: Value): Value {
  if (kindOf(value) !== Kind.generic || types.values.isComputed(value)) return value;
  const { base, parameters } = types.values.getGeneric(value);
  return isTuple(types, base) || isLiteralList(types, base) ? joinOf(types, parameters) : parameters.at(-1)!;
}

/** A list with its lists laid open. */
export function flattened(types: TypeContext, value: Value): Value {
  const { base, parameters } = types.values.getGeneric(value);
  const parts: Value[] = [];
  let isCounted = true;
  for (const one of parameters) {
    const isList = kindOf(one) === Kind.generic && isLiteralList(types, types.values.getGeneric(one).base);
    if (isList) parts.push(...types.values.getGeneric(one).parameters);
    else parts.push(one);
    isCounted &&= kindOf(one) !== Kind.union;
  }
  return types.values.generic(base, isCounted && parameters.length > 1 ? parts : [joinOf(types, parts)]);
}

/** The field of a generic built-in type that holds one of its type arguments; undefined when it is none. */
export function genericField(types: TypeContext, value: Value, name: string): Value | undefined {
  const { base, parameters } = types.values.getGeneric(value);
  const fields = rulesOfBuiltin(types, base)?.library.genericFields;
  const at = fields?.get(`${nameOf(types, base)}.${name}`);
  return at === undefined ? undefined : (parameters[at] ?? UNKNOWN);
}

/** What stands at a position, counted from the end when it is negative. */
export function elementAt(types: TypeContext, value: Value, index: number): Value {
  if (kindOf(value) === Kind.union) {
    const version = merged(types, value);
    return kindOf(version) === Kind.union ? UNKNOWN : elementAt(types, version, index);
  }
  if (kindOf(value) !== Kind.generic) return UNKNOWN;
  const { base, parameters } = types.values.getGeneric(value);
  const isPositional = isTuple(types, base) || isLiteralList(types, base);
  if (!isPositional) return elements(types, value);
  // A list of one type says nothing of positions; a negative one counts from the end.
  if (parameters.length === 1 && !isTuple(types, base)) return parameters[0]!;
  return parameters.at(index) ?? UNKNOWN;
}
