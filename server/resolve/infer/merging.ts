// Declarations that add up: those of one name, and members that files add to types of the library and of packages. Which files
// declare something for others is known to scopes/ambient.ts.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import type { LanguageRules } from '../../languages/language.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE } from '../program/index.ts';
import type { BindingId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, kindOf, lastNameOf, makeValue, payloadOf } from '../types/index.ts';
import type { Answer, Value } from '../types/index.ts';
import { bindingsOf } from './bindings.ts';
import type { Infer } from './context.ts';
import { memberOfModule } from './imports.ts';

const CLASS_KIND = NODE_KINDS.indexOf('Class');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const TYPE_KINDS = new Set([CLASS_KIND, INTERFACE_KIND]);
const NO_TYPES: readonly SymbolId[] = [];
/** Namespaces within each other beyond these are not looked at. */
const MAX_NESTING = 8;

/** A declaration, the others that add up with it, and the type outside that they add to, 0 for none. */
export interface Merged {
  readonly others: readonly SymbolId[];
  readonly external: Value;
}

const ALONE: Merged = { others: NO_TYPES, external: UNKNOWN };

/** The classes and interfaces in which files add members to a type of the library or of a package, or to the type of a value there. */
export function typesAddedTo(infer: Infer, value: Value): readonly SymbolId[] {
  const kind = kindOf(value);
  if (kind !== Kind.external && kind !== Kind.externalInstance) return NO_TYPES;
  const external = infer.values.getExternal(value);
  const { package: from, symbol } = external;
  const extended =
    kind === Kind.externalInstance
      ? infer.classes.extensions.ofExternal(value, lastNameOf(external))
      : NO_TYPES;
  if (extended.length > 0) return extended;
  const rules = infer.types.rulesByPackage.get(from);
  if (rules === undefined)
    return symbol === '' || !infer.ambient.isAddedTo() ? NO_TYPES : addedToPackage(infer, from, symbol);
  if (rules.modules.reopensLibrary === true) return reopened(infer, rules, symbol);
  if (rules.modules.sharedNamespace === undefined || symbol === '') return NO_TYPES;
  const { valueTypes } = rules.library;
  const type =
    kind === Kind.externalInstance
      ? symbol
      : valueTypes !== undefined && Object.hasOwn(valueTypes, symbol)
        ? valueTypes[symbol]!
        : '';
  if (type === '') return NO_TYPES;
  const dot = type.indexOf('.');
  const id = numberOf(infer, dot < 0 ? type : type.slice(0, dot));
  const scopes = id < 0 ? [] : infer.ambient.declaring(rules.family, id);
  if (scopes.length === 0) return NO_TYPES;
  return typesAt(infer, scopes, id, dot < 0 ? [] : type.slice(dot + 1).split('.'));
}

/** The classes of the project that have the name of one of the library, and those that have that of what all extend. */
function reopened(infer: Infer, rules: LanguageRules, symbol: string): readonly SymbolId[] {
  const language = infer.program.files.find((file) => file.language.rules === rules)?.language;
  const target = language ? infer.modules.namedPackage(language, '') : UNKNOWN;
  if (kindOf(target) !== Kind.directory) return NO_TYPES;
  const names = new Set([symbol, ...Object.keys(rules.classes.rootMembers ?? {})]);
  const parts = infer.modules.directoryParts(payloadOf(target));
  return [...names].flatMap((name) => {
    if (name === '' || name.includes('.')) return [];
    const id = numberOf(infer, name);
    return id < 0
      ? []
      : infer.packages
          .findScopes(parts, id)
          .flatMap((scope) => declaredIn(infer, scope, id))
          .filter((one) => isType(infer, one));
  });
}

/** The number of a name; the look-up of one that no file has is noted. */
function numberOf(infer: Infer, name: string): NameId {
  const id = infer.program.numbers.get(name);
  if (id === undefined) infer.ambient.noteAbsent(name);
  return id ?? NONE;
}

function addedToPackage(infer: Infer, from: string, symbol: string): readonly SymbolId[] {
  const segments = symbol.split('.');
  const found: SymbolId[] = [];
  segments.forEach((segment, index) => {
    const id = numberOf(infer, segment);
    if (id < 0) return;
    const below = segments.slice(0, index).join('.');
    const scopes = infer.ambient.adding(id).filter((scope) => {
      const target = infer.ambient.moduleOf(scope);
      if (target === undefined || kindOf(target) !== Kind.external) return false;
      const one = infer.values.getExternal(target);
      return one.package === from && one.symbol === below;
    });
    found.push(...typesAt(infer, scopes, id, segments.slice(index + 1)));
  });
  return found;
}

