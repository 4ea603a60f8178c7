// Calls of members of built-in collections: what they give, and what they hand to the functions they are given. Which
// member does what is said by the language.

import { Op } from '../../facts/expressions.ts';
import type { CollectionMember, LanguageRules } from '../../languages/language.ts';
import { NO_NAME } from '../program/index.ts';
import type { Columns, ExprId, Program } from '../program/index.ts';
import {
  Kind,
  UNKNOWN,
  awaited,
  builtinInstance,
  flattened,
  kindOf,
  merged,
  nameId,
  payloadOf,
  positional,
  promiseOf,
  reasonOf,
  stepsOf,
  valuesOf,
} from '../types/index.ts';
import type { Value, ValueTable } from '../types/index.ts';
import type { ContextEvaluator } from './contextEvaluator.ts';

const NO_POSITIONS: readonly number[] = [];

/** A call of a member of a collection. */
interface MemberCall {
  readonly how: CollectionMember;
  readonly collection: Value;
  readonly rules: LanguageRules;
}

/** Knows the members of collections. */
export class CollectionCalls {
  private readonly program: Program;
  private readonly columns: Columns;
  private readonly values: ValueTable;
  private readonly evaluator: ContextEvaluator;
  /** External → the positions of what it calls, as its language lists them. */
  private readonly listed = new Map<number, readonly (number | string)[]>();

  constructor(program: Program, columns: Columns, values: ValueTable, evaluator: ContextEvaluator) {
    this.program = program;
    this.columns = columns;
    this.values = values;
    this.evaluator = evaluator;
  }

  /** What parameter `index` of a function gets that is written as an argument of such a call; unknown for other calls. */
  elementFor(of: ExprId, at: number, index: number): Value {
    const member = this.memberCall(of);
    if (!member) return UNKNOWN;
    const given = (at === 0 ? member.how.callback : at === 1 ? member.how.otherwise : undefined)?.[index];
    const { types } = this.evaluator;
    switch (given) {
      case 'element':
        return valuesOf(types, member.collection);
      case 'reason':
        return reasonOf(types, member.collection);
      default:
        return UNKNOWN;
    }
  }

  /** The arguments of a call that the library calls. */
  callbacksAt(call: ExprId): readonly ExprId[] {
    const { columns } = this;
    const list = columns.b(call);
    const count = columns.listLength(list);
    if (count === 0) return [];
    if (this.isCaller(call)) return Array.from({ length: count }, (_, at) => columns.listValue(list, at));
    const positions = this.callbackPositions(call);
    if (positions.length === 0) return [];
    return positions.flatMap((position) => {
      const keyword = typeof position === 'string' ? nameId(this.evaluator.types, position) : NO_NAME;
      if (keyword === undefined) return [];
      const argument = columns.argument(list, typeof position === 'number' ? position : -1, keyword);
      return argument < 0 ? [] : [argument];
    });
  }

  /** Whether a function of the library is called that calls every function that it is given. */
  private isCaller(call: ExprId): boolean {
    const { columns, evaluator } = this;
    const { callers, builtinPackage } = evaluator.rulesOf(columns.scopeOf(call)).library;
    if (!callers) return false;
    const callee = evaluator.evaluate(columns.a(call));
    if (kindOf(callee) !== Kind.external) return false;
    const { package: packageName, symbol } = this.values.getExternal(callee);
    return packageName === builtinPackage && callers.has(symbol);
  }

  private callbackPositions(call: ExprId): readonly (number | string)[] {
    const { columns, evaluator } = this;
    const { library } = evaluator.rulesOf(columns.scopeOf(call));
    const callee = columns.a(call);
    if (library.libraryCallbacks || library.callbackMembers) {
      const value = evaluator.evaluate(callee);
      if (kindOf(value) === Kind.external) {
        const positions = this.listedPositions(value, library);
        if (positions) return positions;
        const member = library.callbackMembers && columns.op(callee) === Op.member ? columns.b(callee) : 0;
        const text = member > 0 ? this.program.strings[member]! : '';
        if (text !== '' && Object.hasOwn(library.callbackMembers!, text))
          return library.callbackMembers![text]!;
      }
    }
    const how = this.memberCall(call)?.how;
    return how ? [...(how.callback ? [0] : []), ...(how.otherwise ? [1] : [])] : NO_POSITIONS;
  }

