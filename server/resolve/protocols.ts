// The protocols of the languages: calling an instance, iterating, awaiting, entering, and members of generic values.

import { ReasonId } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

import { BuiltinCollections } from './builtinCollections.ts';

type AsyncProtocol = 'iterate' | 'next' | 'enter' | 'leave';
type Protocol = AsyncProtocol;

/** Types of a program: annotations, and what can be done with instances. */
export class Types extends BuiltinCollections {
  /** An instance of a class, of what it is an alias for when it is one. */
  constructed(symbol: number): number {
    const alias = this.evaluator.classes.aliasOf(symbol);
    return alias >= 0 ? this.instanceOf(alias) : makeValue(Kind.instance, symbol);
  }

  /** The class of an instance; unknown for what is none. */
  classOf(value: number): number {
    const kind = kindOf(value);
    if (kind === Kind.instance) return makeValue(Kind.class, payloadOf(value));
    if (kind === Kind.externalInstance) return makeValue(Kind.external, payloadOf(value));
    let classes = UNKNOWN;
    if (kind === Kind.union)
      this.values.each(value, (one) => (classes = this.values.join(classes, this.classOf(one))));
    return classes;
  }

  /** What of `value` is an instance of `tested`, a class or a sequence of classes; such an instance when nothing is. */
  narrowed(value: number, tested: number): number {
    const classes: number[] = [];
    const addClasses = (one: number): void => {
      if (kindOf(one) === Kind.class || kindOf(one) === Kind.external) classes.push(one);
      else if (kindOf(one) === Kind.generic)
        for (const part of this.values.getGeneric(one).parameters) this.values.each(part, addClasses);
    };
    this.values.each(tested, addClasses);
    if (classes.length === 0) return value;
    let kept = UNKNOWN;
    this.values.each(value, (one) => {
      if (classes.some((type) => this.isInstance(one, type))) kept = this.values.join(kept, one);
    });
    if (kept !== UNKNOWN) return kept;
    return classes.reduce((joined, type) => this.values.join(joined, this.asInstance(type)), UNKNOWN);
  }

  private isInstance(value: number, type: number): boolean {
    const one = kindOf(value) === Kind.generic ? this.values.getGeneric(value).base : value;
    if (kindOf(one) === Kind.externalInstance)
      return payloadOf(one) === payloadOf(type) && kindOf(type) === Kind.external;
    if (kindOf(one) !== Kind.instance) return false;
    const { classes, external } = this.evaluator.classes.lineage(payloadOf(one));
    return kindOf(type) === Kind.class ? classes.includes(payloadOf(type)) : external === type;
  }

  /** The number of the name by which an instance of `symbol` tells its class, -1 where there is none. */
  classMember(symbol: number): number {
    const { classMember } = this.rules(symbol);
    return classMember === undefined ? -1 : (this.nameIds.get(classMember) ?? -1);
  }

  /** An instance of the type that a named type is made from, unknown for a class of its own. */
  private underlying(value: number): number {
    if (kindOf(value) !== Kind.instance) return UNKNOWN;
    const type = this.evaluator.classes.underlyingOf(payloadOf(value));
    return type < 0 ? UNKNOWN : this.instanceOf(type);
  }

  /** Built-in types have the members that their language says; of other external ones anything may be a member. */
  memberOfExternal(value: number, name: number): number {
    const { package: packageName, symbol } = this.values.getExternal(value);
    const text = this.program.strings[name]!;
    if (symbol === '' && this.rulesOfBuiltin(value) !== undefined) return UNKNOWN;
    if (this.memberChecks.some((canHaveMember) => !canHaveMember(packageName, symbol, text))) return UNKNOWN;
    const members = this.builtinMembers.get(packageName);
    if (members && !members.has(`${symbol}.${text}`)) return UNKNOWN;
    return this.values.externalMember(value, this.program.strings[name]!);
  }

  callInstance(symbol: number, reason: number, through = this.rules(symbol).callMember): number {
    const made = this.underlying(makeValue(Kind.instance, symbol));
    if (made !== UNKNOWN) return kindOf(made) === Kind.instance ? UNKNOWN : this.evaluator.resultOf(made);
    const name = this.nameIds.get(through);
    if (through === '' || name === undefined) return UNKNOWN;
    const method = this.evaluator.member(makeValue(Kind.instance, symbol), name, reason);
    if (kindOf(method) === Kind.function) return this.evaluator.returned(payloadOf(method));
    return kindOf(method) === Kind.instance ? UNKNOWN : this.evaluator.resultOf(method);
  }

