import type { GraphNode } from '../../protocol/graphView.ts';
import type { Generation } from '../../store/generation.ts';
import { searchNearIds } from '../search.ts';
import { createNodeFilter, describeNodes, type Standing } from './graphNodes.ts';

const STANDING: Standing = { distance: 0, isRoot: false, rest: { inbound: 0, outbound: 0 } };

/** Symbols of the workspace that a text finds by name or words, the best first. */
export function findGraphNodes(
  generation: Generation,
  { text, limit }: { text: string; limit: number },
): GraphNode[] {
  const { ids } = searchNearIds(generation, { query: text, limit, offset: 0 });
  const accepts = createNodeFilter(generation, { hiddenKinds: ['External'], hasTests: true });
  return describeNodes(generation, new Map(ids.filter(accepts).map((id) => [id, STANDING])));
}
