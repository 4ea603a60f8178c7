import { z } from 'zod';
import { isTestPath } from '../../languages/testPaths.ts';
import { CALL_DEPTH, type EdgeKind } from '../../protocol/graph.ts';
import type { Asked } from '../../queries/asked.ts';
import { MissingTarget } from '../errors.ts';
import { countUses, renderAccount } from '../relations/accountText.ts';
import {
  callHeading,
  callRowSchema,
  renderCall,
  renderCallTotals,
  renderUnknownCallees,
  toCallRow,
} from '../relations/callTree.ts';
import { renderPath } from '../relations/path.ts';
import type { Site } from '../relations/account.ts';
import { reconcile, type Reconciled } from '../relations/reconcile.ts';
import { MODES, planAnswer, type Plan } from '../relations/relation.ts';
import { relativeHeading, relativeRowSchema, renderRelative } from '../relations/relativeRows.ts';
import { RowPage } from '../relations/rowPage.ts';
import { orderSites, readSites, renderSite, siteRowSchema } from '../relations/siteRows.ts';
import { defineTool, type ToolCall } from '../tool.ts';
import { tellObserved } from '../observed.ts';
import { explainEmpty } from './explainEmpty.ts';
import { edgeKindSchema, relationshipSchema, symbolShape, tierSchema } from '../answers/shapes.ts';
import { count, renderGroups } from '../answers/text.ts';

/**
 * How far an answer goes when the caller does not say. Calls spread: unless they are few the farther ones are only counted, since
 * of much used code they cost thousands of tokens, and most questions are about the next. Lineages and paths do not spread.
 */
const LISTED_DEPTH = 1;
const LINE_DEPTH = 15;

const CALLS: readonly EdgeKind[] = ['CALLS'];

const rowSchema = z.union([callRowSchema, relativeRowSchema, siteRowSchema]);
type Row = z.infer<typeof rowSchema>;

const input = {
  function_name: z.string().min(1).describe('Name, qualified name or the end of one, or file:line.'),
  mode: z
    .enum(MODES)
    .optional()
    .describe('references: each use with its line. path: to `to`. tests: those that reach it.'),
  to: z.string().min(1).optional().describe('mode path: where to.'),
  direction: z
    .enum(['inbound', 'outbound', 'both'])
    .default('both')
    .describe('inbound: callers, subtypes. outbound: callees, bases.'),
  depth: z
    .number()
    .int()
    .min(1)
    .max(15)
    .optional()
    .describe('Calls away: 3 unless said, where of many those beyond 1 are only counted.'),
  edge_types: z
    .array(relationshipSchema)
    .optional()
    .describe('Edge kinds to follow instead of those of mode.'),
  tiers: z
    .array(tierSchema)
    .default(['exact', 'inferred'])
    .describe('Add "possible" for name-only candidates.'),
  include_tests: z.boolean().default(true).describe('false leaves out what is in test files.'),
  include_evidence: z.boolean().default(true).describe('Tier and reason are always given.'),
  risk_labels: z.boolean().default(false).describe('Adds CRITICAL, HIGH, MEDIUM or LOW by distance.'),
  limit: z.number().int().min(1).max(5000).default(100),
};
type Arguments = z.infer<z.ZodObject<typeof input>>;

const output = z.object({
  function: z
    .array(z.object({ ...symbolShape, parameters: z.string().optional().describe('Tells overloads apart.') }))
    .describe('What function_name was taken for.'),
  total: z.number(),
  callers_total: z.number(),
  callees_total: z.number(),
  farther_callers: z.number().describe('Beyond what is listed without a depth.'),
  farther_callees: z.number(),
  hidden_tests: z.number(),
  hidden_copies: z.number().describe('In files that a build made of others.'),
  unresolved_sites: z.number().describe('Call sites that name it but are not known to mean it.'),
  recursive_lines: z.array(z.number()).describe('Where it calls itself.'),
  edge_kinds: z.array(edgeKindSchema),
  overridden: z.array(z.string()).describe('Methods that it overrides: a call of one may reach it.'),
  rows: z.array(rowSchema),
  heads: z.array(z.string()).describe('What was found, in words.'),
  unknown_callees: z
    .array(z.object({ name: z.string(), lines: z.array(z.number()) }))
    .describe('What it calls and nobody knows what that is.'),
  account: z.string().optional().describe('What each occurrence of the name in the text is.'),
  note: z.string().optional(),
});
type Answer = z.infer<typeof output>;

