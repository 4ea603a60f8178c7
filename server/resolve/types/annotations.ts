// Type expressions: what an annotation names, and instances of it. Works on values; asks the evaluator for names.

import { Op, RECEIVER, Tested } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NONE, parameterOfCall } from '../program/index.ts';
import type { Columns, ExprId, ListId, SymbolId } from '../program/index.ts';
import { computed, spread } from './computed.ts';
import { conditionBehind, instanceWith } from './conditions.ts';
import { asInstance } from './instances.ts';
import { NOTHING, answer } from './reasons.ts';
import type { Answer } from './reasons.ts';
import { decoratorNames, lastName, rulesOfSymbol } from './typeContext.ts';
import type { TypeContext } from './typeContext.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';
import type { Value } from './values.ts';

const MAX_TYPE_DEPTH = 24;

function isDecorated(types: TypeContext, symbol: SymbolId, names: readonly string[]): boolean {
  return types.decorators.has(symbol) && decoratorNames(types, symbol).some((name) => names.includes(name));
}

/** Whether a decorator of this name stands at a symbol, called or not. */
export function isDecoratedBy(types: TypeContext, symbol: SymbolId, name: string): boolean {
  return isDecorated(types, symbol, [name]);
}

export function isStatic(types: TypeContext, symbol: SymbolId): boolean {
  if ((types.columns.symbol(symbol, 'flags') & SymbolFlag.static) !== 0) return true;
  return isDecorated(types, symbol, rulesOfSymbol(types, symbol).classes.staticMethodDecorators);
}

export function isClassMethod(types: TypeContext, symbol: SymbolId): boolean {
  const { implicitClassMethods } = rulesOfSymbol(types, symbol).classes;
  if (implicitClassMethods?.includes(types.program.strings[types.columns.symbol(symbol, 'name')]!) === true)
    return true;
  return isDecorated(types, symbol, rulesOfSymbol(types, symbol).classes.classMethodDecorators);
}

/** Whether it takes what is assigned to a property, or is called when the property is deleted. */
export function isSetter(types: TypeContext, symbol: SymbolId): boolean {
  if ((types.columns.symbol(symbol, 'flags') & SymbolFlag.setter) !== 0) return true;
  const { setterDecorators } = rulesOfSymbol(types, symbol).classes;
  return setterDecorators !== undefined && isDecorated(types, symbol, setterDecorators);
}

export function isProperty(types: TypeContext, symbol: SymbolId): boolean {
  if ((types.columns.symbol(symbol, 'flags') & SymbolFlag.property) !== 0) return true;
  return isDecorated(types, symbol, rulesOfSymbol(types, symbol).classes.propertyDecorators);
}

// Type expressions.

/** What a type expression names, as an object: a class, an external type; aliases are followed. */
export function typeObject(types: TypeContext, expression: ExprId): Value {
  return namedType(types, expression).type;
}

/** See `typeObject`; and the reason. */
export function namedType(types: TypeContext, expression: ExprId): Answer {
  if (expression < 0) return NOTHING;
  const op = types.columns.op(expression);
  if (op === Op.name || op === Op.member) {
    const named = types.evaluator.explainType(expression);
    const alias = aliasedBy(types, named.type);
    return alias < 0 || alias === expression ? followAlias(types, named) : namedType(types, alias);
  }
  if (op === Op.generic || op === Op.subscript) return namedType(types, baseOfGeneric(types, expression));
  const found = types.evaluator.explain(expression);
  if (op === Op.call && kindOf(found.type) === Kind.generic) {
    // What it has type arguments for does not matter to what it is.
    const { base } = types.values.getGeneric(found.type);
    if (kindOf(base) === Kind.instance) return answer(base, found.reason);
  }
  return op === Op.call || kindOf(found.type) === Kind.class ? found : answer(UNKNOWN, found.reason);
}

/** What a type within a type of the library is, where such stand as members that hold it; unknown for others. */
function heldWithin(types: TypeContext, expression: ExprId): Value {
  const { columns } = types;
  const { outline } = types.evaluator.rulesOf(columns.scopeOf(expression)).library;
  if (outline?.typesAreMembers !== true || columns.op(expression) !== Op.member) return UNKNOWN;
  const within = instanceOf(types, columns.a(expression));
  return types.library.fieldOf(within, types.program.strings[columns.b(expression)]!);
}

