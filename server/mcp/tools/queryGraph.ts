import { z } from 'zod';
import { MAX_QUERY_ROWS, QUERY_BUDGET_MS } from '../../queries/cypher/queryGraph.ts';
import { speaksOfObserved } from '../../queries/cypher/graphNames.ts';
import { BadArguments } from '../errors.ts';
import { findAllObserved } from '../observed.ts';
import { defineTool, UNLISTED } from '../tool.ts';
import { kindSchema } from '../answers/shapes.ts';
import { count } from '../answers/text.ts';

/** Rows that are made readable for one answer; its token budget takes fewer. */
const MAX_PAGE = 500;

/** A map of all properties has more. */
const nodeSchema = z.strictObject({
  label: kindSchema,
  qualified_name: z.string(),
  file: z.string(),
  line: z.number(),
});
const relationshipSchema = z.object({ from: z.string(), type: z.string(), to: z.string(), line: z.number() });
type Cell = unknown;

export const queryGraph = defineTool({
  name: 'query_graph',
  title: 'Ask the graph in Cypher',
  description:
    'Read-only Cypher for what no other tool answers: MATCH (c:Class)-[:DEFINES]->(m:Method) RETURN c.name, count(m). ' +
    'get_graph_schema has labels, types, properties and examples; docs/CYPHER.md the grammar. A relationship is one pair of ' +
    'symbols, however many sites.',
  input: {
    query: z.string().min(1).describe('MATCH … RETURN …'),
    max_rows: z.number().int().min(1).optional().describe(`At most ${MAX_QUERY_ROWS}.`),
    graph: z.enum(['code', 'missed']).default('code').meta(UNLISTED),
  },
  output: z.object({
    columns: z.array(z.string()),
    total: z.number(),
    rows: z.array(z.array(z.unknown())),
    capped: z.boolean().describe('There are more rows than were counted.'),
    notes: z.array(z.string()),
  }),
  readOnly: true,
  profile: 'full',
  rows: 'rows',
  async run({ query, max_rows = MAX_QUERY_ROWS, graph }, call) {
    if (graph === 'missed')
      throw BadArguments(
        'query_graph',
        ['graph "missed" is told by check_index_coverage'],
        ['query', 'max_rows'],
      );
    // Its grammar is made when it is first needed.
    const { parseCypher } = await import('../../queries/cypher/parse.ts');
    const parsed = parseCypher(query);
    const observed = speaksOfObserved(query) ? await findAllObserved(call) : [];
    const answer = await call.queries.queryGraph(
      { query: parsed, seen: observed, offset: call.offset, limit: MAX_PAGE, maxRows: max_rows },
      { budgetMs: QUERY_BUDGET_MS },
    );
    return {
      columns: [...answer.columns],
      total: answer.total,
      rows: answer.rows.map((row) => [...row]),
      capped: answer.isCapped,
      notes: [...answer.notes],
    };
  },
  render({ columns, rows, total, capped, notes }) {
    const head = `${capped ? `first ${total} rows, there are more` : count(total, 'row')}: ${columns.join(' | ')}`;
    return [head, ...rows.map((row) => row.map(renderCell).join(' | ')), ...notes].join('\n');
  },
  files: ({ rows }) => rows.flatMap(filesIn),
});

/** A value in few tokens: nodes by name and place, relationships as an arrow. */
function renderCell(cell: Cell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'string') return cell.replaceAll('\n', '\\n');
  if (typeof cell !== 'object') return JSON.stringify(cell);
  if (Array.isArray(cell)) return renderList(cell);
  const node = nodeSchema.safeParse(cell).data;
  if (node) {
    const place = node.file === '' ? '' : ` ${node.file}:${node.line}`;
    return `${node.label} ${node.qualified_name}${place}`;
  }
  const relationship = relationshipSchema.safeParse(cell).data;
  if (relationship)
    return `${relationship.from} -[${relationship.type} @${relationship.line}]-> ${relationship.to}`;
  return JSON.stringify(cell);
}

function renderList(cells: readonly Cell[]): string {
  return `[${cells.map(renderCell).join(', ')}]`;
}

function filesIn(cell: Cell): string[] {
  if (Array.isArray(cell)) return cell.flatMap(filesIn);
  const node = nodeSchema.safeParse(cell).data;
  return node && node.file !== '' ? [node.file] : [];
}
