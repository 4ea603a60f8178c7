// What expressions mean: every expression is evaluated at most once between two calls of `forget`, cycles end as unknown.
// The reason of the last answer says by which kind of step it was found.

import { Op, ScopeKind } from '../facts/expressions.ts';
import { MemberEvaluator } from './members.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Chains of steps longer than this are given up. */
const MAX_DEPTH = 160;

/** Evaluates the expressions of a program. */
export class Evaluator extends MemberEvaluator {
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
    if (state === this.running || this.depth > MAX_DEPTH) return UNKNOWN;
    this.state[expression] = this.running;
    this.depth++;
    this.reason = ReasonId.local;
    const readType = this.readsType;
    this.readsType = isType || (this.columns.op(expression) === Op.name && this.columns.b(expression) === 1);
    const value = this.compute(expression);
    this.readsType = readType;
    this.depth--;
    this.state[expression] = this.done;
    this.memo[expression] = value;
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
        return this.constructedBy(this.evaluate(a));
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
      case Op.instance: {
        const value = this.types.instanceOf(a);
        this.reason = ReasonId.constructed;
        return value;
      }
      case Op.sequence:
        return this.sequence(a, b, columns.scopeOf(expression));
      case Op.object:
        return makeValue(Kind.object, a);
      case Op.subscript: {
        const value = this.evaluate(a);
        // `f[T]` with explicit type arguments is still `f`.
        if (this.isOpaque(value, expression) || kindOf(value) === Kind.function) return value;
        this.reason = ReasonId.element;
        return this.types.subscript(value);
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

  private literal(name: number, scope: number): number {
    const { builtinPackage } = this.rulesOf(scope);
    const external = this.values.external(builtinPackage, this.program.strings[name]!);
    this.reason = ReasonId.builtin;
    return makeValue(Kind.externalInstance, payloadOf(external));
  }

  private sequence(name: number, list: number, scope: number): number {
    const base = this.literal(name, scope);
    const parameters: number[] = [];
    const length = Math.min(this.columns.listLength(list), 16);
    for (let index = 0; index < length; index++)
      parameters.push(this.evaluate(this.columns.listValue(list, index)));
    this.reason = ReasonId.builtin;
    return parameters.some((value) => value !== UNKNOWN) ? this.values.generic(base, parameters) : base;
  }

  private callOf(expression: number, callee: number): number {
    const { superFunction } = this.rulesOf(this.columns.scopeOf(expression));
    if (superFunction !== '' && this.columns.op(callee) === Op.name) {
      const isSuper = this.program.strings[this.columns.a(callee)] === superFunction;
      if (isSuper) return this.superOf(this.columns.scopeOf(expression));
    }
    let receiver = UNKNOWN;
    if (this.columns.op(callee) === Op.member) receiver = this.evaluate(this.columns.a(callee));
    const value = this.evaluate(callee);
    if (kindOf(value) === Kind.external) {
      const result = this.builtinResult(value, expression);
      if (result !== UNKNOWN) return result;
    }
    if (kindOf(receiver) === Kind.generic) {
      const result = this.contexts.resultOf(expression);
      this.reason = ReasonId.element;
      if (result !== UNKNOWN) return result;
      this.reason = this.reasons[callee]!;
    }
    return this.resultOf(value, receiver);
  }

  /** What a call of a built-in function gives that hands out its argument. */
  private builtinResult(value: number, expression: number): number {
    const { builtinResults, builtinPackage } = this.rulesOf(this.columns.scopeOf(expression));
    if (!builtinResults) return UNKNOWN;
    const external = this.values.getExternal(value);
    if (external.package !== builtinPackage) return UNKNOWN;
    const how = builtinResults[external.symbol];
    const argument = this.columns.listValue(this.columns.b(expression), 0);
    if (how === undefined || argument < 0) return UNKNOWN;
    if (how === 'argument') return this.evaluate(argument);
    this.reason = ReasonId.constructed;
    return this.types.instanceOf(argument);
  }

  /** What `new value()` gives: an instance, of a function too. */
  private constructedBy(value: number): number {
    if (kindOf(value) !== Kind.function) return this.resultOf(value);
    this.reason = chain(this.reason, ReasonId.constructed);
    return makeValue(Kind.instance, payloadOf(value));
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
    const state = this.returnState[symbol]!;
    if (state === this.done) return this.returnMemo[symbol]!;
    if (state === this.running) return UNKNOWN;
    this.returnState[symbol] = this.running;
    let value = UNKNOWN;
    let isGenerator = false;
    const { ints, width } = this.program.tables.returns;
    for (const row of this.returnRows.get(symbol) ?? []) {
      const isYield = (ints[row * width + 2] ?? 0) === 1;
      if (isYield !== isGenerator && isYield) {
        isGenerator = true;
        value = UNKNOWN;
      }
      if (isYield || !isGenerator) value = this.values.join(value, this.evaluate(ints[row * width + 1]!));
    }
    if (isGenerator && value !== UNKNOWN) value = this.types.iteratorOf(value, symbol);
    this.returnState[symbol] = this.done;
    this.returnMemo[symbol] = value;
    return value;
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
