// Callers and callees as rows and as text.

import { z } from 'zod';
import { formatBuiltCopies } from '../../protocol/numbers.ts';
import type { TraceRow, UnknownCallee } from '../../queries/trace.ts';
import { nameInFile } from '../answers/nameInFile.ts';
import { kindSchema, tierSchema } from '../answers/shapes.ts';
import { count } from '../answers/text.ts';

export const callRowSchema = z.object({
  direction: z.enum(['inbound', 'outbound']),
  hop: z.number(),
  name: z.string(),
  kind: kindSchema,
  qualified_name: z.string(),
  file: z.string(),
  line: z.number(),
  external: z.boolean(),
  via: z.string(),
  tier: tierSchema,
  reason: z.string(),
  site_file: z.string(),
  site_lines: z.array(z.number()),
  dispatch_total: z.number(),
  dispatch: z.array(z.string()),
  risk: z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']).optional(),
});
export type CallRow = z.infer<typeof callRowSchema>;

/**
 * `3 callers, 2 callees, 1 in tests left out`; of one direction alone nothing is said of the other. What is called from
 * farther away than is listed comes after it, with the depth that lists it.
 */
export function renderCallTotals(
  answer: {
    readonly callers_total: number;
    readonly callees_total: number;
    readonly farther_callers: number;
    readonly farther_callees: number;
    readonly hidden_tests: number;
    readonly hidden_copies: number;
    readonly unresolved_sites: number;
  },
  direction: 'inbound' | 'outbound' | 'both',
  walkedDepth: number,
): string {
  const parts: string[] = [];
  if (direction !== 'outbound') parts.push(count(answer.callers_total, 'caller'));
  if (direction !== 'inbound') parts.push(count(answer.callees_total, 'callee'));
  if (answer.hidden_tests > 0) parts.push(`${answer.hidden_tests} in tests left out`);
  if (answer.hidden_copies > 0) parts.push(formatBuiltCopies(answer.hidden_copies));
  if (answer.unresolved_sites > 0 && direction !== 'outbound')
    parts.push(`${count(answer.unresolved_sites, 'unresolved site')} with this name`);
  const farther = [
    ...(answer.farther_callers > 0 ? [count(answer.farther_callers, 'caller')] : []),
    ...(answer.farther_callees > 0 ? [count(answer.farther_callees, 'callee')] : []),
  ];
  const more =
    farther.length > 0
      ? `; ${farther.join(' and ')} more within ${walkedDepth} calls: depth ${walkedDepth}`
      : '';
  return parts.join(', ') + more;
}

const MAX_UNKNOWN = 10;
const MAX_LINES = 4;

/** One line that completes what is called: what nobody knows, by name and line. Empty when there is nothing of that. */
export function renderUnknownCallees(unknown: readonly UnknownCallee[]): string {
  if (unknown.length === 0) return '';
  const shown = unknown.slice(0, MAX_UNKNOWN).map(({ name, lines }) => {
    const more = lines.length - MAX_LINES;
    return `${name} @ ${lines.slice(0, MAX_LINES).join(',')}${more > 0 ? ` and ${more} more` : ''}`;
  });
  const more = unknown.length - shown.length;
  return `calls that could not be resolved: ${shown.join(', ')}${more > 0 ? `, ${more} names more` : ''}`;
}

/** The heading that a row stands under. */
export function callHeading({ hop, direction }: CallRow): string {
  return `${direction === 'inbound' ? 'callers' : 'callees'}, hop ${hop}`;
}

export function renderCall(row: CallRow): string {
  const { external, qualified_name, file, line, hop, via, site_file, site_lines } = row;
  return [
    external ? `external ${qualified_name}` : `${nameInFile(qualified_name, file)} ${file}:${line}`,
    hop > 1 ? ` via ${row.direction === 'outbound' ? nameInFile(via, site_file) : via}` : '',
    ` @ ${site_file === file ? '' : `${site_file}:`}${site_lines.join(',')}`,
    row.tier === 'exact' ? '' : ` (${row.tier}: ${row.reason})`,
    row.dispatch_total > 0 ? ` → may dispatch to ${renderDispatch(row)}` : '',
    row.risk ? ` ${row.risk}` : '',
  ].join('');
}

/** A row of the graph as the answer has it; with its risk when that is wanted. */
export function toCallRow(row: TraceRow, withRisk: boolean): CallRow {
  return {
    ...row,
    site_lines: [...row.site_lines],
    dispatch: [...row.dispatch],
    ...(withRisk ? { risk: riskOf(row.hop) } : {}),
  };
}

/** How much an edit of the root matters to what is so many calls away. */
function riskOf(hop: number): 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' {
  return (['CRITICAL', 'HIGH', 'MEDIUM'] as const)[hop - 1] ?? 'LOW';
}

function renderDispatch({ dispatch, dispatch_total }: CallRow): string {
  const more = dispatch_total - dispatch.length;
  return dispatch.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
