// Names: the scope that binds one, and what its bindings hold.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { EVERY_NAME } from '../../languages/language.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE, NO_NAME, Place } from '../program/index.ts';
import type { BindingId, ExprId, FileId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import {
  ANYTHING,
  Kind,
  NOTHING,
  ReasonId,
  UNKNOWN,
  answer,
  awaited,
  chain,
  elements,
  instanceOf,
  isClassMethod,
  isProperty,
  isStatic,
  kindOf,
  makeValue,
  nameId,
  payloadOf,
} from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { declaredForAll } from './additions.ts';
import { bindingsOf, offeredClasses, sharedBindings } from './bindings.ts';
import type { Infer } from './context.ts';
import { ofEveryAround } from './everyName.ts';
import { besidePackage, importedNamespace, importedValue, lookUpStars, memberOfModule } from './imports.ts';
import { boundValue, isFunction, readable } from './joins.ts';
import { lookUpDeclared, lookUpLinked } from './linkedNames.ts';
import { fieldMadeOf } from './madeFields.ts';
import { findNamed, isLocal } from './namedValues.ts';
import { classOfInstance, extensionProperty, getterOf, receiverOfFunction } from './receivers.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const TYPE_KIND = NODE_KINDS.indexOf('Type');
const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method'), 255]);

/** The scope in which `name`, read at `scope` and `position`, is bound; -1 when it is not bound in the file. */
export function findScope(
  infer: Infer,
  scope: ScopeId,
  name: NameId,
  position: number,
  asType = false,
): ScopeId {
  const { columns } = infer;
  const { names } = infer.rulesOf(scope);
  if (names.separateTypes === true) return findNamed(infer, scope, name, position, asType);
  const isTypeAlone = asType && names.typesAlone === true;
  const { declaredBeforeUse, functionsApart } = names;
  const isSealed = isVariable(infer, scope, name);
  const isImplicit = names.implicitReceiver === true;
  const visible = isImplicit ? 'always' : names.classScopeVisible;
  let function_: ScopeId = NONE;
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const kind = columns.scopeKind(at);
    if (kind === ScopeKind.object || kind === ScopeKind.exports) continue;
    if (kind === ScopeKind.class && (visible === 'never' || (visible === 'body' && at !== scope))) continue;
    const first = infer.scopes.find(at, name);
    if (isTypeAlone && first >= 0 && !bindingsOf(infer, at, name).some((row) => canBeType(infer, row)))
      continue;
    if (first < 0) {
      const holder = isImplicit ? implicitScopeFrom(infer, at, name, isTypeAlone) : NONE;
      if (holder >= 0) return holder;
      if (isSealed && kind === ScopeKind.function) return NONE;
      continue;
    }
    if (
      functionsApart === true &&
      readable(infer, bindingsOf(infer, at, name)).every((row) => isFunction(infer, row))
    ) {
      if (function_ < 0) function_ = at;
      continue;
    }
    const row = infer.scopes.rows[first]!;
    const isBefore = position >= 0 && columns.binding(row, 'position') > position;
    // While the body of a class runs, a name that it binds further down is still that of the module.
    if (isBefore && kind === ScopeKind.class && visible === 'body') continue;
    const isLate = declaredBeforeUse === true && columns.binding(row, 'position') > position;
    if (isLate && kind !== ScopeKind.module && kind !== ScopeKind.class) continue;
    const outer = columns.binding(row, 'kind');
    if (outer === BindingKind.outerModule) return infer.modules.moduleScope[columns.fileOf(scope)]!;
    if (outer !== BindingKind.outerFunction) return at;
  }
  return function_;
}

/** Whether a name is that of a variable, in languages whose names tell. */
function isVariable(infer: Infer, scope: ScopeId, name: NameId): boolean {
  const { variableMark } = infer.rulesOf(scope).names;
  return variableMark !== undefined && infer.program.strings[name]!.startsWith(variableMark);
}

