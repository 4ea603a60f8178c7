// What is expected of a function or literal by the place it is written in, and what the parameters of a function are given
// when they have no type of their own: by that place, or by the calls in the same file. Places come from places.ts.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { SymbolFlag } from '../../graph.ts';
import { NONE, NO_NAME, ownerOfObject } from '../program/index.ts';
import type {
  AnyId,
  BindingId,
  Columns,
  ExprId,
  NameId,
  Program,
  ScopeId,
  SymbolId,
} from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';
import {
  Kind,
  UNKNOWN,
  awaited,
  callSignature,
  elements,
  instanceOf,
  kindOf,
  payloadOf,
} from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';
import { CollectionCalls } from './collectionCalls.ts';
import type { ContextEvaluator } from './contextEvaluator.ts';
import { OutlinedCalls } from './outlinedCalls.ts';
import { Passing } from './passing.ts';
import { PlaceKind, Places } from './places.ts';
import type { Place } from './places.ts';

/** Of functions that bind more names than these the parameters are listed. */
const FEW_NAMES = 16;

/** The places of the functions of a program that are written in place. */
export class Contexts {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly evaluator: ContextEvaluator;
  private readonly places: Places;
  /** What calls pass to functions. */
  readonly passing: Passing;
  /** What members of built-in collections do with the elements. */
  readonly collectionCalls: CollectionCalls;
  /** What calls of the library do. */
  readonly outlinedCalls: OutlinedCalls;
  /** Body of a function with many names → its parameters. */
  private readonly parameters = new Map<ScopeId, ReadonlyMap<number, BindingId>>();
  /** Scopes of object literals and functions whose expectation is being asked for. */
  private readonly asked = new Set<number>();

  constructor(
    program: Program,
    columns: Columns,
    scopes: ScopeIndex,
    values: ValueTable,
    evaluator: ContextEvaluator,
  ) {
    this.program = program;
    this.columns = columns;
    this.scopes = scopes;
    this.values = values;
    this.evaluator = evaluator;
    this.places = new Places(program, columns);
    this.collectionCalls = new CollectionCalls(program, columns, values, evaluator);
    this.outlinedCalls = new OutlinedCalls(program, columns, values, evaluator, this.places);
    this.passing = new Passing(program, columns, values, evaluator, this.places, this);
  }

  /** Forgets what was being asked, see Evaluator.forget. */
  forget(): void {
    this.asked.clear();
    this.passing.forget();
  }

  /** What parameter `index` of `symbol` is given, when its place or the calls of it in its file tell. */
  parameterOf(symbol: SymbolId, index: number): Value {
    const place = this.places.ofSymbol(symbol);
    if (place) {
      const element = place.kind === PlaceKind.argument ? this.handedTo(place.of, place.at, index) : UNKNOWN;
      const given = element === UNKNOWN ? this.givenBy(this.expectedAt(place, symbol), index) : element;
      if (given !== UNKNOWN) return given;
    }
    return this.passing.passedTo(symbol, index);
  }

  /** What the library hands to parameter `index` of a function that is argument `at` of a call. */
  handedTo(call: ExprId, at: number, index: number): Value {
    const element = this.collectionCalls.elementFor(call, at, index);
    return element === UNKNOWN ? this.outlinedCalls.handedTo(call, at, index) : element;
  }

  /** What a function that is written in place is called on, where its place says so: `T.() -> R`. */
  receiverOf(symbol: SymbolId): Value {
    const place = this.places.ofSymbol(symbol);
    if (!place) return UNKNOWN;
    let receiver = UNKNOWN;
    if (place.kind === PlaceKind.argument) receiver = this.outlinedCalls.receiverFor(place.of, place.at);
    if (receiver !== UNKNOWN) return receiver;
    this.values.each(this.expectedAt(place, symbol), (one) => {
      if (kindOf(one) !== Kind.callable || !this.values.hasReceiver(one)) return;
      receiver = this.values.join(receiver, this.values.getGeneric(one).parameters[1] ?? UNKNOWN);
    });
    return receiver;
  }

  /** What is expected of the object literal with this scope. */
  expectedOfObject(scope: ScopeId): Value {
    const place = this.places.ofObject(scope);
    return place ? this.expectedAt(place, ownerOfObject(scope)) : UNKNOWN;
  }

  /** `asker` is a function or an object literal, see ownerOfObject. */
  private expectedAt({ kind, of, at }: Place, asker: number): Value {
    if (this.asked.has(asker)) return UNKNOWN;
    this.asked.add(asker);
    const expected = this.expected(kind, of, at);
    this.asked.delete(asker);
    return expected;
  }

