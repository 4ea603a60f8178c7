// What can only be told once a file has been read to its end: which declaration a reassigned name belongs to, and which
// symbol an exported name stands for. Names may be used above their declaration.

import { BindingKind } from '../../facts/expressions.ts';
import { keyOfName } from '../../facts/keys.ts';
import { ANYTIME, Column } from '../../facts/tables.ts';
import { SymbolFlag } from '../../graph.ts';
import { MODULE_SCOPE } from './context.ts';
import type { Extraction } from './context.ts';
import { functionScopeOf, makesGlobal } from './scopes.ts';
import { setFlag } from './symbols.ts';

/** Moves reassignments to the scope that declares the name, and marks exported symbols. */
export function settleNames(x: Extraction): void {
  const { bindings } = x.facts.tables;
  const column = Column.bindings;
  const reassigned = new Set(x.reassigned);
  const declared = new Map<number, number>();
  for (let row = 0; row < bindings.rows; row++) {
    const key = keyOfName(bindings.get(row, column.scope), bindings.get(row, column.name));
    if (!reassigned.has(row) && !declared.has(key)) declared.set(key, row);
  }
  for (const row of x.reassigned) {
    const name = bindings.get(row, column.name);
    let scope = bindings.get(row, column.scope);
    while (scope >= 0 && !declared.has(keyOfName(scope, name))) {
      scope = x.facts.tables.scopes.get(scope, Column.scopes.parent);
    }
    const declaration = scope < 0 ? -1 : declared.get(keyOfName(scope, name))!;
    if (declaration < 0 && makesGlobal(x, name)) {
      bindings.set(row, column.scope, MODULE_SCOPE);
      bindings.set(row, column.value, -1);
      continue;
    }
    // A declared type says all there is to know; a name that this file does not declare is not its own.
    const isKnown = declaration < 0 || bindings.get(declaration, column.type) >= 0;
    if (isKnown) bindings.set(row, column.name, 0);
    else {
      if (functionScopeOf(x, bindings.get(row, column.scope)) !== functionScopeOf(x, scope)) {
        bindings.set(row, column.value, -1);
        bindings.set(row, column.reach, ANYTIME);
      }
      bindings.set(row, column.scope, scope);
      bindings.set(row, column.symbol, bindings.get(declaration, column.symbol));
    }
  }
  for (const name of x.exportedLocals) {
    const row = declared.get(keyOfName(MODULE_SCOPE, name));
    const symbol = row === undefined ? -1 : bindings.get(row, column.symbol);
    const isOwn = row !== undefined && bindings.get(row, column.kind) !== BindingKind.import;
    if (isOwn && symbol >= 0) setFlag(x, symbol, SymbolFlag.exported);
  }
}