/** Whether what a binding binds can be a type. */
function canBeType({ columns }: Infer, row: BindingId): boolean {
  const kind = columns.binding(row, 'kind');
  if (kind === BindingKind.symbol) {
    const symbol = columns.symbol(columns.binding(row, 'payload'), 'kind');
    return TYPE_KINDS.has(symbol) || symbol === MODULE_KIND;
  }
  return kind !== BindingKind.value && kind !== BindingKind.parameter;
}

/** The body of the class that gives what stands in `scope` a member `name` without a receiver, -1 for none. */
function implicitScopeFrom(infer: Infer, scope: ScopeId, name: NameId, isTypeAlone: boolean): ScopeId {
  const { columns } = infer;
  const own = implicitScope(infer, scope, name, isTypeAlone);
  if (own >= 0 || columns.scopeKind(scope) !== ScopeKind.class) return own;
  // What is written outside of its class sees what stands around that, too.
  for (const outer of infer.classes.aroundWhole(columns.scopeOwner(scope))) {
    const body = columns.symbol(outer, 'body');
    const rows = infer.classes.ownMember(outer, name)?.bindings ?? [];
    if (rows.some((row) => (isTypeAlone ? canBeType(infer, row) : !isFunction(infer, row)))) return body;
    const found = inheritedScope(infer, body, name, isTypeAlone);
    if (found >= 0) return found;
  }
  return NONE;
}

function implicitScope(infer: Infer, scope: ScopeId, name: NameId, isTypeAlone: boolean): ScopeId {
  if (infer.columns.scopeKind(scope) === ScopeKind.class)
    return inheritedScope(infer, scope, name, isTypeAlone);
  const around = classOfInstance(infer, receiverOfFunction(infer, scope));
  const body = around < 0 ? NONE : infer.columns.symbol(around, 'body');
  if (body < 0) return NONE;
  const isOwn = bindingsOf(infer, body, name).some((row) => isRead(infer, row));
  return isOwn ? body : inheritedScope(infer, body, name, isTypeAlone);
}

/** Whether a member is no function, or one that is read like a field. */
function isRead(infer: Infer, row: BindingId): boolean {
  return !isFunction(infer, row) || isProperty(infer.types, infer.columns.binding(row, 'payload'));
}

/**
 * The body of the base that gives the class with body `scope` a member `name` which is no function, -1 for none;
 * `isTypeAlone` asks for a type.
 */
function inheritedScope(infer: Infer, scope: ScopeId, name: NameId, isTypeAlone: boolean): ScopeId {
  const { columns, classes } = infer;
  const own = columns.scopeOwner(scope);
  for (const base of classes.lineage(own).classes) {
    if (base === own) continue;
    const body = columns.symbol(base, 'body');
    const rows = body < 0 ? [] : bindingsOf(infer, body, name);
    if (rows.some((row) => (isTypeAlone ? canBeType(infer, row) : isRead(infer, row)))) return body;
  }
  for (const offered of offeredClasses(infer, columns.scopeOwner(scope))) {
    for (const one of classes.lineage(offered).classes) {
      const body = columns.symbol(one, 'body');
      const rows = body < 0 ? [] : bindingsOf(infer, body, name);
      if (rows.some((row) => !isFunction(infer, row))) return body;
    }
  }
  return NONE;
}

/** What a name means where it is read; `asType` asks for a type. */
export function lookUp(
  infer: Infer,
  scope: ScopeId,
  name: NameId,
  position: number,
  asType: boolean,
): Answer {
  if (infer.rulesOf(scope).modules.moduleUnit === 'program') return lookUpLinked(infer, scope, name, asType);
  const at = findScope(infer, scope, name, position, asType);
  const accessor = at < 0 && !asType ? implicitAccessor(infer, scope, name) : NONE;
  if (accessor >= 0) return answer(infer.returned(accessor), ReasonId.field);
  if (at < 0) return lookUpOutside(infer, scope, name, asType);
  if (infer.rulesOf(scope).names.separateTypes === true) {
    const named = boundValue(infer, at, name, position, asType);
    const isFound = named.type !== UNKNOWN || (!asType && isLocal(infer, at, name));
    return isFound ? named : lookUpOutside(infer, scope, name, asType);
  }
  const found = boundValue(
    infer,
    at,
    name,
    infer.functionScope[at] === infer.functionScope[scope] ? position : -1,
    asType,
  );
  if (infer.generics.isOpen(found.type) && infer.columns.scopeKind(at) === ScopeKind.class) {
    const owner = infer.columns.scopeOwner(at);
    const receiver = implicitReceiver(infer, scope, owner);
    if (receiver !== UNKNOWN)
      return answer(
        infer.generics.substitute(found.type, infer.generics.ofReceiver(receiver, owner)),
        found.reason,
      );
  }
  if (kindOf(found.type) === Kind.function && isReadMember(infer, at, payloadOf(found.type)))
    return answer(infer.returned(payloadOf(found.type)), ReasonId.field);
  const isHidden = !asType && isOnlyType(infer, found.type) && infer.rulesOf(scope).names.typesApart === true;
  return isHidden ? lookUpOutside(infer, scope, name, asType) : found;
}

