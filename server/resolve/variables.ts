// The variable that a name or member stands for, wherever it is defined: through imports, modules that hand names on, and
// other names of it. Asked where the value of a variable is not known, so that what uses it leads to its definition at
// least. Whatever it looks up was looked up before by whoever asked for the value, so nothing is noted here.

import { BindingKind, Op } from '../facts/expressions.ts';
import { NODE_KINDS } from '../protocol/graph.ts';
import type { Columns } from './columns.ts';
import type { Evaluator } from './evaluator.ts';
import type { Modules } from './modules.ts';
import { ReasonId } from './reasons.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import { Kind, kindOf, payloadOf } from './values.ts';

const VARIABLE_KIND = NODE_KINDS.indexOf('Variable');
/** Names that are handed on more often than this are given up. */
const MAX_STEPS = 32;

/** A variable of the workspace, and the reason of the step that found it. */
export interface FoundVariable {
  readonly symbol: number;
  readonly reason: number;
}

/** Finds variables by the names that stand for them. */
export class Variables {
  private readonly columns: Columns;
  private readonly scopes: ScopeIndex;
  private readonly modules: Modules;
  private readonly evaluator: Evaluator;

  constructor(columns: Columns, scopes: ScopeIndex, modules: Modules, evaluator: Evaluator) {
    this.columns = columns;
    this.scopes = scopes;
    this.modules = modules;
    this.evaluator = evaluator;
  }

  /** The variable that is imported under a name, or that is a member of an imported module; undefined for anything else. */
  find(expression: number): FoundVariable | undefined {
    const symbol = this.findAt(expression, new Set());
    return symbol === undefined ? undefined : { symbol, reason: ReasonId.import };
  }

  private findAt(expression: number, seen: Set<number>): number | undefined {
    const { columns, evaluator } = this;
    const op = columns.op(expression);
    if (op === Op.name) {
      const name = columns.a(expression);
      const scope = columns.scopeOf(expression);
      const at = evaluator.findScope(scope, name, columns.position(expression));
      if (at >= 0) return this.findBound(at, name, seen);
      return this.findStarred(this.modules.moduleScope[columns.fileOf(scope)]!, name, seen);
    }
    if (op !== Op.member) return undefined;
    const owner = evaluator.evaluate(columns.a(expression));
    return kindOf(owner) === Kind.module
      ? this.findExported(payloadOf(owner), columns.b(expression), seen)
      : undefined;
  }

  /** What a file exports under a name. */
  private findExported(file: number, name: number, seen: Set<number>): number | undefined {
    const scope = this.modules.exportsScope[file]!;
    return this.findBound(scope, name, seen) ?? this.findStarred(scope, name, seen);
  }

  private findBound(scope: number, name: number, seen: Set<number>): number | undefined {
    const { columns, scopes } = this;
    if (seen.size > MAX_STEPS || !scopes.find(scope, name)) return undefined;
    for (const row of scopes.rows.slice(scopes.from, scopes.to)) {
      if (seen.has(row)) continue;
      seen.add(row);
      const symbol = columns.binding(row, 'symbol');
      if (symbol >= 0 && columns.symbol(symbol, 'kind') === VARIABLE_KIND) return symbol;
      const kind = columns.binding(row, 'kind');
      const payload = columns.binding(row, 'payload');
      const found =
        kind === BindingKind.import
          ? this.findImported(payload, seen)
          : kind === BindingKind.alias && payload >= 0
            ? this.findAt(payload, seen)
            : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private findImported(row: number, seen: Set<number>): number | undefined {
    const target = this.modules.leadOf(row);
    const name = this.modules.importCell(row, 'name');
    return kindOf(target) === Kind.module && name !== 0
      ? this.findExported(payloadOf(target), name, seen)
      : undefined;
  }

  private findStarred(scope: number, name: number, seen: Set<number>): number | undefined {
    const { stars } = this.evaluator;
    if (!stars.has(scope)) return undefined;
    for (const target of stars.offering(scope, name)) {
      if (kindOf(target) !== Kind.module) continue;
      const found = this.findBound(this.modules.exportsScope[payloadOf(target)]!, name, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
