// The questions the store thread answers, by name, and their typed face on the main thread.

import type { Generation } from '../store/generation.ts';
import { describeArchitecture } from './architecture.ts';
import { traceChanges } from './changes.ts';
import { completeName } from './completeName.ts';
import { listIndexedTexts, resolveAsked } from './asked.ts';
import { findClaims } from './claims.ts';
import { findCallsBetween } from './callsBetween.ts';
import { checkCoverage } from './coverage.ts';
import { queryGraph } from './cypher/queryGraph.ts';
import { findUnexplained, findUnused } from './deadCode.ts';
import { dumpCanonical, dumpEdges } from './dump.ts';
import { findEdgesBetween } from './edgesBetween.ts';
import { explore } from './explore.ts';
import {
  findEnclosingSymbols,
  findSkippedFiles,
  listFileHashes,
  listFileProblems,
  listFiles,
  listFileStates,
} from './files.ts';
import { graphSchema } from './graphSchema.ts';
import { indexStatus } from './indexStatus.ts';
import { findPath } from './pathBetween.ts';
import { findRelatives } from './relatives.ts';
import { findRenameScope } from './renameScope.ts';
import { resolveSymbol } from './resolveSymbol.ts';
import { searchGraph } from './search.ts';
import { getSnippet } from './snippet.ts';
import { locateFrames } from './locateFrames.ts';
import { loadStoredIndex } from './storedIndex.ts';
import { suggest } from './suggest.ts';
import { testsOf } from './testsOf.ts';
import { trace } from './trace.ts';

/** Every question, under the name it is asked by. */
export const queryHandlers = {
  checkCoverage,
  completeName,
  describeArchitecture,
  dumpCanonical,
  dumpEdges,
  explore,
  findClaims,
  findEdgesBetween,
  findEnclosingSymbols,
  findPath,
  findRelatives,
  findRenameScope,
  findSkippedFiles,
  findCallsBetween,
  findUnexplained,
  findUnused,
  getSnippet,
  graphSchema,
  indexStatus,
  listFileHashes,
  listFileProblems,
  listFileStates,
  listFiles,
  listIndexedTexts,
  loadStoredIndex,
  locateFrames,
  queryGraph,
  resolveAsked,
  resolveSymbol,
  searchGraph,
  suggest,
  testsOf,
  trace,
  traceChanges,
} as const;

type Handlers = typeof queryHandlers;
type InputOf<Handler> = Handler extends (generation: Generation, input: infer Input) => unknown
  ? Input
  : never;

/** The same questions for the main thread. Each rejects with the coded error of the store thread. */
export type Queries = {
  readonly [Name in keyof Handlers]: (
    input: unknown extends InputOf<Handlers[Name]> ? Record<string, never> : InputOf<Handlers[Name]>,
    options?: { budgetMs?: number },
  ) => Promise<ReturnType<Handlers[Name]>>;
};

/** Something that carries a question to the store thread: a StoreClient. */
export interface Asker {
  ask(query: string, input: unknown, options?: { budgetMs?: number }): Promise<unknown>;
}

/** The typed questions over `client`. */
export function createQueries(client: Asker): Queries {
  const entries = Object.keys(queryHandlers).map((name) => [
    name,
    (input: unknown, options?: { budgetMs?: number }) => client.ask(name, input, options),
  ]);
  return Object.fromEntries(entries) as Queries;
}