export const tracePath = defineTool({
  name: 'trace_path',
  aliases: ['trace_call_path'],
  title: 'Callers, callees, references, implementers, tests, paths',
  description:
    'Who calls or uses a symbol, what it calls, its bases and implementers, with the site of each. Only what is known ' +
    '(exact) or follows from types (inferred). Modes callers and references end with an account of every occurrence of ' +
    'the name: nothing is left to grep for.',
  input,
  output,
  readOnly: true,
  searchHint: 'find usages, references, implementations, call hierarchy',
  rows: 'rows',
  async run(args, call) {
    const asked = await call.queries.resolveAsked({ symbol: args.function_name });
    if (asked.root_total === 0) {
      const why = await explainEmpty(call, { text: args.function_name });
      return { ...blank(asked), note: `Nothing named ${args.function_name} is in the index. ${why}` };
    }
    if (asked.candidates.length > 0) return listCandidates(args.function_name, asked);
    if (args.to !== undefined) return answerPath(args, args.to, asked, call);
    if (args.mode === 'path') throw MissingTarget();
    if (args.mode === 'tests') return answerTests(args, asked, call);
    return answerRelations(args, asked, call);
  },
  isEmpty: ({ function: roots, heads }) => roots.length === 0 && heads.length === 0,
  files: ({ rows, function: roots }) =>
    [...roots, ...rows].map(({ file }) => file).filter((file) => file !== ''),
  render(answer) {
    const roots = answer.function.map(
      ({ kind, qualified_name, parameters = '', file, line }) =>
        `${kind} ${qualified_name}${parameters} ${file}:${line}`,
    );
    const overridden = answer.overridden.map((name) => `overrides ${name}: calls of that may reach it`);
    const head = [...roots, ...overridden, ...(answer.note ? [answer.note] : []), ...answer.heads];
    const body = answer.rows.length > 0 ? [renderGroups(answer.rows, headingOf, lineOf)] : [];
    const unknown = renderUnknownCallees(answer.unknown_callees);
    return [...head, ...body, unknown, answer.account ?? ''].filter(Boolean).join('\n');
  },
});

/** Callers and callees, relatives and sites, as far as the plan wants them. */
async function answerRelations(args: Arguments, asked: Asked, call: ToolCall): Promise<Answer> {
  const { mode, direction, edge_types, depth, limit } = args;
  const plan: Plan = edge_types
    ? { calls: direction, isAccounted: false }
    : planAnswer(mode, asked.roots[0]!.kind, direction);
  const page = new RowPage<Row>(call.offset, limit);
  const answer = blank(asked);
  if (plan.calls) {
    const kinds = edge_types ?? CALLS;
    Object.assign(answer, await addCalls(args, asked.declared, plan.calls, kinds, call, page));
    if (page.total > 0) answer.heads.push(renderCallTotals(answer, plan.calls, depth ?? CALL_DEPTH));
    else if (plan.areCallsOptional !== true) answer.heads.push(explainNoCalls(answer, plan.calls));
    if (answer.recursive_lines.length > 0)
      answer.heads.push(`calls itself @ ${answer.recursive_lines.join(',')}`);
    if (page.total === 0 && mode === 'calls' && !edge_types) answer.heads.push(USES_HINT);
    if (!edge_types) answer.heads.push(...(await tellObserved(call, asked.roots, plan.calls)));
  }
  if (plan.relatives) {
    const relatives = await call.queries.findRelatives({
      ids: asked.declared,
      relation: plan.relatives,
      direction,
      depth: depth ?? LINE_DEPTH,
    });
    const found = args.include_tests ? relatives : relatives.filter(({ file }) => !isTestPath(file));
    answer.hidden_tests += relatives.length - found.length;
    if (found.length === 0) answer.heads.push(NO_RELATIVES[plan.relatives]);
    if (found.length < relatives.length)
      answer.heads.push(`${relatives.length - found.length} in tests left out`);
    const { from, to } = page.rangeOf(found.length);
    page.add(found.slice(from, to), found.length);
  }
  const wantsSites = plan.sites && !(plan.sites.isInstead && answer.callers_total > 0);
  if (wantsSites === true || plan.isAccounted) {
    const known = await reconcile(call, asked);
    if (known && plan.sites && wantsSites === true) {
      const { uses } = plan.sites;
      const ofSources = known.sites.filter(({ file }) => !known.built.has(file));
      const certain = uses === 'all' ? ofSources : ofSources.filter(({ use }) => uses.has(use));
      const candidates = uses === 'all' && args.tiers.includes('possible') ? toCandidates(known) : [];
      const sites = orderSites([...certain, ...candidates], args.include_tests);
      const isInstead = plan.sites.isInstead && sites.length === 0 && page.total === 0;
      if (isInstead) answer.heads = noUses(answer.heads);
      else
        answer.heads.push(sites.length > 0 ? `Uses: ${countUses(sites)}.` : explainNoUses(known, args.tiers));
      const inCopies = known.sites.length - ofSources.length;
      if (inCopies > 0) answer.heads.push(`${count(inCopies, 'use')} more in built copies`);
      const { from, to } = page.rangeOf(sites.length);
      page.add(await readSites(call, sites.slice(from, to)), sites.length);
    }
    if (known) answer.account = renderAccount(known);
  }
  return { ...answer, rows: page.rows, total: page.total };
}

