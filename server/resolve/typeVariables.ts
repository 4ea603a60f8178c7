// Type variables: what they stand for in a declared type. Alone they stand for their bound; at a call they stand for what
// the arguments say that were passed where the declaration names them. Asks the evaluator for the arguments.

import { Op } from '../facts/expressions.ts';
import { Annotations } from './annotations.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** Type expressions with type variables. */
export class TypeVariables extends Annotations {
  /** Type expression → whether it names a type variable. */
  private readonly generic = new Map<number, boolean>();

  override forget(): void {
    super.forget();
    this.generic.clear();
  }

  /** The type variable that a type expression is, as a value; unknown when it is none. */
  private variableOf(expression: number): number {
    const op = this.columns.op(expression);
    if (op !== Op.name && op !== Op.member) return UNKNOWN;
    const value = this.evaluator.evaluateType(expression);
    return kindOf(value) === Kind.variable ? value : UNKNOWN;
  }

  /** Whether a declared type names a type variable, so that calls say what it stands for. */
  isGeneric(expression: number): boolean {
    if (expression < 0) return false;
    const known = this.generic.get(expression);
    if (known !== undefined) return known;
    this.generic.set(expression, false);
    const isGeneric =
      this.variableOf(expression) !== UNKNOWN ||
      this.partsOf(expression).some((part) => this.isGeneric(part));
    this.generic.set(expression, isGeneric);
    return isGeneric;
  }

  private partsOf(expression: number): number[] {
    const { columns } = this;
    const op = columns.op(expression);
    if (op === Op.choice) return [columns.a(expression), columns.b(expression)];
    if (op !== Op.generic && op !== Op.sequence && op !== Op.subscript) return [];
    const list = op === Op.subscript ? -1 : columns.b(expression);
    return Array.from({ length: columns.listLength(list) }, (_none, index) => columns.listValue(list, index));
  }

  /** An instance of a type when its variables stand for what `bound` says. */
  boundInstance(expression: number, bound: ReadonlyMap<number, number>): number {
    this.bound = bound;
    const value = this.instanceOf(expression);
    this.bound = undefined;
    return value;
  }

  /** Notes in `bound` what the variables of a parameter's type stand for when `value` is passed. */
  bind(type: number, value: number, bound: Map<number, number>): void {
    if (type < 0 || value === UNKNOWN) return;
    const variable = this.variableOf(type);
    if (variable !== UNKNOWN) {
      bound.set(variable, this.values.join(bound.get(variable) ?? UNKNOWN, value));
      return;
    }
    const { columns } = this;
    const op = columns.op(type);
    const rules = this.evaluator.rulesOf(columns.scopeOf(type));
    const name = op === Op.generic ? this.lastName(columns.a(type)) : '';
    for (const part of this.partsOf(type)) {
      if (rules.classGenerics.includes(name)) this.bind(part, this.asInstance(this.classesOf(value)), bound);
      else if (op === Op.choice || rules.transparentGenerics.includes(name)) this.bind(part, value, bound);
      else if (op === Op.generic) this.bindArgument(part, value, bound);
    }
  }

  /** A type argument stands for the elements of a collection. */
  private bindArgument(part: number, value: number, bound: Map<number, number>): void {
    if (kindOf(value) !== Kind.generic) return;
    const { parameters } = this.values.getGeneric(value);
    if (parameters.length === 1) this.bind(part, parameters[0]!, bound);
  }

  private classesOf(value: number): number {
    let classes = UNKNOWN;
    this.values.each(value, (one) => {
      if (kindOf(one) === Kind.class || kindOf(one) === Kind.external)
        classes = this.values.join(classes, one);
    });
    return classes;
  }

  /** The type variable that a call makes, by the call. */
  typeVariable(call: number): number {
    return makeValue(Kind.variable, call);
  }

  /** What a type variable stands for: what it is bound to here, else an instance of its declared bound. */
  protected override variableInstance(variable: number): number {
    const given = this.bound?.get(variable);
    if (given !== undefined) return given;
    const { typeVariableBound } = this.evaluator.rulesOf(this.columns.scopeOf(payloadOf(variable)));
    const name = typeVariableBound === undefined ? undefined : this.nameIds.get(typeVariableBound);
    const list = this.columns.b(payloadOf(variable));
    let instance = UNKNOWN;
    for (let index = 1; index < this.columns.listLength(list); index++) {
      const key = this.columns.listKey(list, index);
      // Without a keyword it lists the types that it may stand for.
      if (key === 0 || key === name)
        instance = this.values.join(instance, this.instanceOf(this.columns.listValue(list, index)));
    }
    return instance;
  }
}
