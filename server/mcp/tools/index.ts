import type { Tool } from '../tool.ts';
import { explore } from './explore.ts';
import { getCodeSnippet } from './getCodeSnippet.ts';
import { indexStatus } from './indexStatus.ts';
import { searchCode } from './searchCode.ts';
import { searchGraph } from './searchGraph.ts';
import { tracePath } from './tracePath.ts';

/** The tools in the order clients see them. */
export const TOOLS: readonly Tool[] = [
  explore,
  searchGraph,
  tracePath,
  getCodeSnippet,
  searchCode,
  indexStatus,
];
