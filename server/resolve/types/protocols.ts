// The protocols of the languages: calling an instance, iterating, awaiting, entering, and members of generic values.

import type { ExprId, NameId, SymbolId } from '../program/index.ts';
import { instanceOf, typeObject } from './annotations.ts';
import { elements, genericField, isIterator, isTuple, rulesOfBuiltin } from './builtinCollections.ts';
import { asInstance } from './instances.ts';
import { ReasonId, answer } from './reasons.ts';
import type { Answer } from './reasons.ts';
import { rulesOfSymbol } from './typeContext.ts';
import type { TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value } from './values.ts';

type AsyncProtocol = 'iterate' | 'next' | 'enter' | 'leave';
type Protocol = AsyncProtocol;

/** An instance of a class, of what it is an alias for when it is one. */
export function constructedInstance(types: TypeContext, symbol: SymbolId): Value {
  const alias = types.evaluator.classes.aliasOf(symbol);
  return alias >= 0 ? instanceOf(types, alias) : makeValue(Kind.instance, symbol);
}

/** The class of an instance; unknown for what is none. */
export function classOf(types: TypeContext, value: Value): Value {
  const kind = kindOf(value);
  if (kind === Kind.instance) return makeValue(Kind.class, payloadOf(value));
  if (kind === Kind.externalInstance) return makeValue(Kind.external, payloadOf(value));
  let classes = UNKNOWN;
  if (kind === Kind.union)
    types.values.each(value, (one) => (classes = types.values.join(classes, classOf(types, one))));
  return classes;
}

/** What of `value` is an instance of `tested`, a class or a sequence of classes; such an instance when nothing is. */
export function narrowed(types: TypeContext, value: Value, tested: Value): Value {
  const classes: Value[] = [];
  const addClasses = (one: Value): void => {
    if (kindOf(one) === Kind.class || kindOf(one) === Kind.external) classes.push(one);
    else if (kindOf(one) === Kind.instance) classes.push(...constructedClass(types, payloadOf(one)));
    else if (kindOf(one) === Kind.generic)
      for (const part of types.values.getGeneric(one).parameters) types.values.each(part, addClasses);
  };
  types.values.each(tested, addClasses);
  if (classes.length === 0) return value;
  let kept = UNKNOWN;
  types.values.each(value, (one) => {
    if (classes.some((type) => isInstance(types, one, type))) kept = types.values.join(kept, one);
  });
  if (kept !== UNKNOWN) return kept;
  return classes.reduce((joined, type) => types.values.join(joined, asInstance(types, type)), UNKNOWN);
}

/** The class of what an object makes that can be constructed. */
function constructedClass(types: TypeContext, symbol: SymbolId): Value[] {
  const { constructMember } = rulesOfSymbol(types, symbol).classes;
  if (constructMember === undefined) return [];
  const { type } = callInstance(types, symbol, ReasonId.local, constructMember);
  return kindOf(type) === Kind.instance ? [makeValue(Kind.class, payloadOf(type))] : [];
}

function isInstance(types: TypeContext, value: Value, type: Value): boolean {
  const one = kindOf(value) === Kind.generic ? types.values.getGeneric(value).base : value;
  if (kindOf(one) === Kind.externalInstance)
    return payloadOf(one) === payloadOf(type) && kindOf(type) === Kind.external;
  if (kindOf(one) !== Kind.instance) return false;
  const { classes, external } = types.evaluator.classes.lineage(payloadOf(one));
  return kindOf(type) === Kind.class ? classes.includes(payloadOf(type)) : external === type;
}

/** The number of the name by which an instance of `symbol` tells its class, -1 where there is none. */
export function classMember(types: TypeContext, symbol: SymbolId): number {
  const { classMember: name } = rulesOfSymbol(types, symbol).classes;
  return name === undefined ? -1 : (types.program.numbers.get(name) ?? -1);
}

/** An instance of the type that a named type is made from, unknown for a class of its own. */
function underlying(types: TypeContext, value: Value): Value {
  if (kindOf(value) !== Kind.instance) return UNKNOWN;
  const type = types.evaluator.classes.underlyingOf(payloadOf(value));
  return type < 0 ? UNKNOWN : instanceOf(types, type);
}

/** Built-in types have the members that their language says; of other external ones anything may be a member. */
export function memberOfExternal(types: TypeContext, value: Value, name: NameId): Value {
  const { symbol } = types.values.getExternal(value);
  const text = types.program.strings[name]!;
  if (symbol === '' && rulesOfBuiltin(types, value) !== undefined) return UNKNOWN;
  const outlined = memberOfOutlined(types, value, text);
  if (outlined !== undefined) return outlined;
  return types.values.externalMember(value, text);
}