  private expected(kind: number, of: AnyId, at: number): Value {
    const { evaluator } = this;
    switch (kind) {
      case PlaceKind.argument:
        return this.expectedBy(of, at);
      case PlaceKind.typed:
        return instanceOf(evaluator.types, of);
      case PlaceKind.result:
        return this.expectedResult(of);
      case PlaceKind.member: {
        const around = this.expectedOfObject(of);
        return around === UNKNOWN ? UNKNOWN : this.heldIn(around, evaluator.member(around, at as NameId));
      }
      case PlaceKind.element: {
        const place = this.places.ofExpression(of);
        return place ? elements(evaluator.types, this.expected(place.kind, place.of, place.at)) : UNKNOWN;
      }
      case PlaceKind.operand: {
        const place = this.places.ofExpression(of);
        return place ? this.expected(place.kind, place.of, place.at) : UNKNOWN;
      }
      case PlaceKind.assigned: {
        const object = evaluator.evaluate(of);
        return kindOf(object) === Kind.instance || kindOf(object) === Kind.generic
          ? evaluator.member(object, at as NameId)
          : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  /** A member of what is expected: a method takes and gives what the type parameters of that stand for. */
  private heldIn(around: Value, member: Value): Value {
    const { generics } = this.evaluator;
    if (kindOf(around) !== Kind.generic || kindOf(member) !== Kind.function) return member;
    const signature = generics.signatureOf(member);
    const owner = generics.isOpen(signature) ? generics.ownerOf(payloadOf(member)) : NONE;
    return owner < 0 ? member : generics.substitute(signature, generics.ofReceiver(around, owner));
  }

  /** What a function is expected to return: its declared result, else that of what is expected of it. */
  private expectedResult(symbol: SymbolId): Value {
    const { columns, evaluator } = this;
    const type = columns.symbol(symbol, 'result');
    const isAsync = (columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
    let result = UNKNOWN;
    if (type >= 0) result = instanceOf(evaluator.types, type);
    else {
      const place = this.places.ofSymbol(symbol);
      const expected = place ? this.expectedAt(place, symbol) : UNKNOWN;
      this.values.each(expected, (one) => {
        if (kindOf(one) === Kind.callable || kindOf(one) === Kind.function)
          result = this.values.join(result, evaluator.resultOf(one));
      });
    }
    return isAsync ? awaited(evaluator.types, result) : result;
  }

  /** Parameter `index` of what a function is expected to be. */
  private givenBy(expected: Value, index: number): Value {
    let given = UNKNOWN;
    this.values.each(expected, (one) => (given = this.values.join(given, this.parameterType(one, index))));
    return given;
  }

  /** The declared type of a parameter of something that can be called. */
  private parameterType(callee: Value, index: number): Value {
    if (kindOf(callee) === Kind.parameter)
      return this.parameterType(this.evaluator.generics.boundOf(callee), index);
    const ofLibrary = this.evaluator.types.library.functionFor(callee);
    if (ofLibrary !== undefined) return this.parameterType(ofLibrary, index);
    if (kindOf(callee) === Kind.generic) {
      const { base } = this.values.getGeneric(callee);
      if (kindOf(base) !== Kind.instance) return UNKNOWN;
      const { generics } = this.evaluator;
      return generics.substitute(
        this.parameterType(base, index),
        generics.ofReceiver(callee, payloadOf(base)),
      );
    }
    if (kindOf(callee) === Kind.union) return this.givenBy(callee, index);
    if (kindOf(callee) === Kind.instance)
      return this.givenBy(callSignature(this.evaluator.types, callee), index);
    if (kindOf(callee) === Kind.callable) {
      const first = this.values.hasReceiver(callee) ? 2 : 1;
      return this.values.getGeneric(callee).parameters[index + first] ?? UNKNOWN;
    }
    if (kindOf(callee) !== Kind.function) return UNKNOWN;
    let given = UNKNOWN;
    for (const signature of this.evaluator.signaturesOf(payloadOf(callee))) {
      const type = this.typeOfParameter(signature, index);
      if (type >= 0) given = this.values.join(given, instanceOf(this.evaluator.types, type));
    }
    return given;
  }

  hasParameter(symbol: SymbolId, index: number): boolean {
    return this.parameterRow(symbol, index) >= 0;
  }

  /** The declared type of a parameter, -1 when it has none. */
  typeOfParameter(symbol: SymbolId, index: number): ExprId {
    const row = this.parameterRow(symbol, index);
    return row < 0 ? NONE : this.columns.binding(row, 'type');
  }

  /** The declared type of the sequence in which a parameter takes all arguments from `index` on, -1 when none does. */
  typeOfRest(symbol: SymbolId, index: number): ExprId {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    if (body < 0 || columns.scopeKind(body) === ScopeKind.class) return NONE;
    const { first, rows } = this.scopes;
    for (let entry = first[body]!; entry < first[body + 1]!; entry++) {
      const row = rows[entry]!;
      const type = columns.binding(row, 'type');
      if (type < 0 || columns.binding(row, 'kind') !== BindingKind.value) continue;
      const payload = columns.binding(row, 'payload');
      if (payload < 0 ? isNamelessCollection(columns, type) : isRestFrom(columns, payload, index))
        return type;
    }
    return NONE;
  }

  /** The binding of a parameter, -1 when there is none. */
  private parameterRow(symbol: SymbolId, index: number): BindingId {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    if (body < 0 || columns.scopeKind(body) === ScopeKind.class) return NONE;
    const { first } = this.scopes;
    if (first[body + 1]! - first[body]! <= FEW_NAMES) return this.findParameter(body, index);
    let known = this.parameters.get(body);
    if (!known) this.parameters.set(body, (known = this.listParameters(body)));
    return known.get(index) ?? NONE;
  }

  private findParameter(body: number, index: number): BindingId {
    const { columns } = this;
    const { rows, first } = this.scopes;
    for (let entry = first[body]!; entry < first[body + 1]!; entry++) {
      const row = rows[entry]!;
      const isIt =
        columns.binding(row, 'kind') === BindingKind.parameter && columns.binding(row, 'payload') === index;
      if (isIt) return row;
    }
    return NONE;
  }

  /** Position → binding of the parameter. */
  private listParameters(body: ScopeId): ReadonlyMap<number, BindingId> {
    const { columns } = this;
    const { rows, first } = this.scopes;
    const parameters = new Map<number, BindingId>();
    for (let entry = first[body + 1]! - 1; entry >= first[body]!; entry--) {
      const row = rows[entry]!;
      if (columns.binding(row, 'kind') === BindingKind.parameter)
        parameters.set(columns.binding(row, 'payload'), row);
    }
    return parameters;
  }

  /** What the parameter is that takes an argument of a call. */
  takenAt(call: ExprId, position: number): Value {
    const own = this.expectedBy(call, position);
    return own === UNKNOWN ? this.outlinedCalls.takenAt(call, position) : own;
  }

  /** The declared type of argument `position` of a call. */
  private expectedBy(call: ExprId, position: number): Value {
    const callee = this.calleeOf(call);
    const { evaluator } = this;
    const { calls, classes } = evaluator.rulesOf(this.columns.scopeOf(call));
    const isNamed = calls.namedArguments === true || classes.receiver === 'first-parameter';
    const place =
      isNamed && kindOf(callee) === Kind.function
        ? evaluator.bindCall.placeOf(call, payloadOf(callee), position)
        : position;
    const type = this.parameterType(callee, place);
    return evaluator.generics.isOpen(type) ? evaluator.boundIn(type, call, callee, position) : type;
  }

  /** What a call calls: of a class its constructor. */
  calleeOf(call: ExprId): Value {
    const { columns, evaluator } = this;
    if (evaluator.rulesOf(columns.scopeOf(call)).names.functionsApart === true)
      return evaluator.calleeAt(call).type;
    const callee = evaluator.evaluate(columns.a(call));
    if (columns.op(columns.a(call)) !== Op.super && kindOf(callee) !== Kind.class) return callee;
    return evaluator.constructorOf(payloadOf(callee), kindOf(callee) === Kind.super ? payloadOf(callee) : -1);
  }

  /** The position of the parameter with a name, -1 when there is none. */
  indexOfParameter(symbol: SymbolId, name: NameId): number {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    const { first, rows } = this.scopes;
    for (let entry = first[body]!; entry < first[body + 1]!; entry++) {
      const row = rows[entry]!;
      if (columns.binding(row, 'name') === name && columns.binding(row, 'kind') === BindingKind.parameter)
        return columns.binding(row, 'payload');
    }
    return -1;
  }

  nameOfParameter(symbol: SymbolId, index: number): NameId {
    const row = this.parameterRow(symbol, index);
    return row < 0 ? NO_NAME : this.columns.binding(row, 'name');
  }
}

/** The type of a parameter that takes all further arguments without a position of its own. */
export function isNamelessCollection(columns: Columns, type: ExprId): boolean {
  return columns.op(type) === Op.collection && columns.b(type) === 0;
}

function isRestFrom(columns: Columns, value: ExprId, index: number): boolean {
  return columns.op(value) === Op.rest && columns.b(value) <= index;
}