/** What the type `name` stands for, which is named within another one, with the type arguments of that or of its bases. */
function withinGeneric(types: TypeContext, around: ExprId, name: SymbolId, value: Value): Value {
  const { columns, evaluator } = types;
  const { outline } = evaluator.rulesOf(columns.scopeOf(around)).library;
  if (outline?.typesAreMembers !== true) return value;
  const receiver = instanceOf(types, around);
  const base = kindOf(receiver) === Kind.generic ? types.values.getGeneric(receiver).base : receiver;
  if (kindOf(base) !== Kind.instance) return value;
  const parent = columns.symbol(name, 'parent');
  const owner = parent < 0 ? payloadOf(base) : parent;
  return evaluator.generics.substitute(value, evaluator.generics.ofReceiver(receiver, owner));
}

/** What is applied to type arguments, or the only one of them where it stands for that. */
function baseOfGeneric(types: TypeContext, expression: ExprId): ExprId {
  const { columns } = types;
  const base = columns.a(expression);
  if (columns.op(expression) !== Op.generic) return base;
  const { transparentGenerics } = types.evaluator.rulesOf(columns.scopeOf(expression)).types;
  if (!transparentGenerics.includes(lastName(types, base))) return base;
  const list = columns.b(expression);
  const followed: ExprId[] = [];
  for (let index = 0; index < columns.listLength(list); index++)
    if (isFollowed(types, columns.listValue(list, index))) followed.push(columns.listValue(list, index));
  return followed.length === 1 ? followed[0]! : base;
}

/** Whether a type argument is a type that has members. */
function isFollowed({ columns }: TypeContext, type: ExprId): boolean {
  if (type < 0 || columns.op(type) === Op.keysOf) return false;
  return columns.op(type) !== Op.literal || columns.b(type) === 0;
}

/** The type expression that a value only gives a name, -1 for other values. */
function aliasedBy(types: TypeContext, value: Value): ExprId {
  const made = kindOf(value) === Kind.variable ? payloadOf(value) : NONE;
  return made >= 0 && types.columns.op(made) === Op.typeAlias ? types.columns.a(made) : NONE;
}

/** What a class object stands for that may be an alias of another type. */
function followAlias(types: TypeContext, found: Answer): Answer {
  let current = found;
  for (let steps = 0; steps < 8 && kindOf(current.type) === Kind.class; steps++) {
    const alias = types.evaluator.classes?.aliasOf(payloadOf(current.type)) ?? NONE;
    if (alias < 0 || (types.columns.op(alias) !== Op.name && types.columns.op(alias) !== Op.member))
      return current;
    const next = types.evaluator.explainType(alias);
    if (next.type === UNKNOWN) return current;
    current = next;
  }
  return current;
}

/** An instance of what the type expression names; unknown when it cannot be told. */
export function instanceOf(types: TypeContext, expression: ExprId): Value {
  if (expression < 0) return UNKNOWN;
  const known = types.memo[expression]! as Value;
  if (known !== -1) return known;
  if (types.depth > MAX_TYPE_DEPTH) return UNKNOWN;
  types.memo[expression] = UNKNOWN;
  types.known.push(expression);
  const value = computeDeeper(types, expression);
  types.memo[expression] = value;
  return value;
}

function computeDeeper(types: TypeContext, expression: ExprId): Value {
  types.depth++;
  const value = computeInstance(types, expression);
  types.depth--;
  return value;
}