/** A member of an instance of a class of the library; undefined where nobody says which members that has. */
function memberOfOutlined(types: TypeContext, value: Value, name: string): Value | undefined {
  const { library } = types;
  const type = library.classOf(value);
  if (!type) return undefined;
  const found = library.memberOf(type, name);
  if (!found) return library.hasAnyMember(type) || name.startsWith('_') ? undefined : UNKNOWN;
  const held = found.member.kind === 'variable' ? library.fieldOf(value, name) : UNKNOWN;
  return held === UNKNOWN ? undefined : held;
}

/** What calling an instance of `symbol` gives that was found for `reason`; `through` names the member that is called. */
export function callInstance(
  types: TypeContext,
  symbol: SymbolId,
  reason: number,
  through = rulesOfSymbol(types, symbol).classes.callMember,
): Answer {
  const unknown = answer(UNKNOWN, reason);
  const instance = makeValue(Kind.instance, symbol);
  const made = underlying(types, instance);
  if (made !== UNKNOWN)
    return kindOf(made) === Kind.instance ? unknown : types.evaluator.explainResult(made, reason);
  const name = types.program.numbers.get(through);
  if (through === '' || name === undefined) return unknown;
  const method = types.evaluator.explainMember(instance, name, reason);
  if (kindOf(method.type) === Kind.function)
    return answer(types.evaluator.returned(payloadOf(method.type)), method.reason);
  return types.evaluator.explainResult(withoutInstances(types, method.type), method.reason);
}

/**
 * What of `value` is no object. The member through which an object is called can hold objects again, of its own class as well,
 * so that those are not followed.
 */
function withoutInstances({ values }: TypeContext, value: Value): Value {
  let rest = UNKNOWN;
  values.each(value, (one) => {
    const base = kindOf(one) === Kind.generic ? values.getGeneric(one).base : one;
    if (kindOf(base) !== Kind.instance) rest = values.join(rest, one);
  });
  return rest;
}

/** The functions through which an instance is called, unknown when it has none. */
export function callSignature(types: TypeContext, instance: Value): Value {
  const { classes } = rulesOfSymbol(types, payloadOf(instance));
  if (classes.functionalInterfaces === true) {
    const method = types.evaluator.singleMethod(payloadOf(instance));
    return method < 0 ? UNKNOWN : makeValue(Kind.function, method);
  }
  const name = types.program.numbers.get(classes.callMember);
  return name === undefined ? UNKNOWN : withoutInstances(types, types.evaluator.member(instance, name));
}

/** A value without its type arguments. */
function baseInstance(types: TypeContext, value: Value): Value {
  return kindOf(value) === Kind.generic ? types.values.getGeneric(value).base : value;
}

/** What a method gives that is called on `receiver`, with what the type parameters of its class stand for there. */
function givenBy(types: TypeContext, method: Value, receiver: Value): Value {
  const { generics } = types.evaluator;
  const result = types.evaluator.returned(payloadOf(method), receiver);
  if (!generics.isOpen(result)) return result;
  const owner = generics.ownerOf(payloadOf(method));
  return owner < 0 ? result : generics.substitute(result, generics.ofReceiver(receiver, owner));
}

/** The name of the member by which an instance takes part in a protocol, undefined when it can't. */
function protocolName(
  types: TypeContext,
  value: Value,
  protocol: Protocol | `${AsyncProtocol}Async` | 'subscript',
): NameId | undefined {
  const base = baseInstance(types, value);
  if (kindOf(base) !== Kind.instance) return undefined;
  const member = rulesOfSymbol(types, payloadOf(base)).classes.protocolMembers?.[protocol];
  return member === undefined ? undefined : types.program.numbers.get(member);
}

/** What a loop over an instance gives at each step; `isAsync` says that the loop waits. */
export function iteratedInstance(types: TypeContext, value: Value, isAsync = false): Value {
  if (kindOf(value) === Kind.class) return enumerated(types, value);
  const iterated = types.library.iterated(value, isAsync);
  if (iterated !== undefined) return iterated;
  const found = protocolMethod(types, value, 'iterate', isAsync);
  if (found === UNKNOWN) {
    const step = stepOf(types, value);
    return step === UNKNOWN ? iteratedBase(types, value, isAsync) : step;
  }
  const result = givenBy(types, found, value);
  const next = protocolMethod(types, result, 'next', isAsync);
  if (next !== UNKNOWN) return givenBy(types, next, result);
  return kindOf(result) === Kind.generic ? types.values.getGeneric(result).parameters[0]! : UNKNOWN;
}

