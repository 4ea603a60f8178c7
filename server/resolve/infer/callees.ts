// What a call calls where functions have names of their own: the functions of that name in the innermost place that has
// one, with those that its classes inherit, and of these the ones that the arguments fit.

import { AS_OPERATOR, BaseKind, BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { EVERY_NAME } from '../../languages/language.ts';
import { joinFunctions } from '../calls/index.ts';
import { NONE } from '../program/index.ts';
import type { BindingId, ExprId, FileId, NameId, ScopeId, SymbolId, TargetId } from '../program/index.ts';
import {
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  chain,
  instanceOf,
  kindOf,
  makeValue,
  nameId,
  payloadOf,
  typeObject,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { bindingsOf, offeredClasses, sharedBindings } from './bindings.ts';
import type { Infer } from './context.ts';
import { declaredTypeOf, explainObject, runsFunction } from './declaredFunctions.ts';
import { fittingObject } from './constness.ts';
import { functionsFor } from './extensions.ts';
import { memberOfRoot, memberOfValue } from './members.ts';
import { calledMethod } from './methods.ts';
import { lookUpDeclared } from './linkedNames.ts';
import { standInFor } from './standIns.ts';
import { lookUp } from './names.ts';
import { calledOperator, isOnOperand } from './operators.ts';
import {
  extensionsAt,
  functionsAmong,
  functionsIn,
  functionsOfPackage,
  importedFunctions,
  isExtension,
  ownFunctions,
  receiverOfFunction,
} from './receivers.ts';
import { fittingTemporaries } from './temporaries.ts';

/** Kinds of what can be called for sure: a property of the name of a function is not. */
const CALLED_KINDS: ReadonlySet<number> = new Set([Kind.function, Kind.class, Kind.callable, Kind.union]);

/** Objects that stand in for each other beyond these are not followed. */
const MAX_STAND_INS = 4;

/** What the call or construction `call` calls. */
export function calleeAt(infer: Infer, call: ExprId): Answer {
  const found = calleeOf(infer, call);
  // What signs call of the library, or of several functions, is not told from what the language does itself.
  const isMeant = kindOf(found.type) === Kind.function || !isOnOperand(infer.columns, infer.columns.a(call));
  return isMeant ? found : NOTHING;
}

function calleeOf(infer: Infer, call: ExprId): Answer {
  const { columns } = infer;
  const callee = columns.a(call);
  const scope = columns.scopeOf(call);
  const rules = infer.rulesOf(scope);
  if (rules.classes.methodsApart === true) {
    if (callee < 0 || columns.op(callee) !== Op.member) return infer.explain(callee);
    const { type, reason } = explainObject(infer, columns.a(callee));
    return calledMethod(infer, call, type, columns.b(callee), reason);
  }
  if (rules.names.functionsApart !== true) return infer.explain(callee);
  switch (columns.op(call) === Op.construct ? Op.construct : columns.op(callee)) {
    case Op.name: {
      if (columns.b(callee) === AS_OPERATOR) return calledOperator(infer, call, columns.a(callee));
      const found = calledByName(infer, call, columns.a(callee), scope);
      if (!rules.classes.callConstructs) return found;
      if (found.type === UNKNOWN) return calledValue(infer, call, callee);
      // A class that is a member of one around.
      if (kindOf(found.type) === Kind.class) return constructorAt(infer, call, payloadOf(found.type), found);
      // A base outside of which nobody says that it has such a function hides no class.
      const isSupposed = kindOf(found.type) === Kind.external && !infer.types.library.find(found.type);
      const made = isSupposed ? calledValue(infer, call, callee) : NOTHING;
      return made.type !== UNKNOWN && kindOf(made.type) !== Kind.external ? made : found;
    }
    case Op.member: {
      const { type, reason } = infer.explain(columns.a(callee));
      return calledMember(infer, call, type, columns.b(callee), reason);
    }
    case Op.construct: {
      const found = infer.explain(callee);
      if (rules.classes.partsOutside === true) return startedAt(infer, call, found);
      return kindOf(found.type) === Kind.class
        ? constructorAt(infer, call, payloadOf(found.type), found)
        : found;
    }
    case Op.self:
    case Op.super: {
      const found = infer.explain(callee);
      const kind = kindOf(found.type);
      if (kind === Kind.instance)
        return constructorAt(infer, call, payloadOf(found.type), answer(UNKNOWN, ReasonId.self));
      return kind === Kind.super ? superConstructor(infer, call, payloadOf(found.type)) : NOTHING;
    }
    default:
      return infer.explain(callee);
  }
}

/** What makes an object that is named by its class, by the member or variable that holds it, or by its own constructor. */
function startedAt(infer: Infer, call: ExprId, found: Answer): Answer {
  const { type } = found;
  switch (kindOf(type)) {
    case Kind.generic:
      return startedAt(infer, call, answer(infer.values.getGeneric(type).base, found.reason));
    case Kind.class:
    case Kind.instance:
      return constructorAt(
        infer,
        call,
        payloadOf(type),
        kindOf(type) === Kind.class ? found : answer(UNKNOWN, found.reason),
      );
    case Kind.function: {
      const owner = infer.classes.heldBy(infer.columns.symbol(payloadOf(type), 'parent'));
      const isOwn =
        owner >= 0 && infer.columns.symbol(owner, 'name') === infer.columns.symbol(payloadOf(type), 'name');
      return isOwn ? constructorAt(infer, call, owner, NOTHING) : NOTHING;
    }
    case Kind.union: {
      // Its own constructors, of which there are several.
      let first: Value = UNKNOWN;
      infer.values.each(type, (one) => (first = first === UNKNOWN ? one : first));
      return kindOf(first) === Kind.function ? startedAt(infer, call, answer(first, found.reason)) : NOTHING;
    }
    case Kind.external:
      return found;
    default:
      return NOTHING;
  }
}

/** What a callee is that names no function: a class stands for its constructor. */
function calledValue(infer: Infer, call: ExprId, callee: ExprId): Answer {
  const found = infer.explain(callee);
  return kindOf(found.type) === Kind.class ? constructorAt(infer, call, payloadOf(found.type), found) : found;
}

/** The constructor of a class that fits a construction; `otherwise` when none is written that does. */
function constructorAt(infer: Infer, call: ExprId, symbol: SymbolId, otherwise: Answer): Answer {
  const constructors = constructorsOf(infer, symbol);
  if (isCopied(infer, call, symbol, constructors))
    return answer(makeValue(Kind.class, symbol), otherwise.reason);
  const found = chosen(infer, call, constructors, otherwise.reason);
  const isOpen = constructors.length > 0 && infer.rulesOf(infer.columns.scopeOf(call)).calls.onlyDecided;
  return found.type === UNKNOWN ? (isOpen === true ? NOTHING : otherwise) : found;
}

/** Whether an object is made of another one of its class, for which nobody wrote a constructor. */
function isCopied(infer: Infer, call: ExprId, symbol: SymbolId, constructors: readonly SymbolId[]): boolean {
  const { columns } = infer;
  if (infer.rulesOf(columns.scopeOf(call)).classes.constructorsConvert !== true) return false;
  const list = columns.b(call);
  const only = columns.listLength(list) === 1 ? columns.listValue(list, 0) : NONE;
  if (only < 0 || columns.isTypeArgument(list, 0)) return false;
  const given = infer.evaluate(only);
  const base = kindOf(given) === Kind.generic ? infer.values.getGeneric(given).base : given;
  if (kindOf(base) !== Kind.instance || !infer.classes.lineage(payloadOf(base)).classes.includes(symbol))
    return false;
  return !constructors.some((one) => infer.bindCall.takesInstance(one, symbol));
}

function constructorsOf(infer: Infer, symbol: SymbolId): readonly SymbolId[] {
  const { columns } = infer;
  const { classes } = infer.program.files[columns.fileOfSymbol(symbol)]!.language.rules;
  if (classes.constructorsNamedAsClass === true)
    return [symbol, ...infer.partsOf(symbol)]
      .flatMap((part) => ownFunctions(infer, part, columns.symbol(symbol, 'name')))
      .filter((one) => !infer.classes.hasFlag(one, 'static'));
  return classes.constructors.flatMap((name) => {
    const id = nameId(infer.types, name);
    return id === undefined ? [] : ownFunctions(infer, symbol, id);
  });
}

/** The constructor of the class that a class extends. */
function superConstructor(infer: Infer, call: ExprId, symbol: SymbolId): Answer {
  const base = infer.classes.allBasesOf(symbol).find(({ kind }) => kind === BaseKind.extends);
  if (!base) return NOTHING;
  const value = typeObject(infer.types, base.type);
  return kindOf(value) === Kind.class
    ? constructorAt(infer, call, payloadOf(value), answer(value, ReasonId.super))
    : answer(value, ReasonId.super);
}

/** The methods called `name` of a class and its bases, behind class `after` when it is one of them; the most derived first. */
function methodsNamed(infer: Infer, symbol: SymbolId, name: NameId, after = -1): readonly SymbolId[] {
  const found: SymbolId[] = [];
  let isActive = after < 0;
  for (const owner of infer.classes.lineage(symbol).classes) {
    const isConstructor = infer.columns.symbol(owner, 'name') === name;
    if (isActive && !isConstructor) found.push(...plain(infer, ownFunctions(infer, owner, name)));
    if (owner === after) isActive = true;
  }
  return found;
}

/** Functions that extend no type from outside, where a language has such. */
function plain(infer: Infer, functions: readonly SymbolId[]): readonly SymbolId[] {
  const [first] = functions;
  const canExtend =
    first !== undefined &&
    infer.rulesOf(infer.columns.symbol(first, 'scope')).names.extensionFunctions === true;
  return canExtend ? functions.filter((one) => !isExtension(infer, one)) : functions;
}

/** The extension of the type of `receiver` that a call at `scope` means, unknown for none. */
function extending(infer: Infer, call: ExprId, receiver: Value, name: NameId, scope: ScopeId): Value {
  for (const found of extensionsAt(infer, scope, name)) {
    const fitting = found.length === 0 ? [] : infer.bindCall.onReceiver(found, receiver, scope);
    const chosenOnes = fitting.length === 0 ? [] : infer.bindCall.choose(call, fitting);
    const isOpen = (one: SymbolId) =>
      instanceOf(infer.types, infer.columns.symbol(one, 'receiver')) === UNKNOWN;
    if (chosenOnes.length > 1 && chosenOnes.every(isOpen)) return UNKNOWN;
    if (chosenOnes.length > 0) return joinFunctions(infer.values, chosenOnes.slice(0, 1));
  }
  return UNKNOWN;
}

/** What a call of a name means on what its function is called on: a member, else an extension. */
function calledOnReceiver(infer: Infer, call: ExprId, receiver: Value, name: NameId, scope: ScopeId): Answer {
  let member = calledOf(infer, call, receiver, name);
  // Of a type outside only what is known to be its member counts.
  if (kindOf(member) === Kind.external && !infer.types.library.find(member)) member = UNKNOWN;
  const found = member === UNKNOWN ? extending(infer, call, receiver, name, scope) : member;
  return answer(found, ReasonId.self);
}

/** The methods called `name` of the classes whose members a class offers as names. */
function offered(infer: Infer, symbol: SymbolId, name: NameId): readonly SymbolId[] {
  for (const one of offeredClasses(infer, symbol)) {
    const methods = methodsNamed(infer, one, name);
    if (methods.length > 0) return methods;
  }
  return [];
}

/** What a call of a name alone means within a class, undefined when the class says nothing of it. */
function calledWithin(
  infer: Infer,
  call: ExprId,
  name: NameId,
  owner: SymbolId,
  scope: ScopeId,
): Answer | undefined {
  const { columns } = infer;
  const { extensionFunctions, variablesCalled } = infer.rulesOf(scope).names;
  const canExtend = extensionFunctions === true;
  const own = namedAsClass(infer, owner, name);
  if (own >= 0) return constructorAt(infer, call, own, answer(makeValue(Kind.class, own), ReasonId.local));
  const methods = methodsNamed(infer, owner, name);
  const found = methods.length > 0 ? chosen(infer, call, methods, ReasonId.self) : NOTHING;
  if (found.type !== UNKNOWN || (methods.length > 0 && !canExtend)) return found;
  const beside = offered(infer, owner, name);
  const ofOffered = beside.length > 0 ? chosen(infer, call, beside, ReasonId.self) : NOTHING;
  if (ofOffered.type !== UNKNOWN || (beside.length > 0 && !canExtend)) return ofOffered;
  const extension = canExtend
    ? extending(infer, call, makeValue(Kind.instance, owner), name, scope)
    : UNKNOWN;
  if (extension !== UNKNOWN) return answer(extension, ReasonId.self);
  if (variablesCalled === true && infer.classes.findMember(owner, name))
    return lookUp(infer, scope, name, columns.position(columns.a(call)), false);
  return undefined;
}

/** A call of a name alone. */
function calledByName(infer: Infer, call: ExprId, name: NameId, scope: ScopeId): Answer {
  const { columns } = infer;
  const canExtend = infer.rulesOf(scope).names.extensionFunctions === true;
  let outside: Answer = NOTHING;
  const callsVariables = infer.rulesOf(scope).names.variablesCalled === true;
  const isNested = infer.modules.isNested(scope);
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const kind = columns.scopeKind(at);
    if (kind === ScopeKind.class) {
      const owner = columns.scopeOwner(at);
      for (const one of [owner, ...infer.classes.aroundWhole(owner)]) {
        const found = calledWithin(infer, call, name, one, scope);
        if (found) return found;
        const { external } = infer.classes.lineage(one);
        if (external !== UNKNOWN && outside.type === UNKNOWN)
          outside = answer(
            infer.values.externalMember(external, infer.program.strings[name]!),
            ReasonId.self,
          );
      }
      continue;
    }
    const rows = bindingsOf(infer, at, name);
    const isPart = kind === ScopeKind.module || kind === ScopeKind.namespace;
    const isTop = isPart && infer.rulesOf(scope).names.packageFunctions === true;
    if (isTop && isNested) break;
    if (isNested) {
      const taken = calledOfUsed(infer, call, at, name, scope);
      if (taken.type !== UNKNOWN) return taken;
    }
    const local = isTop ? [] : plain(infer, functionsAmong(infer, rows));
    const found = local.length > 0 ? chosen(infer, call, local, ReasonId.local) : NOTHING;
    if (found.type !== UNKNOWN || (local.length > 0 && !canExtend)) return found;
    const receiver = canExtend ? receiverOfFunction(infer, at) : UNKNOWN;
    const onReceiver = receiver === UNKNOWN ? NOTHING : calledOnReceiver(infer, call, receiver, name, scope);
    if (onReceiver.type !== UNKNOWN) return onReceiver;
    if (callsVariables && rows.length > 0 && columns.scopeKind(at) !== ScopeKind.module)
      return lookUp(infer, scope, name, columns.position(columns.a(call)), false);
    const imported = columns.scopeKind(at) === ScopeKind.module ? calledImport(infer, call, rows) : NOTHING;
    if (imported.type !== UNKNOWN) return imported;
  }
  const packaged = calledOfPackage(infer, call, name, scope);
  if (packaged.type !== UNKNOWN) return packaged;
  const given = calledOfArguments(infer, call, name, scope);
  if (given.type !== UNKNOWN) return given;
  if (infer.rulesOf(scope).modules.includesShow === true) {
    const linked = lookUpDeclared(infer, scope, name, false);
    if (linked.type !== UNKNOWN) return linked;
  }
  const starred = calledOfEvery(infer, call, name, scope);
  if (starred.type !== UNKNOWN && (outside.type === UNKNOWN || kindOf(starred.type) !== Kind.external))
    return starred;
  if (outside.type !== UNKNOWN) return outside;
  const around = infer.classes.enclosingClass(scope);
  const isClosed = around !== undefined && !infer.classes.lineage(around.symbol).isOpen;
  return isClosed
    ? answer(memberOfRoot(infer, infer.rulesOf(infer.columns.scopeOf(call)), name), ReasonId.self)
    : NOTHING;
}

/** A class or one of its bases by its own name, which is seen within it where calling a class makes an instance; -1 for none. */
function namedAsClass(infer: Infer, owner: SymbolId, name: NameId): SymbolId {
  const { columns } = infer;
  const { classes } = infer.rulesOf(columns.symbol(owner, 'body'));
  if (!classes.callConstructs || classes.constructorsNamedAsClass !== true) return NONE;
  return (
    infer.classes
      .lineage(owner)
      .classes.find((one) => infer.classes.heldBy(one) === one && columns.symbol(one, 'name') === name) ??
    NONE
  );
}

/** A function that the file imports from a type under its name. */
function calledImport(infer: Infer, call: ExprId, rows: readonly BindingId[]): Answer {
  const { columns } = infer;
  for (const row of rows) {
    if (columns.binding(row, 'kind') === BindingKind.import) {
      const functions = plain(infer, importedFunctions(infer, columns.binding(row, 'payload')));
      if (functions.length > 0) return chosen(infer, call, functions, ReasonId.import);
    }
    if (columns.binding(row, 'kind') !== BindingKind.alias) continue;
    const expression = columns.binding(row, 'payload');
    if (columns.op(expression) !== Op.member) continue;
    const { type } = infer.explain(columns.a(expression));
    const found = calledMember(infer, call, type, columns.b(expression), ReasonId.import);
    if (found.type !== UNKNOWN) return found;
  }
  return NOTHING;
}

/** A function of the package of a file, or of one from which the file imports every name. */
function calledOfPackage(infer: Infer, call: ExprId, name: NameId, scope: ScopeId): Answer {
  if (infer.rulesOf(scope).names.packageFunctions !== true) return NOTHING;
  const { modules } = infer;
  const file = infer.columns.fileOf(scope);
  if (modules.isNested(scope)) return calledOfEnclosing(infer, call, name, scope);
  const own = plain(infer, functionsIn(infer, modules.packageParts(file) ?? [], name));
  if (own.length > 0) return chosen(infer, call, own, ReasonId.package);
  for (const row of modules.starImports.get(modules.moduleScope[file]!) ?? []) {
    const starred = plain(infer, functionsOfPackage(infer, modules.targetOf(row), name));
    if (starred.length > 0) return chosen(infer, call, starred, ReasonId.import);
  }
  return NOTHING;
}

/** The same where packages lie in packages: the innermost one that has such a function, or takes it from elsewhere. */
function calledOfEnclosing(infer: Infer, call: ExprId, name: NameId, scope: ScopeId): Answer {
  const { modules, packages, columns } = infer;
  const file = columns.fileOf(scope);
  for (const { key, part } of modules.enclosingPackages(scope)) {
    const parts = modules.partsOf(key);
    const own = functionsIn(infer, parts, name, file);
    const aliased = packages
      .findScopes(parts, name, file)
      .flatMap((at) => aliasedFunctions(infer, bindingsOf(infer, at, name), file));
    const all = [...own, ...aliased];
    if (all.length > 0) return chosen(infer, call, all, ReasonId.package);
    if (parts.some((at) => bindingsOf(infer, at, name).length > 0 && part === at)) return NOTHING;
    const taken = part < 0 ? NOTHING : calledOfUsed(infer, call, part, name, scope);
    if (taken.type !== UNKNOWN) return taken;
  }
  return NOTHING;
}

/** The functions that a scope has under a name of its own for those of a package or class. */
function aliasedFunctions(infer: Infer, rows: readonly BindingId[], reader: FileId): readonly SymbolId[] {
  const { columns } = infer;
  return rows.flatMap((row) => {
    const expression = columns.binding(row, 'payload');
    if (columns.binding(row, 'kind') !== BindingKind.alias || columns.op(expression) !== Op.member) return [];
    const { type } = infer.explain(columns.a(expression));
    return functionsOfPackage(infer, type, columns.b(expression), reader);
  });
}

/** A function that a scope takes from a package by its name, or with all others. */
function calledOfUsed(infer: Infer, call: ExprId, at: ScopeId, name: NameId, scope: ScopeId): Answer {
  const { columns } = infer;
  const file = columns.fileOf(scope);
  const aliased = aliasedFunctions(infer, bindingsOf(infer, at, name), file);
  if (aliased.length > 0) return chosen(infer, call, aliased, ReasonId.import);
  const every = nameId(infer.types, EVERY_NAME);
  for (const row of every === undefined ? [] : bindingsOf(infer, at, every)) {
    const { type } = infer.explain(columns.binding(row, 'payload'));
    const taken = functionsOfPackage(infer, type, name, file);
    if (taken.length > 0) return chosen(infer, call, taken, ReasonId.import);
  }
  return NOTHING;
}

/** A function of the packages in which the classes of the arguments stand. */
function calledOfArguments(infer: Infer, call: ExprId, name: NameId, scope: ScopeId): Answer {
  const { columns, modules } = infer;
  if (infer.rulesOf(scope).calls.argumentPackages !== true) return NOTHING;
  const keys = new Set<string>();
  const friends: SymbolId[] = [];
  const add = (value: Value): void => {
    const base = kindOf(value) === Kind.generic ? infer.values.getGeneric(value).base : value;
    if (kindOf(base) !== Kind.instance) return;
    for (const one of infer.classes.lineage(payloadOf(base)).classes) {
      const [around] = modules.enclosingPackages(columns.symbol(one, 'body'));
      if (around) keys.add(around.key);
      // What a class declares in itself for the package around it.
      friends.push(...ownFunctions(infer, one, name).filter((each) => infer.classes.hasFlag(each, 'static')));
    }
  };
  const list = columns.b(call);
  for (let index = 0; index < columns.listLength(list); index++) {
    const expression = columns.listValue(list, index);
    if (expression >= 0 && !columns.isTypeArgument(list, index)) add(infer.evaluate(expression));
  }
  const file = columns.fileOf(scope);
  const functions = [...keys]
    .flatMap((key) => functionsIn(infer, modules.partsOf(key), name, file))
    .concat(friends);
  return functions.length === 0 ? NOTHING : chosen(infer, call, [...new Set(functions)], ReasonId.flow);
}

/** A function of a type of which the file imports all members. */
function calledOfEvery(infer: Infer, call: ExprId, name: NameId, scope: ScopeId): Answer {
  const every = nameId(infer.types, EVERY_NAME);
  const module = infer.modules.moduleScope[infer.columns.fileOf(scope)]!;
  const places = infer.modules.isNested(scope)
    ? infer.modules.enclosingPackages(scope).flatMap(({ part }) => (part < 0 ? [] : [part]))
    : [module];
  let outside: Answer = NOTHING;
  const own = every === undefined ? [] : places.flatMap((place) => bindingsOf(infer, place, every));
  const rows = [...own, ...places.flatMap((place) => sharedBindings(infer, place))];
  for (const row of rows) {
    const { type } = infer.explain(infer.columns.binding(row, 'payload'));
    const found = calledMember(infer, call, type, name, ReasonId.import);
    if (kindOf(found.type) === Kind.external) outside = found;
    else if (found.type !== UNKNOWN) return found;
  }
  return outside;
}

/** A call of a member of `value` that was found for `reason`. */
function calledMember(infer: Infer, call: ExprId, value: Value, name: NameId, reason: number): Answer {
  let joined: Value = UNKNOWN;
  let isMany = false;
  infer.values.each(value, (one) => {
    isMany ||= joined !== UNKNOWN;
    joined = infer.values.join(joined, calledOrExtending(infer, call, one, name));
  });
  if (value === UNKNOWN) {
    // What is known neither of an object nor of the type that a function extends can be the same.
    const scope = infer.columns.scopeOf(call);
    return answer(extending(infer, call, UNKNOWN, name, scope), chain(reason, ReasonId.flow));
  }
  if (joined === UNKNOWN) return answer(UNKNOWN, reason);
  const isOpen = isMany || kindOf(joined) === Kind.union;
  return answer(joined, isOpen ? chain(reason, ReasonId.flow) : reason);
}

/** A member of a value that is called, or an extension of its type where it has none that fits. */
function calledOrExtending(infer: Infer, call: ExprId, value: Value, name: NameId): Value {
  const scope = infer.columns.scopeOf(call);
  const member = calledOf(infer, call, value, name);
  if (infer.rulesOf(scope).names.extensionFunctions !== true) return member;
  const isKnown =
    member !== UNKNOWN && (kindOf(member) !== Kind.external || infer.types.library.find(member));
  if (isKnown !== false && isKnown !== undefined) return member;
  const extension = extending(infer, call, value, name, scope);
  return extension === UNKNOWN ? member : extension;
}

function calledOf(infer: Infer, call: ExprId, value: Value, name: NameId, steps = 0): Value {
  const own = calledInside(infer, call, value, name);
  if (own === UNKNOWN && steps < MAX_STAND_INS) {
    const behind = standInFor(infer, infer.columns.scopeOf(call), value, name);
    if (behind !== UNKNOWN) return calledOf(infer, call, behind, name, steps + 1);
  }
  const isKnown = CALLED_KINDS.has(kindOf(own));
  const { extensionFunctions } = infer.rulesOf(infer.columns.scopeOf(call)).calls;
  if (isKnown || extensionFunctions !== true || kindOf(value) === Kind.class) return own;
  const added = functionsFor(infer, call, value, name);
  const isOwn = kindOf(own) === Kind.external && infer.contexts.outlinedCalls.takesAsMany(call, own);
  return added.length === 0 || isOwn ? own : joinFunctions(infer.values, added);
}

/** A member that a value has itself. */
function calledInside(infer: Infer, call: ExprId, value: Value, name: NameId): Value {
  const rules = infer.rulesOf(infer.columns.scopeOf(call));
  switch (kindOf(value)) {
    case Kind.callable:
    case Kind.function: {
      if (runsFunction(infer, value, name, rules)) return value;
      const declared = declaredTypeOf(infer, value);
      if (declared !== UNKNOWN) return calledInside(infer, call, declared, name);
      return memberOfValue(infer, value, name, ReasonId.local).type;
    }
    case Kind.generic: {
      const { base } = infer.values.getGeneric(value);
      // What a field with type arguments of its class holds depends on them.
      if (kindOf(base) === Kind.instance && methodsNamed(infer, payloadOf(base), name).length === 0) {
        const held = memberOfValue(infer, value, name, ReasonId.local).type;
        if (held !== UNKNOWN) return held;
      }
      return calledInside(infer, call, base, name);
    }
    case Kind.parameter: {
      const bound = infer.generics.boundOf(value);
      return bound === UNKNOWN ? memberOfRoot(infer, rules, name) : calledInside(infer, call, bound, name);
    }
    case Kind.union: {
      let joined: Value = UNKNOWN;
      infer.values.each(value, (one) => {
        joined = infer.values.join(joined, calledInside(infer, call, one, name));
      });
      return joined;
    }
    case Kind.class:
    case Kind.instance:
    case Kind.super: {
      const symbol = payloadOf(value);
      const all = methodsNamed(infer, symbol, name, kindOf(value) === Kind.super ? symbol : -1);
      const written =
        kindOf(value) === Kind.super ? all.filter((one) => !infer.classes.hasFlag(one, 'abstract')) : all;
      const methods = written.length > 0 && rules.names.extensionFunctions === true ? written : all;
      const called =
        methods.length > 0 ? methods : kindOf(value) === Kind.class ? offered(infer, symbol, name) : [];
      if (called.length > 0) return joinFunctions(infer.values, choose(infer, call, called));
      if (kindOf(value) === Kind.class && rules.classes.callConstructs) {
        const nested = memberOfValue(infer, value, name, ReasonId.local).type;
        if (kindOf(nested) === Kind.class)
          return constructorAt(infer, call, payloadOf(nested), answer(nested, ReasonId.local)).type;
        if (kindOf(nested) === Kind.function) return UNKNOWN;
        if (nested !== UNKNOWN) return nested;
      }
      const { external, isOpen } = infer.classes.lineage(symbol);
      const isVariable = infer.rulesOf(infer.columns.scopeOf(call)).names.variablesCalled === true;
      if (isVariable && infer.classes.findMember(symbol, name))
        return memberOfValue(infer, value, name, ReasonId.local).type;
      if (external !== UNKNOWN) {
        const outside = infer.values.externalMember(external, infer.program.strings[name]!);
        const ofRoot = infer.types.library.find(outside) ? UNKNOWN : memberOfRoot(infer, rules, name);
        return ofRoot !== UNKNOWN && rules.names.extensionFunctions === true ? ofRoot : outside;
      }
      return isOpen && rules.names.extensionFunctions !== true ? UNKNOWN : memberOfRoot(infer, rules, name);
    }
    case Kind.directory: {
      const scope = infer.columns.scopeOf(call);
      const isNested = infer.modules.isNested(scope);
      const file = infer.columns.fileOf(scope);
      const functions = isNested ? functionsOfPackage(infer, value, name, file) : [];
      if (functions.length > 0) return joinFunctions(infer.values, choose(infer, call, functions));
      const found = memberOfValue(infer, value, name, ReasonId.local).type;
      return isNested && kindOf(found) === Kind.class
        ? constructorAt(infer, call, payloadOf(found), answer(found, ReasonId.local)).type
        : found;
    }
    default:
      return memberOfValue(infer, value, name, ReasonId.local).type;
  }
}

/** Those of some functions that a call can mean; none where its language decides and too little is known for that. */
function choose(infer: Infer, call: ExprId, functions: readonly SymbolId[]): readonly SymbolId[] {
  const { columns } = infer;
  const list = columns.b(call);
  const passed = Array.from({ length: columns.listLength(list) }, (_, at) => at)
    .filter((at) => !columns.isTypeArgument(list, at))
    .map((at) => columns.listValue(list, at));
  const onObject = fittingObject(infer, call, infer.bindCall.choose(call, functions));
  const fitting = onObject.length > 1 ? fittingTemporaries(infer, onObject, passed) : onObject;
  const { onlyDecided } = infer.rulesOf(infer.columns.scopeOf(call)).calls;
  return onlyDecided === true && fitting.length > 1 ? [] : fitting;
}

/** Those of some functions that the arguments of a call fit. */
function chosen(infer: Infer, call: ExprId, functions: readonly SymbolId[], reason: number): Answer {
  const fitting = choose(infer, call, functions);
  const isOpen = fitting.length > 1;
  return answer(joinFunctions(infer.values, fitting), isOpen ? chain(reason, ReasonId.flow) : reason);
}

/** The method of a base that `method` of class `owner` replaces, -1 for none. */
export function replacedBy(infer: Infer, owner: SymbolId, method: SymbolId): TargetId {
  const name = infer.columns.symbol(method, 'name');
  if (infer.columns.symbol(owner, 'name') === name) return NONE;
  const methods = methodsNamed(infer, owner, name, owner);
  return methods.find((one) => infer.bindCall.takesSame(one, method)) ?? NONE;
}