/** The classes and interfaces under a path of names that begins in some scopes. */
function typesAt(
  infer: Infer,
  scopes: readonly ScopeId[],
  name: NameId,
  rest: readonly string[],
): readonly SymbolId[] {
  const symbols = scopes.flatMap((scope) => declaredIn(infer, scope, name));
  if (rest.length === 0) return symbols.filter((symbol) => isType(infer, symbol));
  const next = numberOf(infer, rest[0]!);
  const bodies = symbols
    .filter((symbol) => infer.columns.symbol(symbol, 'kind') === MODULE_KIND)
    .map((symbol) => infer.columns.symbol(symbol, 'body'));
  return next < 0 || bodies.length === 0 ? NO_TYPES : typesAt(infer, bodies, next, rest.slice(1));
}

function isType(infer: Infer, symbol: SymbolId): boolean {
  const kind = infer.columns.symbol(symbol, 'kind');
  return kind === CLASS_KIND || kind === INTERFACE_KIND;
}

/** The symbols that `name` is declared as in exactly `scope`. */
function declaredIn(infer: Infer, scope: ScopeId, name: NameId): SymbolId[] {
  return bindingsOf(infer, scope, name)
    .filter((row) => infer.columns.binding(row, 'kind') === BindingKind.symbol)
    .map((row) => infer.columns.binding(row, 'payload'));
}

/**
 * The member `name` that files add to something outside of the workspace; undefined when none does. What an interface of the
 * workspace gives a type of the library comes behind what the library declares for it.
 */
export function addedMember(
  infer: Infer,
  value: Value,
  name: NameId,
  memberOf: (value: Value) => Answer,
  typeArguments?: readonly Value[],
): Answer | undefined {
  const { library } = infer.types;
  const { extensions } = infer.classes;
  for (const symbol of typesAddedTo(infer, value)) {
    if (!infer.classes.findMember(symbol, name)) continue;
    const outlined = extensions.has(symbol) ? library.classOf(value) : undefined;
    const isDeclared = outlined && library.memberOf(outlined, infer.program.strings[name]!) !== undefined;
    if (isDeclared === true && !givesOutside(infer, symbol, name)) continue;
    const instance = makeValue(Kind.instance, symbol);
    return memberOf(typeArguments ? infer.values.generic(instance, typeArguments) : instance);
  }
  return undefined;
}

/** Whether an extension gives its member `name` for what it implements from outside of the workspace. */
function givesOutside(infer: Infer, symbol: SymbolId, name: NameId): boolean {
  const { classes, external } = infer.classes.lineage(symbol);
  return (
    external !== UNKNOWN &&
    !classes.some((one) => one !== symbol && infer.classes.ownMember(one, name) !== undefined)
  );
}

/** The declarations that add up with a class, an interface or a namespace. */
export function mergedWith(infer: Infer, symbol: SymbolId, nesting = 0): Merged {
  const { columns } = infer;
  const file = columns.fileOfSymbol(symbol);
  const { modules, library, family } = infer.rulesOfFile[file]!;
  const extensions = infer.classes.extensions.of(symbol);
  if (extensions.length > 0) return { others: extensions, external: UNKNOWN };
  const isNamespace = columns.symbol(symbol, 'kind') === MODULE_KIND;
  if (modules.reopensLibrary === true) return { others: NO_TYPES, external: addedToLibrary(infer, symbol) };
  if (modules.sharedNamespace === undefined || nesting > MAX_NESTING) return ALONE;
  if (!isNamespace && !isType(infer, symbol)) return ALONE;
  const name = columns.symbol(symbol, 'name');
  const place = placeOf(infer, symbol, name);
  if (place < 0) return ALONE;
  const isInModule = columns.scopeKind(place) === ScopeKind.module && !infer.ambient.isShared(place);
  if (isInModule && !infer.ambient.isAddedTo() && isOnly(infer, place, name)) return ALONE;
  const others = new Set<SymbolId>();
  // Of two classes one replaces the other.
  const isClass = columns.symbol(symbol, 'kind') === CLASS_KIND;
  const add = (scope: ScopeId) => {
    for (const one of declaredIn(infer, scope, name)) {
      const kind = columns.symbol(one, 'kind');
      const addsUp = isNamespace
        ? kind === MODULE_KIND
        : isType(infer, one) && !(isClass && kind === CLASS_KIND);
      if (one !== symbol && addsUp) others.add(one);
    }
  };
  add(place);
  let external: Value = UNKNOWN;
  if (infer.ambient.isShared(place)) {
    for (const scope of infer.ambient.declaring(family, name)) if (scope !== place) add(scope);
    const text = infer.program.strings[name]!;
    if (library.builtins.has(text)) external = infer.values.external(library.builtinPackage, text);
  } else if (columns.scopeKind(place) === ScopeKind.namespace) {
    const target = infer.ambient.moduleOf(place);
    if (target !== undefined) {
      const { type } = memberOfModule(infer, target, name, false, !isNamespace);
      infer.values.each(type, (one) => {
        if (kindOf(one) === Kind.class && !isNamespace && payloadOf(one) !== symbol)
          others.add(payloadOf(one));
      });
      if (kindOf(target) === Kind.external)
        external = infer.values.externalMember(target, infer.program.strings[name]!);
    } else
      for (const around of mergedWith(infer, columns.scopeOwner(place), nesting + 1).others)
        add(columns.symbol(around, 'body'));
  } else if (isInModule) {
    for (const scope of infer.ambient.adding(name)) {
      const target = infer.ambient.moduleOf(scope);
      if (target === undefined || kindOf(target) !== Kind.module) continue;
      const { type } = memberOfModule(infer, target, name, false, !isNamespace);
      let isMeant = false;
      infer.values.each(type, (one) => (isMeant ||= kindOf(one) === Kind.class && payloadOf(one) === symbol));
      if (isMeant) add(scope);
    }
  }
  return others.size === 0 && external === UNKNOWN ? ALONE : { others: [...others], external };
}

