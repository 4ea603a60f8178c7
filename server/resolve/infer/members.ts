// Members: of modules, classes, instances, objects and functions.

import { BindingKind, INDEXED, Op, SPREAD, ScopeKind } from '../../facts/expressions.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import type { BoundBase, Member } from '../classes/index.ts';
import { NONE, ownerOfObject } from '../program/index.ts';
import type { BindingId, ExprId, FileId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import {
  ANYTHING,
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  asInstance,
  chain,
  classMember,
  classOf,
  elementAt,
  enumerated,
  instanceOf,
  isProperty,
  isSetter,
  isTuple,
  kindOf,
  makeValue,
  memberOfExternal,
  memberOfGeneric,
  nameId,
  payloadOf,
  rulesOfSymbol,
  weaker,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { bindingsOf, offeredClasses } from './bindings.ts';
import type { Infer } from './context.ts';
import { memberOfModule, namedFor } from './imports.ts';
import { boundValue, joinAssigned, joinEntries, joinMembers } from './joins.ts';
import { addedMember, typesAddedTo } from './merging.ts';
import { basesGiven, callBehind } from './mixins.ts';
import { findScope, packageScope } from './names.ts';
import { explainObject } from './declaredFunctions.ts';
import { toldByName } from './toldByName.ts';
import { standInFor } from './standIns.ts';
import { classOfInstance, extensionProperty, getterOf } from './receivers.ts';

const INTERFACE = NODE_KINDS.indexOf('Interface');

/** What a call of a member that every function has does with the function. */
export function functionMember(
  { calls: { functionMembers } }: LanguageRules,
  name: string,
): string | undefined {
  return functionMembers?.get(name);
}

/** The member that a member expression reads; `asType` asks for a type. */
export function memberOf(infer: Infer, object: ExprId, name: NameId, asType: boolean): Answer {
  const owner = explainObject(infer, object);
  if (kindOf(owner.type) === Kind.directory) {
    const reader = infer.columns.fileOf(infer.columns.scopeOf(object));
    noteUse(infer, reader, owner.type, name);
    const own = namedFor(infer, owner.type, name, reader, asType);
    if (own) return answer(own.type, chain(own.reason, owner.reason));
  }
  if (kindOf(owner.type) === Kind.external && infer.modules.isNested(infer.columns.scopeOf(object))) {
    const rules = infer.rulesOf(infer.columns.scopeOf(object));
    const inner = infer.types.library.memberOfPackage(rules, owner.type, infer.program.strings[name]!);
    return answer(inner, owner.reason);
  }
  const item = object < 0 ? UNKNOWN : itemNamed(infer, infer.columns.scopeOf(object), owner.type, name);
  if (item !== UNKNOWN) return answer(item, chain(owner.reason, ReasonId.element));
  const accessor = object < 0 ? NONE : accessorOf(infer, infer.columns.scopeOf(object), owner.type, name);
  if (accessor >= 0)
    return answer(returnedFrom(infer, accessor, owner.type), chain(owner.reason, ReasonId.field));
  const found =
    (object >= 0 && kindOf(owner.type) === Kind.super
      ? memberOfSuper(infer, infer.columns.scopeOf(object), owner.type, name)
      : undefined) ?? memberOfValue(infer, owner.type, name, owner.reason, asType);
  if (object >= 0 && isOfSelfAlone(infer, object, owner.type, found.type))
    return answer(UNKNOWN, owner.reason);
  const ofAll =
    object >= 0 && infer.columns.op(object) === Op.self ? ofEveryObject(infer, object, found, name) : found;
  if (ofAll !== found) return ofAll;
  if (found.type === UNKNOWN && !asType) {
    const told = toldByName(infer, object, owner.type, name);
    if (told.type !== UNKNOWN) return told;
  }
  const behind =
    found.type === UNKNOWN && object >= 0
      ? standInFor(infer, infer.columns.scopeOf(object), owner.type, name)
      : UNKNOWN;
  if (behind !== UNKNOWN) return memberOfValue(infer, behind, name, owner.reason, asType);
  return found.type === UNKNOWN && kindOf(owner.type) === Kind.instance
    ? memberOfGiven(infer, object, payloadOf(owner.type), name, found)
    : found;
}

/** Whether what was found is a member of every object that another than the object itself can't ask for. */
function isOfSelfAlone(infer: Infer, object: ExprId, owner: Value, found: Value): boolean {
  const { selfMembers, rootMembers = {} } = infer.rulesOf(infer.columns.scopeOf(object)).classes;
  if (selfMembers === undefined || kindOf(found) !== Kind.external) return false;
  const isItself = infer.columns.op(object) === Op.self || kindOf(owner) === Kind.super;
  if (isItself || kindOf(owner) === Kind.external) return false;
  const { symbol } = infer.values.getExternal(found);
  const at = symbol.indexOf('.');
  return at > 0 && symbol.slice(0, at) in rootMembers && selfMembers.has(symbol.slice(at + 1));
}

/** The item of a tuple that is its member `name`, unknown for any other value. */
function itemNamed(infer: Infer, scope: ScopeId, value: Value, name: NameId): Value {
  const { tupleMember } = infer.rulesOf(scope).library;
  if (tupleMember === undefined || kindOf(value) !== Kind.generic) return UNKNOWN;
  const { base, items } = infer.values.getGeneric(value);
  if (!isTuple(infer.types, base)) return UNKNOWN;
  const named = items?.get(name);
  if (named !== undefined) return named;
  const written = infer.program.strings[name]!;
  const { prefix, first } = tupleMember;
  const place = written.startsWith(prefix) ? Number(written.slice(prefix.length)) - first : NaN;
  return place >= 0 ? elementAt(infer.types, value, place) : UNKNOWN;
}

/** What comes behind a method around `scope` that the class itself has, among what the class has as an object; undefined elsewhere. */
function memberOfSuper(infer: Infer, scope: ScopeId, value: Value, name: NameId): Answer | undefined {
  const symbol = payloadOf(value);
  const { classes } = infer.rulesOf(scope);
  const isOfClass = classes.memberSearch === 'mixins' && infer.classes.receiverOf(scope)?.isStatic === true;
  if (!isOfClass) return undefined;
  const member = infer.classes.findMember(symbol, name, symbol, true);
  return member
    ? memberValue(infer, member, ReasonId.super, makeValue(Kind.class, symbol), false)
    : answer(UNKNOWN, ReasonId.super);
}

/** A function at the top of a file, which every object has, where the class around has no such member. */
function ofEveryObject(infer: Infer, object: ExprId, found: Answer, name: NameId): Answer {
  const { columns } = infer;
  const scope = columns.scopeOf(object);
  if (infer.rulesOf(scope).names.functionsOfAll !== true) return found;
  if (found.type !== UNKNOWN && kindOf(found.type) !== Kind.external) return found;
  const around = infer.classes.receiverOf(scope);
  if (around && around.isStatic && around.functionScope < 0 && around.owner >= 0) {
    // What a block in the body of a class is run on, who takes the block decides: an object of the class, or one that has what
    // blocks around declare.
    const instance = makeValue(Kind.instance, infer.classes.wholeOf(around.owner as SymbolId));
    const ofInstance = infer.classes.findMember(payloadOf(instance), name, -1, false)
      ? memberOfValue(infer, instance, name, ReasonId.structural)
      : NOTHING;
    if (kindOf(ofInstance.type) === Kind.function) return ofInstance;
    const at = findScope(infer, scope, name, -1);
    const kind = at < 0 ? ScopeKind.module : columns.scopeKind(at);
    const bound =
      kind === ScopeKind.arrow || kind === ScopeKind.block ? boundValue(infer, at, name, -1, false) : NOTHING;
    if (kindOf(bound.type) === Kind.function) return bound;
  }
  const top = packageScope(infer, scope, name);
  const { type } = top < 0 ? NOTHING : boundValue(infer, top, name, -1, false);
  return kindOf(type) === Kind.function ? answer(type, ReasonId.package) : found;
}

/** What a function gives that is run when a member of `receiver` is read. */
function returnedFrom(infer: Infer, accessor: SymbolId, receiver: Value): Value {
  const result = infer.returned(accessor, receiver);
  const owner = infer.generics.ownerOf(accessor);
  return owner >= 0 && infer.generics.isOpen(result)
    ? infer.generics.substitute(result, infer.generics.ofReceiver(receiver, owner))
    : result;
}

/** The function of another name, or from outside of the class, that is run when a member is read; -1 for none. */
export function accessorOf(infer: Infer, scope: ScopeId, value: Value, name: NameId): SymbolId {
  if (infer.rulesOf(scope).names.extensionFunctions !== true) return NONE;
  const kind = kindOf(value);
  if (kind === Kind.class || kind === Kind.module || kind === Kind.directory || kind === Kind.external)
    return NONE;
  const symbol = kind === Kind.super ? payloadOf(value) : classOfInstance(infer, value);
  if (symbol >= 0) {
    const own = infer.classes.findMember(symbol, name);
    const isAlike = own !== undefined && infer.program.strings[name]!.startsWith('is');
    const getter = !own || isAlike || isHidden(infer, own) ? getterOf(infer, scope, symbol, name) : NONE;
    if (getter >= 0) return getter;
    if (own) return NONE;
  }
  return kind === Kind.function || kind === Kind.object ? NONE : extensionProperty(infer, scope, value, name);
}

/** Whether only the class that declares a member may use it, where its language says so. */
function isHidden(infer: Infer, { bindings }: Member): boolean {
  const { columns, program } = infer;
  return bindings.every((row) => {
    const symbol = columns.binding(row, 'symbol');
    if (symbol < 0) return false;
    const { privateSignatures } = program.files[columns.fileOfSymbol(symbol)]!.language.rules.publication;
    return privateSignatures?.test(program.strings[columns.symbol(symbol, 'signature')]!) === true;
  });
}

/** A member of the class that a function was given which made the class of `object`; `found` when it was given none. */
function memberOfGiven(infer: Infer, object: ExprId, made: SymbolId, name: NameId, found: Answer): Answer {
  const call = callBehind(infer, object);
  if (call < 0) return found;
  for (const base of basesGiven(infer, infer.columns.a(call), made)) {
    const { type, reason } = infer.explain(base);
    const member = memberOfValue(
      infer,
      asInstance(infer.types, type),
      name,
      chain(reason, ReasonId.constructed),
    );
    if (member.type !== UNKNOWN) return member;
  }
  return found;
}

/** Remembers which file of a package a reader of it needs. */
function noteUse(infer: Infer, reader: FileId, directory: Value, name: NameId): void {
  const top = infer.packages.findScope(infer.modules.directoryParts(payloadOf(directory)), name, reader);
  if (top < 0) return;
  let used = infer.usedFiles.get(reader);
  if (!used) infer.usedFiles.set(reader, (used = new Set()));
  used.add(infer.columns.fileOf(top));
}

/** The member `name` of any value that was found for `reason`; `asType` asks for a type. */
export function memberOfValue(
  infer: Infer,
  value: Value,
  name: NameId,
  reason: number,
  asType = false,
): Answer {
  const kind = kindOf(value);
  const payload = payloadOf(value);
  switch (kind) {
    case Kind.module:
    case Kind.directory: {
      const found = memberOfModule(infer, value, name, true, asType);
      return answer(found.type, chain(reason, chain(found.reason, ReasonId.import)));
    }
    case Kind.external: {
      const added = addedMember(infer, value, name, (one) => memberOfValue(infer, one, name, reason, asType));
      if (added) return added;
      const shared = sharedMember(infer, value, name, reason, asType);
      if (shared.type !== UNKNOWN) return shared;
      return answer(
        isAddedGlobal(infer, value)
          ? UNKNOWN
          : infer.values.externalMember(value, infer.program.strings[name]!),
        reason,
      );
    }
    case Kind.externalInstance: {
      const added = addedMember(infer, value, name, (one) => memberOfValue(infer, one, name, reason, asType));
      return added ?? answer(memberOfExternal(infer.types, value, name), reason);
    }
    case Kind.class:
      return memberOfClass(infer, payload, name, -1, chain(reason, ReasonId.member), value, asType);
    case Kind.instance:
      return memberOfClass(infer, payload, name, -1, reason, value, asType);
    case Kind.super: {
      const receiver = makeValue(Kind.instance, payload);
      return memberOfClass(infer, payload, name, payload, ReasonId.super, receiver, asType);
    }
    case Kind.generic: {
      if (infer.values.isComputed(value))
        return memberOfValue(infer, infer.generics.boundOf(value), name, reason, asType);
      const { base, parameters } = infer.values.getGeneric(value);
      const readFrom = (one: Value) => memberOfValue(infer, one, name, reason, asType);
      return (
        addedMember(infer, base, name, readFrom, parameters) ??
        memberOfGeneric(infer.types, value, name, reason)
      );
    }
    case Kind.object:
      return orBeside(infer, memberOfObject(infer, value, name, reason, asType), value, name);
    case Kind.function:
      return orBeside(infer, memberOfFunction(infer, payload, name, reason), value, name);
    case Kind.union: {
      let joined = UNKNOWN;
      let weakest = reason;
      infer.values.each(value, (one) => {
        const found = memberOfValue(infer, one, name, reason, asType);
        joined = infer.values.join(joined, found.type);
        weakest = weaker(weakest, found.reason);
      });
      return answer(joined, chain(weakest, ReasonId.flow));
    }
    case Kind.parameter:
      return memberOfValue(infer, infer.generics.boundOf(value), name, reason, asType);
    case Kind.opaque: {
      const text = infer.values.widened(value);
      return text === value ? answer(UNKNOWN, reason) : memberOfValue(infer, text, name, reason, asType);
    }
    default:
      return answer(UNKNOWN, reason);
  }
}

/** A member, or what the file exports by that name that exports its owner as a whole: `module.exports = f; exports.name = …`. */
function orBeside(infer: Infer, found: Answer, value: Value, name: NameId): Answer {
  const whole = infer.types.wholeExportName;
  if (found.type !== UNKNOWN || whole < 0) return found;
  const { columns, modules, scopes } = infer;
  const payload = payloadOf(value);
  const file = kindOf(value) === Kind.object ? columns.fileOf(payload) : columns.fileOfSymbol(payload);
  const scope = modules.exportsScope[file]!;
  if (scopes.find(scope, whole) < 0 || scopes.find(scope, name) < 0) return found;
  const exported = memberOfModule(infer, makeValue(Kind.module, file), whole, false, false);
  if (exported.type !== value) return found;
  const beside = boundValue(infer, scope, name, -1, false);
  return answer(beside.type, chain(found.reason, chain(beside.reason, ReasonId.member)));
}

/** A member of an object literal: its own, one assigned to it, or one that it takes over from others. */
function memberOfObject(infer: Infer, value: Value, name: NameId, reason: number, asType: boolean): Answer {
  const scope = payloadOf(value);
  let found = boundValue(infer, scope, name, -1, asType);
  // What is assigned to a property goes to its setter.
  if (kindOf(found.type) === Kind.function && isAccessor(infer, payloadOf(found.type)))
    return read(infer, found.type, value, reason);
  const assignments = infer.classes.assignedTo(ownerOfObject(scope), name);
  if (assignments.length > 0) {
    const assigned = joinAssigned(infer, assignments);
    found = answer(infer.values.join(found.type, assigned.type), assigned.reason);
  }
  if (found.type === UNKNOWN) found = memberOfSpread(infer, scope, name, reason);
  if (found.type === UNKNOWN) found = memberOfPrototype(infer, scope, name, reason);
  return answer(found.type, chain(reason, chain(found.reason, ReasonId.member)));
}

/** Any member of an object literal: what an index can name that is not known. */
function membersOfValue(infer: Infer, value: Value): Value {
  if (kindOf(value) !== Kind.object) return UNKNOWN;
  const scope = payloadOf(value);
  const { first, rows } = infer.scopes;
  const spread = nameId(infer.types, SPREAD);
  const isEntry = (row: BindingId) => infer.columns.binding(row, 'name') !== spread;
  return joinEntries(infer, rows.subarray(first[scope], first[scope + 1]), isEntry);
}

/** What stands under an index that is not known: any member of an object literal, and what was assigned so. */
export function indexedMembers(infer: Infer, value: Value): Value {
  const payload = payloadOf(value);
  const kind = kindOf(value);
  const isOwner = kind === Kind.instance || kind === Kind.class || kind === Kind.function;
  const owner = kind === Kind.object ? ownerOfObject(payload) : isOwner ? payload : undefined;
  const indexed = nameId(infer.types, INDEXED);
  const joined = membersOfValue(infer, value);
  if (owner === undefined || indexed === undefined) return joined;
  const assigned = infer.values.join(
    joined,
    joinAssigned(infer, infer.classes.assignedTo(owner, indexed)).type,
  );
  if (kind !== Kind.instance) return assigned;
  const declared = infer.classes.findMember(payload, indexed, -1, false);
  if (!declared || declared.bindings.length === 0) return assigned;
  return infer.values.join(assigned, memberValue(infer, declared, ReasonId.element, value, false).type);
}

/** A name that files declare for all others, as a member of what holds those names. */
function sharedMember(infer: Infer, value: Value, name: NameId, reason: number, asType: boolean): Answer {
  let found = answer(UNKNOWN, reason);
  for (const scope of sharedScopes(infer, value, name)) {
    const one = boundValue(infer, scope, name, -1, asType);
    if (one.type !== UNKNOWN)
      found = answer(infer.values.join(found.type, one.type), chain(reason, one.reason));
  }
  return found;
}

/** The scopes that declare `name` for all files, where `value` is an object that holds those names. */
export function sharedScopes(infer: Infer, value: Value, name: NameId): readonly ScopeId[] {
  const { package: packageName, symbol } = infer.values.getExternal(value);
  const rules = infer.globalObjects.get(`${packageName}\0${symbol}`);
  return rules === undefined ? [] : infer.ambient.declaring(rules.family, name);
}

/** Whether a value is a member that the language does not have of an object that any code can add members to. */
function isAddedGlobal(infer: Infer, value: Value): boolean {
  const { package: packageName, symbol } = infer.values.getExternal(value);
  const dot = symbol.indexOf('.');
  if (dot < 0) return false;
  const rules = infer.globalObjects.get(`${packageName}\0${symbol.slice(0, dot)}`);
  return rules !== undefined && !rules.library.builtins.has(symbol.slice(dot + 1));
}

function isAccessor(infer: Infer, symbol: SymbolId): boolean {
  return isProperty(infer.types, symbol) || isSetter(infer.types, symbol);
}

/** What reading a property gives. */
function read(infer: Infer, property: Value, receiver: number, reason: number): Answer {
  const isRead = isProperty(infer.types, payloadOf(property));
  return answer(
    isRead ? infer.returned(payloadOf(property), receiver) : UNKNOWN,
    chain(reason, ReasonId.field),
  );
}

/** A member of what an object literal was given for its prototype. */
function memberOfPrototype(infer: Infer, scope: ScopeId, name: NameId, reason: number): Answer {
  let found = answer(UNKNOWN, reason);
  const { prototypeLink } = infer.rulesOf(scope).classes;
  const link = prototypeLink === undefined ? undefined : nameId(infer.types, prototypeLink);
  const { spreading } = infer.answers;
  if (link === undefined || name === link || spreading.has(scope)) return found;
  spreading.add(scope);
  for (const prototype of prototypesOf(infer, scope, link).toReversed()) {
    if (prototype >= 0) found = memberOfValue(infer, infer.evaluate(prototype), name, reason);
    if (found.type !== UNKNOWN) break;
  }
  spreading.delete(scope);
  return found;
}

/** The expressions that an object literal is given for its prototype. */
export function prototypesOf(infer: Infer, scope: ScopeId, link: NameId): ExprId[] {
  return [
    ...bindingsOf(infer, scope, link).map((row) => infer.columns.binding(row, 'payload')),
    ...infer.classes.assignedTo(ownerOfObject(scope), link).map((row) => assignedExpression(infer, row)),
  ];
}

function assignedExpression(infer: Infer, row: number): ExprId {
  const { ints, width } = infer.program.tables.memberAssignments;
  return ints[row * width + 2] as ExprId;
}

/** A member that an object literal takes over from what is spread out in it; the last one counts. */
function memberOfSpread(infer: Infer, scope: ScopeId, name: NameId, reason: number): Answer {
  let found = answer(UNKNOWN, reason);
  const spread = nameId(infer.types, SPREAD);
  const { spreading } = infer.answers;
  // A variable can hold an object made of what it held before.
  if (spread === undefined || spreading.has(scope)) return found;
  spreading.add(scope);
  for (const row of bindingsOf(infer, scope, spread).toReversed()) {
    found = memberOfValue(infer, infer.evaluate(infer.columns.binding(row, 'payload')), name, reason);
    if (found.type !== UNKNOWN) break;
  }
  spreading.delete(scope);
  return found;
}

/** The member of a base that declares the type of one which a class only assigns; that one itself when none does. */
function declaringMember(
  infer: Infer,
  symbol: SymbolId,
  member: Member,
  name: NameId,
  isStatic: boolean | undefined,
): Member {
  let at: Member | undefined = member;
  while (at && at.bindings.length === 0 && at.method < 0)
    at = infer.classes.findMember(symbol, name, at.owner, isStatic);
  return at !== undefined && infer.classes.isDeclared(at) ? at : member;
}

/** Whether objects of a class have a method with the name by which others tell their class; constructors are none. */
function declaresClassMember(infer: Infer, symbol: SymbolId, name: NameId, receiver: Value): boolean {
  const { constructors } = infer.rulesOf(infer.columns.symbol(symbol, 'scope')).classes;
  return (
    kindOf(receiver) !== Kind.class &&
    !constructors.includes(infer.program.strings[name]!) &&
    infer.classes.findMember(symbol, name, -1, false) !== undefined
  );
}

/** A member of a class, looked up behind `after` when that is one of its bases. */
function memberOfClass(
  infer: Infer,
  symbol: SymbolId,
  name: NameId,
  after: number,
  reason: number,
  receiver: Value,
  asType: boolean,
): Answer {
  if (name === classMember(infer.types, symbol) && !declaresClassMember(infer, symbol, name, receiver)) {
    const isOwn =
      kindOf(receiver) === Kind.class &&
      infer.rulesOf(infer.columns.symbol(symbol, 'scope')).classes.classTellsItself;
    if (isOwn === true) return answer(receiver, reason);
    // It can be a subclass.
    return answer(classOf(infer.types, receiver), chain(reason, ReasonId.inherited));
  }
  const kind = kindOf(receiver);
  const ofClass = after >= 0 ? undefined : kind === Kind.class;
  let member = infer.classes.findMember(symbol, name, after, ofClass);
  if (member) {
    let found = memberValue(infer, member, reason, receiver, asType);
    const declaring =
      member.bindings.length === 0 ? declaringMember(infer, symbol, member, name, ofClass) : member;
    if (declaring !== member) {
      const declared = memberValue(infer, declaring, reason, receiver, asType);
      if (declared.type !== UNKNOWN) [member, found] = [declaring, declared];
    } else if (member.bindings.length === 0 && kind === Kind.instance) {
      const { bound } = infer.classes.lineage(symbol);
      const held = bound ? heldByBase(infer, bound, infer.program.strings[name]!, receiver) : UNKNOWN;
      if (held !== UNKNOWN && held !== ANYTHING) return answer(held, chain(reason, ReasonId.field));
    }
    return member.owner !== symbol && infer.generics.isOpen(found.type)
      ? answer(
          infer.generics.substitute(found.type, infer.generics.ofReceiver(receiver, member.owner)),
          found.reason,
        )
      : found;
  }
  if (kind === Kind.class) {
    for (const offered of offeredClasses(infer, symbol)) {
      if (offered === symbol || !infer.classes.findMember(offered, name)) continue;
      return memberOfClass(infer, offered, name, -1, reason, makeValue(Kind.class, offered), asType);
    }
    const metaclass = infer.classes.metaclassOf(symbol);
    if (kindOf(metaclass) === Kind.class && infer.classes.findMember(payloadOf(metaclass), name)) {
      const instance = makeValue(Kind.instance, payloadOf(metaclass));
      return memberOfClass(infer, payloadOf(metaclass), name, -1, reason, instance, asType);
    }
  }
  const hasIndexed =
    (kind === Kind.instance || kind === Kind.generic) &&
    infer.rulesOf(infer.columns.symbol(symbol, 'scope')).classes.memberSearch !== 'mixins';
  const indexed = hasIndexed ? nameId(infer.types, INDEXED) : undefined;
  const declared =
    indexed === undefined ? undefined : infer.classes.findMember(symbol, indexed, after, false);
  if (declared && declared.bindings.length > 0)
    return underName(infer, declared, memberValue(infer, declared, reason, receiver, asType), name);
  const { external, otherExternals, bound } = infer.classes.lineage(symbol);
  const missing =
    external === UNKNOWN && kind === Kind.instance ? missingMember(infer, symbol, receiver) : UNKNOWN;
  if (missing !== UNKNOWN) return answer(missing, chain(reason, ReasonId.field));
  if (name === infer.classes.prototypeName) return answer(makeValue(Kind.instance, symbol), reason);
  if (external === UNKNOWN) {
    const { rules } = infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language;
    for (const type of rules.modules.reopensLibrary === true ? Object.keys(classesOf(rules)) : []) {
      const added = infer.values.external(rules.library.builtinPackage, type);
      for (const one of typesAddedTo(infer, added))
        if (one !== symbol && infer.classes.findMember(one, name, -1, false))
          return memberOfClass(infer, one, name, -1, reason, makeValue(Kind.instance, one), asType);
    }
    return answer(memberOfRoot(infer, rules, name, kind === Kind.class), reason);
  }
  const text = infer.program.strings[name]!;
  const lacks = (one: Value) => infer.types.library.lacks(one, text);
  const other = lacks(external) ? otherExternals.find((one) => !lacks(one)) : undefined;
  if (other !== undefined) return answer(infer.values.externalMember(other, text), reason);
  const held = bound && kind !== Kind.class ? heldByBase(infer, bound, text, receiver) : UNKNOWN;
  if (held !== UNKNOWN) return answer(held, chain(reason, ReasonId.field));
  // Where names tell what nothing else does, a class is not given members that nobody declares.
  const ownRules = rulesOfSymbol(infer.types, symbol);
  const isOfInterface =
    ownRules.classes.interfacesAreWhole === true && infer.columns.symbol(symbol, 'kind') === INTERFACE;
  const isWhole = ownRules.calls.namesTell !== undefined || isOfInterface;
  const isLacking = kind !== Kind.class && [external, ...otherExternals].every(lacks);
  if (isLacking && isWhole && kind === Kind.instance && after < 0)
    return answer(memberOfRoot(infer, ownRules, name), reason);
  // What neither the class nor its bases have is a member of its subclasses, or of what stands behind it in those.
  if (isLacking) return answer(UNKNOWN, reason);
  const outside = infer.values.externalMember(external, text);
  return answer(bound ? makeValue(Kind.opaque, payloadOf(outside)) : outside, reason);
}

/** What stands under `name` in what has a member of one type for each key, where that type depends on the key: `[K in Keys]: T[K]`. */
function underName(infer: Infer, { bindings }: Member, found: Answer, name: NameId): Answer {
  if (!infer.generics.isOpen(found.type)) return found;
  const type = infer.columns.binding(bindings.at(-1)!, 'type');
  const scope = type < 0 ? NONE : infer.columns.scopeOf(type);
  if (scope < 0 || infer.columns.scopeKind(scope) !== ScopeKind.block) return found;
  const { first, rows } = infer.scopes;
  const key = [...rows.subarray(first[scope], first[scope + 1])].find(
    (row) => infer.columns.binding(row, 'kind') === BindingKind.typeParameter,
  );
  if (key === undefined) return found;
  const text = infer.values.textKey(UNKNOWN, infer.program.strings[name]!);
  return answer(infer.generics.substitute(found.type, new Map([[key, text]])), found.reason);
}

/** What a field of a base outside of the workspace holds that is given type arguments. */
function heldByBase(infer: Infer, { type, owner }: BoundBase, name: string, receiver: Value): Value {
  const base = instanceOf(infer.types, type);
  const given = infer.generics.isOpen(base)
    ? infer.generics.substitute(base, infer.generics.ofReceiver(receiver, owner))
    : base;
  return infer.types.library.fieldOf(given, name);
}

/** The classes of the library whose members all classes of the project have. */
function classesOf({ classes }: LanguageRules): Readonly<Record<string, readonly string[]>> {
  return classes.rootMembers ?? {};
}

/** What the method gives that a class has for names that it does not declare. */
function missingMember(infer: Infer, symbol: SymbolId, receiver: Value): Value {
  const method = methodNamed(infer, symbol, rulesOfSymbol(infer.types, symbol).classes.missingMember);
  return kindOf(method) === Kind.function ? infer.returned(payloadOf(method), receiver) : UNKNOWN;
}

/** The function that a class has, or inherits within the workspace, by a name; another value for none. */
function methodNamed(infer: Infer, symbol: SymbolId, text: string | undefined): Value {
  const name = text === undefined ? undefined : nameId(infer.types, text);
  const member = name === undefined ? undefined : infer.classes.findMember(symbol, name);
  const row = member?.bindings.at(-1);
  return row === undefined ? UNKNOWN : infer.explainBinding(row, false).type;
}

/** A member that a class has without saying which type it extends. */
export function memberOfRoot(
  infer: Infer,
  { classes, library, names }: LanguageRules,
  name: NameId,
  isOfClass = false,
): Value {
  const text = infer.program.strings[name]!;
  const ofClass = isOfClass ? Object.entries(classes.classRootMembers ?? {}) : [];
  for (const [type, members] of [...ofClass, ...Object.entries(classes.rootMembers ?? {})])
    if (members.includes(text)) return infer.values.external(library.builtinPackage, `${type}.${text}`);
  const [root] = Object.keys(classes.rootMembers ?? {});
  if (names.extensionFunctions !== true || root === undefined) return UNKNOWN;
  // What the library adds to every type.
  const added = infer.values.external(library.builtinPackage, `${root}.${text}`);
  return infer.types.library.find(added) ? added : UNKNOWN;
}

/** A member that was assigned to a function, or that every function has. */
function memberOfFunction(infer: Infer, symbol: SymbolId, name: NameId, reason: number): Answer {
  const { rules } = infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language;
  if (rules.classes.prototypeMember === undefined) return answer(UNKNOWN, reason);
  if (name === infer.classes.prototypeName) return answer(makeValue(Kind.instance, symbol), reason);
  const rows = infer.classes.assignedTo(symbol, name);
  if (rows.length > 0) return answer(joinAssigned(infer, rows).type, chain(reason, ReasonId.field));
  const text = infer.program.strings[name]!;
  if (functionMember(rules, text) === undefined) return answer(UNKNOWN, reason);
  return answer(infer.values.external(rules.library.builtinPackage, `Function.${text}`), ReasonId.builtin);
}

/** What a found member holds: the method, the value of a property, the type or values of a field. */
function memberValue(
  infer: Infer,
  member: Member,
  reason: number,
  receiver: number,
  asType: boolean,
): Answer {
  if (member.method >= 0) return answer(makeValue(Kind.function, member.method), reason);
  const ofField = chain(reason, ReasonId.field);
  let found = answer(UNKNOWN, reason);
  if (member.bindings.length > 0) {
    const { type } = joinMembers(infer, member.bindings, member.isStatic, asType);
    if (kindOf(type) === Kind.function && isProperty(infer.types, payloadOf(type)))
      return answer(infer.returned(payloadOf(type), receiver), ofField);
    const isDefinition = kindOf(type) === Kind.function || kindOf(type) === Kind.class;
    if (!isDefinition && receiver !== UNKNOWN) {
      const given = readThrough(infer, type, receiver as Value);
      if (given !== undefined) return answer(given, ofField);
    }
    found = answer(type, isDefinition ? reason : ofField);
  }
  // A declared type says all that a field can hold.
  const isDeclared = found.type !== UNKNOWN && infer.classes.isDeclared(member);
  if (isDeclared || member.assignments.length === 0) return found;
  return answer(infer.values.join(found.type, joinAssigned(infer, member.assignments).type), ofField);
}

/** What reading a field of a class gives that is not what it holds: an instance of the class, what the held object gives. */
function readThrough(infer: Infer, held: Value, receiver: Value): Value | undefined {
  const one = enumerated(infer.types, classObject(infer, receiver));
  if (one !== UNKNOWN) return one;
  if (kindOf(held) !== Kind.instance)
    return infer.types.library.readThrough(held, kindOf(receiver) === Kind.class);
  const method = methodNamed(
    infer,
    payloadOf(held),
    rulesOfSymbol(infer.types, payloadOf(held)).classes.readMember,
  );
  const given = kindOf(method) === Kind.function ? infer.returned(payloadOf(method), held) : UNKNOWN;
  return given === UNKNOWN ? undefined : given;
}

/** The class of an instance, or the class itself. */
function classObject(infer: Infer, value: Value): Value {
  return kindOf(value) === Kind.class ? value : classOf(infer.types, value);
}

/** What an object holds in the field at `position` among those that its bases and its class declare with a type. */
export function fieldAt(infer: Infer, value: Value, position: number, reason: number): Answer {
  const { columns, lookups, scopes } = infer;
  const fields = new Map<NameId, BindingId>();
  // A pattern of a built-in type takes the value as a whole.
  if (kindOf(value) === Kind.externalInstance && position === 0) return answer(value, reason);
  const { classes } =
    kindOf(value) === Kind.instance ? infer.classes.lineage(payloadOf(value)) : { classes: [] };
  for (const one of classes.toReversed()) {
    const body = columns.symbol(one, 'body');
    if (body < 0) continue;
    // A field that is declared before these counts too, whatever its name.
    if (lookups.isAbroad(columns.fileOfSymbol(one))) lookups.noteUnsure();
    const rows = [...scopes.rows.subarray(scopes.first[body], scopes.first[body + 1])]
      .filter((row) => {
        const symbol = columns.binding(row, 'symbol');
        return symbol >= 0 && (columns.binding(row, 'type') >= 0 || isReadByMethod(infer, symbol));
      })
      .sort((a, b) => columns.binding(a, 'position') - columns.binding(b, 'position'));
    for (const row of rows) fields.set(columns.binding(row, 'name'), row);
  }
  const row = [...fields.values()][position];
  if (row === undefined) return answer(UNKNOWN, chain(reason, ReasonId.field));
  const symbol = columns.binding(row, 'symbol');
  const type = isReadByMethod(infer, symbol)
    ? infer.returned(symbol, value)
    : infer.explainBinding(row, false).type;
  return answer(type, chain(reason, ReasonId.field));
}

/** Whether a symbol is a field beside the name of its class, which a method reads that nobody writes. */
function isReadByMethod(infer: Infer, symbol: SymbolId): boolean {
  return infer.columns.symbol(symbol, 'body') < 0 && isProperty(infer.types, symbol);
}

/** What a row of memberAssignments assigns. */
export function assignedValue(infer: Infer, row: number): Answer {
  const { ints, width } = infer.program.tables.memberAssignments;
  const type = ints[row * width + 3]! as ExprId;
  if (type >= 0) {
    const declared = instanceOf(infer.types, type);
    if (declared !== UNKNOWN) return answer(declared, ReasonId.annotation);
  }
  return infer.explain(ints[row * width + 2]! as ExprId);
}