/** An instance of the class around `scope` that inherits the members of `owner`, unknown for none and for `owner` itself. */
export function implicitReceiver(infer: Infer, scope: ScopeId, owner: SymbolId): Value {
  const { columns, classes } = infer;
  if (infer.rulesOf(scope).names.implicitReceiver !== true) return UNKNOWN;
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    if (columns.scopeKind(at) !== ScopeKind.class) continue;
    const around = classes.wholeOf(columns.scopeOwner(at));
    if (around === owner) return UNKNOWN;
    if (classes.lineage(around).classes.includes(owner)) return makeValue(Kind.instance, around);
  }
  return UNKNOWN;
}

/** The function of another name, or from outside, that is run when a member is read without a receiver; -1 for none. */
function implicitAccessor(infer: Infer, scope: ScopeId, name: NameId): SymbolId {
  const { columns } = infer;
  if (infer.rulesOf(scope).names.extensionFunctions !== true) return NONE;
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const isClass = columns.scopeKind(at) === ScopeKind.class;
    const receiver = isClass
      ? makeValue(Kind.instance, columns.scopeOwner(at))
      : receiverOfFunction(infer, at);
    if (receiver === UNKNOWN) continue;
    const around = classOfInstance(infer, receiver);
    const getter = around < 0 ? NONE : getterOf(infer, scope, around, name);
    const found = getter >= 0 ? getter : extensionProperty(infer, scope, receiver, name);
    if (found >= 0) return found;
  }
  return NONE;
}

/** The function that runs when a name is read that stands for a property, -1 for other names. */
export function accessorNamed(infer: Infer, expression: ExprId): SymbolId {
  const { columns } = infer;
  const scope = columns.scopeOf(expression);
  if (infer.rulesOf(scope).names.implicitReceiver !== true) return NONE;
  const name = columns.a(expression);
  let at: ScopeId = findScope(infer, scope, name, columns.position(expression));
  const accessor = at < 0 ? implicitAccessor(infer, scope, name) : NONE;
  if (accessor >= 0) return accessor;
  if (at < 0) at = packageScope(infer, scope, name);
  for (const row of at < 0 ? [] : bindingsOf(infer, at, name)) {
    const symbol = columns.binding(row, 'symbol');
    if (symbol >= 0 && isProperty(infer.types, symbol)) return symbol;
  }
  return NONE;
}

/** Whether a function that a name stands for is read rather than named: a property of a class around. */
function isReadMember(infer: Infer, scope: ScopeId, symbol: SymbolId): boolean {
  const { names } = infer.rulesOf(scope);
  const kind = infer.columns.scopeKind(scope);
  return (
    names.implicitReceiver === true &&
    (kind === ScopeKind.class || (kind === ScopeKind.module && names.packageFunctions === true)) &&
    isProperty(infer.types, symbol)
  );
}

function isOnlyType(infer: Infer, value: Value): boolean {
  if (kindOf(value) !== Kind.class) return false;
  const kind = infer.columns.symbol(payloadOf(value), 'kind');
  return kind === INTERFACE_KIND || kind === TYPE_KIND;
}

