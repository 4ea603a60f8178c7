// What code is called on without saying so: the object of an extension function or of a function that is given a receiver,
// and the functions and properties that extend a type from outside.

import { BindingKind, Op, ScopeKind } from '../../facts/expressions.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { NONE, Place } from '../program/index.ts';
import type { BindingId, FileId, ImportId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, UNKNOWN, instanceOf, isProperty, kindOf, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import { bindingsOf, offeredClasses } from './bindings.ts';
import type { Infer } from './context.ts';
import { builtRows, isReadAlone } from './joins.ts';

const CALLABLE_KINDS = new Set([NODE_KINDS.indexOf('Function'), NODE_KINDS.indexOf('Method')]);

/** What the function whose scope this is is called on beside the object of its class, unknown for nothing. */
export function receiverOfFunction(infer: Infer, scope: ScopeId): Value {
  const { columns } = infer;
  const kind = columns.scopeKind(scope);
  if (kind !== ScopeKind.function && kind !== ScopeKind.arrow) return UNKNOWN;
  if (infer.rulesOf(scope).names.extensionFunctions !== true) return UNKNOWN;
  const symbol = columns.scopeOwner(scope);
  const type = columns.symbol(symbol, 'receiver');
  if (type >= 0) return instanceOf(infer.types, type);
  return kind === ScopeKind.arrow ? infer.contexts.receiverOf(symbol) : UNKNOWN;
}

/** The class of the workspace that a value is an instance of, -1 for other values. */
export function classOfInstance(infer: Infer, value: Value): SymbolId {
  switch (kindOf(value)) {
    case Kind.generic:
      return classOfInstance(infer, infer.values.getGeneric(value).base);
    case Kind.parameter:
      return classOfInstance(infer, infer.generics.boundOf(value));
    case Kind.instance:
      return payloadOf(value);
    default:
      return NONE;
  }
}

/** Whether a function extends a type: it declares what it is called on. */
export function isExtension(infer: Infer, symbol: SymbolId): boolean {
  return infer.columns.symbol(symbol, 'receiver') >= 0;
}

/** The functions among some bindings. */
export function functionsAmong(infer: Infer, rows: readonly BindingId[]): readonly SymbolId[] {
  const [first] = rows;
  const isConditional =
    first !== undefined && infer.modules.isSeenByIncludes(infer.columns.binding(first, 'scope'));
  return (isConditional ? builtRows(infer, rows) : rows)
    .filter((row) => infer.columns.binding(row, 'kind') === BindingKind.symbol)
    .map((row) => infer.columns.binding(row, 'payload'))
    .filter((one) => CALLABLE_KINDS.has(infer.columns.symbol(one, 'kind')) && !isReadAlone(infer, one));
}

/** The functions called `name` that the body of a class holds. */
export function ownFunctions(infer: Infer, symbol: SymbolId, name: NameId): readonly SymbolId[] {
  return functionsAmong(infer, infer.classes.ownMember(symbol, name)?.bindings ?? []);
}

/** The functions called `name` at the top of all files of a package. */
export function functionsIn(
  infer: Infer,
  parts: readonly ScopeId[],
  name: NameId,
  reader: FileId = NONE,
): readonly SymbolId[] {
  return infer.packages
    .findScopes(parts, name, reader)
    .flatMap((scope) => functionsAmong(infer, bindingsOf(infer, scope, name)));
}

/** The functions that an import names, of all files of the package that it names. */
export function importedFunctions(infer: Infer, row: ImportId): readonly SymbolId[] {
  const { modules } = infer;
  if (infer.rulesOf(modules.importCell(row, 'scope')).names.packageFunctions !== true) return [];
  return functionsOfPackage(infer, modules.targetOf(row), modules.importCell(row, 'name'));
}

/** The functions called `name` of a package that is a value. */
export function functionsOfPackage(
  infer: Infer,
  target: Value,
  name: NameId,
  reader: FileId = NONE,
): readonly SymbolId[] {
  if (kindOf(target) !== Kind.directory) return [];
  return functionsIn(infer, infer.modules.directoryParts(payloadOf(target)), name, reader);
}

/** The extensions called `name` that are seen at `scope`, place by place, the nearest first. */
export function* extensionsAt(infer: Infer, scope: ScopeId, name: NameId): Generator<readonly SymbolId[]> {
  const { columns, modules } = infer;
  if (infer.rulesOf(scope).names.extensionFunctions !== true) return;
  const extending = (functions: readonly SymbolId[]) => functions.filter((one) => isExtension(infer, one));
  for (let at = scope; at >= 0; at = columns.scopeParent(at)) {
    const kind = columns.scopeKind(at);
    if (kind === ScopeKind.module) continue;
    if (kind === ScopeKind.class) {
      const owner = columns.scopeOwner(at);
      for (const one of [owner, ...offeredClasses(infer, owner)])
        for (const above of infer.classes.lineage(one).classes)
          yield extending(ownFunctions(infer, above, name));
    } else yield extending(functionsAmong(infer, bindingsOf(infer, at, name)));
    const around = classOfInstance(infer, receiverOfFunction(infer, at));
    for (const above of around < 0 ? [] : infer.classes.lineage(around).classes)
      yield extending(ownFunctions(infer, above, name));
  }
  const file = columns.fileOf(scope);
  const top = modules.moduleScope[file]!;
  for (const row of bindingsOf(infer, top, name)) {
    if (columns.binding(row, 'kind') === BindingKind.import)
      yield extending(importedFunctions(infer, columns.binding(row, 'payload')));
    else if (columns.binding(row, 'kind') === BindingKind.alias)
      yield extending(aliasedFunctions(infer, row));
  }
  yield extending(functionsIn(infer, modules.packageParts(file) ?? [], name));
  for (const row of modules.starImports.get(top) ?? [])
    yield extending(functionsOfPackage(infer, modules.targetOf(row), name));
}

/** The functions of an object that an import names. */
function aliasedFunctions(infer: Infer, row: BindingId): readonly SymbolId[] {
  const { columns } = infer;
  const expression = columns.binding(row, 'payload');
  if (columns.op(expression) !== Op.member) return [];
  const { type } = infer.explain(columns.a(expression));
  if (kindOf(type) !== Kind.class) return [];
  return infer.classes
    .lineage(payloadOf(type))
    .classes.flatMap((one) => ownFunctions(infer, one, columns.b(expression)));
}

/** The property that extends the type of `value` and is read by `name` at `scope`, -1 for none. */
export function extensionProperty(infer: Infer, scope: ScopeId, value: Value, name: NameId): SymbolId {
  for (const found of extensionsAt(infer, scope, name)) {
    const properties = found.filter((one) => isProperty(infer.types, one));
    const [fitting] = infer.bindCall.onReceiver(properties, value, scope);
    if (fitting !== undefined) return fitting;
  }
  return NONE;
}

/**
 * The function without parameters that is run when a member is read that its class has not: `getName` for `name`; -1 for
 * none.
 */
export function getterOf(infer: Infer, scope: ScopeId, symbol: SymbolId, name: NameId): SymbolId {
  const { getters } = infer.rulesOf(scope).classes;
  const text = infer.program.strings[name]!;
  for (const prefix of getters ?? []) {
    const isWhole = prefix === 'is';
    if (isWhole && !/^is\P{Ll}/u.test(text)) continue;
    const getter = isWhole ? text : prefix + text.slice(0, 1).toUpperCase() + text.slice(1);
    infer.lookups.noteTexts(Place.referable, '', getter);
    const id = infer.program.numbers.get(getter);
    if (id === undefined) continue;
    const found = infer.classes
      .lineage(symbol)
      .classes.flatMap((one) => ownFunctions(infer, one, id))
      .filter(
        (one) =>
          !isExtension(infer, one) && infer.bindCall.takesNothing(one) && !isProperty(infer.types, one),
      );
    // A function that only this language declares is no property.
    const isForeign = found.some((one) => {
      const { rules } = infer.program.files[infer.columns.fileOfSymbol(one)]!.language;
      return rules.classes.getters === undefined;
    });
    if (isForeign) return found[0]!;
  }
  return NONE;
}