function computeInstance(types: TypeContext, expression: ExprId): Value {
  const { columns, values } = types;
  const a = columns.a(expression);
  const b = columns.b(expression);
  switch (columns.op(expression)) {
    case Op.name:
    case Op.member: {
      const value = types.evaluator.evaluateType(expression);
      // `Final` and the like say nothing of the type when they stand alone.
      const { transparentGenerics, callableGenerics } = types.evaluator.rulesOf(
        types.columns.scopeOf(expression),
      ).types;
      if (kindOf(value) === Kind.variable) {
        const alias = aliasedBy(types, value);
        return alias < 0
          ? makeValue(Kind.parameter, parameterOfCall(payloadOf(value)))
          : instanceOf(types, alias);
      }
      if (kindOf(value) === Kind.external) {
        const { symbol } = types.values.getExternal(value);
        const last = symbol.slice(symbol.lastIndexOf('.') + 1);
        if (transparentGenerics.includes(last)) return UNKNOWN;
        // What it takes and gives is not said.
        if (callableGenerics?.includes(last) === true)
          return values.generic(UNKNOWN, [UNKNOWN], Kind.callable);
        const held = heldWithin(types, expression);
        if (held !== UNKNOWN) return held;
      }
      if (kindOf(value) === Kind.class) {
        const alias = types.evaluator.classes.aliasOf(payloadOf(value));
        if (alias >= 0) {
          const whole = instanceOf(types, alias);
          return columns.op(expression) === Op.member
            ? withinGeneric(types, a, payloadOf(value), whole)
            : whole;
        }
      }
      return asInstance(types, value);
    }
    case Op.generic:
    case Op.subscript:
      return genericInstance(types, expression, a, b);
    case Op.choice:
      return values.join(instanceOf(types, a), instanceOf(types, b));
    case Op.conditional:
      return instanceWith(types, expression, new Map());
    case Op.otherwise: {
      const said = instanceOf(types, a);
      return said === UNKNOWN ? instanceOf(types, b) : said;
    }
    case Op.collection: {
      const element = instanceOf(types, a);
      if (element === UNKNOWN) return UNKNOWN;
      const { listType } = types.evaluator.rulesOf(types.columns.scopeOf(expression)).library;
      return values.generic(builtin(types, expression, b > 0 ? types.program.strings[b]! : listType), [
        element,
      ]);
    }
    case Op.mapping: {
      const element = instanceOf(types, b);
      return values.generic(builtin(types, expression, 'map'), [instanceOf(types, a), element]);
    }
    case Op.typeOf:
      return types.evaluator.evaluate(a);
    case Op.indexed:
      return indexedInstance(types, expression);
    case Op.functionType: {
      const parts = [instanceOf(types, a)];
      for (let index = 0; index < columns.listLength(b); index++) {
        const part = instanceOf(types, columns.listValue(b, index));
        if (columns.isSpread(b, index)) parts.push(...spread(types, part));
        else parts.push(part);
      }
      const isKnown = parts.some((part) => part !== UNKNOWN);
      const isOnReceiver = types.program.strings[columns.listKey(b, 0)] === RECEIVER;
      return isKnown
        ? values.generic(isOnReceiver ? values.receiverMark : UNKNOWN, parts, Kind.callable)
        : UNKNOWN;
    }
    case Op.sequence: {
      const parts: Value[] = [];
      for (let index = 0; index < columns.listLength(b); index++)
        parts.push(instanceOf(types, columns.listValue(b, index)));
      return parts.length === 1
        ? parts[0]!
        : values.generic(
            builtin(types, expression, 'tuple'),
            parts,
            Kind.generic,
            namedItems(columns, b, parts),
          );
    }
    case Op.literal:
    case Op.object:
    case Op.entries:
      return types.evaluator.evaluate(expression);
    case Op.symbol:
      return asInstance(types, types.evaluator.evaluate(expression));
    case Op.self:
      return types.evaluator.evaluate(expression);
    default:
      return UNKNOWN;
  }
}

/** The items of a list that have names, by these; undefined where none has. */
export function namedItems(
  columns: Columns,
  list: ListId,
  items: readonly Value[],
): ReadonlyMap<number, Value> | undefined {
  const named = items.flatMap((item, at) =>
    columns.listKey(list, at) > 0 && !columns.isSpread(list, at)
      ? [[columns.listKey(list, at), item] as const]
      : [],
  );
  return named.length === 0 ? undefined : new Map(named);
}

function builtin(types: TypeContext, expression: ExprId, name: string): Value {
  const rules = types.evaluator.rulesOf(types.columns.scopeOf(expression));
  return makeValue(
    Kind.externalInstance,
    payloadOf(types.values.external(rules.library.builtinPackage, name)),
  );
}

function genericInstance(types: TypeContext, expression: ExprId, base: ExprId, list: ListId): Value {
  const rules = types.evaluator.rulesOf(types.columns.scopeOf(expression));
  const name = lastName(types, base);
  const isList = types.columns.op(expression) === Op.generic;
  const parameters: Value[] = [];
  const length = isList ? types.columns.listLength(list) : 0;
  for (let index = 0; index < length; index++)
    parameters.push(keyOf(types, types.columns.listValue(list, index)));
  if (rules.types.transparentGenerics.includes(name)) {
    return parameters.reduce((joined, value) => types.values.join(joined, value), UNKNOWN);
  }
  if (rules.types.classGenerics.includes(name)) {
    const value = parameters[0] ?? UNKNOWN;
    // The class of a type that callers decide is what makes one.
    if (kindOf(value) === Kind.parameter) return types.values.generic(UNKNOWN, [value], Kind.callable);
    return kindOf(value) === Kind.instance ? makeValue(Kind.class, payloadOf(value)) : UNKNOWN;
  }
  if (isList && rules.types.callableGenerics?.includes(name) === true)
    return callableOf(types, list, parameters.at(-1) ?? UNKNOWN);
  const derived = rules.types.derivedGenerics;
  if (derived !== undefined && Object.hasOwn(derived, name))
    return computed(types, derived[name]!, [
      parameters[0] ?? UNKNOWN,
      derived[name] === 'parameters' ? builtin(types, expression, 'tuple') : (parameters[1] ?? UNKNOWN),
    ]);
  if (conditionBehind(types, expression) >= 0) return instanceWith(types, expression, new Map());
  // That an argument is one text counts where a name for a type is applied, not in what has type arguments.
  const kept = parameters.map((one) => (types.values.keyText(one) === undefined ? one : UNKNOWN));
  const object = types.evaluator.evaluateType(base);
  const applied = kindOf(object) === Kind.external ? types.library.applied(object, kept) : undefined;
  if (applied !== undefined) return applied;
  const written = instanceOf(types, base);
  const isKeyed = written === UNKNOWN && rules.types.keyedGenerics?.includes(name) === true;
  const instance = isKeyed ? builtin(types, expression, name) : written;
  if (types.evaluator.generics.isOpen(instance)) {
    const named = types.evaluator.evaluateType(base);
    const isAlias = kindOf(named) === Kind.class && types.evaluator.classes.aliasOf(payloadOf(named)) >= 0;
    if (isAlias) return types.evaluator.generics.apply(payloadOf(named), instance, parameters);
  }
  return kept.some((value) => value !== UNKNOWN)
    ? types.library.asCallable(types.values.generic(instance, kept))
    : instance;
}

