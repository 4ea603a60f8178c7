// What functions take: the types of their parameters, and which parameter each argument of a call is for.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { NONE } from '../program/index.ts';
import type { Columns, ExprId, NameId, SymbolId } from '../program/index.ts';
import type { Counterparts, ScopeIndex } from '../scopes/index.ts';
import { Kind, UNKNOWN, instanceOf, kindOf, lastName, rulesOfSymbol } from '../types/index.ts';
import type { TypeContext, Value, ValueTable } from '../types/index.ts';

/** The parameters of a function in their order. */
export interface Parameters {
  readonly types: readonly Value[];
  readonly names: readonly NameId[];
  /** Which ones can be left out. */
  readonly hasDefault: readonly boolean[];
  /** The one that takes any number of arguments, -1 for none. */
  readonly openAt: number;
  /** Which ones lead to an object, where types say so. */
  readonly isPointer: readonly boolean[];
}

/** An argument of a call that is no type. */
export interface Argument {
  /** Where it stands in the list of the call. */
  readonly at: number;
  /** The name of the parameter that it is for, 0 where it is not named. */
  readonly name: NameId;
  readonly expression: ExprId;
  /** It stands for any number of arguments. */
  readonly isSpread: boolean;
}

/** How the arguments of a call are matched with parameters. */
export interface Matching {
  /** The parameter that takes any number of arguments takes each one by itself, instead of what holds them. */
  readonly isEach: boolean;
  /** A function that is written last is for the last parameter. */
  readonly hasFunctionLast: boolean;
}

/** The arguments of a call, without those that are types. */
export function argumentsOf(columns: Columns, call: ExprId): Argument[] {
  const list = columns.b(call);
  const written: Argument[] = [];
  for (let at = 0; at < columns.listLength(list); at++) {
    if (columns.isTypeArgument(list, at)) continue;
    const isSpread = columns.isSpread(list, at);
    const name = isSpread ? (0 as NameId) : columns.listKey(list, at);
    written.push({ at, name, expression: columns.listValue(list, at), isSpread });
  }
  return written;
}

/** What is asked beside the facts. */
export interface ParameterEvaluator {
  readonly types: TypeContext;
  readonly counterparts: Counterparts;
}

/** What the functions of a program take. */
export class ParameterReader {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly evaluator: ParameterEvaluator;

  constructor(columns: Columns, scopes: ScopeIndex, evaluator: ParameterEvaluator) {
    this.columns = columns;
    this.scopes = scopes;
    this.evaluator = evaluator;
  }

  of(symbol: SymbolId): Parameters {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    const types: Value[] = [];
    const names: NameId[] = [];
    const hasDefault: boolean[] = [];
    const isPointer: boolean[] = [];
    let openAt = -1;
    if (body < 0 || columns.scopeKind(body) === ScopeKind.class)
      return { types, names, hasDefault, openAt, isPointer };
    const { pointerGeneric } = rulesOfSymbol(this.evaluator.types, symbol).types;
    for (let entry = this.scopes.first[body]!; entry < this.scopes.first[body + 1]!; entry++) {
      const row = this.scopes.rows[entry]!;
      if (columns.binding(row, 'kind') !== BindingKind.parameter) continue;
      const type = columns.binding(row, 'type');
      const at = columns.binding(row, 'payload');
      types[at] = type < 0 ? UNKNOWN : instanceOf(this.evaluator.types, type);
      names[at] = columns.binding(row, 'name');
      hasDefault[at] = columns.binding(row, 'value') >= 0;
      if (type >= 0 && columns.op(type) === Op.collection && columns.b(type) === 0) openAt = at;
      if (pointerGeneric !== undefined) isPointer[at] = this.isPointerType(type, pointerGeneric);
    }
    // What is declared for all platforms says the defaults for each.
    const expected = this.evaluator.counterparts.expectedBy(symbol);
    if (expected >= 0) this.of(expected).hasDefault.forEach((isGiven, at) => (hasDefault[at] ||= isGiven));
    return { types: Array.from(types, (type) => type ?? UNKNOWN), names, hasDefault, openAt, isPointer };
  }

