// What is expected of a function or literal by the place it is written in, and what the parameters of a function are given
// when they have no type of their own: by that place, or by the calls in the same file. Places come from places.ts.

import { BindingKind, Op, ScopeKind } from '../facts/expressions.ts';
import { SymbolFlag } from '../graph.ts';
import type { BindingRules, CollectionMember } from '../languages/language.ts';
import type { Columns } from './columns.ts';
import { PlaceKind, Places } from './places.ts';
import type { Place } from './places.ts';
import type { Program } from './program.ts';
import { ReasonId } from './reasons.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from './values.ts';
import type { ValueTable } from './values.ts';

/** What is asked of the evaluator. */
export interface ContextEvaluator {
  evaluate(expression: number): number;
  resultOf(value: number): number;
  member(value: number, name: number, reason: number): number;
  constructorOf(symbol: number, after: number): number;
  signaturesOf(symbol: number): readonly number[];
  boundIn(value: number, call: number, callee: number, but?: number): number;
  readonly generics: { isOpen(value: number): boolean; boundOf(parameter: number): number };
  rulesOf(scope: number): BindingRules;
  itemAt(value: number, index: number): number;
  symbolValue(symbol: number): number;
  readonly types: {
    builtinInstance(builtinPackage: string, name: string): number;
    instanceOf(expression: number): number;
    elements(value: number): number;
    valuesOf(value: number): number;
    awaited(value: number): number;
    isStatic(symbol: number): boolean;
    callSignature(value: number): number;
  };
}

/** More calls of one function than this are not followed. */
const MAX_CALLS = 64;
/** Nor are chains of calls longer than this. */
const MAX_CHAIN = 6;

