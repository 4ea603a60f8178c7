// Everything that is known of a program while its edges are made, in one place.

import { EDGE_KINDS } from '../protocol/graph.ts';
import type { EdgeKind } from '../protocol/graph.ts';
import type { Columns } from './columns.ts';
import type { Evaluator } from './evaluator.ts';
import type { Modules } from './modules.ts';
import type { Program } from './program.ts';
import type { ScopeIndex } from './scopeIndex.ts';
import type { ValueTable } from './values.ts';

/** Name of an edge kind → its stored number. */
export const EdgeId = Object.fromEntries(EDGE_KINDS.map((kind, index) => [kind, index])) as Record<
  EdgeKind,
  number
>;

const ANONYMOUS_KIND = 255;

/** Receives the edges; targets below zero are externals, `-1 - external`. */
export interface EdgeSink {
  addEdge(source: number, kind: number, target: number, reason: number, line: number, siteName: number): void;
  addUnresolved(source: number, name: number, line: number): void;
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
  /** Expression → 1 when it is a callee, 2 when it is part of a type or a base; one byte per expression. */
  readonly role: Uint8Array;
}

/** The nearest symbol around `symbol`, itself included, that has a name; -1 when there is none. */
export function namedSymbol(columns: Columns, symbol: number): number {
  let at = symbol;
  while (at >= 0 && columns.symbol(at, 'kind') === ANONYMOUS_KIND) at = columns.symbol(at, 'parent');
  return at;
}
