import { z } from 'zod';
import { MAX_ROOTS } from '../../queries/trace.ts';
import { AmbiguousSymbol } from '../errors.ts';
import { defineTool } from '../tool.ts';
import { explainEmpty } from './explainEmpty.ts';
import { edgeKindSchema, kindSchema, relationshipSchema, symbolShape, tierSchema } from './shapes.ts';
import { count, renderGroups } from './text.ts';

const rowSchema = z.object({
  direction: z.enum(['inbound', 'outbound']),
  hop: z.number(),
  name: z.string(),
  kind: kindSchema,
  qualified_name: z.string(),
  file: z.string(),
  line: z.number(),
  external: z.boolean().describe('Outside the workspace: a leaf.'),
  via: z.string().describe('The neighbour one hop nearer to the symbol.'),
  tier: tierSchema,
  reason: z.string(),
  site_file: z.string(),
  site_lines: z.array(z.number()),
  dispatch_total: z.number().describe('Methods that override it: where the call may dispatch.'),
  dispatch: z.array(z.string()).describe('The first of them.'),
  risk: z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']).optional(),
});

const MODES = {
  calls: ['CALLS'],
  tests: ['CALLS'],
} as const;

export const tracePath = defineTool({
  name: 'trace_path',
  aliases: ['trace_call_path'],
  title: 'Trace callers and callees',
  description:
    'Who calls a function and what it calls, to a depth, nearest first, each with the call site. Only calls that are ' +
    'known (exact) or follow from types (inferred); tiers:["possible"] adds sites that share just the name. ' +
    'mode:"tests" answers which tests reach it.',
  input: {
    function_name: z.string().min(1).describe('Name, qualified name or the end of one, or file:line.'),
    direction: z.enum(['inbound', 'outbound', 'both']).default('both').describe('inbound: callers.'),
    depth: z.number().int().min(1).max(15).default(3),
    mode: z.enum(['calls', 'tests']).default('calls').describe('tests: the tests that reach it.'),
    edge_types: z
      .array(relationshipSchema)
      .optional()
      .describe('Edge kinds to follow instead of those of mode.'),
    tiers: z
      .array(tierSchema)
      .default(['exact', 'inferred'])
      .describe('Add "possible" for name-only candidates.'),
    include_tests: z.boolean().default(true).describe('false leaves out callers and callees in test files.'),
    include_evidence: z.boolean().default(true).describe('Tier and reason are always given.'),
    risk_labels: z.boolean().default(false).describe('Adds CRITICAL, HIGH, MEDIUM or LOW by distance.'),
    limit: z.number().int().min(1).max(5000).default(100),
  },
  output: z.object({
    function: z.array(z.object(symbolShape)).describe('What function_name was taken for.'),
    total: z.number(),
    callers_total: z.number(),
    callees_total: z.number(),
    hidden_tests: z.number(),
    unresolved_sites: z.number().describe('Call sites that name it but are not known to mean it.'),
    edge_kinds: z.array(edgeKindSchema),
    overridden: z.array(z.string()).describe('Methods that it overrides: a call of one may reach it.'),
    rows: z.array(rowSchema),
    note: z.string().optional(),
  }),
  readOnly: true,
  searchHint: 'find usages, references, implementations, call hierarchy',
  rows: 'rows',
  async run(args, call) {
    const { function_name, direction, depth, mode, edge_types, tiers, include_tests, risk_labels, limit } =
      args;
    const kinds = edge_types ?? [...MODES[mode]];
    const page = { limit, offset: call.offset };
    const answer =
      mode === 'tests'
        ? await call.queries.testsOf({ symbol: function_name, depth, tiers, ...page })
        : await call.queries.trace({
            symbol: function_name,
            direction,
            depth,
            kinds,
            tiers,
            include_tests,
            ...page,
          });
    if (answer.root_total > MAX_ROOTS) {
      const candidates = answer.roots.map(
        ({ kind, qualified_name, file, line }) => `${kind} ${qualified_name} ${file}:${line}`,
      );
      throw AmbiguousSymbol(function_name, answer.root_total, candidates);
    }
    const note = await explain();
    return {
      function: [...answer.roots],
      total: answer.total,
      callers_total: answer.callers_total,
      callees_total: answer.callees_total,
      hidden_tests: answer.hidden_tests,
      unresolved_sites: answer.unresolved_sites,
      edge_kinds: [...kinds],
      overridden: [...answer.overridden],
      rows: answer.rows.map((row) =>
        Object.assign(
          { ...row, site_lines: [...row.site_lines], dispatch: [...row.dispatch] },
          risk_labels ? { risk: riskOf(row.hop) } : {},
        ),
      ),
      ...(note ? { note } : {}),
    };

    async function explain(): Promise<string> {
      if (answer.root_total === 0) {
        return `Nothing named ${function_name} is in the index. ${await explainEmpty(call, { text: function_name })}`;
      }
      if (answer.total > 0) return '';
      if (mode === 'tests')
        return `No test is known to reach it in ${count(depth, 'call')}; a greater depth or tiers with "possible" may find one.`;
      const notes = [
        `No ${direction === 'inbound' ? 'callers' : direction === 'outbound' ? 'callees' : 'calls'} known.`,
      ];
      if (answer.hidden_tests > 0) notes.push(`${answer.hidden_tests} in tests are left out.`);
      if (answer.unresolved_sites > 0 && direction !== 'outbound') {
        notes.push(
          `${count(answer.unresolved_sites, 'call site')} with this name could not be resolved: tiers ["exact","inferred","possible"] shows candidates, search_code the text.`,
        );
      }
      return notes.join(' ');
    }
  },
  isEmpty: ({ function: roots }) => roots.length === 0,
  files: ({ rows, function: roots }) =>
    [...roots, ...rows].map(({ file }) => file).filter((file) => file !== ''),
  render(answer) {
    const roots = answer.function.map(
      ({ kind, qualified_name, file, line }) => `${kind} ${qualified_name} ${file}:${line}`,
    );
    const overridden = answer.overridden.map((name) => `overrides ${name}: calls of that may reach it`);
    const head = [...roots, ...overridden, ...(answer.note ? [answer.note] : [])];
    if (answer.total === 0) return head.join('\n');
    const totals = `${count(answer.callers_total, 'caller')}, ${count(answer.callees_total, 'callee')}`;
    const hidden = answer.hidden_tests > 0 ? `, ${answer.hidden_tests} in tests left out` : '';
    const unresolved =
      answer.unresolved_sites > 0
        ? `, ${count(answer.unresolved_sites, 'unresolved site')} with this name`
        : '';
    const body = renderGroups(
      answer.rows,
      ({ hop, direction }) => `${direction === 'inbound' ? 'callers' : 'callees'}, hop ${hop}`,
      (row) =>
        [
          row.external ? `external ${row.qualified_name}` : `${row.qualified_name} ${row.file}:${row.line}`,
          row.hop > 1 ? ` via ${row.via}` : '',
          ` @ ${row.site_file === row.file ? '' : `${row.site_file}:`}${row.site_lines.join(',')}`,
          row.tier === 'exact' ? '' : ` (${row.tier}: ${row.reason})`,
          row.dispatch_total > 0 ? ` → may dispatch to ${renderDispatch(row)}` : '',
          row.risk ? ` ${row.risk}` : '',
        ].join(''),
    );
    return [...head, `${totals}${hidden}${unresolved}`, body].join('\n');
  },
});

function renderDispatch({ dispatch, dispatch_total }: z.infer<typeof rowSchema>): string {
  const more = dispatch_total - dispatch.length;
  return dispatch.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function riskOf(hop: number): 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' {
  return (['CRITICAL', 'HIGH', 'MEDIUM'] as const)[hop - 1] ?? 'LOW';
}
