import { z } from 'zod';
import { formatCost, formatGrepTokens } from '../../protocol/numbers.ts';
import type { AnswerCost } from '../../protocol/status.ts';
import { describeIndexed, describeNothing, describeSkipped } from '../../protocol/fileCounts.ts';
import { defineTool } from '../tool.ts';
import { fileProblemSchema } from '../answers/shapes.ts';
import { count } from '../answers/text.ts';

const FIRST_INDEX =
  'The first index is not finished. search_graph by name, get_code_snippet and search_code answer already for what is parsed.';

const countsSchema = z.object({
  files: z.number(),
  indexed_files: z.number(),
  partial_files: z.number(),
  skipped_files: z.number(),
  skipped_folders: z.number(),
  lines: z.number(),
  bytes: z.number(),
  symbols: z.number(),
  edges: z.number(),
  unresolved_sites: z.number(),
  languages: z.array(z.object({ language: z.string(), files: z.number(), lines: z.number() })),
  symbols_by_kind: z.record(z.string(), z.number()),
  edges_by_kind: z.record(z.string(), z.number()),
  edges_by_tier: z.object({
    confirmed: z.number(),
    exact: z.number(),
    inferred: z.number(),
    possible: z.number(),
  }),
});

const costShape = {
  calls: z.number(),
  tokens: z.number(),
  ms: z.number(),
  grep_tokens: z.number().describe('Estimated: the same facts by text search and reading.'),
};

export const indexStatus = defineTool({
  name: 'index_status',
  title: 'Status of the index',
  description:
    'What is indexed: files, symbols and edges by kind, tier and language; whether indexing is under way; and every ' +
    'file that was skipped or only partly understood, with the reason. Ask it before trusting that something is absent.',
  input: {
    limit: z.number().int().min(1).max(1000).default(50).describe('Files listed per page.'),
    new_context: z
      .boolean()
      .default(false)
      .describe('After a compaction: source given before is sent again.'),
    verbose: z.boolean().default(false).describe('Accepted for compatibility; has no effect.'),
  },
  output: z.object({
    project: z.string(),
    root: z.string(),
    state: z.string(),
    problem: z.string().optional(),
    warnings: z.array(z.string()),
    database_bytes: z.number(),
    counts: countsSchema.optional().describe('Missing while the first index is being built.'),
    session: z.object(costShape).optional().describe('What the answers to this session have cost.'),
    all_sessions: z.object({ ...costShape, since: z.string() }).optional(),
    forgotten: z.number().optional().describe('new_context: blocks of source that are sent again.'),
    total: z.number().describe('Files that are not wholly in the index.'),
    problems: z.array(fileProblemSchema),
  }),
  readOnly: true,
  answersWithoutIndex: true,
  rows: 'problems',
  async run({ limit, new_context }, call) {
    const status = call.status();
    const { nothing } = status.summary ?? {};
    const session = call.asking();
    const report = session?.report();
    const { ledger } = status;
    const isIndexed = call.freshness().generation !== null;
    const index = isIndexed ? await call.queries.indexStatus({ limit, offset: call.offset }) : undefined;
    return {
      project: call.workspace.name,
      root: call.workspace.root,
      state: status.state,
      ...(status.problem ? { problem: `${status.problem.code}: ${status.problem.message}` } : {}),
      warnings: [...status.warnings, ...(nothing ? describeNothing(nothing) : [])],
      database_bytes: status.summary?.databaseBytes ?? 0,
      ...(report ? { session: describeCost(report) } : {}),
      ...(ledger.calls > 0 ? { all_sessions: { ...describeCost(ledger), since: ledger.since } } : {}),
      ...(new_context ? { forgotten: session?.forgetGiven() ?? 0 } : {}),
      ...(index ? { counts: { ...index.counts, languages: [...index.counts.languages] } } : {}),
      total: index?.problems_total ?? 0,
      problems: index?.problems ?? [],
    };
  },
  render({ project, root, state, problem, warnings, counts, session, all_sessions, forgotten, ...rest }) {
    // Said to a context that has just begun: no more than that.
    if (forgotten !== undefined)
      return `${count(forgotten, 'block')} of source given before ${forgotten === 1 ? 'is' : 'are'} sent again when asked for.`;
    const { total, problems } = rest;
    const lines = [`${project} (${root}): ${state}`];
    if (problem) lines.push(`Problem: ${problem}`);
    for (const warning of warnings) lines.push(`Warning: ${warning}`);
    if (!counts) return [...lines, FIRST_INDEX].join('\n');
    lines.push(
      describeFiles(counts),
      `languages: ${counts.languages.map(({ language, files }) => `${language} ${files}`).join(', ')}`,
      `${count(counts.symbols, 'symbol')}: ${pairs(counts.symbols_by_kind)}`,
      `${count(counts.edges, 'edge')}: ${pairs(counts.edges_by_kind)}`,
      `tiers: ${counts.edges_by_tier.confirmed > 0 ? `confirmed by language servers ${counts.edges_by_tier.confirmed}, ` : ''}exact ${counts.edges_by_tier.exact}, inferred ${counts.edges_by_tier.inferred}; ${count(counts.unresolved_sites, 'unresolved call site')}`,
    );
    if (session) lines.push(`this session: ${renderCost(session)}`);
    if (all_sessions)
      lines.push(`all sessions since ${all_sessions.since.slice(0, 10)}: ${renderCost(all_sessions)}`);
    if (total > 0) lines.push(`${count(total, 'path')} not wholly indexed:`);
    for (const { file, status, reason } of problems) lines.push(`  ${status} ${file}: ${reason}`);
    return lines.join('\n');
  },
});

function describeCost({ calls, tokens, ms, grepTokens }: AnswerCost): z.infer<z.ZodObject<typeof costShape>> {
  return { calls, tokens, ms: Math.round(ms), grep_tokens: grepTokens };
}

function renderCost({ grep_tokens, ...cost }: z.infer<z.ZodObject<typeof costShape>>): string {
  return `${formatCost(cost)}${grep_tokens > 0 ? `, ${formatGrepTokens(grep_tokens)} (estimated)` : ''}`;
}

function describeFiles(counts: z.infer<typeof countsSchema>): string {
  const { indexed_files, partial_files, skipped_files, skipped_folders } = counts;
  const indexed = describeIndexed({ files: indexed_files + partial_files, partialFiles: partial_files });
  const skipped = describeSkipped({ files: skipped_files, folders: skipped_folders });
  return `${indexed}; ${skipped ? `skipped: ${skipped}; ` : ''}${count(counts.lines, 'line')}`;
}

function pairs(record: Readonly<Record<string, number>>): string {
  return Object.entries(record)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}
