// Dead code as search_graph answers it: what the graph has no user for, checked against the text of the workspace.

import { DEAD_CODE_KINDS, type DeadCodeInput } from '../../queries/deadCode.ts';
import { judgeDeadCode } from '../../queries/judgeDeadCode.ts';
import type { SearchHit } from '../../queries/search.ts';
import type { ToolCall } from '../tool.ts';
import { readOrSkip } from '../answers/source.ts';

/** Code without callers, entry points left out: what instructions for such servers ask when they mean dead code. */
export function asksForDeadCode(args: {
  readonly exclude_entry_points: boolean;
  readonly max_degree?: number | undefined;
  readonly min_degree?: number | undefined;
  readonly direction: string;
  readonly relationship?: string | undefined;
  readonly label?: string | undefined;
}): boolean {
  const { label, relationship = 'CALLS' } = args;
  const isOfCallables = label === undefined || DEAD_CODE_KINDS.some((kind) => kind === label);
  const isOfCalls = relationship === 'CALLS' && args.direction !== 'outbound';
  return args.exclude_entry_points && args.max_degree === 0 && !args.min_degree && isOfCalls && isOfCallables;
}

type DeadHit = SearchHit & { readonly unused: 'dead' | 'exported' };

/** One page of dead code: `withExported` adds what only code outside the workspace could use. The note tells what was left out. */
export async function searchDeadCode(
  call: ToolCall,
  what: DeadCodeInput,
  { withExported, limit, offset }: { withExported: boolean; limit: number; offset: number },
): Promise<{ total: number; hits: DeadHit[]; note: string }> {
  const { dead, unusedExports, spared } = await judgeDeadCode(what, {
    findUnused: (input) => call.queries.findUnused(input),
    findUnexplained: (mentions) => call.queries.findUnexplained({ mentions }),
    findMentions: (names) => call.findMentions(names, call.signal),
    findText: (path) => readOrSkip(call, path),
  });
  const listed = [
    ...dead.map((symbol) => [symbol, 'dead'] as const),
    ...(withExported ? unusedExports.map((symbol) => [symbol, 'exported'] as const) : []),
  ];
  const hits = listed
    .slice(offset, offset + limit)
    .map(([{ isPublic: _isPublic, ...symbol }, unused]): DeadHit =>
      Object.assign(symbol, { in_degree: 0, out_degree: 0, unused }),
    );
  const notes: string[] = [];
  if (!withExported && unusedExports.length > 0) {
    notes.push(
      `${unusedExports.length} exported that nothing in the workspace uses are left out: include_exported=true.`,
    );
  }
  if (spared > 0) notes.push(`${spared} without callers are named in some text and may be reached that way.`);
  if (listed.length === 0) notes.unshift('Nothing is certainly dead.');
  return { total: listed.length, hits, note: notes.join(' ') };
}
