// Names: the scope that binds one, and what its bindings hold.

import { BindingKind, ScopeKind } from '../facts/expressions.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import { instanceOf, isClassMethod, isStatic } from './annotations.ts';
import type { Infer } from './context.ts';
import { importedNamespace, importedValue, lookUpStars } from './imports.ts';
import { boundValue } from './joins.ts';
import { lookUpLinked } from './linkedNames.ts';
import { nameId } from './protocols.ts';
import { ReasonId, chain } from './reasons.ts';
import { ANYTHING, Kind, UNKNOWN, kindOf, makeValue, payloadOf } from './values.ts';

const TYPE_KINDS = new Set(
  ['Class', 'Interface', 'Enum', 'Type'].map((kind) => NODE_KINDS.indexOf(kind as 'Class')),
);
const MODULE_KIND = NODE_KINDS.indexOf('Module');
const INTERFACE_KIND = NODE_KINDS.indexOf('Interface');
const TYPE_KIND = NODE_KINDS.indexOf('Type');
const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method'), 255]);

/** Binding rows of `name` in exactly `scope`. */
export function bindingsOf(infer: Infer, scope: number, name: number): readonly number[] {
  const { scopes } = infer;
  return scopes.find(scope, name) ? [...scopes.rows.subarray(scopes.from, scopes.to)] : [];
}

/** The scope in which `name`, read at `scope` and `position`, is bound; -1 when it is not bound in the file. */
export function findScope(infer: Infer, scope: number, name: number, position: number): number {
  const { columns } = infer;
  const { classScopeVisible: visible, declaredBeforeUse } = infer.rulesOf(scope);
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const kind = columns.scopeKind(at);
    if (kind === ScopeKind.object || kind === ScopeKind.exports) continue;
    if (kind === ScopeKind.class && (visible === 'never' || (visible === 'body' && at !== scope))) continue;
    if (!infer.scopes.find(at, name)) continue;
    const row = infer.scopes.rows[infer.scopes.from]!;
    const isLate = declaredBeforeUse === true && columns.binding(row, 'position') > position;
    if (isLate && kind !== ScopeKind.module && kind !== ScopeKind.class) continue;
    const outer = columns.binding(row, 'kind');
    if (outer === BindingKind.outerModule) return infer.modules.moduleScope[columns.fileOf(scope)]!;
    if (outer !== BindingKind.outerFunction) return at;
  }
  return -1;
}

export function lookUp(infer: Infer, scope: number, name: number, position: number): number {
  if (infer.rulesOf(scope).moduleUnit === 'program') return lookUpLinked(infer, scope, name);
  const at = findScope(infer, scope, name, position);
  if (at < 0) return lookUpOutside(infer, scope, name);
  const value = boundValue(
    infer,
    at,
    name,
    infer.functionScope[at] === infer.functionScope[scope] ? position : -1,
  );
  const isHidden = !infer.readsType && isOnlyType(infer, value) && infer.rulesOf(scope).typesApart === true;
  return isHidden ? lookUpOutside(infer, scope, name) : value;
}

function isOnlyType(infer: Infer, value: number): boolean {
  if (kindOf(value) !== Kind.class) return false;
  const kind = infer.columns.symbol(payloadOf(value), 'kind');
  return kind === INTERFACE_KIND || kind === TYPE_KIND;
}

/** A name that its file does not bind: a file of the same package, a star import, or built into the language. */
function lookUpOutside(infer: Infer, scope: number, name: number): number {
  const file = infer.columns.fileOf(scope);
  const top = packageScope(infer, file, name);
  if (top >= 0) {
    const value = boundValue(infer, top, name, -1);
    infer.reason = chain(infer.reason, ReasonId.package);
    return value;
  }
  const starred = lookUpStars(infer, infer.modules.moduleScope[file]!, name);
  if (starred !== UNKNOWN) return starred;
  const rules = infer.rulesOfFile[file]!;
  if (rules.exportObjects?.includes(infer.program.strings[name]!) === true && !infer.readsType)
    return importedNamespace(infer, makeValue(Kind.module, file));
  if (!infer.builtins.get(rules)!.has(name)) {
    infer.reason = ReasonId.import;
    return rules.moduleUnit === 'directory'
      ? infer.modules.importedPackage(file, infer.program.strings[name]!)
      : UNKNOWN;
  }
  infer.reason = ReasonId.builtin;
  return infer.values.external(rules.builtinPackage, infer.program.strings[name]!);
}

/** The module scope that declares `name` for the package of `file`; -1 when none does or files stand alone. */
export function packageScope(infer: Infer, file: number, name: number): number {
  const files = infer.modules.packageFiles(file);
  return files ? infer.packages.findScope(files, name, file) : -1;
}