/** What a loop over an instance gives whose class has a base of the library with type arguments: `class Rows : List<Row>`. */
function iteratedBase(types: TypeContext, value: Value, isAsync: boolean): Value {
  const base = baseInstance(types, value);
  if (kindOf(base) !== Kind.instance) return UNKNOWN;
  const { classes, generics } = types.evaluator;
  const { bound } = classes.lineage(payloadOf(base));
  if (!bound) return UNKNOWN;
  const written = instanceOf(types, bound.type);
  return (
    types.library.iterated(generics.substitute(written, generics.ofReceiver(value, bound.owner)), isAsync) ??
    UNKNOWN
  );
}

/** What an object gives at each step that is looped over itself: what it holds, if that comes in something. */
function stepOf(types: TypeContext, value: Value): Value {
  const next =
    kindOf(value) === Kind.instance && rulesOfSymbol(types, payloadOf(value)).classes.methodsApart === true
      ? protocolMethod(types, value, 'next')
      : UNKNOWN;
  if (next === UNKNOWN) return UNKNOWN;
  const given = types.evaluator.returned(payloadOf(next), value);
  return types.library.awaited(given) ?? given;
}

/**
 * The method by which an instance takes part in a protocol, unknown when it has none in the workspace. Where it has one for
 * statements that wait (`isAsync`) and one for others, that of the statement is meant.
 */
export function protocolMethod(types: TypeContext, value: Value, protocol: Protocol, isAsync = false): Value {
  const names = [protocol, `${protocol}Async`] as const;
  for (const one of isAsync ? names.toReversed() : names) {
    const name = protocolName(types, value, one);
    const method = name === undefined ? UNKNOWN : types.evaluator.member(value, name);
    if (kindOf(method) === Kind.function) return method;
  }
  return UNKNOWN;
}

/** What a loop over a value counts by. */
export function keysOver(types: TypeContext, value: Value): Value {
  const made = underlying(types, value);
  const over = made === UNKNOWN ? value : made;
  if (kindOf(over) === Kind.callable) return yielded(types, over, 0);
  if (kindOf(over) !== Kind.generic || types.values.isComputed(over)) return UNKNOWN;
  const { base, parameters } = types.values.getGeneric(over);
  if (parameters.length === 2 && !isTuple(types, base)) return parameters[0]!;
  const isStream =
    kindOf(base) === Kind.externalInstance && types.streamTypes.has(types.values.getExternal(base).symbol);
  return isStream ? parameters[0]! : UNKNOWN;
}

/** What a function hands to the function it is given, at `index`: such functions can be looped over. */
function yielded(types: TypeContext, value: Value, index: number): Value {
  const yields = types.values.getGeneric(value).parameters[1] ?? UNKNOWN;
  if (kindOf(yields) !== Kind.callable) return UNKNOWN;
  return types.values.getGeneric(yields).parameters[index + 1] ?? UNKNOWN;
}

/** Of a class whose fields are its instances, one of them; unknown for other values. */
export function enumerated(types: TypeContext, value: Value): Value {
  if (kindOf(value) !== Kind.class) return UNKNOWN;
  const symbol = payloadOf(value);
  const { enumerationBases } = rulesOfSymbol(types, symbol).classes;
  if (!enumerationBases) return UNKNOWN;
  let isIt = types.enumerations.get(symbol);
  if (isIt === undefined) {
    types.enumerations.set(symbol, false);
    const { classes } = types.evaluator;
    const isBase = ({ type }: { readonly type: ExprId }) => {
      const base = typeObject(types, type);
      if (kindOf(base) !== Kind.external) return false;
      const { package: from, symbol: name } = types.values.getExternal(base);
      return enumerationBases.includes(`${from}.${name}`);
    };
    isIt = classes.lineage(symbol).classes.some((one) => classes.basesOf(one).some(isBase));
    types.enumerations.set(symbol, isIt);
  }
  return isIt ? makeValue(Kind.instance, symbol) : UNKNOWN;
}

/** What `value[index]` gives. */
export function subscripted(types: TypeContext, value: Value): Value {
  if (kindOf(value) === Kind.class) return enumerated(types, value);
  const made = underlying(types, value);
  if (made !== UNKNOWN && made !== value) return subscripted(types, made);
  if (kindOf(value) === Kind.callable) return yielded(types, value, 1);
  if (types.values.isComputed(value)) return subscripted(types, types.evaluator.generics.boundOf(value));
  const indexed = indexedProperty(types, value);
  if (indexed !== UNKNOWN) return indexed;
  if (kindOf(value) === Kind.generic) {
    const { base, parameters } = types.values.getGeneric(value);
    const own = protocolName(types, value, 'subscript');
    const method = own === undefined ? UNKNOWN : types.evaluator.member(value, own);
    if (kindOf(method) === Kind.function) return givenBy(types, method, value);
    if (parameters.length === 2 && !isTuple(types, base)) return parameters[1]!;
    return elements(types, value);
  }
  const name = protocolName(types, value, 'subscript');
  if (name === undefined) return types.library.subscripted(value);
  const method = types.evaluator.member(value, name);
  return kindOf(method) === Kind.function ? givenBy(types, method, value) : UNKNOWN;
}