/** A name that its file does not bind: a file of the same package, a star import, or built into the language. */
function lookUpOutside(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const file = infer.columns.fileOf(scope);
  const { globalMark } = infer.rulesOf(scope).names;
  if (infer.modules.isNested(scope)) {
    const written = infer.program.strings[name]!;
    return globalMark !== undefined && written.startsWith(globalMark)
      ? lookUpGlobal(infer, file, written.slice(globalMark.length), asType)
      : lookUpPackages(infer, scope, name, asType);
  }
  if (globalMark !== undefined) {
    const written = infer.program.strings[name]!;
    if (written === globalMark)
      return answer(infer.modules.namedPackage(infer.program.files[file]!.language, ''), ReasonId.package);
    if (written.startsWith(globalMark))
      return lookUpGlobal(infer, file, written.slice(globalMark.length), asType);
  }
  const top = packageScope(infer, scope, name);
  if (top >= 0) {
    const found = boundValue(infer, top, name, -1, asType);
    return answer(found.type, chain(found.reason, ReasonId.package));
  }
  const starred = lookUpStars(infer, infer.modules.moduleScope[file]!, name, asType);
  if (starred.type !== UNKNOWN) return starred;
  const rules = infer.rulesOfFile[file]!;
  const module = infer.modules.moduleScope[file]!;
  const every =
    rules.modules.moduleUnit === 'package'
      ? ofEvery(infer, module, name, asType)
      : rules.names.separateTypes === true
        ? ofEveryAround(infer, scope, name, asType)
        : NOTHING;
  if (every.type !== UNKNOWN) return every;
  const text = infer.program.strings[name]!;
  if (rules.modules.exportObjects?.includes(text) === true && !asType)
    return importedNamespace(infer, makeValue(Kind.module, file), ReasonId.local, asType);
  if (globalMark !== undefined && infer.modules.packageName(file) !== '')
    return asType ? NOTHING : withoutTypes(infer, rules, lookUpGlobal(infer, file, text, asType));
  if (rules.library.builtins.has(text))
    return answer(infer.values.external(rules.library.builtinPackage, text), ReasonId.builtin);
  if (rules.modules.packagesAreNames === true) {
    if (!asType) return NOTHING;
    infer.lookups.noteIn(file, Place.link, NO_NAME, name);
    return answer(infer.modules.resolve(file, text), ReasonId.import);
  }
  const ambient = declaredForAll(infer, file, name, asType);
  if (ambient.type !== UNKNOWN) return ambient;
  if (rules.modules.moduleUnit === 'package') {
    const outside = ofStarredLibrary(infer, module, text);
    if (outside !== UNKNOWN) return answer(outside, ReasonId.import);
    const { language } = infer.program.files[file]!;
    infer.lookups.noteTexts(Place.tree, '', text);
    return answer(infer.modules.namedPackage(language, text), ReasonId.import);
  }
  const isPackage = rules.modules.moduleUnit === 'directory';
  return answer(isPackage ? infer.modules.importedPackage(file, text) : UNKNOWN, ReasonId.import);
}

/** A name of the package without a name, or of the language. */
function lookUpGlobal(infer: Infer, file: FileId, text: string, asType: boolean): Answer {
  const { modules, packages } = infer;
  const name = nameId(infer.types, text);
  const target = modules.namedPackage(infer.program.files[file]!.language, '');
  if (kindOf(target) === Kind.directory) {
    modules.noteInDirectory(payloadOf(target), text);
    const parts = modules.directoryParts(payloadOf(target));
    const top = name === undefined ? NONE : packages.findScope(parts, name, file);
    if (top >= 0) {
      const found = boundValue(infer, top, name!, -1, asType);
      return answer(found.type, chain(found.reason, ReasonId.package));
    }
  }
  const { library } = infer.rulesOfFile[file]!;
  return library.builtins.has(text)
    ? answer(infer.values.external(library.builtinPackage, text), ReasonId.builtin)
    : NOTHING;
}

/** What was found, unless it is a type. */
function withoutTypes(infer: Infer, { library }: LanguageRules, found: Answer): Answer {
  if (kindOf(found.type) === Kind.class) return NOTHING;
  if (kindOf(found.type) !== Kind.external) return found;
  const { symbol } = infer.values.getExternal(found.type);
  return library.builtinTypes?.includes(symbol) === true ? NOTHING : found;
}

