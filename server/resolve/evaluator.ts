// What expressions mean: every expression is evaluated once between two calls of `forget`, cycles end as unknown. What was
// found unknown because a cycle around it had not ended is evaluated anew afterwards.
// The reason of the last answer says by which kind of step it was found.

import { Op, ScopeKind } from '../facts/expressions.ts';
import { SymbolFlag } from '../graph.ts';
import { LiteralEvaluator } from './literals.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Chains of steps longer than this are given up. */
const MAX_DEPTH = 160;

/** Evaluates the expressions of a program. */
export class Evaluator extends LiteralEvaluator {
  /** The value of an expression; sets `reason`. */
  evaluate(expression: number): number {
    if (expression < 0) return UNKNOWN;
    const isType = this.nextReadsType;
    this.nextReadsType = false;
    const state = this.state[expression]!;
    if (state === this.done) {
      this.reason = this.reasons[expression]!;
      return this.memo[expression]!;
    }
    if (state === this.running) return this.meetAgain(this.startDepth[expression]!);
    if (this.depth > MAX_DEPTH) return UNKNOWN;
    if (state === this.undecided && !this.isOver(this.memo[expression]!)) return UNKNOWN;
    this.steps.take();
    this.state[expression] = this.running;
    this.startDepth[expression] = this.depth;
    const outerCycle = this.enter();
    this.reason = ReasonId.local;
    const readType = this.readsType;
    this.readsType = isType || (this.columns.op(expression) === Op.name && this.columns.b(expression) === 1);
    const value = this.compute(expression);
    this.readsType = readType;
    const cycle = this.leave(value, outerCycle);
    this.state[expression] = cycle === 0 ? this.done : this.undecided;
    this.memo[expression] = cycle === 0 ? value : cycle;
    this.reasons[expression] = this.reason;
    return value;
  }

  /** The value of an expression that stands in a type. */
  evaluateType(expression: number): number {
    this.nextReadsType = true;
    return this.evaluate(expression);
  }

  private compute(expression: number): number {
    const { columns } = this;
    const a = columns.a(expression);
    const b = columns.b(expression);
    switch (columns.op(expression)) {
      case Op.name:
        return this.lookUp(columns.scopeOf(expression), a, columns.position(expression));
      case Op.member:
        return this.memberOf(a, b);
      case Op.call:
        return this.callOf(expression, a);
      case Op.construct:
        return this.constructedAt(expression, a);
      case Op.typeOf:
        return this.evaluate(a);
      case Op.self:
        return this.receiver(columns.scopeOf(expression));
      case Op.super:
        return this.superOf(columns.scopeOf(expression));
      case Op.literal:
        return this.literal(a, columns.scopeOf(expression));
      case Op.symbol:
        return this.symbolValue(a);
      case Op.await:
        return this.types.awaited(this.evaluate(a));
      case Op.iterate:
        return this.iterated(this.evaluate(a));
      case Op.enter:
        return this.entered(this.evaluate(a));
      case Op.element: {
        const value = this.evaluate(a);
        return this.isOpaque(value, expression) ? value : this.types.elementAt(value, b);
      }
      case Op.typeParameter:
        return this.typeParameter(this.types.typeObject(a), b);
      case Op.key:
        this.reason = ReasonId.element;
        return this.types.keys(this.evaluate(a));
      case Op.choice: {
        const left = this.evaluate(a);
        const reason = this.reason;
        const right = this.evaluate(b);
        this.reason = weaker(reason, this.reason);
        return this.values.join(left, right);
      }
      case Op.otherwise: {
        const value = this.evaluate(a);
        return value === UNKNOWN ? this.evaluate(b) : value;
      }
      case Op.tested:
        return this.types.testedBy(this.evaluate(a));
      case Op.guarded: {
        const value = this.evaluate(a);
        const reason = this.reason;
        const tested = this.types.narrowed(value, this.evaluate(b));
        this.reason = tested === value ? reason : chain(reason, ReasonId.flow);
        return tested;
      }
      case Op.entries:
        return this.entries(a, b, columns.scopeOf(expression));
      case Op.withItem:
        return this.withItem(this.evaluate(a), b, columns.scopeOf(expression));
      case Op.range:
        return this.collections.range(this.evaluate(a), this.program.strings[b]!);
      case Op.instance: {
        const value = this.types.instanceOf(a);
        this.reason = ReasonId.constructed;
        return value;
      }
      case Op.rest:
        this.reason = ReasonId.flow;
        return this.contexts.passing.restOf(a, b);
      case Op.result:
        return this.resultOf(this.evaluate(a));
      case Op.sequence:
        return this.sequence(a, b, columns.scopeOf(expression));
      case Op.object:
        return makeValue(Kind.object, a);
      case Op.subscript: {
        const value = this.evaluate(a);
        // `f[T]` with explicit type arguments is still `f`.
        if (this.isOpaque(value, expression) || kindOf(value) === Kind.function) return value;
        this.reason = ReasonId.element;
        return this.itemAt(value, b);
      }
      case Op.generic:
        return this.evaluate(a);
      case Op.imported:
        this.reason = ReasonId.import;
        return this.importedModule(a);
      default:
        return UNKNOWN;
    }
  }

