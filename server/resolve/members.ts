// Members: of modules, classes, instances, objects and functions; and what a receiver is.

import { INDEXED, Op, SPREAD } from '../facts/expressions.ts';
import type { BindingRules } from '../languages/language.ts';
import { NameEvaluator } from './names.ts';
import type { Member } from './classes.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** What a call of a member that every function has does with the function. */
export function functionMember({ functionMembers }: BindingRules, name: string): string | undefined {
  return functionMembers?.get(name);
}

/** Evaluates members and receivers. */
export abstract class MemberEvaluator extends NameEvaluator {
  /** Object literals whose spread parts are being asked for a member. */
  private readonly spreading = new Set<number>();

  override forget(file = -1): void {
    super.forget(file);
    this.spreading.clear();
  }

  protected memberOf(object: number, name: number): number {
    const value = this.evaluate(object);
    const reason = this.reason;
    if (kindOf(value) === Kind.directory)
      this.noteUse(this.columns.fileOf(this.columns.scopeOf(object)), value, name);
    return this.member(value, name, reason);
  }

  /** Remembers which file of a package a reader of it needs. */
  protected noteUse(reader: number, directory: number, name: number): void {
    const top = this.packages.findScope(this.modules.directoryFiles(payloadOf(directory)), name, reader);
    if (top < 0) return;
    let used = this.usedFiles.get(reader);
    if (!used) this.usedFiles.set(reader, (used = new Set()));
    used.add(this.columns.fileOf(top));
  }

  /** The symbol of the field that a member expression reads, -1 when it is no field of a class of the workspace. */
  fieldOf(expression: number): number {
    const { columns } = this;
    if (columns.op(expression) !== Op.member) return -1;
    let owner = this.evaluate(columns.a(expression));
    if (kindOf(owner) === Kind.generic) owner = this.values.getGeneric(owner).base;
    if (kindOf(owner) !== Kind.instance) return -1;
    const row = this.classes.findMember(payloadOf(owner), columns.b(expression))?.bindings.at(-1);
    return row === undefined ? -1 : columns.binding(row, 'symbol');
  }

  /** The member `name` of any value that was found for `reason`; sets `reason`. */
  member(value: number, name: number, reason: number): number {
    const kind = kindOf(value);
    const payload = payloadOf(value);
    this.reason = reason;
    switch (kind) {
      case Kind.module:
      case Kind.directory: {
        const found = this.memberOfModule(value, name, true);
        this.reason = chain(reason, chain(this.reason, ReasonId.import));
        return found;
      }
      case Kind.external:
        return this.isAddedGlobal(value)
          ? UNKNOWN
          : this.values.externalMember(value, this.program.strings[name]!);
      case Kind.externalInstance:
        return this.types.memberOfExternal(value, name);
      case Kind.class:
      case Kind.instance:
        return this.memberOfClass(
          payload,
          name,
          -1,
          kind === Kind.class ? chain(reason, ReasonId.member) : reason,
          value,
        );
      case Kind.super:
        return this.memberOfClass(payload, name, payload, ReasonId.super, makeValue(Kind.instance, payload));
      case Kind.generic:
        return this.types.memberOfGeneric(value, name, reason);
      case Kind.object: {
        let found = this.boundValue(payload, name, -1);
        // What is assigned to a property goes to its setter.
        if (kindOf(found) === Kind.function && this.isAccessor(payloadOf(found)))
          return this.read(found, value, reason);
        found = this.values.join(found, this.joinAssigned(this.classes.assignedTo(-1 - payload, name)));
        if (found === UNKNOWN) found = this.memberOfSpread(payload, name, reason);
        if (found === UNKNOWN) found = this.memberOfPrototype(payload, name, reason);
        this.reason = chain(reason, chain(this.reason, ReasonId.member));
        return found;
      }
      case Kind.function:
        return this.memberOfFunction(payload, name, reason);
      case Kind.union: {
        let joined = UNKNOWN;
        let weakest = reason;
        this.values.each(value, (one) => {
          joined = this.values.join(joined, this.member(one, name, reason));
          weakest = weaker(weakest, this.reason);
        });
        this.reason = chain(weakest, ReasonId.flow);
        return joined;
      }
      case Kind.parameter:
        return this.member(this.generics.boundOf(value), name, reason);
      default:
        return UNKNOWN;
    }
  }

  /** Any member of an object literal: what an index can name that is not known. */
  protected membersOfValue(value: number): number {
    if (kindOf(value) !== Kind.object) return UNKNOWN;
    const scope = payloadOf(value);
    const { first, rows } = this.scopes;
    const spread = this.types.nameId(SPREAD);
    const isEntry = (row: number) => this.columns.binding(row, 'name') !== spread;
    const joined = this.joinEntries(rows.subarray(first[scope], first[scope + 1]), isEntry);
    this.reason = ReasonId.element;
    return joined;
  }