  /** The member through which an instance is called, unknown when it has none. */
  callSignature(instance: number): number {
    const name = this.nameIds.get(this.rules(payloadOf(instance)).callMember);
    return name === undefined ? UNKNOWN : this.evaluator.member(instance, name, ReasonId.annotation);
  }

  /** The name of the member by which an instance takes part in a protocol, undefined when it can't. */
  private protocolName(
    value: number,
    protocol: Protocol | `${AsyncProtocol}Async` | 'subscript',
  ): number | undefined {
    if (kindOf(value) !== Kind.instance) return undefined;
    const member = this.rules(payloadOf(value)).protocolMembers?.[protocol];
    return member === undefined ? undefined : this.nameIds.get(member);
  }

  protected iterated(value: number): number {
    const found = this.protocolMethod(value, 'iterate');
    if (found === UNKNOWN) return UNKNOWN;
    const result = this.evaluator.returned(payloadOf(found), value);
    if (kindOf(result) === Kind.generic) return this.values.getGeneric(result).parameters[0]!;
    const next = this.protocolMethod(result, 'next');
    return next === UNKNOWN ? UNKNOWN : this.evaluator.returned(payloadOf(next), result);
  }

  /** The method by which an instance takes part in a protocol, unknown when it has none in the workspace. */
  protocolMethod(value: number, protocol: Protocol): number {
    for (const one of [protocol, `${protocol}Async` as const]) {
      const name = this.protocolName(value, one);
      const method = name === undefined ? UNKNOWN : this.evaluator.member(value, name, ReasonId.element);
      if (kindOf(method) === Kind.function) return method;
    }
    return UNKNOWN;
  }

  /** What a loop over a value counts by. */
  keys(value: number): number {
    const made = this.underlying(value);
    const over = made === UNKNOWN ? value : made;
    if (kindOf(over) === Kind.callable) return this.yielded(over, 0);
    if (kindOf(over) !== Kind.generic) return UNKNOWN;
    const { base, parameters } = this.values.getGeneric(over);
    if (parameters.length === 2 && !this.isTuple(base)) return parameters[0]!;
    const isStream =
      kindOf(base) === Kind.externalInstance && /^(?:chan|Seq)$/.test(this.values.getExternal(base).symbol);
    return isStream ? parameters[0]! : UNKNOWN;
  }

  /** What a function hands to the function it is given, at `index`: such functions can be looped over. */
  private yielded(value: number, index: number): number {
    const yields = this.values.getGeneric(value).parameters[1] ?? UNKNOWN;
    if (kindOf(yields) !== Kind.callable) return UNKNOWN;
    return this.values.getGeneric(yields).parameters[index + 1] ?? UNKNOWN;
  }

  /** What `value[index]` gives. */
  subscript(value: number): number {
    const made = this.underlying(value);
    if (made !== UNKNOWN && made !== value) return this.subscript(made);
    if (kindOf(value) === Kind.callable) return this.yielded(value, 1);
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
    // A generator is entered when it was made a context manager: it binds what is yielded.
    if (kindOf(value) === Kind.generic && this.isIterator(value)) return this.elements(value);
    const own = this.protocolMethod(value, 'enter');
    if (own !== UNKNOWN) return this.evaluator.returned(payloadOf(own), value);
    if (name === undefined) return kindOf(value) === Kind.instance ? UNKNOWN : this.enteredExternal(value);
    return this.evaluator.member(value, name, reason) === UNKNOWN ? UNKNOWN : value;
  }

  /** What entering something outside the workspace gives: the argument of a context manager's type, else itself. */
  private enteredExternal(value: number): number {
    if (kindOf(value) !== Kind.generic) return value;
    const { base, parameters } = this.values.getGeneric(value);
    if (kindOf(base) !== Kind.externalInstance) return value;
    const { symbol } = this.values.getExternal(base);
    const name = symbol.slice(symbol.lastIndexOf('.') + 1);
    return this.enteredGenerics.has(name) ? parameters[0]! : value;
  }

  memberOfGeneric(value: number, name: number, reason: number): number {
    const { base } = this.values.getGeneric(value);
    const field = this.fieldOf(value, this.program.strings[name]!);
    if (field !== undefined) {
      this.evaluator.reason = ReasonId.element;
      return field;
    }
    const found = this.evaluator.member(base, name, reason);
    const { generics } = this.evaluator;
    if (kindOf(base) !== Kind.instance || !generics.isOpen(found)) return found;
    return generics.substitute(found, generics.ofReceiver(value, payloadOf(base)));
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
