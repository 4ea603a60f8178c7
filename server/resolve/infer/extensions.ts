// Functions that are called on a value as if they were methods of its type: those of the name that are seen where the call
// stands and whose first parameter takes the value.

import { Column } from '../../facts/tables.ts';
import { EVERY_NAME } from '../../languages/language.ts';
import { Place } from '../program/index.ts';
import { Kind, kindOf, nameId, payloadOf, UNKNOWN } from '../types/index.ts';
import type { Value } from '../types/index.ts';
import { bindingsOf, sharedBindings } from './bindings.ts';
import type { Infer } from './context.ts';
import type { ExprId, NameId, ScopeId, SymbolId } from '../program/index.ts';

/** The functions called `name` that a call on `value` can mean, none where that has a type of which nothing is known. */
export function functionsFor(infer: Infer, call: ExprId, value: Value, name: NameId): readonly SymbolId[] {
  infer.lookups.noteAnywhere(Place.extension, name);
  if (value === UNKNOWN || kindOf(value) === Kind.super) return [];
  const candidates = infer.extensions.named(name);
  if (candidates.length === 0) return [];
  const scope = infer.columns.scopeOf(call);
  const seen = candidates.filter((one) => isSeen(infer, one, scope));
  return seen.length === 0 ? [] : infer.bindCall.chooseOn(call, seen, value);
}

/** Whether the package of a function is one around a scope, or one whose names are imported there. */
function isSeen(infer: Infer, symbol: SymbolId, scope: ScopeId): boolean {
  const { columns, modules } = infer;
  const home = modules.enclosingPackages(columns.symbol(symbol, 'scope'))[0]!.name;
  const specifier = Column.imports.specifier;
  const { ints, width } = infer.program.tables.imports;
  return modules.enclosingPackages(scope).some(({ name, part }) => {
    if (name === home) return true;
    const rows = part < 0 ? [] : (modules.starImports.get(part) ?? []);
    const isNamed = rows.some((row) => {
      const text = infer.program.strings[ints[row * width + specifier]!]!;
      return text.slice(text.lastIndexOf(' ') + 1) === home;
    });
    const isHome = (target: Value) =>
      kindOf(target) === Kind.directory && modules.nameOfPackage(payloadOf(target))?.name === home;
    if (isNamed || isOffered(infer, symbol, part)) return true;
    return part >= 0 && modules.impliedTargets(part).some(isHome);
  });
}

/** Whether the class of a function is one whose members a part takes as names. */
function isOffered(infer: Infer, symbol: SymbolId, part: ScopeId): boolean {
  if (part < 0) return false;
  const every = nameId(infer.types, EVERY_NAME);
  const own = every === undefined ? [] : bindingsOf(infer, part, every);
  return [...own, ...sharedBindings(infer, part)].some((row) => {
    const { type } = infer.explain(infer.columns.binding(row, 'payload'));
    return kindOf(type) === Kind.class && payloadOf(type) === infer.columns.symbol(symbol, 'parent');
  });
}
