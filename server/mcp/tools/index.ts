import type { Tool } from '../tool.ts';
import { checkIndexCoverage } from './checkIndexCoverage.ts';
import { deleteProject } from './deleteProject.ts';
import { detectChanges } from './detectChanges.ts';
import { explore } from './explore.ts';
import { fleet } from './fleet.ts';
import { getArchitecture } from './getArchitecture.ts';
import { getCodeSnippet } from './getCodeSnippet.ts';
import { getGraphSchema } from './getGraphSchema.ts';
import { indexRepository } from './indexRepository.ts';
import { indexStatus } from './indexStatus.ts';
import { ingestTraces } from './ingestTraces.ts';
import { listProjects } from './listProjects.ts';
import { manageAdr } from './manageAdr.ts';
import { queryGraph } from './queryGraph.ts';
import { planRename } from './planRename.ts';
import { searchCode } from './searchCode.ts';
import { searchGraph } from './searchGraph.ts';
import { showGraph } from './showGraph.ts';
import { tracePath } from './tracePath.ts';
import { why } from './why.ts';

/** The tools of all profiles in the order clients see them. */
export const TOOLS: readonly Tool[] = [
  explore,
  searchGraph,
  tracePath,
  getCodeSnippet,
  detectChanges,
  getArchitecture,
  searchCode,
  indexStatus,
  indexRepository,
  queryGraph,
  planRename,
  why,
  showGraph,
  getGraphSchema,
  checkIndexCoverage,
  listProjects,
  deleteProject,
  manageAdr,
  ingestTraces,
  fleet,
];
