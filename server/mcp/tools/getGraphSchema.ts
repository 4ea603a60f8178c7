import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { detailShape, edgeKindSchema, kindSchema, tierSchema } from './shapes.ts';

/** What answers tell of an edge, whatever they call it there. */
const EDGE_COLUMNS = ['source', 'type', 'target', 'file', 'line', 'name at the site', 'tier', 'reason'];

export const getGraphSchema = defineTool({
  name: 'get_graph_schema',
  title: 'What the graph is made of',
  description:
    'Kinds of nodes and edges with their counts, the flags of symbols, the tiers and reasons of edges, and the columns ' +
    'that answers have. Ask it before filtering by label, relationship or tier.',
  input: {},
  output: z.object({
    node_labels: z.array(z.object({ label: kindSchema, count: z.number() })),
    node_columns: z.array(z.string()),
    flags: z.array(z.object({ flag: z.string(), count: z.number() })),
    edge_types: z
      .array(z.object({ type: edgeKindSchema, count: z.number() }))
      .describe('DEFINES and CONTAINS are 0: what contains a symbol is told with the symbol.'),
    edge_columns: z.array(z.string()),
    reasons: z
      .array(z.object({ reason: z.string(), tier: tierSchema, count: z.number() }))
      .describe('Why an edge exists; each reason has one tier. name-only is found when it is asked for.'),
    total: z.number().describe('Pairs of edge type and reason.'),
    edges: z
      .array(z.object({ type: edgeKindSchema, tier: tierSchema, reason: z.string(), count: z.number() }))
      .describe('Counts by type and reason, of those there are.'),
  }),
  readOnly: true,
  profile: 'full',
  rows: 'edges',
  async run(_args, call) {
    const schema = await call.queries.graphSchema({ offset: call.offset });
    const { node_labels, flags, edge_types, reasons, edges, edges_total } = schema;
    return {
      node_labels: [...node_labels],
      node_columns: Object.keys(detailShape),
      flags: [...flags],
      edge_types: [...edge_types],
      edge_columns: EDGE_COLUMNS,
      reasons: [...reasons],
      total: edges_total,
      edges: [...edges],
    };
  },
  render({ node_labels, node_columns, flags, edge_types, edge_columns, reasons, edges }) {
    return [
      `node labels: ${renderCounts(node_labels.map(({ label, count }) => [label, count]))}`,
      `node columns: ${node_columns.join(', ')}`,
      `flags: ${renderCounts(flags.map(({ flag, count }) => [flag, count]))}`,
      `edge types: ${renderCounts(edge_types.map(({ type, count }) => [type, count]))}`,
      `edge columns: ${edge_columns.join(', ')}`,
      `reasons: ${renderCounts(reasons.map(({ reason, tier, count }) => [`${reason} (${tier})`, count]))}`,
      ...edges.map(({ type, tier, reason, count }) => `  ${type} ${tier} ${reason} ${count}`),
    ].join('\n');
  },
});

/** Those that occur with their number, then the names of those that do not. */
function renderCounts(counts: readonly (readonly [string, number])[]): string {
  const there = counts.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
  const missing = counts.filter(([, count]) => count === 0).map(([name]) => name);
  return [there.join(', '), missing.length > 0 ? `none: ${missing.join(', ')}` : '']
    .filter(Boolean)
    .join('; ');
}