async function addCalls(
  { function_name, depth, edge_types, tiers, include_tests, limit, risk_labels }: Arguments,
  ids: readonly number[],
  direction: NonNullable<Plan['calls']>,
  kinds: readonly EdgeKind[],
  call: ToolCall,
  page: RowPage<Row>,
): Promise<Partial<Answer>> {
  const traced = await call.queries.trace({
    symbol: function_name,
    ids,
    direction,
    depth: depth ?? CALL_DEPTH,
    // Risks are those of what is farther away, and other edges than calls lead through lineages.
    ...(depth === undefined && !edge_types && !risk_labels ? { listed_depth: LISTED_DEPTH } : {}),
    kinds,
    tiers,
    include_tests,
    limit,
    offset: call.offset,
  });
  page.add(
    traced.rows.map((row) => toCallRow(row, risk_labels)),
    traced.total,
  );
  const { callers_total, callees_total, farther_callers, farther_callees } = traced;
  const { hidden_tests, hidden_copies, unresolved_sites, recursive_lines } = traced;
  return {
    callers_total,
    callees_total,
    farther_callers,
    farther_callees,
    hidden_tests,
    hidden_copies,
    unresolved_sites,
    recursive_lines: [...recursive_lines],
    edge_kinds: [...kinds],
    overridden: [...traced.overridden],
    unknown_callees: traced.unknown_callees.map(({ name, lines }) => ({ name, lines: [...lines] })),
  };
}

function explainNoCalls(
  { hidden_tests, unresolved_sites }: Answer,
  direction: NonNullable<Plan['calls']>,
): string {
  const what = { inbound: 'calls of it', outbound: 'callees', both: 'calls' }[direction];
  const notes = [`No ${what} known.`];
  if (hidden_tests > 0) notes.push(`${hidden_tests} in tests are left out.`);
  if (unresolved_sites > 0 && direction !== 'outbound') {
    const sites = count(unresolved_sites, 'call site');
    notes.push(
      `${sites} with this name could not be resolved: tiers ["exact","inferred","possible"] shows candidates.`,
    );
  }
  return notes.join(' ');
}

/** Places that can be uses, for all that is known of the object that the name is reached through. */
function toCandidates({ unresolved, built }: Reconciled): Site[] {
  return unresolved
    .filter(({ file }) => !built.has(file))
    .map(({ file, line, column }) => ({
      file,
      line,
      column,
      use: 'read',
      tier: 'possible',
      inside: '',
      written: '',
    }));
}

function explainNoUses({ unresolved }: Reconciled, tiers: Arguments['tiers']): string {
  if (unresolved.length === 0 || tiers.includes('possible')) return 'No uses known.';
  const places = count(unresolved.length, 'place');
  return `No uses known; ${places} could not be resolved: tiers ["exact","inferred","possible"] shows them.`;
}

