// The symbols that a member leads to: what an edge of a read or an assignment points to.

import { Op, SPREAD } from '../../facts/expressions.ts';
import { NONE } from '../program/index.ts';
import type { BindingId, ExprId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, isProperty, isSetter, kindOf, nameId, payloadOf } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import { bindingsOf, offeredClasses } from './bindings.ts';
import type { Infer } from './context.ts';
import { readable } from './joins.ts';
import { typesAddedTo } from './merging.ts';
import { sharedScopes } from './members.ts';

/** The symbol of the field that a member expression reads, -1 when it is no field of a class of the workspace. */
export function fieldOf(infer: Infer, expression: ExprId): SymbolId {
  const { columns } = infer;
  if (columns.op(expression) !== Op.member) return NONE;
  let owner: Value = infer.evaluate(columns.a(expression));
  if (kindOf(owner) === Kind.generic) owner = infer.values.getGeneric(owner).base;
  if (kindOf(owner) !== Kind.instance) return NONE;
  const row = infer.classes.findMember(payloadOf(owner), columns.b(expression))?.bindings.at(-1);
  return row === undefined ? NONE : columns.binding(row, 'symbol');
}

/**
 * The symbols of the members `name` of what `object` can be: fields and accessors of classes, constants of enumerations,
 * variables of namespaces and packages. Of an accessor it is the function that runs when the member is read or, with `isWritten`, assigned.
 */
export function memberSymbols(
  infer: Infer,
  object: ExprId,
  name: NameId,
  isWritten: boolean,
): readonly SymbolId[] {
  const found: SymbolId[] = [];
  infer.values.each(infer.evaluate(object), (one) => {
    const symbol = memberSymbol(infer, one, name, isWritten);
    if (symbol >= 0 && !found.includes(symbol)) found.push(symbol);
  });
  return found;
}

/** The symbol of the member `name` of one of these values, -1 for none. */
export function memberSymbol(infer: Infer, value: Value, name: NameId, isWritten: boolean): SymbolId {
  const kind = kindOf(value);
  const payload = payloadOf(value);
  switch (kind) {
    case Kind.external:
    case Kind.externalInstance: {
      for (const type of typesAddedTo(infer, value)) {
        const found = symbolInClass(infer, type, name, -1, isWritten);
        if (found >= 0) return found;
      }
      for (const scope of kind === Kind.external ? sharedScopes(infer, value, name) : []) {
        const found = accessed(infer, bindingsOf(infer, scope, name), isWritten);
        if (found >= 0) return found;
      }
      return NONE;
    }
    case Kind.generic:
      return memberSymbol(infer, infer.values.getGeneric(value).base, name, isWritten);
    case Kind.parameter:
      return memberSymbol(infer, infer.generics.boundOf(value), name, isWritten);
    case Kind.object:
      return symbolInObject(infer, payload, name, isWritten);
    case Kind.directory: {
      const { modules, packages, program } = infer;
      modules.noteInDirectory(payload, program.strings[name]!);
      const top = packages.findScope(modules.directoryParts(payload), name, NONE);
      return top < 0 ? NONE : accessed(infer, bindingsOf(infer, top, name), isWritten);
    }
    case Kind.class:
    case Kind.instance:
      return symbolInClass(infer, payload, name, -1, isWritten, kind === Kind.class);
    case Kind.super:
      return symbolInClass(infer, payload, name, payload, isWritten);
    default:
      return NONE;
  }
}

/** The symbol of a member of a class: where a class only assigns it, that of a base that declares it. */
function symbolInClass(
  infer: Infer,
  symbol: SymbolId,
  name: NameId,
  after: number,
  isWritten: boolean,
  isStatic?: boolean,
): SymbolId {
  let member = infer.classes.findMember(symbol, name, after, isStatic);
  if (!member && isStatic === true)
    for (const offered of offeredClasses(infer, symbol))
      member ??= offered === symbol ? undefined : infer.classes.findMember(offered, name);
  while (member) {
    const found = accessed(infer, member.bindings, isWritten);
    if (found >= 0 || member.bindings.length > 0) return found;
    member = infer.classes.findMember(symbol, name, member.owner, isStatic);
  }
  return NONE;
}

/** The symbol of a member of an object literal or namespace, its own or one of what is spread out in it. */
function symbolInObject(infer: Infer, scope: ScopeId, name: NameId, isWritten: boolean): SymbolId {
  const own = bindingsOf(infer, scope, name);
  const spread = nameId(infer.types, SPREAD);
  const { spreading } = infer.answers;
  if (own.length > 0 || spread === undefined || spreading.has(scope)) return accessed(infer, own, isWritten);
  spreading.add(scope);
  let found: SymbolId = NONE;
  for (const row of bindingsOf(infer, scope, spread).toReversed()) {
    const parts = memberSymbols(infer, infer.columns.binding(row, 'payload'), name, isWritten);
    found = parts[0] ?? NONE;
    if (found >= 0) break;
  }
  spreading.delete(scope);
  return found;
}

/** Of the bindings of a member the symbol that a read or an assignment reaches, -1 for none. */
function accessed(infer: Infer, rows: readonly BindingId[], isWritten: boolean): SymbolId {
  let last: SymbolId = NONE;
  for (const row of readable(infer, rows)) {
    const symbol = infer.columns.binding(row, 'symbol');
    if (symbol < 0) continue;
    if (isWritten ? isSetter(infer.types, symbol) : isProperty(infer.types, symbol)) return symbol;
    last = symbol;
  }
  return last;
}