  /** What stands under an index that is not known: any member of an object literal, and what was assigned so. */
  protected indexedMembers(value: number): number {
    const payload = payloadOf(value);
    const kind = kindOf(value);
    const isOwner = kind === Kind.instance || kind === Kind.class || kind === Kind.function;
    const owner = kind === Kind.object ? -1 - payload : isOwner ? payload : undefined;
    const indexed = this.types.nameId(INDEXED);
    const joined = this.membersOfValue(value);
    if (owner === undefined || indexed === undefined) return joined;
    const assigned = this.joinAssigned(this.classes.assignedTo(owner, indexed));
    this.reason = ReasonId.element;
    return this.values.join(joined, assigned);
  }

  /** Whether a value is a member that the language does not have of an object that any code can add members to. */
  private isAddedGlobal(value: number): boolean {
    const { package: packageName, symbol } = this.values.getExternal(value);
    const dot = symbol.indexOf('.');
    if (dot < 0) return false;
    const rules = this.globalObjects.get(`${packageName}\0${symbol.slice(0, dot)}`);
    return rules !== undefined && !rules.builtins.includes(symbol.slice(dot + 1));
  }

  private isAccessor(symbol: number): boolean {
    return this.types.isProperty(symbol) || this.types.isSetter(symbol);
  }

  /** What reading a property gives. */
  private read(property: number, receiver: number, reason: number): number {
    const isRead = this.types.isProperty(payloadOf(property));
    const value = isRead ? this.returned(payloadOf(property), receiver) : UNKNOWN;
    this.reason = chain(reason, ReasonId.field);
    return value;
  }

  /** A member of what an object literal was given for its prototype. */
  private memberOfPrototype(scope: number, name: number, reason: number): number {
    const { prototypeLink } = this.rulesOf(scope);
    const link = prototypeLink === undefined ? undefined : this.types.nameId(prototypeLink);
    if (link === undefined || name === link || this.spreading.has(scope)) return UNKNOWN;
    this.spreading.add(scope);
    let found = UNKNOWN;
    for (const prototype of this.prototypesOf(scope, link).toReversed()) {
      found = prototype < 0 ? UNKNOWN : this.member(this.evaluate(prototype), name, reason);
      if (found !== UNKNOWN) break;
    }
    this.spreading.delete(scope);
    return found;
  }

  /** The expressions that an object literal is given for its prototype. */
  private prototypesOf(scope: number, link: number): number[] {
    return [
      ...this.bindingsOf(scope, link).map((row) => this.columns.binding(row, 'payload')),
      ...this.classes.assignedTo(-1 - scope, link).map((row) => this.assignedExpression(row)),
    ];
  }

  /** The prototype of the object literal in whose function `scope` stands. */
  private superOfObject(scope: number): number {
    const { prototypeLink } = this.rulesOf(scope);
    const link = prototypeLink === undefined ? undefined : this.types.nameId(prototypeLink);
    const around = this.classes.receiverOf(scope);
    if (link === undefined || !around || around.owner >= 0) return UNKNOWN;
    let joined = UNKNOWN;
    for (const prototype of this.prototypesOf(-1 - around.owner, link))
      joined = this.values.join(joined, prototype < 0 ? UNKNOWN : this.evaluate(prototype));
    return joined;
  }

  private assignedExpression(row: number): number {
    const { ints, width } = this.program.tables.memberAssignments;
    return ints[row * width + 2]!;
  }

  /** A member that an object literal takes over from what is spread out in it; the last one counts. */
  private memberOfSpread(scope: number, name: number, reason: number): number {
    const spread = this.types.nameId(SPREAD);
    // A variable can hold an object made of what it held before.
    if (spread === undefined || this.spreading.has(scope)) return UNKNOWN;
    this.spreading.add(scope);
    let found = UNKNOWN;
    for (const row of this.bindingsOf(scope, spread).toReversed()) {
      found = this.member(this.evaluate(this.columns.binding(row, 'payload')), name, reason);
      if (found !== UNKNOWN) break;
    }
    this.spreading.delete(scope);
    return found;
  }

  protected memberOfClass(
    symbol: number,
    name: number,
    after: number,
    reason: number,
    receiver: number,
  ): number {
    if (name === this.types.classMember(symbol)) {
      // It can be a subclass.
      this.reason = chain(reason, ReasonId.inherited);
      return this.types.classOf(receiver);
    }
    const kind = kindOf(receiver);
    const isStatic = after >= 0 ? undefined : kind === Kind.class;
    const member = this.classes.findMember(symbol, name, after, isStatic);
    if (member) {
      const value = this.memberValue(member, reason, receiver);
      return member.owner !== symbol && this.generics.isOpen(value)
        ? this.generics.substitute(value, this.generics.ofReceiver(receiver, member.owner))
        : value;
    }
    if (kind === Kind.class) {
      const metaclass = this.classes.metaclassOf(symbol);
      if (kindOf(metaclass) === Kind.class && this.classes.findMember(payloadOf(metaclass), name))
        return this.memberOfClass(
          payloadOf(metaclass),
          name,
          -1,
          reason,
          makeValue(Kind.instance, payloadOf(metaclass)),
        );
    }
    const { external, isBound } = this.classes.lineage(symbol);
    this.reason = reason;
    if (name === this.classes.prototypeName) return makeValue(Kind.instance, symbol);
    if (external === 0) return UNKNOWN;
    const outside = this.values.externalMember(external, this.program.strings[name]!);
    return isBound ? makeValue(Kind.opaque, payloadOf(outside)) : outside;
  }