/** What the property gives by which instances of a class of the workspace are indexed, unknown where there is none. */
function indexedProperty(types: TypeContext, value: Value): Value {
  const base = kindOf(value) === Kind.generic ? types.values.getGeneric(value).base : value;
  const name = protocolName(types, base, 'subscript');
  if (name === undefined || rulesOfSymbol(types, payloadOf(base)).classes.propertiesApart !== true)
    return UNKNOWN;
  return types.evaluator.member(value, name);
}

/** What `with value as name` binds; `isAsync` says that the statement waits. */
export function enteredValue(types: TypeContext, value: Value, isAsync = false): Value {
  const name = protocolName(types, value, 'enter');
  // A generator is entered when it was made a context manager: it binds what is yielded.
  if (kindOf(value) === Kind.generic && isIterator(types, value)) return elements(types, value);
  const own = protocolMethod(types, value, 'enter', isAsync);
  if (own !== UNKNOWN) return givenBy(types, own, value);
  if (name === undefined)
    return kindOf(baseInstance(types, value)) === Kind.instance
      ? UNKNOWN
      : enteredExternal(types, value, isAsync);
  return types.evaluator.member(value, name) === UNKNOWN ? UNKNOWN : value;
}

/** What entering something outside the workspace gives: the argument of a context manager's type, else itself. */
function enteredExternal(types: TypeContext, value: Value, isAsync: boolean): Value {
  const entered = types.library.entered(value, isAsync);
  if (entered !== undefined) return entered;
  if (kindOf(value) !== Kind.generic) return value;
  const { base, parameters } = types.values.getGeneric(value);
  if (kindOf(base) !== Kind.externalInstance) return value;
  const { symbol } = types.values.getExternal(base);
  const name = symbol.slice(symbol.lastIndexOf('.') + 1);
  return types.enteredGenerics.has(name) ? parameters[0]! : value;
}

/** What stands under a name in a type that has all names for members. */
function keyedMember(types: TypeContext, value: Value, name: NameId): Value {
  const { base, parameters, items } = types.values.getGeneric(value);
  if (kindOf(base) !== Kind.externalInstance || parameters.length < 2) return UNKNOWN;
  const { symbol } = types.values.getExternal(base);
  return types.keyedGenerics.has(symbol) ? (items?.get(name) ?? parameters[1]!) : UNKNOWN;
}

/** A member of a type with type arguments, found for `reason`. */
export function memberOfGeneric(types: TypeContext, value: Value, name: NameId, reason: number): Answer {
  const { base } = types.values.getGeneric(value);
  const text = types.program.strings[name]!;
  const field = genericField(types, value, text);
  if (field !== undefined) return answer(field, ReasonId.element);
  const keyed = keyedMember(types, value, name);
  if (keyed !== UNKNOWN) return answer(keyed, ReasonId.element);
  const outlined = memberOfOutlined(types, value, text);
  if (outlined !== undefined) return answer(outlined, ReasonId.element);
  const found = types.evaluator.explainMember(base, name, reason);
  const { generics } = types.evaluator;
  if (kindOf(base) !== Kind.instance || !generics.isOpen(found.type)) return found;
  return answer(generics.substitute(found.type, generics.ofReceiver(value, payloadOf(base))), found.reason);
}

/** A module that exports one object offers that object's members; `asType` asks for a type. */
export function memberOfWholeExport(
  types: TypeContext,
  target: Value,
  name: NameId,
  asType: boolean,
): Answer {
  const none = answer(UNKNOWN, ReasonId.import);
  if (types.wholeExportName < 0 || name === types.wholeExportName) return none;
  const whole = types.evaluator.memberOfModule(target, types.wholeExportName, false, asType);
  if (whole.type === UNKNOWN) return none;
  return isDefaultName(types, name)
    ? whole
    : types.evaluator.explainMember(whole.type, name, whole.reason, asType);
}

export function nameId(types: TypeContext, name: string): NameId | undefined {
  return types.program.numbers.get(name);
}

export function isDefaultName(types: TypeContext, name: NameId): boolean {
  return types.defaultNames.has(types.program.strings[name]!);
}
