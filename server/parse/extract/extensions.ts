// Members that are declared for a type outside of it. They stand in a class without a name, whose receiver is the type and whose
// bases are the interfaces that it implements: what it holds adds up with the members of the type.

import { BaseKind, ScopeKind } from '../../facts/expressions.ts';
import { ALWAYS, Column } from '../../facts/tables.ts';
import { visitTypeParameters } from './declarations.ts';
import { visitBounds } from './bounds.ts';
import type { Extraction, Visitor } from './context.ts';
import { bindAlias, intern } from './writing.ts';
import { expressType, visitChildren } from './walk.ts';
import { parametersIn, within } from './scopes.ts';
import { ANONYMOUS_KIND, declareSymbol } from './symbols.ts';

/** Stands for the name of a type parameter: an extension of all types within its bound. */
const ANY_TYPE = '*';

export const visitExtension: Visitor = (x, record) => {
  const typeRecord = x.tree.slot(record, 'type');
  const body = x.tree.slot(record, 'body');
  x.decorators = [];
  x.decoratedLine = -1;
  x.pendingFlags = 0;
  const around = x.facts.addScope(ScopeKind.block, x.scope, x.owner);
  within(x, around, x.owner, () => {
    visitTypeParameters(x, record);
    visitBounds(x, record);
    const type = expressType(x, typeRecord);
    const symbol = declareSymbol(x, ANONYMOUS_KIND, extendedName(x, around, typeRecord), typeRecord, record);
    x.facts.tables.symbols.set(symbol, Column.symbols.receiver, type);
    const base = x.tree.slot(record, 'bases');
    if (base >= 0) x.facts.tables.bases.add(symbol, expressType(x, base), BaseKind.implements);
    const [ownType] = x.rules.types.selfTypes;
    if (ownType !== undefined && type >= 0) bindAlias(x, around, ownType, type, typeRecord);
    const scope = x.facts.addScope(ScopeKind.class, around, symbol);
    x.facts.tables.symbols.set(symbol, Column.symbols.body, scope);
    const { functionSymbol, extended } = x;
    const { reach } = x.facts;
    x.functionSymbol = -1;
    x.extended = typeRecord;
    x.facts.reach = ALWAYS;
    within(x, scope, symbol, () => {
      x.isBlockScoped = x.isBlockScopedByDefault;
      if (body >= 0) visitChildren(x, body);
    });
    x.functionSymbol = functionSymbol;
    x.extended = extended;
    x.facts.reach = reach;
  });
};

/** The last name of the type: by it edits tell which types have other members. */
function extendedName(x: Extraction, around: number, typeRecord: number): string {
  if (typeRecord < 0) return '';
  const name = lastName(x, typeRecord);
  const { bindings } = x.facts.tables;
  const id = intern(x, name);
  const isParameter = parametersIn(x, around).some((row) => bindings.get(row, Column.bindings.name) === id);
  return isParameter ? ANY_TYPE : name;
}

function lastName(x: Extraction, record: number): string {
  const { role } = x.tree.ruleOf(record);
  if (role === 'name') return x.tree.text(record);
  if (role === 'path' || role === 'member') return x.tree.text(x.tree.slot(record, 'property'));
  if (role !== 'same-type' && role !== 'generic' && role !== 'bounds') return '';
  const first = x.tree.firstChild(record);
  return first < 0 ? '' : lastName(x, first);
}
