// Functions with several signatures: the ones declared before a function of the same name are part of it.

import { BindingKind } from '../facts/expressions.ts';
import type { Columns } from './columns.ts';
import type { ScopeIndex } from './scopeIndex.ts';

const ANONYMOUS_KIND = 255;

/** The signatures by which a function is called: those declared for its name before it, else its own. */
export function findSignatures(columns: Columns, scopes: ScopeIndex, symbol: number): readonly number[] {
  const scope = columns.symbol(symbol, 'scope');
  if (scope < 0 || !scopes.find(scope, columns.symbol(symbol, 'name'))) return [symbol];
  const { from, to } = scopes;
  if (to - from < 2) return [symbol];
  const signatures: number[] = [];
  for (let entry = from; entry < to; entry++) {
    const row = scopes.rows[entry]!;
    const one = columns.binding(row, 'payload');
    const isSignature =
      columns.binding(row, 'kind') === BindingKind.symbol &&
      columns.symbol(one, 'kind') === ANONYMOUS_KIND &&
      isPartOf(columns, one, symbol);
    if (isSignature) signatures.push(one);
  }
  return signatures.length > 0 ? signatures : [symbol];
}

function isPartOf(columns: Columns, earlier: number, symbol: number): boolean {
  let at = columns.symbol(earlier, 'parent');
  while (at >= 0 && at !== symbol && columns.symbol(at, 'kind') === ANONYMOUS_KIND)
    at = columns.symbol(at, 'parent');
  return at === symbol;
}
