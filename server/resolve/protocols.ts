// The protocols of the languages: calling an instance, iterating, awaiting, entering, and members of generic values.

import { ReasonId } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

import { Annotations } from './annotations.ts';

/** Types of a program: annotations, and what can be done with instances. */
export class Types extends Annotations {
  /** An instance of a class, of what it is an alias for when it is one. */
  constructed(symbol: number): number {
    const alias = this.evaluator.classes.aliasOf(symbol);
    return alias >= 0 ? this.instanceOf(alias) : makeValue(Kind.instance, symbol);
  }

  /** An instance of the type that a named type is made from, unknown for a class of its own. */
  private underlying(value: number): number {
    if (kindOf(value) !== Kind.instance) return UNKNOWN;
    const type = this.evaluator.classes.underlyingOf(payloadOf(value));
    return type < 0 ? UNKNOWN : this.instanceOf(type);
  }

  /** Built-in types have the members that their language says; of other external ones anything may be a member. */
  memberOfExternal(value: number, name: number): number {
    const members = this.builtinMembers.get(this.values.getExternal(value).package);
    if (members && !members.has(`${this.values.getExternal(value).symbol}.${this.program.strings[name]!}`))
      return UNKNOWN;
    return this.values.externalMember(value, this.program.strings[name]!);
  }

  callInstance(symbol: number, reason: number): number {
    const made = this.underlying(makeValue(Kind.instance, symbol));
    if (made !== UNKNOWN) return kindOf(made) === Kind.instance ? UNKNOWN : this.evaluator.resultOf(made);
    const { callMember } = this.rules(symbol);
    const name = this.nameIds.get(callMember);
    if (callMember === '' || name === undefined) return UNKNOWN;
    const method = this.evaluator.member(makeValue(Kind.instance, symbol), name, reason);
    return kindOf(method) === Kind.function ? this.evaluator.returned(payloadOf(method)) : UNKNOWN;
  }

  awaited(value: number): number {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    return kindOf(base) === Kind.externalInstance && parameters.length > 0 ? parameters.at(-1)! : value;
  }

  /** The type arguments of an iterator over `value`, made in `symbol`. */
  iteratorOf(value: number, symbol: number): number {
    const base = this.values.external(this.rules(symbol).builtinPackage, 'iterator');
    return this.values.generic(makeValue(Kind.externalInstance, payloadOf(base)), [value]);
  }

  private isTuple(base: number): boolean {
    return (
      kindOf(base) === Kind.externalInstance && this.values.getExternal(base).symbol.toLowerCase() === 'tuple'
    );
  }

  /** What iterating over a value gives. */
  elements(value: number): number {
    if (kindOf(value) !== Kind.generic) return this.iterated(value);
    const { base, parameters } = this.values.getGeneric(value);
    if (!this.isTuple(base) && !this.isLiteralList(base)) return parameters[0]!;
    return parameters.reduce((joined, one) => this.values.join(joined, one), UNKNOWN);
  }

  /** The elements of a list or set, the values of a map, what a promise resolves to. */
  valuesOf(value: number): number {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    return this.isTuple(base) || this.isLiteralList(base) ? this.elements(value) : parameters.at(-1)!;
  }

  private isLiteralList(base: number): boolean {
    return (
      kindOf(base) === Kind.externalInstance &&
      /^(list|set|Array)$/.test(this.values.getExternal(base).symbol)
    );
  }

  /** The name of the member by which an instance takes part in a protocol, undefined when it can't. */
  private protocolName(value: number, protocol: 'iterate' | 'subscript' | 'enter'): number | undefined {
    if (kindOf(value) !== Kind.instance) return undefined;
    const member = this.rules(payloadOf(value)).protocolMembers?.[protocol];
    return member === undefined ? undefined : this.nameIds.get(member);
  }

  private iterated(value: number): number {
    const name = this.protocolName(value, 'iterate');
    if (name === undefined) return UNKNOWN;
    const found = this.evaluator.member(value, name, ReasonId.element);
    if (kindOf(found) !== Kind.function) return UNKNOWN;
    const result = this.evaluator.returned(payloadOf(found), value);
    return kindOf(result) === Kind.generic ? this.values.getGeneric(result).parameters[0]! : UNKNOWN;
  }

  elementAt(value: number, index: number): number {
    if (kindOf(value) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(value);
    const isPositional = this.isTuple(base) || this.isLiteralList(base);
    this.evaluator.reason = ReasonId.element;
    return isPositional ? (parameters[index] ?? UNKNOWN) : parameters[0]!;
  }

  /** What a loop over a value counts by. */
  keys(value: number): number {
    const made = this.underlying(value);
    const over = made === UNKNOWN ? value : made;
    if (kindOf(over) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(over);
    if (parameters.length === 2 && !this.isTuple(base)) return parameters[0]!;
    const isChannel =
      kindOf(base) === Kind.externalInstance && this.values.getExternal(base).symbol === 'chan';
    return isChannel ? parameters[0]! : UNKNOWN;
  }

  /** What `value[index]` gives. */
  subscript(value: number): number {
    const made = this.underlying(value);
    if (made !== UNKNOWN && made !== value) return this.subscript(made);
    if (kindOf(value) === Kind.generic) {
      const { base, parameters } = this.values.getGeneric(value);
      if (parameters.length === 2 && !this.isTuple(base)) return parameters[1]!;
      return this.elements(value);
    }
    const name = this.protocolName(value, 'subscript');
    if (name === undefined) return UNKNOWN;
    const method = this.evaluator.member(value, name, ReasonId.element);
    return kindOf(method) === Kind.function ? this.evaluator.returned(payloadOf(method), value) : UNKNOWN;
  }

  /** What `with value as name` binds. */
  entered(value: number, reason: number): number {
    const name = this.protocolName(value, 'enter');
    if (name === undefined) return value;
    const method = this.evaluator.member(value, name, reason);
    if (kindOf(method) !== Kind.function) return kindOf(method) === Kind.unknown ? UNKNOWN : value;
    return this.evaluator.returned(payloadOf(method), value);
  }

  memberOfGeneric(value: number, name: number, reason: number): number {
    const { base } = this.values.getGeneric(value);
    return this.evaluator.member(base, name, reason);
  }

  /** A module that exports one object offers that object's members. */
  memberOfWholeExport(target: number, name: number): number {
    if (this.wholeExportName < 0 || name === this.wholeExportName) return UNKNOWN;
    const whole = this.evaluator.memberOfModule(target, this.wholeExportName, false);
    if (whole === UNKNOWN) return UNKNOWN;
    return this.isDefaultName(name) ? whole : this.evaluator.member(whole, name, this.evaluator.reason);
  }

  nameId(name: string): number | undefined {
    return this.nameIds.get(name);
  }

  isDefaultName(name: number): boolean {
    return this.program.strings[name] === 'default';
  }
}