/**
 * The same where packages lie in packages: from the innermost one out what it declares, a package in it, and what the part of it
 * around `scope` imports.
 */
function lookUpPackages(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const { columns, modules, packages } = infer;
  const file = columns.fileOf(scope);
  const { language } = infer.program.files[file]!;
  const text = infer.program.strings[name]!;
  modules.noteInPackage(file, name);
  infer.lookups.noteTexts(Place.tree, '', text);
  for (let at = scope; isWithinPart(columns.scopeKind(at)); at = columns.scopeParent(at)) {
    const every = ofEvery(infer, at, name, asType);
    if (every.type !== UNKNOWN) return every;
  }
  for (const around of modules.enclosingPackages(scope)) {
    const top = packages.findScope(modules.partsOf(around.key), name, file);
    if (top >= 0 && !isSharedAt(infer, top, name, file)) continue;
    if (top >= 0) {
      const found = boundValue(infer, top, name, -1, asType);
      return answer(found.type, chain(found.reason, ReasonId.package));
    }
    const inner = modules.packageWithin(around, language, text);
    if (inner !== UNKNOWN) return answer(inner, ReasonId.package);
    if (around.part < 0) continue;
    const starred = lookUpStars(infer, around.part, name, asType);
    if (starred.type !== UNKNOWN) return starred;
    const every = ofEvery(infer, around.part, name, asType);
    if (every.type !== UNKNOWN) return every;
    const outside = ofStarredLibrary(infer, around.part, text);
    if (outside !== UNKNOWN) return answer(outside, ReasonId.import);
  }
  const { library } = language.rules;
  if (language.rules.modules.includesShow === true) {
    // Files beside it that are linked with it.
    const linked = lookUpDeclared(infer, scope, name, asType);
    if (linked.type !== UNKNOWN) return linked;
  }
  if (language.rules.library.builtins.has(text))
    return answer(infer.values.external(library.builtinPackage, text), ReasonId.builtin);
  return answer(infer.types.library.packageCalled(language.rules, text), ReasonId.import);
}

/** Whether a scope is less than what belongs to a package, so that one is around it. */
function isWithinPart(kind: number): boolean {
  return kind === ScopeKind.function || kind === ScopeKind.arrow || kind === ScopeKind.block;
}

/** A member of one of the types of which a scope imports every member. */
function ofEvery(infer: Infer, scope: ScopeId, name: NameId, asType: boolean): Answer {
  const every = nameId(infer.types, EVERY_NAME);
  if (every === undefined || every === name) return NOTHING;
  for (const row of [...bindingsOf(infer, scope, every), ...sharedBindings(infer, scope)]) {
    const { type } = infer.explain(infer.columns.binding(row, 'payload'));
    if (kindOf(type) === Kind.directory) {
      const member = memberOfModule(infer, type, name, true, asType);
      if (member.type !== UNKNOWN) return answer(member.type, chain(member.reason, ReasonId.import));
    }
    if (kindOf(type) !== Kind.class) continue;
    const found =
      infer.classes.findMember(payloadOf(type), name) === undefined
        ? NOTHING
        : infer.explainMember(type, name, ReasonId.import, asType);
    if (found.type !== UNKNOWN) return found;
  }
  return NOTHING;
}

/**
 * A type of a package outside of which a scope imports every name, where an outline says that the package has it: the project
 * can add to such a package.
 */
function ofStarredLibrary(infer: Infer, scope: ScopeId, name: string): Value {
  const rows = infer.modules.starImports.get(scope) ?? [];
  const targets = rows.map((row) => infer.modules.targetOf(row));
  for (const target of [...targets, ...infer.modules.impliedTargets(scope)]) {
    if (kindOf(target) === Kind.directory) {
      const beside = besidePackage(infer, payloadOf(target), name);
      if (beside !== UNKNOWN) return beside;
    }
    if (kindOf(target) !== Kind.external) continue;
    const member = infer.values.externalMember(target, name);
    if (infer.types.library.find(member)) return member;
  }
  const { family, library, modules } = infer.rulesOf(scope);
  for (const one of modules.impliedImports ?? []) {
    const from = infer.values.external(one, '', one === library.builtinPackage ? '' : family);
    const member = infer.values.externalMember(from, name);
    if (infer.types.library.find(member)) return member;
  }
  return UNKNOWN;
}

