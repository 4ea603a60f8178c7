// Members: of modules, classes, instances, objects and functions; and what a receiver is.

import { INDEXED, Op, SPREAD } from '../facts/expressions.ts';
import type { BindingRules } from '../languages/language.ts';
import { instanceOf, isProperty, isSetter } from './annotations.ts';
import type { Member } from './classes.ts';
import type { Infer } from './context.ts';
import { memberOfModule } from './imports.ts';
import { boundValue, joinAssigned, joinEntries, joinMembers } from './joins.ts';
import { bindingsOf } from './names.ts';
import { classMember, classOf, memberOfExternal, memberOfGeneric, nameId } from './protocols.ts';
import { ReasonId, chain, weaker } from './reasons.ts';
import { Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

/** What a call of a member that every function has does with the function. */
export function functionMember({ functionMembers }: BindingRules, name: string): string | undefined {
  return functionMembers?.get(name);
}

export function memberOf(infer: Infer, object: number, name: number): number {
  const value = infer.evaluate(object);
  const reason = infer.reason;
  if (kindOf(value) === Kind.directory)
    noteUse(infer, infer.columns.fileOf(infer.columns.scopeOf(object)), value, name);
  return memberOfValue(infer, value, name, reason);
}

/** Remembers which file of a package a reader of it needs. */
function noteUse(infer: Infer, reader: number, directory: number, name: number): void {
  const top = infer.packages.findScope(infer.modules.directoryFiles(payloadOf(directory)), name, reader);
  if (top < 0) return;
  let used = infer.usedFiles.get(reader);
  if (!used) infer.usedFiles.set(reader, (used = new Set()));
  used.add(infer.columns.fileOf(top));
}

/** The symbol of the field that a member expression reads, -1 when it is no field of a class of the workspace. */
export function fieldOf(infer: Infer, expression: number): number {
  const { columns } = infer;
  if (columns.op(expression) !== Op.member) return -1;
  let owner = infer.evaluate(columns.a(expression));
  if (kindOf(owner) === Kind.generic) owner = infer.values.getGeneric(owner).base;
  if (kindOf(owner) !== Kind.instance) return -1;
  const row = infer.classes.findMember(payloadOf(owner), columns.b(expression))?.bindings.at(-1);
  return row === undefined ? -1 : columns.binding(row, 'symbol');
}

/** The member `name` of any value that was found for `reason`; sets `reason`. */
export function memberOfValue(infer: Infer, value: number, name: number, reason: number): number {
  const kind = kindOf(value);
  const payload = payloadOf(value);
  infer.reason = reason;
  switch (kind) {
    case Kind.module:
    case Kind.directory: {
      const found = memberOfModule(infer, value, name, true);
      infer.reason = chain(reason, chain(infer.reason, ReasonId.import));
      return found;
    }
    case Kind.external:
      return isAddedGlobal(infer, value)
        ? UNKNOWN
        : infer.values.externalMember(value, infer.program.strings[name]!);
    case Kind.externalInstance:
      return memberOfExternal(infer.types, value, name);
    case Kind.class:
    case Kind.instance:
      return memberOfClass(
        infer,
        payload,
        name,
        -1,
        kind === Kind.class ? chain(reason, ReasonId.member) : reason,
        value,
      );
    case Kind.super:
      return memberOfClass(infer, payload, name, payload, ReasonId.super, makeValue(Kind.instance, payload));
    case Kind.generic:
      return memberOfGeneric(infer.types, value, name, reason);
    case Kind.object: {
      let found = boundValue(infer, payload, name, -1);
      // What is assigned to a property goes to its setter.
      if (kindOf(found) === Kind.function && isAccessor(infer, payloadOf(found)))
        return read(infer, found, value, reason);
      found = infer.values.join(found, joinAssigned(infer, infer.classes.assignedTo(-1 - payload, name)));
      if (found === UNKNOWN) found = memberOfSpread(infer, payload, name, reason);
      if (found === UNKNOWN) found = memberOfPrototype(infer, payload, name, reason);
      infer.reason = chain(reason, chain(infer.reason, ReasonId.member));
      return found;
    }
    case Kind.function:
      return memberOfFunction(infer, payload, name, reason);
    case Kind.union: {
      let joined = UNKNOWN;
      let weakest = reason;
      infer.values.each(value, (one) => {
        joined = infer.values.join(joined, memberOfValue(infer, one, name, reason));
        weakest = weaker(weakest, infer.reason);
      });
      infer.reason = chain(weakest, ReasonId.flow);
      return joined;
    }
    case Kind.parameter:
      return memberOfValue(infer, infer.generics.boundOf(value), name, reason);
    default:
      return UNKNOWN;
  }
}

/** Any member of an object literal: what an index can name that is not known. */
export function membersOfValue(infer: Infer, value: number): number {
  if (kindOf(value) !== Kind.object) return UNKNOWN;
  const scope = payloadOf(value);
  const { first, rows } = infer.scopes;
  const spread = nameId(infer.types, SPREAD);
  const isEntry = (row: number) => infer.columns.binding(row, 'name') !== spread;
  const joined = joinEntries(infer, rows.subarray(first[scope], first[scope + 1]), isEntry);
  infer.reason = ReasonId.element;
  return joined;
}

/** What stands under an index that is not known: any member of an object literal, and what was assigned so. */
export function indexedMembers(infer: Infer, value: number): number {
  const payload = payloadOf(value);
  const kind = kindOf(value);
  const isOwner = kind === Kind.instance || kind === Kind.class || kind === Kind.function;
  const owner = kind === Kind.object ? -1 - payload : isOwner ? payload : undefined;
  const indexed = nameId(infer.types, INDEXED);
  const joined = membersOfValue(infer, value);
  if (owner === undefined || indexed === undefined) return joined;
  const assigned = joinAssigned(infer, infer.classes.assignedTo(owner, indexed));
  infer.reason = ReasonId.element;
  return infer.values.join(joined, assigned);
}

/** Whether a value is a member that the language does not have of an object that any code can add members to. */
function isAddedGlobal(infer: Infer, value: number): boolean {
  const { package: packageName, symbol } = infer.values.getExternal(value);
  const dot = symbol.indexOf('.');
  if (dot < 0) return false;
  const rules = infer.globalObjects.get(`${packageName}\0${symbol.slice(0, dot)}`);
  return rules !== undefined && !rules.builtins.includes(symbol.slice(dot + 1));
}

function isAccessor(infer: Infer, symbol: number): boolean {
  return isProperty(infer.types, symbol) || isSetter(infer.types, symbol);
}

/** What reading a property gives. */
function read(infer: Infer, property: number, receiver: number, reason: number): number {
  const isRead = isProperty(infer.types, payloadOf(property));
  const value = isRead ? infer.returned(payloadOf(property), receiver) : UNKNOWN;
  infer.reason = chain(reason, ReasonId.field);
  return value;
}

/** A member of what an object literal was given for its prototype. */
function memberOfPrototype(infer: Infer, scope: number, name: number, reason: number): number {
  const { prototypeLink } = infer.rulesOf(scope);
  const link = prototypeLink === undefined ? undefined : nameId(infer.types, prototypeLink);
  if (link === undefined || name === link || infer.answers.spreading.has(scope)) return UNKNOWN;
  infer.answers.spreading.add(scope);
  let found = UNKNOWN;
  for (const prototype of prototypesOf(infer, scope, link).toReversed()) {
    found = prototype < 0 ? UNKNOWN : memberOfValue(infer, infer.evaluate(prototype), name, reason);
    if (found !== UNKNOWN) break;
  }
  infer.answers.spreading.delete(scope);
  return found;
}

/** The expressions that an object literal is given for its prototype. */
function prototypesOf(infer: Infer, scope: number, link: number): number[] {
  return [
    ...bindingsOf(infer, scope, link).map((row) => infer.columns.binding(row, 'payload')),
    ...infer.classes.assignedTo(-1 - scope, link).map((row) => assignedExpression(infer, row)),
  ];
}

/** The prototype of the object literal in whose function `scope` stands. */
function superOfObject(infer: Infer, scope: number): number {
  const { prototypeLink } = infer.rulesOf(scope);
  const link = prototypeLink === undefined ? undefined : nameId(infer.types, prototypeLink);
  const around = infer.classes.receiverOf(scope);
  if (link === undefined || !around || around.owner >= 0) return UNKNOWN;
  let joined = UNKNOWN;
  for (const prototype of prototypesOf(infer, -1 - around.owner, link))
    joined = infer.values.join(joined, prototype < 0 ? UNKNOWN : infer.evaluate(prototype));
  return joined;
}

function assignedExpression(infer: Infer, row: number): number {
  const { ints, width } = infer.program.tables.memberAssignments;
  return ints[row * width + 2]!;
}

/** A member that an object literal takes over from what is spread out in it; the last one counts. */
function memberOfSpread(infer: Infer, scope: number, name: number, reason: number): number {
  const spread = nameId(infer.types, SPREAD);
  // A variable can hold an object made of what it held before.
  if (spread === undefined || infer.answers.spreading.has(scope)) return UNKNOWN;
  infer.answers.spreading.add(scope);
  let found = UNKNOWN;
  for (const row of bindingsOf(infer, scope, spread).toReversed()) {
    found = memberOfValue(infer, infer.evaluate(infer.columns.binding(row, 'payload')), name, reason);
    if (found !== UNKNOWN) break;
  }
  infer.answers.spreading.delete(scope);
  return found;
}

function memberOfClass(
  infer: Infer,
  symbol: number,
  name: number,
  after: number,
  reason: number,
  receiver: number,
): number {
  if (name === classMember(infer.types, symbol)) {
    // It can be a subclass.
    infer.reason = chain(reason, ReasonId.inherited);
    return classOf(infer.types, receiver);
  }
  const kind = kindOf(receiver);
  const isStatic = after >= 0 ? undefined : kind === Kind.class;
  const member = infer.classes.findMember(symbol, name, after, isStatic);
  if (member) {
    const value = memberValue(infer, member, reason, receiver);
    return member.owner !== symbol && infer.generics.isOpen(value)
      ? infer.generics.substitute(value, infer.generics.ofReceiver(receiver, member.owner))
      : value;
  }
  if (kind === Kind.class) {
    const metaclass = infer.classes.metaclassOf(symbol);
    if (kindOf(metaclass) === Kind.class && infer.classes.findMember(payloadOf(metaclass), name))
      return memberOfClass(
        infer,
        payloadOf(metaclass),
        name,
        -1,
        reason,
        makeValue(Kind.instance, payloadOf(metaclass)),
      );
  }
  const { external, isBound } = infer.classes.lineage(symbol);
  infer.reason = reason;
  if (name === infer.classes.prototypeName) return makeValue(Kind.instance, symbol);
  if (external === 0) return UNKNOWN;
  const outside = infer.values.externalMember(external, infer.program.strings[name]!);
  return isBound ? makeValue(Kind.opaque, payloadOf(outside)) : outside;
}

/** A member that was assigned to a function, or that every function has. */
function memberOfFunction(infer: Infer, symbol: number, name: number, reason: number): number {
  const { binding } = infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language;
  if (binding.prototypeMember === undefined) return UNKNOWN;
  if (name === infer.classes.prototypeName) return makeValue(Kind.instance, symbol);
  const rows = infer.classes.assignedTo(symbol, name);
  if (rows.length === 0) {
    if (functionMember(binding, infer.program.strings[name]!) === undefined) return UNKNOWN;
    infer.reason = ReasonId.builtin;
    return infer.values.external(binding.builtinPackage, `Function.${infer.program.strings[name]!}`);
  }
  const value = joinAssigned(infer, rows);
  infer.reason = chain(reason, ReasonId.field);
  return value;
}

/** What a found member holds: the method, the value of a property, the type or values of a field. */
function memberValue(infer: Infer, member: Member, reason: number, receiver: number): number {
  if (member.method >= 0) {
    infer.reason = reason;
    return makeValue(Kind.function, member.method);
  }
  let value = UNKNOWN;
  if (member.bindings.length > 0) {
    value = joinMembers(infer, member.bindings, member.isStatic);
    const isDefinition = kindOf(value) === Kind.function || kindOf(value) === Kind.class;
    if (kindOf(value) === Kind.function && isProperty(infer.types, payloadOf(value))) {
      value = infer.returned(payloadOf(value), receiver);
      infer.reason = chain(reason, ReasonId.field);
      return value;
    }
    infer.reason = isDefinition ? chain(infer.reason, reason) : chain(reason, ReasonId.field);
    if (isDefinition) infer.reason = reason;
  }
  // A declared type says all that a field can hold.
  const isDeclared = value !== UNKNOWN && infer.classes.isDeclared(member);
  if (!isDeclared) {
    value = infer.values.join(value, joinAssigned(infer, member.assignments));
    if (member.assignments.length > 0) infer.reason = chain(reason, ReasonId.field);
  }
  return value;
}

export function assignedValue(infer: Infer, row: number): number {
  const { ints, width } = infer.program.tables.memberAssignments;
  const type = ints[row * width + 3]!;
  if (type >= 0) {
    const value = instanceOf(infer.types, type);
    if (value !== UNKNOWN) return value;
  }
  return infer.evaluate(ints[row * width + 2]!);
}

// Receivers.

/** What `this` is in `scope`. */
export function receiverAt(infer: Infer, scope: number): number {
  infer.reason = ReasonId.self;
  const around = infer.classes.receiverOf(scope);
  if (!around) return UNKNOWN;
  if (around.functionScope >= 0 && infer.types.selfName >= 0) {
    const isTyped = infer.scopes.find(around.functionScope, infer.types.selfName);
    if (isTyped) return boundValue(infer, around.functionScope, infer.types.selfName, -1);
  }
  if (around.owner < 0) {
    const expected = declaredReceiver(infer, -1 - around.owner);
    if (expected !== UNKNOWN) {
      infer.reason = ReasonId.annotation;
      return expected;
    }
    infer.reason = ReasonId.self;
    return makeValue(Kind.object, -1 - around.owner);
  }
  return makeValue(around.isStatic ? Kind.class : Kind.instance, around.owner);
}

/** What the place of an object literal says that its functions are called on. */
function declaredReceiver(infer: Infer, scope: number): number {
  const { receiverGeneric } = infer.rulesOf(scope);
  let said = UNKNOWN;
  let expected = UNKNOWN;
  infer.values.each(infer.contexts.expectedOfObject(scope), (one) => {
    const generic = kindOf(one) === Kind.generic ? infer.values.getGeneric(one) : undefined;
    const base = generic?.base ?? one;
    const isSaid =
      generic !== undefined &&
      kindOf(base) === Kind.externalInstance &&
      infer.values.getExternal(base).symbol === receiverGeneric;
    if (isSaid) said = infer.values.join(said, generic.parameters[0] ?? UNKNOWN);
    else if (kindOf(base) === Kind.instance) expected = infer.values.join(expected, one);
  });
  return said === UNKNOWN ? expected : said;
}

export function superOf(infer: Infer, scope: number, type = -1): number {
  const named = type < 0 ? UNKNOWN : infer.evaluate(type);
  const around = infer.classes.enclosingClass(scope);
  infer.reason = ReasonId.super;
  if (kindOf(named) === Kind.class) return makeValue(Kind.super, payloadOf(named));
  if (around) return makeValue(Kind.super, around.symbol);
  const object = superOfObject(infer, scope);
  infer.reason = ReasonId.super;
  return object;
}
