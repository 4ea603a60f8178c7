// Everything that is known of a program while its edges are made, in one place.

import { SymbolFlag } from '../../graph.ts';
import { EDGE_KINDS } from '../../protocol/graph.ts';
import type { EdgeKind } from '../../protocol/graph.ts';
import type { Evaluator } from '../infer/index.ts';
import type { Columns, Lookups, NameId, Program, Steps, SymbolId, TargetId } from '../program/index.ts';
import type { Modules, ScopeIndex } from '../scopes/index.ts';
import type { ValueTable } from '../types/index.ts';

/** Name of an edge kind → its stored number. */
export const EdgeKindId = Object.fromEntries(EDGE_KINDS.map((kind, index) => [kind, index])) as Record<
  EdgeKind,
  number
>;

const ANONYMOUS_KIND = 255;
/** Each signature of a function stands in the next: longer ways than this are gone once. */
const FEW_STEPS = 16;

/** Receives the edges; targets below zero are externals, see targetOfExternal. */
export interface EdgeSink {
  addEdge(
    source: SymbolId,
    kind: number,
    target: TargetId,
    reason: number,
    line: number,
    siteName: NameId,
  ): void;
  /** `isLocal`: a local name is called, so that no symbol of that name can be meant. */
  addUnresolved(source: SymbolId, name: NameId, line: number, isLocal: boolean): void;
}

/** What the emitters work with. */
export interface Analysis {
  readonly program: Program;
  readonly columns: Columns;
  readonly values: ValueTable;
  readonly scopes: ScopeIndex;
  readonly modules: Modules;
  readonly evaluator: Evaluator;
  readonly sink: EdgeSink;
  readonly lookups: Lookups;
  readonly steps: Steps;
  /** See ReferableNames. */
  readonly referable: Uint8Array;
  /** Expression → 1 when it is a callee, 2 when it is part of a type or a base; one byte per expression. */
  readonly role: Uint8Array;
}

/** Whether a symbol is a node of the graph: all are that have a name, and functions without one. */
export function isNodeSymbol(columns: Columns, symbol: SymbolId): boolean {
  return (
    columns.symbol(symbol, 'kind') !== ANONYMOUS_KIND ||
    (columns.symbol(symbol, 'flags') & SymbolFlag.nameless) !== 0
  );
}

/** The nearest symbol around `symbol`, itself included, that has a name; -1 when there is none. */
export function namedSymbol(columns: Columns, symbol: SymbolId): SymbolId {
  let at = symbol;
  for (let steps = 0; at >= 0 && columns.symbol(at, 'kind') === ANONYMOUS_KIND; steps++) {
    if (steps > FEW_STEPS) return columns.namedAround(at, ANONYMOUS_KIND);
    at = columns.symbol(at, 'parent');
  }
  return at;
}
