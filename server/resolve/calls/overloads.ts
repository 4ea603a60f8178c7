// Functions with several signatures: the ones declared before a function of the same name are part of it.

import { BindingKind } from '../../facts/expressions.ts';
import { NONE, addTo } from '../program/index.ts';
import type { Columns, Steps, SymbolId } from '../program/index.ts';
import type { ScopeIndex } from '../scopes/index.ts';

const ANONYMOUS_KIND = 255;
/** More signatures of one function than these are not told apart: a call is compared with the first ones. */
const MAX_SIGNATURES = 64;

/** The signatures of a program. */
export class Overloads {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly steps: Steps;
  /** First entry of a name in a scope → function → signatures that are part of it. */
  private readonly known = new Map<number, ReadonlyMap<SymbolId, readonly SymbolId[]>>();

  constructor(columns: Columns, scopes: ScopeIndex, steps: Steps) {
    this.columns = columns;
    this.scopes = scopes;
    this.steps = steps;
  }

  /** The signatures by which a function is called: those declared for its name before it, else its own. */
  of(symbol: SymbolId): readonly SymbolId[] {
    const { columns, scopes } = this;
    const scope = columns.symbol(symbol, 'scope');
    const from = scope < 0 ? NONE : scopes.find(scope, columns.symbol(symbol, 'name'));
    if (from < 0) return [symbol];
    const to = scopes.endOf(scope, from);
    if (to - from < 2) return [symbol];
    let signatures = this.known.get(from);
    if (!signatures) this.known.set(from, (signatures = this.collect(from, to)));
    return signatures.get(symbol) ?? [symbol];
  }

  /** The signatures among the bindings of one name, by each symbol of which they are part. */
  private collect(from: number, to: number): ReadonlyMap<SymbolId, readonly SymbolId[]> {
    const { columns } = this;
    const signatures = new Map<SymbolId, SymbolId[]>();
    /** Symbol without a name → the symbols of which it is part. */
    const wholes = new Map<SymbolId, readonly SymbolId[]>();
    this.steps.share(to - from);
    // A signature is part of the next one, so what that is part of is known when they are met from the last one on.
    for (let entry = to - 1; entry >= from; entry--) {
      const row = this.scopes.rows[entry]!;
      const one = columns.binding(row, 'payload');
      if (
        columns.binding(row, 'kind') !== BindingKind.symbol ||
        columns.symbol(one, 'kind') !== ANONYMOUS_KIND
      )
        continue;
      for (const whole of this.wholesOf(one, wholes)) addTo(signatures, whole, one);
    }
    for (const [whole, some] of signatures) signatures.set(whole, some.toReversed().slice(0, MAX_SIGNATURES));
    return signatures;
  }

  /** The symbols around one without a name, up to the first that has one; not more than a function has signatures. */
  private wholesOf(symbol: SymbolId, known: Map<SymbolId, readonly SymbolId[]>): readonly SymbolId[] {
    const { columns } = this;
    const path: SymbolId[] = [];
    let at = columns.symbol(symbol, 'parent');
    while (at >= 0 && path.length < MAX_SIGNATURES) {
      path.push(at);
      if (columns.symbol(at, 'kind') !== ANONYMOUS_KIND) break;
      const rest = known.get(at);
      if (rest) {
        path.push(...rest);
        break;
      }
      at = columns.symbol(at, 'parent');
    }
    const wholes = path.slice(-MAX_SIGNATURES);
    known.set(symbol, wholes);
    return wholes;
  }
}
