// Bindings of a scope, and the classes whose members a class offers as names of its own.

import { EVERY_NAME } from '../../languages/language.ts';
import { Place } from '../program/index.ts';
import type { BindingId, NameId, ScopeId, SymbolId } from '../program/index.ts';
import { Kind, kindOf, nameId, payloadOf } from '../types/index.ts';
import type { Infer } from './context.ts';

/** Binding rows of `name` in exactly `scope`. */
export function bindingsOf(infer: Infer, scope: ScopeId, name: NameId): readonly BindingId[] {
  return infer.scopes.bindingsOf(scope, name);
}

/** What files bind for all files of their project that takes all names of something, seen in the module scope `scope`. */
export function sharedBindings(
  { program, columns, modules, lookups, scopes }: Infer,
  scope: ScopeId,
): readonly BindingId[] {
  const file = columns.fileOf(scope);
  const mark = program.files[file]!.language.rules.modules.sharedImportMark;
  if (mark === undefined || modules.moduleScope[file] !== scope) return [];
  lookups.noteTexts(Place.package, '', mark + EVERY_NAME);
  const every = program.numbers.get(mark + EVERY_NAME);
  return every === undefined ? [] : modules.sharedScopes(file).flatMap((at) => scopes.bindingsOf(at, every));
}

/** The classes whose members are names of a class and of those that extend it: what it binds to every name. */
export function offeredClasses(infer: Infer, symbol: SymbolId): readonly SymbolId[] {
  const every = nameId(infer.types, EVERY_NAME);
  if (every === undefined) return [];
  const offered: SymbolId[] = [];
  for (const one of infer.classes.lineage(symbol).classes) {
    const body = infer.columns.symbol(one, 'body');
    for (const row of body < 0 ? [] : bindingsOf(infer, body, every)) {
      const { type } = infer.explain(infer.columns.binding(row, 'payload'));
      if (kindOf(type) === Kind.class) offered.push(payloadOf(type));
    }
  }
  return offered;
}