/** The places of the functions of a program that are written in place. */
export class Contexts {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly evaluator: ContextEvaluator;
  private readonly places: Places;
  /** The file whose edges are made: calls tell of parameters there, and nothing of other files depends on them. */
  file = -1;
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
  }

  /** What parameter `index` of `symbol` is given, when its place or the calls of it in its file tell. */
  parameterOf(symbol: number, index: number): number {
    const place = this.places.ofSymbol(symbol);
    if (place) {
      const element = place.kind === PlaceKind.argument ? this.elementFor(place, index) : UNKNOWN;
      const given = element === UNKNOWN ? this.givenBy(this.expectedAt(place, symbol), index) : element;
      if (given !== UNKNOWN) return given;
    }
    return this.passedTo(symbol, index);
  }

  /** What is expected of the object literal with this scope. */
  expectedOfObject(scope: number): number {
    const place = this.places.ofObject(scope);
    return place ? this.expectedAt(place, -1 - scope) : UNKNOWN;
  }

  /** `asker` is a function or -1 - scope of an object literal. */
  private expectedAt({ kind, of, at }: Place, asker: number): number {
    if (this.asked.has(asker)) return UNKNOWN;
    this.asked.add(asker);
    const expected = this.expected(kind, of, at);
    this.asked.delete(asker);
    return expected;
  }

  private expected(kind: number, of: number, at: number): number {
    const { evaluator } = this;
    switch (kind) {
      case PlaceKind.argument:
        return this.expectedBy(of, at);
      case PlaceKind.typed:
        return evaluator.types.instanceOf(of);
      case PlaceKind.result:
        return this.expectedResult(of);
      case PlaceKind.member: {
        const around = this.expectedOfObject(of);
        return around === UNKNOWN ? UNKNOWN : evaluator.member(around, at, ReasonId.annotation);
      }
      case PlaceKind.element: {
        const place = this.places.ofExpression(of);
        return place ? evaluator.types.elements(this.expected(place.kind, place.of, place.at)) : UNKNOWN;
      }
      case PlaceKind.operand: {
        const place = this.places.ofExpression(of);
        return place ? this.expected(place.kind, place.of, place.at) : UNKNOWN;
      }
      case PlaceKind.assigned: {
        const object = evaluator.evaluate(of);
        return kindOf(object) === Kind.instance || kindOf(object) === Kind.generic
          ? evaluator.member(object, at, ReasonId.annotation)
          : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  /** What a function is expected to return: its declared result, else that of what is expected of it. */
  private expectedResult(symbol: number): number {
    const { columns, evaluator } = this;
    const type = columns.symbol(symbol, 'result');
    const isAsync = (columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
    let result = UNKNOWN;
    if (type >= 0) result = evaluator.types.instanceOf(type);
    else {
      const place = this.places.ofSymbol(symbol);
      const expected = place ? this.expectedAt(place, symbol) : UNKNOWN;
      this.values.each(expected, (one) => {
        if (kindOf(one) === Kind.callable || kindOf(one) === Kind.function)
          result = this.values.join(result, evaluator.resultOf(one));
      });
    }
    return isAsync ? evaluator.types.awaited(result) : result;
  }

  /** Parameter `index` of what a function is expected to be. */
  private givenBy(expected: number, index: number): number {
    let given = UNKNOWN;
    this.values.each(expected, (one) => (given = this.values.join(given, this.parameterType(one, index))));
    return given;
  }

  /** The declared type of a parameter of something that can be called. */
  private parameterType(callee: number, index: number): number {
    if (kindOf(callee) === Kind.parameter)
      return this.parameterType(this.evaluator.generics.boundOf(callee), index);
    if (kindOf(callee) === Kind.instance) {
      const signature = this.evaluator.types.callSignature(callee);
      return kindOf(signature) === Kind.instance ? UNKNOWN : this.givenBy(signature, index);
    }
    if (kindOf(callee) === Kind.callable)
      return this.values.getGeneric(callee).parameters[index + 1] ?? UNKNOWN;
    if (kindOf(callee) !== Kind.function) return UNKNOWN;
    let given = UNKNOWN;
    for (const signature of this.evaluator.signaturesOf(payloadOf(callee))) {
      const type = this.typeOfParameter(signature, index);
      if (type >= 0) given = this.values.join(given, this.evaluator.types.instanceOf(type));
    }
    return given;
  }

  /** The declared type of a parameter, -1 when it has none. */
  typeOfParameter(symbol: number, index: number): number {
    const row = this.parameterRow(symbol, index);
    return row < 0 ? -1 : this.columns.binding(row, 'type');
  }

  /** The binding of a parameter, -1 when there is none. */
  private parameterRow(symbol: number, index: number): number {
    const { columns } = this;
    const body = columns.symbol(symbol, 'body');
    if (body < 0 || columns.scopeKind(body) === ScopeKind.class) return -1;
    const { rows, first } = this.scopes;
    for (let entry = first[body]!; entry < first[body + 1]!; entry++) {
      const row = rows[entry]!;
      const isIt =
        columns.binding(row, 'kind') === BindingKind.parameter && columns.binding(row, 'payload') === index;
      if (isIt) return row;
    }
    return -1;
  }

  /** The declared type of argument `position` of a call. */
  private expectedBy(call: number, position: number): number {
    const callee = this.calleeOf(call);
    const type = this.parameterType(callee, position);
    const { evaluator } = this;
    return evaluator.generics.isOpen(type) ? evaluator.boundIn(type, call, callee, position) : type;
  }

  /** What a call calls: of a class its constructor. */
  private calleeOf(call: number): number {
    const { columns, evaluator } = this;
    const callee = evaluator.evaluate(columns.a(call));
    if (columns.op(columns.a(call)) !== Op.super && kindOf(callee) !== Kind.class) return callee;
    return evaluator.constructorOf(payloadOf(callee), kindOf(callee) === Kind.super ? payloadOf(callee) : -1);
  }

  /** What the calls in its own file pass to a function: those that are known to reach it. */
  private passedTo(symbol: number, index: number): number {
    const { columns, evaluator } = this;
    if (this.asked.has(symbol) || this.asked.size >= MAX_CHAIN) return UNKNOWN;
    if (columns.fileOfSymbol(symbol) !== this.file) return UNKNOWN;
    this.asked.add(symbol);
    let passed = UNKNOWN;
    let calls = 0;
    const position = index - this.boundParameters(symbol);
    const keyword = this.nameOfParameter(symbol, index);
    for (const call of this.callsOf(symbol)) {
      const argument = columns.argument(columns.b(call), position, keyword);
      if (argument < 0 || ++calls > MAX_CALLS) continue;
      let isCalled = false;
      this.values.each(this.calleeOf(call), (callee) => {
        isCalled ||= kindOf(callee) === Kind.function && payloadOf(callee) === symbol;
      });
      if (isCalled) passed = this.values.join(passed, evaluator.evaluate(argument));
    }
    if (position === 0) passed = this.values.join(passed, this.decoratedBy(symbol));
    this.asked.delete(symbol);
    return passed;
  }

  /** The calls of the file that may be calls of `symbol`: by its name, and by any other once it is handed on. */
  private *callsOf(symbol: number): Generator<number> {
    const name = this.calledName(symbol);
    yield* this.places.callsOfFunction(symbol, name);
    if (this.places.isHandedOn(this.file, name)) yield* this.places.callsOfValues(this.file);
  }

  nameOfParameter(symbol: number, index: number): number {
    const row = this.parameterRow(symbol, index);
    return row < 0 ? 0 : this.columns.binding(row, 'name');
  }

  /** What a function decorates in its own file: it is called with each of them. */
  private decoratedBy(symbol: number): number {
    const { columns, evaluator } = this;
    const { ints, width } = this.program.tables.decorators;
    let decorated = UNKNOWN;
    for (const row of this.places.decoratedBy(this.file, columns.symbol(symbol, 'name'))) {
      const value = evaluator.evaluate(ints[row * width + 1]!);
      if (kindOf(value) !== Kind.function || payloadOf(value) !== symbol) continue;
      // Of several decorators only the last gets the function itself, the others what the one below them gives.
      const isLast = ints[(row + 1) * width] !== ints[row * width];
      const given = isLast
        ? evaluator.symbolValue(ints[row * width]!)
        : evaluator.resultOf(evaluator.evaluate(ints[(row + 1) * width + 1]!));
      decorated = this.values.join(decorated, given);
    }
    return decorated;
  }

  /** How many parameters callers do not pass: the receiver where it is one. */
  private boundParameters(symbol: number): number {
    const { columns, evaluator } = this;
    const body = columns.symbol(symbol, 'body');
    const parent = columns.scopeParent(body);
    const isMethod = parent >= 0 && columns.scopeKind(parent) === ScopeKind.class;
    if (!isMethod || evaluator.rulesOf(body).receiver !== 'first-parameter') return 0;
    return evaluator.types.isStatic(symbol) ? 0 : 1;
  }

  /** The name by which a function is called: a constructor by that of its class. */
  private calledName(symbol: number): number {
    const { columns } = this;
    const name = columns.symbol(symbol, 'name');
    const parent = columns.scopeParent(columns.symbol(symbol, 'body'));
    if (parent < 0 || columns.scopeKind(parent) !== ScopeKind.class) return name;
    const { constructors } = this.evaluator.rulesOf(parent);
    return constructors.includes(this.program.strings[name]!)
      ? columns.symbol(columns.scopeOwner(parent), 'name')
      : name;
  }

  /** How a member of a built-in collection that `call` calls treats the elements. */
  collectionMember(call: number): { how: CollectionMember; collection: number } | undefined {
    const { columns, evaluator } = this;
    const callee = columns.a(call);
    if (callee < 0 || columns.op(callee) !== Op.member) return undefined;
    const { collectionMembers } = evaluator.rulesOf(columns.scopeOf(call));
    if (!collectionMembers) return undefined;
    const collection = evaluator.evaluate(columns.a(callee));
    // What is imported where it is used comes as a promise of the module.
    const isPromise = columns.op(columns.a(callee)) === Op.imported;
    if (!isPromise && kindOf(collection) !== Kind.generic) return undefined;
    if (!isPromise && kindOf(this.values.getGeneric(collection).base) !== Kind.externalInstance)
      return undefined;
    const how = collectionMembers.get(this.program.strings[columns.b(callee)]!);
    return how && { how, collection };
  }

  private elementFor({ of, at }: Place, index: number): number {
    const member = this.collectionMember(of);
    const given = at === 0 ? member?.how.callback?.[index] : undefined;
    if (!member || given === undefined) return UNKNOWN;
    return given === 'collection' ? member.collection : this.evaluator.types.valuesOf(member.collection);
  }

  /** What a call of a member of a built-in collection gives; unknown when the call is none. */
  resultOf(call: number): number {
    const member = this.collectionMember(call);
    if (!member?.how.result) return UNKNOWN;
    const { types } = this.evaluator;
    if (kindOf(member.collection) !== Kind.generic) return UNKNOWN;
    const { base } = this.values.getGeneric(member.collection);
    switch (member.how.result) {
      case 'element':
        return types.valuesOf(member.collection);
      case 'collection':
        return member.collection;
      case 'values':
        return this.values.generic(base, [types.valuesOf(member.collection)]);
      case 'item':
        return this.evaluator.itemAt(member.collection, this.columns.listValue(this.columns.b(call), 0));
      case 'entries': {
        const { parameters } = this.values.getGeneric(member.collection);
        const { builtinPackage } = this.evaluator.rulesOf(this.columns.scopeOf(call));
        const pair = this.values.generic(types.builtinInstance(builtinPackage, 'tuple'), [
          parameters.length > 1 ? parameters[0]! : UNKNOWN,
          types.valuesOf(member.collection),
        ]);
        return this.values.generic(types.builtinInstance(builtinPackage, 'list'), [pair]);
      }
      default: {
        const value = this.columns.listValue(this.columns.b(call), 0);
        const mapped =
          value < 0 ? UNKNOWN : types.awaited(this.evaluator.resultOf(this.evaluator.evaluate(value)));
        return mapped === UNKNOWN ? UNKNOWN : this.values.generic(base, [mapped]);
      }
    }
  }
}