/** What one binding binds. */
export function bindingValue(infer: Infer, row: number): number {
  const { columns } = infer;
  const payload = columns.binding(row, 'payload');
  const type = columns.binding(row, 'type');
  switch (columns.binding(row, 'kind')) {
    case BindingKind.symbol:
      infer.reason = ReasonId.local;
      return symbolValue(infer, payload);
    case BindingKind.import:
      return importedValue(infer, payload);
    case BindingKind.alias:
      return infer.readsType ? infer.evaluateType(payload) : infer.evaluate(payload);
    case BindingKind.parameter:
      return parameterValue(infer, row, payload, type);
    case BindingKind.typeParameter:
      infer.reason = ReasonId.annotation;
      return makeValue(Kind.parameter, row);
    case BindingKind.value: {
      if (type >= 0) {
        const value = instanceOf(infer.types, type);
        infer.reason = ReasonId.annotation;
        if (value !== UNKNOWN || payload < 0) return value;
      }
      const value = infer.evaluate(payload);
      infer.reason = chain(infer.reason, ReasonId.assigned);
      // A declared type says what a variable holds, but not which function.
      if (kindOf(value) === Kind.function && infer.rulesOf(columns.binding(row, 'scope')).typesDecide)
        infer.reason = ReasonId.assigned;
      return value;
    }
    default:
      return UNKNOWN;
  }
}

function parameterValue(infer: Infer, row: number, index: number, type: number): number {
  const { columns } = infer;
  const scope = columns.binding(row, 'scope');
  if (type >= 0) {
    const value = instanceOf(infer.types, type);
    infer.reason = ReasonId.annotation;
    if (value !== UNKNOWN) return value;
  }
  const parent = columns.scopeParent(scope);
  const isMethod = columns.scopeKind(parent) === ScopeKind.class;
  if (index === 0 && isMethod && infer.rulesOf(scope).receiver === 'first-parameter') {
    const method = columns.scopeOwner(scope);
    infer.reason = ReasonId.self;
    if (isStatic(infer.types, method)) return UNKNOWN;
    return makeValue(
      isClassMethod(infer.types, method) ? Kind.class : Kind.instance,
      columns.scopeOwner(parent),
    );
  }
  const value = infer.evaluate(columns.binding(row, 'value'));
  infer.reason = ReasonId.assigned;
  if (type >= 0) return value;
  const given = infer.contexts.parameterOf(columns.scopeOwner(scope), index);
  infer.reason = given === UNKNOWN ? ReasonId.assigned : ReasonId.flow;
  return given === ANYTHING ? value : infer.values.join(value, given);
}

/** What the calls in its file pass for the parameter that a name stands for; unknown for other names. */
export function passedFor(infer: Infer, expression: number): number {
  const { columns } = infer;
  const name = columns.a(expression);
  const scope = findScope(infer, columns.scopeOf(expression), name, columns.position(expression));
  const row = scope >= 0 && infer.scopes.find(scope, name) ? infer.scopes.rows[infer.scopes.from] : undefined;
  if (row === undefined || columns.binding(row, 'kind') !== BindingKind.parameter) return UNKNOWN;
  return infer.contexts.passing.passedTo(columns.scopeOwner(scope), columns.binding(row, 'payload'));
}

/** The signatures by which a function is called: those declared for its name before it, else its own. */
export function signaturesOf(infer: Infer, symbol: number): readonly number[] {
  return infer.overloads.of(symbol);
}

/** The constructor of a class as a value: its own or an inherited one, unknown when the workspace has none. */
export function constructorOf(infer: Infer, symbol: number, after: number): number {
  const { binding } = infer.program.files[infer.columns.fileOfSymbol(symbol)]!.language;
  for (const name of binding.constructors) {
    const id = nameId(infer.types, name);
    const member = id === undefined ? undefined : infer.classes.findMember(symbol, id, after);
    const row = member?.bindings.at(-1);
    if (row === undefined) continue;
    const value = bindingValue(infer, row);
    if (kindOf(value) === Kind.function) return value;
  }
  return UNKNOWN;
}

export function symbolValue(infer: Infer, symbol: number): number {
  const kind = infer.columns.symbol(symbol, 'kind');
  if (CALLABLE_KINDS.has(kind)) {
    const isClass = infer.columns.scopeKind(infer.columns.symbol(symbol, 'body')) === ScopeKind.class;
    return makeValue(isClass ? Kind.class : Kind.function, symbol);
  }
  if (TYPE_KINDS.has(kind)) return makeValue(Kind.class, symbol);
  return kind === MODULE_KIND ? makeValue(Kind.object, infer.columns.symbol(symbol, 'body')) : UNKNOWN;
}
