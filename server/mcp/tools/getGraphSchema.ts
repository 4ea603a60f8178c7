import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { edgeKindSchema, tierSchema } from '../answers/shapes.ts';

export const getGraphSchema = defineTool({
  name: 'get_graph_schema',
  title: 'What the graph is made of',
  description:
    'Labels, relationship types and properties that query_graph knows, with counts, flags, tiers and reasons, and three ' +
    'example queries.',
  input: {},
  output: z.object({
    node_labels: z.array(z.object({ label: z.string(), count: z.number() })),
    node_properties: z.array(z.string()),
    flags: z
      .array(z.object({ flag: z.string(), count: z.number() }))
      .describe('Properties that are true or false.'),
    edge_types: z.array(z.object({ type: edgeKindSchema, count: z.number(), sites: z.number() })),
    edge_properties: z.array(z.string()),
    reasons: z
      .array(z.object({ reason: z.string(), tier: tierSchema, count: z.number() }))
      .describe('Why an edge exists; each reason has one tier. name-only is found when it is asked for.'),
    examples: z.array(z.string()),
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
    return {
      node_labels: [...schema.node_labels],
      node_properties: [...schema.node_properties],
      flags: [...schema.flags],
      edge_types: [...schema.edge_types],
      edge_properties: [...schema.edge_properties],
      reasons: [...schema.reasons],
      examples: [...schema.examples],
      total: schema.edges_total,
      edges: [...schema.edges],
    };
  },
  render({ node_labels, node_properties, flags, edge_types, edge_properties, reasons, examples, edges }) {
    const types = edge_types.map(({ type, count, sites }): [string, number, string] => [
      type,
      count,
      sites > count ? ` (${sites} sites)` : '',
    ]);
    return [
      `labels: ${renderCounts(node_labels.map(({ label, count }) => [label, count]))}`,
      `properties of nodes: ${node_properties.join(', ')}`,
      `true or false: ${renderCounts(flags.map(({ flag, count }) => [flag, count]))}`,
      `types, by pairs of symbols: ${renderCounts(types)}`,
      `properties of relationships: ${edge_properties.join(', ')}`,
      `reasons: ${renderCounts(reasons.map(({ reason, tier, count }) => [`${reason} (${tier})`, count]))}`,
      'examples for query_graph:',
      ...examples.map((query) => `  ${query}`),
      'sites by type, tier and reason:',
      ...edges.map(({ type, tier, reason, count }) => `  ${type} ${tier} ${reason} ${count}`),
    ].join('\n');
  },
});

/** Those that occur with their number, then the names of those that do not. */
function renderCounts(counts: readonly (readonly [name: string, count: number, more?: string])[]): string {
  const there = counts
    .filter(([, count]) => count > 0)
    .map(([name, count, more = '']) => `${name} ${count}${more}`);
  const missing = counts.filter(([, count]) => count === 0).map(([name]) => name);
  return [there.join(', '), missing.length > 0 ? `none: ${missing.join(', ')}` : '']
    .filter(Boolean)
    .join('; ');
}