  /** A member that was assigned to a function, or that every function has. */
  protected memberOfFunction(symbol: number, name: number, reason: number): number {
    const { binding } = this.program.files[this.columns.fileOfSymbol(symbol)]!.language;
    if (binding.prototypeMember === undefined) return UNKNOWN;
    if (name === this.classes.prototypeName) return makeValue(Kind.instance, symbol);
    const rows = this.classes.assignedTo(symbol, name);
    if (rows.length === 0) {
      if (functionMember(binding, this.program.strings[name]!) === undefined) return UNKNOWN;
      this.reason = ReasonId.builtin;
      return this.values.external(binding.builtinPackage, `Function.${this.program.strings[name]!}`);
    }
    const value = this.joinAssigned(rows);
    this.reason = chain(reason, ReasonId.field);
    return value;
  }

  /** What a found member holds: the method, the value of a property, the type or values of a field. */
  protected memberValue(member: Member, reason: number, receiver: number): number {
    if (member.method >= 0) {
      this.reason = reason;
      return makeValue(Kind.function, member.method);
    }
    let value = UNKNOWN;
    if (member.bindings.length > 0) {
      value = this.joinMembers(member.bindings, member.isStatic);
      const isDefinition = kindOf(value) === Kind.function || kindOf(value) === Kind.class;
      if (kindOf(value) === Kind.function && this.types.isProperty(payloadOf(value))) {
        value = this.returned(payloadOf(value), receiver);
        this.reason = chain(reason, ReasonId.field);
        return value;
      }
      this.reason = isDefinition ? chain(this.reason, reason) : chain(reason, ReasonId.field);
      if (isDefinition) this.reason = reason;
    }
    // A declared type says all that a field can hold.
    const isDeclared = value !== UNKNOWN && this.classes.isDeclared(member);
    if (!isDeclared) {
      value = this.values.join(value, this.joinAssigned(member.assignments));
      if (member.assignments.length > 0) this.reason = chain(reason, ReasonId.field);
    }
    return value;
  }

  protected assignedValue(row: number): number {
    const { ints, width } = this.program.tables.memberAssignments;
    const type = ints[row * width + 3]!;
    if (type >= 0) {
      const value = this.types.instanceOf(type);
      if (value !== UNKNOWN) return value;
    }
    return this.evaluate(ints[row * width + 2]!);
  }

  // Receivers.

  /** What `this` is in `scope`. */
  receiver(scope: number): number {
    this.reason = ReasonId.self;
    const around = this.classes.receiverOf(scope);
    if (!around) return UNKNOWN;
    if (around.functionScope >= 0 && this.types.selfName >= 0) {
      const isTyped = this.scopes.find(around.functionScope, this.types.selfName);
      if (isTyped) return this.boundValue(around.functionScope, this.types.selfName, -1);
    }
    if (around.owner < 0) {
      const expected = this.declaredReceiver(-1 - around.owner);
      if (expected !== UNKNOWN) {
        this.reason = ReasonId.annotation;
        return expected;
      }
      this.reason = ReasonId.self;
      return makeValue(Kind.object, -1 - around.owner);
    }
    return makeValue(around.isStatic ? Kind.class : Kind.instance, around.owner);
  }

  /** What the place of an object literal says that its functions are called on. */
  private declaredReceiver(scope: number): number {
    const { receiverGeneric } = this.rulesOf(scope);
    let said = UNKNOWN;
    let expected = UNKNOWN;
    this.values.each(this.contexts.expectedOfObject(scope), (one) => {
      const generic = kindOf(one) === Kind.generic ? this.values.getGeneric(one) : undefined;
      const base = generic?.base ?? one;
      const isSaid =
        generic !== undefined &&
        kindOf(base) === Kind.externalInstance &&
        this.values.getExternal(base).symbol === receiverGeneric;
      if (isSaid) said = this.values.join(said, generic.parameters[0] ?? UNKNOWN);
      else if (kindOf(base) === Kind.instance) expected = this.values.join(expected, one);
    });
    return said === UNKNOWN ? expected : said;
  }

  protected superOf(scope: number, type = -1): number {
    const named = type < 0 ? UNKNOWN : this.evaluate(type);
    const around = this.classes.enclosingClass(scope);
    this.reason = ReasonId.super;
    if (kindOf(named) === Kind.class) return makeValue(Kind.super, payloadOf(named));
    if (around) return makeValue(Kind.super, around.symbol);
    const object = this.superOfObject(scope);
    this.reason = ReasonId.super;
    return object;
  }
}