/** The class of the library whose name a class at the top of a file has, unknown for none. */
function addedToLibrary({ columns, program, values, rulesOfFile }: Infer, symbol: SymbolId): Value {
  const file = columns.fileOfSymbol(symbol);
  const { library } = rulesOfFile[file]!;
  if (columns.scopeKind(columns.symbol(symbol, 'scope')) !== ScopeKind.module) return UNKNOWN;
  const name = program.strings[columns.symbol(symbol, 'name')]!;
  return library.builtins.has(name) ? values.external(library.builtinPackage, name) : UNKNOWN;
}

/** The other declarations that are parts of the same class, in the order of the files. */
export function partsOf(infer: Infer, symbol: SymbolId): readonly SymbolId[] {
  const { columns, modules, packages } = infer;
  if ((columns.symbol(symbol, 'flags') & SymbolFlag.partial) === 0) return NO_TYPES;
  const row = bindingOf(infer, symbol);
  if (row < 0) return NO_TYPES;
  const [place, name] = [columns.binding(row, 'scope'), columns.binding(row, 'name')];
  const isPart = (one: SymbolId) =>
    TYPE_KINDS.has(columns.symbol(one, 'kind')) && (columns.symbol(one, 'flags') & SymbolFlag.partial) !== 0;
  let places: readonly ScopeId[] = [place];
  if (columns.scopeKind(place) === ScopeKind.class) {
    const outer = columns.scopeOwner(place);
    places = [outer, ...partsOf(infer, outer)].map((one) => columns.symbol(one, 'body'));
  } else {
    modules.noteInPackage(columns.fileOf(place), name);
    const around = modules.isNested(place) ? modules.enclosingPackages(place)[0] : undefined;
    if (around)
      places = modules.ofProjects(
        packages.declaring(modules.partsOf(around.key), name),
        columns.fileOf(place),
      );
  }
  return places
    .flatMap((scope) => declaredIn(infer, scope, name))
    .filter((one) => one !== symbol && isPart(one))
    .sort((a, b) => a - b);
}

/** The row that binds a symbol in the scope that it is declared in, or around its type parameters; -1 for none. */
function bindingOf({ columns, scopes }: Infer, symbol: SymbolId): BindingId {
  let scope = columns.symbol(symbol, 'scope');
  for (let steps = 0; scope >= 0 && steps < 2; steps++, scope = columns.scopeParent(scope))
    for (let entry = scopes.first[scope]!; entry < scopes.first[scope + 1]!; entry++)
      if (columns.binding(scopes.rows[entry]!, 'symbol') === symbol) return scopes.rows[entry]!;
  return NONE;
}

/** The scope in which a symbol is bound: around the one of its type parameters. */
function placeOf(infer: Infer, symbol: SymbolId, name: NameId): ScopeId {
  const { columns } = infer;
  let scope = columns.symbol(symbol, 'scope');
  const { scopes } = infer;
  for (let steps = 0; scope >= 0 && steps < 2; steps++, scope = columns.scopeParent(scope)) {
    const from = scopes.find(scope, name);
    const end = from < 0 ? from : scopes.endOf(scope, from);
    for (let entry = from; entry < end; entry++)
      if (columns.binding(scopes.rows[entry]!, 'symbol') === symbol) return scope;
  }
  return NONE;
}

/** Whether a name has one binding in a scope. */
function isOnly(infer: Infer, scope: ScopeId, name: NameId): boolean {
  const from = infer.scopes.find(scope, name);
  return from >= 0 && infer.scopes.endOf(scope, from) === from + 1;
}