/** The scope that declares `name` for the package around `scope`; -1 when none does or files stand alone. */
export function packageScope(infer: Infer, scope: ScopeId, name: NameId): ScopeId {
  const { columns, modules, packages } = infer;
  const file = columns.fileOf(scope);
  if (!modules.isNested(scope)) {
    if (isVariable(infer, modules.moduleScope[file]!, name)) return NONE;
    const parts = modules.packageParts(file);
    return parts ? packages.findScope(parts, name, file) : NONE;
  }
  modules.noteInPackage(file, name);
  for (const { key } of modules.enclosingPackages(scope)) {
    const found = packages.findScope(modules.partsOf(key), name, file);
    if (found >= 0) return isSharedAt(infer, found, name, file) ? found : NONE;
  }
  return NONE;
}

/** Whether files share what one of them binds at its top: of variables that are no constants, in some languages, they don't. */
function isSharedAt(infer: Infer, top: ScopeId, name: NameId, reader: FileId): boolean {
  if (infer.rulesOf(top).names.functionsOfAll !== true || infer.columns.fileOf(top) === reader) return true;
  if (/^\p{Lu}/u.test(infer.program.strings[name]!)) return true;
  return bindingsOf(infer, top, name).some((row) => isFunction(infer, row));
}

/** What one binding binds; `asType` asks for a type. */
export function bindingValue(infer: Infer, row: BindingId, asType: boolean): Answer {
  const { columns } = infer;
  const payload = columns.binding(row, 'payload');
  const type = columns.binding(row, 'type');
  switch (columns.binding(row, 'kind')) {
    case BindingKind.symbol:
      return answer(symbolValue(infer, payload), ReasonId.local);
    case BindingKind.import:
      return importedValue(infer, payload, asType);
    case BindingKind.alias:
      return asType ? infer.explainType(payload) : infer.explain(payload);
    case BindingKind.parameter:
      return parameterValue(infer, row, payload, type);
    case BindingKind.typeParameter:
      return answer(makeValue(Kind.parameter, row), ReasonId.annotation);
    case BindingKind.value: {
      if (type >= 0) {
        const declared = instanceOf(infer.types, type);
        if (declared !== UNKNOWN || payload < 0) return answer(declared, ReasonId.annotation);
      }
      const found = infer.explain(payload);
      // A declared type says what a variable holds, but not which function.
      const isOpen =
        kindOf(found.type) === Kind.function &&
        infer.rulesOf(columns.binding(row, 'scope')).types.typesDecide;
      if (isOpen) return answer(found.type, ReasonId.assigned);
      const { type: held, reason } = fieldMadeOf(infer, row, found);
      return answer(held, chain(reason, ReasonId.assigned));
    }
    default:
      return NOTHING;
  }
}

function parameterValue(infer: Infer, row: BindingId, index: number, type: ExprId): Answer {
  const { columns } = infer;
  const scope = columns.binding(row, 'scope');
  if (type >= 0) {
    const declared = instanceOf(infer.types, type);
    if (declared !== UNKNOWN) return answer(declared, ReasonId.annotation);
  }
  const parent = columns.scopeParent(scope);
  const isMethod = columns.scopeKind(parent) === ScopeKind.class;
  if (index === 0 && isMethod && infer.rulesOf(scope).classes.receiver === 'first-parameter') {
    const method = columns.scopeOwner(scope);
    if (isStatic(infer.types, method)) return answer(UNKNOWN, ReasonId.self);
    const kind = isClassMethod(infer.types, method) ? Kind.class : Kind.instance;
    return answer(makeValue(kind, columns.scopeOwner(parent)), ReasonId.self);
  }
  const assigned = infer.evaluate(columns.binding(row, 'value'));
  if (type >= 0) return answer(assigned, ReasonId.assigned);
  const fixture = infer.fixtures.givenTo(columns.scopeOwner(scope), columns.binding(row, 'name'));
  if (fixture >= 0) return answer(fixtureResult(infer, fixture), ReasonId.flow);
  const given = infer.contexts.parameterOf(columns.scopeOwner(scope), index);
  return answer(
    given === ANYTHING ? assigned : infer.values.join(assigned, given),
    given === UNKNOWN
      ? ReasonId.assigned
      : infer.rulesOf(scope).types.typesDecide === true
        ? ReasonId.annotation
        : ReasonId.flow,
  );
}