  /** Whether a type, within others that stand for their argument, leads to an object. */
  private isPointerType(type: ExprId, pointer: string): boolean {
    const { columns } = this;
    for (let at = type, steps = 0; at >= 0 && columns.op(at) === Op.generic && steps < 4; steps++) {
      if (lastName(this.evaluator.types, columns.a(at)) === pointer) return true;
      at = columns.listLength(columns.b(at)) === 1 ? columns.listValue(columns.b(at), 0) : NONE;
    }
    return false;
  }

  /** Whether two functions take the same, as far as it is known: then one of a derived class replaces the other. */
  takeSame(a: SymbolId, b: SymbolId): boolean {
    const [ours, theirs] = [this.of(a), this.of(b)];
    return (
      ours.types.length === theirs.types.length &&
      ours.types.every((type, index) => this.canBeSame(type, theirs.types[index]!))
    );
  }

  private canBeSame(a: Value, b: Value): boolean {
    const { values } = this.evaluator.types;
    const [ours, theirs] = [baseOf(values, a), baseOf(values, b)];
    if (ours === theirs || ours === UNKNOWN || theirs === UNKNOWN) return true;
    return kindOf(ours) === Kind.parameter || kindOf(theirs) === Kind.parameter;
  }

  /** For each argument the parameter that takes it; undefined when a function does not take them. */
  places(
    parameters: Parameters,
    given: readonly Argument[],
    matching: Matching,
  ): readonly number[] | undefined {
    const { names, hasDefault, openAt, types } = parameters;
    const { isEach, hasFunctionLast } = matching;
    const places: number[] = [];
    const taken = new Set<number>();
    let position = 0;
    for (const [index, { name, expression, isSpread }] of given.entries()) {
      let place = NONE as number;
      if (isSpread) place = openAt;
      else if (name !== 0) place = names.indexOf(name);
      else if (
        hasFunctionLast &&
        index === given.length - 1 &&
        this.isForLast(expression, position, parameters, taken)
      )
        place = types.length - 1;
      else if (isEach && position === openAt) place = openAt;
      else place = position < types.length ? position : NONE;
      if (place < 0 || (taken.has(place) && !(isEach && place === openAt))) return undefined;
      if (place === position && !(isEach && place === openAt)) position++;
      taken.add(place);
      places.push(place);
    }
    const isMissing = types.some(
      (_, at) => !taken.has(at) && hasDefault[at] !== true && !(isEach && at === openAt),
    );
    return isMissing ? undefined : places;
  }

  /** Whether the last argument, a function written in place, is for the last parameter: where that can be called. */
  private isForLast(
    argument: ExprId,
    position: number,
    { types, openAt }: Parameters,
    taken: ReadonlySet<number>,
  ): boolean {
    const last = types.length - 1;
    if (argument < 0 || this.columns.op(argument) !== Op.symbol) return false;
    if (last < position || taken.has(last) || last === openAt) return false;
    const type = types[last]!;
    return kindOf(type) === Kind.callable || kindOf(type) === Kind.instance || type === UNKNOWN;
  }
}

/** What a parameter expects of an argument that is for it; `isEach` of one that takes any number asks for one of them. */
export function expectedAt(
  values: ValueTable,
  { types, openAt }: Parameters,
  place: number,
  isEach: boolean,
): Value {
  const type = types[place] ?? UNKNOWN;
  if (!isEach || place !== openAt) return type;
  return kindOf(type) === Kind.generic ? (values.getGeneric(type).parameters[0] ?? UNKNOWN) : UNKNOWN;
}

/** A type without its type arguments. */
export function baseOf(values: ValueTable, value: Value): Value {
  return kindOf(value) === Kind.generic ? values.getGeneric(value).base : value;
}