  /** What a language lists of something external by its whole name; that is asked for at each call of it. */
  private listedPositions(
    value: Value,
    { libraryCallbacks, builtinPackage }: LanguageRules['library'],
  ): readonly (number | string)[] | undefined {
    if (!libraryCallbacks) return undefined;
    const id = payloadOf(value);
    let known = this.listed.get(id);
    if (!known) {
      const { package: packageName, symbol } = this.values.getExternal(value);
      const name = packageName === builtinPackage ? symbol : `${packageName}.${symbol}`;
      known = Object.hasOwn(libraryCallbacks, name) ? libraryCallbacks[name]! : NO_POSITIONS;
      this.listed.set(id, known);
    }
    return known.length === 0 ? undefined : known;
  }

  private memberCall(call: ExprId): MemberCall | undefined {
    const { columns, evaluator } = this;
    const callee = columns.a(call);
    if (callee < 0 || columns.op(callee) !== Op.member) return undefined;
    const rules = evaluator.rulesOf(columns.scopeOf(call));
    const how = rules.library.collectionMembers?.get(this.program.strings[columns.b(callee)]!);
    if (!how) return undefined;
    const collection = merged(evaluator.types, evaluator.evaluate(columns.a(callee)));
    // What is imported where it is used comes as a promise of the module.
    const isPromise = columns.op(columns.a(callee)) === Op.imported;
    if (!isPromise && kindOf(collection) !== Kind.generic) return undefined;
    if (!isPromise && kindOf(this.values.getGeneric(collection).base) !== Kind.externalInstance)
      return undefined;
    return { how, collection, rules };
  }

  /** What a call of a member of a built-in collection gives; unknown when the call is none. */
  resultOf(call: ExprId): Value {
    const member = this.memberCall(call);
    if (!member || kindOf(member.collection) !== Kind.generic) return UNKNOWN;
    const { collection, rules } = member;
    const { types } = this.evaluator;
    switch (member.how.result) {
      case 'collection':
        return collection;
      case 'joined':
        return this.joinedAt(call, collection);
      case 'flattened':
        return flattened(types, collection);
      case 'step':
        return this.stepOf(collection, rules);
      default:
        return this.settledAt(call, member);
    }
  }

  private listOf(base: Value, element: Value): Value {
    return element === UNKNOWN ? UNKNOWN : this.values.generic(base, [element]);
  }

  /** What the function gives that is argument `index` of a call. */
  private givenAt(call: ExprId, index: number): Value {
    const value = this.columns.positionalValue(this.columns.b(call), index);
    return value < 0 ? UNKNOWN : this.evaluator.resultOf(this.evaluator.evaluate(value));
  }

  /** The collection and the arguments behind it, of which lists count by their elements. */
  private joinedAt(call: ExprId, collection: Value): Value {
    const { columns, evaluator } = this;
    const { types } = evaluator;
    const list = columns.b(call);
    const { base, parameters } = this.values.getGeneric(collection);
    const parts = [...parameters];
    for (let index = 0; index < columns.listLength(list); index++) {
      const value = evaluator.evaluate(columns.listValue(list, index));
      const isList = kindOf(value) === Kind.generic && this.values.getGeneric(value).base === base;
      if (isList) parts.push(...this.values.getGeneric(value).parameters);
      else parts.push(value);
    }
    const element = parts.reduce((all, one) => this.values.join(all, one), UNKNOWN);
    // Positions are those of lists whose length is known.
    return positional(types, collection) ? this.values.generic(base, parts) : this.listOf(base, element);
  }

  private stepOf(
    collection: Value,
    { library: { stepType, asyncIterator, builtinPackage } }: LanguageRules,
  ): Value {
    if (stepType === undefined) return UNKNOWN;
    const { types } = this.evaluator;
    const { base } = this.values.getGeneric(collection);
    const step = this.values.generic(builtinInstance(types, builtinPackage, stepType), [
      stepsOf(types, collection),
    ]);
    const isAsync = this.values.getExternal(base).symbol === asyncIterator;
    return isAsync ? promiseOf(types, builtinPackage, step) : step;
  }

  /** A promise once its handlers have run: what they give, or what they let through. */
  private settledAt(call: ExprId, { how, collection, rules }: MemberCall): Value {
    const { types } = this.evaluator;
    const onReason = how.result === 'caught' ? 0 : 1;
    const hasOnReason = this.columns.positionalValue(this.columns.b(call), onReason) >= 0;
    const handled = awaited(types, this.givenAt(call, onReason));
    const value =
      how.result === 'caught' ? valuesOf(types, collection) : awaited(types, this.givenAt(call, 0));
    const reason = hasOnReason ? UNKNOWN : reasonOf(types, collection);
    return promiseOf(types, rules.library.builtinPackage, this.values.join(value, handled), reason);
  }
}
