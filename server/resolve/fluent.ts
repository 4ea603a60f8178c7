// Functions that give their receiver back: `return self`, a copy of it, another object of its class. What such a function
// returns is as special as what it was called on, which its body alone does not tell.

import { BindingKind, Op, ScopeKind } from '../facts/expressions.ts';
import { CallEvaluator } from './calls.ts';
import { Kind, UNKNOWN, kindOf, payloadOf } from './values.ts';

/** Steps from a result to the receiver; longer ways are not followed. */
const MAX_STEPS = 6;

/** Tells which functions give their receiver. */
export abstract class FluentEvaluator extends CallEvaluator {
  private readonly fluent = new Map<number, boolean>();

  override forget(file = -1): void {
    super.forget(file);
    this.fluent.clear();
  }

  /** What `symbol` returns when it is called on `receiver` and gives it back, unknown when it does not. */
  protected receiverReturned(symbol: number, receiver: number): number {
    if (receiver === UNKNOWN || !this.givesReceiver(symbol)) return UNKNOWN;
    return this.types.asInstance(receiver);
  }

  private givesReceiver(symbol: number): boolean {
    const known = this.fluent.get(symbol);
    if (known !== undefined) return known;
    this.fluent.set(symbol, false);
    const { ints, width } = this.program.tables.returns;
    const isFluent = (this.returnRows.get(symbol) ?? []).some(
      (row) => ints[row * width + 2] === 0 && this.isReceiver(ints[row * width + 1]!, 0),
    );
    this.fluent.set(symbol, isFluent);
    return isFluent;
  }

  /** Whether an expression stands for the receiver of the method around it, or for another object of its class. */
  private isReceiver(expression: number, steps: number): boolean {
    if (expression < 0 || steps > MAX_STEPS) return false;
    const { columns } = this;
    const a = columns.a(expression);
    switch (columns.op(expression)) {
      case Op.self:
        return true;
      case Op.name:
        return this.isReceiverName(expression, false, steps);
      case Op.await:
        return this.isReceiver(a, steps + 1);
      case Op.choice:
        return this.isReceiver(a, steps + 1) || this.isReceiver(columns.b(expression), steps + 1);
      case Op.call:
        return this.callsForReceiver(expression, a, steps);
      default:
        return false;
    }
  }

  private callsForReceiver(call: number, callee: number, steps: number): boolean {
    const { columns } = this;
    if (callee < 0) return false;
    if (this.isReceiverClass(callee, steps + 1)) return true;
    const argument = columns.listValue(columns.b(call), 0);
    const rules = this.rulesOf(columns.scopeOf(call));
    const isMember = columns.op(callee) === Op.member;
    if (isMember && this.program.strings[columns.b(callee)] === rules.allocator)
      return this.isReceiverClass(argument, steps + 1);
    const value = this.evaluate(callee);
    if (kindOf(value) === Kind.external) {
      return this.libraryRule(value, rules) === 'argument' && this.isReceiver(argument, steps + 1);
    }
    if (!isMember || kindOf(value) !== Kind.function) return false;
    const object = columns.a(callee);
    const isOnReceiver = this.isReceiver(object, steps + 1) || kindOf(this.evaluate(object)) === Kind.super;
    return isOnReceiver && this.givesReceiver(payloadOf(value));
  }

  /** Whether an expression stands for the class of the receiver. */
  private isReceiverClass(expression: number, steps: number): boolean {
    if (expression < 0 || steps > MAX_STEPS) return false;
    const { columns } = this;
    const rules = this.rulesOf(columns.scopeOf(expression));
    switch (columns.op(expression)) {
      case Op.name:
        return this.isReceiverName(expression, true, steps);
      case Op.member:
        return (
          rules.classMember !== undefined &&
          this.program.strings[columns.b(expression)] === rules.classMember &&
          this.isReceiver(columns.a(expression), steps + 1)
        );
      case Op.call: {
        const value = this.evaluate(columns.a(expression));
        if (kindOf(value) !== Kind.external || this.libraryRule(value, rules) !== 'class') return false;
        return this.isReceiver(columns.listValue(columns.b(expression), 0), steps + 1);
      }
      default:
        return false;
    }
  }

  /** Whether a name is the first parameter of a method, or was assigned the receiver; `isClass` asks for its class. */
  private isReceiverName(expression: number, isClass: boolean, steps: number): boolean {
    const { columns } = this;
    const scope = this.findScope(
      columns.scopeOf(expression),
      columns.a(expression),
      columns.position(expression),
    );
    if (scope < 0 || columns.scopeKind(scope) !== ScopeKind.function) return false;
    return this.bindingsOf(scope, columns.a(expression)).some((row) => {
      const payload = columns.binding(row, 'payload');
      const kind = columns.binding(row, 'kind');
      if (kind === BindingKind.value)
        return isClass ? this.isReceiverClass(payload, steps + 1) : this.isReceiver(payload, steps + 1);
      const isFirst = kind === BindingKind.parameter && payload === 0;
      const isMethod = columns.scopeKind(columns.scopeParent(scope)) === ScopeKind.class;
      if (!isFirst || !isMethod || this.rulesOf(scope).receiver !== 'first-parameter') return false;
      const method = columns.scopeOwner(scope);
      return !this.types.isStatic(method) && this.types.isClassMethod(method) === isClass;
    });
  }
}
