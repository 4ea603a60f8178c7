import { z } from 'zod';
import { MAX_DEPTH } from '../../protocol/graphView.ts';
import type { GraphAnswer, GraphNode } from '../../protocol/graphView.ts';
import { GRAPH_PAGE_URI } from '../graphPage.ts';
import { askGraph } from '../graphView.ts';
import { defineTool, UNLISTED } from '../tool.ts';

/** Names told for each distance. */
const MAX_NAMES = 12;
/** What a search of the page lists. */
const MAX_FOUND = 30;

export const showGraph = defineTool({
  name: 'show_graph',
  title: 'Draw the graph',
  description:
    'Draws a part of the graph for the person, in clients that show MCP Apps: what surrounds a symbol, or a map of the folders. ' +
    'For facts ask the other tools.',
  input: {
    symbol: z
      .string()
      .min(1)
      .optional()
      .describe('Name, qualified name or file:line; without it the folders.'),
    to: z.string().min(1).optional().describe('Draws the ways from symbol to this one.'),
    changes: z.boolean().default(false).describe('Draws what the changes of the work tree reach.'),
    depth: z.number().int().min(1).max(MAX_DEPTH).default(1),
    question: z.unknown().optional().meta(UNLISTED).describe('What the page asks.'),
    find: z.string().max(500).optional().meta(UNLISTED).describe('A text that the page searches.'),
  },
  output: z.object({
    picture: z.custom<GraphAnswer>().optional(),
    found: z.custom<GraphNode[]>().optional(),
  }),
  readOnly: true,
  profile: 'full',
  page: GRAPH_PAGE_URI,
  async run({ symbol, to, changes, depth, question, find }, call) {
    if (find !== undefined)
      return { found: await call.queries.findGraphNodes({ text: find, limit: MAX_FOUND }) };
    const asked = question ?? readQuestion({ symbol, to, changes, depth });
    return {
      picture: await askGraph(asked, {
        queries: call.queries,
        findChanges: (changed) => call.findChanges(changed, call.signal),
      }),
    };
  },
  files: ({ picture }) => (picture?.nodes ?? []).map(({ file }) => file).filter((file) => file !== ''),
  render: ({ picture, found = [] }) => (picture ? renderPicture(picture) : renderFound(found)),
});

/** The question behind the arguments, as the page would put it. */
function readQuestion({
  symbol,
  to,
  changes,
  depth,
}: {
  symbol: string | undefined;
  to: string | undefined;
  changes: boolean;
  depth: number;
}): object {
  if (changes) return { view: 'impact', depth: Math.max(3, depth) };
  if (symbol === undefined) return { view: 'map' };
  return to === undefined ? { view: 'around', roots: [symbol], depth } : { view: 'paths', from: symbol, to };
}

/** What the page lists, for a model that searches as the page does. */
function renderFound(found: readonly GraphNode[]): string {
  if (found.length === 0) return 'Nothing in the index has these words in its name.';
  return found.map(({ kind, name, file, line }) => `${kind} ${name} ${file}:${line}`).join('\n');
}

/** What is drawn, in a few lines: a model cannot see it. */
function renderPicture({ nodes, nodeTotal, edgeTotal, note }: GraphAnswer): string {
  const rows = [...Map.groupBy(nodes, ({ distance }) => distance)].sort(([a], [b]) => a - b);
  return [
    `drawn: ${nodes.length} of ${nodeTotal} nodes, ${edgeTotal} edges`,
    ...rows.map(([distance, own]) => {
      const names = own.slice(0, MAX_NAMES).map(({ name }) => name);
      const more = own.length > MAX_NAMES ? ` and ${own.length - MAX_NAMES} more` : '';
      return `${distance > 0 ? '+' : ''}${distance}: ${names.join(', ')}${more}`;
    }),
    note,
  ]
    .filter(Boolean)
    .join('\n');
}