/** What can be called with the parameters that the first of some types lists. */
function callableOf(types: TypeContext, list: ListId, result: Value): Value {
  const { columns } = types;
  const first = columns.listValue(list, 0);
  const taken = first >= 0 && columns.op(first) === Op.sequence ? columns.b(first) : NONE;
  const parts = [result];
  for (let index = 0; index < columns.listLength(taken); index++)
    parts.push(instanceOf(types, columns.listValue(taken, index)));
  return types.values.generic(UNKNOWN, parts, Kind.callable);
}

/** A type as what it is indexed by: a text is the name of a member. */
function keyOf(types: TypeContext, expression: ExprId): Value {
  const { columns, program, values } = types;
  const name = expression >= 0 && columns.op(expression) === Op.literal ? columns.b(expression) : 0;
  if (name <= 0) return instanceOf(types, expression);
  return values.textKey(types.evaluator.evaluate(expression), program.strings[name]!);
}

/** What a type has under an index, in so far as it is not what the type says for any index. */
function indexedInstance(types: TypeContext, expression: ExprId): Value {
  const { columns, evaluator } = types;
  const list = columns.b(expression);
  const object = instanceOf(types, columns.listValue(list, 0));
  const key = keyOf(types, columns.listValue(list, 1));
  const isOpen = evaluator.generics.isOpen(object) || evaluator.generics.isOpen(key);
  const found = isOpen ? computed(types, 'indexed', [object, key]) : instanceOf(types, columns.a(expression));
  if (found !== UNKNOWN) return found;
  return isOpen ? instanceOf(types, columns.a(expression)) : computed(types, 'indexed', [object, key]);
}

/** The class for which a function tests `what`, see `Tested`; unknown when it does not. */
export function testedBy(types: TypeContext, callee: Value, what: number): Value {
  if (kindOf(callee) !== Kind.function) return UNKNOWN;
  const { columns } = types;
  const result = columns.symbol(payloadOf(callee), 'result');
  const op = result < 0 ? Op.unknown : columns.op(result);
  if (op === Op.predicate) return columns.b(result) === what ? typeObject(types, columns.a(result)) : UNKNOWN;
  if (op !== Op.generic || what !== Tested.argument) return UNKNOWN;
  const { predicateGenerics } = rulesOfSymbol(types, payloadOf(callee)).flow;
  const isPredicate = predicateGenerics?.includes(lastName(types, columns.a(result))) === true;
  return isPredicate ? typeObject(types, columns.listValue(columns.b(result), 0)) : UNKNOWN;
}

/** Whether a function returns only when its first argument holds. */
export function assertsCondition(types: TypeContext, callee: Value): boolean {
  if (kindOf(callee) !== Kind.function) return false;
  const result = types.columns.symbol(payloadOf(callee), 'result');
  return (
    result >= 0 && types.columns.op(result) === Op.predicate && types.columns.b(result) === Tested.condition
  );
}

export function isSelfType(types: TypeContext, expression: ExprId): boolean {
  const op = types.columns.op(expression);
  if (op === Op.self) return true;
  if (op !== Op.name && op !== Op.member) return false;
  const { selfTypes } = types.evaluator.rulesOf(types.columns.scopeOf(expression)).types;
  return selfTypes.includes(lastName(types, expression));
}
