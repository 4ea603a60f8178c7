// What is expected of a function by the place it is written in: as an argument, the value of a typed name, a result. It
// tells the types of parameters that have none of their own. Asks the evaluator for the callee.

import { BindingKind, Op, ScopeKind } from '../facts/expressions.ts';
import type { BindingRules, CollectionMember } from '../languages/language.ts';
import type { Columns } from './columns.ts';
import type { Program } from './program.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from './values.ts';
import type { ValueTable } from './values.ts';

/** What is asked of the evaluator. */
export interface ContextEvaluator {
  evaluate(expression: number): number;
  resultOf(value: number): number;
  constructorOf(symbol: number, after: number): number;
  rulesOf(scope: number): BindingRules;
  readonly types: {
    instanceOf(expression: number): number;
    valuesOf(value: number): number;
    awaited(value: number): number;
  };
}

/** The places of the functions of a program that are written in place. */
export class Contexts {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly values: ValueTable;
  private readonly evaluator: ContextEvaluator;
  /** Function → the call that it is an argument of, and which one; -1 when it is none. */
  private calls: Int32Array | undefined;
  private positions = new Uint8Array(0);
  /** Function → the type of what it is assigned to. */
  private readonly types = new Map<number, number>();

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
  }

  private index(): Int32Array {
    const { columns } = this;
    const calls = new Int32Array(this.program.tables.symbols.rows).fill(-1);
    this.positions = new Uint8Array(calls.length);
    const rows = this.program.tables.expressions.rows;
    for (let expression = 0; expression < rows; expression++) {
      const op = columns.op(expression);
      if (op !== Op.call && op !== Op.construct) continue;
      const list = columns.b(expression);
      const length = columns.listLength(list);
      for (let position = 0; position < length; position++) {
        const value = columns.listValue(list, position);
        if (value < 0 || columns.op(value) !== Op.symbol) continue;
        calls[columns.a(value)] = expression;
        this.positions[columns.a(value)] = position;
      }
    }
    const { bindings } = this.program.tables;
    for (let row = 0; row < bindings.rows; row++) {
      const type = columns.binding(row, 'type');
      if (type < 0 || columns.binding(row, 'kind') !== BindingKind.symbol) continue;
      this.types.set(columns.binding(row, 'payload'), type);
    }
    return calls;
  }

  /** What parameter `index` of `symbol` is given, when the place where the function is written tells. */
  parameterOf(symbol: number, index: number): number {
    const calls = (this.calls ??= this.index());
    const call = calls[symbol]!;
    if (call >= 0) {
      const position = this.positions[symbol]!;
      const element = this.elementFor(call, position, index);
      return element === UNKNOWN ? this.givenBy(this.expectedBy(call, position), index) : element;
    }
    const type = this.types.get(symbol);
    return type === undefined ? UNKNOWN : this.givenBy(this.evaluator.types.instanceOf(type), index);
  }

  /** Parameter `index` of a function type. */
  private givenBy(expected: number, index: number): number {
    let given = UNKNOWN;
    this.values.each(expected, (one) => {
      if (kindOf(one) !== Kind.callable) return;
      given = this.values.join(given, this.values.getGeneric(one).parameters[index + 1] ?? UNKNOWN);
    });
    return given;
  }

  /** The declared type of argument `position` of a call. */
  private expectedBy(call: number, position: number): number {
    const { columns, evaluator } = this;
    let callee = evaluator.evaluate(columns.a(call));
    if (columns.op(columns.a(call)) === Op.super || kindOf(callee) === Kind.class) {
      callee = evaluator.constructorOf(
        payloadOf(callee),
        kindOf(callee) === Kind.super ? payloadOf(callee) : -1,
      );
    }
    if (kindOf(callee) === Kind.callable)
      return this.values.getGeneric(callee).parameters[position + 1] ?? UNKNOWN;
    if (kindOf(callee) !== Kind.function) return UNKNOWN;
    const body = columns.symbol(payloadOf(callee), 'body');
    if (body < 0 || columns.scopeKind(body) === ScopeKind.class) return UNKNOWN;
    const { rows, first } = this.scopes;
    for (let entry = first[body]!; entry < first[body + 1]!; entry++) {
      const row = rows[entry]!;
      const isIt =
        columns.binding(row, 'kind') === BindingKind.parameter &&
        columns.binding(row, 'payload') === position;
      if (isIt) return evaluator.types.instanceOf(columns.binding(row, 'type'));
    }
    return UNKNOWN;
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

  private elementFor(call: number, position: number, index: number): number {
    const member = this.collectionMember(call);
    const given = position === 0 ? member?.how.callback?.[index] : undefined;
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
      default: {
        const value = this.columns.listValue(this.columns.b(call), 0);
        const mapped =
          value < 0 ? UNKNOWN : types.awaited(this.evaluator.resultOf(this.evaluator.evaluate(value)));
        return mapped === UNKNOWN ? UNKNOWN : this.values.generic(base, [mapped]);
      }
    }
  }
}