  /** What the type parameter number `index` of a generic type is bound by. */
  private typeParameter(type: number, index: number): number {
    if (kindOf(type) !== Kind.class) return UNKNOWN;
    const around = this.columns.scopeParent(this.columns.symbol(payloadOf(type), 'body'));
    const { first, rows } = this.scopes;
    if (around < 0 || this.columns.scopeKind(around) !== ScopeKind.block) return UNKNOWN;
    const row = rows.slice(first[around], first[around + 1]).sort()[index];
    return row === undefined ? UNKNOWN : this.bindingValue(row);
  }

  /** In typed code, a part of what an external function gives is external too. */
  private isOpaque(value: number, expression: number): boolean {
    return (
      kindOf(value) === Kind.externalInstance &&
      this.rulesOf(this.columns.scopeOf(expression)).typesDecide === true
    );
  }

  /** What calling `value` gives; sets `reason`. */
  resultOf(value: number, receiver = UNKNOWN): number {
    const reason = this.reason;
    const payload = payloadOf(value);
    switch (kindOf(value)) {
      case Kind.function: {
        const result = this.returned(payload, receiver);
        this.reason = chain(reason, ReasonId.returned);
        return result;
      }
      case Kind.class:
        this.reason = chain(reason, ReasonId.constructed);
        return this.types.constructed(payload);
      case Kind.external:
      case Kind.externalInstance:
        return makeValue(Kind.externalInstance, payload);
      case Kind.parameter:
        return this.resultOf(this.generics.boundOf(value), receiver);
      case Kind.callable:
        this.reason = chain(reason, ReasonId.returned);
        return this.values.getGeneric(value).parameters[0]!;
      case Kind.instance:
        return this.types.callInstance(payload, reason);
      case Kind.union: {
        let joined = UNKNOWN;
        this.values.each(value, (one) => {
          this.reason = reason;
          joined = this.values.join(joined, this.resultOf(one, receiver));
        });
        this.reason = chain(reason, ReasonId.flow);
        return joined;
      }
      default:
        return UNKNOWN;
    }
  }

  /** What a function returns: its declared type, else the join of its return statements. */
  returned(symbol: number, receiver = UNKNOWN): number {
    const type = this.columns.symbol(symbol, 'result');
    if (type >= 0) {
      if (this.types.isSelfType(type))
        return receiver === UNKNOWN ? UNKNOWN : this.types.asInstance(receiver);
      const declared = this.types.instanceOf(type);
      if (declared !== UNKNOWN) return declared;
    }
    const given = this.receiverReturned(symbol, receiver);
    if (given !== UNKNOWN) return given;
    const overloaded = this.overloadedResult(symbol);
    if (overloaded !== UNKNOWN) return overloaded;
    const state = this.returnState[symbol]!;
    if (state === this.done) return this.returnMemo[symbol]!;
    if (state === this.running) return this.meetAgain(this.returnDepth[symbol]!);
    if (state === this.undecided && !this.isOver(this.returnMemo[symbol]!)) return UNKNOWN;
    this.returnState[symbol] = this.running;
    this.returnDepth[symbol] = this.depth;
    const outerCycle = this.enter();
    const value = this.returnedValue(symbol);
    const cycle = this.leave(value, outerCycle);
    this.returnState[symbol] = cycle === 0 ? this.done : this.undecided;
    this.returnMemo[symbol] = cycle === 0 ? value : cycle;
    return value;
  }

  /** What the return statements of a function give, or an iterator over what it yields. */
  private returnedValue(symbol: number): number {
    const { ints, width } = this.program.tables.returns;
    let returned = UNKNOWN;
    let yielded = UNKNOWN;
    let isGenerator = false;
    for (const row of this.returnRows.get(symbol) ?? []) {
      const value = this.evaluate(ints[row * width + 1]!);
      if ((ints[row * width + 2] ?? 0) === 1) {
        isGenerator = true;
        yielded = this.values.join(yielded, value);
      } else returned = this.values.join(returned, value);
    }
    if (isGenerator) {
      const isKnown = yielded !== UNKNOWN || returned !== UNKNOWN;
      return isKnown ? this.types.iteratorOf(yielded, symbol, returned) : UNKNOWN;
    }
    const isAsync = (this.columns.symbol(symbol, 'flags') & SymbolFlag.async) !== 0;
    return isAsync && returned !== UNKNOWN ? this.promised(returned, symbol) : returned;
  }

  /** What an asynchronous function gives: a promise, where the language has a type for it. */
  private promised(value: number, symbol: number): number {
    const { builtinPackage, promiseType } =
      this.program.files[this.columns.fileOfSymbol(symbol)]!.language.binding;
    return promiseType === undefined ? value : this.types.promiseOf(builtinPackage, value);
  }

  /** What the signatures of a function that stand before it say it returns. */
  private overloadedResult(symbol: number): number {
    let result = UNKNOWN;
    for (const signature of this.signaturesOf(symbol)) {
      if (signature === symbol) return UNKNOWN;
      result = this.values.join(result, this.types.instanceOf(this.columns.symbol(signature, 'result')));
    }
    return result;
  }

  private iterated(value: number): number {
    this.reason = ReasonId.element;
    return this.types.elements(value);
  }

  private entered(value: number): number {
    const reason = this.reason;
    const entered = this.types.entered(value, reason);
    this.reason = chain(reason, ReasonId.returned);
    return entered;
  }
}