/** What a test gets from a fixture: what it returns or yields. */
function fixtureResult(infer: Infer, fixture: SymbolId): Value {
  const result = infer.returned(fixture);
  const { ints, width } = infer.program.tables.returns;
  const isYielded = infer.returnRows.of(fixture).some((row) => ints[row * width + 2] === 1);
  return awaited(infer.types, isYielded ? elements(infer.types, result) : result);
}

/** The function of another file that an import of a file binds to a name, -1 for none. */
export function importedFunction(infer: Infer, file: FileId, name: NameId): SymbolId {
  const scope = infer.modules.moduleScope[file]!;
  const row = bindingsOf(infer, scope, name)[0];
  if (row === undefined || infer.columns.binding(row, 'kind') !== BindingKind.import) return NONE;
  const { type } = infer.explainBinding(row, false);
  return kindOf(type) === Kind.function ? payloadOf(type) : NONE;
}

/** What the calls in its file pass for the parameter that a name stands for; unknown for other names. */
export function passedFor(infer: Infer, expression: ExprId): Value {
  const { columns } = infer;
  const name = columns.a(expression);
  const scope = findScope(infer, columns.scopeOf(expression), name, columns.position(expression));
  const first = scope < 0 ? -1 : infer.scopes.find(scope, name);
  if (first < 0) return UNKNOWN;
  const row = infer.scopes.rows[first]!;
  if (columns.binding(row, 'kind') !== BindingKind.parameter) return UNKNOWN;
  return infer.contexts.passing.passedTo(columns.scopeOwner(scope), columns.binding(row, 'payload'));
}

/** The signatures by which a function is called: those declared for its name before it, else its own. */
export function signaturesOf(infer: Infer, symbol: SymbolId): readonly SymbolId[] {
  return infer.overloads.of(symbol);
}

/** The constructor of a class as a value: its own or an inherited one, unknown when the workspace has none. */
export function constructorOf(infer: Infer, symbol: SymbolId, after: number): Value {
  const { rules } = infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language;
  for (const name of rules.classes.constructors) {
    const id = nameId(infer.types, name);
    const member = id === undefined ? undefined : infer.classes.findMember(symbol, id, after);
    const row = member?.bindings.at(-1);
    if (row === undefined) continue;
    if (rules.names.functionsApart === true && member!.owner !== symbol) continue;
    const { type } = bindingValue(infer, row, false);
    if (kindOf(type) === Kind.function) return type;
  }
  return rules.classes.prototypeMember === undefined ? UNKNOWN : constructingBase(infer, symbol, after);
}

/** The function that a class extends, where a function makes objects. */
function constructingBase(infer: Infer, symbol: SymbolId, after: number): Value {
  const { classes } = infer.classes.lineage(symbol);
  const above = classes.slice(classes.indexOf((after < 0 ? symbol : after) as SymbolId) + 1);
  const made = above.map((one) => symbolValue(infer, one));
  return made.find((one) => kindOf(one) === Kind.function) ?? UNKNOWN;
}

export function symbolValue(infer: Infer, symbol: SymbolId): Value {
  const kind = infer.columns.symbol(symbol, 'kind');
  if (CALLABLE_KINDS.has(kind)) {
    const isClass = infer.columns.scopeKind(infer.columns.symbol(symbol, 'body')) === ScopeKind.class;
    return makeValue(isClass ? Kind.class : Kind.function, symbol);
  }
  if (TYPE_KINDS.has(kind)) return makeValue(Kind.class, infer.classes.wholeOf(symbol));
  return kind === MODULE_KIND ? makeValue(Kind.object, infer.columns.symbol(symbol, 'body')) : UNKNOWN;
}
