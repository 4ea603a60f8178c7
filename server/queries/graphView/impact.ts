// What changed definitions reach, as a picture: by distance from the changes, nearest first.

import { MAX_GRAPH_NODES } from '../../protocol/graphView.ts';
import type { GraphAnswer, ImpactQuestion } from '../../protocol/graphView.ts';
import type { Generation } from '../../store/generation.ts';
import { reachFromChanges, USES, type ChangedSource } from '../changes.ts';
import { createNodeFilter, describeEdges, describeNodes, type Standing } from './graphNodes.ts';

/** Changed files, and how they are shown. */
export interface ImpactInput extends Omit<ImpactQuestion, 'view' | 'since'> {
  readonly files: readonly ChangedSource[];
}

/** The picture of the changes and of what uses them. */
export function graphImpact(generation: Generation, input: ImpactInput): GraphAnswer {
  const { files, depth, tiers } = input;
  const { changed, reached } = reachFromChanges(generation, files, depth);
  const accepts = createNodeFilter(generation, input);
  const rows = [
    ...[...changed].map((id) => ({ id, hop: 0 })),
    ...reached.toSorted((a, b) => a.hop - b.hop || a.id - b.id),
  ].filter(({ id }) => accepts(id));
  const shown = rows.slice(0, MAX_GRAPH_NODES);
  const standings = new Map(
    shown.map(({ id, hop }): [number, Standing] => {
      const rest = { inbound: 0, outbound: 0 };
      return [id, { distance: -hop, isRoot: hop === 0, rest }];
    }),
  );
  const nodes = describeNodes(generation, standings);
  const keyed = [...standings.keys()].map((id, at) => [id, nodes[at]!.key] as const);
  const edges = describeEdges(generation, keyed, USES, tiers);
  const note = files.length === 0 ? 'Nothing has changed in the work tree.' : '';
  const unknown = 'What has changed is not in the index: no definition of a source file.';
  return {
    nodes,
    ...edges,
    nodeTotal: rows.length,
    note: note || (rows.length === 0 ? unknown : ''),
  };
}
