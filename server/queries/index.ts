// The questions the store thread answers, by name.

import { findAffectedTests } from './affectedTests.ts';
import { describeArchitecture } from './architecture.ts';
import { traceChanges } from './changes.ts';
import { completeName } from './completeName.ts';
import { listIndexedTexts, resolveAsked } from './asked.ts';
import { findClaims } from './claims.ts';
import {
  findSymbols,
  judgeCallSites,
  layConfirmed,
  listBusyFiles,
  listCallSites,
  locateDefinitions,
  sampleCallSites,
} from './callSites.ts';
import { findCallsBetween } from './callsBetween.ts';
import { checkCoverage } from './coverage.ts';
import { queryGraph } from './cypher/queryGraph.ts';
import { findUnexplained, findUnused } from './deadCode.ts';
import { countUses, outlineFile } from './editorFacts.ts';
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
import { listFolder } from './folderContents.ts';
import { graphSchema } from './graphSchema.ts';
import { graphAround } from './graphView/around.ts';
import { graphImpact } from './graphView/impact.ts';
import { graphMap } from './graphView/map.ts';
import { graphPaths } from './graphView/paths.ts';
import { findGraphNodes } from './graphView/findNodes.ts';
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
  countUses,
  describeArchitecture,
  dumpCanonical,
  dumpEdges,
  explore,
  findAffectedTests,
  findClaims,
  findEdgesBetween,
  findEnclosingSymbols,
  findPath,
  findRelatives,
  findRenameScope,
  findSkippedFiles,
  findSymbols,
  findCallsBetween,
  findUnexplained,
  findUnused,
  findGraphNodes,
  getSnippet,
  graphAround,
  graphImpact,
  graphMap,
  graphPaths,
  graphSchema,
  indexStatus,
  judgeCallSites,
  layConfirmed,
  listBusyFiles,
  listCallSites,
  listFileHashes,
  listFileProblems,
  listFileStates,
  listFiles,
  listFolder,
  listIndexedTexts,
  loadStoredIndex,
  locateDefinitions,
  locateFrames,
  outlineFile,
  queryGraph,
  resolveAsked,
  resolveSymbol,
  sampleCallSites,
  searchGraph,
  suggest,
  testsOf,
  trace,
  traceChanges,
} as const;
