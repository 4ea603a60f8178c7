// Members that are read and assigned like fields, and run functions then.

import { BindingKind, ScopeKind } from '../../facts/expressions.ts';
import { ALWAYS, Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { NODE_KINDS } from '../../protocol/graph.ts';
import { childOfRole, slotOrRole } from './children.ts';
import { readFlags } from './declarations.ts';
import type { Extraction, Visitor } from './context.ts';
import { declareParameters } from './parameters.ts';
import { within } from './scopes.ts';
import { declareSymbol, setFlag, setSignature } from './symbols.ts';
import { express, expressType, visit } from './walk.ts';
import { intern } from './writing.ts';

const INTERFACE = NODE_KINDS.indexOf('Interface');

/** One that holds what it is given is a field; one that runs code, or that others implement, is a function. */
export const visitProperty: Visitor = (x, record, rule) => {
  readFlags(x, record);
  const nameRecord = x.tree.slot(record, 'name');
  const name = nameRecord < 0 ? (rule.called ?? '') : x.tree.text(nameRecord);
  const value = x.tree.slot(record, 'value');
  const parameters = slotOrRole(x, record, 'parameters', 'parameters');
  const isComputed = value >= 0 && x.tree.ruleOf(value).role === 'result-body';
  const isField = parameters < 0 && !isComputed && !hasCode(x, record) && !isOnlyDeclared(x);
  // One with parameters is called with them.
  if (!isField && parameters < 0) x.pendingFlags |= SymbolFlag.property;
  const symbol = declareSymbol(x, isField ? 'Field' : 'Method', name, nameRecord, record);
  const body = value >= 0 ? value : childOfRole(x, record, 'accessor');
  setSignature(x, symbol, x.tree.start(record), body >= 0 ? x.tree.start(body) : x.tree.end(record));
  const type = expressType(x, x.tree.slot(record, 'type'));
  if (isField) {
    const given = express(x, value);
    x.facts.addBinding(
      x.scope,
      intern(x, name),
      BindingKind.value,
      given,
      x.tree.start(nameRecord < 0 ? record : nameRecord),
      type,
      -1,
      symbol,
    );
    return;
  }
  const { symbols } = x.facts.tables;
  if (!isComputed && !hasCode(x, record)) setFlag(x, symbol, SymbolFlag.abstract);
  symbols.set(symbol, Column.symbols.result, type);
  const scope = x.facts.addScope(ScopeKind.function, x.scope, symbol);
  symbols.set(symbol, Column.symbols.body, scope);
  const [outerFunction, outerReach] = [x.functionSymbol, x.facts.reach];
  x.facts.reach = ALWAYS;
  x.functionSymbol = symbol;
  within(x, scope, symbol, () => {
    x.isBlockScoped = x.isBlockScopedByDefault;
    x.bodyStart = x.tree.start(record);
    declareParameters(x, parameters);
    bindAssigned(x, type, record);
    if (isComputed) x.facts.tables.returns.add(symbol, express(x, value), 0);
    for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
      if (x.tree.ruleOf(child).role === 'accessor') visit(x, child);
  });
  x.functionSymbol = outerFunction;
  x.facts.reach = outerReach;
  x.facts.addBinding(
    x.scope,
    intern(x, name),
    BindingKind.symbol,
    symbol,
    x.tree.start(record),
    -1,
    -1,
    symbol,
  );
};

/** What is assigned has a name of its own in the functions that take it. */
function bindAssigned(x: Extraction, type: number, record: number): void {
  const { assignedValue } = x.rules.names;
  if (assignedValue !== undefined && type >= 0)
    x.facts.addBinding(x.scope, intern(x, assignedValue), BindingKind.value, -1, x.tree.start(record), type);
}

/** Whether what an interface says only has to be there. */
function isOnlyDeclared(x: Extraction): boolean {
  const flags = x.pendingFlags & SymbolFlag.abstract;
  return flags !== 0 || x.facts.tables.symbols.get(x.owner, Column.symbols.kind) === INTERFACE;
}

function hasCode(x: Extraction, record: number): boolean {
  for (let child = x.tree.firstChild(record); child >= 0; child = x.tree.nextSibling(child, record))
    if (x.tree.ruleOf(child).role === 'accessor' && bodyOf(x, child) >= 0) return true;
  return false;
}

function bodyOf(x: Extraction, accessor: number): number {
  const block = childOfRole(x, accessor, 'block');
  return block >= 0 ? block : childOfRole(x, accessor, 'result-body');
}

export const visitAccessor: Visitor = (x, record) => {
  const body = bodyOf(x, record);
  if (body < 0) return;
  if (x.tree.ruleOf(body).role === 'result-body') express(x, body);
  else visit(x, body);
};