/** Says of uses too what was said of calls. */
function noUses(heads: readonly string[]): string[] {
  const [calls = 'No calls known.', ...more] = heads;
  return [calls.replace(/^No calls (?:of it )?known\./, 'No calls and no other uses known.'), ...more];
}

async function answerTests(args: Arguments, asked: Asked, call: ToolCall): Promise<Answer> {
  const { function_name, tiers, limit } = args;
  const depth = args.depth ?? CALL_DEPTH;
  const page = new RowPage<Row>(call.offset, limit);
  const found = await call.queries.testsOf({
    symbol: function_name,
    ids: asked.declared,
    depth,
    tiers,
    limit,
    offset: call.offset,
  });
  page.add(
    found.rows.map((row) => toCallRow(row, args.risk_labels)),
    found.total,
  );
  const heads =
    found.total > 0
      ? [count(found.total, 'test')]
      : [
          `No test is known to reach it in ${count(depth, 'call')}; a greater depth or tiers with "possible" may find one.`,
        ];
  return {
    ...blank(asked),
    callers_total: found.callers_total,
    edge_kinds: [...CALLS],
    heads,
    rows: page.rows,
    total: page.total,
  };
}

async function answerPath(args: Arguments, to: string, asked: Asked, call: ToolCall): Promise<Answer> {
  const target = await call.queries.resolveAsked({ symbol: to });
  if (target.candidates.length > 0) return listCandidates(to, target);
  if (target.root_total === 0) {
    const why = await explainEmpty(call, { text: to });
    return { ...blank(asked), note: `Nothing named ${to} is in the index. ${why}` };
  }
  const depth = args.depth ?? LINE_DEPTH;
  const path = await call.queries.findPath({ from: asked.declared, to: target.declared, depth });
  const heads =
    path.steps.length > 0
      ? renderPath(path)
      : [`No way over calls or uses within ${depth} steps, in either direction.`];
  return { ...blank(asked), function: path.steps.length > 0 ? [] : rootsOf(asked), heads };
}

function rootsOf({ roots, parameters }: Asked): Answer['function'] {
  return roots.map((root, at) => (parameters[at] ? { ...root, parameters: parameters[at] } : root));
}

/** An answer that says what was asked about and nothing else. */
function blank(asked: Asked): Answer {
  const { others, ignored } = asked;
  const notes = [others, ignored === '' ? '' : `nothing in ${ignored} is called so: that part was left out`];
  return {
    function: rootsOf(asked),
    total: 0,
    callers_total: 0,
    callees_total: 0,
    farther_callers: 0,
    farther_callees: 0,
    hidden_tests: 0,
    hidden_copies: 0,
    unresolved_sites: 0,
    recursive_lines: [],
    edge_kinds: [],
    overridden: [],
    unknown_callees: [],
    rows: [],
    heads: notes.filter(Boolean),
  };
}

/** What a name can mean, with how much each is called and used. */
function listCandidates(text: string, asked: Asked): Answer {
  const shown = asked.candidates.map(
    ({ symbol: { kind, qualified_name, file, line }, calls, uses, callees }) =>
      `${kind} ${qualified_name} ${file}:${line}  ${count(calls, 'call')}, ${count(uses, 'other use')}, calls ${callees}`,
  );
  const more = asked.root_total - shown.length;
  const left = asked.ignored === '' ? '' : `Nothing in ${asked.ignored} is called so. `;
  const heads = [
    `${left}"${text}" means ${asked.root_total} symbols. Name one, by its class or module or as file:line:`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return { ...blank(asked), function: [], heads };
}

const USES_HINT = 'Who uses it otherwise: mode "references".';
const NO_RELATIVES = {
  implementers: 'Nothing is known to implement or to inherit from it.',
  overrides: 'No overriding or overridden methods known.',
  hierarchy: 'No bases and nothing that inherits from it.',
} as const;

function headingOf(row: Row): string {
  if ('direction' in row) return callHeading(row);
  return 'role' in row ? relativeHeading(row) : row.file;
}

function lineOf(row: Row): string {
  if ('direction' in row) return renderCall(row);
  return 'role' in row ? renderRelative(row) : renderSite(row);
}
